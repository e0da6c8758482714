//! What people ask before they buy.

use leptos::prelude::*;

use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// Questions that open to their answers.
#[component]
pub fn Questions() -> AnyView {
    let words = use_words();
    let questions = [
        (words.plans_question_cancel(), words.plans_answer_cancel()),
        (words.plans_question_grow(), words.plans_answer_grow()),
        (words.plans_question_pay(), words.plans_answer_pay()),
        (words.plans_question_tax(), words.plans_answer_tax()),
    ];
    let items = questions.map(|(question, answer)| {
        view! {
            <details class="question">
                <summary>{question}</summary>
                <p>{answer}</p>
            </details>
        }
    });
    view! {
        <section class="plans-section" aria-labelledby="questions">
            <h2 id="questions">{words.plans_questions_title()}</h2>
            <div class="questions">{items.into_iter().collect_view()}</div>
        </section>
    }
    .into_any()
}
