//! A tick with its words: accepting terms, agreeing to renewals. Never ticked in advance.

use leptos::prelude::*;

/// A checkbox and the sentence that it agrees to.
#[component]
pub fn Tick(
    /// The name that the form sends, and the id.
    name: &'static str,
    /// What is sent when it is ticked.
    #[prop(into)]
    value: String,
    /// Whether it is ticked.
    ticked: RwSignal<bool>,
    /// What is wrong with it now.
    #[prop(into)]
    error: Signal<Option<String>>,
    /// The sentence, which may hold links.
    children: Children,
) -> AnyView {
    let error_id = format!("{name}-error");
    let described_by = error_id.clone();
    let invalid = Memo::new(move |_| error.read().is_some());
    view! {
        <label class="tick" data-invalid=move || invalid.get().then_some("")>
            <input
                id=name
                type="checkbox"
                name=name
                value=value
                checked=ticked.get_untracked()
                prop:checked=ticked
                aria-required="true"
                aria-invalid=move || invalid.get().then_some("true")
                aria-describedby=move || invalid.get().then(|| described_by.clone())
                on:change=move |event| ticked.set(event_target_checked(&event))
            />
            <span>{children()}</span>
        </label>
        <p class="field__error" id=error_id hidden=move || !invalid.get()>
            <span>{move || error.get().unwrap_or_default()}</span>
        </p>
    }
    .into_any()
}
