//! The addresses of an order's page and of what belongs to it.

use domain::ids::{CheckoutId, OrderId};

/// Of the page.
#[must_use]
pub fn page(id: OrderId) -> String {
    format!("/orders/{id}")
}

/// Of the licence, as a file.
#[must_use]
pub fn licence(id: OrderId) -> String {
    format!("/orders/{id}/licence")
}

/// Of the stream of its events after number `after`.
#[must_use]
pub fn events(id: OrderId, ticket: &str, after: i64) -> String {
    format!("/orders/{id}/events?ticket={ticket}&after={after}")
}

/// Where it is paid.
#[must_use]
pub fn payment(checkout: CheckoutId) -> String {
    crate::pages::checkout::address::step(checkout, domain::checkout::Step::Payment)
}
