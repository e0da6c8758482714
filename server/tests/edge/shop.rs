//! A server in this process, with a database and a bundle in a directory of its own.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderName, HeaderValue, Request, Response, StatusCode, header};
use http_body_util::BodyExt;
use server::config::{Config, Source};
use server::layers;
use server::router::router;
use server::start::Server;
use server::state::AppState;
use tower::ServiceExt;

/// What webhooks are signed with.
pub const WEBHOOK_SECRET: &str = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3";
/// A page as Trunk writes it.
const INDEX: &str = r#"<!DOCTYPE html><html><head>
<link rel="stylesheet" href="/main-0123456789abcdef.css"/>
<script type="module" nonce="{{__TRUNK NONCE__}}">import init from '/app-0123456789abcdef.js';</script>
</head><body></body></html>"#;

/// A server that was opened and answers requests without a socket.
pub struct Shop {
    pub server: Server,
    /// Removed with this.
    pub directory: Directory,
}

/// A directory that goes with the test.
pub struct Directory(PathBuf);

impl Shop {
    /// A demonstration with these variables on top.
    pub async fn open(variables: &[(&str, &str)]) -> Self {
        let demo =
            [("KASSA_MODE", "demo"), ("KASSA_BASE_URL", "http://shop.test"), ("KASSA_GATEWAY_URL", "http://pay.test")];
        Self::start(&[&demo[..], variables].concat()).await
    }

    /// A shop in production, with its database brought up to date.
    pub async fn open_for_sale() -> Self {
        let shop = Self::not_migrated().await;
        shop.state().commerce().store().migrate().await.unwrap();
        shop
    }

    /// A shop in production, with an empty database.
    pub async fn not_migrated() -> Self {
        let catalogue = concat!(env!("CARGO_MANIFEST_DIR"), "/../catalogue/demo.toml");
        let key = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
        Self::start(&[
            ("KASSA_BASE_URL", "https://shop.test"),
            ("KASSA_GATEWAY_URL", "https://pay.test"),
            ("KASSA_CATALOGUE", catalogue),
            ("KASSA_SELLER", "Shop Ltd"),
            ("KASSA_SUPPORT_EMAIL", "help@shop.test"),
            ("KASSA_TERMS_VERSION", "2026-01"),
            ("KASSA_TERMS_URL", "https://shop.test/terms"),
            ("KASSA_SMTP_URL", "smtps://mail.test"),
            ("KASSA_MAIL_FROM", "Shop <shop@shop.test>"),
            ("KASSA_SALES_EMAIL", "sales@shop.test"),
            ("KASSA_SERVER_KEY", key),
            ("KASSA_LICENCE_KEY", key),
        ])
        .await
    }

    async fn start(variables: &[(&str, &str)]) -> Self {
        static OPENED: AtomicU32 = AtomicU32::new(0);
        let name = format!("kassa-edge-{}-{}", std::process::id(), OPENED.fetch_add(1, Ordering::Relaxed));
        let directory = Directory(std::env::temp_dir().join(name));
        let site = directory.0.join("dist");
        std::fs::create_dir_all(&site).unwrap();
        std::fs::write(site.join("index.html"), INDEX).unwrap();
        std::fs::write(site.join("parts.json"), "{}").unwrap();
        std::fs::write(site.join("main-0123456789abcdef.css"), "body{}").unwrap();
        let database = format!("sqlite:{}", directory.0.join("kassa.db").display());
        let own = [
            ("KASSA_LISTEN", "127.0.0.1:0"),
            ("KASSA_SITE_DIR", site.to_str().unwrap()),
            ("KASSA_DATABASE_URL", &database),
            ("KASSA_GATEWAY_KEY", "sk_test_0123456789abcdef"),
            ("KASSA_GATEWAY_WEBHOOK_SECRET", WEBHOOK_SECRET),
        ];
        let all = own.iter().chain(variables).map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let config = Config::read(Source::new(all)).unwrap();
        Self { server: Server::open(config).await.unwrap(), directory }
    }

    pub fn state(&self) -> &AppState {
        self.server.state()
    }

    /// The answer of the whole site.
    pub async fn ask(&self, request: Request<Body>) -> Answer {
        Answer::read(router(self.state()).oneshot(request).await.unwrap()).await
    }

    /// The answer of these routes with the site's layers around them.
    pub async fn ask_inside(&self, routes: Router<AppState>, request: Request<Body>) -> Answer {
        let routes = layers::around(routes, self.state()).with_state(self.state().clone());
        Answer::read(routes.oneshot(request).await.unwrap()).await
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A response that has been read to its end.
pub struct Answer {
    pub status: StatusCode,
    response: Response<()>,
    pub text: String,
    /// The body as it came.
    pub bytes: Vec<u8>,
}

impl Answer {
    async fn read(response: Response<Body>) -> Self {
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Self { status: parts.status, response: Response::from_parts(parts, ()), text, bytes: bytes.to_vec() }
    }

    /// A header's value; empty where it is absent.
    pub fn header(&self, name: &str) -> &str {
        self.response.headers().get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The body as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }
}

/// A request of a browser at 192.0.2.1 that shows pages.
pub fn browser(method: &str, path: &str, headers: &[(&str, &str)]) -> Request<Body> {
    let mut request = program(method, path, headers);
    request.headers_mut().entry(header::ACCEPT).or_insert(HeaderValue::from_static("text/html,*/*;q=0.8"));
    request
}

/// A request of a program at 192.0.2.1.
pub fn program(method: &str, path: &str, headers: &[(&str, &str)]) -> Request<Body> {
    let mut request = Request::builder().method(method).uri(path).body(Body::empty()).unwrap();
    for (name, value) in headers {
        request.headers_mut().insert(HeaderName::try_from(*name).unwrap(), value.parse().unwrap());
    }
    from("192.0.2.1:1234", request)
}

/// The same request from another address.
pub fn from(peer: &str, mut request: Request<Body>) -> Request<Body> {
    request.extensions_mut().insert(ConnectInfo(peer.parse::<SocketAddr>().unwrap()));
    request
}
