//! Who the client is: the peer of the connection, or whom a trusted proxy speaks for.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use app::api::visit::{NetworkAddress, NetworkCountry};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderName};
use axum::middleware::Next;
use axum::response::Response;

use crate::state::AppState;

/// The address of the client, for limits and for the evidence of where a buyer was. Found in the request's extensions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ClientAddress(pub IpAddr);

impl ClientAddress {
    /// The client of a connection from `peer`. `X-Forwarded-For` counts only when the peer is trusted, and is read from its
    /// end: each trusted proxy appends the address that it saw, everything before that is hearsay.
    #[must_use]
    pub fn find(peer: IpAddr, headers: &HeaderMap, trusted: &[IpAddr]) -> Self {
        if !trusted.contains(&peer) {
            return Self(peer);
        }
        let mut forwarded: Vec<&str> = headers
            .get_all("x-forwarded-for")
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .collect();
        let mut client = peer;
        while let Some(hop) = forwarded.pop() {
            let Ok(address) = hop.trim().parse() else { break };
            client = address;
            if !trusted.contains(&address) {
                break;
            }
        }
        Self(client)
    }

    /// What limits count by: an IPv6 network of 64 bits belongs to one customer and counts as one client.
    #[must_use]
    pub fn bucket(self) -> IpAddr {
        match self.0 {
            IpAddr::V6(address) => match address.to_ipv4_mapped() {
                Some(mapped) => mapped.into(),
                None => Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX)).into(),
            },
            address @ IpAddr::V4(_) => address,
        }
    }
}

/// Where the client's network address is, as a trusted proxy that looks it up says in this header. What it does not know
/// (`XX`, `T1` and the like) is no country.
fn country(peer: IpAddr, headers: &HeaderMap, trusted: &[IpAddr], header: &HeaderName) -> Option<NetworkCountry> {
    let said = headers.get(header).filter(|_| trusted.contains(&peer))?;
    said.to_str().ok()?.parse().ok().map(NetworkCountry)
}

/// Puts the [`ClientAddress`] into the request's extensions, and its [`NetworkCountry`] where that is known.
pub(super) async fn identify(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let peer = peer.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
    let config = &state.config().http;
    let client = ClientAddress::find(peer, request.headers(), &config.trusted_proxies);
    let named = config.country_header.as_ref();
    let country = named.and_then(|header| country(peer, request.headers(), &config.trusted_proxies, header));
    request.extensions_mut().insert(client);
    request.extensions_mut().insert(NetworkAddress(client.0));
    country.map(|country| request.extensions_mut().insert(country));
    next.run(request).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_is_believed_of_a_trusted_proxy_only() {
        let header = HeaderName::from_static("cf-ipcountry");
        let trusted = ["10.0.0.1".parse().unwrap()];
        let told = |peer: &str, said: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(&header, said.parse().unwrap());
            country(peer.parse().unwrap(), &headers, &trusted, &header).map(|country| country.0.to_string())
        };
        assert_eq!(told("10.0.0.1", "DE").as_deref(), Some("DE"));
        assert_eq!(told("10.0.0.1", "T1"), None);
        assert_eq!(told("10.0.0.2", "DE"), None);
    }

    fn find(peer: &str, forwarded: &str) -> String {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", forwarded.parse().unwrap());
        let trusted = ["10.0.0.1".parse().unwrap(), "10.0.0.2".parse().unwrap()];
        ClientAddress::find(peer.parse().unwrap(), &headers, &trusted).0.to_string()
    }

    #[test]
    fn only_a_trusted_proxy_is_believed_and_only_what_it_saw_itself() {
        assert_eq!(find("203.0.113.9", "198.51.100.7"), "203.0.113.9");
        assert_eq!(find("10.0.0.1", "192.0.2.66, 198.51.100.7"), "198.51.100.7");
        assert_eq!(find("10.0.0.1", "192.0.2.66, 198.51.100.7, 10.0.0.2"), "198.51.100.7");
        assert_eq!(find("10.0.0.1", "198.51.100.7, nonsense"), "10.0.0.1");
        assert_eq!(find("10.0.0.1", ""), "10.0.0.1");
    }

    #[test]
    fn a_customers_ipv6_network_is_one_client() {
        let bucket = |address: &str| ClientAddress(address.parse().unwrap()).bucket();
        assert_eq!(bucket("2001:db8:1:2:3::4"), bucket("2001:db8:1:2:ffff::"));
        assert_ne!(bucket("2001:db8:1:2::"), bucket("2001:db8:1:3::"));
        assert_eq!(bucket("::ffff:192.0.2.1"), bucket("192.0.2.1"));
    }
}
