//! Socket Mode in the control interface: which connections there are, and taking them away.

use super::{Disconnect, GRACE};
use crate::act::Nonsense;
use crate::sandbox::Sandbox;
use axum::body::Bytes;
use axum::extract::State;
use axum::routing::get;
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};
use std::time::Duration;

/// The longest time between a warning and the end.
const LONGEST: f64 = 3600.0;

/// `GET` tells, `POST` disconnects or switches on again.
pub(crate) fn routes() -> Router<Sandbox> {
    Router::new().route("/sockets", get(sockets).post(disconnect))
}

async fn sockets(State(sandbox): State<Sandbox>) -> Json<Value> {
    Json(status(&sandbox))
}

fn status(sandbox: &Sandbox) -> Value {
    json!({
        "app_token": sandbox.app_token(),
        "socket_mode_enabled": sandbox.read(|world| world.app.socket_mode),
        "sockets": sandbox.open_sockets(),
    })
}

/// What is asked for.
#[derive(Deserialize)]
#[serde(untagged, deny_unknown_fields)]
enum Order {
    Disconnect {
        disconnect: Disconnect,
        #[serde(default)]
        seconds: Option<f64>,
    },
    Enable {
        enable: bool,
    },
}

async fn disconnect(State(sandbox): State<Sandbox>, body: Bytes) -> Result<Json<Value>, Nonsense> {
    let order: Order = serde_json::from_slice(&body).map_err(|_| {
        Nonsense(
            "the body must be {\"disconnect\": \"warning\", \"refresh_requested\" or \"link_disabled\"}, with \"seconds\" \
             from a warning to the end if they are not ten, or {\"enable\": true}"
                .to_owned(),
        )
    })?;
    match order {
        Order::Enable { enable: true } => sandbox.enable_sockets(),
        Order::Enable { enable: false } => {
            sandbox.disconnect_sockets(Disconnect::LinkDisabled);
        }
        Order::Disconnect {
            disconnect,
            seconds,
        } => {
            let seconds = seconds.unwrap_or(GRACE.as_secs_f64());
            if !(0.0..=LONGEST).contains(&seconds) {
                return Err(Nonsense(format!("seconds must be between 0 and {LONGEST}")));
            }
            sandbox.disconnect_sockets_within(disconnect, Duration::from_secs_f64(seconds));
        }
    }
    Ok(Json(status(&sandbox)))
}
