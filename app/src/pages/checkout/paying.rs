//! A checkout whose payment is under way: the bank's question in a frame, or waiting for the provider; it goes on by
//! itself. Shown at every step, because nothing else can be done meanwhile.

mod challenge;

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use self::challenge::Challenge;
use super::address;
use super::live::Live;
use super::turn::Turn;
use crate::api::payment::{Standing, payment_state};
use crate::components::notice::{Notice, Tone};
use crate::components::page_heading::PageHeading;
use crate::components::skeleton::{Expected, Skeleton};
use crate::components::trouble::Trouble;
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// How often the provider is asked again while nobody knows.
const EVERY: Duration = Duration::from_secs(2);
/// After so many times the page says that it takes longer.
const USUAL: u32 = 4;

/// The payment that is under way.
#[component]
pub fn Paying(live: Live) -> AnyView {
    let id = live.id();
    let first = Resource::new(|| (), move |()| payment_state(id));
    let retry = Callback::new(move |()| first.refetch());
    let loaded = move || {
        first.get().map(|answer| match answer {
            Ok(standing) => view! { <Underway live standing/> }.into_any(),
            Err(error) => view! { <Trouble trouble=Signal::stored(Some(error)) retry/> }.into_any(),
        })
    };
    let words = use_words();
    let waiting = move || {
        view! {
            <PageHeading text=words.checkout_confirming_title()/>
            <Skeleton expected=Expected::CardFields/>
        }
    };
    view! {
        <div class="column stack">
            <Suspense fallback=waiting>{loaded}</Suspense>
        </div>
    }
    .into_any()
}

/// What happens now, until it is decided.
#[component]
fn Underway(live: Live, standing: Standing) -> AnyView {
    let turn = RwSignal::new(Turn::of(&standing));
    let asked = RwSignal::new(0_u32);
    let take = settle(live, turn, To::WhereverItGoesOn);
    let leave = settle(live, turn, To::AnotherWayToPay);
    let id = live.id();
    let look = Callback::new(move |()| {
        spawn_local(async move {
            let answer = payment_state(id).await;
            // The page may have gone meanwhile; then nobody waits for the answer any more.
            asked.try_update(|asked| *asked += 1);
            if let Ok(standing) = answer {
                take.try_run(standing);
            }
        });
    });
    // What was decided before the page came is taken in like any later news.
    let first = StoredValue::new(Some(standing));
    Effect::new(move |_| {
        if let Some(standing) = first.try_update_value(Option::take).flatten() {
            take.run(standing);
        }
    });
    Effect::new(move |_| {
        let waits = asked.try_get().is_some() && turn.try_get() == Some(Turn::Wait);
        if waits {
            let timer = set_timeout_with_handle(move || look.run(()), EVERY);
            on_cleanup(move || timer.into_iter().for_each(|timer| timer.clear()));
        }
    });
    view! {
        {move || match turn.get() {
            Turn::Confirm { url } => view! { <Challenge live url look leave/> }.into_any(),
            Turn::Wait | Turn::GoOn => view! { <Checking asked look/> }.into_any(),
            Turn::ToOrder(order) => view! { <Through address=address::order(order)/> }.into_any(),
        }}
    }
    .into_any()
}

/// Where the buyer goes when the checkout is open again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum To {
    /// Where it goes on.
    WhereverItGoesOn,
    /// To the ways to pay.
    AnotherWayToPay,
}

/// Takes news in: goes on with the order or the checkout once it is decided, and shows what happens until then.
fn settle(live: Live, turn: RwSignal<Turn>, to: To) -> Callback<Standing> {
    let navigate = use_navigate();
    Callback::new(move |standing: Standing| match Turn::of(&standing) {
        Turn::ToOrder(order) => {
            live.known().remember(standing.checkout);
            navigate(&address::order(order), Default::default());
        }
        Turn::GoOn => {
            let address = match to {
                To::WhereverItGoesOn => address::next(&standing.checkout),
                To::AnotherWayToPay => address::payment(standing.checkout.id),
            };
            live.show(standing.checkout);
            navigate(&address, NavigateOptions { replace: true, ..Default::default() });
        }
        next @ (Turn::Confirm { .. } | Turn::Wait) => {
            if turn.get_untracked() != next {
                turn.set(next);
            }
        }
    })
}

/// Nobody knows yet.
#[component]
fn Checking(asked: RwSignal<u32>, look: Callback<()>) -> AnyView {
    let words = use_words();
    let long = Memo::new(move |_| asked.get() >= USUAL);
    let said = move || {
        let (title, text) = if long.get() {
            (words.payment_unknown_title(), words.payment_unknown_text())
        } else {
            (words.payment_processing_title(), words.payment_processing_text())
        };
        let again = long.get().then(|| {
            view! {
                <button type="button" class="button" on:click=move |_| look.run(())>{words.payment_look_again()}</button>
            }
        });
        view! {
            <Notice tone=Tone::Busy title>
                <p>{text}</p>
                {again}
            </Notice>
        }
    };
    view! {
        <PageHeading text=words.checkout_confirming_title()/>
        {said}
    }
    .into_any()
}

/// The payment is through: the order's page says how it goes on.
#[component]
fn Through(address: String) -> AnyView {
    let words = use_words();
    view! {
        <PageHeading text=words.checkout_completed_title()/>
        <p class="lede">{words.checkout_completed_text()}</p>
        <p>
            <a class="button button--primary" href=address>{words.checkout_to_order()}</a>
        </p>
    }
    .into_any()
}
