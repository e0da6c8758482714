//! `GET /sign-in/oidc/{provider}/callback`: back with an answer.

use app::api::sign_in::AT_HOME;
use app::api::staff::STAFF;
use app::api::visit::{signed_in, visit_of};
use app::own_path::own_path;
use axum::extract::{Path, Query, State};
use axum::http::request::Parts;
use axum::response::Response;
use commerce::clock::Clock;
use commerce::error::CommerceError;
use commerce::flows::SsoAnswer;
use serde::Deserialize;

use super::{refused, sent_on};
use crate::error::AppError;
use crate::locale;
use crate::state::AppState;

#[derive(Deserialize)]
pub(super) struct Answered {
    #[serde(default)]
    state: String,
    code: Option<String>,
    error: Option<String>,
    iss: Option<String>,
}

pub(super) async fn finish(
    State(state): State<AppState>,
    Path(provider): Path<String>,
    Query(answered): Query<Answered>,
    request: Parts,
) -> Result<Response, AppError> {
    let commerce = state.commerce();
    let (visit, renewed) = visit_of(commerce, &request.headers, state.is_secure()).await?;
    let language = locale::choose(&request, state.config().mode.is_demo()).locale.code();
    let Answered { state: asked, code, error, iss } = answered;
    let answer = SsoAnswer { state: asked, code, error, issuer: iss };
    // The age of a token is a matter of the real time, whatever a demonstration's clock reads.
    let finished = commerce.finish_sso(&visit, &provider, &answer, language, Clock::real_now()).await;
    let go_on = own_path(&finished.go_on);
    let (outcome, response) = match finished.outcome {
        Ok(person) => {
            let cookie = signed_in(&person.cookie, commerce.clock(), state.is_secure());
            let ours = commerce.staffing().is_some_and(|staffing| !staffing.roles(&person.identity).is_empty());
            let home = if ours { STAFF } else { AT_HOME };
            ("signed_in", sent_on(go_on.unwrap_or(home), renewed.into_iter().chain([cookie])))
        }
        Err(CommerceError::Refused(reasons)) => {
            ("refused", refused(&state, go_on.unwrap_or_default(), reasons, renewed))
        }
        Err(error) => return Err(error.into()),
    };
    metrics::counter!("kassa_sso_total", "outcome" => outcome).increment(1);
    Ok(response)
}
