//! The arguments of a message: text, blocks, attachments and metadata.

use super::refusal::Refusal;
use super::{Request, blocks};
use crate::state::Message;
use serde_json::{Value, json};

/// Longer texts are cut.
pub(super) const TEXT: usize = 40_000;
/// The longest `markdown_text`.
const MARKDOWN: usize = 12_000;
/// The most metadata, as JSON.
const METADATA: usize = 16_000;

/// What a message says.
pub(super) struct Content {
    /// Nothing if the argument is absent.
    pub(super) text: Option<String>,
    pub(super) blocks: Option<Vec<Value>>,
    pub(super) attachments: Option<Vec<Value>>,
}

/// Text, blocks and attachments; `markdown_text` becomes a block.
pub(super) fn content(request: &Request<'_>) -> Result<Content, Refusal> {
    let args = request.args;
    let mut blocks = blocks::of_message(request.world, args)?;
    let attachments = attachments(request)?;
    let mut text = args.text("text");
    if let Some(markdown) = args.text("markdown_text") {
        if text.is_some() || blocks.is_some() {
            return Err("markdown_text_conflict".into());
        }
        if markdown.chars().count() > MARKDOWN {
            return Err("msg_too_long".into());
        }
        blocks = Some(vec![json!({"type": "markdown", "text": markdown})]);
        text = Some(markdown);
    }
    let nothing = |list: &Option<Vec<Value>>| list.as_ref().is_none_or(Vec::is_empty);
    if text.is_none() && nothing(&blocks) && nothing(&attachments) {
        return Err("no_text".into());
    }
    let text = text.map(|text| text.chars().take(TEXT).collect());
    Ok(Content {
        text,
        blocks,
        attachments,
    })
}

/// A new message of the bot, not yet posted.
pub(super) fn compose(request: &mut Request<'_>) -> Result<Message, Refusal> {
    let content = content(request)?;
    let (username, icons) = disguise(request)?;
    let text = content.text.unwrap_or_default();
    let blocks = content.blocks.unwrap_or_default();
    let mut message = request.world.bot_message(&text, blocks);
    message.attachments = content.attachments.unwrap_or_default().into();
    message.username = username;
    message.icons = icons.unwrap_or_default().into();
    Ok(message)
}

/// Another name and picture than the bot's own, which needs a scope of its own.
fn disguise(request: &Request<'_>) -> Result<(Option<String>, Option<Value>), Refusal> {
    let args = request.args;
    let username = args.text("username").map(ToOwned::to_owned);
    let icons = match (args.text("icon_emoji"), args.text("icon_url")) {
        (Some(emoji), _) => Some(json!({"emoji": emoji})),
        (None, Some(url)) => Some(json!({"image_64": url})),
        (None, None) => None,
    };
    if username.is_some() || icons.is_some() {
        request.scope("chat:write.customize")?;
    }
    Ok((username, icons))
}

pub(super) fn attachments(request: &Request<'_>) -> Result<Option<Vec<Value>>, Refusal> {
    match request.args.json("attachments") {
        Ok(None) => Ok(None),
        Ok(Some(Value::Array(mut list))) if list.len() <= 100 => {
            for (at, one) in list.iter_mut().enumerate() {
                let fields = one.as_object_mut().ok_or("invalid_attachments")?;
                if let Some(blocks) = fields.get("blocks") {
                    blocks::check_message(request.world, blocks)
                        .map_err(|_| "invalid_attachments")?;
                }
                let text = fields.get("text").and_then(Value::as_str);
                let fallback = text.unwrap_or("[no preview available]").to_owned();
                fields.entry("fallback").or_insert(json!(fallback));
                fields.insert("id".into(), json!(at + 1));
            }
            Ok(Some(list))
        }
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
