//! Tables, and the cells that they share with data tables.

use maud::{Markup, html};
use serde_json::Value;

use super::button::button;
use super::ctx::Ctx;
use super::json::{flag, list, text};
use super::rich_text::{as_plain, rich_text};

/// A table: its first row is its head.
pub(super) fn table(block: &Value, ctx: &Ctx) -> Markup {
    let rows = list(block, "rows");
    let settings = list(block, "column_settings");
    let class = |column: usize| {
        let setting = settings.get(column);
        let align = match setting.map_or("", |setting| text(setting, "align")) {
            align @ ("right" | "center") => align,
            _ => "left",
        };
        let wrapped = setting.is_some_and(|setting| flag(setting, "is_wrapped"));
        format!("{align}{}", if wrapped { " wrapped" } else { "" })
    };
    html! {
        div.b-table tabindex="0" role="region" aria-label="Table" {
            table {
                @if let Some(head) = rows.first() {
                    thead { tr { @for (n, cell) in cells(head).iter().enumerate() {
                        th scope="col" class=(class(n)) { (draw_cell(block, cell, ctx)) }
                    } } }
                }
                tbody { @for row in rows.iter().skip(1) { tr {
                    @for (n, cell) in cells(row).iter().enumerate() { td class=(class(n)) { (draw_cell(block, cell, ctx)) } }
                } } }
            }
        }
    }
}

pub(super) fn cells(row: &Value) -> &[Value] {
    row.as_array().map_or(&[], Vec::as_slice)
}

pub(super) fn draw_cell(block: &Value, cell: &Value, ctx: &Ctx) -> Markup {
    match text(cell, "type") {
        "rich_text" => rich_text(cell, ctx),
        "action_cell" => button(block, &cell["element"], ctx),
        _ => html! { (words_of(cell)) },
    }
}

/// A cell as plain words.
pub(super) fn words_of(cell: &Value) -> String {
    match text(cell, "type") {
        "rich_text" => as_plain(cell),
        "action_cell" => super::json::words(&cell["element"], "text").to_owned(),
        "raw_number" if text(cell, "text").is_empty() => cell
            .get("value")
            .map(ToString::to_string)
            .unwrap_or_default(),
        _ => text(cell, "text").to_owned(),
    }
}
