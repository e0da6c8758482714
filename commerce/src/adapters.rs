//! Clients of systems Kassa does not own; each passes its port's contract suite. Only the binary's wiring names them.

pub mod dns;
pub mod gateway;
pub mod identity;
pub mod mailer;
