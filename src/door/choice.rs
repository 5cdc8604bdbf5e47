//! Something was chosen in a form that is still open, and the form follows.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::Door;
use super::payload::View;
use crate::domain::id::PersonId;
use crate::slack::ids;
use crate::words::message::{About, Field, FormKey};

/// Fills it anew, in an owned task.
pub(super) fn fill(door: &Door, person: PersonId, view: View) -> Response {
    let callback = view.callback_id.as_deref().unwrap_or_default();
    let metadata = view.private_metadata.as_deref().unwrap_or_default();
    let Some(FormKey { about, opened }) = ids::form_key(callback, metadata) else {
        return StatusCode::OK.into_response();
    };
    if let About::Target(about) = about {
        let app = door.app.clone();
        let typed = view.typed().0.only(|field| match field {
            Field::Target(field) => Some(field),
            _ => None,
        });
        door.tasks.spawn(async move {
            let shown = (view.id.as_str(), view.hash.as_str());
            let about = (&about, opened);
            // The form stays as it is, and what stands in it can be sent.
            if let Err(failure) = app.choose_quarter(&person, about, &typed, shown).await {
                tracing::info!(error = %failure, "a form was not filled anew");
            }
        });
    }
    StatusCode::OK.into_response()
}
