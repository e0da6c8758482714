//! The use cases, one verb a file: each is a method of [`Commerce`](crate::commerce::Commerce).
//!
//! A flow takes the caller first and asks [`domain::access`]; decides with the domain; and changes everything that belongs
//! together in one transaction: the row, its event, and the jobs that follow. Nothing foreign is called inside one.

mod accept_quote;
mod advance_order;
mod apply_coupon;
mod cancel_checkout;
mod cancel_order;
mod choose_method;
mod convert_trial;
mod discharge_duty;
mod edit_checkout;
mod edit_details;
mod edit_plan;
mod expire_checkouts;
mod expire_trial;
mod extend_checkout;
mod follow_order;
mod gateway_outcome;
mod give_up_payment;
mod issue_licence;
mod links;
mod order_changes;
mod pay;
mod prove_email;
mod prove_trial;
mod provision;
mod provision_trial;
mod publish_licence_keys;
mod reach_checkout;
mod reach_order;
mod reconcile;
mod remind_trial;
mod remove_coupon;
mod request_code;
mod resume_checkout;
mod schedule_trial;
mod share_checkout;
mod sign_out;
mod start_checkout;
mod start_trial;
mod submit_lead;
mod sweep;
mod verify_code;
mod view_belongings;
mod view_checkout;
mod view_order;
mod view_trial;
mod whoami;

pub use accept_quote::{AcceptQuote, Accepted, ChangedQuote};
pub use expire_checkouts::EXPIRE_CHECKOUTS;
pub use issue_licence::LicenceFor;
pub use links::{IssuedLink, Redeemed};
pub use order_changes::ADVANCE_ORDER;
pub use prove_email::Proved;
pub use prove_trial::TrialProved;
pub use reconcile::RECONCILE;
pub use request_code::CodeSent;
pub use schedule_trial::{EXPIRE_TRIAL, REMIND_TRIAL};
pub use share_checkout::Shared;
pub use start_checkout::Started;
pub use start_trial::TrialAsked;
pub use sweep::SWEEP;
pub use verify_code::Verified;
pub use view_order::LicenceFile;
pub use whoami::{AwaitedCode, Visitor};
