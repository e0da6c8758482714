//! `/trials/{id}/code`: proves the address of a trial, which starts it.

use domain::ids::TrialId;
use domain::trial::{TrialStage, TrialView};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::components::Redirect;
use leptos_router::hooks::use_navigate;

use super::address;
use super::ours::{Loading, OurTrial, plan_name};
use crate::api::person::use_someone;
use crate::api::proof::CodeOnItsWay;
use crate::api::trial::{AskTrialCode, PROOF_FORM, ProveTrial, ask_trial_code, prove_trial};
use crate::components::code_entry::{CodeEntry, Post};
use crate::components::form_state::FormState;
use crate::components::page_heading::PageHeading;
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// Takes the code for the trial of the address.
#[component]
pub fn TrialCode() -> AnyView {
    view! { <OurTrial heading=use_words().trial_code_title() shown/> }.into_any()
}

fn shown(view: TrialView, _: Loading) -> AnyView {
    match view.stage {
        TrialStage::Requested { .. } => view! { <Code view/> }.into_any(),
        _ => view! { <Redirect path=address::trial(view.id)/> }.into_any(),
    }
}

#[component]
fn Code(view: TrialView) -> AnyView {
    let words = use_words();
    let plan = plan_name(&view);
    view! {
        <div class="narrow card stack">
            <PageHeading text=words.trial_code_title()/>
            <p>
                {words.signin_code_headline(&view.email)} ". " {words.trial_code_lead(plan)}
            </p>
            <Entry id=view.id start=address::start(&view.plan)/>
        </div>
    }
    .into_any()
}

#[component]
fn Entry(id: TrialId, start: String) -> AnyView {
    let words = use_words();
    let form = FormState::plain(PROOF_FORM);
    let code = form.field("code", "");
    let resent = RwSignal::new(form.settle().and_then(|flash| flash.read_news::<CodeOnItsWay>()).is_some());
    let (check, busy) = checking(id, form);
    let ask = Action::new(move |(): &()| ask_trial_code(id));
    Effect::new(move |_| match ask.value().get() {
        Some(Ok(_)) => resent.set(true),
        Some(Err(error)) => form.refuse(&error),
        None => {}
    });
    let kept = vec![("id", id.to_string())];
    let check = Post {
        url: ProveTrial::url(),
        kept: kept.clone(),
        act: Callback::new(move |()| check.run(code.value.get_untracked())),
    };
    let again = Post {
        url: AskTrialCode::url(),
        kept,
        act: Callback::new(move |()| {
            ask.dispatch(());
        }),
    };
    view! { <CodeEntry form check again busy resent other=(start, words.trial_other_address())/> }.into_any()
}

/// Checks a code, and goes on to the trial when it was right: whatever became of the trial is said there.
fn checking(id: TrialId, form: FormState) -> (Callback<String>, Memo<bool>) {
    let someone = use_someone();
    let navigate = use_navigate();
    let prove = Action::new(move |code: &String| prove_trial(id, code.clone()));
    Effect::new(move |_| match prove.value().get() {
        Some(Ok(proved)) => {
            someone.signed_in(&proved.email);
            navigate(&address::trial(proved.trial), Default::default());
        }
        Some(Err(error)) => form.refuse(&error),
        None => {}
    });
    let check = Callback::new(move |code: String| {
        prove.dispatch(code);
    });
    (check, prove.pending())
}
