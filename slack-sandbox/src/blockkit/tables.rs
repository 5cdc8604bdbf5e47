//! Tables, data tables and charts: blocks that hold rows or series, and their limits over a whole message.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::Faults;
use super::elements::BUTTON;
use super::objects::BLOCK_ID;
use super::rich_text::RICH_TEXT;
use super::rule::Rule::{Among, Any, Bool, Int, List, Number, Object, OneOf, Str};
use super::rule::{Field, Kind, Rule, check, kind, kind_also, may, must};

static RAW_TEXT: Kind = kind("raw_text", &[must("text", Str(1, 10_000))]);
static RAW_NUMBER: Kind = kind(
    "raw_number",
    &[must("value", Number), must("text", Str(1, 10_000))],
);
static ACTION_CELL: Kind = kind(
    "action_cell",
    &[
        must("element", OneOf(&[&BUTTON])),
        may("fallback", OneOf(&[&RAW_TEXT, &RAW_NUMBER])),
    ],
);
static ROW: Rule = List(1, 20, &OneOf(&[&RAW_TEXT, &RAW_NUMBER, &RICH_TEXT]));
static DATA_ROW: Rule = List(
    1,
    20,
    &OneOf(&[&RAW_TEXT, &RAW_NUMBER, &RICH_TEXT, &ACTION_CELL]),
);
static COLUMN: Kind = kind(
    "column_settings",
    &[
        may("align", Among(&["left", "center", "right"])),
        may("is_wrapped", Bool),
    ],
);

/// The characters that all tables of a message may hold together.
const TABLE_CHARACTERS: usize = 10_000;
const CHARTS_A_MESSAGE: usize = 2;

pub(super) static TABLE: Kind = kind_also(
    "table",
    &[
        BLOCK_ID,
        must("rows", List(1, 100, &ROW)),
        may("column_settings", List(0, 20, &Any)),
    ],
    |map, at, faults| {
        for (n, column) in map
            .get("column_settings")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .enumerate()
        {
            // A column without settings of its own is null.
            if !column.is_null() {
                check(
                    &Object(&COLUMN),
                    column,
                    &format!("{at}/column_settings/{n}"),
                    faults,
                );
            }
        }
    },
);

pub(super) static DATA_TABLE: Kind = kind_also(
    "data_table",
    &[
        BLOCK_ID,
        must("caption", Str(1, 3000)),
        must("rows", List(2, 101, &DATA_ROW)),
        may("page_size", Int(1, 100)),
        may("row_header_column_index", Int(0, 19)),
    ],
    |map, at, faults| {
        let rows: Vec<&Vec<Value>> = map
            .get("rows")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(Value::as_array)
            .collect();
        let Some(header) = rows.first() else { return };
        for (n, cell) in header.iter().enumerate() {
            if cell
                .get("type")
                .is_some_and(|kind| kind == "rich_text" || kind == "action_cell")
            {
                faults.add(
                    format!("{at}/rows/0/{n}"),
                    "a header cell must be `raw_text` or `raw_number`",
                );
            }
        }
        for (n, row) in rows
            .iter()
            .enumerate()
            .filter(|(_, row)| row.len() != header.len())
        {
            faults.add(
                format!("{at}/rows/{n}"),
                format!("must have {} cells, has {}", header.len(), row.len()),
            );
        }
    },
);

static SEGMENT: Kind = kind(
    "segment",
    &[must("label", Str(1, 20)), must("value", Number)],
);
static POINT: Kind = kind("data", &[must("label", Str(1, 20)), must("value", Number)]);
static SERIES: Kind = kind(
    "series",
    &[
        must("name", Str(1, 20)),
        must("data", List(1, 20, &Object(&POINT))),
    ],
);
static AXIS: Kind = kind(
    "axis_config",
    &[
        must("categories", List(1, 20, &Str(1, 20))),
        may("x_label", Str(1, 50)),
        may("y_label", Str(1, 50)),
    ],
);
static SERIES_FIELDS: [Field; 2] = [
    must("series", List(1, 12, &Object(&SERIES))),
    must("axis_config", Object(&AXIS)),
];
static PIE: Kind = kind("pie", &[must("segments", List(1, 12, &Object(&SEGMENT)))]);
static BAR: Kind = kind_also("bar", &SERIES_FIELDS, every_category);
static AREA: Kind = kind_also("area", &SERIES_FIELDS, every_category);
static LINE: Kind = kind_also("line", &SERIES_FIELDS, every_category);

pub(super) static DATA_VISUALIZATION: Kind = kind(
    "data_visualization",
    &[
        BLOCK_ID,
        must("title", Str(1, 50)),
        must("chart", OneOf(&[&PIE, &BAR, &AREA, &LINE])),
    ],
);

fn every_category(map: &Map<String, Value>, at: &str, faults: &mut Faults) {
    let list = |value: Option<&Value>| value.and_then(Value::as_array).cloned().unwrap_or_default();
    let categories = list(
        map.get("axis_config")
            .and_then(|axis| axis.get("categories")),
    );
    let wanted: HashSet<&str> = categories.iter().filter_map(Value::as_str).collect();
    let names = list(map.get("series"));
    let names = names.iter().enumerate().filter_map(|(n, series)| {
        Some((
            format!("{at}/series/{n}/name"),
            series.get("name")?.as_str()?,
        ))
    });
    faults.unique("name", names);
    for (n, series) in list(map.get("series")).iter().enumerate() {
        let points = list(series.get("data"));
        let labels = || {
            points
                .iter()
                .filter_map(|point| point.get("label")?.as_str())
        };
        let given: HashSet<&str> = labels().collect();
        if given != wanted || labels().count() != wanted.len() {
            faults.add(
                format!("{at}/series/{n}/data"),
                "must have one value for each of the categories",
            );
        }
    }
}

/// The limits over all blocks of a message: characters in tables, number of charts.
pub(super) fn check_totals(blocks: &[Value], at: &str, faults: &mut Faults) {
    let of = |name: &'static str| {
        blocks
            .iter()
            .filter(move |block| block.get("type").is_some_and(|kind| kind == name))
    };
    let in_tables: usize = of("table")
        .filter_map(|block| block.get("rows"))
        .map(characters)
        .sum();
    if in_tables > TABLE_CHARACTERS {
        faults.add(
            at,
            format!(
                "the text of all `table` blocks must be less than {} characters",
                TABLE_CHARACTERS + 1
            ),
        );
    }
    if of("data_visualization").count() > CHARTS_A_MESSAGE {
        faults.add(
            at,
            format!("no more than {CHARTS_A_MESSAGE} `data_visualization` blocks allowed"),
        );
    }
}

/// The characters of every `text` below a value.
fn characters(value: &Value) -> usize {
    match value {
        Value::Array(items) => items.iter().map(characters).sum(),
        Value::Object(map) => map
            .iter()
            .map(|(key, value)| match value {
                Value::String(text) if key == "text" => text.chars().count(),
                other => characters(other),
            })
            .sum(),
        _ => 0,
    }
}
