//! Who asks: the browser behind the request that is being answered, and the cookie by which it is known again.

use std::net::IpAddr;

use commerce::clock::Clock;
use commerce::commerce::Commerce;
use commerce::error::CommerceError;
use commerce::visit::{NewCookie, Visit};
use domain::access::Origin;
use domain::access::device;
use domain::country::Country;
use http::header::{COOKIE, SET_COOKIE, USER_AGENT};
use http::request::Parts;
use http::{HeaderMap, HeaderValue};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;
use messages::{Locale, Words};

use super::error::{ApiError, UNREACHABLE};

/// The shop, and who asks it.
#[derive(Clone, Debug)]
pub struct Asking {
    /// The use cases.
    pub commerce: Commerce,
    /// Who asks, and from which browser.
    pub visit: Visit,
}

/// The header in which a frame without cookies shows its token.
const TOKEN: &str = "x-kassa-checkout-token";

/// The network address of the request, as the server knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NetworkAddress(pub IpAddr);

/// Where the network address of the request is, where a proxy knows; the server puts it into the request's extensions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NetworkCountry(pub Country);

/// Where the request comes from by its network address, where known.
#[must_use]
pub fn network_country() -> Option<Country> {
    use_context::<Parts>()?.extensions.get::<NetworkCountry>().map(|country| country.0)
}

/// Whether browsers reach the site over TLS; provided by the server beside [`Commerce`].
#[derive(Clone, Copy, Debug)]
pub struct Secure(pub bool);

/// What the server provides for the request.
///
/// # Errors
/// There is nothing (any more): a page that waits for data is made again, and what the copy thrown away had asked for finds
/// no request. It has to come to an end all the same, or the page would wait for it.
pub fn provided<T: Clone + 'static>() -> Result<T, ApiError> {
    use_context().ok_or_else(|| ApiError::new(UNREACHABLE))
}

/// Who asks.
///
/// # Errors
/// The database failed, or there is no request (any more).
pub async fn asking() -> Result<Asking, ApiError> {
    let commerce = provided::<Commerce>()?;
    let commerce = origin().map_or(commerce.clone(), |origin| commerce.asked_from(origin));
    let headers = use_context::<Parts>().map(|parts| parts.headers).unwrap_or_default();
    let response = use_context::<ResponseOptions>();
    let secure = is_secure();
    let (visit, cookie) = visit_of(&commerce, &headers, secure).await?;
    if let (Some(cookie), Some(response)) = (cookie, response) {
        response.append_header(SET_COOKIE, cookie);
    }
    Ok(Asking { commerce, visit })
}

/// From where the request comes; the server puts its network address into the request's extensions.
fn origin() -> Option<Origin> {
    let parts = use_context::<Parts>()?;
    let address = parts.extensions.get::<NetworkAddress>().map(|address| address.0.to_string());
    let browser = parts.headers.get(USER_AGENT).and_then(|agent| agent.to_str().ok());
    Some(Origin::new(address, browser))
}

/// Who asks with these headers, and the cookie that the answer has to set, if any.
///
/// # Errors
/// The database failed.
pub async fn visit_of(
    commerce: &Commerce,
    headers: &HeaderMap,
    secure: bool,
) -> Result<(Visit, Option<HeaderValue>), CommerceError> {
    let visit = match headers.get(TOKEN).map(|token| token.to_str().unwrap_or_default()) {
        Some(token) => commerce.visit_by_token(token).await?,
        None => commerce.visit(cookie(headers, session_cookie(secure))).await?,
    };
    let agent = headers.get(USER_AGENT).and_then(|agent| agent.to_str().ok());
    let visit = Visit { device: agent.and_then(device::describe), ..visit };
    let cookie = match (&visit.renewed, &visit.ended) {
        (Some(renewed), _) => Some(signed_in(renewed, commerce.clock(), secure)),
        (None, Some(_)) => Some(no_session(secure)),
        (None, None) => None,
    };
    Ok((visit, cookie))
}

/// The language of the request, as a code: of the letters that it makes us write.
#[must_use]
pub fn language() -> &'static str {
    use_context::<Words>().map_or(Locale::default(), Words::locale).code()
}

/// Lets the browser be known again, by the session that a use case made for it.
pub fn remember(cookie: &NewCookie, clock: &Clock) {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.append_header(SET_COOKIE, signed_in(cookie, clock, is_secure()));
    }
}

/// Forgets the browser: its session is over.
pub fn forget() {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.append_header(SET_COOKIE, no_session(is_secure()));
    }
}

fn no_session(secure: bool) -> HeaderValue {
    HeaderValue::from_static(if secure {
        "__Host-kassa=; Path=/; Max-Age=0; SameSite=Lax; HttpOnly; Secure"
    } else {
        "kassa=; Path=/; Max-Age=0; SameSite=Lax; HttpOnly"
    })
}

/// The cookie by which a browser is known again, as a header that sets it.
///
/// # Panics
/// Never: a secret is written in characters that a cookie may have.
#[must_use]
pub fn signed_in(cookie: &NewCookie, clock: &Clock, secure: bool) -> HeaderValue {
    let name = session_cookie(secure);
    let seconds = cookie.expires_at.duration_since(clock.now()).as_secs().max(0);
    let secure = if secure { "; Secure" } else { "" };
    let text = format!("{name}={}; Path=/; Max-Age={seconds}; SameSite=Lax; HttpOnly{secure}", cookie.secret.reveal());
    let mut value = HeaderValue::from_str(&text).expect("a secret reveals itself in characters that a cookie may have");
    value.set_sensitive(true);
    value
}

/// The value of a cookie.
#[must_use]
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}

/// The name of the session's cookie. Over TLS it carries the prefix by which browsers keep other hosts from setting it
/// (RFC 6265bis, 4.1.3.2).
#[must_use]
pub const fn session_cookie(secure: bool) -> &'static str {
    if secure { "__Host-kassa" } else { "kassa" }
}

pub(super) fn is_secure() -> bool {
    use_context::<Secure>().is_some_and(|secure| secure.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_a_cookie_among_others() {
        let mut headers = HeaderMap::new();
        headers.append(COOKIE, "a=1; kassa=s3cret".parse().unwrap());
        headers.append(COOKIE, "b=2".parse().unwrap());
        assert_eq!(cookie(&headers, "kassa"), Some("s3cret"));
        assert_eq!(cookie(&headers, "b"), Some("2"));
        assert_eq!(cookie(&headers, "session"), None);
    }
}
