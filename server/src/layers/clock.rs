//! The test clock of a demonstration, read before each request: another process may have moved it. What does not ask for
//! the time is not kept waiting for that.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::error::AppError;
use crate::quotes;
use crate::state::AppState;

pub(super) async fn refresh(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let store = state.commerce().store();
    let path = request.uri().path();
    if path != quotes::QUOTE
        && !state.site().assets.has(path)
        && let Err(error) = store.clock().refresh(store).await
    {
        tracing::error!(%error, "the test clock could not be read");
        return AppError::Internal.into_response();
    }
    next.run(request).await
}
