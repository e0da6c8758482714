//! A field for several lines of text.

use leptos::prelude::*;

use crate::components::field_frame::{FieldFrame, Room, described_by};
use crate::components::field_state::FieldState;
use crate::view::{AnyView, IntoAny};

/// A field for several lines of text.
#[component]
pub fn TextArea(
    /// Its state; its name is also the id.
    field: FieldState,
    /// The visible label.
    #[prop(into)]
    label: String,
    /// Whether it may stay empty.
    #[prop(optional)]
    optional: bool,
    /// What helps to fill it in.
    #[prop(optional, into)]
    hint: Option<String>,
    /// The most characters that can be typed.
    #[prop(default = 4000)]
    most: u16,
) -> AnyView {
    field.labelled(&label);
    let error = field.error_signal();
    let described_by = described_by(field.name, hint.is_some(), error);
    view! {
        <FieldFrame id=field.name label optional hint error room=Room::Line>
            <textarea
                id=field.name
                name=field.name
                rows="4"
                maxlength=most
                aria-required=(!optional).then_some("true")
                aria-invalid=move || error.read().is_some().then_some("true")
                aria-describedby=move || described_by.get()
                prop:value=field.value
                on:input=move |event| field.typed(event_target_value(&event))
                on:blur=move |event| field.blurred(&event)
            >
                {field.value.get_untracked()}
            </textarea>
        </FieldFrame>
    }
    .into_any()
}
