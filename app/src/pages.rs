//! The pages, one a file.

pub mod account;
pub mod checkout;
pub mod contact;
pub mod link;
pub mod not_found;
pub mod order;
pub mod plans;
pub mod sign_in;
pub mod staff;
pub mod trial;
