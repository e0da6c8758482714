//! Starting and stopping a server: everything that the configuration names is opened, in the order in which it can fail.

use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::Context;
use commerce::commerce::Commerce;
use commerce::jobs::{Settings, Worker};
use commerce::store::StoreError;
use tokio::net::TcpListener;
use url::Url;

use crate::config::Config;
use crate::router::router;
use crate::site::Site;
use crate::state::{AppState, Parts};
use crate::telemetry::Metrics;
use crate::{goods, wiring};

/// A server that is opened. It answers nothing before it is [prepared](Server::prepare).
pub struct Server {
    listener: TcpListener,
    state: AppState,
}

/// A server of which the database is known to be up to date: it can say that it listens.
pub struct Prepared(Server);

impl Server {
    /// Opens everything and listens. In a demonstration the database is brought up to date; elsewhere that is
    /// `kassa migrate`, done on purpose.
    ///
    /// # Errors
    /// Something cannot be opened, with what to do about it.
    pub async fn open(config: Config) -> anyhow::Result<Self> {
        let goods = goods::at_start(&config.goods)?;
        let site = Site::read(&config.site.0, &goods)?;
        let store = wiring::store(&config).await?;
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
        let commerce = wiring::shop(&config, goods, store, &base_url)?;
        let assets = site.assets.clone();
        tokio::task::spawn_blocking(move || assets.compress());
        let metrics = Metrics::start();
        Ok(Self { listener, state: AppState::new(Parts { config, site, commerce, metrics, base_url }) })
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

    /// Asks whether the database is up to date, and sees to what every start sees to.
    ///
    /// # Errors
    /// It is not, or it does not answer.
    pub async fn prepare(self) -> anyhow::Result<Prepared> {
        const FIX: &str = "the database is not up to date: run `kassa migrate`";
        let commerce = self.state.commerce();
        let pending =
            commerce.store().pending().await.context("cannot ask the database; KASSA_DATABASE_URL names it")?;
        anyhow::ensure!(pending.is_empty(), "{FIX}, which does {}", pending.join(", "));
        prepare(commerce).await.context(FIX)?;
        Ok(Prepared(self))
    }
}

impl Prepared {
    /// Answers requests and does jobs until `stop` is done, and then finishes what is under way, for as long as an answer may
    /// take to begin.
    ///
    /// # Errors
    /// The listener failed, or the database at the end.
    pub async fn run(self, stop: impl Future<Output = ()> + Send + 'static) -> anyhow::Result<()> {
        let Server { listener, state } = self.0;
        let commerce = state.commerce().clone();
        let worker = Worker::start(commerce.store().clone(), Arc::new(commerce.clone()), Settings::default());
        let service = router(&state).into_make_service_with_connect_info::<SocketAddr>();
        let (stopping, patience) = (state.stopping(), state.config().limits.timeout);
        let stopped = async move {
            stop.await;
            // Requests under way are finished; streams would never be.
            state.stop();
        };
        let served = tokio::select! {
            served = axum::serve(listener, service).with_graceful_shutdown(stopped) => served,
            // Every answer has begun by now; whoever has not read theirs is cut off.
            () = async { stopping.await; tokio::time::sleep(patience).await } => Ok(()),
        };
        worker.stop().await;
        commerce.store().close().await.context("the database was not closed")?;
        served.context("the server stopped")
    }
}

/// What every start sees to: the keys in use are published, and the work that comes again and again is in the queue.
async fn prepare(commerce: &Commerce) -> Result<(), StoreError> {
    commerce.keep_licence_keys().await?;
    commerce.schedule_reconciliation().await?;
    commerce.schedule_expiry().await?;
    commerce.schedule_domain_checks().await?;
    commerce.schedule_sweep().await
}

fn own_url(address: SocketAddr) -> anyhow::Result<Url> {
    Url::parse(&format!("http://{address}/")).context("the listener's address is none")
}
