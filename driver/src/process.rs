//! A process that goes when its owner goes.

use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use tokio::time::{Instant, sleep};

/// How long a process has to start or to end.
const PATIENCE: Duration = Duration::from_secs(30);
/// How often is looked.
const LOOK: Duration = Duration::from_millis(10);

/// A running process. Dropped, it is killed.
#[derive(Debug)]
pub struct Process(Child);

impl Process {
    /// Starts `binary` with these arguments and, of the variables `KASSA_…`, only these. What it says is passed on where
    /// `loud`, else forgotten.
    ///
    /// # Errors
    /// There is no such program.
    pub fn start(binary: &Path, arguments: &[&str], variables: &[(&str, String)], loud: bool) -> Result<Self> {
        let mut command = Command::new(binary);
        for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("KASSA_")) {
            command.env_remove(name);
        }
        command.args(arguments).envs(variables.iter().map(|(name, value)| (name, value)));
        command.stdin(Stdio::null()).stdout(Stdio::null());
        command.stderr(if loud { Stdio::inherit() } else { Stdio::null() });
        Ok(Self(command.spawn().with_context(|| format!("cannot start {}", binary.display()))?))
    }

    /// Its number.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.0.id()
    }

    /// How it ended, if it has.
    ///
    /// # Errors
    /// The system does not know.
    pub fn ended(&mut self) -> Result<Option<ExitStatus>> {
        Ok(self.0.try_wait()?)
    }

    /// Waits until it has ended by itself.
    ///
    /// # Errors
    /// It is still there after half a minute.
    pub async fn end(&mut self) -> Result<ExitStatus> {
        let until = Instant::now() + PATIENCE;
        loop {
            match self.ended()? {
                Some(status) => return Ok(status),
                None if Instant::now() > until => bail!("the process is still there after {} s", PATIENCE.as_secs()),
                None => sleep(LOOK).await,
            }
        }
    }

    /// Waits until `url` answers with success.
    ///
    /// # Errors
    /// The process ended instead, or nothing answers after half a minute.
    pub async fn answers(&mut self, http: &reqwest::Client, url: &str) -> Result<()> {
        let until = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.ended()? {
                bail!("the process ended with {status} before {url} answered");
            }
            if http.get(url).send().await.is_ok_and(|answer| answer.status().is_success()) {
                return Ok(());
            }
            if Instant::now() > until {
                bail!("{url} does not answer after {} s", PATIENCE.as_secs());
            }
            sleep(LOOK).await;
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A port of 127.0.0.1 that nobody listens at.
///
/// # Errors
/// There is none.
pub fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

/// A client for calls over HTTP.
#[must_use]
pub fn client() -> reqwest::Client {
    // Whoever installed one before has chosen; nothing here is encrypted.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::new()
}
