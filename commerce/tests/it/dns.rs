//! The client of name servers, against a real one.

use std::net::SocketAddr;
use std::process::Stdio;
use std::time::{Duration, Instant};

use commerce::adapters::dns::{DnsConfig, DnsResolver};
use commerce::ports::dns::Resolver;
use commerce::testing::{python, script};
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};

/// A name server, which ends when it is dropped.
async fn server() -> (SocketAddr, Child) {
    let mut process = Command::new(python())
        .arg(script("oracle/dns_server.py"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
    let port: u16 = lines.next_line().await.unwrap().expect("the server says its port").parse().unwrap();
    (([127, 0, 0, 1], port).into(), process)
}

fn asking(server: SocketAddr, patience: Duration) -> DnsResolver {
    DnsResolver::new(DnsConfig { server: Some(server), patience }).unwrap()
}

const PATIENCE: Duration = Duration::from_secs(10);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn reads_records_and_tells_none_from_no_answer() {
    let (server, _process) = server().await;
    let dns = asking(server, PATIENCE);
    let mut two = dns.txt("two.acme.example").await.unwrap();
    two.sort();
    assert_eq!(two, ["kassa-domain-verification=abc", "v=spf1 -all"], "the strings of a record are one text");
    assert_eq!(dns.txt("nowhere.acme.example").await, Ok(Vec::new()), "there is no such name");
    assert_eq!(dns.txt("empty.acme.example").await, Ok(Vec::new()), "there is no such record");
    assert_eq!(dns.txt("long.acme.example").await.unwrap().len(), 40, "what does not fit comes by TCP");
    for failing in ["broken.acme.example", "refused.acme.example"] {
        assert!(dns.txt(failing).await.is_err(), "{failing}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn keeps_nothing() {
    let (server, _process) = server().await;
    let dns = asking(server, PATIENCE);
    let first = dns.txt("count.acme.example").await.unwrap();
    assert_ne!(dns.txt("count.acme.example").await.unwrap(), first, "asked again, it asks again");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn silence_ends_in_time() {
    let (server, process) = server().await;
    let patience = Duration::from_millis(600);
    let began = Instant::now();
    assert!(asking(server, patience).txt("silent.acme.example").await.is_err());
    drop(process);
    assert!(
        asking(([127, 0, 0, 1], 1).into(), patience).txt("two.acme.example").await.is_err(),
        "nobody listens there"
    );
    assert!(began.elapsed() < PATIENCE, "{:?}", began.elapsed());
}
