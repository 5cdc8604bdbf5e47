//! Filling in a form: which field is meant, and what Slack's own client checks.

use super::pick::{self, Strictness};
use super::{Nonsense, nonsense};
use crate::state::View;
use crate::state::inputs::{self, Placed, Suggested, Values};
use serde_json::{Map, Value, json};

/// Texts beside fields, by block id.
pub(super) type Errors = Map<String, Value>;

/// The view's values with these entered, and what could not be entered.
pub(super) fn fill(
    view: &View,
    wanted: &Map<String, Value>,
    strict: Strictness,
    suggested: &Suggested,
) -> Result<(Values, Errors), Nonsense> {
    let places = inputs::placed(view.blocks());
    let mut values = view.values.clone();
    let mut errors = Errors::new();
    for (name, value) in wanted {
        let fields = match meant(&places, name, value) {
            Err(_) if strict == Strictness::Forced && value.is_object() => {
                make_up(&mut values, name, value);
                continue;
            }
            fields => fields?,
        };
        for (place, value) in fields {
            match pick::entry(&place, value, strict, suggested.of(&view.user, &place)) {
                Ok(entry) => inputs::put(&mut values, place.block_id(), place.action_id(), entry),
                Err(why) => {
                    errors.insert(place.block_id().to_owned(), Value::String(why));
                }
            }
        }
    }
    Ok((values, errors))
}

/// Enters texts in a block that the form does not have, as no client of Slack would.
fn make_up(values: &mut Values, block_id: &str, actions: &Value) {
    for (action, value) in actions.as_object().into_iter().flatten() {
        let entry = json!({"type": "plain_text_input", "value": value});
        inputs::put(values, block_id, action, entry);
    }
}

/// The fields that a key means: a block id, or a label.
fn meant<'a, 'v>(
    places: &[Placed<'a>],
    name: &str,
    value: &'v Value,
) -> Result<Vec<(Placed<'a>, &'v Value)>, Nonsense> {
    let fields = |place: &&Placed<'_>| inputs::keys(place.kind()).is_some();
    let in_block: Vec<_> = places
        .iter()
        .filter(fields)
        .filter(|place| place.block_id() == name)
        .collect();
    if let (Some(actions), false) = (value.as_object(), in_block.is_empty()) {
        let mut all = Vec::new();
        for (action, value) in actions {
            match in_block.iter().find(|place| place.action_id() == action) {
                Some(place) => all.push((**place, value)),
                None => return nonsense(format!("the block {name} has no element {action}")),
            }
        }
        return Ok(all);
    }
    let found = if in_block.is_empty() {
        let same = |place: &&Placed<'_>| place.label().trim().eq_ignore_ascii_case(name.trim());
        places.iter().filter(fields).filter(same).collect()
    } else {
        in_block
    };
    match found[..] {
        [place] => Ok(vec![(*place, value)]),
        [] => {
            let labels: Vec<_> = places
                .iter()
                .filter(fields)
                .map(|place| format!("\"{}\"", place.label()))
                .collect();
            nonsense(format!(
                "the form has no field \"{name}\"; it has {}",
                labels.join(", ")
            ))
        }
        _ => nonsense(format!(
            "the form has several fields \"{name}\"; name one by block and action id"
        )),
    }
}

/// What Slack's client says beside the fields before it sends anything.
pub(super) fn client_errors(view: &View, values: &Values) -> Errors {
    let mut errors = Errors::new();
    for place in inputs::placed(view.blocks())
        .iter()
        .filter(|place| place.is_input())
    {
        let Some((key, _)) = inputs::keys(place.kind()) else {
            continue;
        };
        let value = values
            .get(place.block_id())
            .map_or(&Value::Null, |block| &block[place.action_id()][key]);
        let empty = value.is_null() || value.as_array().is_some_and(Vec::is_empty);
        let problem = match value.as_str() {
            _ if empty => {
                (!place.is_optional()).then(|| "Please complete this required field.".to_owned())
            }
            Some(text) if place.kind() == "number_input" => number_problem(place.element, text),
            Some(text) => text_problem(place, text),
            None => None,
        };
        if let Some(problem) = problem {
            errors
                .entry(place.block_id())
                .or_insert(Value::String(problem));
        }
    }
    errors
}

fn text_problem(place: &Placed<'_>, text: &str) -> Option<String> {
    let length = u64::try_from(text.chars().count()).unwrap_or(u64::MAX);
    let limit = |key: &str| place.element[key].as_u64();
    match place.kind() {
        "email_text_input" if !text.contains('@') => {
            Some("Please enter a valid email address.".to_owned())
        }
        "url_text_input" if !text.contains("://") => Some("Please enter a valid URL.".to_owned()),
        "datepicker" if text.parse::<chrono::NaiveDate>().is_err() => {
            Some("Please enter a valid date.".to_owned())
        }
        "plain_text_input" => match (limit("min_length"), limit("max_length")) {
            (Some(least), _) if length < least => {
                Some(format!("Please enter at least {least} characters."))
            }
            (_, Some(most)) if length > most => {
                Some(format!("Please enter at most {most} characters."))
            }
            (_, None) if length > 3000 => Some("Please enter at most 3000 characters.".to_owned()),
            _ => None,
        },
        _ => None,
    }
}

fn number_problem(element: &Value, text: &str) -> Option<String> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits =
        |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let Some(number) = text
        .parse::<f64>()
        .ok()
        .filter(|_| all_digits(whole) && all_digits(fraction))
    else {
        return Some("Please enter a valid number.".to_owned());
    };
    if digits.contains('.') && element["is_decimal_allowed"] != true {
        return Some("Please enter a whole number.".to_owned());
    }
    let bound = |key: &str| {
        element[key]
            .as_str()
            .and_then(|text| text.parse::<f64>().ok().map(|bound| (text, bound)))
    };
    match (bound("min_value"), bound("max_value")) {
        (Some((text, least)), _) if number < least => {
            Some(format!("Please enter a number of at least {text}."))
        }
        (_, Some((text, most))) if number > most => {
            Some(format!("Please enter a number of at most {text}."))
        }
        _ => None,
    }
}
