//! Where the server listens: `KASSA_LISTEN`.

use std::net::{Ipv4Addr, SocketAddr};

use super::Source;

/// The HTTP side of the server.
#[derive(Clone, Debug)]
pub struct Http {
    /// The address to listen on. Port 0 takes a free one, and the start says which.
    pub listen: SocketAddr,
}

impl Http {
    pub(super) fn read(source: &mut Source) -> Self {
        let listen = source.optional("KASSA_LISTEN", "an address and a port, like 127.0.0.1:8080");
        Self { listen: listen.unwrap_or_else(|| (Ipv4Addr::LOCALHOST, 8080).into()) }
    }
}
