//! The use cases, one verb a file: each is a method of [`Commerce`](crate::commerce::Commerce).
//!
//! A flow takes the caller first and asks [`domain::access`]; decides with the domain; and changes everything that belongs
//! together in one transaction: the row, its event, and the jobs that follow. Nothing foreign is called inside one.

mod issue_licence;
mod links;
mod request_code;
mod sign_out;
mod submit_lead;
mod sweep;
mod verify_code;

pub use issue_licence::LicenceFor;
pub use links::{IssuedLink, Redeemed};
pub use request_code::CodeSent;
pub use sweep::SWEEP;
pub use verify_code::Verified;
