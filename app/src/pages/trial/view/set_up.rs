//! A trial whose address is proved, and that has not started: it starts by itself where there is script, else by a button. A
//! company that has had one is refused, and nothing is said about that one.

use domain::trial::TrialView;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use crate::api::trial::{ProvisionTrial, TRIAL_FORM};
use crate::components::action_button::ActionButton;
use crate::components::form_state::FormState;
use crate::components::notice::{Notice, Tone};
use crate::components::trouble::Trouble;
use crate::pages::trial::address;
use crate::pages::trial::ours::Loading;
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// Starts the trial, or says why it was not started.
#[component]
pub fn SetUp(view: TrialView, loading: Loading) -> AnyView {
    let words = use_words();
    let form = FormState::plain(TRIAL_FORM);
    let told = form.settle().is_some();
    let start = ServerAction::<ProvisionTrial>::new();
    let (id, navigate) = (view.id, use_navigate());
    Effect::new(move |asked: Option<()>| {
        if asked.is_none() && !told {
            start.dispatch(ProvisionTrial { id });
        }
    });
    Effect::new(move |_| match start.value().get() {
        Some(Ok(started)) if started == id => loading.refetch(),
        Some(Ok(started)) => navigate(&address::trial(started), Default::default()),
        Some(Err(error)) => form.refuse(&error),
        None => {}
    });
    let refused = move || {
        let sentences = form.general().get();
        (!sentences.is_empty()).then(|| view! { <Refused sentences/> })
    };
    let busy = start.pending();
    let waiting = move || match busy.get() {
        true => view! { <Notice tone=Tone::Busy title=words.trial_starting()/> }.into_any(),
        false => view! { <p class="lede">{words.trial_startable_text()}</p> }.into_any(),
    };
    view! {
        {refused}
        <div class="stack" hidden=move || !form.general().read().is_empty()>
            {waiting}
            <Trouble
                trouble=form.trouble()
                retry=Callback::new(move |()| {
                    start.dispatch(ProvisionTrial { id });
                })
            />
            <ActionForm action=start>
                <input type="hidden" name="id" value=id.to_string()/>
                <ActionButton text=words.trial_start_button() busy/>
            </ActionForm>
        </div>
    }
    .into_any()
}

/// Why it was not started, and what else can be done.
#[component]
fn Refused(sentences: Vec<String>) -> AnyView {
    let words = use_words();
    let sentences = sentences.into_iter().map(|sentence| view! { <p>{sentence}</p> }).collect_view();
    view! {
        <Notice tone=Tone::Bad title=words.trial_refused_title()>
            {sentences}
            <div class="row">
                <a class="button" href="/">{words.trial_refused_buy()}</a>
                <a href="/contact-sales">{words.plans_contact_sales()}</a>
            </div>
        </Notice>
    }
    .into_any()
}
