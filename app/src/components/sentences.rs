//! What is wrong with a small form and is about none of its fields: said beside it, without a summary.

use leptos::prelude::*;

use crate::components::form_state::FormState;
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// What is wrong with a form and is about none of its fields.
#[component]
pub fn Sentences(
    /// The form.
    form: FormState,
) -> AnyView {
    let words = use_words();
    let trouble = move || form.trouble().get().map(|error| error.text(words));
    let sentences =
        move || form.general().get().into_iter().chain(trouble()).map(|text| view! { <p>{text}</p> }).collect_view();
    view! { <div role="alert">{sentences}</div> }.into_any()
}
