//! A trial that runs: the days that are left, what happens at its end, the way to keep the plan, and the licence.

use domain::trial::{TrialStage, TrialView};
use jiff::Timestamp;
use leptos::prelude::*;

use super::convert::Convert;
use super::day;
use crate::components::notice::{Notice, Tone};
use crate::pages::trial::licence::Licence;
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// A trial that runs; nothing of one that does not.
#[component]
pub fn Running(view: TrialView) -> AnyView {
    let words = use_words();
    let TrialStage::Running { ends_at, day: today, days, days_left, ends_soon, convertible_until } = view.stage else {
        return ().into_any();
    };
    let licence = view.licence.clone().map(|token| view! { <Licence token until=ends_at/> });
    view! {
        {ends_soon.then(|| ending(ends_at))}
        <section class="card" aria-label=words.trial_status_active()>
            <DaysLeft today days days_left ends_at/>
            <div class="card__foot stack">
                <Then ends_at convertible_until/>
            </div>
            <div class="card__foot">
                <Convert view/>
            </div>
        </section>
        {licence}
    }
    .into_any()
}

/// It ends soon.
fn ending(ends_at: Timestamp) -> AnyView {
    let words = use_words();
    view! {
        <Notice tone=Tone::Warn title=words.trial_ending_title()>
            <p>{words.trial_ending_text(day(ends_at))}</p>
        </Notice>
    }
    .into_any()
}

/// What happens at the end.
#[component]
fn Then(ends_at: Timestamp, convertible_until: Timestamp) -> AnyView {
    let words = use_words();
    view! {
        <h2>{words.trial_then_title()}</h2>
        <ul class="stack trial-end">
            <li>{words.trial_then_stops(day(ends_at))}</li>
            <li>{words.trial_then_data()}</li>
            <li>{words.trial_then_convert(day(convertible_until))}</li>
        </ul>
    }
    .into_any()
}

/// The days that are left, as a figure and as a bar.
#[component]
fn DaysLeft(today: u32, days: u32, days_left: u32, ends_at: Timestamp) -> AnyView {
    let words = use_words();
    let label = words.trial_progress_label(today, days);
    view! {
        <div class="days-left">
            <p>
                <span class="days-left__figure">{words.trial_days_left(i64::from(days_left))}</span>
                " "
                <span>{words.trial_ends_on(day(ends_at))}</span>
            </p>
            <progress max=days.to_string() value=today.to_string() aria-label=label.clone()>
                {label.clone()}
            </progress>
            <p class="fine">{label.clone()}</p>
        </div>
    }
    .into_any()
}
