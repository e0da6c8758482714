//! A member, and what the reader may do about them.

use domain::account::{MemberSeen, Role};
use domain::ids::{AccountId, UserId};
use domain::moment::utc_date;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use messages::Words;

use crate::api::account::{ChangeRole, HandOverAccount, LeaveAccount, RemoveMember};
use crate::components::disclosure::Disclosure;
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// One member.
#[component]
pub fn Member(
    /// Of what.
    account: AccountId,
    /// Who.
    member: MemberSeen,
    /// The reader.
    me: UserId,
    /// Whether the reader changes members.
    manages: bool,
) -> AnyView {
    let words = use_words();
    let mine = member.user == me;
    let MemberSeen { user, email, name, role, primary, since } = member;
    let since = words.account_since(words.date(utc_date(since)));
    let named = name.clone().unwrap_or_else(|| email.clone());
    view! {
        <li class="member">
            <div class="member__who">
                <p class="member__name">
                    {named}
                    {mine.then(|| view! { " " <span class="badge">{words.account_you()}</span> })}
                    {primary.then(|| view! { " " <span class="badge badge--accent">{words.account_primary()}</span> })}
                </p>
                {name.is_some().then(|| view! { <p class="member__email">{email.clone()}</p> })}
                <p class="fine">{words.role(role)} " · " {since}</p>
            </div>
            {manages.then(|| view! { <Managed account user email=email.clone() role primary mine/> })}
            {(mine && !manages).then(|| view! { <Leave account/> })}
        </li>
    }
    .into_any()
}

/// What an owner may do: another role, another primary owner, no membership.
#[component]
fn Managed(account: AccountId, user: UserId, email: String, role: Role, primary: bool, mine: bool) -> AnyView {
    let words = use_words();
    let id = format!("role-{user}");
    let options =
        Role::ALL.map(|one| view! { <option value=one.name() selected=one == role>{words.role(one)}</option> });
    let hands_over = (role == Role::Owner && !primary).then(|| {
        view! {
            <form method="post" action=HandOverAccount::url()>
                {of(account, user)}
                <button class="button" type="submit">{words.account_make_primary()}</button>
            </form>
        }
    });
    view! {
        <div class="member__acts">
            <form class="row" method="post" action=ChangeRole::url()>
                {of(account, user)}
                <div class="field">
                    <label class="unseen" for=id.clone()>{words.account_role()} " " {email.clone()}</label>
                    <select id=id name="role" autocomplete="off">{options.into_iter().collect_view()}</select>
                </div>
                <button class="button" type="submit">{words.account_change_role()}</button>
            </form>
            {hands_over}
            {match mine {
                true => view! { <Leave account/> }.into_any(),
                false => remove(words, account, user, email),
            }}
        </div>
    }
    .into_any()
}

/// Asks before somebody is removed.
fn remove(words: Words, account: AccountId, user: UserId, email: String) -> AnyView {
    let label = format!("{}: {email}", words.account_remove());
    view! {
        <Disclosure summary=words.account_remove().to_owned() label>
            <form class="stack" method="post" action=RemoveMember::url()>
                {of(account, user)}
                <p>{words.account_remove_sure(email)}</p>
                <p><button class="button button--danger" type="submit">{words.account_remove()}</button></p>
            </form>
        </Disclosure>
    }
    .into_any()
}

/// Asks before somebody leaves.
#[component]
fn Leave(account: AccountId) -> AnyView {
    let words = use_words();
    view! {
        <Disclosure summary=words.account_leave().to_owned()>
            <form class="stack" method="post" action=LeaveAccount::url()>
                <input type="hidden" name="account" value=account.to_string()/>
                <p>{words.account_leave_text()}</p>
                <p><button class="button button--danger" type="submit">{words.account_leave()}</button></p>
            </form>
        </Disclosure>
    }
    .into_any()
}

fn of(account: AccountId, user: UserId) -> AnyView {
    view! {
        <input type="hidden" name="account" value=account.to_string()/>
        <input type="hidden" name="member" value=user.to_string()/>
    }
    .into_any()
}
