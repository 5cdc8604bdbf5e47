//! Key results as comma-separated values: a file, or lines to copy, and what is said of them.

use super::super::figures::counted;
use super::super::message::{Line, Message, Part, Style};
use super::super::team::status;
use super::{Page, paged};
use crate::domain::okr::{KeyResult, Objective, Standing};
use crate::domain::organisation::Organisation;

/// Rows on a page of text.
const ROWS: usize = 40;

const HEADS: &str = "objective,key_result,metric,unit,baseline,target,value,week,confidence,progress,expected,status,owner";

/// One key result as it stands.
type Row<'a> = (&'a Objective, &'a KeyResult, Standing);

/// As lines to copy, a page of them.
#[must_use]
pub fn export(org: &Organisation, rows: &[Row<'_>], page: usize) -> Message {
    let pages = rows.len().div_ceil(ROWS).max(1);
    let number = page.min(pages - 1);
    let shown = rows.iter().skip(number * ROWS).take(ROWS);
    let code = |text: String| Line::default().with(text, Style::Code);
    let mut lines = vec![code(HEADS.to_owned())];
    lines.extend(shown.map(|row| code(line(org, row))));
    let message = Message {
        parts: vec![Part::Paragraph(lines)],
    };
    let page = Page {
        number,
        pages,
        command: "export".to_owned(),
    };
    paged(message, &page)
}

/// As a file: RFC 4180, with a mark at its beginning by which spreadsheets know its letters.
#[must_use]
pub fn export_csv(org: &Organisation, rows: &[Row<'_>]) -> String {
    let lines = rows.iter().map(|row| line(org, row));
    let all: Vec<String> = std::iter::once(HEADS.to_owned()).chain(lines).collect();
    format!("\u{feff}{}\r\n", all.join("\r\n"))
}

/// Said once the file is there.
#[must_use]
pub fn export_sent(name: &str, rows: usize) -> Message {
    let rows = u32::try_from(rows).unwrap_or(u32::MAX);
    Message::line(format!(
        "{} as they stand today: {name}, in your messages with Headway.",
        counted(rows, "key result", "key results")
    ))
}

fn line(org: &Organisation, (objective, it, standing): &Row<'_>) -> String {
    let latest = standing.latest.as_ref();
    let fields = [
        objective.code.to_string(),
        it.code.to_string(),
        it.metric.clone(),
        it.unit.word().to_owned(),
        it.baseline.to_string(),
        it.target.to_string(),
        latest.map_or(String::new(), |latest| latest.value.to_string()),
        latest.map_or(String::new(), |latest| latest.week.to_string()),
        latest.map_or(String::new(), |latest| {
            latest.confidence.value().to_string()
        }),
        format!("{:.4}", standing.progress),
        format!("{:.4}", standing.expected),
        status(standing.status).to_owned(),
        org.name_of(&it.owner).to_owned(),
    ];
    let cells: Vec<String> = fields.iter().map(|field| cell(field)).collect();
    cells.join(",")
}

/// Quoted where it must be; an apostrophe stands before what a spreadsheet would compute, but for a number.
fn cell(text: &str) -> String {
    let computes = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    let text = if computes && text.parse::<f64>().is_err() {
        format!("'{text}")
    } else {
        text.to_owned()
    };
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_quoted_and_no_formula() {
        for (text, cell_of) in [
            ("Weekly payers", "Weekly payers"),
            ("a, b", "\"a, b\""),
            ("say \"yes\"", "\"say \"\"yes\"\"\""),
            ("=SUM(A1)", "'=SUM(A1)"),
            ("@here", "'@here"),
            ("-5", "-5"),
            ("-5, or so", "\"'-5, or so\""),
        ] {
            assert_eq!(cell(text), cell_of, "{text}");
        }
    }
}
