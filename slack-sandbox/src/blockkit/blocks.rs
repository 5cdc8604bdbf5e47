//! The blocks, a table each, on which surface they may stand, and what must hold between the blocks of a surface.

use serde_json::{Map, Value};

use super::cards::{ALERT, CARD, CAROUSEL, CONTAINER, CONTEXT_ACTIONS, PLAN, TASK_CARD};
use super::elements::{ACCESSORIES, ACTIONS, IMAGE, INPUTS};
use super::objects::{BLOCK_ID, SLACK_FILE, one_image_source};
use super::rich_text::RICH_TEXT;
use super::rule::Rule::{Among, Bool, Https, Int, List, OneOf, Plain, Str, Text, Url};
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
    Faults::unique_actions,
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
        must("title", Plain(199)),
        must("thumbnail_url", Url(3000)),
        must("video_url", Https(3000)),
        may("title_url", Https(3000)),
        may("author_name", Str(0, 49)),
        may("description", Plain(200)),
        may("provider_icon_url", Url(3000)),
        may("provider_name", Str(0, 50)),
    ],
);
/// Inside a container.
pub(super) static CHILDREN: &[&Kind] = &[
    &ACTIONS_BLOCK,
    &CONTEXT,
    &DIVIDER,
    &FILE,
    &HEADER,
    &IMAGE_BLOCK,
    &INPUT,
    &RICH_TEXT,
    &SECTION,
    &TABLE,
    &VIDEO,
];

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
    let element = block.pointer("/element/type").and_then(Value::as_str);
    if element == Some("file_input") && surface != Surface::Modal {
        let elsewhere: Vec<&'static str> = INPUTS
            .iter()
            .map(|kind| kind.name)
            .filter(|name| *name != "file_input")
            .collect();
        faults.unsupported(&format!("{at}/element/type"), &elsewhere, "file_input");
    }
}

/// The ids of blocks, those inside a container too.
fn block_ids<'a>(list: &'a [Value], at: &str) -> Vec<(String, &'a str)> {
    let mut ids = Vec::new();
    for (n, block) in list.iter().enumerate() {
        if let Some(id) = block.get("block_id").and_then(Value::as_str) {
            ids.push((format!("{at}/{n}/block_id"), id));
        }
        let children = block.get("child_blocks").and_then(Value::as_array);
        for (child, block) in children.into_iter().flatten().enumerate() {
            if let Some(id) = block.get("block_id").and_then(Value::as_str) {
                ids.push((format!("{at}/{n}/child_blocks/{child}/block_id"), id));
            }
        }
    }
    ids
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
    faults.unique("block_id", block_ids(list, at).into_iter());
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
