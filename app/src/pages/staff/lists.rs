//! Lists that the search and the page of a customer share.

use domain::staff::OrderFound;
use leptos::prelude::*;
use messages::Words;

use crate::api::staff::customer;
use crate::components::titled_list::TitledList;
use crate::pages::checkout::address;
use crate::setting::{use_catalogue, use_words};
use crate::view::{AnyView, IntoAny};

/// Orders, or that there is none.
#[component]
pub fn Orders(
    /// Their title.
    title: &'static str,
    /// What is said where there is none.
    none: &'static str,
    /// The orders.
    orders: Vec<OrderFound>,
    /// Whether it goes without saying whose they are.
    #[prop(optional)]
    of_one: bool,
) -> AnyView {
    if orders.is_empty() {
        return view! {
            <section class="card">
                <h2>{title}</h2>
                <p class="fine">{none}</p>
            </section>
        }
        .into_any();
    }
    let items = orders.into_iter().map(|order| item(order, of_one)).collect();
    view! { <TitledList title items/> }.into_any()
}

fn item(order: OrderFound, of_one: bool) -> AnyView {
    let words = use_words();
    let OrderFound { id, account, customer: name, plan, seats, total, status, waits, placed_at } = order;
    let what = words.signin_account_item(plan_name(words, &plan), words.common_seats(seats));
    let whose = (!of_one).then(|| view! { <a href=customer(account)>{name}</a> " · " });
    let waits = waits.map(|why| view! { <p class="fine">{words.staff_waits_for(words.refusal(&why))}</p> });
    view! {
        <li>
            <div class="member__who">
                <p><a href=address::order(id)>{what}</a></p>
                <p class="fine">{whose} <code>{id.to_string()}</code></p>
                {waits}
            </div>
            <p class="staff-facts">
                <span class="money">{words.money(total)}</span>
                <span class="fine">{words.order_status(&status).to_owned()}</span>
                <time class="fine" datetime=placed_at.to_string()>{words.date_time(placed_at)}</time>
            </p>
        </li>
    }
    .into_any()
}

/// The name of a plan in the reader's language; its id where it is not sold any more.
pub fn plan_name(words: Words, plan: &str) -> String {
    let catalogue = use_catalogue();
    let name = catalogue.plan(plan).map(|plan| plan.name.in_language(words.locale().code()).to_owned());
    name.unwrap_or_else(|| plan.to_owned())
}
