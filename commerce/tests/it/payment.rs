//! From the last button to the licence, with a real payment provider over HTTP: nobody is charged twice, nothing is
//! charged for nothing, whatever is pressed twice, lost, late or crashed in between.

mod acceptance;
mod attempts;
mod crashes;
mod debits;
mod ends;
mod expiry;
mod purchaser;
pub mod till;
mod unanswered;
mod views;
mod webhooks;
