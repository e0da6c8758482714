//! Server functions, one area a file: each finds the caller, calls `commerce`, and maps the error; no rules live here.
//!
//! Conventions: `prefix = "/fn"` with an explicit `endpoint`, so that addresses are stable; at most ten lines each; errors
//! are [`error::ApiError`]; who asks is [`visit::asking`]; what a form without script is answered is [`form`].

pub mod error;
pub mod form;
pub mod response;
#[cfg(feature = "ssr")]
pub mod visit;
