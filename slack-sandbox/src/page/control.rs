//! Interactive elements: what stands in a row of actions or beside a section, and the fields that hold a value.
//!
//! A field is named `v:` and its block and action id, joined by a unit separator; a button named `press` carries the
//! same two ids as its value. A menu in a message or beside a section acts as soon as it changes; without a script a
//! small button beside it does. A menu that takes several acts when its own button is pressed.

use maud::{Markup, html};
use serde_json::Value;

use super::block::picture;
use super::button::{button, feedback, icon_button, overflow};
use super::confirm::dialog;
use super::ctx::Ctx;
use super::json::{flag, list, text, words};
use super::menu::{choices, group, menu, of_options, several};
use super::{external, rich_text, time};
use crate::state::inputs;

pub(super) const SEPARATOR: char = '\u{1f}';

/// The name of a field.
pub(super) fn field_name(block_id: &str, action_id: &str) -> String {
    format!("v:{}", pair(block_id, action_id))
}

/// Block and action id in one string.
pub(super) fn pair(block_id: &str, action_id: &str) -> String {
    format!("{block_id}{SEPARATOR}{action_id}")
}

/// The two ids again.
pub(super) fn split_pair(pair: &str) -> Option<(&str, &str)> {
    pair.split_once(SEPARATOR)
}

/// A row of actions.
pub(super) fn actions(block: &Value, ctx: &Ctx) -> Markup {
    html! {
        div.b-actions role="group" aria-label="Actions" {
            @for element in list(block, "elements") { (acting(block, element, ctx)) }
        }
    }
}

/// What stands beside a section.
pub(super) fn accessory(block: &Value, element: &Value, ctx: &Ctx) -> Markup {
    html! {
        div.accessory {
            @if text(element, "type") == "image" { (picture(element, "square")) }
            @else { (acting(block, element, ctx)) }
        }
    }
}

/// An element that tells the app at once.
fn acting(block: &Value, element: &Value, ctx: &Ctx) -> Markup {
    match text(element, "type") {
        "button" | "workflow_button" => button(block, element, ctx),
        "feedback_buttons" => feedback(block, element),
        "icon_button" => icon_button(block, element, ctx),
        "overflow" => overflow(block, element, ctx),
        "" => html! {},
        kind => acting_field(block, element, kind, ctx),
    }
}

fn acting_field(block: &Value, element: &Value, kind: &str, ctx: &Ctx) -> Markup {
    let value = pair(text(block, "block_id"), text(element, "action_id"));
    let named = words(element, "placeholder");
    let label = match (named, kind) {
        ("", "datepicker") => "Date",
        ("", "timepicker") => "Time",
        ("", "datetimepicker") => "Date and time",
        ("", _) => "Choose",
        _ => named,
    };
    let id = ctx.id("ask", &value);
    let confirm = element.get("confirm").filter(|confirm| confirm.is_object());
    let role = Role {
        id: None,
        label: Some(label),
        described: None,
        required: false,
        acts: true,
        confirm: confirm.map(|_| id.clone()),
    };
    html! {
        span.acting {
            (control(block, element, &role, ctx))
            @if kind.starts_with("multi_") {
                // Its own button stands in its fold.
            } @else if confirm.is_some() {
                button.btn.small.go type="button" command="show-modal" commandfor=(id) aria-label=(format!("Apply: {label}")) { "Apply" }
            } @else {
                button.btn.small.go type="submit" name="press" value=(value) aria-label=(format!("Apply: {label}")) { "Apply" }
            }
            @if let Some(confirm) = confirm { (dialog(confirm, &id, &value, ctx)) }
        }
    }
}

/// How a control stands in its surroundings.
pub(super) struct Role<'a> {
    /// The id that a label is bound to.
    pub(super) id: Option<String>,
    /// A label for those who hear it, where none is written.
    pub(super) label: Option<&'a str>,
    /// Ids of the texts that describe it.
    pub(super) described: Option<String>,
    pub(super) required: bool,
    /// Tells the app as soon as it changes.
    pub(super) acts: bool,
    /// The dialog that asks before it does.
    pub(super) confirm: Option<String>,
}

/// Whether a control is several fields, whose label is a legend.
pub(super) fn is_group(kind: &str) -> bool {
    matches!(kind, "radio_buttons" | "checkboxes") || kind.starts_with("multi_")
}

/// A field that holds a value.
pub(super) fn control(block: &Value, element: &Value, role: &Role<'_>, ctx: &Ctx) -> Markup {
    let kind = text(element, "type");
    let ids = (text(block, "block_id"), text(element, "action_id"));
    let name = field_name(ids.0, ids.1);
    let entry = ctx.entry(ids.0, ids.1);
    let held = held(element, entry, ctx);
    if kind == "file_input" {
        return files(element, &name, role);
    }
    if kind.ends_with("external_select") {
        let choices = of_options(&external::options(element, ids, ctx));
        return html! {
            (external::search(element, ids, role))
            @if kind.starts_with("multi_") { (several(element, ids, &held, &choices, role, ctx)) }
            @else { (menu(element, &name, &held, &choices, role)) }
        };
    }
    let choices = choices(element, ctx);
    if kind.starts_with("multi_") {
        return several(element, ids, &held, &choices, role, ctx);
    }
    if is_group(kind) {
        return group(element, &name, &held, &choices, role, ctx);
    }
    if kind.ends_with("_select") {
        return menu(element, &name, &held, &choices, role);
    }
    let value = held.first().cloned().unwrap_or_default();
    let long =
        kind == "rich_text_input" || (kind == "plain_text_input" && flag(element, "multiline"));
    if long {
        return textarea(element, &name, &value, role);
    }
    field(element, kind, &name, &value, role, ctx)
}

fn textarea(element: &Value, name: &str, value: &str, role: &Role<'_>) -> Markup {
    let limit = |key: &str| element.get(key).and_then(Value::as_u64);
    html! {
        textarea id=[role.id.as_ref()] name=(name) rows="3" placeholder=[placeholder(element)] aria-label=[role.label]
            aria-describedby=[role.described.as_ref()] aria-required=[role.required.then_some("true")]
            maxlength=[limit("max_length")] minlength=[limit("min_length")] autofocus[flag(element, "focus_on_load")]
            data-acts=[role.acts.then_some("")] data-confirm=[role.confirm.as_ref()] { "\n" (value) }
    }
}

/// Files of the kinds that the app takes; the script hands them over when the form is sent.
fn files(element: &Value, name: &str, role: &Role<'_>) -> Markup {
    let kinds = list(element, "filetypes").iter().filter_map(Value::as_str);
    let accept: Vec<String> = kinds.map(|kind| format!(".{kind}")).collect();
    let several = element.get("max_files").and_then(Value::as_u64) != Some(1);
    html! {
        input type="file" id=[role.id.as_ref()] name=(name) multiple[several] aria-describedby=[role.described.as_ref()]
            accept=[(!accept.is_empty()).then(|| accept.join(","))] aria-required=[role.required.then_some("true")];
        noscript { p.hint { "Files are handed over by a script, which does not run here." } }
    }
}

fn placeholder(element: &Value) -> Option<&str> {
    Some(words(element, "placeholder")).filter(|words| !words.is_empty())
}

fn field(
    element: &Value,
    kind: &str,
    name: &str,
    value: &str,
    role: &Role<'_>,
    ctx: &Ctx,
) -> Markup {
    let (input_type, mode) = match kind {
        "number_input" if flag(element, "is_decimal_allowed") => ("text", Some("decimal")),
        "number_input" => ("text", Some("numeric")),
        "email_text_input" => ("email", None),
        "url_text_input" => ("url", None),
        "datepicker" => ("date", None),
        "timepicker" => ("time", None),
        "datetimepicker" => ("datetime-local", None),
        _ => ("text", None),
    };
    let value = match (kind, value.parse()) {
        ("datetimepicker", Ok(seconds)) => time::field(seconds, ctx),
        _ => value.to_owned(),
    };
    let limit = |key: &str| element.get(key).and_then(Value::as_u64);
    html! {
        input id=[role.id.as_ref()] type=(input_type) inputmode=[mode] name=(name) value=(value) placeholder=[placeholder(element)]
            aria-label=[role.label] aria-describedby=[role.described.as_ref()]
            aria-required=[role.required.then_some("true")] maxlength=[limit("max_length")] minlength=[limit("min_length")]
            autocomplete="off" autofocus[flag(element, "focus_on_load")] data-acts=[role.acts.then_some("")]
            data-confirm=[role.confirm.as_ref()] class={ "kind-" (kind) };
    }
}

/// What a field holds, as the strings that its form field has.
fn held(element: &Value, entry: Option<&Value>, ctx: &Ctx) -> Vec<String> {
    let Some((key, initial)) = inputs::keys(text(element, "type")) else {
        return Vec::new();
    };
    let value = match entry {
        Some(entry) => entry.get(key),
        None => element.get(initial),
    };
    let held = strings(value);
    if held.is_empty() && flag(element, "default_to_current_conversation") {
        return vec![ctx.place.clone()];
    }
    held
}

fn strings(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(text)) => vec![text.clone()],
        Some(Value::Number(number)) => vec![number.to_string()],
        Some(Value::Array(items)) => items.iter().flat_map(|item| strings(Some(item))).collect(),
        Some(rich @ Value::Object(map)) if map.contains_key("elements") => {
            vec![rich_text::as_plain(rich)]
        }
        Some(Value::Object(map)) => strings(map.get("value")),
        _ => Vec::new(),
    }
}
