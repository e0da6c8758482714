//! `/contact-sales` and `/contact-sales/sent/{id}`: asking sales to get in touch, and that it was done.

mod ask;
mod sent;

pub use ask::ContactSales;
pub use sent::ContactSent;

use domain::ids::LeadId;

/// The page that says that a request was sent.
#[must_use]
pub fn sent_address(id: LeadId) -> String {
    format!("/contact-sales/sent/{id}")
}
