//! Views: the frame around a dialog's or a Home tab's blocks.

use serde_json::{Map, Value};

use super::blocks::check_blocks;
use super::rule::Rule::{Any, Bool, Plain, Str};
use super::rule::{Kind, check_fields, kind_also, may, must, object};
use super::{Faults, Problem, Surface};

static MODAL: Kind = kind_also(
    "modal",
    &[
        must("title", Plain(24)),
        must("blocks", Any),
        may("submit", Plain(24)),
        may("close", Plain(24)),
        may("private_metadata", Str(0, 3000)),
        may("callback_id", Str(0, 255)),
        may("external_id", Str(0, 255)),
        may("clear_on_close", Bool),
        may("notify_on_close", Bool),
        may("submit_disabled", Bool),
    ],
    |map, at, faults| {
        blocks_of(Surface::Modal, map, at, faults);
        inputs_need_submit(map, at, faults);
    },
);

static HOME: Kind = kind_also(
    "home",
    &[
        must("blocks", Any),
        may("private_metadata", Str(0, 3000)),
        may("callback_id", Str(0, 255)),
        may("external_id", Str(0, 255)),
    ],
    |map, at, faults| blocks_of(Surface::Home, map, at, faults),
);

/// What is wrong with a view; pointers begin with `/view`.
pub fn validate_view(view: &Value) -> Vec<Problem> {
    let mut faults = Faults::default();
    let at = "/view";
    if let Some(map) = object(view, at, &mut faults) {
        match map.get("type").and_then(Value::as_str) {
            Some("modal") => check_fields(&MODAL, map, true, at, &mut faults),
            Some("home") => check_fields(&HOME, map, true, at, &mut faults),
            Some(other) => faults.unsupported("/view/type", &["modal", "home"], other),
            None => faults.missing(at, "type"),
        }
    }
    faults.0
}

fn blocks_of(surface: Surface, map: &Map<String, Value>, at: &str, faults: &mut Faults) {
    if let Some(blocks) = map.get("blocks") {
        check_blocks(surface, blocks, &format!("{at}/blocks"), faults);
    }
}

fn inputs_need_submit(map: &Map<String, Value>, at: &str, faults: &mut Faults) {
    let blocks = map
        .get("blocks")
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    let first = blocks
        .enumerate()
        .find(|(_, block)| block.get("type").is_some_and(|kind| kind == "input"));
    if let Some((n, _)) = first
        && !map.contains_key("submit")
    {
        faults.add(
            format!("{at}/blocks/{n}/input"),
            "must define `submit` to use an `input` block in modals",
        );
    }
}
