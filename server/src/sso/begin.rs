//! `GET /sign-in/oidc/{provider}`: off to the provider.

use app::api::visit::{signed_in, visit_of};
use app::own_path::own_path;
use axum::extract::{Path, Query, State};
use axum::http::request::Parts;
use axum::response::Response;
use commerce::error::CommerceError;
use domain::email::Email;
use serde::Deserialize;

use super::{leaving, refused, sent_on};
use crate::error::AppError;
use crate::state::AppState;

#[derive(Deserialize)]
pub(super) struct Asked {
    /// Where to go on afterwards.
    #[serde(default)]
    to: String,
    /// The address that was typed, if one was.
    #[serde(default)]
    hint: String,
    /// Whether a form led here.
    #[serde(default)]
    by: String,
}

pub(super) async fn begin(
    State(state): State<AppState>,
    Path(provider): Path<String>,
    Query(asked): Query<Asked>,
    request: Parts,
) -> Result<Response, AppError> {
    let commerce = state.commerce();
    let (visit, renewed) = visit_of(commerce, &request.headers, state.is_secure()).await?;
    let to = own_path(&asked.to).unwrap_or_default();
    let hint = asked.hint.parse::<Email>().ok();
    let begun = match commerce.begin_sso(&visit, &provider, to, hint.as_ref().map(Email::as_str)).await {
        Ok(begun) => begun,
        Err(CommerceError::Refused(reasons)) => return Ok(refused(&state, to, reasons, renewed)),
        Err(error) => return Err(error.into()),
    };
    let first = begun.cookie.map(|cookie| signed_in(&cookie, commerce.clock(), state.is_secure()));
    let cookies = renewed.into_iter().chain(first);
    Ok(match begun.address {
        Ok(address) if asked.by == "form" => leaving::page(&state, &request, &provider, &address, cookies),
        Ok(address) => sent_on(&address, cookies),
        Err(refusal) => refused(&state, to, vec![refusal.into()], cookies),
    })
}
