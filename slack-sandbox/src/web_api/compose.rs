//! The arguments of a message: text, blocks, attachments and metadata.

use super::refusal::Refusal;
use super::{Request, blocks};
use crate::state::Message;
use serde_json::Value;

/// Longer texts are cut.
pub(super) const TEXT: usize = 40_000;
/// The most metadata, as JSON.
const METADATA: usize = 16_000;

/// The message that text, blocks and attachments make.
pub(super) fn compose(request: &mut Request<'_>) -> Result<Message, Refusal> {
    let found = blocks::of_message(request.args)?.unwrap_or_default();
    let attachments = attachments(request)?.unwrap_or_default();
    let text = request
        .args
        .text("text")
        .or(request.args.text("markdown_text"))
        .unwrap_or("");
    if text.is_empty() && found.is_empty() && attachments.is_empty() {
        return Err("no_text".into());
    }
    let text: String = text.chars().take(TEXT).collect();
    let mut message = request.world.bot_message(&text, found);
    message.attachments = attachments;
    Ok(message)
}

pub(super) fn attachments(request: &Request<'_>) -> Result<Option<Vec<Value>>, Refusal> {
    match request.args.json("attachments") {
        Ok(None) => Ok(None),
        Ok(Some(Value::Array(list))) if list.len() <= 100 => Ok(Some(list)),
        Ok(Some(Value::Array(_))) => Err("too_many_attachments".into()),
        _ => Err("invalid_attachments".into()),
    }
}

/// Outside: whether the argument is there; inside: nothing if it is `{}`, which removes.
pub(super) fn metadata(request: &Request<'_>) -> Result<Option<Option<Value>>, Refusal> {
    let Some(value) = request
        .args
        .json("metadata")
        .map_err(|()| "invalid_metadata_format")?
    else {
        return Ok(None);
    };
    let fields = value.as_object().ok_or("invalid_metadata_format")?;
    if fields.is_empty() {
        return Ok(Some(None));
    }
    if !fields.get("event_type").is_some_and(Value::is_string)
        || !fields.get("event_payload").is_some_and(Value::is_object)
    {
        return Err("invalid_metadata_schema".into());
    }
    if value.to_string().len() > METADATA {
        return Err("metadata_too_large".into());
    }
    Ok(Some(Some(value)))
}
