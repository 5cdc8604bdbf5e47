//! From what a person types or chooses to an entry of `state.values`.

use crate::state::inputs::{self, Placed};
use serde_json::{Value, json};

/// Whether what Slack's client would not let through is refused.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Strictness {
    /// As Slack's client does.
    Client,
    /// Anything goes.
    Forced,
}

/// The entry of an element for this value; a sentence if it cannot be entered there.
pub(super) fn entry(
    place: &Placed<'_>,
    wanted: &Value,
    strict: Strictness,
) -> Result<Value, String> {
    let element = place.element;
    let Some((key, _)) = inputs::keys(place.kind()) else {
        return Err(format!("a {} cannot be filled in", place.kind()));
    };
    let value = match key {
        _ if wanted.is_null() => None,
        "value" => text(wanted)?
            .filter(|text| !text.is_empty())
            .map(Value::String),
        "selected_option" => match text(wanted)? {
            Some(text) if !text.is_empty() => Some(option(element, &text, strict)?),
            _ => None,
        },
        "selected_options" => {
            let chosen = list(wanted)?;
            Some(
                chosen
                    .iter()
                    .map(|text| option(element, text, strict))
                    .collect::<Result<Value, _>>()?,
            )
        }
        "selected_date_time" => Some(number(wanted)?),
        "rich_text_value" => Some(rich_text(wanted)?),
        "files" => Some(wanted.clone()),
        _ if inputs::is_list(key) => Some(json!(list(wanted)?)),
        _ => text(wanted)?
            .filter(|text| !text.is_empty())
            .map(Value::String),
    };
    inputs::entry(element, value).ok_or_else(|| "this element cannot be filled in".to_owned())
}

fn text(wanted: &Value) -> Result<Option<String>, String> {
    match wanted {
        Value::Null => Ok(None),
        Value::String(text) => Ok(Some(text.clone())),
        Value::Number(number) => Ok(Some(number.to_string())),
        Value::Array(list) if list.len() == 1 => text(&list[0]),
        Value::Object(option) => option.get("value").map_or(Ok(None), text),
        _ => Err("needs a text".to_owned()),
    }
}

fn list(wanted: &Value) -> Result<Vec<String>, String> {
    let items = match wanted {
        Value::Array(items) => items.clone(),
        Value::Null => Vec::new(),
        one => vec![one.clone()],
    };
    items
        .iter()
        .filter_map(|item| text(item).transpose())
        .collect()
}

fn number(wanted: &Value) -> Result<Value, String> {
    let number = wanted
        .as_i64()
        .or_else(|| wanted.as_str().and_then(|text| text.parse().ok()));
    number
        .map(|number| json!(number))
        .ok_or_else(|| "needs a time in seconds since 1970".to_owned())
}

fn rich_text(wanted: &Value) -> Result<Value, String> {
    match wanted {
        Value::Object(_) => Ok(wanted.clone()),
        Value::String(text) => Ok(json!({
            "type": "rich_text",
            "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}],
        })),
        _ => Err("needs a text".to_owned()),
    }
}

/// The option with this value, or else with this text.
fn option(element: &Value, wanted: &str, strict: Strictness) -> Result<Value, String> {
    let by_value = inputs::options(element).find(|option| option["value"] == wanted);
    let found = by_value
        .or_else(|| inputs::options(element).find(|option| option["text"]["text"] == wanted));
    let made_up =
        || json!({"text": {"type": "plain_text", "text": wanted, "emoji": true}, "value": wanted});
    let external = matches!(
        element["type"].as_str(),
        Some("external_select" | "multi_external_select")
    );
    match found {
        Some(option) => Ok(option.clone()),
        None if strict == Strictness::Forced || external => Ok(made_up()),
        None => Err(format!("\"{wanted}\" is not one of the options")),
    }
}
