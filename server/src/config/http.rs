//! Where the server listens and how it is reached: `KASSA_LISTEN`, `KASSA_BASE_URL`, `KASSA_TRUSTED_PROXIES`,
//! `KASSA_COUNTRY_HEADER`.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::str::FromStr;

use axum::http::HeaderName;
use url::Url;

use super::{Mode, Source};

/// The HTTP side of the server.
#[derive(Clone, Debug)]
pub struct Http {
    /// The address to listen on. Port 0 takes a free one, and the start says which.
    pub listen: SocketAddr,
    /// The address that browsers and mails use. `None` in a demonstration means: where it listens.
    pub base_url: Option<Url>,
    /// Who may say, by `X-Forwarded-For`, for whom they speak. Nobody, unless named.
    pub trusted_proxies: Vec<IpAddr>,
    /// The header in which a trusted proxy says where the client's network address is. Without one nobody knows.
    pub country_header: Option<HeaderName>,
}

impl Http {
    pub(super) fn read(source: &mut Source, mode: Mode) -> Self {
        let listen = source.optional("KASSA_LISTEN", "an address and a port, like 127.0.0.1:8080");
        let shop = !mode.is_demo();
        let base_url = source.needed::<BaseUrl>(shop, "KASSA_BASE_URL", BaseUrl::FIX).map(|url| url.0);
        if base_url.as_ref().is_some_and(|url| shop && url.scheme() != "https") {
            source.problem("KASSA_BASE_URL", "must begin with https:// in production");
        }
        let proxies = source.optional::<Addresses>("KASSA_TRUSTED_PROXIES", "IP addresses, separated by commas");
        let trusted_proxies = proxies.map(|addresses| addresses.0).unwrap_or_default();
        let country_header = source.optional("KASSA_COUNTRY_HEADER", "the name of a header, like cf-ipcountry");
        if country_header.is_some() && trusted_proxies.is_empty() {
            source.problem(
                "KASSA_COUNTRY_HEADER",
                "is believed of trusted proxies only: name them in KASSA_TRUSTED_PROXIES",
            );
        }
        Self {
            listen: listen.unwrap_or_else(|| (Ipv4Addr::LOCALHOST, 8080).into()),
            base_url,
            trusted_proxies,
            country_header,
        }
    }
}

/// An address without path, query or credentials.
struct BaseUrl(Url);

impl BaseUrl {
    const FIX: &'static str = "the address of the site as buyers see it, without a path, like https://shop.example.com";
}

impl FromStr for BaseUrl {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let url = Url::parse(text).map_err(|_| ())?;
        let web = matches!(url.scheme(), "http" | "https") && url.has_host();
        let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none() && url.username().is_empty();
        if web && bare { Ok(Self(url)) } else { Err(()) }
    }
}

struct Addresses(Vec<IpAddr>);

impl FromStr for Addresses {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        text.split(',').map(|address| address.trim().parse().map_err(|_| ())).collect::<Result<_, _>>().map(Self)
    }
}
