//! More, for whoever asks. A native `<details>`, so it works before the bundle has loaded.

use leptos::prelude::*;

use crate::children::Children;
use crate::view::{AnyView, IntoAny};

/// Something folded away behind its summary.
#[component]
pub fn Disclosure(
    /// What is inside, in a few words.
    #[prop(into)]
    summary: Signal<String>,
    /// What a screen reader hears instead, where the summary alone does not tell one disclosure from the next.
    #[prop(optional, into)]
    label: Option<String>,
    /// Whether it is open at first.
    #[prop(optional)]
    open: bool,
    /// What is folded away.
    children: Children,
) -> AnyView {
    view! {
        <details class="disclosure" open=open>
            <summary aria-label=label>{move || summary.get()}</summary>
            <div class="disclosure__body">{children.view()}</div>
        </details>
    }
    .into_any()
}
