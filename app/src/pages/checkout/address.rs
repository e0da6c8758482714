//! The addresses of a checkout's pages.

use domain::access::Scope;
use domain::checkout::{CheckoutView, Step};
use domain::ids::{CheckoutId, OrderId};

/// Of a step.
#[must_use]
pub fn step(id: CheckoutId, step: Step) -> String {
    format!("/checkout/{id}/{}", step.name())
}

/// Of the plan step.
#[must_use]
pub fn plan(id: CheckoutId) -> String {
    step(id, Step::Plan)
}

/// Of the details step.
#[must_use]
pub fn details(id: CheckoutId) -> String {
    step(id, Step::Details)
}

/// Of the payment step.
#[must_use]
pub fn payment(id: CheckoutId) -> String {
    step(id, Step::Payment)
}

/// Of the review step.
#[must_use]
pub fn review(id: CheckoutId) -> String {
    step(id, Step::Review)
}

/// Of an order.
#[must_use]
pub fn order(id: OrderId) -> String {
    format!("/orders/{id}")
}

/// Where the code for the contact's address is entered.
#[must_use]
pub fn code(id: CheckoutId) -> String {
    format!("/checkout/{id}/details/code")
}

/// Where a checkout goes on.
#[must_use]
pub fn next(view: &CheckoutView) -> String {
    go_on(view.id, view.current, view.awaits_proof())
}

/// Where a checkout goes on for whoever has just proved their address: where they choose for whom they buy, if there is something
/// to choose, which nobody could know before.
#[must_use]
pub fn after_proof(view: &CheckoutView) -> String {
    if view.asks_who_buys() { details(view.id) } else { next(view) }
}

/// Where a checkout goes on with this step, or with the proof of its e-mail address.
#[must_use]
pub fn go_on(id: CheckoutId, next: Step, awaits_proof: bool) -> String {
    if awaits_proof { code(id) } else { step(id, next) }
}

/// Where a link leads that opens this.
#[must_use]
pub fn of(scope: Scope) -> String {
    match scope {
        Scope::Checkout(id) => format!("/checkout/{id}"),
        Scope::Trial(id) => format!("/trials/{id}"),
        Scope::Order(id) => order(id),
    }
}
