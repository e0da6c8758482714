//! Configuration: from the environment only (`KASSA_…`), one section a file.
//!
//! Guarantees: every problem is found at once, each named by its variable with what to do; secrets are never printed;
//! production is the default, so that a forgotten variable can never open a demonstration.

mod http;
mod mode;
mod site;
mod source;

pub use http::Http;
pub use mode::Mode;
pub use site::SiteDir;
pub use source::{Problem, Problems, Source};

/// Everything that `kassa serve` is told.
#[derive(Clone, Debug)]
pub struct Config {
    /// Whether this is a shop or a demonstration.
    pub mode: Mode,
    /// Where to listen.
    pub http: Http,
    /// Where the browser bundle is.
    pub site: SiteDir,
}

impl Config {
    /// The configuration that the process was started with.
    ///
    /// # Errors
    /// Every problem of every section.
    pub fn from_env() -> Result<Self, Problems> {
        Self::read(Source::new(std::env::vars()))
    }

    /// The configuration in `source`.
    ///
    /// # Errors
    /// Every problem of every section.
    pub fn read(mut source: Source) -> Result<Self, Problems> {
        let mode = Mode::read(&mut source);
        let http = Http::read(&mut source);
        let site = SiteDir::read(&mut source);
        source.finish(Self { mode, http, site })
    }
}
