//! The blocks, a table each, on which surface they may stand, and what must hold between the blocks of a surface.

use serde_json::{Map, Value};

use super::elements::{ACCESSORIES, ACTIONS, BUTTON, IMAGE, INPUTS};
use super::objects::{BLOCK_ID, SLACK_FILE, one_image_source};
use super::rich_text::RICH_TEXT;
use super::rule::Rule::{Among, Any, Bool, Int, List, OneOf, Plain, Str, Text, Url};
use super::rule::{Kind, Rule, kind, kind_also, may, must};
use super::tables::{DATA_TABLE, DATA_VISUALIZATION, TABLE};
use super::{Faults, Surface, rule, tables};

static TEXT_2000: Rule = Text(2000);
static CONTEXT_TEXT: Kind = kind(
    "mrkdwn",
    &[must("text", Str(1, 3000)), may("verbatim", Bool)],
);
static CONTEXT_PLAIN: Kind = kind(
    "plain_text",
    &[must("text", Str(1, 3000)), may("emoji", Bool)],
);

static SECTION: Kind = kind_also(
    "section",
    &[
        BLOCK_ID,
        may("text", Text(3000)),
        may("fields", List(1, 10, &TEXT_2000)),
        may("accessory", OneOf(ACCESSORIES)),
        may("expand", Bool),
    ],
    |map, at, faults| {
        if !map.contains_key("text") && !map.contains_key("fields") {
            faults.add(at, "must define either `text` or `fields`");
        }
    },
);
static ACTIONS_BLOCK: Kind = kind_also(
    "actions",
    &[BLOCK_ID, must("elements", List(1, 25, &OneOf(ACTIONS)))],
    |map, at, faults| {
        let elements = map
            .get("elements")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .enumerate();
        let ids = elements.filter_map(|(n, element)| {
            Some((
                format!("{at}/elements/{n}/action_id"),
                element.get("action_id")?.as_str()?,
            ))
        });
        faults.unique("action_id", ids);
    },
);
static CONTEXT: Kind = kind(
    "context",
    &[
        BLOCK_ID,
        must(
            "elements",
            List(1, 10, &OneOf(&[&IMAGE, &CONTEXT_TEXT, &CONTEXT_PLAIN])),
        ),
    ],
);
static CONTEXT_ACTIONS: Kind = kind(
    "context_actions",
    &[
        BLOCK_ID,
        must(
            "elements",
            List(1, 5, &OneOf(&[&FEEDBACK_BUTTONS, &ICON_BUTTON])),
        ),
    ],
);
static FEEDBACK_BUTTONS: Kind = kind(
    "feedback_buttons",
    &[
        may("action_id", Str(1, 255)),
        must("positive_button", Any),
        must("negative_button", Any),
    ],
);
static ICON_BUTTON: Kind = kind(
    "icon_button",
    &[
        may("action_id", Str(1, 255)),
        must("icon", Str(1, 255)),
        must("text", Plain(75)),
        may("value", Str(0, 2000)),
        may("confirm", Any),
        may("accessibility_label", Str(1, 75)),
        may("visible_to_user_ids", Any),
    ],
);
static DIVIDER: Kind = kind("divider", &[BLOCK_ID]);
static HEADER: Kind = kind(
    "header",
    &[BLOCK_ID, must("text", Plain(150)), may("level", Int(1, 4))],
);
static IMAGE_BLOCK: Kind = kind_also(
    "image",
    &[
        BLOCK_ID,
        may("image_url", Url(3000)),
        SLACK_FILE,
        must("alt_text", Str(1, 2000)),
        may("title", Plain(2000)),
    ],
    one_image_source,
);
static INPUT: Kind = kind(
    "input",
    &[
        BLOCK_ID,
        must("label", Plain(2000)),
        must("element", OneOf(INPUTS)),
        may("hint", Plain(2000)),
        may("optional", Bool),
        may("dispatch_action", Bool),
    ],
);
static MARKDOWN: Kind = kind("markdown", &[BLOCK_ID, must("text", Str(1, 12_000))]);
static FILE: Kind = kind(
    "file",
    &[
        BLOCK_ID,
        must("external_id", Str(1, 255)),
        must("source", Among(&["remote"])),
    ],
);
static VIDEO: Kind = kind(
    "video",
    &[
        BLOCK_ID,
        must("alt_text", Str(1, 2000)),
        must("title", Plain(200)),
        must("thumbnail_url", Url(3000)),
        must("video_url", Url(3000)),
        may("title_url", Url(3000)),
        may("author_name", Str(0, 50)),
        may("description", Plain(200)),
        may("provider_icon_url", Url(3000)),
        may("provider_name", Str(0, 50)),
    ],
);
static ALERT: Kind = kind(
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
static CARD: Kind = kind(
    "card",
    &[
        BLOCK_ID,
        may("title", Text(150)),
        may("subtitle", Text(150)),
        may("body", Text(200)),
        may("hero_image", OneOf(&[&IMAGE])),
        may("icon", OneOf(&[&IMAGE])),
        may("slack_icon", Any),
        may("actions", List(1, 25, &OneOf(&[&BUTTON]))),
    ],
);
static CAROUSEL: Kind = kind(
    "carousel",
    &[BLOCK_ID, must("elements", List(1, 10, &OneOf(&[&CARD])))],
);
static CONTAINER: Kind = kind_also(
    "container",
    &[
        BLOCK_ID,
        may("title", Plain(150)),
        may("rich_text_title", Any),
        may("subtitle", Text(150)),
        must("child_blocks", List(1, 10, &Any)),
        may("width", Among(&["narrow", "standard", "wide", "full"])),
        may("icon", OneOf(&[&IMAGE])),
        may("is_collapsible", Bool),
        may("default_collapsed", Bool),
        may("has_header_divider", Bool),
    ],
    |map, at, faults| {
        if !map.contains_key("title") && !map.contains_key("rich_text_title") {
            faults.add(at, "missing required field: title");
        }
        for (n, child) in map
            .get("child_blocks")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .enumerate()
        {
            let at = format!("{at}/child_blocks/{n}");
            if child.get("type").is_some_and(|kind| kind == "container") {
                faults.add(format!("{at}/type"), "unsupported type: container");
            } else {
                check_block(Surface::Message, child, &at, faults);
            }
        }
    },
);
static TASK_CARD: Kind = kind(
    "task_card",
    &[
        BLOCK_ID,
        must("task_id", Str(1, 255)),
        must("title", Str(1, 3000)),
        may(
            "status",
            Among(&["pending", "in_progress", "complete", "error"]),
        ),
        may("icon", Any),
        may("hide_title", Bool),
        may("details", OneOf(&[&RICH_TEXT])),
        may("output", OneOf(&[&RICH_TEXT])),
        may("sources", Any),
    ],
);
static PLAN: Kind = kind(
    "plan",
    &[
        BLOCK_ID,
        must("title", Str(1, 3000)),
        may("tasks", List(0, 50, &OneOf(&[&TASK_CARD]))),
    ],
);

const EVERYWHERE: &[&Kind] = &[
    &SECTION,
    &ACTIONS_BLOCK,
    &CONTEXT,
    &DIVIDER,
    &HEADER,
    &IMAGE_BLOCK,
    &INPUT,
    &RICH_TEXT,
    &VIDEO,
];
const MESSAGES_ONLY: &[&Kind] = &[
    &MARKDOWN,
    &FILE,
    &TABLE,
    &DATA_TABLE,
    &DATA_VISUALIZATION,
    &CONTEXT_ACTIONS,
    &CONTAINER,
    &TASK_CARD,
    &PLAN,
];
const MESSAGES_AND_HOME: &[&Kind] = &[&CARD, &CAROUSEL];
const MODALS_ONLY: &[&Kind] = &[&ALERT];

fn allowed(surface: Surface) -> Vec<&'static Kind> {
    let more: &[&[&Kind]] = match surface {
        Surface::Message => &[MESSAGES_ONLY, MESSAGES_AND_HOME],
        Surface::Home => &[MESSAGES_AND_HOME],
        Surface::Modal => &[MODALS_ONLY],
    };
    EVERYWHERE
        .iter()
        .chain(more.iter().copied().flatten())
        .copied()
        .collect()
}

fn check_block(surface: Surface, block: &Value, at: &str, faults: &mut Faults) {
    rule::one_of(block, &allowed(surface), at, faults);
}

/// Checks a list of blocks, each by itself and all together.
pub(super) fn check_blocks(surface: Surface, blocks: &Value, at: &str, faults: &mut Faults) {
    let Some(list) = blocks.as_array() else {
        faults.add(at, "must provide an array");
        return;
    };
    if list.len() > surface.most_blocks() {
        faults.add(
            at,
            format!("no more than {} items allowed", surface.most_blocks()),
        );
    }
    for (n, block) in list.iter().enumerate() {
        check_block(surface, block, &format!("{at}/{n}"), faults);
    }
    let ids = list.iter().enumerate().filter_map(|(n, block)| {
        Some((
            format!("{at}/{n}/block_id"),
            block.get("block_id")?.as_str()?,
        ))
    });
    faults.unique("block_id", ids);
    tables::check_totals(list, at, faults);
    check_markdown_total(list, at, faults);
    check_single_focus(list, at, faults);
}

fn check_markdown_total(list: &[Value], at: &str, faults: &mut Faults) {
    let texts = list
        .iter()
        .filter(|block| block.get("type").is_some_and(|kind| kind == "markdown"));
    let total: usize = texts
        .filter_map(|block| block.get("text")?.as_str())
        .map(|text| text.chars().count())
        .sum();
    let longest_alone = list.iter().any(|block| {
        block
            .get("text")
            .and_then(Value::as_str)
            .is_some_and(|text| text.chars().count() > 12_000)
    });
    if total > 12_000 && !longest_alone {
        faults.add(
            at,
            "the text of all `markdown` blocks must be less than 12001 characters",
        );
    }
}

/// Only one element of a surface can have the focus at first.
fn check_single_focus(list: &[Value], at: &str, faults: &mut Faults) {
    let wants_focus = |element: &Value| element.get("focus_on_load") == Some(&Value::Bool(true));
    let mut focused = 0;
    for (n, block) in list.iter().enumerate() {
        let map: Option<&Map<String, Value>> = block.as_object();
        let single = map
            .and_then(|map| map.get("element").or_else(|| map.get("accessory")))
            .into_iter();
        let many = map
            .and_then(|map| map.get("elements")?.as_array())
            .into_iter()
            .flatten();
        for _ in single.chain(many).filter(|element| wants_focus(element)) {
            focused += 1;
            if focused == 2 {
                faults.add(
                    format!("{at}/{n}"),
                    "only one element can have `focus_on_load` set to true",
                );
            }
        }
    }
}
