//! A field with a value from a list, as the platform's own control.

use leptos::prelude::*;

use crate::components::field_frame::{FieldFrame, Room, described_by};
use crate::components::field_state::FieldState;
use crate::view::{AnyView, IntoAny};

/// One value of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What is sent.
    pub value: String,
    /// What is shown.
    pub label: String,
}

impl Entry {
    /// An entry that sends `value` and shows `label`.
    #[must_use]
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into() }
    }
}

/// A list to choose one value from.
#[component]
pub fn SelectField(
    /// Its state; its name is also the id.
    field: FieldState,
    /// The visible label.
    #[prop(into)]
    label: String,
    /// What there is to choose from.
    entries: Vec<Entry>,
    /// The autocomplete token of the HTML standard, or “off”.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// What helps to choose.
    #[prop(optional, into)]
    hint: Option<String>,
    /// How much room it takes.
    #[prop(optional)]
    room: Room,
) -> AnyView {
    field.labelled(&label);
    let error = field.error_signal();
    let described_by = described_by(field.name, hint.is_some(), error);
    let initial = field.value.get_untracked();
    let options = entries.into_iter().map(move |Entry { value, label }| {
        let selected = value == initial;
        view! { <option value=value selected=selected>{label}</option> }
    });
    view! {
        <FieldFrame id=field.name label hint error room>
            <select
                id=field.name
                name=field.name
                autocomplete=autocomplete
                aria-invalid=move || error.read().is_some().then_some("true")
                aria-describedby=move || described_by.get()
                prop:value=field.value
                on:change=move |event| {
                    field.typed(event_target_value(&event));
                    field.left();
                }
            >
                {options.collect_view()}
            </select>
        </FieldFrame>
    }
    .into_any()
}
