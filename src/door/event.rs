//! Events: those that end everything are listened to, and those that tell of a person; all others are acknowledged.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::Door;
use super::payload::{Envelope, Event};
use crate::app::Failure;
use crate::domain::id::SlackTeamId;
use crate::slack::SlackUser;

/// Acknowledges an event, and stops everything where Slack took the app away.
pub(super) async fn answer(State(door): State<Door>, body: Bytes) -> Response {
    let Ok(envelope) = serde_json::from_slice::<Envelope>(&body) else {
        tracing::warn!("an event was signed but not understood");
        // Slack would send it three times more.
        return (StatusCode::BAD_REQUEST, [("x-slack-no-retry", "1")]).into_response();
    };
    match (envelope.kind.as_str(), envelope.challenge, envelope.event) {
        ("url_verification", Some(challenge), _) => challenge.into_response(),
        ("event_callback", _, Some(event)) => {
            let ours = envelope
                .team_id
                .map(SlackTeamId::new)
                .is_none_or(|team| team == door.slack_team);
            if ours {
                hear(
                    &door,
                    &event,
                    envelope.event_id.as_deref(),
                    envelope.event_time,
                )
                .await
            } else {
                StatusCode::OK.into_response()
            }
        }
        (kind, ..) => {
            tracing::info!(kind, "an event of an unknown kind was acknowledged");
            StatusCode::OK.into_response()
        }
    }
}

async fn hear(door: &Door, event: &Event, id: Option<&str>, time: Option<i64>) -> Response {
    let ends = match event.kind.as_str() {
        "app_uninstalled" => true,
        "tokens_revoked" => event
            .tokens
            .as_ref()
            .is_none_or(|tokens| !tokens.bot.is_empty()),
        _ => false,
    };
    if !ends {
        return hear_of_person(door, event).await;
    }
    let now = door.app.clock.now();
    let happened = time
        .and_then(|time| chrono::DateTime::from_timestamp(time, 0))
        .unwrap_or(door.started);
    let heard = async {
        // First the halt, which may be repeated: had we noted the event and then failed, its repeat would be ignored.
        door.app.halt(&event.kind, happened, door.started).await?;
        if let Some(id) = id
            && !door
                .app
                .store
                .first_sight(&door.app.workspace, id, now)
                .await?
        {
            tracing::info!(id, "a repeated event changed nothing");
        }
        Ok::<_, Failure>(())
    };
    match heard.await {
        Ok(()) => StatusCode::OK.into_response(),
        Err(failure) => {
            door.reference(&failure, "event");
            // Slack sends it again.
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

/// Notes what somebody is now; told twice it is the same.
async fn hear_of_person(door: &Door, event: &Event) -> Response {
    let changed = event.user.as_ref().filter(|_| event.kind == "user_change");
    let user = changed.and_then(|user| serde_json::from_value::<SlackUser>(user.clone()).ok());
    let Some(user) = user else {
        return StatusCode::OK.into_response();
    };
    match door.app.hear_of_person(&user).await {
        Ok(()) => StatusCode::OK.into_response(),
        Err(failure) => {
            door.reference(&failure, "event");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}
