//! The Content-Security-Policy of pages.

use axum::http::HeaderValue;

/// The policy of a page whose scripts carry `nonce`. `frames` are the origins that may be framed: the payment provider's.
///
/// Scripts run only with the nonce or from files of this origin; WebAssembly may compile, `eval` may not. Pages are never
/// framed.
#[must_use]
pub fn page(nonce: &str, frames: &[String]) -> HeaderValue {
    let frames = if frames.is_empty() { "'none'".to_owned() } else { frames.join(" ") };
    let policy = format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self' 'nonce-{nonce}'; \
         img-src 'self' data:; font-src 'self'; connect-src 'self'; frame-src {frames}; form-action 'self'; \
         base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
    );
    HeaderValue::from_str(&policy).unwrap_or_else(|_| closed())
}

/// The policy of a page without scripts, such as the one that says that something broke.
#[must_use]
pub fn scriptless() -> HeaderValue {
    HeaderValue::from_static(
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    )
}

/// The policy of the page that shows the mails of a demonstration.
#[must_use]
pub fn mailbox() -> HeaderValue {
    HeaderValue::from_static(
        "default-src 'none'; style-src 'self'; img-src 'self'; frame-src 'self'; base-uri 'none'; frame-ancestors 'none'",
    )
}

/// The policy of the HTML part of a mail, framed by our own page: mail styles itself inline, and does nothing else.
#[must_use]
pub fn mail() -> HeaderValue {
    HeaderValue::from_static(
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; \
         frame-ancestors 'self'",
    )
}

/// The policy of everything that is no page: nothing loads, nothing frames it.
#[must_use]
pub fn closed() -> HeaderValue {
    HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_need_the_nonce_and_frames_are_named() {
        let policy = page("abc", &["https://pay.example".to_owned()]);
        let policy = policy.to_str().unwrap();
        assert!(policy.contains("script-src 'self' 'nonce-abc' 'wasm-unsafe-eval';"), "{policy}");
        assert!(policy.contains("frame-src https://pay.example;"), "{policy}");
        assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{policy}");
        assert!(page("abc", &[]).to_str().unwrap().contains("frame-src 'none';"));
        assert_eq!(page("bad\nnonce", &[]), closed());
    }
}
