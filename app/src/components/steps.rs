//! Where one is in the checkout. Steps that can be visited are links; the others say why not by not being one.

use leptos::prelude::*;

use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// One step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its name.
    pub name: String,
    /// Where it is; `None` while it cannot be visited.
    pub address: Option<String>,
    /// How it stands.
    pub standing: Standing,
}

/// How a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Completed, and still editable.
    Done,
    /// The one shown.
    Current,
    /// Still to come.
    Later,
}

/// The steps in their order.
#[component]
pub fn Steps(
    /// The steps.
    #[prop(into)]
    steps: Signal<Vec<Step>>,
) -> AnyView {
    let words = use_words();
    view! {
        <nav class="steps" aria-label=words.checkout_steps_label()>
            <ol class="steps__list" role="list">{move || steps.get().into_iter().map(item).collect_view()}</ol>
        </nav>
    }
    .into_any()
}

fn item(step: Step) -> AnyView {
    let words = use_words();
    let Step { name, address, standing } = step;
    let done = standing == Standing::Done;
    let said = done.then(|| view! { <span class="unseen">", " {words.checkout_step_done()}</span> });
    let current = (standing == Standing::Current).then_some("step");
    let label = view! {
        <span>{name}</span>
        {said}
    };
    let inside = match address {
        Some(address) => view! { <a href=address aria-current=current>{label}</a> }.into_any(),
        None => view! { <span class="steps__later" aria-current=current>{label}</span> }.into_any(),
    };
    view! { <li data-done=done.then_some("")>{inside}</li> }.into_any()
}
