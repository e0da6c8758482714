//! Beginning to act on a customer's behalf, what can be done then, and ending it.

use domain::ids::{AccountId, TrialId};
use domain::staff::{LONGEST_REASON, OnBehalf, Reason};
use domain::trial::MOST_EXTENSION_DAYS;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use crate::api::staff::{ACT_FORM, Done, StaffAct, StaffExtendTrial};
use crate::components::error_summary::ErrorSummary;
use crate::components::form_state::FormState;
use crate::components::notice::{Notice, Tone};
use crate::components::on_behalf::ActingNow;
use crate::components::text_area::TextArea;
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// Days that are offered for more of a trial.
const DAYS: u32 = 14;

/// Who acts already; what the reader can do for the account, or the form that begins it.
#[component]
pub fn ActOnBehalf(
    /// For whom.
    account: AccountId,
    /// Its legal name.
    name: String,
    /// Who acts at present.
    on_behalf: Vec<OnBehalf>,
    /// Whether the reader may.
    may_act: bool,
) -> AnyView {
    let words = use_words();
    let form = FormState::plain(ACT_FORM);
    let reason = form.field("reason", "");
    let reason =
        reason.checked_by(move |text| Reason::typed(text, "reason").err().map(|refusal| words.refusal(&refusal)));
    let done = form.settle().and_then(|flash| flash.read_news::<Done>());
    let done = done.and_then(|done| match done {
        Done::Extended(ends) => Some(words.staff_extended(words.date(ends))),
        Done::Restored(_) => None,
    });
    let acts = on_behalf.iter().any(|acting| acting.me);
    let refused = if acts { form.general().get_untracked() } else { Vec::new() };
    let submit = move |event: SubmitEvent| {
        if !form.is_ready() {
            event.prevent_default();
        }
    };
    let begin = (may_act && !acts).then(|| {
        view! {
            <form class="card stack" method="post" action=StaffAct::url() novalidate on:submit=submit>
                <h2>{words.staff_act_title()}</h2>
                <p>{words.staff_act_lead()}</p>
                <ErrorSummary fields=form.fields() general=form.general() failures=form.failures()/>
                <input type="hidden" name="account" value=account.to_string()/>
                <TextArea field=reason label=words.staff_act_reason() hint=words.staff_act_reason_hint() most=LONGEST_REASON as u16/>
                <p><button class="button" type="submit">{words.staff_act_begin()}</button></p>
            </form>
        }
    });
    let ways = acts.then(|| {
        view! {
            <p class="row">
                <a class="button" href=format!("/account/settings?account={account}")>{words.staff_act_settings()}</a>
                <a class="button" href=format!("/account/members?account={account}")>{words.staff_act_members()}</a>
            </p>
        }
    });
    view! {
        <ActingNow on_behalf account=name/>
        {done.map(|title| view! { <Notice tone=Tone::Good title/> })}
        {refused.into_iter().map(|title| view! { <Notice tone=Tone::Bad title/> }).collect_view()}
        {ways}
        {begin}
    }
    .into_any()
}

/// More days for a trial.
#[component]
pub fn Extend(
    /// Which one.
    trial: TrialId,
) -> AnyView {
    let words = use_words();
    view! {
        <form class="row staff-extend" method="post" action=StaffExtendTrial::url()>
            <input type="hidden" name="trial" value=trial.to_string()/>
            <label class="field">
                <span class="unseen">{words.staff_extend_days()}</span>
                <input type="number" name="days" min="1" max=MOST_EXTENSION_DAYS value=DAYS required/>
            </label>
            <button class="button" type="submit">{words.staff_extend_go()}</button>
        </form>
    }
    .into_any()
}
