//! `/account`: what somebody who is signed in has with us; below it the pages of their accounts.

pub mod audit;
mod data;
mod domains;
mod frame;
pub mod invitation;
mod invite;
mod joining;
mod member;
pub mod members;
mod places;
pub mod security;
pub mod settings;

use domain::access::Scope;
use domain::account::Belonging;
use leptos::prelude::*;

use self::frame::{AccountNav, Troubled};
use self::joining::Joinable;
use crate::api::error::ApiError;
use crate::api::person::use_someone;
use crate::api::security::SECURITY;
use crate::api::sign_in::{Overview, account_view};
use crate::api::staff::STAFF;
use crate::components::page_heading::PageHeading;
use crate::components::skeleton::{Expected, Skeleton};
use crate::components::titled_list::TitledList;
use crate::pages::checkout::address;
use crate::setting::{use_catalogue, use_words};
use crate::view::{AnyView, IntoAny};

/// The list of trials, orders and open checkouts.
#[component]
pub fn Account() -> AnyView {
    let words = use_words();
    let having = Resource::new(|| (), |()| account_view());
    let retry = Callback::new(move |()| having.refetch());
    let page = move |answer: Result<Overview, ApiError>| match answer {
        Ok(Overview { belongings, staff }) => view! {
            {staff.then(|| view! { <p><a class="button" href=STAFF>{words.staff_title()}</a></p> })}
            <Belongings all=belongings/>
        }
        .into_any(),
        Err(error) => view! { <Troubled error retry/> }.into_any(),
    };
    let email = use_someone().email();
    view! {
        <div class="column account">
            <AccountNav/>
            <header class="checkout-head">
                <PageHeading text=words.signin_account_title()/>
                {email.map(|email| view! { <p class="lede">{words.common_nav_signed_in_as(email)}</p> })}
            </header>
            <Joinable/>
            <Suspense fallback=|| view! { <Skeleton expected=Expected::Lines(6)/> }>
                {move || having.get().map(page)}
            </Suspense>
            <p class="fine"><a href=SECURITY>{words.security_sessions()}</a></p>
        </div>
    }
    .into_any()
}

/// What there is, by kind.
#[component]
fn Belongings(all: Vec<Belonging>) -> AnyView {
    let words = use_words();
    if all.is_empty() {
        return view! {
            <section class="card stack">
                <h2>{words.signin_account_none()}</h2>
                <p>{words.signin_account_none_text()}</p>
                <p><a class="button" href="/">{words.errors_to_plans()}</a></p>
            </section>
        }
        .into_any();
    }
    let of =
        |kind: fn(&Scope) -> bool| all.iter().filter(|one| kind(&one.scope)).cloned().map(item).collect::<Vec<_>>();
    view! {
        <div class="stack">
            <TitledList title=words.signin_account_checkouts() items=of(|scope| matches!(scope, Scope::Checkout(_)))/>
            <TitledList title=words.signin_account_trials() items=of(|scope| matches!(scope, Scope::Trial(_)))/>
            <TitledList title=words.signin_account_orders() items=of(|scope| matches!(scope, Scope::Order(_)))/>
        </div>
    }
    .into_any()
}

fn item(Belonging { scope, plan, seats, at }: Belonging) -> AnyView {
    let words = use_words();
    let catalogue = use_catalogue();
    let name = catalogue.plan(&plan).map(|plan| plan.name.in_language(words.locale().code()).to_owned());
    let text = words.signin_account_item(name.unwrap_or(plan), words.common_seats(seats));
    view! {
        <li>
            <a href=address::of(scope)>{text}</a>
            " "
            <time class="fine" datetime=at.to_string()>{words.date(domain::moment::utc_date(at))}</time>
        </li>
    }
    .into_any()
}
