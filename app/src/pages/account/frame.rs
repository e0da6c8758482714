//! What the pages of an account have in common: the way between them, the choice of an account, and what is shown to whoever is
//! not signed in or a member of none.

use domain::account::{AccountOverview, Membered};
use domain::ids::AccountId;
use leptos::prelude::*;
use leptos_router::components::Redirect;
use leptos_router::hooks::{use_location, use_query_map};

use crate::api::account::{AccountShown, account_members};
use crate::api::error::ApiError;
use crate::api::response;
use crate::components::notice::Notice;
use crate::components::on_behalf::ActingNow;
use crate::components::page_heading::PageHeading;
use crate::components::skeleton::{Expected, Skeleton};
use crate::components::trouble::Trouble;
use crate::own_path::leading_to;
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// Makes the body of a page from the account that is shown.
type Body = fn(AccountOverview) -> AnyView;

/// A page about one account: the one that the address names, or the reader's oldest.
#[component]
pub fn AccountPage(
    /// Its heading.
    heading: &'static str,
    /// Its body.
    body: Body,
) -> AnyView {
    let query = use_query_map();
    let wanted = Memo::new(move |_| query.read().get_str("account").and_then(|id| id.parse::<AccountId>().ok()));
    let account = Resource::new(move || wanted.get(), account_members);
    let retry = Callback::new(move |()| account.refetch());
    let page = move |answer: Result<AccountShown, ApiError>| match answer {
        Ok(AccountShown { accounts, shown: Some(shown) }) => {
            let id = shown.id;
            let (on_behalf, account) = (shown.on_behalf.clone(), shown.profile.legal_name.clone());
            view! {
                <Chooser accounts shown=id/>
                <ActingNow on_behalf account/>
                {body(shown)}
            }
            .into_any()
        }
        Ok(_) => view! { <NoAccount/> }.into_any(),
        Err(error) => view! { <Troubled error retry/> }.into_any(),
    };
    view! {
        <div class="column account">
            <AccountNav/>
            <header class="checkout-head">
                <PageHeading text=heading/>
            </header>
            <Suspense fallback=|| view! { <Skeleton expected=Expected::Lines(6)/> }>
                {move || account.get().map(page)}
            </Suspense>
        </div>
    }
    .into_any()
}

/// The pages that are about the reader, and no account.
const ONES_OWN: [&str; 2] = ["/account", "/account/security"];

/// The pages of one's account. The account that is shown goes along.
#[component]
pub fn AccountNav() -> AnyView {
    let words = use_words();
    let (path, search) = (use_location().pathname, use_location().search);
    let query = use_query_map();
    let pages = [
        ("/account", words.account_nav_overview()),
        ("/account/members", words.account_nav_members()),
        ("/account/settings", words.account_nav_settings()),
        ("/account/audit", words.account_nav_audit()),
        ("/account/security", words.account_nav_security()),
    ];
    let items = pages.map(|(address, label)| {
        let href = move || {
            search.track();
            match query.read().get_str("account") {
                Some(id) if !ONES_OWN.contains(&address) => format!("{address}?account={id}"),
                _ => address.to_owned(),
            }
        };
        view! { <li><a href=href aria-current=move || (*path.read() == address).then_some("page")>{label}</a></li> }
    });
    view! {
        <nav class="account-nav" aria-label=words.account_nav()>
            <ul role="list">{items.into_iter().collect_view()}</ul>
        </nav>
    }
    .into_any()
}

/// Which account is shown, for whoever is a member of several. A GET form, so that the choice is in the address.
#[component]
fn Chooser(accounts: Vec<Membered>, shown: AccountId) -> AnyView {
    let words = use_words();
    if accounts.len() < 2 {
        return ().into_any();
    }
    let options = accounts.into_iter().map(|Membered { id, name, role }| {
        let label = format!("{name} ({})", words.role(role));
        view! { <option value=id.to_string() selected=id == shown>{label}</option> }
    });
    view! {
        <form class="account-chooser row" method="get">
            <div class="field">
                <label for="account">{words.account_choose()}</label>
                <select id="account" name="account">{options.collect_view()}</select>
            </div>
            <button class="button" type="submit">{words.account_choose_go()}</button>
        </form>
    }
    .into_any()
}

/// Somebody who is a member of no account.
#[component]
fn NoAccount() -> AnyView {
    let words = use_words();
    view! {
        <section class="card stack">
            <h2>{words.account_no_account()}</h2>
            <p>{words.account_no_account_text()}</p>
            <p><a class="button" href="/">{words.errors_to_plans()}</a></p>
        </section>
    }
    .into_any()
}

/// Why there is nothing to show. Whoever is not signed in is led there, and back; an account of others looks like none; whoever
/// lacks a role reads which.
#[component]
pub fn Troubled(
    /// What was answered.
    error: ApiError,
    /// Tries again.
    retry: Callback<()>,
) -> AnyView {
    if error.refused.iter().any(|refusal| refusal.code == "needs_sign_in") {
        let location = use_location();
        let (path, search) = (location.pathname.get_untracked(), location.search.get_untracked());
        let here = if search.is_empty() { path } else { format!("{path}?{search}") };
        return view! { <Redirect path=leading_to("/sign-in", &here)/> }.into_any();
    }
    let words = use_words();
    if error.is_not_found() {
        response::not_found();
        return view! { <Notice title=words.errors_not_found_title()><p>{words.errors_not_found_text()}</p></Notice> }
            .into_any();
    }
    if !error.refused.is_empty() {
        response::forbidden();
        return view! { <Notice title=error.text(words)/> }.into_any();
    }
    view! { <Trouble trouble=Signal::stored(Some(error)) retry/> }.into_any()
}
