//! Files for a form: the script hands each over by itself, and the form carries the ids.

use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::Value;

use super::Page;
use crate::state::World;
use crate::state::files::Promise;

#[derive(Deserialize)]
pub(super) struct Named {
    name: String,
}

/// Takes a file in; its id is the answer, or why it cannot be taken.
pub(super) async fn take(
    State(page): State<Page>,
    Query(Named { name }): Query<Named>,
    bytes: Bytes,
) -> Response {
    let promise = Promise {
        name,
        length: bytes.len(),
        alt_txt: None,
    };
    let taken = page.sandbox.change(|world| {
        let (id, key) = world.promise_file(promise)?;
        world.files.take(&key, bytes)?;
        world.complete_file(&id, None);
        Ok::<_, String>(id)
    });
    match taken {
        Ok(id) => id.into_response(),
        Err(why) => (StatusCode::BAD_REQUEST, why).into_response(),
    }
}

/// The file objects behind ids, as a person's form carries them.
pub(super) fn objects<'a>(world: &World, user: &str, ids: impl Iterator<Item = &'a str>) -> Value {
    let files = ids.filter_map(|id| world.files.get(id));
    let object = |file: Value| {
        let mut file = file;
        file["user"] = Value::String(user.to_owned());
        file
    };
    files.map(|file| object(file.to_slack(world))).collect()
}
