//! The first step: the address. Whoever is signed in is told so.

use domain::access::oidc::WayIn;
use domain::email::Email;
use domain::refusal::Refusal;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_navigate;

use super::ways::Ways;
use super::{ForVisitor, again, came_from, insists};
use crate::api::form::{Flash, take_flash};
use crate::api::security::Gone;
use crate::api::sign_in::{AT_HOME, BY_CODE, RequestCode, SIGN_IN_FORM, SignInStep, SignOut, Visitor, request_code};
use crate::components::action_button::ActionButton;
use crate::components::error_summary::ErrorSummary;
use crate::components::form_state::FormState;
use crate::components::notice::{Notice, Tone};
use crate::components::page_heading::PageHeading;
use crate::components::text_field::{Holds, TextField};
use crate::components::trouble::Trouble;
use crate::own_path::{leading_to, own_path};
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// Asks for an address.
#[component]
pub fn SignIn() -> AnyView {
    view! { <ForVisitor heading=use_words().signin_title() shown/> }.into_any()
}

fn shown(visitor: Visitor) -> AnyView {
    match visitor.email {
        Some(email) if !again() => view! { <Already email/> }.into_any(),
        // A provider may sign in whoever sits at this browser without a question: that proves nothing once more.
        Some(known) => view! { <Address known ended=visitor.ended ways=Vec::new()/> }.into_any(),
        None => view! { <Address known=String::new() ended=visitor.ended ways=visitor.ways/> }.into_any(),
    }
}

/// Somebody who is signed in.
#[component]
fn Already(email: String) -> AnyView {
    let words = use_words();
    let on = own_path(&came_from()).unwrap_or(AT_HOME).to_owned();
    let refused = take_flash(SIGN_IN_FORM).and_then(|flash| flash.error);
    view! {
        {refused.map(|error| view! { <Notice tone=Tone::Warn title=error.text(words)/> })}
        <div class="card stack sign-in">
            <PageHeading text=words.signin_title()/>
            <p>{words.signin_already(email)}</p>
            <div class="row">
                <a class="button button--primary" href=on>{words.signin_go_on()}</a>
                <form method="post" action=SignOut::url()>
                    <button class="button" type="submit">{words.common_nav_sign_out()}</button>
                </form>
            </div>
        </div>
    }
    .into_any()
}

#[component]
fn Address(known: String, ended: Option<Refusal>, ways: Vec<WayIn>) -> AnyView {
    let words = use_words();
    let form = FormState::plain(SIGN_IN_FORM);
    let email = form.field("email", &known);
    let email = email.checked_by(move |text| Email::typed(text, "email").err().map(|refusal| words.refusal(&refusal)));
    let told = form.settle();
    let erased = told.as_ref().and_then(Flash::read_news::<Gone>).is_some();
    let signed_out = told.and_then(|flash| flash.read_news::<bool>()).unwrap_or_default();
    let to = StoredValue::new(came_from());
    let by = StoredValue::new(insists());
    let ask =
        Action::new(move |email: &String| request_code(email.clone(), to.get_value(), String::new(), by.get_value()));
    let navigate = use_navigate();
    Effect::new(move |_| match ask.value().get() {
        Some(Ok(SignInStep::Code(_))) => navigate(&leading_to("/sign-in/code", &to.get_value()), Default::default()),
        Some(Ok(SignInStep::Provider(address))) => {
            let _ = window().location().assign(&address);
        }
        Some(Err(error)) => form.refuse(&error),
        None => {}
    });
    let send = move || {
        if form.is_ready() {
            ask.dispatch(email.value.get_untracked());
        }
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        send();
    };
    view! {
        {erased.then(|| view! { <Notice tone=Tone::Good title=words.data_erased()/> })}
        {signed_out.then(|| view! { <Notice tone=Tone::Good title=words.signin_signed_out()/> })}
        {ended.map(|ended| view! { <Notice tone=Tone::Warn title=words.refusal(&ended)/> })}
        <form class="card stack sign-in" method="post" action=RequestCode::url() novalidate on:submit=submit>
            <PageHeading text=words.signin_headline() title=words.signin_title()/>
            <p>{words.signin_lead()}</p>
            <ErrorSummary fields=form.fields() general=form.general() failures=form.failures()/>
            <input type="hidden" name="to" value=to.get_value()/>
            <input type="hidden" name="by" value=by.get_value()/>
            {(by.get_value() == BY_CODE).then(|| view! { <p class="fine">{words.security_code_instead()}</p> })}
            <TextField field=email label=words.signin_email() autocomplete="email" holds=Holds::Email/>
            <Trouble trouble=form.trouble() retry=Callback::new(move |()| send())/>
            <ActionButton text=words.signin_send_code() busy=ask.pending() wide=true/>
        </form>
        <Ways ways to=to.get_value()/>
    }
    .into_any()
}
