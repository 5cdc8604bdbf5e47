//! JSON that is kept as its text: as a tree it would take ten times the memory, and most of it is never read again.

use serde::{Serialize, Serializer};
use serde_json::{Map, Value};
use std::fmt;

/// A JSON value, packed. Nothing, null and an empty list are the same.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Packed(Box<str>);

impl Packed {
    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The value; null if there is nothing.
    #[must_use]
    pub fn value(&self) -> Value {
        if self.is_empty() {
            return Value::Null;
        }
        serde_json::from_str(&self.0).expect("it was written as JSON")
    }

    /// The items of the list; none if it is no list.
    #[must_use]
    pub fn list(&self) -> Vec<Value> {
        match self.value() {
            Value::Array(items) => items,
            _ => Vec::new(),
        }
    }

    /// How many bytes it takes.
    pub(crate) fn size(&self) -> usize {
        self.0.len()
    }
}

impl From<&Value> for Packed {
    fn from(value: &Value) -> Self {
        let is_nothing = value.is_null() || value.as_array().is_some_and(Vec::is_empty);
        Self(if is_nothing {
            Box::default()
        } else {
            value.to_string().into_boxed_str()
        })
    }
}

impl From<&Map<String, Value>> for Packed {
    fn from(map: &Map<String, Value>) -> Self {
        let text = serde_json::to_string(map).expect("a map with texts for keys is JSON");
        Self(text.into_boxed_str())
    }
}

impl From<Value> for Packed {
    fn from(value: Value) -> Self {
        Self::from(&value)
    }
}

impl From<Vec<Value>> for Packed {
    fn from(items: Vec<Value>) -> Self {
        Self::from(Value::Array(items))
    }
}

impl Serialize for Packed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value().serialize(serializer)
    }
}

impl fmt::Debug for Packed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_empty() { "null" } else { &self.0 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_packed_comes_out_again() {
        let blocks = vec![json!({"type": "divider", "block_id": "b"}), json!(3)];
        assert_eq!(Packed::from(blocks.clone()).list(), blocks);
        let value = json!({"event_type": "x", "event_payload": {"é": "\u{1F525}\n"}});
        assert_eq!(Packed::from(&value).value(), value);
        assert_eq!(Packed::from(value).list(), [Value::Null; 0]);
        assert!(Packed::from(Vec::new()).is_empty());
        assert_eq!(Packed::default().value(), Value::Null);
    }
}
