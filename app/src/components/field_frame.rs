//! What surrounds every control of a form: its visible label, its hint, its error, and what ties them together.

use leptos::prelude::*;

use crate::children::Children;
use crate::components::icon::{Glyph, Icon};
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// How much room a field takes, and what is special about it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Room {
    /// Its share of the line.
    #[default]
    Share,
    /// The whole line.
    Line,
    /// Only as much as a short code needs.
    Short,
    /// The slots of a six-digit code.
    Code,
}

impl Room {
    const fn class(self) -> &'static str {
        match self {
            Self::Share => "field",
            Self::Line => "field field--whole",
            Self::Short => "field field--short",
            Self::Code => "field code-entry",
        }
    }
}

/// The ids that the control's `aria-describedby` names: the error first while there is one, then the hint.
#[must_use]
pub fn described_by(id: &str, hint: bool, error: Signal<Option<String>>) -> Signal<Option<String>> {
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    Signal::derive(move || match (error.read().is_some(), hint) {
        (true, true) => Some(format!("{error_id} {hint_id}")),
        (true, false) => Some(error_id.clone()),
        (false, true) => Some(hint_id.clone()),
        (false, false) => None,
    })
}

/// Label, control (the children), error and hint of one field.
#[component]
pub fn FieldFrame(
    /// The id of the control inside.
    #[prop(into)]
    id: String,
    /// The visible label.
    #[prop(into)]
    label: String,
    /// Whether it may stay empty; the label says so.
    #[prop(optional)]
    optional: bool,
    /// What helps to fill it in.
    #[prop(optional_no_strip)]
    hint: Option<String>,
    /// What is wrong with it now.
    error: Signal<Option<String>>,
    /// What is right about it, where that is worth saying (a VAT id whose format was checked).
    #[prop(optional)]
    good: Signal<Option<String>>,
    /// How much room it takes.
    #[prop(optional)]
    room: Room,
    /// The control.
    children: Children,
) -> AnyView {
    let words = use_words();
    let invalid = Memo::new(move |_| error.read().is_some());
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    view! {
        <div class=room.class() data-invalid=move || invalid.get().then_some("")>
            <label for=id>
                {label}
                {optional.then(|| view! { " " <span class="field__optional">{words.common_optional()}</span> })}
            </label>
            {children.view()}
            <p class="field__error" id=error_id hidden=move || !invalid.get()>
                <span class="unseen">{words.common_error_prefix()} " "</span>
                <span>{move || error.get().unwrap_or_default()}</span>
            </p>
            <p class="field__good" role="status">
                {move || good.get().map(|good| view! { <Icon glyph=Glyph::Check/> {good} })}
            </p>
            {hint.map(|hint| view! { <p class="field__hint" id=hint_id>{hint}</p> })}
        </div>
    }
    .into_any()
}
