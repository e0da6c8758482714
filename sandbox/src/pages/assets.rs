//! Style sheets and scripts, under names that change with their content, so that they can be kept for ever.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

/// A file that pages refer to.
pub struct Asset {
    /// Its name: what it is, a part of its hash, its type.
    pub name: String,
    kind: &'static str,
    content: &'static str,
}

impl Asset {
    fn new(stem: &str, extension: &str, kind: &'static str, content: &'static str) -> Self {
        let hash = hex::encode(&Sha256::digest(content)[..6]);
        Self { name: format!("{stem}-{hash}.{extension}"), kind, content }
    }

    /// Its address.
    #[must_use]
    pub fn address(&self) -> String {
        format!("/assets/{}", self.name)
    }
}

const CSS: &str = "text/css; charset=utf-8";
const JS: &str = "text/javascript; charset=utf-8";

/// The look of the fields.
pub static FIELDS_CSS: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new(
        "fields",
        "css",
        CSS,
        concat!(include_str!("../../web/tokens.css"), include_str!("../../web/fields.css")),
    )
});
/// What the fields do: several sources, one request.
pub static FIELDS_JS: LazyLock<Asset> = LazyLock::new(|| {
    let content = concat!(
        include_str!("../../web/protocol.js"),
        include_str!("../../web/number.js"),
        include_str!("../../web/iban.js"),
        include_str!("../../web/field.js"),
        include_str!("../../web/fields.js"),
    );
    Asset::new("fields", "js", JS, content)
});
/// The look of the bank's page.
pub static CHALLENGE_CSS: LazyLock<Asset> = LazyLock::new(|| {
    let content = concat!(include_str!("../../web/tokens.css"), include_str!("../../web/challenge.css"));
    Asset::new("challenge", "css", CSS, content)
});
/// What the bank's page does.
pub static CHALLENGE_JS: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("challenge", "js", JS, include_str!("../../web/challenge.js")));
/// The look of the list of payments.
pub static DASHBOARD_CSS: LazyLock<Asset> = LazyLock::new(|| {
    let content = concat!(include_str!("../../web/tokens.css"), include_str!("../../web/dashboard.css"));
    Asset::new("dashboard", "css", CSS, content)
});

/// `GET /assets/{name}`
pub async fn serve(Path(name): Path<String>) -> Response {
    let all = [&*FIELDS_CSS, &*FIELDS_JS, &*CHALLENGE_CSS, &*CHALLENGE_JS, &*DASHBOARD_CSS];
    match all.into_iter().find(|asset| asset.name == name) {
        Some(asset) => {
            let headers = [(CONTENT_TYPE, asset.kind), (CACHE_CONTROL, "public, max-age=31536000, immutable")];
            (headers, asset.content).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
