//! Reading loosely from JSON: what is not there is empty.

use serde_json::Value;

/// The items of a list; none if it is not one.
pub(super) fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value
        .get(key)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

/// A string; empty if it is not one.
pub(super) fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or("")
}

/// The words of a text object.
pub(super) fn words<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).map_or("", |object| text(object, "text"))
}

pub(super) fn flag(value: &Value, key: &str) -> bool {
    value.get(key) == Some(&Value::Bool(true))
}
