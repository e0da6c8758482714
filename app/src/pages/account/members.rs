//! `/account/members`: who may act for the account, who is invited, and changing that.
//!
//! Every act is a plain form: the page that follows shows the account as the server has it then.

use domain::access::Action;
use domain::account::{AccountOverview, InvitationSeen};
use domain::ids::AccountId;
use domain::moment::utc_date;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::frame::AccountPage;
use super::invite::Invite;
use super::joining::Asking;
use super::member::Member;
use crate::api::account::{MEMBERS_FORM, ResendInvitation, RevokeInvitation};
use crate::components::form_state::FormState;
use crate::components::notice::{Notice, Tone};
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// The members of an account.
#[component]
pub fn Members() -> AnyView {
    let heading = use_words().account_members_title();
    view! { <AccountPage heading body=|account| view! { <Body account/> }.into_any()/> }.into_any()
}

#[component]
fn Body(account: AccountOverview) -> AnyView {
    let words = use_words();
    let form = FormState::plain(MEMBERS_FORM);
    let changed = form.settle().and_then(|flash| flash.read_news::<bool>()).unwrap_or_default();
    let refused = form.general().get_untracked();
    let (id, me) = (account.id, account.me);
    let manages = account.may(Action::ManageMembers);
    let roles = account.invites_as();
    let members = account.members.into_iter().map(|member| view! { <Member account=id member me manages/> });
    let members = members.collect_view();
    view! {
        <div class="stack account-body">
            {changed.then(|| view! { <Notice tone=Tone::Good title=words.account_changed()/> })}
            {refused.into_iter().map(|text| view! { <Notice tone=Tone::Bad title=text/> }).collect_view()}
            <p class="lede">{words.account_members_lead(account.profile.legal_name)}</p>
            <section class="card">
                <ul class="members" role="list">{members}</ul>
            </section>
            {(!account.join_requests.is_empty()).then(|| view! { <Asking account=id requests=account.join_requests/> })}
            {(!account.invitations.is_empty()).then(|| view! { <Waiting account=id waiting=account.invitations/> })}
            {(!roles.is_empty()).then(|| view! { <Invite account=id roles/> })}
        </div>
    }
    .into_any()
}

/// Who is invited and has not answered.
#[component]
fn Waiting(account: AccountId, waiting: Vec<InvitationSeen>) -> AnyView {
    let words = use_words();
    let items = waiting.into_iter().map(|InvitationSeen { id, email, role, expires_at, expired }| {
        let until = match expired {
            true => words.account_waiting_expired().to_owned(),
            false => words.account_waiting_until(words.date(utc_date(expires_at))),
        };
        let act = |action: &'static str, label: &'static str, email: &str| {
            view! {
                <form method="post" action=action>
                    <input type="hidden" name="account" value=account.to_string()/>
                    <input type="hidden" name="invitation" value=id.to_string()/>
                    <button class="button" type="submit" aria-label=format!("{label}: {email}")>{label}</button>
                </form>
            }
        };
        view! {
            <li class="member">
                <div class="member__who">
                    <p class="member__email">{email.clone()}</p>
                    <p class="fine">{words.role(role)} " · " {until}</p>
                </div>
                <div class="row">
                    {act(ResendInvitation::url(), words.account_resend(), &email)}
                    {act(RevokeInvitation::url(), words.account_revoke(), &email)}
                </div>
            </li>
        }
    });
    view! {
        <section class="card">
            <h2>{words.account_waiting_title()}</h2>
            <ul class="members" role="list">{items.collect_view()}</ul>
        </section>
    }
    .into_any()
}
