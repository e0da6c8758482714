//! Trials: asking for one, proving its address, and the page of one.

pub mod address;
pub mod code;
mod facts;
mod licence;
mod ours;
pub mod start;
pub mod view;
