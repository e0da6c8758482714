//! The pages, one a file.

pub mod checkout;
pub mod link;
pub mod not_found;
pub mod order;
pub mod plans;
