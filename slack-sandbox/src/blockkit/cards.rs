//! Cards, containers, tasks and plans, and the small actions below a message: the younger blocks, a table each.

use serde_json::{Map, Value};

use super::Faults;
use super::blocks::CHILDREN;
use super::elements::{BUTTON, IMAGE};
use super::objects::{BLOCK_ID, CONFIRM};
use super::rich_text::RICH_TEXT;
use super::rule::Rule::{Among, Bool, List, Object, OneOf, Plain, Str, Text, Url};
use super::rule::{Kind, Rule, kind, kind_also, may, must};

pub(super) static CONTEXT_ACTIONS: Kind = kind_also(
    "context_actions",
    &[
        BLOCK_ID,
        must(
            "elements",
            List(1, 5, &OneOf(&[&FEEDBACK_BUTTONS, &ICON_BUTTON])),
        ),
    ],
    Faults::unique_actions,
);
static FEEDBACK: Kind = kind(
    "feedback_button",
    &[
        must("text", Plain(75)),
        must("value", Str(1, 2000)),
        may("accessibility_label", Str(1, 75)),
    ],
);
static FEEDBACK_BUTTONS: Kind = kind(
    "feedback_buttons",
    &[
        may("action_id", Str(1, 255)),
        must("positive_button", Object(&FEEDBACK)),
        must("negative_button", Object(&FEEDBACK)),
    ],
);
static ID: Rule = Str(1, 255);
static ICON_BUTTON: Kind = kind(
    "icon_button",
    &[
        may("action_id", Str(1, 255)),
        must("icon", Str(1, 255)),
        must("text", Plain(75)),
        may("value", Str(0, 2000)),
        may("accessibility_label", Str(1, 75)),
        may("visible_to_user_ids", List(1, 100, &ID)),
        CONFIRM,
    ],
);
pub(super) static ALERT: Kind = kind(
    "alert",
    &[
        BLOCK_ID,
        must("text", Text(3000)),
        may(
            "level",
            Among(&["default", "info", "warning", "error", "success"]),
        ),
    ],
);
static SLACK_ICON: Kind = kind("icon", &[must("name", Str(1, 255))]);
pub(super) static CARD: Kind = kind_also(
    "card",
    &[
        BLOCK_ID,
        may("title", Text(150)),
        may("subtitle", Text(150)),
        may("body", Text(200)),
        may("hero_image", OneOf(&[&IMAGE])),
        may("icon", OneOf(&[&IMAGE])),
        may("slack_icon", OneOf(&[&SLACK_ICON])),
        may("actions", List(1, 25, &OneOf(&[&BUTTON]))),
    ],
    |map, at, faults| {
        let parts = ["hero_image", "title", "actions", "body"];
        if !parts.iter().any(|part| map.contains_key(*part)) {
            faults.add(
                at,
                "must define at least one of `hero_image`, `title`, `actions`, `body`",
            );
        }
    },
);
pub(super) static CAROUSEL: Kind = kind(
    "carousel",
    &[BLOCK_ID, must("elements", List(1, 10, &OneOf(&[&CARD])))],
);
pub(super) static CONTAINER: Kind = kind_also(
    "container",
    &[
        BLOCK_ID,
        may("title", Plain(150)),
        may("rich_text_title", OneOf(&[&RICH_TEXT])),
        may("subtitle", Text(150)),
        must("child_blocks", List(1, 10, &OneOf(CHILDREN))),
        may("width", Among(&["narrow", "standard", "wide", "full"])),
        may("icon", OneOf(&[&IMAGE])),
        may("is_collapsible", Bool),
        may("default_collapsed", Bool),
        may("has_header_divider", Bool),
    ],
    container,
);
static SOURCE: Kind = kind("url", &[must("url", Url(3000)), must("text", Str(1, 3000))]);
pub(super) static TASK_CARD: Kind = kind(
    "task_card",
    &[
        BLOCK_ID,
        must("task_id", Str(1, 255)),
        must("title", Str(1, 3000)),
        may(
            "status",
            Among(&["pending", "in_progress", "complete", "error"]),
        ),
        may("icon", OneOf(&[&SLACK_ICON])),
        may("hide_title", Bool),
        may("details", OneOf(&[&RICH_TEXT])),
        may("output", OneOf(&[&RICH_TEXT])),
        may("sources", List(0, 100, &OneOf(&[&SOURCE]))),
    ],
);
pub(super) static PLAN: Kind = kind(
    "plan",
    &[
        BLOCK_ID,
        must("title", Str(1, 3000)),
        may("tasks", List(0, 50, &OneOf(&[&TASK_CARD]))),
    ],
);

fn container(map: &Map<String, Value>, at: &str, faults: &mut Faults) {
    if !map.contains_key("title") && !map.contains_key("rich_text_title") {
        faults.missing(at, "title");
    }
    let yes = |name: &str| map.get(name) == Some(&Value::Bool(true));
    if yes("default_collapsed") && !yes("is_collapsible") {
        faults.add(
            format!("{at}/default_collapsed"),
            "must define `is_collapsible` as true to be collapsed",
        );
    }
    if yes("has_header_divider") && yes("is_collapsible") {
        faults.add(
            format!("{at}/has_header_divider"),
            "must not be set when `is_collapsible` is true",
        );
    }
}
