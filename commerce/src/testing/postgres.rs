//! One private PostgreSQL cluster for each test run, started when first needed.
//!
//! `scripts/pg-private run` stops and removes it when its standard input closes, which the operating system does for
//! this process however it ends. `KASSA_TEST_POSTGRES_URL` names an existing server instead.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;

static CLUSTER: OnceLock<(String, Option<Child>)> = OnceLock::new();

/// The URL of a database on which databases may be created.
pub(super) fn server_url() -> &'static str {
    let (url, _) = CLUSTER.get_or_init(|| match std::env::var("KASSA_TEST_POSTGRES_URL") {
        Ok(url) => (url, None),
        Err(_) => start(),
    });
    url
}

fn start() -> (String, Option<Child>) {
    let script = super::script("pg-private");
    let mut child = Command::new(&script)
        .arg("run")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{}: {error}", script.display()));
    let mut url = String::new();
    let output = child.stdout.take().expect("standard output is piped");
    BufReader::new(output).read_line(&mut url).expect("the launcher prints a line");
    assert!(!url.is_empty(), "the private PostgreSQL cluster did not start; its message is above");
    (url.trim().to_owned(), Some(child))
}

/// The same server, another database of it.
pub(super) fn database_url(name: &str) -> String {
    let mut url = url::Url::parse(server_url()).expect("the URL of the PostgreSQL server");
    url.set_path(name);
    url.into()
}
