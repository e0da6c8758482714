//! Who somebody is: codes, sessions, links.

pub mod browser;
mod code;
mod lead;
mod links;
mod session;
mod sweep;
mod whoami;
