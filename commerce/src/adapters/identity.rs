//! Clients of those who know people.

pub mod oidc;
