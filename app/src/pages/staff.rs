//! `/staff`: our own people find customers, orders and people, and see a customer with everything on one page.
//!
//! What is searched for and which customer is shown stands in the address. To everybody else there is nothing here.

mod acting;
mod customer;
mod lists;
mod restore;
mod search;

use domain::ids::AccountId;
use leptos::prelude::*;
use leptos_router::components::Redirect;
use leptos_router::hooks::use_query_map;

use self::customer::Customer;
use self::search::Search;
use crate::api::error::ApiError;
use crate::api::person::use_someone;
use crate::api::staff::STAFF;
use crate::components::trouble::Trouble;
use crate::own_path::leading_to;
use crate::pages::not_found::NotFound;
use crate::view::{AnyView, IntoAny};

/// The search, or the customer in the address.
#[component]
pub fn Staff() -> AnyView {
    let query = use_query_map();
    let account = Memo::new(move |_| query.read().get_str("account").and_then(|id| id.parse::<AccountId>().ok()));
    let page = move || match account.get() {
        Some(account) => view! { <Customer account/> }.into_any(),
        None => view! { <Search/> }.into_any(),
    };
    view! { <div class="column account staff">{page}</div> }.into_any()
}

/// Why there is nothing to show: whoever is not signed in is led there and back, everybody else finds nothing.
#[component]
fn Closed(
    /// What was answered.
    error: ApiError,
    /// Tries again.
    retry: Callback<()>,
) -> AnyView {
    if !error.is_not_found() {
        return view! { <Trouble trouble=Signal::stored(Some(error)) retry/> }.into_any();
    }
    match use_someone().email() {
        Some(_) => view! { <NotFound/> }.into_any(),
        None => view! { <Redirect path=leading_to("/sign-in", STAFF)/> }.into_any(),
    }
}
