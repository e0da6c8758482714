//! A demo shop as a process of its own, on a database that is given.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use tempfile::TempDir;

use crate::browser::Browser;
use crate::process::{Process, client, free_port};
use crate::provider::{KEY, Provider, WEBHOOK_SECRET};

/// A bundle without a script or a part: what a browser would be given, and nothing here reads it.
const BUNDLE: [(&str, &str); 2] =
    [("index.html", "<!DOCTYPE html><html><head></head><body></body></html>"), ("parts.json", "{}")];
/// Of a demonstration that keeps nothing secret.
const HEX_KEY: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

/// What a shop is started with.
#[derive(Clone, Debug)]
pub struct Setting {
    /// The binary `kassa`.
    pub binary: PathBuf,
    /// The database, as `KASSA_DATABASE_URL` says it.
    pub database: String,
}

/// A shop with its provider. Dropped, both are killed.
#[derive(Debug)]
pub struct Shop {
    /// The payment provider.
    pub provider: Provider,
    /// Its origin.
    pub url: String,
    process: Process,
    setting: Setting,
    directory: TempDir,
}

impl Shop {
    /// Starts a shop and its provider, and waits until both answer. `crash_at` names the point at which the shop dies.
    ///
    /// # Errors
    /// One of them does not start.
    pub async fn open(setting: Setting, crash_at: Option<&str>) -> Result<Self> {
        let directory = TempDir::new()?;
        for (name, content) in BUNDLE {
            std::fs::write(directory.path().join(name), content)?;
        }
        let url = format!("http://127.0.0.1:{}", free_port()?);
        let provider = Provider::start(&setting.binary, directory.path(), &url).await?;
        let variables = variables(&setting, &url, &provider.url, directory.path());
        let process = serve(&setting.binary, &variables, &url, crash_at).await?;
        Ok(Self { provider, url, process, setting, directory })
    }

    /// The process of the shop.
    pub fn process(&mut self) -> &mut Process {
        &mut self.process
    }

    /// Starts the shop again, at the same address, after it has ended. It dies nowhere.
    ///
    /// # Errors
    /// It does not start.
    pub async fn open_again(&mut self) -> Result<()> {
        self.process = serve(&self.setting.binary, &self.variables(), &self.url, None).await?;
        Ok(())
    }

    /// Lets time pass in the shop, like `2m`.
    ///
    /// # Errors
    /// The clock cannot be advanced.
    pub fn wait(&self, time: &str) -> Result<()> {
        let mut command = Command::new(&self.setting.binary);
        command.args(["clock", "advance", time]).envs(self.variables());
        let output = command.output().context("cannot start the clock's command")?;
        ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        Ok(())
    }

    /// Somebody who has never been here.
    #[must_use]
    pub fn browser(&self) -> Browser {
        Browser::new(&self.url)
    }

    fn variables(&self) -> Vec<(&'static str, String)> {
        variables(&self.setting, &self.url, &self.provider.url, self.directory.path())
    }
}

fn variables(setting: &Setting, url: &str, provider: &str, site: &Path) -> Vec<(&'static str, String)> {
    vec![
        ("KASSA_MODE", "demo".to_owned()),
        ("KASSA_LISTEN", url.trim_start_matches("http://").to_owned()),
        ("KASSA_BASE_URL", url.to_owned()),
        ("KASSA_DATABASE_URL", setting.database.clone()),
        ("KASSA_SITE_DIR", site.display().to_string()),
        ("KASSA_GATEWAY_URL", provider.to_owned()),
        ("KASSA_GATEWAY_KEY", KEY.to_owned()),
        ("KASSA_GATEWAY_WEBHOOK_SECRET", WEBHOOK_SECRET.to_owned()),
        ("KASSA_SERVER_KEY", HEX_KEY.to_owned()),
        ("KASSA_LICENCE_KEY", HEX_KEY.to_owned()),
        ("KASSA_RATE_LIMIT", "0".to_owned()),
        ("KASSA_LOG", "error".to_owned()),
    ]
}

async fn serve(
    binary: &Path,
    variables: &[(&'static str, String)],
    url: &str,
    crash_at: Option<&str>,
) -> Result<Process> {
    let crash = crash_at.map(|point| ("KASSA_CRASH_AT", point.to_owned()));
    let variables: Vec<_> = variables.iter().cloned().chain(crash).collect();
    let mut process = Process::start(binary, &["serve"], &variables, true)?;
    process.answers(&client(), &format!("{url}/readyz")).await?;
    Ok(process)
}
