//! What Kassa needs of systems it does not own, as traits named by role. Their clients are in [`crate::adapters`].

pub mod dns;
pub mod gateway;
pub mod identity_provider;
pub mod mailer;
