//! What one pays with: cards and bank accounts, their checks, and the behaviour their test numbers stand for.

pub mod card;
pub mod decline;
pub mod iban;
pub mod method;
pub mod scenario;
