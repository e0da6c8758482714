//! Drives a shop from outside, over HTTP: starts the real binary and the payment provider's stand-in as processes of their
//! own, and buys as a browser would.
//!
//! Knows the shop's addresses and nothing of its insides, so that what it sees is what a buyer gets. Tests of whole
//! processes use it, and so does the program `load`, which prints how much a shop can do.

pub mod browser;
pub mod buyer;
pub mod figures;
pub mod process;
pub mod provider;
pub mod shop;
