//! Configuration: from the environment only (`KASSA_…`), one section a file.
//!
//! Guarantees: every problem is found at once, each named by its variable with what to do; secrets are never printed;
//! production is the default, so that a forgotten variable can never open a demonstration.

mod database;
mod demo;
mod dns;
mod gateway;
mod goods;
mod http;
mod keys;
mod limits;
mod log;
mod mail;
mod mode;
mod oidc;
mod secret;
mod seller;
mod site;
mod source;
mod staff;

pub use database::Database;
pub use demo::Demo;
pub use dns::Dns;
pub use gateway::Gateway;
pub use goods::Goods;
pub use http::Http;
pub use keys::{Key, Keys};
pub use limits::Limits;
pub use log::{Log, LogFormat};
pub use mail::Mail;
pub use mode::Mode;
pub use oidc::{Oidc, OidcProvider};
pub use secret::SecretText;
pub use seller::{Seller, TermsUrl};
pub use site::SiteDir;
pub use source::{Problem, Problems, Source};
pub use staff::Staff;

/// Everything that `kassa serve` is told.
#[derive(Clone, Debug)]
pub struct Config {
    /// Whether this is a shop or a demonstration.
    pub mode: Mode,
    /// Where to listen and how it is reached.
    pub http: Http,
    /// What one client may ask for.
    pub limits: Limits,
    /// Where the browser bundle is.
    pub site: SiteDir,
    /// Where everything is kept.
    pub database: Database,
    /// What is sold.
    pub goods: Goods,
    /// Who sells.
    pub seller: Seller,
    /// The payment provider.
    pub gateway: Gateway,
    /// The mail server.
    pub mail: Mail,
    /// The server's own keys.
    pub keys: Keys,
    /// The log.
    pub log: Log,
    /// What exists only in a demonstration.
    pub demo: Demo,
    /// Who else signs people in.
    pub oidc: Oidc,
    /// Who our own people are.
    pub staff: Staff,
    /// Who looks records of domains up.
    pub dns: Dns,
}

impl Config {
    /// The configuration that the process was started with.
    ///
    /// # Errors
    /// Every problem of every section.
    pub fn from_env() -> Result<Self, Problems> {
        Self::read(Source::from_env())
    }

    /// The configuration of a demonstration, for what exists only there.
    ///
    /// # Errors
    /// It is none; every problem of every section.
    pub fn of_demo() -> Result<Self, Problems> {
        let source = Source::from_env();
        if !source.is_demo() {
            let fix =
                "set it to demo, as make run does: the test clock and the examples exist in a demonstration alone";
            return Err(Problems(vec![Problem { variable: "KASSA_MODE".to_owned(), fix: fix.to_owned() }]));
        }
        Self::read(source)
    }

    /// The configuration in `source`.
    ///
    /// # Errors
    /// Every problem of every section.
    pub fn read(mut source: Source) -> Result<Self, Problems> {
        let from = &mut source;
        let mode = Mode::read(from);
        let (gateway, mut oidc) = (Gateway::read(from, mode), Oidc::read(from, mode));
        let staff = Staff::read(from, mode, &mut oidc, &gateway);
        let config = Self {
            mode,
            http: Http::read(from, mode),
            limits: Limits::read(from),
            site: SiteDir::read(from),
            database: Database::read(from),
            goods: Goods::read(from, mode),
            seller: Seller::read(from, mode),
            gateway,
            mail: Mail::read(from, mode),
            keys: Keys::read(from, mode),
            log: Log::read(from, mode),
            demo: Demo::read(from, mode),
            oidc,
            staff,
            dns: Dns::read(from),
        };
        source.finish(config)
    }
}

#[cfg(test)]
mod tests;
