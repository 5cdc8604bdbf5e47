//! Menus whose options the app gives while a person types: a field to search with, and what it found to choose from.

use maud::{Markup, html};
use serde_json::Value;

use super::control::{Role, pair};
use super::ctx::Ctx;
use super::json::text;
use crate::state::inputs;

/// The name under which a form carries what is searched for.
pub(super) fn search_name(ids: &str) -> String {
    format!("q:{ids}")
}

/// What can be chosen: what the app gave last, and what is chosen already.
pub(super) fn options<'a>(element: &'a Value, ids: (&str, &str), ctx: &'a Ctx) -> Vec<&'a Value> {
    let key = (ids.0.to_owned(), ids.1.to_owned());
    let given = ctx.names.suggested.get(&key).into_iter().flatten();
    let held = match (inputs::keys(text(element, "type")), ctx.entry(ids.0, ids.1)) {
        (Some((key, _)), Some(entry)) => entry.get(key),
        (Some((_, initial)), None) => element.get(initial),
        (None, _) => None,
    };
    let held = match held {
        Some(Value::Array(all)) => all.as_slice(),
        Some(one @ Value::Object(_)) => std::slice::from_ref(one),
        _ => &[],
    };
    let mut options: Vec<&Value> = given.collect();
    for one in held {
        if !options.iter().any(|known| known["value"] == one["value"]) {
            options.push(one);
        }
    }
    options
}

/// The field to search with, before the menu that it fills.
pub(super) fn search(element: &Value, ids: (&str, &str), role: &Role<'_>) -> Markup {
    let ids = pair(ids.0, ids.1);
    let least = element
        .get("min_query_length")
        .and_then(Value::as_u64)
        .unwrap_or(3);
    let label = match role.label {
        Some(label) => format!("Search: {label}"),
        None => "Search".to_owned(),
    };
    let hint = match least {
        0 => "Search".to_owned(),
        1 => "Search, from one character on".to_owned(),
        least => format!("Search, from {least} characters on"),
    };
    html! {
        span.search {
            input type="search" name=(search_name(&ids)) placeholder=(hint) aria-label=(label) autocomplete="off" data-search;
            button.btn.small type="submit" formaction="/suggest" formnovalidate name="suggest" value=(ids) { "Search" }
        }
    }
}
