//! Tables and data tables.

use maud::{Markup, html};
use serde_json::Value;

use super::control::button;
use super::ctx::Ctx;
use super::json::{flag, list, text};
use super::rich_text::rich_text;

/// A table: its first row is its head.
pub(super) fn table(block: &Value, ctx: &Ctx) -> Markup {
    let rows = list(block, "rows");
    let settings = list(block, "column_settings");
    let class = |column: usize| {
        let setting = settings.get(column);
        let align = setting.map_or("", |setting| text(setting, "align"));
        let align = if matches!(align, "right" | "center") {
            align
        } else {
            "left"
        };
        format!(
            "{align}{}",
            if setting.is_some_and(|setting| flag(setting, "is_wrapped")) {
                " wrapped"
            } else {
                ""
            }
        )
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

/// A data table: numbers to the right, the first rows shown and the rest behind a fold.
pub(super) fn data_table(block: &Value, ctx: &Ctx) -> Markup {
    let rows = list(block, "rows");
    let index = |key: &str| {
        block
            .get(key)
            .and_then(Value::as_u64)
            .and_then(|n| usize::try_from(n).ok())
    };
    let page = index("page_size").unwrap_or(5);
    let key = index("row_header_column_index").unwrap_or(0);
    let side = |cell: &Value| {
        if text(cell, "type") == "raw_number" {
            "right"
        } else {
            "left"
        }
    };
    let body = |rows: &[Value]| {
        html! {
            @for row in rows { tr {
                @for (n, cell) in cells(row).iter().enumerate() {
                    @if n == key { th scope="row" class=(side(cell)) { (draw_cell(block, cell, ctx)) } }
                    @else { td class=(side(cell)) { (draw_cell(block, cell, ctx)) } }
                }
            } }
        }
    };
    let data = rows.get(1..).unwrap_or(&[]);
    let first = data.get(..page).unwrap_or(data);
    let more = data.get(page..).unwrap_or(&[]);
    let head = rows.first().map_or(&[][..], cells);
    let numeric = |n: usize| {
        data.first()
            .and_then(|row| cells(row).get(n))
            .map_or("left", side)
    };
    html! {
        div.b-table.data tabindex="0" role="region" aria-label=(text(block, "caption")) {
            table data-pages=(page) {
                caption { (text(block, "caption")) }
                thead { tr { @for (n, cell) in head.iter().enumerate() {
                    th scope="col" class=(numeric(n)) { (draw_cell(block, cell, ctx)) }
                } } }
                tbody { (body(first)) }
                @if !more.is_empty() { tbody.more { (body(more)) } }
            }
            p.quiet { (data.len()) " rows" }
        }
    }
}

fn cells(row: &Value) -> &[Value] {
    row.as_array().map_or(&[], Vec::as_slice)
}

fn draw_cell(block: &Value, cell: &Value, ctx: &Ctx) -> Markup {
    match text(cell, "type") {
        "rich_text" => rich_text(cell, ctx),
        "raw_number" if text(cell, "text").is_empty() => {
            html! { (cell.get("value").map(ToString::to_string).unwrap_or_default()) }
        }
        "action_cell" => button(block, &cell["element"]),
        _ => html! { (text(cell, "text")) },
    }
}
