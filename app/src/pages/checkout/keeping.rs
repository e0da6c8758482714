//! Below every step: how long the checkout is kept, handing it on, and calling it off.

use domain::access::Action;
use leptos::form::ActionForm;
use leptos::prelude::*;

use super::hand_over::{HandOver, can_be_sent};
use super::live::{Live, say};
use super::share::Share;
use crate::api::checkout_time::{CancelCheckout, ExtendCheckout};
use crate::components::disclosure::Disclosure;
use crate::components::form_state::FormState;
use crate::components::notice::{Notice, Tone};
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// What can be done with a checkout besides filling it in.
#[component]
pub fn Keeping(live: Live) -> AnyView {
    let picture = live.picture();
    let send = can_be_sent(&picture).then(|| view! { <HandOver live/> });
    let share = (picture.may(Action::ShareCheckout) && picture.is_open()).then(|| view! { <Share live/> });
    let cancel = picture.may(Action::CancelCheckout).then(|| view! { <Cancel live/> });
    view! {
        <div class="checkout-more">
            <Time live/>
            {send}
            {share}
            {cancel}
        </div>
    }
    .into_any()
}

/// Until when it is kept; with a way to keep it longer once that is soon (WCAG 2.2.1).
#[component]
fn Time(live: Live) -> AnyView {
    let words = use_words();
    let extend = ServerAction::<ExtendCheckout>::new();
    Effect::new(move |_| {
        if let Some(Ok(view)) = extend.value().get() {
            live.show(view);
        }
    });
    let soon = Memo::new(move |_| live.view().read().ends_soon());
    let until = Memo::new(move |_| words.checkout_expiring(words.date_time(live.view().read().expires_at)));
    let shown = move || {
        if !soon.get() {
            return view! { <p class="checkout-more__note">{words.checkout_saved_at()} " " {until.get()}</p> }
                .into_any();
        }
        view! {
            <Notice tone=Tone::Warn title=until.get()>
                <ActionForm action=extend>
                    <input type="hidden" name="id" value=live.id().to_string()/>
                    <button class="button" type="submit">{words.checkout_extend()}</button>
                </ActionForm>
            </Notice>
        }
        .into_any()
    };
    view! { {shown} }.into_any()
}

/// Calling it off, folded away.
#[component]
fn Cancel(live: Live) -> AnyView {
    let words = use_words();
    let cancel = ServerAction::<CancelCheckout>::new();
    let form = FormState::new("cancel", say());
    Effect::new(move |_| match cancel.value().get() {
        Some(Ok(())) => {
            let _ = window().location().reload();
        }
        Some(Err(error)) => form.refuse(&error),
        None => {}
    });
    let trouble = move || form.trouble().get().map(|error| error.text(words));
    let sentences =
        move || form.general().get().into_iter().chain(trouble()).map(|text| view! { <p>{text}</p> }).collect_view();
    view! {
        <Disclosure summary=words.checkout_abandon()>
            <ActionForm action=cancel attr:class="stack">
                <input type="hidden" name="id" value=live.id().to_string()/>
                <p>{words.checkout_abandon_text()}</p>
                <div role="alert">{sentences}</div>
                <button class="button" type="submit" aria-busy=move || cancel.pending().get().then_some("true")>
                    {words.checkout_abandon()}
                </button>
            </ActionForm>
        </Disclosure>
    }
    .into_any()
}
