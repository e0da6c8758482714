//! What stopped a form, with a link to each place. Takes the focus when a submit fails.

use leptos::html::Div;
use leptos::prelude::*;

use crate::components::field_state::FieldState;
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Fault {
    /// The id of the control, where one is to blame.
    place: Option<&'static str>,
    sentence: String,
}

/// The faults of a form's fields, and those of no field, after a submit that failed.
#[component]
pub fn ErrorSummary(
    /// The fields of the form in their order.
    fields: Vec<FieldState>,
    /// What is wrong with the form as a whole.
    #[prop(into)]
    general: Signal<Vec<String>>,
    /// How often a submit has failed; the summary appears with the first time and takes the focus each time.
    #[prop(into)]
    failures: Signal<u32>,
) -> AnyView {
    let words = use_words();
    let faults = Memo::new(move |_| {
        let general = general.get().into_iter().map(|sentence| Fault { place: None, sentence });
        let of_fields = fields.iter().filter_map(|field| {
            let sentence = field.error()?;
            let label = field.label();
            let sentence = if label.is_empty() { sentence } else { words.common_error_in_field(label, sentence) };
            Some(Fault { place: Some(field.name), sentence })
        });
        general.chain(of_fields).collect::<Vec<_>>()
    });
    let shown = Memo::new(move |_| failures.get() > 0 && !faults.read().is_empty());
    let summary = NodeRef::<Div>::new();
    Effect::watch(
        move || failures.get(),
        move |_, _, _| {
            request_animation_frame(move || {
                if let Some(summary) = summary.get_untracked() {
                    let _ = summary.focus();
                }
            });
        },
        false,
    );
    let title = move || words.common_error_summary(i64::try_from(faults.read().len()).unwrap_or_default());
    view! {
        <div
            class="error-summary"
            role="alert"
            tabindex="-1"
            aria-labelledby="error-summary-title"
            node_ref=summary
            hidden=move || !shown.get()
        >
            <h2 id="error-summary-title">{title}</h2>
            <ul class="error-summary__list" role="list">
                {move || faults.get().into_iter().map(item).collect_view()}
            </ul>
        </div>
    }
    .into_any()
}

fn item(fault: Fault) -> AnyView {
    let Fault { place, sentence } = fault;
    match place {
        None => view! { <li>{sentence}</li> }.into_any(),
        Some(place) => view! {
            <li>
                <a
                    href=format!("#{place}")
                    rel="external"
                    on:click=move |event| {
                        event.prevent_default();
                        focus(place);
                    }
                >
                    {sentence}
                </a>
            </li>
        }
        .into_any(),
    }
}

/// Moves the focus to the control with this id. (A bare link would only scroll on some browsers.)
pub fn focus(id: &str) {
    use leptos::wasm_bindgen::JsCast;
    let control = document().get_element_by_id(id);
    if let Some(control) = control.as_ref().and_then(|control| control.dyn_ref::<web_sys::HtmlElement>()) {
        let _ = control.focus();
    }
}
