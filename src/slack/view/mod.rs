//! Messages and forms as Block Kit, purely: within Slack's limits whatever they say, because a message that Slack
//! refuses helps nobody.

use serde_json::{Value, json};
use slack_morphism::blocks::SlackBlock;

use crate::domain::shape::{SeenBy, Shape};
use crate::words::message::{Form, Message};

mod fingerprint;
mod fit;
mod form;
mod limits;
mod native;
mod parts;

pub use fingerprint::fingerprint;
pub use form::modal;

/// The blocks of a message, in a shape; the text alone has none.
#[must_use]
pub fn blocks(message: &Message, shape: Shape) -> Vec<SlackBlock> {
    if shape == Shape::TextOnly {
        return Vec::new();
    }
    let parts = native::shaped(&message.parts, shape);
    let mut fit = fit::Fit::of(parts.iter(), limits::MESSAGE_BLOCKS, shape);
    let mut layout = parts::Layout::of(shape);
    for part in &parts {
        fit.next(part).iter().for_each(|part| layout.push(part));
    }
    layout.blocks
}

/// The top-level text: all that the blocks say, for notifications and screen readers; nothing in it is markup.
#[must_use]
pub fn text(message: &Message) -> String {
    let text = message.text();
    let text = if text.trim().is_empty() { "…" } else { &text };
    limits::escape(text, limits::MESSAGE_TEXT)
}

/// A message as the answer to a command.
#[must_use]
pub fn ack_message(message: &Message, shape: Shape, seen_by: SeenBy) -> Value {
    json!({
        "response_type": response_type(seen_by),
        "text": text(message),
        "blocks": blocks(message, shape),
    })
}

/// Slack's word for who sees an answer.
#[must_use]
pub fn response_type(seen_by: SeenBy) -> &'static str {
    match seen_by {
        SeenBy::OnePerson => "ephemeral",
        SeenBy::Channel => "in_channel",
    }
}

/// A form or a page as the answer to a submission: it takes the place of the one that was sent.
#[must_use]
pub fn ack_form(form: &Form) -> Value {
    json!({ "response_action": "update", "view": modal(form) })
}

#[cfg(test)]
mod tests;
