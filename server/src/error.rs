//! The one error of the edge: what went wrong with a request, as a status, a stable code, and words for whoever asked.
//!
//! Causes are logged where they happen, once; nothing of them is sent. A layer turns an [`AppError`] into a page or into
//! JSON, in the language and form that the request asked for (see [`crate::layers::answer`]).

use app::api::error::{ApiError, INTERNAL, NOT_FOUND};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use commerce::error::CommerceError;
use domain::access::Denied;
use messages::Words;

/// Why a request got no answer of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.code())]
pub enum AppError {
    /// There is nothing here, or nothing that the caller may see.
    NotFound,
    /// The caller may see it, but their role does not allow this.
    Forbidden,
    /// A form or call from another site.
    CrossSite,
    /// The body is larger than accepted.
    TooLarge,
    /// The client asks too often.
    TooMany {
        /// After how many seconds it may ask again.
        seconds: u32,
    },
    /// The answer took too long.
    TimedOut,
    /// Something broke.
    Internal,
}

impl AppError {
    /// Something broke: the cause is logged, here and only here.
    #[must_use]
    pub fn internal(cause: &dyn std::error::Error) -> Self {
        tracing::error!(%cause, "a request failed");
        Self::Internal
    }

    /// The status of the response.
    #[must_use]
    pub const fn status(self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Forbidden | Self::CrossSite => StatusCode::FORBIDDEN,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::TimedOut => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The code that programs rely on.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotFound => NOT_FOUND,
            Self::Forbidden => "forbidden",
            Self::CrossSite => "cross_site",
            Self::TooLarge => "too_large",
            Self::TooMany { .. } => "too_many_requests",
            Self::TimedOut => "timed_out",
            Self::Internal => INTERNAL,
        }
    }

    /// The heading for a person.
    #[must_use]
    pub fn title(self, words: Words) -> &'static str {
        match self {
            Self::NotFound => words.errors_not_found_title(),
            Self::Forbidden => words.errors_forbidden_title(),
            Self::CrossSite => words.errors_cross_site_title(),
            Self::TooLarge => words.errors_too_large_title(),
            Self::TooMany { .. } => words.errors_too_many_title(),
            Self::TimedOut => words.errors_maintenance_title(),
            Self::Internal => words.errors_failure_title(),
        }
    }

    /// What a person should know and do.
    #[must_use]
    pub fn text(self, words: Words) -> String {
        match self {
            Self::NotFound => words.errors_not_found_text().to_owned(),
            Self::Forbidden => words.errors_forbidden_text().to_owned(),
            Self::CrossSite => words.errors_cross_site_text().to_owned(),
            Self::TooLarge => words.errors_too_large_text().to_owned(),
            Self::TooMany { seconds } => words.errors_too_many_text(i64::from(seconds)),
            Self::TimedOut => words.common_request_failed().to_owned(),
            Self::Internal => words.errors_failure_text().to_owned(),
        }
    }

    /// What a program is told.
    #[must_use]
    pub fn wire(self, words: Words, request_id: &str) -> ApiError {
        let mut wire = ApiError::new(self.code());
        wire.error.message = self.text(words);
        wire.error.request_id = Some(request_id.to_owned());
        wire
    }

    /// The error that a bare status from a library stands for, if it is one of ours.
    #[must_use]
    pub const fn of_status(status: StatusCode) -> Option<Self> {
        Some(match status {
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge,
            StatusCode::REQUEST_TIMEOUT => Self::TimedOut,
            _ => return None,
        })
    }
}

/// A use case's “no” to an address that a browser or a program asked for. Rules refuse forms, not addresses: there is
/// nothing then.
impl From<CommerceError> for AppError {
    fn from(error: CommerceError) -> Self {
        match error {
            CommerceError::Denied(Denied::NotFound) | CommerceError::Refused(_) => Self::NotFound,
            CommerceError::Denied(Denied::Lacks(_)) => Self::Forbidden,
            CommerceError::Store(cause) => Self::internal(&cause),
        }
    }
}

/// Status, `Retry-After`, and the error itself for the layer that gives it words.
impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        if let Self::TooMany { seconds } = self {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if self == Self::TimedOut {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
        }
        response.extensions_mut().insert(self);
        response
    }
}
