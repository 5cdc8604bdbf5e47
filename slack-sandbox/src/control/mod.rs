//! The control interface: a program in any language looks at the workspace and acts as a person.

mod show;

pub(crate) use show::ephemeral;

use crate::act::{Act, ActOutcome, Nonsense, Until};
use crate::faults::FaultRule;
use crate::sandbox::Sandbox;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

/// All routes, below `/control`.
pub(crate) fn routes() -> Router<Sandbox> {
    Router::new()
        .route("/state", get(state))
        .route("/act", post(act))
        .route("/clock", get(clock).post(set_clock))
        .route("/faults", get(faults).post(add_fault).delete(clear_faults))
        .route("/deliveries", get(deliveries))
        .route("/calls", get(calls))
        .merge(crate::socket::routes())
}

/// 400 and a sentence.
impl IntoResponse for Nonsense {
    fn into_response(self) -> Response {
        (StatusCode::BAD_REQUEST, Json(json!({"error": self.0}))).into_response()
    }
}

fn read<T: DeserializeOwned>(value: Value) -> Result<T, Nonsense> {
    serde_json::from_value(value).map_err(|error| Nonsense(error.to_string()))
}

fn object(body: &Bytes) -> Result<Map<String, Value>, Nonsense> {
    match serde_json::from_slice(body) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err(Nonsense("the body must be a JSON object".to_owned())),
        Err(error) => Err(Nonsense(format!("the body is not JSON: {error}"))),
    }
}

async fn state(State(sandbox): State<Sandbox>) -> Json<Value> {
    Json(sandbox.read(show::state))
}

async fn act(State(sandbox): State<Sandbox>, body: Bytes) -> Result<Json<ActOutcome>, Nonsense> {
    let mut fields = object(&body)?;
    let Some(Value::String(user)) = fields.shift_remove("user") else {
        return Err(Nonsense(
            "\"user\" is missing: the id of the person who acts".to_owned(),
        ));
    };
    let until: Option<Until> = fields.shift_remove("until").map_or(Ok(None), read)?;
    let act: Act = read(Value::Object(fields))?;
    Ok(Json(sandbox.act_until(&user, act, until).await?))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Clock {
    now: DateTime<Utc>,
}

async fn clock(State(sandbox): State<Sandbox>) -> Json<Value> {
    Json(json!({"now": sandbox.now()}))
}

async fn set_clock(State(sandbox): State<Sandbox>, body: Bytes) -> Result<Json<Value>, Nonsense> {
    let Clock { now } = read(Value::Object(object(&body)?))?;
    sandbox.set_now(now);
    Ok(Json(json!({"now": sandbox.now()})))
}

async fn faults(State(sandbox): State<Sandbox>) -> Json<Value> {
    Json(json!({"faults": sandbox.faults().waiting()}))
}

/// A fault; `"error": code` may stand instead of `"fault": {"error": code}`.
async fn add_fault(State(sandbox): State<Sandbox>, body: Bytes) -> Result<Json<Value>, Nonsense> {
    let mut fields = object(&body)?;
    if let Some(code) = fields.shift_remove("error") {
        fields.insert("fault".into(), json!({"error": code}));
    }
    let rule: FaultRule = read(Value::Object(fields))?;
    if !(0.0..=86_400_000.0).contains(&rule.seconds) {
        return Err(Nonsense(
            "seconds must be between 0 and 86400000".to_owned(),
        ));
    }
    sandbox.faults().add(rule);
    Ok(Json(json!({"faults": sandbox.faults().waiting()})))
}

async fn clear_faults(State(sandbox): State<Sandbox>) -> Json<Value> {
    sandbox.faults().clear();
    Json(json!({"faults": []}))
}

async fn deliveries(State(sandbox): State<Sandbox>) -> Json<Value> {
    Json(json!({"deliveries": sandbox.deliveries()}))
}

async fn calls(State(sandbox): State<Sandbox>) -> Json<Value> {
    Json(json!({"calls": sandbox.calls()}))
}
