//! A short list to choose one value from, where the choice lives somewhere else (an address, a quote).

use leptos::prelude::*;

use crate::components::select_field::Entry;
use crate::components::typed_before::restore_typed;
use crate::view::{AnyView, IntoAny};

/// A labelled list.
#[component]
pub fn Picker(
    /// The name that the form sends, and the id.
    name: &'static str,
    /// The visible label.
    #[prop(into)]
    label: String,
    /// What there is to choose from.
    entries: Vec<Entry>,
    /// The value chosen now.
    #[prop(into)]
    chosen: Signal<String>,
    /// Told when another is chosen.
    on_choose: Callback<String>,
) -> AnyView {
    restore_typed(&format!("#{name}"), move |value| {
        if value != chosen.get_untracked() {
            on_choose.run(value);
        }
    });
    let initial = chosen.get_untracked();
    let options = entries.into_iter().map(move |Entry { value, label }| {
        let selected = value == initial;
        view! { <option value=value selected=selected>{label}</option> }
    });
    view! {
        <div class="field">
            <label for=name>{label}</label>
            <select
                id=name
                name=name
                autocomplete="off"
                prop:value=chosen
                on:change=move |event| on_choose.run(event_target_value(&event))
            >
                {options.collect_view()}
            </select>
        </div>
    }
    .into_any()
}
