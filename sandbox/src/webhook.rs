//! Telling the merchant what happened: signed as Standard Webhooks writes it, by HTTP, at least once.

pub mod delivery;
pub mod event;
pub mod mode;
pub mod signature;
