//! The form that invites somebody.

use domain::account::Role;
use domain::email::Email;
use domain::ids::AccountId;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use crate::api::account::{INVITE_FORM, InviteMember};
use crate::components::error_summary::ErrorSummary;
use crate::components::form_state::FormState;
use crate::components::notice::{Notice, Tone};
use crate::components::text_field::{Holds, TextField};
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// Asks for an address and a role.
#[component]
pub fn Invite(
    /// To what.
    account: AccountId,
    /// As what the reader may invite.
    roles: Vec<Role>,
) -> AnyView {
    let words = use_words();
    let form = FormState::plain(INVITE_FORM);
    let email = form.field("email", "");
    let email = email.checked_by(move |text| Email::typed(text, "email").err().map(|refusal| words.refusal(&refusal)));
    let role = form.field("role", Role::Viewer.name());
    let sent = form.settle().and_then(|flash| flash.read_news::<Email>());
    let submit = move |event: SubmitEvent| {
        if !form.is_ready() {
            event.prevent_default();
        }
    };
    let chosen = role.value.get_untracked();
    let choices = roles.into_iter().map(|one| {
        view! {
            <label class="choice">
                <input type="radio" name="role" value=one.name() checked=one.name() == chosen/>
                <span class="choice__what">{words.role(one)}</span>
                <span class="choice__note">{words.role_text(one)}</span>
            </label>
        }
    });
    view! {
        {sent.map(|email| view! { <Notice tone=Tone::Good title=words.account_invited(email)/> })}
        <form class="card stack" method="post" action=InviteMember::url() novalidate on:submit=submit>
            <h2>{words.account_invite_title()}</h2>
            <ErrorSummary fields=form.fields() general=form.general() failures=form.failures()/>
            <input type="hidden" name="account" value=account.to_string()/>
            <TextField field=email label=words.account_invite_email() autocomplete="off" holds=Holds::Email/>
            <fieldset class="choices">
                <legend>{words.account_role()}</legend>
                {choices.collect_view()}
            </fieldset>
            <p><button class="button button--primary" type="submit">{words.account_invite_send()}</button></p>
        </form>
    }
    .into_any()
}
