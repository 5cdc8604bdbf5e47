//! The Web API: every method by GET and POST, with JSON or form bodies, bearer or form tokens.

mod args;
mod blocks;
mod chat;
mod compose;
mod conversations;
mod cursor;
mod files;
mod history;
mod limits;
mod method;
mod refusal;
mod reply;
mod team;
mod usergroups;
mod users;
mod views;

use crate::clock::SandboxClock;
use crate::faults::Fault;
use crate::sandbox::Sandbox;
use crate::state::World;
use args::Args;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Method as Verb, Uri};
use axum::response::{IntoResponse, Response};
pub(crate) use blocks::{check_message, check_view};
pub(crate) use files::routes as file_routes;
pub(crate) use limits::Limits;
pub(crate) use method::names as method_names;
use method::{Method, Token};
use refusal::Refusal;
use reply::Reply;
use serde_json::{Value, json};
use std::time::Instant;

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
    mut headers: HeaderMap,
    body: Bytes,
) -> Response {
    let begun = Instant::now();
    let warning = args::BodyKind::of(&headers).warning();
    let warning = warning.filter(|_| verb != Verb::GET && !body.is_empty());
    let read = match args::plain(&mut headers, body).await {
        Ok(body) => args::read(&verb, &uri, &headers, &body),
        Err(broken) => Err(broken),
    };
    let (args, token, unreadable) = match read {
        Ok((args, token)) => (args, token, None),
        Err(refusal) => (Args::default(), None, Some(refusal)),
    };
    // A call that comes too early is no call that a fault strikes.
    let (early, fault) = sandbox.change(|world| {
        let early = limits::exceeded(world, &name, &args);
        let fault = early.is_none().then(|| {
            let channel = args.text("channel");
            world.faults.strike(&name, channel)
        });
        (early, fault.flatten())
    });
    if let Some(rule) = fault.as_ref().filter(|rule| rule.fault == Fault::Delay) {
        tokio::time::sleep(reply::delay(rule)).await;
    }
    let tokens = [sandbox.bot_token(), sandbox.app_token()];
    let response = sandbox.change(|world| {
        let admitted = match unreadable {
            Some(refusal) => Err(refusal),
            None => admit(&name, token.as_deref(), tokens, &world.app.scopes),
        };
        let mut reply = match early {
            Some(seconds) => Reply::RateLimited(seconds),
            None => reply::strike(world, fault.as_ref(), &args, admitted),
        };
        if let Some(warning) = warning {
            reply.warn(warning);
        }
        reply::record(world, &name, &args, fault.as_ref(), &reply, begun.elapsed());
        reply.into_response(world, &name)
    });
    if name == "files.completeUploadExternal" {
        // Somebody must look when the file becomes ready.
        sandbox.wake().notify_one();
    }
    response
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
    let kind = match token {
        None => return Err("not_authed".into()),
        Some(token) if token == tokens[0] => Token::Bot,
        Some(token) if token == tokens[1] => Token::App,
        Some(_) => return Err("invalid_auth".into()),
    };
    if kind != method.token {
        return Err("not_allowed_token_type".into());
    }
    if kind == Token::App {
        return Ok(method);
    }
    method.allowed(scopes).map(|()| method)
}

fn run(method: &Method, request: &mut Request<'_>) -> Answer {
    (method.run)(request)
}

/// Whether the Web API has a method of this name.
pub(crate) fn is_method(name: &str) -> bool {
    method::find(name).is_some()
}

/// Does what was put off and is now due, each at its own time; shares the files that have become ready.
pub(crate) fn run_late_calls(world: &mut World) {
    world.post_ready_files();
    let (clock, now) = (world.clock, world.now());
    if world.faults.late.iter().all(|call| call.due > now) {
        return;
    }
    let (mut due, later): (Vec<_>, Vec<_>) = std::mem::take(&mut world.faults.late)
        .into_iter()
        .partition(|call| call.due <= now);
    world.faults.late = later;
    due.sort_by_key(|call| call.due);
    for late in due {
        let Some(method) = method::find(&late.method) else {
            continue;
        };
        world.clock = SandboxClock::Fixed(late.due);
        let args = Args(late.args);
        let answer = run(method, &mut Request { world, args: &args });
        tracing::debug!(method = late.method, done = answer.is_ok(), "late work");
    }
    world.clock = clock;
}
