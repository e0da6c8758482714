//! The rules of Kassa: pure functions over plain data.
//!
//! Nothing here reads a clock, draws a random number or touches the outside; time, ids and randomness are arguments.
//! The crate compiles to the browser and to the server and answers byte for byte alike on both. It returns codes and
//! parameters ([`refusal::Refusal`]); the `messages` crate turns them into words.

pub mod access;
pub mod account;
pub mod address;
mod as_text;
pub mod audit;
pub mod catalogue;
pub mod checkout;
pub mod code;
pub mod country;
pub mod coupon;
pub mod decimal;
pub mod email;
pub mod erasure;
pub mod gate;
pub mod ids;
pub mod iso;
pub mod lead;
pub mod licence;
pub mod line;
pub mod moment;
pub mod money;
pub mod order;
pub mod payment;
pub mod pricing;
pub mod proration;
pub mod quote;
pub mod refusal;
pub mod retry;
pub mod staff;
pub mod subscription;
pub mod tax;
pub mod term;
pub mod trial;
pub mod vat_id;
