//! A short choice of one with all options in sight: native radio buttons under a painted track.

use leptos::prelude::*;

use crate::components::typed_before::restore_typed;
use crate::view::{AnyView, IntoAny};

/// One option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// What is sent.
    pub value: &'static str,
    /// What is shown.
    pub label: String,
    /// A word on it, such as what it saves.
    pub note: Option<String>,
}

/// A row of radio buttons.
#[component]
pub fn Segmented(
    /// The name that the form sends.
    name: &'static str,
    /// What is being chosen.
    #[prop(into)]
    legend: String,
    /// The options in their order.
    segments: Vec<Segment>,
    /// The value chosen now.
    #[prop(into)]
    chosen: Signal<&'static str>,
    /// Told when another is chosen.
    on_choose: Callback<String>,
) -> AnyView {
    restore_typed(&format!("input[name={name}]:checked"), move |value| {
        if value != chosen.get_untracked() {
            on_choose.run(value);
        }
    });
    let options = segments.into_iter().map(|Segment { value, label, note }| {
        let checked = move || chosen.get() == value;
        view! {
            <label>
                <input
                    type="radio"
                    name=name
                    value=value
                    checked=chosen.get_untracked() == value
                    prop:checked=checked
                    on:change=move |_| on_choose.run(value.to_owned())
                />
                <span>{label} {note.map(|note| view! { " " <small>{note}</small> })}</span>
            </label>
        }
    });
    view! {
        <fieldset class="segmented">
            <legend>{legend}</legend>
            <div class="segmented__track">{options.collect_view()}</div>
        </fieldset>
    }
    .into_any()
}
