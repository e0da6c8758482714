//! How far the order is, step by step, and whether the page hears of what happens.

use domain::gate::{GateKind, NotApplicable};
use domain::order::{ProgressStep, StepKind, StepStanding};
use domain::refusal::Refusal;
use jiff::Timestamp;
use leptos::prelude::*;
use messages::Words;

use super::address;
use super::live::Live;
use crate::components::handover_history;
use crate::components::timeline::{Entry, Standing, Timeline};
use crate::pages::checkout::say;
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// The timeline of the order, alive.
#[component]
pub fn Progress(live: Live) -> AnyView {
    let words = use_words();
    let (say, steps) = (say(), live.part(|order| order.steps.clone()));
    let handover = live.part(|order| order.handover.clone());
    let entries = Memo::new(move |_| {
        let steps = steps.read();
        let before = handover_history::entries(words, &handover.read());
        before.into_iter().chain(steps.iter().map(|step| entry(words, say, step))).collect::<Vec<_>>()
    });
    view! {
        <section class="card" aria-labelledby="progress">
            <h2 id="progress">{words.order_progress_title()}</h2>
            <Timeline entries/>
            <Hearing live/>
        </section>
    }
    .into_any()
}

/// That the page follows by itself, with a link that loads it again for whoever has no script; or that it does not at the
/// moment. Absent once nothing more happens.
#[component]
fn Hearing(live: Live) -> AnyView {
    let words = use_words();
    let (stage, lost) = (live.stage(), live.lost());
    let text = move || if lost.get() { words.order_live_lost() } else { words.order_live() };
    let here = address::page(live.id());
    // Where there is no script the page is loaded again by itself while something happens within moments.
    let refresh = r#"<meta http-equiv="refresh" content="5">"#;
    view! {
        <div class="card__foot order__hearing" hidden=move || stage.get().is_final()>
            <p class="fine" role="status">{text}</p>
            <p class="fine"><a href=here rel="external">{words.order_reload()}</a></p>
            <Show when=move || stage.get().is_brief()>
                <noscript inner_html=refresh></noscript>
            </Show>
        </div>
    }
    .into_any()
}

fn entry(words: Words, say: Callback<Refusal, String>, step: &ProgressStep) -> Entry {
    let time = |at: Timestamp| Some((words.date_time(at), at.to_string()));
    let (standing, when, why) = match &step.stands {
        StepStanding::Done { at } => (Standing::Done, time(*at), None),
        StepStanding::Now { why, .. } => (Standing::Now, None, Some(say.run(why.clone()))),
        StepStanding::Later => (Standing::Later, None, None),
        StepStanding::Skipped { reason } => (Standing::Skipped, None, Some(skipped(words, *reason).to_owned())),
        StepStanding::Failed { at, why } => (Standing::Failed, time(*at), Some(say.run(why.clone()))),
    };
    Entry { standing, what: what(words, step.what, standing), when, why }
}

fn skipped(words: Words, reason: NotApplicable) -> &'static str {
    match reason {
        NotApplicable::NothingToPay => words.order_not_applicable_nothing_to_pay(),
        NotApplicable::NotConfigured => words.order_not_applicable_not_configured(),
        NotApplicable::NotRequired => words.order_not_applicable_not_required(),
    }
}

fn what(words: Words, kind: StepKind, standing: Standing) -> String {
    let text = match (kind, standing) {
        (StepKind::Capture { amount }, _) => return capture(words, &words.money(amount), standing),
        (StepKind::Refund { amount }, _) => return words.order_timeline_refunded(words.money(amount)),
        (StepKind::Gate { gate }, _) => self::gate(words, gate, standing),
        (StepKind::Placed, _) => words.order_timeline_placed(),
        (StepKind::Attempt, _) => words.order_timeline_payment_failed(),
        (StepKind::Cancelled { .. }, _) => words.order_timeline_cancelled(),
        (StepKind::Provisioning, Standing::Done) => words.order_timeline_set_up(),
        (StepKind::Provisioning, Standing::Failed) => words.order_timeline_set_up_failed(),
        (StepKind::Provisioning, _) => words.order_timeline_setting_up(),
        (StepKind::Licence, Standing::Done) => words.order_timeline_licence_issued(),
        (StepKind::Licence, _) => words.order_timeline_licence(),
    };
    text.to_owned()
}

fn capture(words: Words, amount: &str, standing: Standing) -> String {
    match standing {
        Standing::Done => words.order_timeline_paid(amount),
        Standing::Now => words.order_timeline_paying(amount),
        _ => words.order_timeline_to_pay(amount),
    }
}

fn gate(words: Words, gate: GateKind, standing: Standing) -> &'static str {
    match (gate, standing) {
        (GateKind::Terms, Standing::Done) => words.order_timeline_terms_accepted(),
        (GateKind::Terms, _) => words.order_timeline_terms_open(),
        (GateKind::Payment, Standing::Done) => words.order_timeline_payment_confirmed(),
        (GateKind::Payment, Standing::Failed) => words.order_timeline_payment_failed(),
        (GateKind::Payment, _) => words.order_timeline_payment(),
        (GateKind::Approval, Standing::Done) => words.order_timeline_approved(),
        (GateKind::Approval, Standing::Failed) => words.order_timeline_not_approved(),
        (GateKind::Approval, _) => words.order_timeline_approval(),
        (GateKind::Screening, Standing::Done) => words.order_timeline_screened(),
        (GateKind::Screening, Standing::Failed) => words.order_timeline_not_screened(),
        (GateKind::Screening, _) => words.order_timeline_screening(),
    }
}
