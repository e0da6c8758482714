//! What every request shares.

use std::sync::Arc;

use app::facts::{Mode, PageFacts};
use app::setting::Setting;
use axum::extract::FromRef;
use commerce::clock::Clock;
use leptos::config::LeptosOptions;
use messages::{Locale, Words};

use crate::config::Config;
use crate::site::Site;

/// The shared state of the server. Clones share it.
#[derive(Clone)]
pub struct AppState(Arc<Shared>);

struct Shared {
    config: Config,
    site: Site,
    clock: Clock,
    leptos: LeptosOptions,
}

impl AppState {
    /// The state of a server with this configuration, site and clock.
    #[must_use]
    pub fn new(config: Config, site: Site, clock: Clock) -> Self {
        let leptos = LeptosOptions::builder().output_name("app").build();
        Self(Arc::new(Shared { config, site, clock, leptos }))
    }

    /// What the environment said.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.0.config
    }

    /// The bundle and the data files.
    #[must_use]
    pub fn site(&self) -> &Site {
        &self.0.site
    }

    /// What a page in this language is rendered with, today.
    #[must_use]
    pub fn setting(&self, locale: Locale) -> Setting {
        let facts = PageFacts {
            locale,
            as_of: self.0.clock.today(),
            mode: if self.config().mode.is_demo() { Mode::Demo } else { Mode::Production },
            files: self.site().files(locale),
        };
        Setting { facts, words: Words::new(locale) }
    }
}

impl FromRef<AppState> for LeptosOptions {
    fn from_ref(state: &AppState) -> Self {
        state.0.leptos.clone()
    }
}
