//! The use cases and everything they touch: flows, store, ports, adapters, jobs.

pub mod adapters;
pub mod aggregate;
pub mod catalogue_file;
pub mod clock;
pub mod commerce;
pub mod crash;
pub mod error;
pub mod flows;
pub mod goods;
pub mod jobs;
pub mod licence;
pub mod mail_domains;
pub mod mails;
pub mod ports;
pub mod random;
pub mod redaction;
pub mod secret;
pub mod store;
pub mod tax_file;
#[cfg(feature = "testing")]
pub mod testing;
pub mod visit;
