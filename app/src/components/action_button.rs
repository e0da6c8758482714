//! The button that sends a form: says act and amount, shows that it is busy, and says why it cannot be pressed.

use crate::view::{AnyView, IntoAny};
use leptos::prelude::*;

/// A submit button.
///
/// While it is refused it stays focusable and says why (`aria-disabled` with the reason tied to it); pressing it does nothing.
#[component]
pub fn ActionButton(
    /// What it says.
    #[prop(into)]
    text: Signal<String>,
    /// Whether its act is under way; it cannot be pressed again meanwhile.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Why it cannot be pressed now, in words.
    #[prop(optional, into)]
    refused: Signal<Option<String>>,
    /// The id of its reason; one per button on a page.
    #[prop(default = "action-reason")]
    reason_id: &'static str,
    /// Whether it fills the line.
    #[prop(optional)]
    wide: bool,
) -> AnyView {
    let blocked = Memo::new(move |_| busy.get() || refused.read().is_some());
    let class =
        if wide { "button button--primary button--large button--wide" } else { "button button--primary button--large" };
    view! {
        <button
            type="submit"
            class=class
            aria-busy=move || busy.get().then_some("true")
            aria-disabled=move || blocked.get().then_some("true")
            aria-describedby=move || refused.read().is_some().then_some(reason_id)
            on:click=move |event| {
                if blocked.get_untracked() {
                    event.prevent_default();
                }
            }
        >
            {move || text.get()}
        </button>
        <p class="field__hint" id=reason_id hidden=move || refused.read().is_none()>
            {move || refused.get().unwrap_or_default()}
        </p>
    }
    .into_any()
}
