//! `GET /orders/{id}/licence`: the licence of an order, as a file to save.

use app::api::visit::visit_of;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};

use super::named;
use crate::error::AppError;
use crate::state::AppState;

pub(super) async fn download(
    State(state): State<AppState>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let commerce = state.commerce();
    let (visit, cookie) = visit_of(commerce, &headers, state.is_secure()).await?;
    let file = commerce.order_licence(&visit.caller, named(&id)?).await?;
    let name = HeaderValue::from_str(&format!(r#"attachment; filename="{}""#, file.name));
    let mut response = (
        [
            (header::CONTENT_TYPE, HeaderValue::from_static("application/jwt")),
            (header::CONTENT_DISPOSITION, name.unwrap_or(HeaderValue::from_static("attachment"))),
            (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        ],
        file.token,
    )
        .into_response();
    if let Some(cookie) = cookie {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}
