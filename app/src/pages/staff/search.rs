//! Looking for a customer, an order or a person. A GET form, so that what was found can be linked to.

use domain::staff::{AccountFound, Found, PersonFound};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::Closed;
use super::lists::Orders;
use crate::api::error::ApiError;
use crate::api::staff::{STAFF, customer, staff_search};
use crate::components::page_heading::PageHeading;
use crate::components::skeleton::{Expected, Skeleton};
use crate::components::titled_list::TitledList;
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// The form and what it finds; what waits before anything is searched for.
#[component]
pub fn Search() -> AnyView {
    let query = use_query_map();
    let wanted = Memo::new(move |_| query.read().get_str("q").unwrap_or_default().to_owned());
    let found = Resource::new(move || wanted.get(), staff_search);
    let retry = Callback::new(move |()| found.refetch());
    let page = move |answer: Result<Found, ApiError>| match answer {
        Ok(found) => view! { <Results found wanted=wanted.get_untracked()/> }.into_any(),
        Err(error) => view! { <Closed error retry/> }.into_any(),
    };
    view! {
        <Suspense fallback=|| view! { <Skeleton expected=Expected::Lines(6)/> }>
            {move || found.get().map(page)}
        </Suspense>
    }
    .into_any()
}

#[component]
fn Results(found: Found, wanted: String) -> AnyView {
    let words = use_words();
    let (searched, nothing) = (!wanted.trim().is_empty(), found.is_empty());
    let Found { accounts, orders, people, more, roles } = found;
    let roles = words.list(&roles.into_iter().map(|role| words.staff_role(role)).collect::<Vec<_>>());
    let orders_title = if searched { words.staff_orders_title() } else { words.staff_waiting_title() };
    let accounts = accounts.into_iter().map(account).collect::<Vec<_>>();
    let people = people.into_iter().map(person).collect::<Vec<_>>();
    view! {
        <header class="checkout-head">
            <PageHeading text=words.staff_title()/>
            <p class="lede">{words.staff_lead()} " " {words.staff_roles(roles)}</p>
        </header>
        <form class="staff-search row" method="get" action=STAFF role="search">
            <div class="field">
                <label for="q">{words.staff_search()}</label>
                <input id="q" name="q" type="search" maxlength="200" autocomplete="off" spellcheck="false" value=wanted/>
            </div>
            <button class="button button--primary" type="submit">{words.staff_search_go()}</button>
        </form>
        <div class="stack">
            {(searched && nothing).then(|| view! { <Nothing/> })}
            {more.then(|| view! { <p class="fine">{words.staff_more()}</p> })}
            <TitledList title=words.staff_accounts_title() items=accounts/>
            <TitledList title=words.staff_people_title() items=people/>
            {(!searched || !orders.is_empty()).then(|| view! { <Orders title=orders_title none=words.staff_waiting_none() orders/> })}
        </div>
    }
    .into_any()
}

#[component]
fn Nothing() -> AnyView {
    let words = use_words();
    view! {
        <section class="card" role="status">
            <h2>{words.staff_none()}</h2>
            <p>{words.staff_none_text()}</p>
        </section>
    }
    .into_any()
}

fn account(AccountFound { id, name, owner, opened_at }: AccountFound) -> AnyView {
    let words = use_words();
    view! {
        <li>
            <div class="member__who">
                <p><a href=customer(id)>{name}</a></p>
                <p class="fine">{words.staff_owned_by(owner)}</p>
            </div>
            <time class="fine" datetime=opened_at.to_string()>
                {words.staff_since(words.date(domain::moment::utc_date(opened_at)))}
            </time>
        </li>
    }
    .into_any()
}

fn person(PersonFound { email, name, accounts, .. }: PersonFound) -> AnyView {
    let words = use_words();
    let none = accounts.is_empty().then(|| words.staff_person_none());
    let accounts = accounts.into_iter().map(|account| {
        view! { <span><a href=customer(account.id)>{account.name}</a> " (" {words.role(account.role)} ")"</span> }
    });
    view! {
        <li>
            <div class="member__who">
                <p>{email}</p>
                {name.map(|name| view! { <p class="fine">{name}</p> })}
            </div>
            <p class="staff-accounts fine">{none} {accounts.collect_view()}</p>
        </li>
    }
    .into_any()
}
