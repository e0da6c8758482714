//! A client of name servers, over UDP and TCP.
//!
//! Nothing is kept of an answer: whoever has just set a record does not want to hear of the time before.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use async_trait::async_trait;
use hickory_resolver::config::{NameServerConfig, ResolveHosts, ResolverConfig, ResolverOpts};
use hickory_resolver::net::NetError;
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::proto::rr::RData;
use hickory_resolver::{Resolver as Client, TokioResolver, system_conf};

use crate::ports::dns::{Resolver, ResolverUnavailable};

/// How often a name server is asked before another is, or none.
const ATTEMPTS: usize = 2;

/// Whom to ask.
#[derive(Clone, Copy, Debug)]
pub struct DnsConfig {
    /// The name server; the system's own if `None`.
    pub server: Option<SocketAddr>,
    /// How long an answer is waited for, all attempts together.
    pub patience: Duration,
}

/// Asks name servers.
#[derive(Debug)]
pub struct DnsResolver {
    client: TokioResolver,
    patience: Duration,
}

impl DnsResolver {
    /// A client for a configuration. A system that names no server is taken to have one of its own, as resolv.conf(5) says.
    ///
    /// # Errors
    /// The configuration cannot be worked with.
    pub fn new(config: DnsConfig) -> Result<Self, NetError> {
        let (servers, mut options) = match config.server {
            Some(server) => (asking(server), ResolverOpts::default()),
            None => system_conf::read_system_conf().unwrap_or_else(|error| {
                tracing::warn!(%error, "the system names no name server; this machine's own is asked");
                (asking((IpAddr::V4(Ipv4Addr::LOCALHOST), 53).into()), ResolverOpts::default())
            }),
        };
        options.attempts = ATTEMPTS;
        options.timeout = config.patience / ATTEMPTS as u32;
        options.cache_size = 0;
        options.use_hosts_file = ResolveHosts::Never;
        let client = Client::builder_with_config(servers, TokioRuntimeProvider::default()).with_options(options);
        Ok(Self { client: client.build()?, patience: config.patience })
    }
}

fn asking(server: SocketAddr) -> ResolverConfig {
    let mut asked = NameServerConfig::udp_and_tcp(server.ip());
    // It is the one that was named: what it does not know, nobody does.
    asked.trust_negative_responses = true;
    for connection in &mut asked.connections {
        connection.port = server.port();
    }
    ResolverConfig::from_name_servers(vec![asked])
}

#[async_trait]
impl Resolver for DnsResolver {
    async fn txt(&self, name: &str) -> Result<Vec<String>, ResolverUnavailable> {
        // With a dot at its end a name is whole: the system's own domain is not looked through.
        let whole = format!("{}.", name.trim_end_matches('.'));
        let asked = tokio::time::timeout(self.patience, self.client.txt_lookup(whole)).await;
        let answer = match asked.map_err(|_| ResolverUnavailable("it took too long".to_owned()))? {
            Ok(answer) => answer,
            Err(error) if error.is_no_records_found() => return Ok(Vec::new()),
            Err(error) => return Err(ResolverUnavailable(error.to_string())),
        };
        let text = |strings: &[Box<[u8]>]| String::from_utf8_lossy(&strings.concat()).into_owned();
        let texts = answer.answers().iter().filter_map(|record| match &record.data {
            RData::TXT(record) => Some(text(&record.txt_data)),
            _ => None,
        });
        Ok(texts.collect())
    }
}
