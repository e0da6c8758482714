//! A field for one line of text.

use leptos::prelude::*;

use crate::components::field_frame::{FieldFrame, Room, described_by};
use crate::components::field_state::FieldState;
use crate::view::{AnyView, IntoAny};

/// What a text field holds; decides the keyboard that a phone shows, and what is left alone while typing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Holds {
    /// Words in any script.
    #[default]
    Words,
    /// An e-mail address.
    Email,
    /// Digits, perhaps with spaces.
    Digits,
    /// An id or code of Latin letters and digits: kept left to right, never corrected.
    Code,
}

impl Holds {
    const fn kind(self) -> &'static str {
        if matches!(self, Self::Email) { "email" } else { "text" }
    }

    const fn inputmode(self) -> Option<&'static str> {
        match self {
            Self::Words | Self::Code => None,
            Self::Email => Some("email"),
            Self::Digits => Some("numeric"),
        }
    }

    const fn is_words(self) -> bool {
        matches!(self, Self::Words)
    }
}

/// A field for one line of text.
#[component]
pub fn TextField(
    /// Its state; its name is also the id.
    field: FieldState,
    /// The visible label.
    #[prop(into)]
    label: String,
    /// The autocomplete token of the HTML standard, or “off” for what browsers cannot know.
    autocomplete: &'static str,
    /// What it holds.
    #[prop(optional)]
    holds: Holds,
    /// Whether it may stay empty.
    #[prop(optional)]
    optional: bool,
    /// What helps to fill it in.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is right about it, where that is worth saying.
    #[prop(optional, into)]
    good: Signal<Option<String>>,
    /// How much room it takes.
    #[prop(optional)]
    room: Room,
    /// The most characters that can be typed.
    #[prop(default = 200)]
    most: u16,
) -> AnyView {
    field.labelled(&label);
    let error = field.error_signal();
    let described_by = described_by(field.name, hint.is_some(), error);
    let plain = (!holds.is_words()).then_some("off");
    view! {
        <FieldFrame id=field.name label optional hint error good room>
            <input
                id=field.name
                name=field.name
                type=holds.kind()
                inputmode=holds.inputmode()
                autocomplete=autocomplete
                autocapitalize=plain
                spellcheck=(!holds.is_words()).then_some("false")
                dir=(!holds.is_words()).then_some("ltr")
                maxlength=most
                aria-required=(!optional).then_some("true")
                aria-invalid=move || error.read().is_some().then_some("true")
                aria-describedby=move || described_by.get()
                value=field.value.get_untracked()
                prop:value=field.value
                on:input=move |event| field.typed(event_target_value(&event))
                on:blur=move |event| field.blurred(&event)
            />
        </FieldFrame>
    }
    .into_any()
}
