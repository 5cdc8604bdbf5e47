//! The demo's clock over HTTP: `GET` tells it, `POST` walks it, stopping wherever something falls due.

use std::sync::Arc;

use axum::Json;
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use chrono::{DateTime, SecondsFormat, Utc};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::net::TcpListener;

use super::stage::{Pace, Stage};

/// A wish for a new time.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wish {
    now: DateTime<Utc>,
    #[serde(default)]
    jump: bool,
}

/// Serves the clock on a free port of the loopback address, and gives its URL.
pub(super) async fn start(stage: Arc<Stage>) -> anyhow::Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}/clock", listener.local_addr()?);
    let stop = stage.stopping();
    let router = Router::new()
        .route("/clock", get(tell).post(walk))
        .with_state(stage.clone());
    stage.own(async move {
        let served = axum::serve(listener, router)
            .with_graceful_shutdown(stop.cancelled_owned())
            .await;
        if let Err(error) = served {
            tracing::error!(%error, "the clock's server ended");
        }
    });
    Ok(url)
}

async fn tell(State(stage): State<Arc<Stage>>) -> Json<Value> {
    Json(time(&stage))
}

async fn walk(State(stage): State<Arc<Stage>>, body: axum::body::Bytes) -> Response {
    let wish: Wish = match serde_json::from_slice(&body) {
        Ok(wish) => wish,
        Err(error) => {
            return refuse(&format!(
                "{error}; send {{\"now\": \"2026-11-19T14:00:00Z\"}}"
            ));
        }
    };
    if wish.now < stage.now() {
        return refuse("a clock does not go backwards");
    }
    let pace = if wish.jump { Pace::Jump } else { Pace::Walk };
    match stage.move_to(wish.now, pace).await {
        Ok(()) => Json(time(&stage)).into_response(),
        Err(error) => (
            StatusCode::INTERNAL_SERVER_ERROR,
            Json(json!({ "error": format!("{error:#}") })),
        )
            .into_response(),
    }
}

fn refuse(why: &str) -> Response {
    (StatusCode::BAD_REQUEST, Json(json!({ "error": why }))).into_response()
}

fn time(stage: &Stage) -> Value {
    json!({ "now": stage.now().to_rfc3339_opts(SecondsFormat::Secs, true) })
}
