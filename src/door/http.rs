//! The one server: three signed routes and two for whoever watches it.

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use tower_http::catch_panic::CatchPanicLayer;

use super::{Door, command, event, health, interaction, routes, signature};
use crate::clock;

/// A body over this is refused while it is read.
const LARGEST_BODY: usize = 1024 * 1024;

/// The routes, with everything that guards them.
pub fn router(door: Door) -> Router {
    let signed = Router::new()
        .route(routes::COMMANDS_PATH, post(command::answer))
        .route(routes::INTERACTIONS_PATH, post(interaction::answer))
        .route(routes::EVENTS_PATH, post(event::answer))
        .route_layer(from_fn_with_state(door.clone(), only_signed));
    Router::new()
        .merge(signed)
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .layer(DefaultBodyLimit::disable())
        .layer(CatchPanicLayer::new())
        .with_state(door)
}

/// Reads the body, up to its limit, and lets it in only if Slack signed it.
async fn only_signed(State(door): State<Door>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) =
        tokio::time::timeout(super::PATIENCE, axum::body::to_bytes(body, LARGEST_BODY)).await
    else {
        return StatusCode::REQUEST_TIMEOUT.into_response();
    };
    let Ok(body) = body else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    if !is_signed(&door, &parts.headers, &body) {
        tracing::warn!(
            path = parts.uri.path(),
            "a request without a valid signature was refused"
        );
        return StatusCode::UNAUTHORIZED.into_response();
    }
    next.run(Request::from_parts(parts, body.into())).await
}

fn is_signed(door: &Door, headers: &HeaderMap, body: &Bytes) -> bool {
    signature::is_signed(&door.signing_secret, headers, body, clock::wall())
}
