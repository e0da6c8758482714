//! `/trials/{id}`: where a trial stands, what happens at its end, its licence, and the way to keep it.

mod convert;
mod running;
mod set_up;

use domain::moment::utc_date;
use domain::trial::{TrialStage, TrialView};
use jiff::Timestamp;
use leptos::prelude::*;
use leptos_router::components::Redirect;

use self::convert::Convert;
use self::running::Running;
use self::set_up::SetUp;
use super::address;
use super::facts::Facts;
use super::ours::{Loading, OurTrial, plan_name};
use crate::components::notice::{Notice, Tone};
use crate::components::page_heading::PageHeading;
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// The trial of the address.
#[component]
pub fn Trial() -> AnyView {
    view! { <OurTrial heading=use_words().trial_licence_title() shown/> }.into_any()
}

fn shown(view: TrialView, loading: Loading) -> AnyView {
    let words = use_words();
    let heading = words.trial_title(plan_name(&view));
    let body = match &view.stage {
        TrialStage::Requested { .. } => return view! { <Redirect path=address::code(view.id)/> }.into_any(),
        TrialStage::Startable => view! { <SetUp view=view.clone() loading/> }.into_any(),
        TrialStage::RequestExpired => request_expired(&view),
        TrialStage::Running { .. } => view! { <Running view=view.clone()/> }.into_any(),
        TrialStage::Expired { ended_at, convertible_until } => expired(view.clone(), *ended_at, *convertible_until),
        TrialStage::Lapsed { ended_at } => lapsed(*ended_at),
        TrialStage::Converted { order } => bought(*order),
    };
    view! {
        <header class="checkout-head">
            <p class="fine">{view.company.clone()}</p>
            <PageHeading text=heading/>
        </header>
        <div class="order">
            <div class="order__main">{body}</div>
            <div class="order__side">
                <Facts view/>
            </div>
        </div>
    }
    .into_any()
}

fn day(at: Timestamp) -> String {
    use_words().date(utc_date(at))
}

/// A trial that is over, and can still be bought.
fn expired(view: TrialView, ended_at: Timestamp, convertible_until: Timestamp) -> AnyView {
    let words = use_words();
    view! {
        <Notice tone=Tone::Warn title=words.trial_expired_title()>
            <p>{words.trial_ended_on(day(ended_at))} ". " {words.trial_expired_text(day(convertible_until))}</p>
        </Notice>
        <section class="card" aria-label=words.trial_status_expired()>
            <Convert view/>
        </section>
    }
    .into_any()
}

/// A trial that is over for good.
fn lapsed(ended_at: Timestamp) -> AnyView {
    let words = use_words();
    view! {
        <Notice title=words.trial_lapsed_title(day(ended_at))>
            <p>{words.trial_gone_text()}</p>
            <p><a class="button" href="/">{words.trial_refused_buy()}</a></p>
        </Notice>
    }
    .into_any()
}

/// A request that nobody proved an address for in time.
fn request_expired(view: &TrialView) -> AnyView {
    let words = use_words();
    let again = address::start(&view.plan);
    view! {
        <Notice tone=Tone::Warn title=words.trial_request_expired_title()>
            <p><a class="button" href=again>{words.trial_ask_again()}</a></p>
        </Notice>
    }
    .into_any()
}

/// A trial that has become an order.
fn bought(order: domain::ids::OrderId) -> AnyView {
    let words = use_words();
    view! {
        <Notice tone=Tone::Good title=words.trial_status_converted()>
            <p>{words.trial_converted_text()}</p>
            <p><a class="button" href=format!("/orders/{order}")>{words.trial_to_order()}</a></p>
        </Notice>
    }
    .into_any()
}
