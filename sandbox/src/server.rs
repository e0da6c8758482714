//! Starting and stopping: the address, the store, the routes, and what runs by itself.

use std::net::SocketAddr;
use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use tokio::net::TcpListener;
use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;
use url::Url;

use crate::api;
use crate::api::fault::Faults;
use crate::clock::Clock;
use crate::config::{Config, ConfigError};
use crate::identity::{self, Identity};
use crate::pages;
use crate::store::{Store, StoreError, settings};
use crate::webhook::{delivery, mode::Mode};

/// Why the sandbox did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// A value it was told is wrong.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// Its file cannot be opened.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Its address is taken or not its own.
    #[error("cannot listen on {0}: {1}")]
    Listen(SocketAddr, std::io::Error),
    /// The client for webhooks cannot be made.
    #[error("no client for webhooks: {0}")]
    Client(#[from] reqwest::Error),
}

/// Everything a request needs.
pub struct App {
    /// What it was told.
    pub config: Config,
    /// Its address as browsers see it.
    pub base_url: Url,
    /// Its file.
    pub store: Store,
    /// Its time.
    pub clock: Clock,
    /// How it was told to misbehave.
    pub faults: Mutex<Faults>,
    /// Who sits at the browser.
    pub identity: Identity,
    /// For webhooks.
    pub http: reqwest::Client,
    /// What webhooks are signed with.
    pub webhook_key: Vec<u8>,
    /// Rung when a webhook was enqueued.
    pub wake: Notify,
    mode: Mutex<Mode>,
}

impl App {
    /// How webhooks behave now.
    #[must_use]
    pub fn mode(&self) -> Mode {
        *self.mode.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes how webhooks behave.
    pub fn set_mode(&self, mode: Mode) {
        *self.mode.lock().unwrap_or_else(PoisonError::into_inner) = mode;
        self.wake.notify_one();
    }
}

/// The one [`App`], shared by requests and background work.
#[derive(Clone)]
pub struct Shared(Arc<App>);

impl Deref for Shared {
    type Target = App;

    fn deref(&self) -> &App {
        &self.0
    }
}

/// A running sandbox. Dropping it stops its background work, not its requests; call [`Running::stop`].
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    /// Its address as browsers see it.
    pub base_url: Url,
    app: Shared,
    stop: watch::Sender<bool>,
    tasks: Vec<JoinHandle<()>>,
}

impl Running {
    /// Stops at once: requests under way are dropped, as in a crash. What was committed stays.
    pub async fn stop(mut self) {
        for task in self.tasks.drain(..) {
            task.abort();
            let _ = task.await;
        }
        if let Err(error) = self.app.store.clone().close().await {
            tracing::error!(%error, "the sandbox's file was not closed");
        }
    }

    /// Stops after the requests under way were answered, two seconds at most.
    pub async fn stop_gracefully(mut self) {
        let _ = self.stop.send(true);
        if let Some(server) = self.tasks.first_mut() {
            let _ = tokio::time::timeout(Duration::from_secs(2), server).await;
            self.tasks.remove(0);
        }
        self.stop().await;
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
    }
}

/// Starts a sandbox in this process and says where it listens.
///
/// # Errors
/// A wrong value, a file or an address that cannot be opened.
pub async fn start(config: Config) -> Result<Running, StartError> {
    config.check()?;
    let webhook_key = config.webhook_key()?;
    let store = Store::open(&config.store).await?;
    let clock = Clock::skipped(settings::skipped_seconds(store.readers()).await?);
    let listen = config.listen;
    let listener = TcpListener::bind(listen).await.map_err(|error| StartError::Listen(listen, error))?;
    let address = listener.local_addr().map_err(|error| StartError::Listen(listen, error))?;
    let base_url = config.base_url.clone().unwrap_or_else(|| own_url(address));
    let app = Shared(Arc::new(App {
        config,
        base_url: base_url.clone(),
        store,
        clock,
        faults: Mutex::default(),
        identity: Identity::default(),
        http: client()?,
        webhook_key,
        wake: Notify::new(),
        mode: Mutex::default(),
    }));
    let (stop, stopped) = watch::channel(false);
    let server = tokio::spawn(answer(listener, router(app.clone()), stopped));
    let webhooks = tokio::spawn(delivery::run(app.clone()));
    let time = tokio::spawn(api::time::run(app.clone()));
    Ok(Running { address, base_url, app, stop, tasks: vec![server, webhooks, time] })
}

/// Starts a sandbox and runs it until `stop` is done.
///
/// # Errors
/// As [`start`].
pub async fn serve(config: Config, stop: impl Future<Output = ()>) -> Result<(), StartError> {
    let running = start(config).await?;
    tracing::info!(address = %running.base_url, "the payment sandbox is up");
    stop.await;
    running.stop_gracefully().await;
    Ok(())
}

async fn answer(listener: TcpListener, router: Router, mut stopped: watch::Receiver<bool>) {
    let stop = async move {
        let _ = stopped.wait_for(|stop| *stop).await;
    };
    if let Err(error) = axum::serve(listener, router).with_graceful_shutdown(stop).await {
        tracing::error!(%error, "the sandbox stopped answering");
    }
}

fn router(app: Shared) -> Router {
    let site = Router::new().merge(pages::router()).nest(identity::PATH, identity::router());
    site.nest("/v1", api::router(&app)).with_state(app)
}

fn own_url(address: SocketAddr) -> Url {
    Url::parse(&format!("http://{address}/")).expect("an address makes a URL")
}

fn client() -> Result<reqwest::Client, reqwest::Error> {
    // A second installation fails because the first one stands, which is what is wanted.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder().timeout(Duration::from_secs(10)).redirect(reqwest::redirect::Policy::none()).build()
}
