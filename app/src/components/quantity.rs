//! How many: a text input between “less” and “more”. Digits may be pasted with spaces and separators.

use leptos::prelude::*;

use crate::components::field_frame::{FieldFrame, described_by};
use crate::components::field_state::to_the_button;
use crate::view::{AnyView, IntoAny};

/// A quantity with its two buttons.
///
/// Before the bundle they are submit buttons that send `step` as `NAME:-1` or `NAME:1`, for the server to apply; after it no
/// request is made.
#[component]
pub fn Quantity(
    /// The name that the form sends, and the id.
    #[prop(into)]
    name: String,
    /// The visible label.
    #[prop(into)]
    label: String,
    /// What the buttons are called: less, more.
    buttons: (&'static str, &'static str),
    /// The text in the input.
    #[prop(into)]
    text: Signal<String>,
    /// Told what is typed.
    on_type: Callback<String>,
    /// Told by how much to change it.
    on_step: Callback<i64>,
    /// Told that the input was left.
    #[prop(optional, into)]
    on_leave: Option<Callback<()>>,
    /// What is wrong with it now.
    #[prop(into)]
    error: Signal<Option<String>>,
    /// What helps to fill it in.
    #[prop(optional, into)]
    hint: Option<String>,
) -> AnyView {
    let described_by = described_by(&name, hint.is_some(), error);
    let (less, more) = buttons;
    let pressed = |by: i64| format!("{name}:{by}");
    let (fewer, greater) = (pressed(-1), pressed(1));
    let step = move |by: i64| {
        move |event: leptos::ev::MouseEvent| {
            event.prevent_default();
            on_step.run(by);
        }
    };
    view! {
        <FieldFrame id=name.clone() label hint error>
            <div class="seats__box">
                <button type="submit" name="step" value=fewer aria-label=less on:click=step(-1)>
                    "−"
                </button>
                <input
                    id=name.clone()
                    name=name
                    inputmode="numeric"
                    autocomplete="off"
                    maxlength="16"
                    aria-invalid=move || error.read().is_some().then_some("true")
                    aria-describedby=move || described_by.get()
                    value=text.get_untracked()
                    prop:value=text
                    on:input=move |event| on_type.run(event_target_value(&event))
                    on:blur=move |event| {
                        if let Some(on_leave) = on_leave.filter(|_| !to_the_button(&event)) {
                            on_leave.run(());
                        }
                    }
                />
                <button type="submit" name="step" value=greater aria-label=more on:click=step(1)>
                    "+"
                </button>
            </div>
        </FieldFrame>
    }
    .into_any()
}
