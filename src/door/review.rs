//! The buttons of a review: each shows a part of it.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::Door;
use super::interaction::respond;
use crate::domain::id::PersonId;
use crate::domain::review::Section;
use crate::domain::shape::SeenBy;
use crate::words::message::Message;
use crate::words::trouble;

/// A part of a review, below the message that has its button; composed in an owned task, because it reads much.
pub(super) fn answer(
    door: &Door,
    person: PersonId,
    section: Section,
    which: String,
    response_url: Option<String>,
) -> Response {
    let Some(url) = response_url else {
        return StatusCode::OK.into_response();
    };
    let task = door.clone();
    door.tasks.spawn(async move {
        let said = task.app.show_review_part(&person, section, &which).await;
        let message = match said {
            Ok(Some(message)) => message,
            Ok(None) => return,
            Err(failure) => Message::line(trouble::broke(&task.reference(&failure, "press"))),
        };
        respond(&task, url, message, SeenBy::OnePerson);
    });
    StatusCode::OK.into_response()
}
