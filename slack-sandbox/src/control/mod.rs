//! The control interface: a program in any language looks at the workspace and acts as a person.

mod show;

pub(crate) use show::ephemeral;

use crate::act::{Act, ActOutcome, Nonsense, Until};
use crate::faults::{Fault, FaultRule};
use crate::sandbox::Sandbox;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use chrono::{DateTime, Datelike, Utc};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

/// What there is, for those who look elsewhere.
const PLACES: &str = "GET state, POST act, GET and POST clock, GET, POST and DELETE faults, GET and POST sockets, GET deliveries, GET calls";

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
        .fallback(nowhere)
        .method_not_allowed_fallback(not_so)
}

async fn nowhere(uri: Uri) -> Response {
    let sentence = format!("there is nothing at /control{}; see {PLACES}", uri.path());
    (StatusCode::NOT_FOUND, Json(json!({"error": sentence}))).into_response()
}

async fn not_so(verb: Method, uri: Uri) -> Response {
    let sentence = format!("{verb} is not for /control{}; see {PLACES}", uri.path());
    (
        StatusCode::METHOD_NOT_ALLOWED,
        Json(json!({"error": sentence})),
    )
        .into_response()
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
            "\"user\" is missing: the id or the name of the person who acts".to_owned(),
        ));
    };
    let known = sandbox.read(|world| world.find_user(&user).map(|known| known.id.clone()));
    let user = known.unwrap_or(user);
    let until: Option<Until> = fields.shift_remove("until").map_or(Ok(None), read)?;
    // serde takes anything beside the tag of an act that has no fields.
    let extra = fields.keys().find(|key| *key != "do").cloned();
    let act: Act = read(Value::Object(fields))?;
    if let (Act::OpenHome, Some(extra)) = (&act, extra) {
        return Err(Nonsense(format!(
            "unknown field `{extra}`, open_home has none"
        )));
    }
    Ok(Json(sandbox.act_until(&user, act, until).await?))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Clock {
    now: String,
}

async fn clock(State(sandbox): State<Sandbox>) -> Json<Value> {
    Json(json!({"now": sandbox.now()}))
}

async fn set_clock(State(sandbox): State<Sandbox>, body: Bytes) -> Result<Json<Value>, Nonsense> {
    let Clock { now } = read(Value::Object(object(&body)?))?;
    let now: DateTime<Utc> = now.parse().map_err(|_| {
        Nonsense(format!(
            "now is \"{now}\"; write a time like 2026-11-19T14:00:00Z"
        ))
    })?;
    if !(1970..10_000).contains(&now.year()) {
        return Err(Nonsense("now must be between 1970 and 9999".to_owned()));
    }
    sandbox.set_now(now);
    Ok(Json(json!({"now": sandbox.now()})))
}

async fn faults(State(sandbox): State<Sandbox>) -> Json<Value> {
    Json(json!({"faults": sandbox.faults().waiting(), "kinds": Fault::kinds()}))
}

/// A fault; `"error": code` may stand instead of `"fault": {"error": code}`.
async fn add_fault(State(sandbox): State<Sandbox>, body: Bytes) -> Result<Json<Value>, Nonsense> {
    let mut fields = object(&body)?;
    if let Some(code) = fields.shift_remove("error") {
        if fields.contains_key("fault") {
            let both = "\"fault\" and \"error\" are there; write the one that is to happen";
            return Err(Nonsense(both.to_owned()));
        }
        fields.insert("fault".into(), json!({"error": code}));
    }
    let rule: FaultRule = read(Value::Object(fields))?;
    if let Some(nonsense) = rule.nonsense() {
        return Err(Nonsense(nonsense));
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
