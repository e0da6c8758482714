//! Carriers of mail.

pub mod demo;
pub mod smtp;
