//! A tick with its words: accepting terms, agreeing to renewals. Never ticked in advance.

use leptos::prelude::*;

use crate::children::Children;
use crate::components::field_state::FieldState;
use crate::view::{AnyView, IntoAny};

/// A checkbox and the sentence that it agrees to. The field holds what it was ticked for, and nothing while it is not.
#[component]
pub fn Tick(
    /// Its state; its name is also the id.
    field: FieldState,
    /// What is sent when it is ticked.
    #[prop(into)]
    value: Signal<String>,
    /// Whether it is ticked; where nothing is said, whenever the field holds anything.
    #[prop(optional, into)]
    ticked: Option<Signal<bool>>,
    /// The sentence, which may hold links.
    children: Children,
) -> AnyView {
    let name = field.name;
    let error = field.error_signal();
    let error_id = format!("{name}-error");
    let described_by = error_id.clone();
    let invalid = Memo::new(move |_| error.read().is_some());
    let ticked = ticked.unwrap_or_else(|| Memo::new(move |_| !field.value.read().is_empty()).into());
    let change = move |event| {
        field.typed(if event_target_checked(&event) { value.get_untracked() } else { String::new() });
    };
    view! {
        <div>
            <label class="tick" data-invalid=move || invalid.get().then_some("")>
                <input
                    id=name
                    type="checkbox"
                    name=name
                    value=move || value.get()
                    checked=ticked.get_untracked()
                    prop:checked=ticked
                    aria-required="true"
                    aria-invalid=move || invalid.get().then_some("true")
                    aria-describedby=move || invalid.get().then(|| described_by.clone())
                    on:change=change
                />
                <span>{children.view()}</span>
            </label>
            <p class="field__error" id=error_id hidden=move || !invalid.get()>
                <span>{move || error.get().unwrap_or_default()}</span>
            </p>
        </div>
    }
    .into_any()
}
