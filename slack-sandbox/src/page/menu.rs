//! Menus and groups of choices: among options, people or conversations, one and several at a time.

use maud::{Markup, html};
use serde_json::Value;

use super::block::text_object;
use super::control::{Role, field_name, pair};
use super::ctx::Ctx;
use super::json::{flag, list, text, words};

/// One thing that can be chosen.
pub(super) struct Choice<'a> {
    group: &'a str,
    value: &'a str,
    label: &'a str,
    option: Option<&'a Value>,
}

/// Choices among these options.
pub(super) fn of_options<'a>(options: &[&'a Value]) -> Vec<Choice<'a>> {
    options.iter().map(|one| option("", one)).collect()
}

fn option<'a>(group: &'a str, option: &'a Value) -> Choice<'a> {
    Choice {
        group,
        value: text(option, "value"),
        label: words(option, "text"),
        option: Some(option),
    }
}

pub(super) fn choices<'a>(element: &'a Value, ctx: &'a Ctx) -> Vec<Choice<'a>> {
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
    let kind = text(element, "type");
    match kind.trim_start_matches("multi_") {
        "users_select" => {
            let mut all = of(&ctx.names.people);
            all.retain(|choice| !ctx.names.gone.iter().any(|id| id == choice.value));
            all
        }
        "channels_select" => of(&ctx.names.channels),
        "conversations_select" => conversations(element, ctx),
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

/// The conversations that the menu's filter lets through.
fn conversations<'a>(element: &'a Value, ctx: &'a Ctx) -> Vec<Choice<'a>> {
    let filter = &element["filter"];
    let included = list(filter, "include");
    let fits = |kind: &str| {
        let is_bots = kind == "im" && flag(filter, "exclude_bot_users");
        !is_bots && (included.is_empty() || included.iter().any(|one| one == kind))
    };
    let all = ctx
        .names
        .conversations
        .iter()
        .filter(|(_, _, kind)| fits(kind));
    all.map(|(value, label, _)| Choice {
        group: "",
        value,
        label,
        option: None,
    })
    .collect()
}

/// Choices by the group they stand in.
fn grouped<'c, 'a>(choices: &'c [Choice<'a>]) -> Vec<(&'a str, Vec<&'c Choice<'a>>)> {
    let mut groups: Vec<(&str, Vec<&Choice<'_>>)> = Vec::new();
    for choice in choices {
        match groups.last_mut() {
            Some((group, list)) if *group == choice.group => list.push(choice),
            _ => groups.push((choice.group, vec![choice])),
        }
    }
    groups
}

pub(super) fn menu(
    element: &Value,
    name: &str,
    held: &[String],
    choices: &[Choice<'_>],
    role: &Role<'_>,
) -> Markup {
    let placeholder = words(element, "placeholder");
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
            data-acts=[role.acts.then_some("")] data-confirm=[role.confirm.as_ref()] {
            option value="" { (if placeholder.is_empty() { "Choose an option" } else { placeholder }) }
            @for (group, list) in &grouped(choices) {
                @if group.is_empty() { (options(list)) } @else { optgroup label=(group) { (options(list)) } }
            }
        }
    }
}

/// Radio buttons and checkboxes.
pub(super) fn group(
    element: &Value,
    name: &str,
    held: &[String],
    choices: &[Choice<'_>],
    role: &Role<'_>,
    ctx: &Ctx,
) -> Markup {
    let kind = if text(element, "type") == "radio_buttons" {
        "radio"
    } else {
        "checkbox"
    };
    html! {
        div.choices role=(if kind == "radio" { "radiogroup" } else { "group" }) aria-label=[role.label] aria-describedby=[role.described.as_ref()] {
            @for choice in choices {
                label.choice {
                    input type=(kind) name=(name) value=(choice.value) data-acts=[role.acts.then_some("")]
                        data-confirm=[role.confirm.as_ref()] checked[is_held(choice, held)];
                    (described(choice, ctx))
                }
            }
        }
    }
}

fn is_held(choice: &Choice<'_>, held: &[String]) -> bool {
    held.iter().any(|held| held == choice.value)
}

fn described(choice: &Choice<'_>, ctx: &Ctx) -> Markup {
    html! {
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

/// A menu that takes several: a fold that shows what is chosen, with a box for each choice.
pub(super) fn several(
    element: &Value,
    ids: (&str, &str),
    held: &[String],
    choices: &[Choice<'_>],
    role: &Role<'_>,
    ctx: &Ctx,
) -> Markup {
    let name = field_name(ids.0, ids.1);
    let press = pair(ids.0, ids.1);
    let placeholder = match words(element, "placeholder") {
        "" => "Choose options",
        words => words,
    };
    let chosen: Vec<&Choice<'_>> = choices.iter().filter(|one| is_held(one, held)).collect();
    let said = if chosen.is_empty() {
        placeholder.to_owned()
    } else {
        let labels: Vec<&str> = chosen.iter().map(|one| one.label).collect();
        format!("{placeholder}: {}", labels.join(", "))
    };
    html! {
        details.several id=(ctx.id("several", &press)) {
            summary aria-label=(match role.label { Some(label) if chosen.is_empty() => label, _ => &said }) {
                @if chosen.is_empty() { span.quiet { (placeholder) } }
                @for one in &chosen { span.chip { (one.label) } }
            }
            div.choices role="group" aria-label=(placeholder) aria-describedby=[role.described.as_ref()] {
                @for (group, list) in &grouped(choices) {
                    @if !group.is_empty() { p.group-label { (group) } }
                    @for choice in list {
                        label.choice {
                            input type="checkbox" name=(name) value=(choice.value) checked[is_held(choice, held)];
                            (described(choice, ctx))
                        }
                    }
                }
                @if choices.is_empty() { p.quiet { "There is nothing to choose from." } }
            }
            @if role.acts {
                @match &role.confirm {
                    Some(id) => button.btn.small type="button" command="show-modal" commandfor=(id) { "Apply" },
                    None => button.btn.small type="submit" name="press" value=(press) { "Apply" },
                }
            }
        }
    }
}
