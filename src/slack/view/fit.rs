//! Making parts fit into one surface before they become blocks: as a last resort the end is cut, visibly. Buttons
//! stay, because without them nobody can answer.

use slack_morphism::blocks::SlackBlock;

use super::limits::{BUTTON, MESSAGE_JSON, TEXT, json_length, json_length_of};
use super::native;
use super::parts::rows;
use crate::domain::shape::Shape;
use crate::words::message::{Button, Line, Part, Span};

// What Slack's JSON adds around a part, a line and a span, rounded up.
const AROUND_PART: usize = 128;
const AROUND_LINE: usize = 64;
const AROUND_SPAN: usize = 64;
const AROUND_BUTTON: usize = 192;

/// Makes the parts of one surface fit, one after the other.
pub struct Fit {
    room: Room,
    shape: Shape,
    cut: bool,
}

impl Fit {
    /// Room for these parts in so many blocks and in what a message's JSON may hold.
    pub fn of<'a>(parts: impl Iterator<Item = &'a Part>, most_blocks: usize, shape: Shape) -> Self {
        Self {
            room: Room::beside_buttons(parts, most_blocks),
            shape,
            cut: false,
        }
    }

    /// As much of the next part as there is room for.
    pub fn next(&mut self, part: &Part) -> Option<Part> {
        if says_nothing(part) {
            return None;
        }
        if let Part::Buttons(buttons) = part {
            return self.room.buttons(buttons);
        }
        if self.cut {
            return None;
        }
        let part = match native::block(part, self.shape) {
            Some(block) if self.room.has(&block) => return Some(part.clone()),
            // No room for the figure: its lines are cut where the room ends.
            Some(_) => Part::Paragraph(native::lines(part).unwrap_or_default()),
            None => part.clone(),
        };
        let (part, whole) = self.room.take(part);
        self.cut = !whole;
        Some(part)
    }
}

fn says_nothing(part: &Part) -> bool {
    match part {
        Part::Paragraph(lines) | Part::Bullets(lines) | Part::Quote(lines) | Part::Small(lines) => {
            lines.iter().all(|line| line.text().trim().is_empty())
        }
        Part::Buttons(buttons) => buttons.is_empty(),
        Part::Chart(chart) => chart.points.is_empty(),
        Part::Table(table) => table.rows.is_empty(),
        Part::Divider => false,
    }
}

/// What is left of a surface for text, and for buttons.
struct Room {
    blocks: usize,
    characters: usize,
    button_blocks: usize,
    button_characters: usize,
}

impl Room {
    fn beside_buttons<'a>(parts: impl Iterator<Item = &'a Part>, most_blocks: usize) -> Self {
        let buttons = parts.filter_map(|part| match part {
            Part::Buttons(buttons) => Some(buttons),
            _ => None,
        });
        let (blocks, characters) = buttons.fold((0, 0), |(blocks, characters), row| {
            let cost: usize = row.iter().map(cost_of_button).sum();
            (blocks + rows(row).len(), characters + AROUND_PART + cost)
        });
        // One block and one part are kept back for the mark that says that something is missing.
        let button_blocks = blocks.min(most_blocks - 2);
        let button_characters = characters.min(MESSAGE_JSON - 4 * AROUND_PART);
        Self {
            blocks: most_blocks - button_blocks - 1,
            characters: MESSAGE_JSON - button_characters - 2 * AROUND_PART,
            button_blocks,
            button_characters,
        }
    }

    /// The buttons of a row for which there is room.
    fn buttons(&mut self, buttons: &[Button]) -> Option<Part> {
        let mut kept = Vec::new();
        let mut blocks = 0;
        let mut characters = AROUND_PART;
        for button in buttons {
            kept.push(button.clone());
            let last = kept.last().map_or(0, cost_of_button);
            blocks = rows(&kept).len();
            characters += last;
            if blocks > self.button_blocks || characters > self.button_characters {
                kept.pop();
                characters -= last;
                blocks = rows(&kept).len();
                break;
            }
        }
        self.button_blocks -= blocks;
        self.button_characters = self.button_characters.saturating_sub(characters);
        (!kept.is_empty()).then_some(Part::Buttons(kept))
    }

    /// Whether there is room for a block that cannot be cut; then it is taken.
    fn has(&mut self, block: &SlackBlock) -> bool {
        let length = serde_json::to_string(block).map_or(usize::MAX, |json| json.chars().count());
        let fits = self.blocks > 0 && self.characters > length + 2 * AROUND_PART;
        if fits {
            self.blocks -= 1;
            self.characters -= length;
        }
        fits
    }

    /// As much of a part as there is room for, and whether that is the whole of it.
    fn take(&mut self, part: Part) -> (Part, bool) {
        if self.blocks == 0 || self.characters < 2 * AROUND_PART {
            return (Part::Paragraph(vec!["…".into()]), false);
        }
        self.blocks -= 1;
        self.characters -= AROUND_PART;
        let (make, lines): (fn(Vec<Line>) -> Part, _) = match part {
            Part::Paragraph(lines) => (Part::Paragraph, lines),
            Part::Bullets(lines) => (Part::Bullets, lines),
            Part::Quote(lines) => (Part::Quote, lines),
            Part::Small(lines) => (Part::Small, lines),
            other => return (other, true),
        };
        let mut whole = true;
        let mut kept = Vec::new();
        for line in lines {
            let (line, fits) = self.line(line);
            kept.push(line);
            if !fits {
                whole = false;
                break;
            }
        }
        (make(kept), whole)
    }

    fn line(&mut self, line: Line) -> (Line, bool) {
        let mut kept = Line::default();
        if !self.spend(AROUND_LINE) {
            return (Line::plain("…"), false);
        }
        for span in line.0 {
            if !self.spend(AROUND_SPAN) {
                return (kept.and("…"), false);
            }
            let (text, whole) = self.text(&span.text);
            kept.0.push(Span { text, ..span });
            if !whole {
                return (kept, false);
            }
        }
        (kept, true)
    }

    fn text(&mut self, text: &str) -> (String, bool) {
        let mut kept = String::new();
        for (number, character) in text.chars().enumerate() {
            if number + 1 >= TEXT && text.chars().nth(TEXT).is_some() {
                kept.push('…');
                return (kept, true);
            }
            if !self.spend(json_length_of(character)) {
                kept.push('…');
                return (kept, false);
            }
            kept.push(character);
        }
        (kept, true)
    }

    /// Whether there was room; the mark that something is missing always has its own.
    fn spend(&mut self, characters: usize) -> bool {
        let fits = self.characters > characters + AROUND_SPAN;
        if fits {
            self.characters -= characters;
        }
        fits
    }
}

fn cost_of_button(button: &Button) -> usize {
    let label = json_length(&button.label).min(6 * BUTTON);
    let value = json_length(button.press.value());
    // The value stands in the block's id, too; its own block may be needed for it.
    AROUND_BUTTON + AROUND_PART + label + 2 * value
}
