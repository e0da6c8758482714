//! Starting a server: everything that the configuration names is opened, in the order in which it can fail.

use std::net::SocketAddr;

use anyhow::Context;
use commerce::clock::{Clock, Reading};
use commerce::random::Random;
use commerce::store::{PoolSizes, Store};
use jiff::SignedDuration;
use tokio::net::TcpListener;
use url::Url;

use crate::config::{Config, Demo, Mode};
use crate::goods::Goods;
use crate::router::router;
use crate::site::Site;
use crate::state::{AppState, Parts};
use crate::telemetry::Metrics;

/// A server that listens and is ready to answer.
pub struct Server {
    listener: TcpListener,
    state: AppState,
}

impl Server {
    /// Opens everything and listens. In a demonstration the database is brought up to date; elsewhere that is
    /// `kassa migrate`, done on purpose.
    ///
    /// # Errors
    /// Something cannot be opened, with what to do about it.
    pub async fn open(config: Config) -> anyhow::Result<Self> {
        let goods = Goods::read(&config.goods)?;
        let site = Site::read(&config.site.0, &goods)?;
        let store = store(&config).await?;
        if config.mode.is_demo() {
            store.migrate().await.context("cannot bring the database up to date")?;
            store.clock().refresh(&store).await.context("cannot read the test clock")?;
        }
        let listen = config.http.listen;
        let listener = TcpListener::bind(listen)
            .await
            .with_context(|| format!("cannot listen on {listen}: is it taken? KASSA_LISTEN names another"))?;
        let base_url = match &config.http.base_url {
            Some(url) => url.clone(),
            None => own_url(listener.local_addr().context("the listener has no address")?)?,
        };
        let assets = site.assets.clone();
        tokio::task::spawn_blocking(move || assets.compress());
        let metrics = Metrics::start();
        let state = AppState::new(Parts { config, site, goods, store, metrics, base_url });
        Ok(Self { listener, state })
    }

    /// Where it listens.
    ///
    /// # Errors
    /// The system does not know.
    pub fn address(&self) -> std::io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    /// What requests share.
    #[must_use]
    pub fn state(&self) -> &AppState {
        &self.state
    }

    /// Answers until `stop` is done, and then finishes what is under way.
    ///
    /// # Errors
    /// The listener failed.
    pub async fn run(self, stop: impl Future<Output = ()> + Send + 'static) -> anyhow::Result<()> {
        let service = router(&self.state).into_make_service_with_connect_info::<SocketAddr>();
        axum::serve(self.listener, service).with_graceful_shutdown(stop).await.context("the server stopped")?;
        self.state.store().close().await.context("the database was not closed")
    }
}

/// The database of a configuration, with the clock of its mode.
///
/// # Errors
/// It cannot be opened.
pub async fn store(config: &Config) -> anyhow::Result<Store> {
    let url = &config.database.url;
    Store::open(url, PoolSizes::default(), clock(config.mode, &config.demo), Random::system())
        .await
        .with_context(|| format!("cannot open the database {url:?}; KASSA_DATABASE_URL names it"))
}

fn clock(mode: Mode, demo: &Demo) -> Clock {
    match (mode, demo.frozen_at) {
        (Mode::Production, _) => Clock::real(),
        (Mode::Demo, Some(at)) => Clock::test(Reading::Frozen(at)),
        (Mode::Demo, None) => Clock::test(Reading::Ahead(SignedDuration::ZERO)),
    }
}

fn own_url(address: SocketAddr) -> anyhow::Result<Url> {
    Url::parse(&format!("http://{address}/")).context("the listener's address is none")
}
