//! A refused call: Slack's error code with what goes beside it.

use super::Answer;
use serde_json::{Map, Value, json};

/// Why a call is refused.
#[derive(Debug)]
pub(crate) struct Refusal {
    code: String,
    more: Map<String, Value>,
}

impl Refusal {
    pub(crate) fn new(code: &str) -> Self {
        Self {
            code: code.to_owned(),
            more: Map::new(),
        }
    }

    /// Whether it has this code.
    pub(crate) fn is(&self, code: &str) -> bool {
        self.code == code
    }

    /// With a message such as Slack's `[ERROR] …`.
    pub(crate) fn because(code: &str, message: impl std::fmt::Display) -> Self {
        Self::with_messages(code, &[message.to_string()])
    }

    pub(crate) fn with_messages(code: &str, messages: &[String]) -> Self {
        let messages: Vec<_> = messages
            .iter()
            .map(|message| format!("[ERROR] {message}"))
            .collect();
        Self::new(code).and("response_metadata", json!({"messages": messages}))
    }

    pub(crate) fn and(mut self, key: &str, value: Value) -> Self {
        self.more.insert(key.to_owned(), value);
        self
    }
}

impl From<&str> for Refusal {
    fn from(code: &str) -> Self {
        Self::new(code)
    }
}

/// The JSON of an answer: `ok` first.
pub(super) fn body(answer: Answer) -> Value {
    let mut body = Map::new();
    match answer {
        Ok(fields) => {
            body.insert("ok".into(), json!(true));
            if let Value::Object(fields) = fields {
                body.extend(fields);
            }
        }
        Err(refusal) => {
            body.insert("ok".into(), json!(false));
            body.insert("error".into(), json!(refusal.code));
            body.extend(refusal.more);
        }
    }
    Value::Object(body)
}
