//! The sandbox over HTTP, on a free port, with a real file: what a merchant may rely on.

mod bank;
mod card_behaviour;
mod debits;
mod faults;
mod idempotency;
mod identity;
mod lifecycle;
mod pages;
mod restart;
mod saved_methods;
mod webhooks;
