//! The mailer port: its contract, and the adapters that keep it.

mod contract;
mod demo;
mod smtp;
