//! Doing a thing once: the idempotency key, the effect and the answer in one transaction.
//!
//! Writers wait for one another, so of requests that come at the same time under one key the first does the work and
//! the others find its answer. A crash either loses the effect and the answer, or neither.

use std::future::pending;
use std::time::Duration;

use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use sea_orm::DatabaseTransaction;
use sha2::{Digest, Sha256};

use super::command::Command;
use super::fault::Fault;
use crate::problem::Problem;
use crate::server::App;
use crate::store::StoreError;
use crate::store::answers::{self, Answer};

/// What makes two requests the same request.
pub struct Key {
    key: String,
    fingerprint: String,
}

impl Key {
    /// Reads the `Idempotency-Key` header and takes the request's fingerprint.
    ///
    /// # Errors
    /// `idempotency_key_missing`, `idempotency_key_invalid`.
    pub fn read(headers: &HeaderMap, uri: &Uri, body: &[u8]) -> Result<Self, Problem> {
        let message = "send an Idempotency-Key header of 1 to 255 characters";
        let key = headers
            .get("idempotency-key")
            .ok_or_else(|| Problem::invalid("idempotency_key_missing", "Idempotency-Key", message))?;
        let key = key.to_str().unwrap_or_default().to_owned();
        if key.is_empty() || key.len() > 255 {
            return Err(Problem::invalid("idempotency_key_invalid", "Idempotency-Key", message));
        }
        let mut hash = Sha256::new();
        hash.update(uri.path().as_bytes());
        hash.update([0]);
        hash.update(body);
        Ok(Self { key, fingerprint: hex::encode(hash.finalize()) })
    }
}

impl App {
    /// Carries `command` out, once for `key`, and answers. Repeated requests get the first one's answer, refusals
    /// included.
    ///
    /// # Errors
    /// `idempotency_key_reused` when the key came with another request before; `internal`.
    pub async fn once(&self, key: &Key, command: Command) -> Result<Response, Problem> {
        let fault = self.fault(command.operation());
        match fault {
            Some(Fault::ErrorBefore) => return Err(Problem::internal("told to fail before the work")),
            Some(Fault::HangBefore) => pending().await,
            Some(Fault::Slow { ms }) => tokio::time::sleep(Duration::from_millis(u64::from(ms))).await,
            _ => {}
        }
        let tx = self.store.begin().await?;
        if let Some(earlier) = answers::find(&tx, &key.key).await? {
            return replay(key, earlier);
        }
        let answer = match self.carry_out(&tx, command, fault).await {
            Ok(done) => Answer { fingerprint: key.fingerprint.clone(), status: 200, body: done.to_string() },
            Err(problem) if problem.status.is_server_error() => return Err(problem),
            Err(problem) => {
                let status = problem.status.as_u16();
                Answer { fingerprint: key.fingerprint.clone(), status, body: problem.body().to_string() }
            }
        };
        self.commit(tx, key, &answer).await?;
        match fault {
            Some(Fault::ErrorAfter) => Err(Problem::internal("told to fail after the work")),
            Some(Fault::HangAfter) => pending().await,
            _ => Ok(json_response(&answer)),
        }
    }

    async fn commit(&self, tx: DatabaseTransaction, key: &Key, answer: &Answer) -> Result<(), StoreError> {
        answers::keep(&tx, &key.key, answer, self.clock.now()).await?;
        tx.commit().await?;
        self.wake.notify_one();
        Ok(())
    }
}

fn replay(key: &Key, earlier: Answer) -> Result<Response, Problem> {
    if earlier.fingerprint != key.fingerprint {
        let message = "this Idempotency-Key came with another request before";
        return Err(Problem::conflict("idempotency_key_reused", message));
    }
    let mut response = json_response(&earlier);
    response.headers_mut().insert("idempotent-replayed", HeaderValue::from_static("true"));
    Ok(response)
}

fn json_response(answer: &Answer) -> Response {
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, [(CONTENT_TYPE, "application/json")], answer.body.clone()).into_response()
}
