//! Every word a person reads, and how money, numbers and dates are written, for each locale.
//!
//! The words stand in `words/LOCALE/AREA.toml`; `build.rs` checks them and gives [`Words`] a method per key, so that a
//! missing word is a failed build. Formatting is pure Rust with the patterns of CLDR and without floating point: pages,
//! mails, the command line and the browser print the same. This crate must not know who asks, where a word is shown, or
//! HTML (except for the mails).
//!
//! With the feature `embedded` the texts are inside (`Words::new`); the browser's build leaves it out and loads one
//! locale's table ([`Words::from_table`], served from `table`).

pub mod audit;
#[cfg(feature = "countries")]
pub mod country;
pub mod explain;
mod format;
pub mod locale;
#[cfg(feature = "embedded")]
pub mod mail;
pub mod method;
mod pattern;
#[allow(dead_code, reason = "build.rs reads it too, and only it asks which categories a language has")]
mod plural;
mod sentence;
mod speak;
mod staff;
pub mod words;

pub use locale::Locale;
#[cfg(feature = "embedded")]
pub use words::table;
pub use words::{FINGERPRINT, Key, TableError, Words};
