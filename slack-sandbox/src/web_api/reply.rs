//! What goes over the wire: the answer of a method, or what a fault makes of it.

use super::args::Args;
use super::method::{self, Method, Token};
use super::refusal::{self, Refusal};
use super::{Answer, Request, run};
use crate::clock::system_now;
use crate::faults::{Fault, FaultRule, LateCall};
use crate::serve::Cut;
use crate::state::{Packed, PackedCall, World};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use std::time::Duration;

/// The longest delay, in the machine's time.
const LONGEST: Duration = Duration::from_secs(3600);

/// What goes over the wire.
pub(super) enum Reply {
    Json(StatusCode, Value),
    RateLimited(u64),
    Html,
    Cut,
}

fn seconds(rule: &FaultRule) -> Duration {
    Duration::try_from_secs_f64(rule.seconds).unwrap_or(Duration::ZERO)
}

/// How long the answer is held back.
pub(super) fn delay(rule: &FaultRule) -> Duration {
    seconds(rule).min(LONGEST)
}

/// Rounded up, as `Retry-After` wants it.
fn whole_seconds(time: Duration) -> u64 {
    time.as_secs() + u64::from(time.subsec_nanos() > 0)
}

fn later(world: &World, rule: &FaultRule) -> DateTime<Utc> {
    world.now() + TimeDelta::from_std(seconds(rule)).unwrap_or_default()
}

/// Does the work as the fault allows it.
pub(super) fn strike(
    world: &mut World,
    rule: Option<&FaultRule>,
    args: &Args,
    admitted: Result<&'static Method, Refusal>,
) -> Reply {
    let late = admitted.as_ref().ok().map(|method| method.name);
    let work =
        |world: &mut World| admitted.and_then(|method| run(method, &mut Request { world, args }));
    let ok = |answer: Answer| Reply::Json(StatusCode::OK, refusal::body(answer));
    let Some(rule) = rule else {
        return ok(work(world));
    };
    match &rule.fault {
        Fault::Delay => ok(work(world)),
        Fault::RateLimited => Reply::RateLimited(whole_seconds(seconds(rule))),
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
            // What is refused at once is refused for good.
            world.faults.late.extend(late.map(|method| LateCall {
                due,
                method: method.to_owned(),
                args: args.0.clone(),
            }));
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

fn hide(world: &mut World, answer: &Value, until: DateTime<Utc>) {
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

pub(super) fn record(
    world: &mut World,
    name: &str,
    args: &Args,
    rule: Option<&FaultRule>,
    reply: &Reply,
    took: Duration,
) {
    let (status, answer) = match reply {
        Reply::Json(status, answer) => (Some(status.as_u16()), answer.into()),
        Reply::RateLimited(_) => {
            let answer = json!({"ok": false, "error": "ratelimited"});
            (Some(429), answer.into())
        }
        Reply::Html => (Some(200), Packed::default()),
        Reply::Cut => (None, Packed::default()),
    };
    let call = PackedCall {
        at: world.now(),
        machine: system_now(),
        method: name.to_owned(),
        args: (&args.0).into(),
        status,
        answer,
        fault: rule.map(|rule| rule.fault.name()),
        ms: u32::try_from(took.as_millis()).unwrap_or(u32::MAX),
    };
    world.log.calls.keep(call);
}

impl Reply {
    /// Adds a warning of Slack's to an answer, behind those that it has.
    pub(super) fn warn(&mut self, warning: &str) {
        let Self::Json(StatusCode::OK, body) = self else {
            return;
        };
        let all = match body["warning"].as_str() {
            Some(others) => format!("{others},{warning}"),
            None => warning.to_owned(),
        };
        body["warning"] = json!(all);
        body["response_metadata"]["warnings"] = all.split(',').collect();
    }

    pub(super) fn into_response(self, world: &World, name: &str) -> Response {
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
        let method = method::find(name);
        let scopes = match method.map(|method| method.token) {
            Some(Token::App) => method::CONNECTIONS.to_owned(),
            _ => world.app.scopes.join(","),
        };
        put("x-oauth-scopes", scopes);
        put(
            "x-accepted-oauth-scopes",
            method.map(Method::accepted).unwrap_or_default(),
        );
        put(
            "x-slack-req-id",
            format!("sandbox{}", world.log.calls.next_number()),
        );
        response
    }
}
