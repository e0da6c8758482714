//! The head of the page: where the order stands, in one sentence, and the one thing to do where the buyer has to act.

use domain::order::Stage;
use leptos::prelude::*;
use messages::Words;

use super::address;
use super::live::Live;
use crate::api::order::OrderPicture;
use crate::components::notice::{Notice, Tone};
use crate::components::page_heading::PageHeading;
use crate::pages::checkout::say;
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// Heading and standing. A new heading is announced.
#[component]
pub fn Heading(live: Live) -> AnyView {
    let words = use_words();
    let (id, stage) = (live.id().to_string(), live.stage());
    let headline = Memo::new(move |_| headline(words, stage.get()));
    let first = headline.get_untracked();
    let news = move || Some(headline.get()).filter(|news| *news != first);
    let title = words.order_title(&id);
    view! {
        <header class="checkout-head">
            <p class="fine ltr">{title.clone()}</p>
            <PageHeading text=Signal::derive(move || headline.get().to_owned()) title/>
            <p class="unseen" role="status">{news}</p>
            {move || live.picture().with(|picture| standing(words, picture))}
        </header>
    }
    .into_any()
}

/// What the order's page is headed with. Success is said once it is delivered, never before (ux 17).
fn headline(words: Words, stage: Stage) -> &'static str {
    match stage {
        Stage::ToPay => words.order_headline_to_pay(),
        Stage::ToConfirm => words.order_headline_to_confirm(),
        Stage::PaymentFailed => words.payment_declined_title(),
        Stage::PaymentAbandoned => words.payment_cancelled_title(),
        Stage::InReview => words.order_headline_in_review(),
        Stage::Processing => words.order_headline_under_way(),
        Stage::Settling => words.order_headline_settling(),
        Stage::Done => words.order_headline_done(),
        Stage::NeedsHelp => words.order_headline_failed(),
        Stage::Declined => words.order_headline_declined(),
        Stage::Cancelled => words.order_headline_cancelled(),
    }
}

fn standing(words: Words, picture: &OrderPicture) -> AnyView {
    let order = &picture.order;
    let say = say();
    let reason = order.reason.clone().map(|reason| say.run(reason)).unwrap_or_default();
    let (name, email) = (&order.buyer.name, &order.buyer.email);
    match order.stage {
        Stage::Done => view! { <p class="lede">{words.order_thanks(name, email)}</p> }.into_any(),
        Stage::Processing => view! {
            <p class="lede">{reason} " " {words.order_under_way_text(email)}</p>
        }
        .into_any(),
        Stage::InReview | Stage::Settling => view! { <p class="lede">{reason}</p> }.into_any(),
        Stage::Cancelled => ended(words, Tone::Neutral, reason, picture),
        Stage::Declined | Stage::NeedsHelp => ended(words, Tone::Warn, reason, picture),
        Stage::ToPay | Stage::ToConfirm | Stage::PaymentFailed | Stage::PaymentAbandoned => {
            to_pay(words, picture, reason)
        }
    }
}

/// The order waits for its buyer: why, and the way on. Whoever only looks gets the reason.
fn to_pay(words: Words, picture: &OrderPicture, reason: String) -> AnyView {
    let order = &picture.order;
    let (tone, label) = match order.stage {
        Stage::PaymentFailed => (Tone::Bad, words.order_fix_payment()),
        Stage::PaymentAbandoned => (Tone::Warn, words.order_fix_payment()),
        Stage::ToConfirm => (Tone::Busy, words.order_confirm()),
        _ => (Tone::Neutral, words.order_pay()),
    };
    let link = address::payment(order.checkout);
    let way = order.asks_for_payment().then(|| {
        view! { <p class="row"><a class="button button--primary" href=link>{label}</a></p> }
    });
    view! {
        <Notice tone title=reason>
            <p>{words.payment_nothing_charged()}</p>
            {way}
        </Notice>
    }
    .into_any()
}

/// It does not go on by itself: why, and whom to ask.
fn ended(words: Words, tone: Tone, reason: String, picture: &OrderPicture) -> AnyView {
    let help = words.order_help(&picture.seller.email);
    view! { <Notice tone title=reason><p>{help}</p></Notice> }.into_any()
}
