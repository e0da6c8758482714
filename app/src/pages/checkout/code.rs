//! Between details and payment: the code that proves the contact's e-mail address.

use domain::checkout::Step;
use leptos::ev::SubmitEvent;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_navigate;

use super::address;
use super::frame::CheckoutPage;
use super::live::Live;
use crate::api::person::use_someone;
use crate::api::proof::{AskForProof, CodeOnItsWay, PROOF_FORM, ProveEmail, prove_email};
use crate::components::action_button::ActionButton;
use crate::components::code_field::CodeField;
use crate::components::error_summary::ErrorSummary;
use crate::components::form_state::FormState;
use crate::components::trouble::Trouble;
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// `/checkout/{id}/details/code`.
#[component]
pub fn CodeStep() -> AnyView {
    let heading = use_words().signin_verify_title();
    view! { <CheckoutPage step=Step::Details heading body=|live| view! { <CodeForm live/> }.into_any()/> }.into_any()
}

#[component]
fn CodeForm(live: Live) -> AnyView {
    let words = use_words();
    let form = FormState::new(PROOF_FORM, live.say());
    let code = form.field("code", "");
    let told = form.settle().and_then(|flash| flash.read_news::<CodeOnItsWay>());
    let prove = Action::new(move |code: &String| prove_email(live.id(), code.clone()));
    let (someone, navigate) = (use_someone(), use_navigate());
    Effect::new(move |_| match prove.value().get() {
        Some(Ok(view)) => {
            someone.signed_in(&view.content.details.contact_email);
            live.show(view.clone());
            navigate(&address::after_proof(&view), Default::default());
        }
        Some(Err(error)) => form.refuse(&error),
        None => {}
    });
    let send = move || {
        if form.is_ready() {
            prove.dispatch(code.value.get_untracked());
        }
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        send();
    };
    let picture = live.picture();
    let id = picture.id;
    let minutes = domain::code::LIFETIME.as_mins();
    view! {
        <div class="stack">
            <p class="lede">{words.signin_code_headline(&picture.content.details.contact_email)}</p>
            <form class="stack checkout-form" method="post" action=ProveEmail::url() novalidate on:submit=submit>
                <ErrorSummary fields=form.fields() general=form.general() failures=form.failures()/>
                <input type="hidden" name="id" value=id.to_string()/>
                <CodeField field=code label=words.signin_code_label() hint=words.signin_code_hint(minutes)/>
                <Trouble trouble=form.trouble() retry=Callback::new(move |()| send())/>
                <ActionButton text=words.signin_code_submit() busy=prove.pending()/>
            </form>
            <Again live form told/>
        </div>
    }
    .into_any()
}

/// Another code, or another address.
#[component]
fn Again(live: Live, form: FormState, told: Option<CodeOnItsWay>) -> AnyView {
    let words = use_words();
    let ask = ServerAction::<AskForProof>::new();
    let sent = RwSignal::new(told.is_some());
    Effect::new(move |_| match ask.value().get() {
        Some(Ok(_)) => sent.set(true),
        Some(Err(error)) => form.refuse(&error),
        None => {}
    });
    let id = live.id();
    view! {
        <div class="sign-in__again">
            <ActionForm action=ask>
                <input type="hidden" name="id" value=id.to_string()/>
                <button class="link" type="submit">{words.signin_code_resend()}</button>
            </ActionForm>
            <a href=address::details(id)>{words.signin_code_other_email()}</a>
        </div>
        <p role="status">{move || sent.get().then(|| words.signin_code_resent())}</p>
        <p class="field__hint">{words.signin_code_no_mail()}</p>
    }
    .into_any()
}
