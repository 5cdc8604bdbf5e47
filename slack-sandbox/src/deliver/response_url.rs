//! Messages that an app gives back: as the answer to a command, or later to a response URL.

use crate::sandbox::Sandbox;
use crate::state::tickets::ResponseUrl;
use crate::state::{Ts, World};
use crate::web_api::check_message as check_message_blocks;
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

/// The longest text.
const TEXT: usize = 40_000;

/// A message as an app answers it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct AppMessage {
    text: Option<String>,
    blocks: Option<Value>,
    response_type: Option<String>,
    replace_original: Option<bool>,
    delete_original: bool,
    thread_ts: Option<String>,
}

impl AppMessage {
    /// A message of this text alone.
    pub(crate) fn of_text(text: &str) -> Self {
        Self {
            text: Some(text.to_owned()),
            ..Self::default()
        }
    }

    fn blocks(&self, world: &World) -> Result<Vec<Value>, &'static str> {
        let Some(blocks) = self.blocks.as_ref().filter(|blocks| !blocks.is_null()) else {
            return Ok(Vec::new());
        };
        let parsed = match blocks {
            Value::String(text) => {
                serde_json::from_str(text).map_err(|_| "invalid_blocks_format")?
            }
            other => other.clone(),
        };
        check_message_blocks(world, &parsed).map_err(|_| "invalid_blocks")?;
        parsed.as_array().cloned().ok_or("invalid_blocks_format")
    }

    /// Shows the message where the command was given or the button stands.
    pub(crate) fn show(self, world: &mut World, to: &ResponseUrl) -> Result<(), &'static str> {
        if self.delete_original {
            remove(world, to);
            return Ok(());
        }
        let blocks = self.blocks(world)?;
        let text: String = self
            .text
            .clone()
            .unwrap_or_default()
            .chars()
            .take(TEXT)
            .collect();
        if text.is_empty() && blocks.is_empty() {
            return Err("no_text");
        }
        let mut message = world.bot_message(&text, blocks);
        message.thread_ts = self.thread_ts.as_deref().and_then(|ts| ts.parse().ok());
        if self.replace_original == Some(true) && replace(world, to, &message) {
            return Ok(());
        }
        if self.response_type.as_deref() == Some("in_channel") {
            world.post(&to.channel, message);
        } else {
            world.show_ephemeral(&to.user, &to.channel, message);
        }
        Ok(())
    }
}

/// Whether there was a message to replace.
fn replace(world: &mut World, to: &ResponseUrl, with: &crate::state::Message) -> bool {
    let Some(ts) = to.message else { return false };
    let edited = world.ts();
    let bot = world.app.bot_user.clone();
    let posted = world
        .channels
        .get_mut(&to.channel)
        .and_then(|channel| channel.messages.get_mut(&ts));
    let shown = world
        .ephemerals
        .get_mut(&to.user)
        .and_then(|list| list.iter_mut().find(|one| one.message.ts == ts));
    let Some(message) = posted.or(shown.map(|one| &mut one.message)) else {
        return false;
    };
    message.text.clone_from(&with.text);
    message.blocks.clone_from(&with.blocks);
    message.edited = Some((bot, edited));
    true
}

fn remove(world: &mut World, to: &ResponseUrl) {
    let gone = |ts: Ts| to.message == Some(ts);
    if let (Some(ts), Some(channel)) = (to.message, world.channels.get_mut(&to.channel)) {
        channel.remove(ts);
    }
    if let Some(list) = world.ephemerals.get_mut(&to.user) {
        list.retain(|one| !gone(one.message.ts));
    }
}

/// `POST /hooks/{key}`: the response URL itself.
pub(crate) async fn response_url(
    State(sandbox): State<Sandbox>,
    Path(key): Path<String>,
    body: Bytes,
) -> Response {
    let refused = |code: &str| {
        (
            StatusCode::NOT_FOUND,
            Json(json!({"ok": false, "error": code})),
        )
            .into_response()
    };
    let Ok(message) = serde_json::from_slice::<AppMessage>(&body) else {
        return refused("invalid_payload");
    };
    let shown = sandbox.change(|world| {
        let now = world.now();
        let to = world.tickets.use_url(&key, now)?;
        message.show(world, &to)
    });
    match shown {
        Ok(()) => "ok".into_response(),
        Err(code) => refused(code),
    }
}
