//! What the browser is told about the files.

use super::*;

fn assets() -> (Arc<Assets>, String) {
    let mut assets = Assets::default();
    let address = assets.add_data("words.de", "json", format!("[\"{}\"]", "Tarife ".repeat(100)));
    assets.0.insert("/robots.txt".to_owned(), Asset::new("robots.txt", Bytes::from_static(b"User-agent: *")));
    (Arc::new(assets), address)
}

fn get(assets: &Assets, path: &str, headers: &[(header::HeaderName, &str)]) -> Response<Body> {
    let request = headers.iter().map(|(name, value)| (name.clone(), value.parse().unwrap())).collect();
    assets.respond(&Method::GET, path, &request).unwrap()
}

fn header_of(response: &Response<Body>, name: header::HeaderName) -> &str {
    response.headers().get(name).map_or("", |value| value.to_str().unwrap())
}

#[test]
fn a_name_with_a_hash_is_cached_for_ever_and_another_is_asked_again() {
    let (assets, address) = assets();
    assert!(header_of(&get(&assets, &address, &[]), header::CACHE_CONTROL).contains("immutable"));
    let plain = get(&assets, "/robots.txt", &[]);
    assert!(header_of(&plain, header::CACHE_CONTROL).contains("must-revalidate"));
    let etag = header_of(&plain, header::ETAG).to_owned();
    let again = get(&assets, "/robots.txt", &[(header::IF_NONE_MATCH, &etag)]);
    assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
}

#[test]
fn the_smallest_accepted_encoding_is_served_once_it_is_there() {
    let (assets, address) = assets();
    let browser = [(header::ACCEPT_ENCODING, "gzip, deflate, br")];
    assert_eq!(header_of(&get(&assets, &address, &browser), header::CONTENT_ENCODING), "");
    assets.compress();
    assert_eq!(header_of(&get(&assets, &address, &browser), header::CONTENT_ENCODING), "br");
    let old = [(header::ACCEPT_ENCODING, "gzip")];
    assert_eq!(header_of(&get(&assets, &address, &old), header::CONTENT_ENCODING), "gzip");
    assert_eq!(header_of(&get(&assets, &address, &[]), header::CONTENT_ENCODING), "");
}

#[test]
fn files_are_only_read() {
    let (assets, address) = assets();
    let answer = assets.respond(&Method::POST, &address, &HeaderMap::new()).unwrap();
    assert_eq!(answer.status(), StatusCode::METHOD_NOT_ALLOWED);
    assert!(assets.respond(&Method::GET, "/index.html", &HeaderMap::new()).is_none());
}

#[test]
fn knows_the_hashes_that_the_build_writes() {
    for name in ["app-d6b33939efb95972.js", "app-d6b33939efb95972_bg.wasm", "messages.de-0123456789abcdef.json"] {
        assert!(carries_hash(name), "{name}");
    }
    for name in ["robots.txt", "embed.js", "app-xyz.js"] {
        assert!(!carries_hash(name), "{name}");
    }
    assert_eq!(media_type("app-d6b33939efb95972_bg.wasm"), "application/wasm");
}
