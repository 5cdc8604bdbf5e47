//! Interactive elements: buttons, menus, pickers. Each works as a plain form field or a submit button.
//!
//! A field is named `v:` and its block and action id, joined by a unit separator; a button named `press` carries the
//! same two ids as its value. A menu in a message or beside a section acts as soon as it changes; without a script a
//! small button beside it does.

use maud::{Markup, html};
use serde_json::Value;

use super::block::{picture, plain, text_object};
use super::ctx::Ctx;
use super::inline::is_safe;
use super::json::{flag, list, text, words};
use super::{rich_text, time};
use crate::state::inputs;

const SEPARATOR: char = '\u{1f}';

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
    let ids = pair(text(block, "block_id"), text(element, "action_id"));
    match text(element, "type") {
        "button" | "workflow_button" => button(block, element),
        "feedback_buttons" => html! {
            @for side in ["positive_button", "negative_button"] {
                @let one = &element[side];
                button.btn type="submit" name="press" value=(format!("{ids}{SEPARATOR}{}", text(one, "value"))) {
                    (plain(words(one, "text")))
                }
            }
        },
        "icon_button" => html! {
            button.btn type="submit" name="press" value=(ids) { (plain(words(element, "text"))) }
        },
        "overflow" => html! {
            details.overflow {
                summary.btn aria-label="More actions" { "⋯" }
                div.menu {
                    @for option in list(element, "options") {
                        button type="submit" name="press" value=(format!("{ids}{SEPARATOR}{}", text(option, "value"))) {
                            (plain(words(option, "text")))
                        }
                    }
                }
            }
        },
        "" => html! {},
        _ => {
            let named = words(element, "placeholder");
            let label = if named.is_empty() { "Choose" } else { named };
            html! {
                span.acting {
                    (control(block, element, &Role { id: None, label: Some(label), described: None, required: false, acts: true }, ctx))
                    button.btn.small.go type="submit" name="press" value=(ids) aria-label=(format!("Apply: {label}")) { "Apply" }
                }
            }
        }
    }
}

/// A button, or a link if it leads somewhere.
pub(super) fn button(block: &Value, element: &Value) -> Markup {
    let style = match text(element, "style") {
        style @ ("primary" | "danger") => style,
        _ => "",
    };
    let label = Some(text(element, "accessibility_label")).filter(|label| !label.is_empty());
    let confirm = element
        .get("confirm")
        .map(|confirm| format!("{}\n\n{}", words(confirm, "title"), words(confirm, "text")));
    let url = text(element, "url");
    html! {
        button class={ "btn " (style) } type="submit" name="press" aria-label=[label] data-confirm=[confirm]
            value=(pair(text(block, "block_id"), text(element, "action_id")))
            data-url=[is_safe(url).then_some(url)] {
            (plain(words(element, "text")))
            @if is_safe(url) { span.quiet aria-hidden="true" { " ↗" } }
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
}

/// Whether a control is several fields, whose label is a legend.
pub(super) fn is_group(kind: &str) -> bool {
    matches!(kind, "radio_buttons" | "checkboxes") || kind.starts_with("multi_")
}

/// A field that holds a value.
pub(super) fn control(block: &Value, element: &Value, role: &Role<'_>, ctx: &Ctx) -> Markup {
    let kind = text(element, "type");
    let (block_id, action_id) = (text(block, "block_id"), text(element, "action_id"));
    let name = field_name(block_id, action_id);
    let held = held(element, ctx.entry(block_id, action_id));
    let choices = choices(element, ctx);
    if is_group(kind) {
        return group(element, &name, &held, &choices, role, ctx);
    }
    if !choices.is_empty() {
        return menu(element, &name, &held, &choices, role);
    }
    let value = held.first().cloned().unwrap_or_default();
    let placeholder = Some(words(element, "placeholder")).filter(|words| !words.is_empty());
    let focus = flag(element, "focus_on_load");
    let most = element.get("max_length").and_then(Value::as_u64);
    let least = element.get("min_length").and_then(Value::as_u64);
    let acts = role.acts.then_some("");
    if kind == "rich_text_input" || (kind == "plain_text_input" && flag(element, "multiline")) {
        return html! {
            textarea id=[role.id.as_ref()] name=(name) rows="3" placeholder=[placeholder] aria-label=[role.label]
                aria-describedby=[role.described.as_ref()] aria-required=[role.required.then_some("true")]
                maxlength=[most] minlength=[least] autofocus[focus] data-acts=[acts] { "\n" (value) }
        };
    }
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
        _ => value,
    };
    html! {
        input id=[role.id.as_ref()] type=(input_type) inputmode=[mode] name=(name) value=(value) placeholder=[placeholder]
            aria-label=[role.label] aria-describedby=[role.described.as_ref()]
            aria-required=[role.required.then_some("true")] maxlength=[most] minlength=[least] autocomplete="off"
            autofocus[focus] data-acts=[acts] class={ "kind-" (kind) };
    }
}

/// What a field holds, as the strings that its form field has.
fn held(element: &Value, entry: Option<&Value>) -> Vec<String> {
    let Some((key, initial)) = inputs::keys(text(element, "type")) else {
        return Vec::new();
    };
    let value = match entry {
        Some(entry) => entry.get(key),
        None => element.get(initial),
    };
    strings(value)
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

/// One thing that can be chosen.
struct Choice<'a> {
    group: &'a str,
    value: &'a str,
    label: &'a str,
    option: Option<&'a Value>,
}

fn choices<'a>(element: &'a Value, ctx: &'a Ctx) -> Vec<Choice<'a>> {
    let of = |pairs: &'a [(String, String)]| {
        pairs
            .iter()
            .map(|(value, label)| Choice {
                group: "",
                value,
                label,
                option: None,
            })
            .collect::<Vec<_>>()
    };
    fn option<'a>(group: &'a str, option: &'a Value) -> Choice<'a> {
        Choice {
            group,
            value: text(option, "value"),
            label: words(option, "text"),
            option: Some(option),
        }
    }
    let kind = text(element, "type");
    match kind.trim_start_matches("multi_") {
        "users_select" => {
            let mut all = of(&ctx.people);
            all.retain(|choice| !ctx.gone.iter().any(|id| id == choice.value));
            all
        }
        "channels_select" | "conversations_select" => of(&ctx.channels),
        "static_select" | "radio_buttons" | "checkboxes" => {
            let groups = list(element, "option_groups").iter();
            let grouped = groups.flat_map(|group| {
                list(group, "options")
                    .iter()
                    .map(|one| option(words(group, "label"), one))
            });
            list(element, "options")
                .iter()
                .map(|one| option("", one))
                .chain(grouped)
                .collect()
        }
        _ => Vec::new(),
    }
}

fn menu(
    element: &Value,
    name: &str,
    held: &[String],
    choices: &[Choice<'_>],
    role: &Role<'_>,
) -> Markup {
    let placeholder = words(element, "placeholder");
    let mut groups: Vec<(&str, Vec<&Choice<'_>>)> = Vec::new();
    for choice in choices {
        match groups.last_mut() {
            Some((group, list)) if *group == choice.group => list.push(choice),
            _ => groups.push((choice.group, vec![choice])),
        }
    }
    let options = |list: &[&Choice<'_>]| {
        html! {
            @for choice in list {
                option value=(choice.value) selected[held.first().is_some_and(|held| held == choice.value)] { (choice.label) }
            }
        }
    };
    html! {
        select id=[role.id.as_ref()] name=(name) aria-label=[role.label] aria-describedby=[role.described.as_ref()]
            aria-required=[role.required.then_some("true")] autofocus[flag(element, "focus_on_load")]
            data-acts=[role.acts.then_some("")] {
            option value="" { (if placeholder.is_empty() { "Choose an option" } else { placeholder }) }
            @for (group, list) in &groups {
                @if group.is_empty() { (options(list)) } @else { optgroup label=(group) { (options(list)) } }
            }
        }
    }
}

/// Radio buttons, checkboxes, and the menus of which one takes several.
fn group(
    element: &Value,
    name: &str,
    held: &[String],
    choices: &[Choice<'_>],
    role: &Role<'_>,
    ctx: &Ctx,
) -> Markup {
    let kind = text(element, "type");
    let input_type = if kind == "radio_buttons" {
        "radio"
    } else {
        "checkbox"
    };
    let many = kind.starts_with("multi_");
    html! {
        div.choices.many[many] role="group" aria-label=[role.label] aria-describedby=[role.described.as_ref()] {
            @for choice in choices {
                label.choice {
                    input type=(input_type) name=(name) value=(choice.value) data-acts=[role.acts.then_some("")]
                        checked[held.iter().any(|held| held == choice.value)];
                    span {
                        @match choice.option {
                            Some(option) => {
                                (text_object(option.get("text"), ctx))
                                @if option.get("description").is_some() {
                                    span.quiet.below { (text_object(option.get("description"), ctx)) }
                                }
                            }
                            None => (choice.label),
                        }
                    }
                }
            }
        }
    }
}
