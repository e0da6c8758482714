//! `/account/audit`: who did what for the account, the newest first. The filter is a GET form, so that it is in the address.

mod filter;

use domain::account::AccountOverview;
use domain::audit::{AuditFilter, AuditPage};
use domain::ids::AccountId;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use leptos_router::params::ParamsMap;

use self::filter::Filter;
use super::frame::{AccountPage, Troubled};
use crate::api::account::audit_view;
use crate::api::error::ApiError;
use crate::components::audit_entry::AuditItem;
use crate::components::skeleton::{Expected, Skeleton};
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// The audit trail of an account.
#[component]
pub fn Audit() -> AnyView {
    let heading = use_words().audit_title();
    view! { <AccountPage heading body=|account| view! { <Body account/> }.into_any()/> }.into_any()
}

#[component]
fn Body(account: AccountOverview) -> AnyView {
    let words = use_words();
    let query = use_query_map();
    let filter = Memo::new(move |_| asked(&query.read()));
    let id = account.id;
    let page = Resource::new(move || filter.get(), move |filter| audit_view(id, filter));
    let retry = Callback::new(move |()| page.refetch());
    let shown = move |answer: Result<AuditPage, ApiError>| match answer {
        Ok(page) => view! { <Entries account=id filter=filter.get_untracked() page/> }.into_any(),
        Err(error) => view! { <Troubled error retry/> }.into_any(),
    };
    view! {
        <div class="stack account-body">
            <p class="lede">{words.audit_lead(account.profile.legal_name)}</p>
            <Filter account=id filter=filter.get_untracked()/>
            <Suspense fallback=|| view! { <Skeleton expected=Expected::Lines(8)/> }>
                {move || page.get().map(shown)}
            </Suspense>
        </div>
    }
    .into_any()
}

#[component]
fn Entries(account: AccountId, filter: AuditFilter, page: AuditPage) -> AnyView {
    let words = use_words();
    if page.entries.is_empty() {
        return view! {
            <section class="card">
                <h2>{words.audit_none()}</h2>
                <p>{words.audit_none_text()}</p>
            </section>
        }
        .into_any();
    }
    let older = page.more.then(|| page.entries.last().map(|last| last.id.clone())).flatten();
    let older = older.map(|older_than| {
        let href = format!("/account/audit?{}", in_address(account, &AuditFilter { older_than, ..filter.clone() }));
        view! { <a class="button" href=href>{words.audit_older()}</a> }
    });
    let csv =
        format!("/account/audit.csv?{}", in_address(account, &AuditFilter { older_than: String::new(), ..filter }));
    let entries = page.entries.into_iter().map(|entry| view! { <AuditItem entry/> }).collect_view();
    view! {
        <section class="card">
            <ol class="audit" role="list">{entries}</ol>
        </section>
        <p class="row">{older} <a class="button" href=csv rel="external" download="">{words.audit_export()}</a></p>
    }
    .into_any()
}

/// What the address asks for.
fn asked(query: &ParamsMap) -> AuditFilter {
    let text = |name: &str| query.get_str(name).unwrap_or_default().to_owned();
    let day = |name: &str| query.get_str(name).and_then(|text| text.parse().ok());
    AuditFilter {
        event: text("event"),
        actor: text("actor"),
        from: day("from"),
        until: day("until"),
        older_than: text("older_than"),
    }
}

/// The same as the parameters of an address.
fn in_address(account: AccountId, filter: &AuditFilter) -> String {
    let mut query = ParamsMap::new();
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let said = [
        ("account", account.to_string()),
        ("event", filter.event.clone()),
        ("actor", filter.actor.clone()),
        ("from", day(filter.from)),
        ("until", day(filter.until)),
        ("older_than", filter.older_than.clone()),
    ];
    for (name, value) in said.into_iter().filter(|(_, value)| !value.is_empty()) {
        query.insert(name, value);
    }
    query.to_query_string().trim_start_matches('?').to_owned()
}
