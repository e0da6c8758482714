//! The place of what is still loading, with the size of what will come, so that nothing moves when it does.

use leptos::prelude::*;

use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// How large the content will be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// So many lines of text.
    Lines(u8),
    /// A block as tall as a licence.
    Licence,
    /// A block as tall as the card fields.
    CardFields,
}

/// A grey stand-in; a screen reader hears that something is loading.
#[component]
pub fn Skeleton(
    /// What will be there.
    expected: Expected,
) -> AnyView {
    let words = use_words();
    let (class, blocks) = match expected {
        Expected::Lines(lines) => ("skeleton skeleton--line", lines),
        Expected::Licence => ("skeleton skeleton--licence", 1),
        Expected::CardFields => ("skeleton skeleton--card-fields", 1),
    };
    let blocks = (0..blocks).map(|_| view! { <span class=class></span> }).collect_view();
    view! {
        <div class="skeletons" aria-busy="true">
            <span class="unseen">{words.common_loading()}</span>
            {blocks}
        </div>
    }
    .into_any()
}
