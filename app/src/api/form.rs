//! Forms that are posted without script: what was wrong comes back in the page, with everything that was typed.
//!
//! The function that a form is posted to answers a program with JSON. A browser without script is sent on instead: to the
//! next page, or back to the one it came from with a [`Flash`] in a short-lived cookie, which that page shows and clears.
//! A flash never holds codes, secrets or card data: a function hands over only what it names.

use std::collections::BTreeMap;

use domain::refusal::Refusal;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::error::ApiError;

/// What a page is told about a form that was posted to it a moment ago.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flash {
    /// The form's name.
    pub form: String,
    /// What was typed, by the names of the controls.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub typed: BTreeMap<String, String>,
    /// Why it was not taken, or what is still wrong with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<ApiError>,
    /// What else the page should say, as JSON; its shape is the form's business.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub news: Option<String>,
}

/// The flash of the page's request, until a form has taken it.
#[derive(Clone, Copy)]
struct Waiting(StoredValue<Option<Flash>>);

impl Flash {
    /// News about a form, in a shape that the form knows.
    #[must_use]
    pub fn news(form: &str, news: &impl Serialize) -> Self {
        Self { news: serde_json::to_string(news).ok(), ..Self::about(form) }
    }

    /// What was typed and why it was not taken.
    #[must_use]
    pub fn refused(form: &str, typed: &impl Serialize, error: ApiError) -> Self {
        Self { typed: by_control(typed), error: Some(error), ..Self::about(form) }
    }

    /// What was typed, and is to be gone on with.
    #[must_use]
    pub fn typed(form: &str, typed: &impl Serialize) -> Self {
        Self { typed: by_control(typed), ..Self::about(form) }
    }

    fn about(form: &str) -> Self {
        Self { form: form.to_owned(), typed: BTreeMap::new(), error: None, news: None }
    }

    /// The news, in the shape that its form knows.
    #[must_use]
    pub fn read_news<T: serde::de::DeserializeOwned>(&self) -> Option<T> {
        serde_json::from_str(self.news.as_deref()?).ok()
    }
}

/// Makes the flash of this request, if there is one, available to the forms of its page. Belongs into the application's
/// root: the browser gets the same one while it hydrates, and none at any later page.
pub fn provide_flash() {
    let flash = SharedValue::new(read_and_clear).into_inner();
    provide_context(Waiting(StoredValue::new(flash)));
}

/// The flash for the form with this name. The browser gives each once; the server, whose pages live for one answer, as often
/// as the form is made: what waits for data may be made twice, and only the second is sent.
#[must_use]
pub fn take_flash(form: &str) -> Option<Flash> {
    let waiting = use_context::<Waiting>()?.0;
    let mine = waiting.with_value(|flash| flash.as_ref().is_some_and(|flash| flash.form == form));
    match (mine, is_server()) {
        (false, _) => None,
        (true, true) => waiting.get_value(),
        (true, false) => waiting.try_update_value(Option::take).flatten(),
    }
}

/// The control that a refusal's field is about: `addon.assistant` is typed into `addon[assistant]`.
#[must_use]
pub fn control_of(refusal: &Refusal) -> Option<String> {
    let mut parts = refusal.field.as_deref()?.split('.');
    let first = parts.next()?.to_owned();
    Some(parts.fold(first, |name, part| format!("{name}[{part}]")))
}

/// A form's values by the names of its controls; nested ones as HTML forms name them, like `addon[assistant]`.
fn by_control(typed: &impl Serialize) -> BTreeMap<String, String> {
    let mut flat = BTreeMap::new();
    flatten("", serde_json::to_value(typed).unwrap_or_default(), &mut flat);
    flat
}

fn flatten(name: &str, value: Value, flat: &mut BTreeMap<String, String>) {
    let text = match value {
        Value::Object(members) => {
            for (key, value) in members {
                let inner = if name.is_empty() { key } else { format!("{name}[{key}]") };
                flatten(&inner, value, flat);
            }
            return;
        }
        Value::String(text) => text,
        Value::Number(number) => number.to_string(),
        Value::Bool(yes) => yes.to_string(),
        Value::Null | Value::Array(_) => return,
    };
    flat.insert(name.to_owned(), text);
}

#[cfg(not(feature = "ssr"))]
fn read_and_clear() -> Option<Flash> {
    None
}

#[cfg(feature = "ssr")]
use on_the_server::read_and_clear;
#[cfg(feature = "ssr")]
pub use on_the_server::{Next, answered, told_by_cookie};

#[cfg(feature = "ssr")]
mod on_the_server {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use commerce::error::CommerceError;
    use http::header::{LOCATION, REFERER, SET_COOKIE};
    use http::request::Parts;
    use http::{HeaderValue, StatusCode, Uri};
    use leptos::prelude::use_context;
    use leptos_axum::ResponseOptions;
    use serde::Serialize;

    use super::Flash;
    use crate::api::error::ApiError;
    use crate::api::response::wants_page;
    use crate::api::visit::{cookie, is_secure};

    /// The longest cookie that every browser keeps is 4,096 bytes with its name and attributes (RFC 6265, 6.1).
    const LONGEST: usize = 3_500;
    /// How long a flash waits for its page, in seconds.
    const WAITS: u32 = 120;

    /// Where a browser without script goes after its form was taken, and what the page there is told.
    #[derive(Default)]
    pub struct Next {
        address: Option<String>,
        flash: Option<Flash>,
    }

    impl Next {
        /// To this address.
        #[must_use]
        pub fn to(address: String) -> Self {
            Self { address: Some(address), flash: None }
        }

        /// Back to the page of the form.
        #[must_use]
        pub fn back() -> Self {
            Self::default()
        }

        /// The same, and the page is told this.
        #[must_use]
        pub fn telling(self, flash: Option<Flash>) -> Self {
            Self { flash, ..self }
        }
    }

    /// Ends a function that a form may have been posted to: `form` is its name, `typed` what it keeps for the page that
    /// comes back, `next` where to go when it was taken.
    ///
    /// # Errors
    /// What the use case answered.
    pub fn answered<T>(
        form: &str,
        typed: &impl Serialize,
        result: Result<T, CommerceError>,
        next: impl FnOnce(&T) -> Next,
    ) -> Result<T, ApiError> {
        let result = result.map_err(ApiError::from);
        let Some((request, response)) = use_context::<Parts>().zip(use_context::<ResponseOptions>()) else {
            return result;
        };
        if !wants_page(&request) {
            return result;
        }
        let Next { address, flash } = match &result {
            Ok(taken) => next(taken),
            Err(error) => Next::back().telling(Some(Flash::refused(form, typed, error.clone()))),
        };
        let address = address.unwrap_or_else(|| back(&request));
        if let Ok(address) = HeaderValue::from_str(&address) {
            response.insert_header(LOCATION, address);
            response.set_status(StatusCode::SEE_OTHER);
        }
        if let Some(flash) = flash {
            response.append_header(SET_COOKIE, kept(flash, is_secure()));
        }
        result
    }

    /// The cookie by which the next page is told something, for an address that is no function.
    #[must_use]
    pub fn told_by_cookie(flash: Flash, secure: bool) -> HeaderValue {
        kept(flash, secure)
    }

    /// The flash of this request, which its response takes away.
    pub(super) fn read_and_clear() -> Option<Flash> {
        let request = use_context::<Parts>()?;
        let response = use_context::<ResponseOptions>()?;
        let secure = is_secure();
        let text = cookie(&request.headers, name(secure)).filter(|text| !text.is_empty())?;
        let flash = URL_SAFE_NO_PAD.decode(text).ok().and_then(|json| serde_json::from_slice(&json).ok());
        response.append_header(SET_COOKIE, set("", 0, secure));
        flash
    }

    /// The page that a form was on, by its path alone: nobody is sent to another site.
    fn back(request: &Parts) -> String {
        let referer = request.headers.get(REFERER).and_then(|value| value.to_str().ok());
        let uri = referer.and_then(|referer| referer.parse::<Uri>().ok());
        let path = uri.as_ref().and_then(|uri| uri.path_and_query()).map(|path| path.as_str().to_owned());
        path.filter(|path| path.starts_with('/') && !path.starts_with("//")).unwrap_or_else(|| "/".to_owned())
    }

    /// The cookie; what was typed, and then all but the first reasons, are left out where they do not fit.
    fn kept(mut flash: Flash, secure: bool) -> HeaderValue {
        let mut text = encoded(&flash);
        if text.len() > LONGEST {
            flash.typed.clear();
            text = encoded(&flash);
        }
        if text.len() > LONGEST
            && let Some(error) = &mut flash.error
        {
            error.refused.retain(|refusal| serde_json::to_string(refusal).is_ok_and(|json| json.len() < 300));
            error.refused.truncate(5);
            text = encoded(&flash);
        }
        let text = if text.len() > LONGEST { String::new() } else { text };
        set(&text, WAITS, secure)
    }

    fn encoded(flash: &Flash) -> String {
        URL_SAFE_NO_PAD.encode(serde_json::to_vec(flash).unwrap_or_default())
    }

    const fn name(secure: bool) -> &'static str {
        if secure { "__Host-kassa_form" } else { "kassa_form" }
    }

    fn set(text: &str, seconds: u32, secure: bool) -> HeaderValue {
        let (name, attribute) = (name(secure), if secure { "; Secure" } else { "" });
        let cookie = format!("{name}={text}; Path=/; Max-Age={seconds}; SameSite=Lax; HttpOnly{attribute}");
        HeaderValue::from_str(&cookie).expect("base 64 is printable ASCII")
    }

    #[cfg(test)]
    mod tests {
        use std::collections::BTreeMap;

        use domain::refusal::Refusal;

        use super::*;

        fn referred(referer: &str) -> String {
            let request = http::Request::builder().header(REFERER, referer).body(()).unwrap();
            back(&request.into_parts().0)
        }

        #[test]
        fn nobody_is_sent_to_another_site() {
            assert_eq!(referred("http://127.0.0.1:8080/checkout/chk_1/plan?a=b"), "/checkout/chk_1/plan?a=b");
            assert_eq!(referred("https://evil.example//evil.example/"), "/");
            assert_eq!(referred("nonsense"), "/");
        }

        #[test]
        fn a_flash_fits_its_cookie_whatever_was_typed() {
            let huge = "x".repeat(100_000);
            let typed = BTreeMap::from([("note", &huge)]);
            let many =
                (0..1_000).map(|n| Refusal::new("plan_unknown").with("plan", if n == 0 { huge.as_str() } else { "p" }));
            for refused in [vec![Refusal::new("field_required").on("note")], many.collect()] {
                let flash = Flash::refused("f", &typed, ApiError::refused(refused));
                let cookie = kept(flash, true);
                let text = cookie.to_str().unwrap();
                assert!(text.len() < 4_000, "{}", text.len());
                let value = text.split(['=', ';']).nth(1).unwrap();
                let read: Flash = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(value).unwrap()).unwrap();
                assert!(read.typed.is_empty() && !read.error.unwrap().refused.is_empty());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_and_refusals_meet_at_the_control() {
        let form = serde_json::json!({ "seats": "25", "addon": { "assistant": "3" }, "none": null });
        let typed = by_control(&form);
        let expected = [("addon[assistant]", "3"), ("seats", "25")];
        assert_eq!(typed, expected.map(|(name, text)| (name.to_owned(), text.to_owned())).into());
        let refusal = Refusal::new("addon_too_many").on("addon.assistant");
        assert_eq!(control_of(&refusal).as_deref(), Some("addon[assistant]"));
        assert_eq!(control_of(&Refusal::new("x")), None);
    }
}
