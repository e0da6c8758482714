//! Who somebody is: codes, sessions, links.

mod browser;
mod code;
mod lead;
mod links;
mod session;
mod sweep;
