//! Who looks records of domains up: `KASSA_DNS_SERVER`.

use std::net::SocketAddr;

use super::Source;

/// The name server.
#[derive(Clone, Copy, Debug, Default)]
pub struct Dns {
    /// Asked instead of the system's own, if named.
    pub server: Option<SocketAddr>,
}

impl Dns {
    pub(super) fn read(source: &mut Source) -> Self {
        let fix = "the address and port of a name server, like 192.0.2.53:53; the system's own if absent";
        Self { server: source.optional("KASSA_DNS_SERVER", fix) }
    }
}
