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

/// The entry of an element for this value; a sentence if it cannot be entered there. An external select's options are
/// those that the app suggested.
pub(super) fn entry(
    place: &Placed<'_>,
    wanted: &Value,
    strict: Strictness,
    suggested: &[Value],
) -> Result<Value, String> {
    let element = place.element;
    let Some((key, _)) = inputs::keys(place.kind()) else {
        return Err(format!("a {} cannot be filled in", place.kind()));
    };
    if strict == Strictness::Client {
        possible(element, wanted)?;
    }
    let value = match key {
        _ if wanted.is_null() => None,
        "value" => text(wanted)?
            .filter(|text| !text.is_empty())
            .map(Value::String),
        "selected_option" => match text(wanted)? {
            Some(text) if !text.is_empty() => Some(option((element, suggested), &text, strict)?),
            _ => None,
        },
        "selected_options" => {
            let chosen = list(wanted)?;
            Some(
                chosen
                    .iter()
                    .map(|text| option((element, suggested), text, strict))
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

/// What Slack's client lets a person choose at all.
fn possible(element: &Value, wanted: &Value) -> Result<(), String> {
    if let Some(most) = element["max_selected_items"].as_u64()
        && list(wanted).is_ok_and(|chosen| u64::try_from(chosen.len()).unwrap_or(u64::MAX) > most)
    {
        return Err(format!("Please choose at most {most}."));
    }
    let Ok(Some(text)) = text(wanted) else {
        return Ok(());
    };
    let is_time = |text: &str| chrono::NaiveTime::parse_from_str(text, "%H:%M").is_ok();
    match element["type"].as_str() {
        _ if text.is_empty() => Ok(()),
        Some("datepicker") if text.parse::<chrono::NaiveDate>().is_err() => {
            Err("Please enter a valid date.".to_owned())
        }
        Some("timepicker") if !is_time(&text) => Err("Please enter a valid time.".to_owned()),
        _ => Ok(()),
    }
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
fn option(
    (element, suggested): (&Value, &[Value]),
    wanted: &str,
    strict: Strictness,
) -> Result<Value, String> {
    let all = || inputs::options(element).chain(suggested);
    let by_value = all().find(|option| option["value"] == wanted);
    let found = by_value.or_else(|| all().find(|option| option["text"]["text"] == wanted));
    match found {
        Some(option) => Ok(option.clone()),
        None if strict == Strictness::Forced => Ok(
            json!({"text": {"type": "plain_text", "text": wanted, "emoji": true}, "value": wanted}),
        ),
        None => Err(format!("\"{wanted}\" is not one of the options")),
    }
}
