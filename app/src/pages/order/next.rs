//! What comes next: with the licence, with the money; and, while the order waits, calling it off.

use domain::order::Stage;
use leptos::form::ActionForm;
use leptos::prelude::*;
use messages::Words;

use super::live::Live;
use crate::api::order::OrderPicture;
use crate::api::order_payment::{CANCEL_FORM, CancelOrder};
use crate::components::disclosure::Disclosure;
use crate::components::form_state::FormState;
use crate::pages::checkout::say;
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// The next steps of a delivered order, and what is charged when.
#[component]
pub fn Next(live: Live) -> AnyView {
    let words = use_words();
    let shown = move || {
        live.picture().with(|picture| match picture.order.stage {
            Stage::Declined | Stage::Cancelled => None,
            Stage::Done => Some(view! { {steps(words, picture)} {follows(words, picture)} }.into_any()),
            _ => Some(follows(words, picture)),
        })
    };
    view! { {shown} }.into_any()
}

fn steps(words: Words, picture: &OrderPicture) -> AnyView {
    let buyer = &picture.order.buyer;
    let books = buyer.invoice_email.as_ref().map(|email| view! { <li>{words.order_next_books(email)}</li> });
    view! {
        <section class="card card--quiet" aria-labelledby="next">
            <h2 id="next">{words.order_next_title()}</h2>
            <ul class="order__next">
                <li>{words.order_next_install()}</li>
                <li>{words.order_next_invite()}</li>
                <li>{words.order_next_receipt()}</li>
                <li>{words.order_next_mail(&buyer.email)}</li>
                {books}
            </ul>
        </section>
    }
    .into_any()
}

/// The amount and date of what follows, and how to cancel; or that nothing does.
fn follows(words: Words, picture: &OrderPicture) -> AnyView {
    let quote = &picture.order.quote;
    let renewal = quote.renews_on.zip(quote.renewal_total_minor);
    let text = match renewal {
        None => view! { <p class="fine">{words.checkout_then_nothing()}</p> }.into_any(),
        Some((on, minor)) => view! {
            <p>{words.checkout_then(words.money(quote.money(minor)), words.date(on))}</p>
            <p class="fine">{words.then_note(quote)} " " {words.checkout_cancel_how()}</p>
        }
        .into_any(),
    };
    view! {
        <section class="card card--quiet" aria-labelledby="follows">
            <h2 id="follows">{words.order_follows_title()}</h2>
            {text}
        </section>
    }
    .into_any()
}

/// Calling it off, folded away; absent where it cannot be.
#[component]
pub fn Cancel(live: Live) -> AnyView {
    let words = use_words();
    let cancel = ServerAction::<CancelOrder>::new();
    let form = FormState::new(CANCEL_FORM, say());
    Effect::new(move |_| match cancel.value().get() {
        Some(Ok(())) => leptos::task::spawn_local(live.look_again()),
        Some(Err(error)) => form.refuse(&error),
        None => {}
    });
    let cancellable = live.part(|order| order.cancellable);
    let trouble = move || form.trouble().get().map(|error| error.text(words));
    let sentences =
        move || form.general().get().into_iter().chain(trouble()).map(|text| view! { <p>{text}</p> }).collect_view();
    let folded = move || {
        view! {
            <div>
                <Disclosure summary=words.order_cancel_order().to_owned()>
                    <ActionForm action=cancel attr:class="stack">
                        <input type="hidden" name="order" value=live.id().to_string()/>
                        <p>{words.order_cancel_confirm()}</p>
                        <div role="alert">{sentences}</div>
                        <button class="button" type="submit" aria-busy=move || cancel.pending().get().then_some("true")>
                            {words.order_cancel_order()}
                        </button>
                    </ActionForm>
                </Disclosure>
            </div>
        }
    };
    view! { <Show when=move || cancellable.get()>{folded}</Show> }.into_any()
}
