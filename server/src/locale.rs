//! Which language a page speaks: `?lang=`, then the cookie, then `Accept-Language`, then English.

use app::api::visit::cookie;
use axum::http::request::Parts;
use axum::http::{HeaderValue, header};
use messages::Locale;

/// The cookie that remembers a choice.
pub const COOKIE: &str = "kassa_lang";

/// The language of a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The language.
    pub locale: Locale,
    /// Whether this request chose it, so that the next ones have to remember it.
    pub chosen: bool,
}

/// The language that a request asks for. `pseudo` lets `ar-XB` be chosen, which only tests want.
#[must_use]
pub fn choose(request: &Parts, pseudo: bool) -> Choice {
    let parse = |code: &str| if pseudo { Locale::parse_with_pseudo(code) } else { Locale::parse(code) };
    let asked = request.uri.query().and_then(|query| {
        url::form_urlencoded::parse(query.as_bytes())
            .find(|(name, _)| name == "lang")
            .and_then(|(_, code)| parse(&code))
    });
    if let Some(locale) = asked {
        return Choice { locale, chosen: true };
    }
    let remembered = cookie(&request.headers, COOKIE).and_then(parse);
    let liked = || {
        let header = request.headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
        Locale::from_accept_language(header)
    };
    Choice { locale: remembered.or_else(liked).unwrap_or_default(), chosen: false }
}

/// The cookie that makes later requests remember `locale` for a year.
#[must_use]
pub fn remember(locale: Locale, secure: bool) -> HeaderValue {
    let secure = if secure { "; Secure" } else { "" };
    let cookie = format!("{COOKIE}={}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly{secure}", locale.code());
    HeaderValue::from_str(&cookie).expect("a locale's code is ASCII")
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    fn chosen(uri: &str, cookie: &str, accept: &str) -> Choice {
        let request =
            Request::builder().uri(uri).header(header::COOKIE, cookie).header(header::ACCEPT_LANGUAGE, accept);
        choose(&request.body(()).unwrap().into_parts().0, false)
    }

    #[test]
    fn the_address_wins_over_the_cookie_and_the_cookie_over_the_browser() {
        let case = |uri, cookie, accept| chosen(uri, cookie, accept).locale;
        assert_eq!(case("/?seats=2&lang=de", "kassa_lang=en", "en"), Locale::De);
        assert_eq!(case("/", "a=b; kassa_lang=de", "en"), Locale::De);
        assert_eq!(case("/", "a=b", "de-CH, en;q=0.5"), Locale::De);
        assert_eq!(case("/", "", "fr"), Locale::En);
        assert_eq!(case("/?lang=xx", "kassa_lang=de", "en"), Locale::De);
        assert_eq!(case("/?lang=ar-XB", "", ""), Locale::En);
    }

    #[test]
    fn only_a_choice_in_the_address_is_remembered() {
        assert!(chosen("/?lang=de", "", "").chosen);
        assert!(!chosen("/", "kassa_lang=de", "").chosen);
        assert!(remember(Locale::De, true).to_str().unwrap().ends_with("; Secure"));
    }
}
