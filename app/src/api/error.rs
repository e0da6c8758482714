//! The one shape in which a server function, and the edge before it, says no.
//!
//! It travels as JSON with a stable code and a safe sentence. Refusals of the rules come along as they are, so that a page
//! can put each beside its field, in words of its own. What broke inside is logged where it happened and never sent.

use domain::refusal::Refusal;
use leptos::prelude::{FromServerFnError, ServerFnErrorErr};
use messages::Words;
use serde::{Deserialize, Serialize};

use super::json::JsonText;

/// Why a call was not answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{}", .error.code)]
pub struct ApiError {
    /// The gist.
    pub error: Told,
    /// Every reason of the rules; empty where it was something else.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refused: Vec<Refusal>,
}

/// What a program and a person are told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// Stable, in snake case, like `coupon_expired`.
    pub code: String,
    /// A sentence in the language of the request; empty where there was nobody to write it.
    #[serde(default)]
    pub message: String,
    /// The field that would have to change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// What to quote when asking for help.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}

/// The call did not reach the server, or its answer did not come back.
pub const UNREACHABLE: &str = "unreachable";
/// The call is not one that this server understands: a page of another version, most likely.
pub const BAD_REQUEST: &str = "bad_request";
/// There is no such thing, or nothing that the caller may see.
pub const NOT_FOUND: &str = "not_found";
/// Something broke.
pub const INTERNAL: &str = "internal";

impl ApiError {
    /// An error with a code and nothing else.
    #[must_use]
    pub fn new(code: &str) -> Self {
        let error = Told { code: code.to_owned(), message: String::new(), field: None, request_id: None };
        Self { error, refused: Vec::new() }
    }

    /// The rules' “no”, with the first reason as the gist.
    #[must_use]
    pub fn refused(refused: Vec<Refusal>) -> Self {
        let (code, field) = refused.first().map_or((BAD_REQUEST.to_owned(), None), |first| {
            let Refusal { code, field, .. } = first.clone();
            (code, field)
        });
        Self { error: Told { code, message: String::new(), field, request_id: None }, refused }
    }

    /// Whether there is no such thing for this caller.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.error.code == NOT_FOUND
    }

    /// The first reason that concerns a field.
    #[must_use]
    pub fn about(&self, field: &str) -> Option<&Refusal> {
        self.refused.iter().find(|refusal| refusal.field.as_deref() == Some(field))
    }

    /// A sentence for the reader of a page.
    #[must_use]
    pub fn text(&self, words: Words) -> String {
        match (self.refused.first(), self.error.code.as_str()) {
            (Some(first), _) => words.refusal(first),
            (None, _) if !self.error.message.is_empty() => self.error.message.clone(),
            (None, UNREACHABLE) => words.common_request_failed().to_owned(),
            (None, BAD_REQUEST) => words.errors_stale_text().to_owned(),
            (None, NOT_FOUND) => words.errors_not_found_text().to_owned(),
            (None, _) => words.errors_failure_text().to_owned(),
        }
    }
}

impl FromServerFnError for ApiError {
    type Encoder = JsonText;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        use ServerFnErrorErr as E;
        let code = match &error {
            E::Request(_) | E::Response(_) | E::Deserialization(_) => UNREACHABLE,
            E::Args(_) | E::MissingArg(_) | E::UnsupportedRequestMethod(_) => BAD_REQUEST,
            E::Registration(_) | E::MiddlewareError(_) | E::ServerError(_) | E::Serialization(_) => INTERNAL,
        };
        #[cfg(feature = "ssr")]
        if code == BAD_REQUEST {
            return Self::misread(&error);
        }
        Self::new(code)
    }
}

#[cfg(feature = "ssr")]
mod answers {
    use commerce::error::CommerceError;
    use domain::access::{Denied, Needs};
    use http::StatusCode;
    use leptos::prelude::{ServerFnErrorErr, use_context};
    use messages::Words;

    use super::{ApiError, BAD_REQUEST, INTERNAL};
    use crate::api::response;

    impl ApiError {
        /// A call that cannot be read, with the field that is missing, where it is that: reading ends at the first, and of a
        /// value that is none it does not say where it stood. (Leptos answers 500 to everything that a function does not
        /// answer itself; here it is whoever asks who is wrong.)
        pub(super) fn misread(error: &ServerFnErrorErr) -> Self {
            response::status_for_program(StatusCode::BAD_REQUEST);
            let mut told = Self::new(BAD_REQUEST);
            told.error.field = match error {
                ServerFnErrorErr::MissingArg(field) => Some(field.clone()),
                other => {
                    let cause = other.to_string();
                    let named = cause.split_once("missing field `").and_then(|(_, rest)| rest.split_once('`'));
                    named.map(|(field, _)| field.to_owned())
                }
            };
            told.in_words()
        }

        /// With a sentence for whoever asked, where it is known in which language.
        fn in_words(mut self) -> Self {
            if let Some(words) = use_context::<Words>() {
                self.error.message = self.text(words);
            }
            self
        }
    }

    /// The answer of the edge to a use case's “no”, which also sets the status of the response.
    impl From<CommerceError> for ApiError {
        fn from(error: CommerceError) -> Self {
            let status = match &error {
                CommerceError::Denied(Denied::NotFound) => StatusCode::NOT_FOUND,
                CommerceError::Denied(Denied::Lacks(Needs::SignIn)) => StatusCode::UNAUTHORIZED,
                CommerceError::Denied(Denied::Lacks(_)) => StatusCode::FORBIDDEN,
                CommerceError::Refused(_) => StatusCode::UNPROCESSABLE_ENTITY,
                CommerceError::Store(cause) => {
                    tracing::error!(%cause, "a use case failed");
                    StatusCode::INTERNAL_SERVER_ERROR
                }
            };
            response::status_for_program(status);
            let refusals = error.refusals();
            let told = if refusals.is_empty() { Self::new(INTERNAL) } else { Self::refused(refusals) };
            told.in_words()
        }
    }
}

#[cfg(test)]
mod tests {
    use messages::Locale;

    use super::*;

    #[test]
    fn a_page_words_what_it_was_told() {
        let words = Words::new(Locale::De);
        let refused = ApiError::refused(vec![Refusal::new("not_found").on("coupon")]);
        assert_eq!((refused.error.code.as_str(), refused.error.field.as_deref()), ("not_found", Some("coupon")));
        assert_eq!(refused.text(words), words.refusal(&refused.refused[0]));
        assert!(refused.about("coupon").is_some() && refused.about("seats").is_none());
        for (code, text) in [
            (UNREACHABLE, words.common_request_failed()),
            (BAD_REQUEST, words.errors_stale_text()),
            ("anything_else", words.errors_failure_text()),
        ] {
            assert_eq!(ApiError::new(code).text(words), text);
        }
    }

    #[test]
    fn what_the_edge_answers_before_a_function_is_understood() {
        let wire = r#"{"error":{"code":"too_many_requests","message":"Bitte warten Sie.","request_id":"42"}}"#;
        let error = ApiError::de(wire.as_bytes().to_vec().into());
        assert_eq!(error.error.code, "too_many_requests");
        assert_eq!(error.text(Words::new(Locale::De)), "Bitte warten Sie.");
        assert_eq!(ApiError::de(b"<html>".to_vec().into()).error.code, UNREACHABLE);
    }
}
