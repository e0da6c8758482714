//! One HTTP exchange: what was answered, what was refused, and what is not known.

use std::time::Duration;

use reqwest::RequestBuilder;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use url::Url;

use super::Sandbox;
use crate::ports::gateway::GatewayError;

#[derive(Deserialize)]
struct Refused {
    error: RefusedError,
}

#[derive(Deserialize)]
struct RefusedError {
    code: String,
    message: String,
}

pub(super) fn client(patience: Duration) -> Result<reqwest::Client, reqwest::Error> {
    // A second installation fails because the first one stands, which is what is wanted.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder().timeout(patience).redirect(reqwest::redirect::Policy::none()).build()
}

impl Sandbox {
    /// An address under `/v1`; the parts are encoded, so that a name from outside cannot lead elsewhere.
    pub(super) fn address(&self, parts: &[&str]) -> Url {
        let mut url = self.base.clone();
        url.set_path("/v1");
        if let Ok(mut path) = url.path_segments_mut() {
            path.extend(parts);
        }
        url
    }

    pub(super) async fn post<T: DeserializeOwned>(
        &self,
        key: &str,
        parts: &[&str],
        body: &Value,
    ) -> Result<T, GatewayError> {
        let request = self.http.post(self.address(parts)).header("idempotency-key", key).json(body);
        self.exchange(request).await
    }

    pub(super) async fn get<T: DeserializeOwned>(&self, url: Url) -> Result<T, GatewayError> {
        self.exchange(self.http.get(url)).await
    }

    async fn exchange<T: DeserializeOwned>(&self, request: RequestBuilder) -> Result<T, GatewayError> {
        let answer = request.bearer_auth(&self.secret_key).send().await.map_err(|error| unanswered(&error))?;
        let status = answer.status();
        let body = answer.bytes().await.map_err(|error| unanswered(&error))?;
        if status.is_success() {
            let unreadable = |error| GatewayError::Unknown(format!("the answer cannot be read: {error}"));
            return serde_json::from_slice(&body).map_err(unreadable);
        }
        if !status.is_client_error() || matches!(status.as_u16(), 408 | 425 | 429) {
            return Err(GatewayError::Unknown(format!("it answered {status}")));
        }
        let (code, message) = match serde_json::from_slice::<Refused>(&body) {
            Ok(refused) => (refused.error.code, refused.error.message),
            Err(_) => (status.as_u16().to_string(), "no reason given".to_owned()),
        };
        Err(GatewayError::Rejected { code, message })
    }
}

/// Even where no connection was made the outcome is called unknown: asking again is always safe, and a name that says
/// “not done” would be wrong the day a proxy stands between.
fn unanswered(error: &reqwest::Error) -> GatewayError {
    let why = match error {
        error if error.is_timeout() => "no answer in time",
        error if error.is_connect() => "no connection",
        _ => "the connection broke",
    };
    GatewayError::Unknown(why.to_owned())
}
