//! Why the last payment did not go through, and what to do. Everything is kept.

use domain::payment::DeclineReason;
use leptos::prelude::*;

use crate::children::Children;
use crate::components::notice::{Notice, Tone};
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// The reason with what to do about it; nothing where there is none. A confirmation that the buyer has closed looks
/// different from a bank that said no.
#[component]
pub fn Declined(
    /// Why.
    reason: Option<DeclineReason>,
    /// What can be done here, beside what the page offers anyway.
    #[prop(optional)]
    children: Option<Children>,
) -> AnyView {
    let words = use_words();
    let Some(reason) = reason else { return ().into_any() };
    let children = children.map(Children::view);
    if reason == DeclineReason::AuthenticationCancelled {
        return view! {
            <Notice tone=Tone::Warn title=words.payment_cancelled_title()>
                <p>{words.payment_cancelled_text()}</p>
                {children}
            </Notice>
        }
        .into_any();
    }
    view! {
        <Notice tone=Tone::Bad title=words.payment_declined_title()>
            <p>{words.refusal(&reason.into())}</p>
            <p>{words.payment_nothing_charged()}</p>
            {children}
        </Notice>
    }
    .into_any()
}
