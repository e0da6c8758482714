//! The files that the browser loads, held in memory with their compressed copies.
//!
//! Guarantees: a file whose name carries a hash of its content is cached for ever; the best encoding that the browser
//! takes is served without compressing anything while it waits; WebAssembly has its media type, so that it compiles while it
//! loads. Knows nothing of pages.

mod encoding;
mod negotiation;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode, header};
use bytes::Bytes;
use sha2::{Digest, Sha256};

use negotiation::Encoding;

/// The files, by the path of their address.
#[derive(Debug, Default)]
pub struct Assets(BTreeMap<String, Asset>);

/// One file.
#[derive(Debug)]
pub struct Asset {
    raw: Bytes,
    brotli: OnceLock<Bytes>,
    gzip: OnceLock<Bytes>,
    media_type: &'static str,
    etag: String,
    immutable: bool,
}

/// Why the directory of the bundle cannot be served.
#[derive(Debug, thiserror::Error)]
#[error("cannot read {path}")]
pub struct AssetError {
    path: String,
    #[source]
    cause: std::io::Error,
}

impl Assets {
    /// Takes over every file of the built bundle, with the compressed copies that lie beside it, under `/NAME`. The page
    /// `index.html` and the list of parts are left out: the server renders pages itself.
    ///
    /// # Errors
    /// A file or the directory cannot be read.
    pub fn read(directory: &Path) -> Result<Self, AssetError> {
        let failed = |path: &Path| {
            let path = path.display().to_string();
            move |cause| AssetError { path, cause }
        };
        let mut files = BTreeMap::new();
        for entry in std::fs::read_dir(directory).map_err(failed(directory))? {
            let path = entry.map_err(failed(directory))?.path();
            if path.is_file() {
                let bytes = std::fs::read(&path).map_err(failed(&path))?;
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                files.insert(name, Bytes::from(bytes));
            }
        }
        let mut assets = Self::default();
        for (name, raw) in &files {
            if matches!(name.as_str(), "index.html" | "parts.json") || name.ends_with(".br") || name.ends_with(".gz") {
                continue;
            }
            let asset = Asset::new(name, raw.clone());
            let _ = files.get(&format!("{name}.br")).map(|copy| asset.brotli.set(copy.clone()));
            let _ = files.get(&format!("{name}.gz")).map(|copy| asset.gzip.set(copy.clone()));
            assets.0.insert(format!("/{name}"), asset);
        }
        Ok(assets)
    }

    /// Adds data that the program has, and returns its address: `/data/STEM-HASH.ENDING`.
    pub fn add_data(&mut self, stem: &str, ending: &str, data: impl Into<Bytes>) -> String {
        let raw = data.into();
        let hash = hex::encode(Sha256::digest(&raw)).chars().take(16).collect::<String>();
        let name = format!("{stem}-{hash}.{ending}");
        let address = format!("/data/{name}");
        self.0.insert(address.clone(), Asset::new(&name, raw));
        address
    }

    /// Compresses what has no compressed copy yet. Takes tens of milliseconds, so it runs beside the start of the server;
    /// until it is done such files are served as they are.
    pub fn compress(self: &Arc<Self>) {
        for asset in self.0.values() {
            if asset.brotli.get().is_none() {
                let _ = asset.brotli.set(encoding::brotli(&asset.raw));
            }
            if asset.gzip.get().is_none() {
                let _ = asset.gzip.set(encoding::gzip(&asset.raw));
            }
        }
    }

    /// Whether there is a file with this path.
    #[must_use]
    pub fn has(&self, path: &str) -> bool {
        self.0.contains_key(path)
    }

    /// The response to a request for `path`; `None` if there is no such file.
    #[must_use]
    pub fn respond(&self, method: &Method, path: &str, request: &HeaderMap) -> Option<Response<Body>> {
        let asset = self.0.get(path)?;
        Some(if matches!(*method, Method::GET | Method::HEAD) { asset.respond(request) } else { not_allowed() })
    }
}

impl Asset {
    fn new(name: &str, raw: Bytes) -> Self {
        let etag = format!("\"{}\"", hex::encode(&Sha256::digest(&raw)[..12]));
        Self {
            media_type: media_type(name),
            immutable: carries_hash(name),
            etag,
            raw,
            brotli: OnceLock::new(),
            gzip: OnceLock::new(),
        }
    }

    fn respond(&self, request: &HeaderMap) -> Response<Body> {
        let mut response = Response::new(Body::empty());
        let known = request.get(header::IF_NONE_MATCH).is_some_and(|tags| tags.as_bytes() == self.etag.as_bytes());
        let (encoding, body) = self.best(request);
        if known {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
        } else {
            *response.body_mut() = Body::from(body);
        }
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.media_type));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(self.caching()));
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        if let Ok(etag) = HeaderValue::from_str(&self.etag) {
            headers.insert(header::ETAG, etag);
        }
        if let Some(name) = encoding.content_encoding() {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
        }
        response
    }

    const fn caching(&self) -> &'static str {
        if self.immutable { "public, max-age=31536000, immutable" } else { "public, max-age=0, must-revalidate" }
    }

    /// The smallest form that the request accepts.
    fn best(&self, request: &HeaderMap) -> (Encoding, Bytes) {
        let accepted = |encoding| negotiation::accepts(request, encoding);
        match (self.brotli.get(), self.gzip.get()) {
            (Some(brotli), _) if accepted(Encoding::Brotli) => (Encoding::Brotli, brotli.clone()),
            (_, Some(gzip)) if accepted(Encoding::Gzip) => (Encoding::Gzip, gzip.clone()),
            _ => (Encoding::Identity, self.raw.clone()),
        }
    }
}

fn not_allowed() -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::METHOD_NOT_ALLOWED;
    response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
    response
}

/// Whether the build put 16 hexadecimal digits of the content's hash into the name: `app-0123456789abcdef_bg.wasm`.
fn carries_hash(name: &str) -> bool {
    name.split(['-', '_', '.']).any(|part| part.len() == 16 && part.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("css") => "text/css; charset=utf-8",
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("png") => "image/png",
        Some("svg") => "image/svg+xml",
        Some("txt") => "text/plain; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("webp") => "image/webp",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests;
