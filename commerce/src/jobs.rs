//! What runs later: the engine that takes jobs out of the store and has them done.
//!
//! A job runs at least once: a process that dies leaves a lease behind that runs out. So handlers are idempotent: they
//! look at the present state first and do what is still to be done. A failure is tried again with growing waits
//! ([`domain::retry`]); one that cannot be mended by waiting, or that has used up its patience, is kept with its reason.

mod dispatch;
mod drain;
mod figures;
mod handler;
mod settle;
mod worker;

pub use drain::drain;
pub use figures::publish_figures;
pub use handler::{Failure, Handler};
pub use worker::{Settings, Worker};
