//! Block Kit's form, judged as Slack judges it: pure functions over JSON that answer with JSON pointers.
//!
//! The limits stand in tables (`blocks`, `elements`, `rich_text`), one row a property; a check that looks at
//! two properties at once is a function named in its table. Nothing here knows which files or people exist.
//! Lengths are counted in Unicode scalar values.

use std::collections::HashSet;
use std::fmt;

use serde_json::{Map, Value, json};

mod blocks;
mod cards;
mod elements;
mod objects;
mod rich_text;
mod rule;
mod selects;
mod tables;
mod view;

pub use view::validate_view;

/// Where blocks are shown; not every block is allowed everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Surface {
    /// A message in a conversation, ephemeral ones included.
    Message,
    /// A dialog.
    Modal,
    /// The Home tab of an app.
    Home,
}

impl Surface {
    const fn most_blocks(self) -> usize {
        match self {
            Surface::Message => 50,
            Surface::Modal | Surface::Home => 100,
        }
    }
}

/// One fault, and where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// A JSON pointer into what was sent, such as `/blocks/0/text/text`.
    pub pointer: String,
    /// What is wrong, in Slack's words.
    pub message: String,
    /// What a program can tell it by.
    pub sort: Sort,
}

/// Sorts of faults that a program may want to tell apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sort {
    /// A required field is not there.
    Missing(String),
    /// What stands there is not among what may.
    NotAmong {
        /// What may stand there.
        expected: Vec<&'static str>,
        /// What does.
        got: String,
    },
    /// Any other rule.
    Constraint,
}

impl Problem {
    /// As one of the `errors` of `blocks.validate`; the pointer begins behind `above`.
    pub fn to_json(&self, above: &str) -> Value {
        let pointer = self.pointer.strip_prefix(above).unwrap_or(&self.pointer);
        let mut error = json!({
            "pointer": pointer,
            "code": "failed_constraint",
            "message": self.message,
        });
        match &self.sort {
            Sort::Missing(field) => {
                error["code"] = json!("missing_field");
                error["field"] = json!(field);
            }
            Sort::NotAmong { expected, got } => {
                error["constraint"] = json!({"type": "enum", "expected": expected, "got": got});
            }
            Sort::Constraint => {}
        }
        error
    }
}

impl Sort {
    fn not_among(expected: &[&'static str], got: &str) -> Self {
        Self::NotAmong {
            expected: expected.to_vec(),
            got: got.to_owned(),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} [json-pointer:{}]", self.message, self.pointer)
    }
}

/// The serialised blocks of one message may have this many characters before Slack says `msg_blocks_too_long`.
pub const MESSAGE_BLOCKS_CHARACTERS: usize = 13_200;

/// A serialised view may have this many bytes before Slack says `view_too_large`.
pub const VIEW_BYTES: usize = 250 * 1024;

/// What is wrong with the blocks of a surface; pointers begin with `/blocks`.
pub fn validate_blocks(surface: Surface, blocks: &Value) -> Vec<Problem> {
    let mut faults = Faults::default();
    blocks::check_blocks(surface, blocks, "/blocks", &mut faults);
    faults.0
}

/// What is wrong with a message: its text, its blocks, and the blocks of its attachments.
///
/// A missing `text` is not a fault of form.
pub fn validate_message(message: &Value) -> Vec<Problem> {
    let mut faults = Faults::default();
    let Some(map) = message.as_object() else {
        faults.add("", "must provide an object");
        return faults.0;
    };
    if map.get("text").is_some_and(|text| !text.is_string()) {
        faults.add("/text", "must provide a string");
    }
    if let Some(blocks) = map.get("blocks") {
        blocks::check_blocks(Surface::Message, blocks, "/blocks", &mut faults);
    }
    for (n, attachment) in map
        .get("attachments")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .enumerate()
    {
        if let Some(blocks) = attachment.get("blocks") {
            blocks::check_blocks(
                Surface::Message,
                blocks,
                &format!("/attachments/{n}/blocks"),
                &mut faults,
            );
        }
    }
    faults.0
}

/// Whether a message's blocks are more than Slack takes in one message (`msg_blocks_too_long`).
pub fn message_blocks_too_long(blocks: &Value) -> bool {
    blocks.to_string().chars().count() > MESSAGE_BLOCKS_CHARACTERS
}

/// Whether a view is more than Slack takes (`view_too_large`).
pub fn view_too_large(view: &Value) -> bool {
    view.to_string().len() > VIEW_BYTES
}

/// The faults found so far, in the order of reading.
#[derive(Default)]
struct Faults(Vec<Problem>);

impl Faults {
    fn add(&mut self, pointer: impl Into<String>, message: impl Into<String>) {
        self.push(pointer, message, Sort::Constraint);
    }

    fn missing(&mut self, pointer: &str, field: &str) {
        let message = format!("missing required field: {field}");
        self.push(pointer, message, Sort::Missing(field.to_owned()));
    }

    /// A word outside a closed set.
    fn not_among(&mut self, pointer: &str, expected: &[&'static str], got: &str) {
        let message = format!("must be a valid enum value: {}", expected.join(", "));
        self.push(pointer, message, Sort::not_among(expected, got));
    }

    /// A type that does not belong there.
    fn unsupported(&mut self, pointer: &str, expected: &[&'static str], got: &str) {
        let message = format!("unsupported type: {got}");
        self.push(pointer, message, Sort::not_among(expected, got));
    }

    fn push(&mut self, pointer: impl Into<String>, message: impl Into<String>, sort: Sort) {
        self.0.push(Problem {
            pointer: pointer.into(),
            message: message.into(),
            sort,
        });
    }

    /// Reports every `action_id` that stands twice among the elements of a block.
    fn unique_actions(map: &Map<String, Value>, at: &str, faults: &mut Self) {
        let elements = map.get("elements").and_then(Value::as_array);
        let ids = elements.into_iter().flatten().enumerate();
        let ids = ids.filter_map(|(n, element)| {
            let id = element.get("action_id")?.as_str()?;
            Some((format!("{at}/elements/{n}/action_id"), id))
        });
        faults.unique("action_id", ids);
    }

    /// Reports every id after the first of its name. `ids` are pairs of pointer and id.
    fn unique<'a>(&mut self, what: &str, ids: impl Iterator<Item = (String, &'a str)>) {
        let mut seen = HashSet::new();
        for (pointer, id) in ids {
            if !seen.insert(id) {
                self.add(pointer, format!("`{what}` {id} already exists"));
            }
        }
    }
}
