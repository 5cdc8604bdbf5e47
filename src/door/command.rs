//! Slash commands: `/checkin`, `/okr` and `/iteration`.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::interaction::{open_form, send};
use super::payload::{SlashCommand, typed};
use super::{Door, PATIENCE};
use crate::app::{CheckIns, Failure};
use crate::domain::id::{PersonId, SlackTeamId};
use crate::domain::shape::{SeenBy, Shape};
use crate::slack::view;
use crate::words::message::Message;
use crate::words::trouble;

/// Answers a command in private.
pub(super) async fn answer(State(door): State<Door>, body: Bytes) -> Response {
    let form = serde_urlencoded::from_bytes::<Vec<(String, String)>>(&body).unwrap_or_default();
    if form
        .iter()
        .any(|(key, value)| key == "ssl_check" && value == "1")
    {
        return StatusCode::OK.into_response();
    }
    let Ok(command) = serde_urlencoded::from_bytes::<SlashCommand>(&body) else {
        tracing::warn!("a command was signed but not understood");
        return StatusCode::BAD_REQUEST.into_response();
    };
    if command.is_enterprise_install == "true" || command.team_id.is_none() {
        return say(&Message::line(trouble::organisation_wide()));
    }
    if command.team_id.map(SlackTeamId::new).as_ref() != Some(&door.slack_team) {
        return say(&Message::line(trouble::another_workspace()));
    }
    let person = PersonId::new(command.user_id);
    let text = typed(&command.text);
    let answered = match command.command.as_str() {
        "/okr" => tokio::time::timeout(PATIENCE, door.app.show_okrs(&person, &text)).await,
        "/checkin" => tokio::time::timeout(PATIENCE, door.app.show_check_ins(&person, &text)).await,
        "/iteration" => {
            tokio::time::timeout(PATIENCE, door.app.show_iterations(&person, &text)).await
        }
        other => {
            tracing::info!(command = other, "an unknown command was acknowledged");
            return say(&Message::line(trouble::unknown_command()));
        }
    };
    match answered {
        Ok(Ok(CheckIns::Say(message))) => {
            show(&door, message, SeenBy::OnePerson, command.response_url).await
        }
        Ok(Ok(CheckIns::Several(messages))) => {
            show_all(&door, messages, command.response_url).await
        }
        Ok(Ok(CheckIns::Share(message))) => {
            show(&door, message, SeenBy::Channel, command.response_url).await
        }
        Ok(Ok(CheckIns::Export(export))) => {
            send(&door, person, *export, command.response_url);
            StatusCode::OK.into_response()
        }
        Ok(Ok(CheckIns::Open(opening))) => {
            open_form(
                &door,
                person,
                opening,
                command.trigger_id,
                command.response_url,
            );
            StatusCode::OK.into_response()
        }
        Ok(Err(Failure::NoCompany)) => say(&trouble::no_company()),
        Ok(Err(failure)) => say(&Message::line(trouble::broke(
            &door.reference(&failure, "command"),
        ))),
        Err(_) => say(&Message::line(trouble::broke("timeout"))),
    }
}

fn say(message: &Message) -> Response {
    Json(view::ack_message(message, Shape::Plain, SeenBy::OnePerson)).into_response()
}

/// Answers with several messages, one after the other; where nobody can be answered later, with the first.
async fn show_all(door: &Door, messages: Vec<Message>, url: Option<String>) -> Response {
    match (url, messages.first()) {
        (Some(url), _) => {
            super::interaction::respond_all(door, url, messages, SeenBy::OnePerson);
            StatusCode::OK.into_response()
        }
        (None, Some(first)) => say(first),
        (None, None) => StatusCode::OK.into_response(),
    }
}

/// Answers at once, unless Slack's refusal of what the answer holds would go unseen: then through the
/// `response_url`, in a task of its own.
async fn show(door: &Door, message: Message, seen_by: SeenBy, url: Option<String>) -> Response {
    let known = match tokio::time::timeout(PATIENCE / 4, door.app.shape_of(&message)).await {
        Ok(Ok(shape)) => shape,
        Ok(Err(_)) | Err(_) => Shape::Plain,
    };
    let (shape, url) = match url {
        Some(url) if known == Shape::Native => (known, url),
        // A table was taken when the chart was refused; where nobody can be answered later, nothing is risked.
        Some(_) => return Json(view::ack_message(&message, known, seen_by)).into_response(),
        None => return Json(view::ack_message(&message, Shape::Plain, seen_by)).into_response(),
    };
    tracing::debug!(shape = shape.word(), "a command is answered later");
    super::interaction::respond(door, url, message, seen_by);
    StatusCode::OK.into_response()
}
