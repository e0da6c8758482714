//! What a trial is of, as pairs.

use domain::trial::TrialView;
use leptos::prelude::*;

use super::ours::plan_name;
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// The facts of a trial.
#[component]
pub fn Facts(view: TrialView) -> AnyView {
    let words = use_words();
    let plan = plan_name(&view);
    view! {
        <section class="card" aria-labelledby="trial-facts">
            <h2 id="trial-facts">{words.trial_facts_title()}</h2>
            <dl class="facts">
                <div>
                    <dt>{words.trial_fact_plan()}</dt>
                    <dd>{plan}</dd>
                </div>
                <div>
                    <dt>{words.trial_fact_seats()}</dt>
                    <dd>{words.number(i64::from(view.seats))}</dd>
                </div>
                <div>
                    <dt>{words.trial_fact_company()}</dt>
                    <dd>{view.company}</dd>
                </div>
                <div>
                    <dt>{words.trial_fact_email()}</dt>
                    <dd class="ltr">{view.email.to_string()}</dd>
                </div>
            </dl>
        </section>
    }
    .into_any()
}
