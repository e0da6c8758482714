//! Server functions, one area a file: each finds the caller, calls `commerce`, and maps the error; no rules live here.
//!
//! Conventions: `prefix = "/fn"` with an explicit `endpoint`, so that addresses are stable; at most ten lines each; errors
//! are [`error::ApiError`]; who asks is [`visit::asking`]; what a form without script is answered is [`form`].

pub mod error;
pub mod form;
pub mod json;
pub mod person;
pub mod response;
#[cfg(feature = "ssr")]
pub mod visit;

// Files of functions: nobody documents the fields of the structs that `#[server]` makes of their arguments.
#[allow(missing_docs)]
pub mod account;
#[allow(missing_docs)]
pub mod approval;
#[allow(missing_docs)]
pub mod checkout;
#[allow(missing_docs)]
pub mod checkout_link;
#[allow(missing_docs)]
pub mod checkout_time;
#[allow(missing_docs)]
pub mod countries;
#[allow(missing_docs)]
pub mod coupon;
#[allow(missing_docs)]
pub mod domains;
#[allow(missing_docs)]
pub mod hand_over;
#[allow(missing_docs)]
pub mod lead;
#[allow(missing_docs)]
pub mod link;
#[allow(missing_docs)]
pub mod order;
#[allow(missing_docs)]
pub mod order_payment;
#[allow(missing_docs)]
pub mod payment;
#[allow(missing_docs)]
pub mod proof;
#[allow(missing_docs)]
pub mod review;
#[allow(missing_docs)]
pub mod security;
#[allow(missing_docs)]
pub mod sign_in;
#[allow(missing_docs)]
pub mod staff;
#[allow(missing_docs)]
pub mod trial;
