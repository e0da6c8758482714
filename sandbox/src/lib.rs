//! A payment provider to build and test against: a process, an origin and a store of its own.
//!
//! It owns what a provider owns: card and account fields that are framed by the merchant's page, the 3-D Secure page,
//! authorisations, captures, refunds, saved methods, and signed webhooks. It behaves by its test numbers
//! ([`instrument::scenario`]), keeps what it did in its own SQLite file, and can be told to misbehave ([`api::control`]).
//!
//! Beside it, [`identity`] stands in for the provider that signs the people of a demonstration in.
//!
//! Guarantees: a request repeated under its idempotency key is done once and answered alike, also concurrently and
//! after a crash, because the effect and the answer are one transaction; card numbers are never stored.
//!
//! It moves no money and must not know anything of the shop: no crate of the shop is among its dependencies.

pub mod api;
pub mod clock;
pub mod config;
pub mod identity;
pub mod ids;
pub mod instrument;
pub mod intent;
pub mod pages;
pub mod problem;
pub mod server;
pub mod store;
pub mod webhook;

pub use config::Config;
pub use server::{Running, StartError, serve, start};
