//! Messages and forms as Block Kit, purely: within Slack's limits whatever they say, because a message that Slack
//! refuses helps nobody.

use serde_json::{Value, json};
use slack_morphism::blocks::SlackBlock;

use crate::words::message::{Form, Message};

mod fit;
mod form;
mod limits;
mod parts;

pub use form::modal;

/// The blocks of a message.
#[must_use]
pub fn blocks(message: &Message) -> Vec<SlackBlock> {
    let mut fit = fit::Fit::of(message.parts.iter(), limits::MESSAGE_BLOCKS);
    let mut layout = parts::Layout::default();
    for part in &message.parts {
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

/// A message as the answer to a command: only its person sees it.
#[must_use]
pub fn ack_message(message: &Message) -> Value {
    json!({
        "response_type": "ephemeral",
        "text": text(message),
        "blocks": blocks(message),
    })
}

/// A form or a page as the answer to a submission: it takes the place of the one that was sent.
#[must_use]
pub fn ack_form(form: &Form) -> Value {
    json!({ "response_action": "update", "view": modal(form) })
}

#[cfg(test)]
mod tests;
