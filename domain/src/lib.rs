//! The rules of Kassa: pure functions over plain data.
//!
//! Nothing here reads a clock, draws a random number or touches the outside; time, ids and randomness are arguments.
//! The crate compiles to the browser and to the server and answers byte for byte alike on both. It returns codes and
//! parameters ([`refusal::Refusal`]); the `messages` crate turns them into words.

pub mod country;
pub mod decimal;
pub mod ids;
pub mod money;
pub mod refusal;
pub mod tax;
