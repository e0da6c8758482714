//! Signing in through a provider, against a real HTTP server that can be made to misbehave.

pub mod idp;
mod leaving;
mod linking;
mod refusals;
mod sessions;
pub mod traveller;
