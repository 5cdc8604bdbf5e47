//! Data tables: sorted by a column, a page at a time. Each choice is a button of the message's form, so it works by
//! keyboard and without a script.

use std::cmp::Ordering;

use maud::{Markup, html};
use serde_json::Value;

use super::ctx::Ctx;
use super::json::{list, text};
use super::table::{cells, draw_cell, words_of};

/// How a reader looks at one table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Look {
    /// The column it is sorted by, and whether the largest comes first.
    pub(crate) sort: Option<(usize, bool)>,
    /// Counted from 0.
    pub(crate) page: usize,
}

impl Look {
    /// What a button asks for: `sort 2 up`, `page 3`; nothing if it makes no sense.
    pub(super) fn after(self, asked: &str) -> Option<Self> {
        let words: Vec<&str> = asked.split(' ').collect();
        match words[..] {
            ["sort", "none"] => Some(Self::default()),
            ["sort", column, way] => Some(Self {
                sort: Some((column.parse().ok()?, way == "down")),
                page: 0,
            }),
            ["page", page] => Some(Self {
                page: page.parse().ok()?,
                ..self
            }),
            _ => None,
        }
    }
}

pub(super) fn data_table(block: &Value, ctx: &Ctx) -> Markup {
    let block_id = text(block, "block_id");
    let look = ctx.looks.get(block_id).copied().unwrap_or_default();
    let rows = list(block, "rows");
    let size = index(block, "page_size").unwrap_or(5).max(1);
    let key = index(block, "row_header_column_index").unwrap_or(0);
    let head = rows.first().map_or(&[][..], cells);
    let data = sorted(rows.get(1..).unwrap_or(&[]), look.sort);
    let pages = data.len().div_ceil(size).max(1);
    let page = look.page.min(pages - 1);
    let shown: Vec<&Value> = data.iter().skip(page * size).take(size).copied().collect();
    let caption = text(block, "caption");
    let id = ctx.id("t", block_id);
    let side = |n: usize| {
        let numbers = data
            .iter()
            .all(|row| cell(row, n).is_some_and(|cell| text(cell, "type") == "raw_number"));
        if numbers && !data.is_empty() {
            "right"
        } else {
            "left"
        }
    };
    html! {
        div.b-data {
            p.caption id=(id) { (caption) }
            div.b-table tabindex="0" role="region" aria-labelledby=(id) {
                table aria-labelledby=(id) aria-rowcount=(data.len() + 1) {
                    thead { tr { @for (n, cell) in head.iter().enumerate() { (column(block_id, n, cell, side(n), look)) } } }
                    tbody { @for (at, row) in shown.iter().enumerate() {
                        tr aria-rowindex=(page * size + at + 2) { @for (n, cell) in cells(row).iter().enumerate() {
                            @if n == key { th scope="row" class=(side(n)) { (draw_cell(block, cell, ctx)) } }
                            @else { td class=(side(n)) { (draw_cell(block, cell, ctx)) } }
                        } }
                    } }
                }
            }
            @if pages > 1 { (pager(block_id, page, pages, size, data.len(), caption)) }
        }
    }
}

/// A column's head: pressing it sorts by it, pressing it again turns the order round.
fn column(block_id: &str, n: usize, cell: &Value, side: &str, look: Look) -> Markup {
    let way = look
        .sort
        .filter(|(column, _)| *column == n)
        .map(|(_, down)| down);
    let (aria, sign) = match way {
        None => ("none", "↕"),
        Some(false) => ("ascending", "↑"),
        Some(true) => ("descending", "↓"),
    };
    let next = match way {
        None => format!("sort {n} up"),
        Some(false) => format!("sort {n} down"),
        Some(true) => "sort none".to_owned(),
    };
    html! {
        th scope="col" class=(side) aria-sort=(aria) {
            button.sort type="submit" formaction="/table" name="table" value=(format!("{next} {block_id}")) {
                (words_of(cell)) span.way aria-hidden="true" { (sign) }
            }
        }
    }
}

fn pager(
    block_id: &str,
    page: usize,
    pages: usize,
    size: usize,
    rows: usize,
    caption: &str,
) -> Markup {
    let step = |label: &str, to: Option<usize>, sign: &str| {
        html! {
            button.btn.small type="submit" formaction="/table" name="table" aria-label=(label) disabled[to.is_none()]
                value=(format!("page {} {block_id}", to.unwrap_or(page))) { (sign) }
        }
    };
    let last = (page * size + size).min(rows);
    html! {
        nav.pager aria-label=(format!("Pages of {caption}")) {
            (step("Page before", page.checked_sub(1), "‹"))
            span { (page * size + 1) "–" (last) " of " (rows) }
            (step("Next page", (page + 1 < pages).then_some(page + 1), "›"))
        }
    }
}

fn index(block: &Value, key: &str) -> Option<usize> {
    block
        .get(key)
        .and_then(Value::as_u64)
        .and_then(|n| usize::try_from(n).ok())
}

fn cell(row: &Value, n: usize) -> Option<&Value> {
    cells(row).get(n)
}

/// The rows in order; numbers by their value, everything else by its words. Equal ones stay as they were.
fn sorted(rows: &[Value], sort: Option<(usize, bool)>) -> Vec<&Value> {
    let mut rows: Vec<&Value> = rows.iter().collect();
    let Some((column, down)) = sort else {
        return rows;
    };
    let number = |row: &Value| cell(row, column)?.get("value")?.as_f64();
    let words = |row: &Value| cell(row, column).map(|cell| words_of(cell).to_lowercase());
    rows.sort_by(|a, b| {
        let order = match (number(a), number(b)) {
            (Some(a), Some(b)) => a.partial_cmp(&b).unwrap_or(Ordering::Equal),
            _ => words(a).cmp(&words(b)),
        };
        if down { order.reverse() } else { order }
    });
    rows
}

#[cfg(test)]
mod tests {
    use super::super::ctx::sample;
    use super::*;
    use serde_json::json;

    fn drawn(look: Look) -> String {
        let row = |name: &str, share: f64| json!([{"type": "raw_text", "text": name}, {"type": "raw_number", "value": share}]);
        let block = json!({"type": "data_table", "block_id": "b", "caption": "Teams", "page_size": 2, "rows": [
            [{"type": "raw_text", "text": "Team"}, {"type": "raw_text", "text": "Share"}],
            row("Beta", 9.0), row("alpha", 100.0), row("Gamma", 12.5)]});
        let mut ctx = sample();
        ctx.looks.insert("b".to_owned(), look);
        data_table(&block, &ctx).into_string()
    }

    fn names(html: &str) -> Vec<&str> {
        let heads = html.split("<th scope=\"row\" class=\"left\">").skip(1);
        heads.filter_map(|rest| rest.split('<').next()).collect()
    }

    #[test]
    fn a_table_is_sorted_by_value_and_by_word_and_turned_round() {
        let pressed = |asked: &[&str]| {
            let look = asked
                .iter()
                .fold(Look::default(), |look, asked| look.after(asked).unwrap());
            drawn(look)
        };
        assert_eq!(names(&pressed(&[])), ["Beta", "alpha"]);
        assert_eq!(names(&pressed(&["sort 0 up"])), ["alpha", "Beta"]);
        assert_eq!(names(&pressed(&["sort 1 up"])), ["Beta", "Gamma"]);
        assert_eq!(names(&pressed(&["sort 1 down"])), ["alpha", "Gamma"]);
        assert_eq!(names(&pressed(&["sort 1 down", "page 1"])), ["Beta"]);
        let html = pressed(&["sort 1 down"]);
        assert!(
            html.contains("aria-sort=\"descending\"") && html.contains("1–2 of 3"),
            "{html}"
        );
        assert_eq!(Look::default().after("sort x up"), None);
        assert_eq!(
            names(&pressed(&["page 99"])),
            ["Gamma"],
            "the last page there is"
        );
    }
}
