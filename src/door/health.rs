//! Whether the process lives, and whether it can do its work.

use axum::extract::State;
use axum::http::StatusCode;

use super::Door;

/// The process answers.
pub(super) async fn alive() -> &'static str {
    "ok\n"
}

/// The database takes writes, the heartbeat lives, and Slack has not taken the app away.
pub(super) async fn ready(State(door): State<Door>) -> (StatusCode, String) {
    let mut wrong = Vec::new();
    if let Err(error) = door.app.store.writable().await {
        wrong.push(format!("the database cannot be written: {error}"));
    }
    if !door.heartbeat.lives() {
        wrong.push("the heartbeat has stopped".to_owned());
    }
    match door.app.store.halted(&door.app.workspace).await {
        Ok(Some(why)) => wrong.push(format!(
            "Slack took the app away ({why}); start again with a token that works"
        )),
        Ok(None) | Err(_) => {}
    }
    if wrong.is_empty() {
        (StatusCode::OK, "ready\n".to_owned())
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, wrong.join("\n") + "\n")
    }
}
