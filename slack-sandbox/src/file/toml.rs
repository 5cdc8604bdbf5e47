//! TOML to nodes.

use super::node::{Entry, Item, Node, Place};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// How many bytes lie between two places whose characters are counted once and for all.
const STEP: usize = 256;

/// Knows on which line and column a byte stands, however long the line is.
struct Lines<'a> {
    text: &'a [u8],
    starts: Vec<usize>,
    /// How many characters begin before each step.
    steps: Vec<usize>,
}

fn characters(text: &[u8]) -> usize {
    text.iter().filter(|byte| (**byte & 0xC0) != 0x80).count()
}

impl<'a> Lines<'a> {
    fn of(text: &'a str) -> Self {
        let text = text.as_bytes();
        let ends = text.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
        let mut before = 0;
        let counted = text.chunks(STEP).map(|chunk| {
            before += characters(chunk);
            before
        });
        Self {
            text,
            starts: std::iter::once(0)
                .chain(ends.map(|(at, _)| at + 1))
                .collect(),
            steps: std::iter::once(0).chain(counted).collect(),
        }
    }

    fn before(&self, at: usize) -> usize {
        let step = at / STEP;
        self.steps[step] + characters(&self.text[step * STEP..at])
    }

    fn place(&self, at: usize) -> Place {
        let at = at.min(self.text.len());
        let line = self.starts.partition_point(|start| *start <= at).max(1);
        Place {
            line,
            column: 1 + self.before(at) - self.before(self.starts[line - 1]),
        }
    }
}

/// The root, or everything that is no TOML.
pub(super) fn parse(text: &str) -> Result<Node, Vec<(Place, String)>> {
    let lines = Lines::of(text);
    let (root, broken) = DeTable::parse_recoverable(text);
    if broken.is_empty() {
        return Ok(Node {
            place: Place::START,
            item: table(&lines, root.get_ref()),
        });
    }
    let mut mistakes: Vec<(Place, String)> = broken
        .iter()
        .map(|error| {
            let place = error
                .span()
                .map_or(Place::START, |span| lines.place(span.start));
            (
                place,
                format!("is not TOML: {}", error.message().trim_end()),
            )
        })
        .collect();
    // What follows on a line that is broken follows from its first mistake.
    mistakes.dedup_by_key(|(place, _)| place.line);
    Err(mistakes)
}

fn table(lines: &Lines<'_>, table: &DeTable<'_>) -> Item {
    let mut entries: Vec<(usize, Entry)> = table
        .iter()
        .map(|(name, value)| {
            let entry = Entry {
                name: name.get_ref().to_string(),
                place: lines.place(name.span().start),
                value: node(lines, value),
            };
            (name.span().start, entry)
        })
        .collect();
    entries.sort_by_key(|(at, _)| *at);
    Item::Table(entries.into_iter().map(|(_, entry)| entry).collect())
}

fn node(lines: &Lines<'_>, value: &Spanned<DeValue<'_>>) -> Node {
    let item = match value.get_ref() {
        DeValue::String(text) => Item::Text(text.to_string()),
        DeValue::Integer(number) => Item::Number(number.as_str().to_owned()),
        DeValue::Float(number) => Item::Number(number.as_str().to_owned()),
        DeValue::Boolean(flag) => Item::Flag(*flag),
        DeValue::Datetime(_) => Item::Date,
        DeValue::Array(items) => Item::List(items.iter().map(|item| node(lines, item)).collect()),
        DeValue::Table(entries) => table(lines, entries),
    };
    Node {
        place: lines.place(value.span().start),
        item,
    }
}
