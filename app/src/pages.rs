//! The pages, one a file.

pub mod not_found;
pub mod plans;
