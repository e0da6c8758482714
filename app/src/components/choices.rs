//! One of several, each with a line about it: plans in the checkout, ways to pay. Native radio buttons.

use leptos::prelude::*;

use crate::components::typed_before::restore_typed;
use crate::view::{AnyView, IntoAny};

/// One of the choices.
#[derive(Clone)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What it is.
    pub label: String,
    /// A line about it.
    pub note: String,
    /// What stands at the end of its line, such as a price.
    pub aside: Option<Signal<String>>,
}

/// Cards to choose one from.
#[component]
pub fn Choices(
    /// The name that the form sends.
    name: &'static str,
    /// What is being chosen.
    #[prop(into)]
    legend: String,
    /// The choices in their order.
    choices: Vec<Choice>,
    /// The value chosen now.
    #[prop(into)]
    chosen: Signal<String>,
    /// Told when another is chosen.
    on_choose: Callback<String>,
) -> AnyView {
    restore_typed(&format!("input[name={name}]:checked"), move |value| {
        if value != chosen.get_untracked() {
            on_choose.run(value);
        }
    });
    let card = move |Choice { value, label, note, aside }: Choice| {
        let (own, told) = (value.clone(), value.clone());
        let checked = Memo::new(move |_| chosen.get() == own);
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name=name
                    value=value
                    checked=checked.get_untracked()
                    prop:checked=checked
                    on:change=move |_| on_choose.run(told.clone())
                />
                <span class="choice__what">{label}</span>
                <span class="choice__note">{note}</span>
                {aside.map(|aside| view! { <span class="choice__aside money">{move || aside.get()}</span> })}
            </label>
        }
    };
    view! {
        <fieldset class="choices">
            <legend>{legend}</legend>
            {choices.into_iter().map(card).collect_view()}
        </fieldset>
    }
    .into_any()
}
