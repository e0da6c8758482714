//! The checkout: a step a page, each with its own address.
//!
//! Every page gets the checkout as one picture from the server ([`domain::checkout::CheckoutView`]) and prices what is typed
//! into it with the same engine. What is allowed, and why not, is asked of the domain. Prices never come from the browser:
//! the server makes its own before anything is saved.

pub mod address;
mod aside;
mod closed;
pub mod code;
mod coupon;
pub mod details;
pub mod entry;
mod frame;
mod fresh;
mod hand_over;
mod keeping;
pub mod known;
mod live;
pub mod news;
mod own_account;
mod paying;
pub mod payment;
pub mod plan;
pub mod review;
mod share;
mod told;
pub mod turn;

pub use live::say;
