//! What every request shares.

use std::sync::Arc;

use app::document::Surroundings;
use app::facts::{Mode, PageFacts};
use app::setting::Setting;
use axum::extract::FromRef;
use commerce::commerce::Commerce;
use domain::money::Currency;
use leptos::config::LeptosOptions;
use messages::{Locale, Words};
use tokio::sync::watch;
use url::Url;

use crate::config::Config;
use crate::layers::RateLimiter;
use crate::site::Site;
use crate::telemetry::Metrics;

/// The shared state of the server. Clones share it.
#[derive(Clone)]
pub struct AppState(Arc<Shared>);

struct Shared {
    parts: Parts,
    rate_limiter: RateLimiter,
    leptos: LeptosOptions,
    stopping: watch::Sender<bool>,
}

/// What the state is made of.
pub struct Parts {
    /// What the environment said.
    pub config: Config,
    /// The bundle and the data files.
    pub site: Site,
    /// The use cases.
    pub commerce: Commerce,
    /// Where requests are counted.
    pub metrics: Metrics,
    /// The address of the site as browsers and mails know it.
    pub base_url: Url,
}

impl AppState {
    /// The state of a server.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        let rate_limiter = RateLimiter::new(parts.config.limits.requests_per_minute);
        let leptos = LeptosOptions::builder().output_name("app").build();
        Self(Arc::new(Shared { parts, rate_limiter, leptos, stopping: watch::Sender::new(false) }))
    }

    /// The server stops: what would go on for long ends now.
    pub fn stop(&self) {
        self.0.stopping.send_replace(true);
    }

    /// Done when the server stops.
    pub fn stopping(&self) -> impl Future<Output = ()> + Send + use<> {
        let mut stopping = self.0.stopping.subscribe();
        async move {
            // Without a state left there is no server either.
            let _ = stopping.wait_for(|stopping| *stopping).await;
        }
    }

    /// What the environment said.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.0.parts.config
    }

    /// The bundle and the data files.
    #[must_use]
    pub fn site(&self) -> &Site {
        &self.0.parts.site
    }

    /// The use cases.
    #[must_use]
    pub fn commerce(&self) -> &Commerce {
        &self.0.parts.commerce
    }

    /// Where requests are counted.
    #[must_use]
    pub fn metrics(&self) -> &Metrics {
        &self.0.parts.metrics
    }

    /// The buckets of all clients.
    #[must_use]
    pub fn rate_limiter(&self) -> &RateLimiter {
        &self.0.rate_limiter
    }

    /// The address of the site as browsers and mails know it.
    #[must_use]
    pub fn base_url(&self) -> &Url {
        &self.0.parts.base_url
    }

    /// The site's origin as browsers write it.
    #[must_use]
    pub fn origin(&self) -> String {
        self.base_url().origin().ascii_serialization()
    }

    /// Whether browsers reach the site over TLS, so that cookies can be kept to it.
    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.base_url().scheme() == "https"
    }

    /// The origins whose pages ours may frame: the payment provider's.
    #[must_use]
    pub fn framed(&self) -> Vec<String> {
        vec![self.config().gateway.url.origin().ascii_serialization()]
    }

    /// What surrounds a document without scripts in this language.
    #[must_use]
    pub fn surroundings(&self, words: Words) -> Surroundings<'_> {
        Surroundings { words, bundle: &self.site().bundle, mode: self.mode() }
    }

    fn mode(&self) -> Mode {
        if self.config().mode.is_demo() { Mode::Demo } else { Mode::Production }
    }

    /// What a page in this language is rendered with, today, for somebody whose account prefers this currency.
    #[must_use]
    pub fn setting(&self, locale: Locale, preferred: Option<Currency>) -> Setting {
        let as_of = self.commerce().today();
        let catalogue = self.site().catalogue(self.commerce().goods().book.nearest(as_of));
        let (mode, files) = (self.mode(), self.site().files(locale, catalogue));
        let currency = preferred.filter(|currency| catalogue.shown.currencies.contains(currency));
        let facts = PageFacts { locale, as_of, mode, currency, files };
        let catalogue = catalogue.shown.clone();
        Setting { facts, words: Words::new(locale), catalogue, taxes: self.site().taxes() }
    }
}

impl FromRef<AppState> for LeptosOptions {
    fn from_ref(state: &AppState) -> Self {
        state.0.leptos.clone()
    }
}
