//! Quote vectors: requests with the quotes or refusals that they must get, and the words that explain them.
//!
//! The files in `data/` are the same for every target. [`World::replay`] answers every request of a file again and
//! writes the file again: byte-equal means that this target prices, refuses and explains as the one that wrote it. The
//! same function runs in the native test (`tests/replay.rs`) and, compiled with the profile of the shop's bundle, in a
//! browser.
//!
//! For tests only: nothing that is shipped may depend on this crate.

#[cfg(target_arch = "wasm32")]
mod browser;
mod case;
#[cfg(not(target_arch = "wasm32"))]
pub mod generate;
mod sentences;
mod world;

pub use case::Case;
pub use world::{World, WorldError};
