//! What several elements share: options, option groups, the confirmation dialog, files, dispatch settings.

use serde_json::{Map, Value};

use super::Faults;
use super::rule::Rule::{Among, Any, Bool, List, Object, Plain, Str, Text, Url};
use super::rule::{Field, Kind, Rule, kind, kind_also, may, must};

pub(super) const BLOCK_ID: Field = may("block_id", Str(1, 255));
pub(super) const ACTION_ID: Field = may("action_id", Str(1, 255));
pub(super) const PLACEHOLDER: Field = may("placeholder", Plain(150));
pub(super) const CONFIRM: Field = may("confirm", Object(&CONFIRMATION));
pub(super) const FOCUS: Field = may("focus_on_load", Bool);
pub(super) const DISPATCH: Field = may("dispatch_action_config", Object(&DISPATCH_CONFIG));
pub(super) const SLACK_FILE: Field = may("slack_file", Object(&FILE));
pub(super) const STYLES: &[&str] = &["primary", "danger"];

static CONFIRMATION: Kind = kind(
    "confirm",
    &[
        must("title", Plain(100)),
        must("text", Text(300)),
        must("confirm", Plain(30)),
        must("deny", Plain(30)),
        may("style", Among(STYLES)),
    ],
);

static DISPATCH_CONFIG: Kind = kind(
    "dispatch_action_config",
    &[may(
        "trigger_actions_on",
        List(1, 2, &Among(&["on_enter_pressed", "on_character_entered"])),
    )],
);

static FILE: Kind = kind_also(
    "slack_file",
    &[may("id", Any), may("url", Url(3000))],
    |map, at, faults| {
        if map.contains_key("id") == map.contains_key("url") {
            faults.add(at, "must define either `id` or `url`, and not both");
        }
        if map
            .get("id")
            .is_some_and(|id| !id.as_str().is_some_and(is_file_id))
        {
            faults.add(at, "invalid slack file");
        }
    },
);

fn is_file_id(id: &str) -> bool {
    id.len() >= 9
        && id.starts_with('F')
        && id
            .bytes()
            .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}

/// An image comes from an address or from a file, never both.
pub(super) fn one_image_source(map: &Map<String, Value>, at: &str, faults: &mut Faults) {
    if map.contains_key("image_url") == map.contains_key("slack_file") {
        faults.add(
            at,
            "must define either `image_url` or `slack_file`, and not both",
        );
    }
}

static OPTION: Kind = kind(
    "option",
    &[
        must("text", Plain(75)),
        must("value", Str(1, 150)),
        may("description", Plain(75)),
    ],
);
static OPTION_WITH_URL: Kind = kind(
    "option",
    &[
        must("text", Plain(75)),
        must("value", Str(1, 150)),
        may("description", Plain(75)),
        may("url", Url(3000)),
    ],
);
static OPTION_WITH_MARKUP: Kind = kind(
    "option",
    &[
        must("text", Text(75)),
        must("value", Str(1, 150)),
        may("description", Text(75)),
    ],
);
static OPTION_GROUP: Kind = kind(
    "option_group",
    &[
        must("label", Plain(75)),
        must("options", List(1, 100, &CHOICE)),
    ],
);

/// An option of a menu.
pub(super) static CHOICE: Rule = Object(&OPTION);
/// An option of an overflow menu.
pub(super) static CHOICE_WITH_URL: Rule = Object(&OPTION_WITH_URL);
/// An option of radio buttons or checkboxes.
pub(super) static CHOICE_WITH_MARKUP: Rule = Object(&OPTION_WITH_MARKUP);
pub(super) static GROUP: Rule = Object(&OPTION_GROUP);

/// Static menus: either options or groups, and what is chosen at first is among them.
pub(super) fn options_or_groups(map: &Map<String, Value>, at: &str, faults: &mut Faults) {
    if map.contains_key("options") == map.contains_key("option_groups") {
        faults.add(
            at,
            "must define either `options` or `option_groups`, and not both",
        );
    }
    initial_among_options(map, at, faults);
    initial_within_most(map, at, faults);
}

/// What is chosen at first must be one of the options, text and all.
pub(super) fn initial_among_options(map: &Map<String, Value>, at: &str, faults: &mut Faults) {
    let groups = map
        .get("option_groups")
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    let offered: Vec<&Value> = groups
        .map(|group| group.get("options"))
        .chain([map.get("options")])
        .flatten()
        .filter_map(Value::as_array)
        .flatten()
        .collect();
    let is_offered = |option: &Value| offered.iter().any(|other| same_option(other, option));
    if map
        .get("initial_option")
        .is_some_and(|option| option.is_object() && !is_offered(option))
    {
        faults.add(
            format!("{at}/initial_option"),
            "must exactly match one of the provided options",
        );
    }
    for (n, option) in map
        .get("initial_options")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .enumerate()
    {
        if !is_offered(option) {
            faults.add(
                format!("{at}/initial_options/{n}"),
                "must exactly match one of the provided options",
            );
        }
    }
}

/// Equal in value and words; `emoji` and `verbatim` do not make two options of one.
fn same_option(a: &Value, b: &Value) -> bool {
    ["/value", "/text/text", "/text/type", "/description/text"]
        .iter()
        .all(|path| a.pointer(path) == b.pointer(path))
}

/// Multi-selects: no more is chosen at first than may be chosen.
pub(super) fn initial_within_most(map: &Map<String, Value>, at: &str, faults: &mut Faults) {
    let Some(most) = map.get("max_selected_items").and_then(Value::as_u64) else {
        return;
    };
    for (name, value) in map {
        let chosen = value.as_array().map_or(0, Vec::len) as u64;
        if name.starts_with("initial_") && chosen > most {
            faults.add(
                format!("{at}/{name}"),
                format!("no more than {most} items allowed"),
            );
        }
    }
}
