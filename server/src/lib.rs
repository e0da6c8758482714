//! The thin edge: HTTP in front of `commerce` and `app`, and the binary `kassa`.
//!
//! Owns configuration, the axum router and its layers, and the files that the browser loads. Rules live in `domain`, use
//! cases in `commerce`, pages in `app`. It is a library so that tests can start the server in their own process.

mod accounts;
pub mod assets;
mod attachment;
pub mod checkouts;
pub mod config;
pub mod dev;
pub mod error;
pub mod goods;
pub mod health;
pub mod layers;
pub mod licences;
pub mod locale;
pub mod orders;
pub mod pages;
pub mod person;
pub mod personal_data;
pub mod policy;
pub mod quotes;
pub mod quoting;
pub mod router;
pub mod seed;
pub mod site;
pub mod sso;
pub mod start;
pub mod state;
pub mod stream;
pub mod telemetry;
pub mod webhooks;
pub mod wiring;
