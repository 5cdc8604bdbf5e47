//! The Web API: every method by GET and POST, with JSON or form bodies, bearer or form tokens.

mod args;
mod blocks;
mod chat;
mod conversations;
mod cursor;
mod history;
mod method;
mod refusal;
mod team;
mod usergroups;
mod users;
mod views;

use crate::faults::{Fault, FaultRule, LateCall};
use crate::sandbox::Sandbox;
use crate::serve::Cut;
use crate::state::{Call, World};
use args::Args;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, Method as Verb, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
pub(crate) use blocks::{check_message, check_view};
use chrono::TimeDelta;
use method::Method;
use refusal::Refusal;
use serde_json::{Value, json};
use std::time::Duration;

/// What a method's handler works on.
pub(crate) struct Request<'a> {
    pub(crate) world: &'a mut World,
    pub(crate) args: &'a Args,
}

/// What a method gives: the fields of its answer beside `ok`, or a refusal.
pub(crate) type Answer = Result<Value, Refusal>;

/// `/api/` without a method.
pub(crate) async fn no_method() -> Response {
    axum::Json(json!({"ok": false, "error": "unknown_method"})).into_response()
}

/// `/api/{method}`.
pub(crate) async fn answer(
    State(sandbox): State<Sandbox>,
    Path(name): Path<String>,
    verb: Verb,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let read = args::read(&verb, &uri, &headers, &body);
    let (args, token, unreadable) = match read {
        Ok((args, token)) => (args, token, None),
        Err(refusal) => (Args::default(), None, Some(refusal)),
    };
    let fault = sandbox.change(|world| world.faults.strike(&name, args.text("channel")));
    if let Some(rule) = fault.as_ref().filter(|rule| rule.fault == Fault::Delay) {
        tokio::time::sleep(seconds(rule)).await;
    }
    let tokens = [sandbox.bot_token(), sandbox.app_token()];
    sandbox.change(|world| {
        let work = |world: &mut World| match unreadable {
            Some(refusal) => Err(refusal),
            None => admit(&name, token.as_deref(), tokens, &world.app.scopes)
                .and_then(|method| run(method, &mut Request { world, args: &args })),
        };
        let reply = strike(world, fault.as_ref(), &name, &args, work);
        record(world, &name, &args, fault.as_ref(), &reply);
        reply.into_response(world, &name)
    })
}

/// The method, if it exists and the token and its scopes allow it.
fn admit(
    name: &str,
    token: Option<&str>,
    tokens: [&str; 2],
    scopes: &[String],
) -> Result<&'static Method, Refusal> {
    let method = method::find(name).ok_or("unknown_method")?;
    if method.name == "api.test" {
        return Ok(method);
    }
    match token {
        None => return Err("not_authed".into()),
        Some(token) if token == tokens[0] => {}
        Some(token) if token == tokens[1] => return Err("not_allowed_token_type".into()),
        Some(_) => return Err("invalid_auth".into()),
    }
    method.allowed(scopes).map(|()| method)
}

fn run(method: &Method, request: &mut Request<'_>) -> Answer {
    (method.run)(request)
}

/// Does what was put off and is now due.
pub(crate) fn run_late_calls(world: &mut World) {
    let now = world.now();
    while let Some(at) = world.faults.late.iter().position(|call| call.due <= now) {
        let late = world.faults.late.remove(at);
        let Some(method) = method::find(&late.method) else {
            continue;
        };
        let args = Args(late.args);
        let answer = run(method, &mut Request { world, args: &args });
        tracing::debug!(method = late.method, done = answer.is_ok(), "late work");
    }
}

/// What goes over the wire.
enum Reply {
    Json(StatusCode, Value),
    RateLimited(u128),
    Html,
    Cut,
}

fn seconds(rule: &FaultRule) -> Duration {
    Duration::try_from_secs_f64(rule.seconds)
        .unwrap_or(Duration::ZERO)
        .min(Duration::from_secs(3600))
}

fn later(world: &World, rule: &FaultRule) -> chrono::DateTime<chrono::Utc> {
    world.now() + TimeDelta::from_std(seconds(rule)).unwrap_or_default()
}

/// Does the work as the fault allows it.
fn strike(
    world: &mut World,
    rule: Option<&FaultRule>,
    name: &str,
    args: &Args,
    work: impl FnOnce(&mut World) -> Answer,
) -> Reply {
    let ok = |answer: Answer| Reply::Json(StatusCode::OK, refusal::body(answer));
    let Some(rule) = rule else {
        return ok(work(world));
    };
    match &rule.fault {
        Fault::Delay => ok(work(world)),
        Fault::RateLimited => Reply::RateLimited(seconds(rule).as_millis().div_ceil(1000)),
        Fault::Http500 => Reply::Json(
            StatusCode::INTERNAL_SERVER_ERROR,
            json!({"ok": false, "error": "internal_error"}),
        ),
        Fault::CutBefore => Reply::Cut,
        Fault::CutAfter => {
            let _ = work(world);
            Reply::Cut
        }
        Fault::LateCommit => {
            let due = later(world, rule);
            world.faults.late.push(LateCall {
                due,
                method: name.to_owned(),
                args: args.0.clone(),
            });
            Reply::Cut
        }
        Fault::Html => Reply::Html,
        Fault::InternalErrorBefore => ok(Err("internal_error".into())),
        Fault::InternalErrorAfter => {
            let _ = work(world);
            ok(Err("internal_error".into()))
        }
        Fault::HiddenFromHistory => {
            let answer = work(world);
            let until = later(world, rule);
            if let Ok(answer) = &answer {
                hide(world, answer, until);
            }
            ok(answer)
        }
        Fault::TokenRevoked => ok(Err("token_revoked".into())),
        Fault::Error(code) => ok(Err(Refusal::new(code))),
    }
}

fn hide(world: &mut World, answer: &Value, until: chrono::DateTime<chrono::Utc>) {
    let channel = answer["channel"]
        .as_str()
        .and_then(|id| world.channels.get_mut(id));
    let ts = answer["ts"].as_str().and_then(|ts| ts.parse().ok());
    if let Some(message) = channel
        .zip(ts)
        .and_then(|(channel, ts)| channel.messages.get_mut(&ts))
    {
        message.hidden_until = Some(until);
    }
}

fn record(world: &mut World, name: &str, args: &Args, rule: Option<&FaultRule>, reply: &Reply) {
    let (status, answer) = match reply {
        Reply::Json(status, answer) => (Some(status.as_u16()), answer.clone()),
        Reply::RateLimited(_) => (Some(429), json!({"ok": false, "error": "ratelimited"})),
        Reply::Html => (Some(200), Value::Null),
        Reply::Cut => (None, Value::Null),
    };
    let entry = Call {
        number: world.log.calls.next_number(),
        at: world.now(),
        method: name.to_owned(),
        args: Value::Object(args.0.clone()),
        status,
        answer,
        fault: rule.map(|rule| rule.fault.name()),
    };
    let size = entry.args.to_string().len() + entry.answer.to_string().len();
    world.log.calls.push(size, entry);
}

impl Reply {
    fn into_response(self, world: &World, name: &str) -> Response {
        let mut response = match self {
            Self::Json(status, body) => (status, axum::Json(body)).into_response(),
            Self::RateLimited(seconds) => {
                let body = axum::Json(json!({"ok": false, "error": "ratelimited"}));
                (
                    StatusCode::TOO_MANY_REQUESTS,
                    [(header::RETRY_AFTER, seconds.to_string())],
                    body,
                )
                    .into_response()
            }
            Self::Html => axum::response::Html(
                "<!DOCTYPE html><title>Slack</title><p>Slack is down for maintenance.",
            )
            .into_response(),
            Self::Cut => return Cut.into_response(),
        };
        let mut put = |key: &'static str, text: String| {
            if let Ok(value) = HeaderValue::from_str(&text) {
                response.headers_mut().insert(key, value);
            }
        };
        put("x-oauth-scopes", world.app.scopes.join(","));
        put(
            "x-accepted-oauth-scopes",
            method::find(name).map(Method::accepted).unwrap_or_default(),
        );
        put(
            "x-slack-req-id",
            format!("sandbox{}", world.log.calls.next_number()),
        );
        response
    }
}
