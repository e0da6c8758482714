//! Which content encodings a request accepts (RFC 9110, 12.5.3).

use axum::http::{HeaderMap, header};

/// How a body is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    /// Brotli.
    Brotli,
    /// Gzip.
    Gzip,
    /// As it is.
    Identity,
}

impl Encoding {
    /// The value of `Content-Encoding`, if there has to be one.
    pub(super) const fn content_encoding(self) -> Option<&'static str> {
        match self {
            Self::Brotli => Some("br"),
            Self::Gzip => Some("gzip"),
            Self::Identity => None,
        }
    }
}

/// Whether the request names the encoding, with a weight above zero. `*` is not enough: who names nothing gets the plain
/// file.
pub(super) fn accepts(request: &HeaderMap, encoding: Encoding) -> bool {
    let Some(name) = encoding.content_encoding() else { return true };
    request
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|coding| {
            let (coding, weight) = coding.split_once(';').unwrap_or((coding, ""));
            let refused = weight.trim().strip_prefix("q=").is_some_and(|q| q.chars().all(|c| matches!(c, '0' | '.')));
            coding.trim().eq_ignore_ascii_case(name) && !refused
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weight_of_zero_refuses() {
        let accepts_br = |header: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, header.parse().unwrap());
            accepts(&headers, Encoding::Brotli)
        };
        for (header, expected) in [
            ("gzip, deflate, br, zstd", true),
            ("BR;q=0.1", true),
            ("br;q=0", false),
            ("br; q=0.000", false),
            ("gzip", false),
            ("*", false),
            ("", false),
        ] {
            assert_eq!(accepts_br(header), expected, "{header}");
        }
    }
}
