//! JSON that is no YAML: escapes such as `\ud83d\ude00` and `\/`, tabs. Without places, as its parser has none.

use super::node::{Entry, Item, Node, Place};
use serde_json::Value;

/// The root, or where it stops being JSON.
pub(super) fn parse(text: &str) -> Result<Node, (Place, String)> {
    let root = serde_json::from_str(text).map_err(|error| {
        let place = Place {
            line: error.line().max(1),
            column: error.column().max(1),
        };
        let said = error.to_string();
        let said = said.split(" at line ").next().unwrap_or(&said).to_owned();
        (place, format!("is neither JSON nor YAML: {said}"))
    })?;
    Ok(node(root))
}

fn node(value: Value) -> Node {
    let item = match value {
        Value::Null => Item::Nothing,
        Value::Bool(flag) => Item::Flag(flag),
        Value::Number(number) => Item::Number(number.to_string()),
        Value::String(text) => Item::Text(text),
        Value::Array(items) => Item::List(items.into_iter().map(node).collect()),
        Value::Object(entries) => {
            let entry = |(name, value)| Entry {
                name,
                place: Place::START,
                value: node(value),
            };
            Item::Table(entries.into_iter().map(entry).collect())
        }
    };
    Node {
        place: Place::START,
        item,
    }
}
