//! How money, numbers, dates and lists are written: the patterns of CLDR 48 for `en` and `de`, as the platform's `Intl`
//! prints them, from exact values. `examples/formats.rs` prints samples that a browser compares with its `Intl`.
//!
//! The pseudo-locale writes as English does.

mod currency;
mod date;
mod list;
mod money;
mod number;
