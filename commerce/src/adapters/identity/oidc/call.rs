//! One HTTP exchange with a provider: in time, of a bounded size, and never sent on elsewhere.

use std::time::Duration;

use reqwest::{RequestBuilder, StatusCode};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use url::{Url, form_urlencoded};

use super::discovery::Metadata;
use super::wire;
use crate::ports::identity_provider::IdentityError;

/// The largest answer that is read, in bytes.
const LARGEST: usize = 1 << 20;

pub(super) struct Http {
    client: reqwest::Client,
    plain: bool,
}

/// Why a token endpoint says no (RFC 6749, 5.2).
#[derive(Deserialize)]
struct Refused {
    error: String,
}

impl Http {
    pub fn new(patience: Duration, plain: bool) -> Result<Self, reqwest::Error> {
        // A second installation fails because the first one stands, which is what is wanted.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder().timeout(patience).redirect(reqwest::redirect::Policy::none());
        Ok(Self { client: client.build()?, plain })
    }

    /// Whether tokens and people may be sent to this address.
    pub fn may_reach(&self, url: &Url) -> bool {
        url.scheme() == "https" || (self.plain && url.scheme() == "http")
    }

    pub async fn get<T: DeserializeOwned>(&self, url: &Url) -> Result<T, IdentityError> {
        self.read(self.client.get(url.clone())).await
    }

    /// Asks with the token that was given for it.
    pub async fn get_as<T: DeserializeOwned>(&self, url: &Url, token: &str) -> Result<T, IdentityError> {
        self.read(self.client.get(url.clone()).bearer_auth(token)).await
    }

    /// Exchanges a code for tokens, as this client (RFC 6749, 2.3.1 and 4.1.3).
    pub async fn redeem<T: DeserializeOwned>(
        &self,
        metadata: &Metadata,
        (id, secret): (&str, Option<&str>),
        form: &[(&str, &str)],
    ) -> Result<T, IdentityError> {
        let request = self.client.post(metadata.token_endpoint.clone());
        let mut form = form.to_vec();
        let request = match secret {
            Some(secret) if !metadata.secret_in_form() => request.basic_auth(escaped(id), Some(escaped(secret))),
            _ => {
                form.push(("client_id", id));
                form.extend(secret.map(|secret| ("client_secret", secret)));
                request
            }
        };
        self.read(request.form(&form)).await
    }

    async fn read<T: DeserializeOwned>(&self, request: RequestBuilder) -> Result<T, IdentityError> {
        let mut answer = request.header("accept", "application/json").send().await.map_err(unanswered)?;
        let status = answer.status();
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(unanswered)? {
            body.extend_from_slice(&chunk);
            if body.len() > LARGEST {
                return Err(IdentityError::Unreadable("it is too large".to_owned()));
            }
        }
        if status.is_success() { wire::read(&body) } else { Err(refused(status, &body)) }
    }
}

/// What an answer that is not 2xx means.
fn refused(status: StatusCode, body: &[u8]) -> IdentityError {
    match serde_json::from_slice::<Refused>(body) {
        // Only this one is about the code; all others are about us, or about the provider.
        Ok(Refused { error }) if error == "invalid_grant" => IdentityError::CodeRefused(error),
        Ok(Refused { error }) => IdentityError::Unavailable(format!("it answered {status}: {error}")),
        Err(_) => IdentityError::Unavailable(format!("it answered {status}")),
    }
}

fn unanswered(error: reqwest::Error) -> IdentityError {
    let why = match &error {
        error if error.is_timeout() => "no answer in time",
        error if error.is_connect() => "no connection",
        _ => "the connection broke",
    };
    IdentityError::Unavailable(why.to_owned())
}

/// As a form has it, which is how a client's name and secret go into the header.
fn escaped(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}
