//! The entry of a six-digit code: one ordinary input, so that pasting (spaces and all), auto-fill and screen readers work.

use leptos::prelude::*;

use crate::components::field_frame::{FieldFrame, Room, described_by};
use crate::components::field_state::FieldState;
use crate::view::{AnyView, IntoAny};

/// A field for the code from a mail.
#[component]
pub fn CodeField(
    /// Its state; its name is also the id.
    field: FieldState,
    /// The visible label.
    #[prop(into)]
    label: String,
    /// Where the code comes from, and how long it holds.
    #[prop(optional, into)]
    hint: Option<String>,
) -> AnyView {
    field.labelled(&label);
    let error = field.error_signal();
    let described_by = described_by(field.name, hint.is_some(), error);
    // What was pasted with spaces or a dash is shown without them, so that every digit has its slot.
    let typed = move |event| {
        let text: String = event_target_value(&event);
        field.typed(text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect());
    };
    view! {
        <FieldFrame id=field.name label hint error room=Room::Code>
            <input
                id=field.name
                name=field.name
                inputmode="numeric"
                autocomplete="one-time-code"
                autocapitalize="off"
                spellcheck="false"
                dir="ltr"
                maxlength="11"
                aria-required="true"
                aria-invalid=move || error.read().is_some().then_some("true")
                aria-describedby=move || described_by.get()
                prop:value=field.value
                on:input=typed
                on:blur=move |event| field.blurred(&event)
            />
        </FieldFrame>
    }
    .into_any()
}
