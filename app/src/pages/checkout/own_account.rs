//! What becomes of what somebody buys who belongs to accounts and may buy for none of them.

use leptos::prelude::*;

use super::live::Live;
use crate::components::notice::Notice;
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// Says that it will be for a new account; nothing to whoever may buy for one that is there.
#[component]
pub fn OwnAccount(
    /// The checkout.
    live: Live,
) -> AnyView {
    let words = use_words();
    let seen = Memo::new(move |_| live.view().read().only_seen.join(", "));
    let notice = move || {
        let seen = seen.get();
        (!seen.is_empty()).then(|| {
            view! { <Notice title=words.details_own_account_title()><p>{words.details_own_account_text(seen)}</p></Notice> }
        })
    };
    view! { {notice} }.into_any()
}
