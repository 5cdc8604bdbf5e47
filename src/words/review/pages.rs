//! A part of a review as messages: one where it fits, else as many as it needs, each well within what Slack takes.
//! No message has two tables, because some workspaces refuse that.

use crate::words::chart::{Cell, Table};
use crate::words::message::{Line, Message, Part};
use crate::words::pages::{pieces, written};

/// What a page holds of the text that Slack takes, and of the JSON of its blocks.
const ROOM: Size = Size {
    text: 3_200,
    json: 9_500,
};
/// What a page's heading takes.
const AROUND_PAGE: Size = Size {
    text: 250,
    json: 300,
};
/// What Slack's JSON adds to a line, to a cell and to a point of a chart, rounded up.
const AROUND_LINE: usize = 160;
const AROUND_CELL: usize = 64;
const AROUND_POINT: usize = 36;

/// The pages, each under the heading; with their number where there are several. One at least.
pub(super) fn pages(heading: &str, parts: Vec<Part>) -> Vec<Message> {
    let parts: Vec<Part> = parts.into_iter().map(in_pieces).collect();
    let parts = parts.as_slice();
    let pages = packed(parts);
    let all = pages.len();
    let numbered = pages.into_iter().enumerate().map(|(at, items)| {
        let of = if all > 1 {
            format!(" ({} of {all})", at + 1)
        } else {
            String::new()
        };
        let head = Part::Paragraph(vec![Line::bold(format!("{heading}{of}"))]);
        let mut page = Message { parts: vec![head] };
        let mut before = None;
        for item in items {
            match page.parts.last_mut().filter(|_| before == Some(item.part)) {
                Some(last) => item.join(last),
                None => page.parts.push(item.alone(parts)),
            }
            before = Some(item.part);
        }
        page
    });
    numbered.collect()
}

/// A part in which no line is too long for a message.
fn in_pieces(part: Part) -> Part {
    let cut = |lines: Vec<Line>| lines.into_iter().flat_map(pieces).collect();
    match part {
        Part::Paragraph(lines) => Part::Paragraph(cut(lines)),
        Part::Bullets(lines) => Part::Bullets(cut(lines)),
        Part::Quote(lines) => Part::Quote(cut(lines)),
        Part::Small(lines) => Part::Small(cut(lines)),
        whole => whole,
    }
}

#[derive(Clone, Copy)]
struct Size {
    text: usize,
    json: usize,
}

impl Size {
    fn and(self, other: Self) -> Self {
        Self {
            text: self.text + other.text,
            json: self.json + other.json,
        }
    }

    fn fits(self) -> bool {
        self.text <= ROOM.text && self.json <= ROOM.json
    }
}

/// A piece that stays whole: a line or a row of the part at this place, or all of it.
#[derive(Clone, Copy)]
struct Item<'a> {
    part: usize,
    piece: Piece<'a>,
}

#[derive(Clone, Copy)]
enum Piece<'a> {
    Line(&'a Line),
    Row(&'a Table, &'a [Cell]),
    Whole(&'a Part),
}

fn items(parts: &[Part]) -> Vec<Item<'_>> {
    let mut items = Vec::new();
    for (part, of) in parts.iter().enumerate() {
        let pieces: Vec<Piece<'_>> = match of {
            Part::Paragraph(lines)
            | Part::Bullets(lines)
            | Part::Quote(lines)
            | Part::Small(lines) => lines.iter().map(Piece::Line).collect(),
            Part::Table(table) => {
                let rows = table.rows.iter();
                rows.map(|row| Piece::Row(table, row)).collect()
            }
            Part::Chart(_) | Part::Divider | Part::Buttons(_) => vec![Piece::Whole(of)],
        };
        items.extend(pieces.into_iter().map(|piece| Item { part, piece }));
    }
    items
}

/// Items in their order, as many on a page as it has room for.
fn packed(parts: &[Part]) -> Vec<Vec<Item<'_>>> {
    let mut pages = vec![Vec::new()];
    let (mut taken, mut table) = (AROUND_PAGE, None);
    for item in items(parts) {
        let is_row = matches!(item.piece, Piece::Row(..));
        let first_row = is_row && table != Some(item.part);
        let size = item.size(first_row);
        let full = !taken.and(size).fits() || (first_row && table.is_some());
        let last = pages.len() - 1;
        if full && !pages[last].is_empty() {
            pages.push(vec![item]);
            taken = AROUND_PAGE.and(item.size(is_row));
            table = is_row.then_some(item.part);
            continue;
        }
        pages[last].push(item);
        taken = taken.and(size);
        table = if is_row { Some(item.part) } else { table };
    }
    pages
}

impl Item<'_> {
    fn size(self, with_heading: bool) -> Size {
        match self.piece {
            Piece::Line(line) => {
                let text = written(&line.text());
                let json = text + AROUND_LINE * line.0.len().max(1);
                Size {
                    text: text + 3,
                    json,
                }
            }
            Piece::Row(table, row) => {
                let columns: usize = table.columns.iter().map(|it| written(it) + 2).sum();
                let cells: usize = row.iter().map(|cell| written(cell.text())).sum();
                let caption = if with_heading {
                    written(&table.caption)
                } else {
                    0
                };
                let headings = if with_heading {
                    columns + AROUND_CELL * table.columns.len()
                } else {
                    0
                };
                // As text each cell stands behind its heading; as a number it stands in the block twice.
                Size {
                    text: cells + columns + caption + 3,
                    json: 2 * cells + AROUND_CELL * row.len() + headings + caption,
                }
            }
            Piece::Whole(Part::Chart(chart)) => {
                let lines = chart.lines();
                let text: usize = lines.iter().map(|line| written(&line.text()) + 1).sum();
                let points = chart.points.len() * (chart.series.len() + 1);
                Size {
                    text,
                    json: 2 * text + points * AROUND_POINT,
                }
            }
            Piece::Whole(_) => Size {
                text: 0,
                json: AROUND_LINE,
            },
        }
    }

    /// The part that holds it alone.
    fn alone(self, parts: &[Part]) -> Part {
        match (self.piece, &parts[self.part]) {
            (Piece::Line(line), Part::Bullets(_)) => Part::Bullets(vec![line.clone()]),
            (Piece::Line(line), Part::Quote(_)) => Part::Quote(vec![line.clone()]),
            (Piece::Line(line), Part::Small(_)) => Part::Small(vec![line.clone()]),
            (Piece::Line(line), _) => Part::Paragraph(vec![line.clone()]),
            (Piece::Row(table, row), _) => Part::Table(Table {
                rows: vec![row.to_vec()],
                ..table.clone()
            }),
            (Piece::Whole(part), _) => part.clone(),
        }
    }

    /// Puts it into the part that stands last on a page, and is the one that it belongs to.
    fn join(self, last: &mut Part) {
        match (self.piece, last) {
            (
                Piece::Line(line),
                Part::Paragraph(lines)
                | Part::Bullets(lines)
                | Part::Quote(lines)
                | Part::Small(lines),
            ) => lines.push(line.clone()),
            (Piece::Row(_, row), Part::Table(table)) => table.rows.push(row.to_vec()),
            _ => {}
        }
    }
}
