//! What is too long for one message over several: nothing is left out, and a line that is too long for any message is
//! cut between two words. How many messages there are is decided once; where late answers say more than these hold, what
//! matters most stays, and the rest is counted.

use super::figures::counted;
use super::message::{Line, Message, Part, Span};

/// What a page holds when it is posted: of the text that Slack takes, and of the JSON of its blocks.
pub(super) const ROOM: Room = Room {
    text: 3_000,
    json: 9_500,
};
/// What it may grow to when late answers say more.
pub(super) const WIDE: Room = Room {
    text: 3_600,
    json: 11_800,
};
/// What the heading and the note of a page take.
pub(super) const AROUND_PAGE: usize = 200;
/// What Slack's JSON adds to a line or a span of it, rounded up.
const AROUND: usize = 80;
/// A longer line is cut: so much fits beside the heading of any page.
const PIECE: usize = 2_400;
/// A page has no more parts than this; Slack takes fifty blocks.
const PARTS: usize = 40;

/// How much a message holds.
#[derive(Clone, Copy)]
pub(super) struct Room {
    pub text: usize,
    pub json: usize,
}

impl Room {
    fn times(self, pages: usize) -> Self {
        Self {
            text: self.text * pages,
            json: self.json * pages,
        }
    }
}

/// Lines of one kind stay one part for as long as they follow each other on a page.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Paragraph,
    Bullets,
    Quote,
    Small,
}

enum Item {
    Line(Kind, Line),
    Whole(Part),
}

/// The messages. `name` heads all but the first; `posted` says how many of them stand in Slack already: so many there
/// are then.
#[must_use]
pub fn paged(parts: Vec<Part>, name: &str, posted: Option<usize>) -> Vec<Message> {
    let items = items(parts);
    let most = posted.unwrap_or(usize::MAX).max(1);
    let mut pages = packed(items.iter(), ROOM);
    let mut left = 0;
    if pages.len() > most {
        let stays = what_stays(&items, WIDE.times(most));
        pages = packed(stays.iter().copied(), WIDE);
        pages.truncate(most);
        left = items.len() - pages.iter().map(Vec::len).sum::<usize>();
    }
    let all = posted.unwrap_or(pages.len()).max(1);
    let many = pages.len();
    let said = pages.into_iter().enumerate().map(|(at, items)| {
        let mut parts = Vec::new();
        if at > 0 {
            let heading = format!("{name}, continued ({} of {all})", at + 1);
            parts.push(Part::Paragraph(vec![Line::bold(heading)]));
        }
        for item in items {
            put(&mut parts, item);
        }
        if left > 0 && at + 1 == many {
            let lines = counted(u32::try_from(left).unwrap_or(u32::MAX), "line", "lines");
            let note = format!("Late answers said more than fits here: {lines} more.");
            parts.push(Part::Small(vec![note.into()]));
        }
        Message { parts }
    });
    let empty = (many..all).map(|_| {
        Message::line(format!(
            "{name}: what stood here stands in the message above."
        ))
    });
    said.chain(empty).collect()
}

fn items(parts: Vec<Part>) -> Vec<Item> {
    let mut items = Vec::new();
    for part in parts {
        let (kind, lines) = match part {
            Part::Paragraph(lines) => (Kind::Paragraph, lines),
            Part::Bullets(lines) => (Kind::Bullets, lines),
            Part::Quote(lines) => (Kind::Quote, lines),
            Part::Small(lines) => (Kind::Small, lines),
            whole => {
                items.push(Item::Whole(whole));
                continue;
            }
        };
        let lines = lines.into_iter().flat_map(pieces);
        items.extend(lines.map(|line| Item::Line(kind, line)));
    }
    items
}

/// A line in pieces that each fit; most lines are one.
pub(super) fn pieces(line: Line) -> Vec<Line> {
    if written(&line.text()) <= PIECE {
        return vec![line];
    }
    let (mut pieces, mut piece, mut size) = (Vec::new(), Line::default(), 0);
    for span in line.0 {
        for word in span.text.split_inclusive(' ').flat_map(short) {
            let more = written(&word);
            if size > 0 && size + more > PIECE {
                pieces.push(std::mem::take(&mut piece));
                size = 0;
            }
            size += more;
            match piece.0.last_mut() {
                Some(last) if last.style == span.style => last.text.push_str(&word),
                _ => piece.0.push(Span { text: word, ..span }),
            }
        }
    }
    pieces.push(piece);
    pieces
}

/// A word that fits nowhere, in parts that do.
fn short(word: &str) -> Vec<String> {
    if written(word) <= PIECE {
        return vec![word.to_owned()];
    }
    let letters: Vec<char> = word.chars().collect();
    // The longest letter is written with six.
    letters
        .chunks(PIECE / 6)
        .map(|part| part.iter().collect())
        .collect()
}

/// As much of one message as fits into a room of its own, and how many lines do not.
pub(super) fn fitted(parts: Vec<Part>, room: Room) -> Message {
    let items = items(parts);
    let stays = what_stays(&items, room);
    let mut parts = Vec::new();
    for item in &stays {
        put(&mut parts, item);
    }
    let left = u32::try_from(items.len() - stays.len()).unwrap_or(u32::MAX);
    if left > 0 {
        let note = format!("{} more than fit here.", counted(left, "line", "lines"));
        parts.push(Part::Small(vec![note.into()]));
    }
    Message { parts }
}

/// The lines that matter most, in their order, of those that do not all fit: what heads them and the first sentence;
/// what people wrote, what they need before what they noted; the other sentences.
fn what_stays(items: &[Item], room: Room) -> Vec<&Item> {
    let of = |kind: Kind| move |at: &usize| matches!(&items[*at], Item::Line(it, _) if *it == kind);
    let (heads, rest): (Vec<usize>, Vec<usize>) = (0..items.len()).partition(of(Kind::Paragraph));
    let (wrote, said): (Vec<usize>, Vec<usize>) = rest.into_iter().partition(of(Kind::Quote));
    let (first, others) = said.split_at(said.len().min(1));
    let first = heads.iter().chain(first);
    let order = first.chain(wrote.iter().rev()).chain(others);
    let (mut text, mut json) = (AROUND_PAGE, AROUND_PAGE);
    let mut stays: Vec<usize> = Vec::new();
    for at in order {
        let (more_text, more_json) = size(&items[*at]);
        if text + more_text <= room.text && json + more_json <= room.json {
            (text, json) = (text + more_text, json + more_json);
            stays.push(*at);
        }
    }
    stays.sort_unstable();
    stays.into_iter().map(|at| &items[at]).collect()
}

fn packed<'a>(items: impl Iterator<Item = &'a Item>, room: Room) -> Vec<Vec<&'a Item>> {
    let mut pages: Vec<Vec<&Item>> = vec![Vec::new()];
    let (mut text, mut json, mut parts) = (AROUND_PAGE, AROUND_PAGE, 0);
    for item in items {
        let (more_text, more_json) = size(item);
        let begun = pages.last().and_then(|page| page.last());
        let more_parts = usize::from(!begun.is_some_and(|before| together(before, item)));
        let full = text + more_text > room.text || json + more_json > room.json;
        if begun.is_some() && (full || parts + more_parts > PARTS) {
            pages.push(Vec::new());
            (text, json, parts) = (AROUND_PAGE, AROUND_PAGE, 0);
        }
        (text, json, parts) = (text + more_text, json + more_json, parts + more_parts);
        if let Some(page) = pages.last_mut() {
            page.push(item);
        }
    }
    pages
}

fn together(before: &Item, item: &Item) -> bool {
    matches!((before, item), (Item::Line(one, _), Item::Line(other, _)) if one == other)
}

/// What an item takes of the top-level text, and of the blocks.
fn size(item: &Item) -> (usize, usize) {
    match item {
        Item::Line(_, line) => {
            let spans: usize = line.0.iter().map(|span| written(&span.text) + AROUND).sum();
            (written(&line.text()) + 3, spans + AROUND)
        }
        Item::Whole(part) => {
            let message = Message {
                parts: vec![part.clone()],
            };
            let text = written(&message.text());
            let buttons = match part {
                Part::Buttons(buttons) => 4 * AROUND * buttons.len(),
                _ => 0,
            };
            (text, 2 * text + 2 * AROUND + buttons)
        }
    }
}

/// How long a text is once Slack's three characters and JSON's own are escaped.
pub(super) fn written(text: &str) -> usize {
    let each = text.chars().map(|character| match character {
        '&' | '<' | '>' => 5,
        '"' | '\\' | '\n' => 2,
        control if control < ' ' => 6,
        _ => 1,
    });
    each.sum()
}

fn put(parts: &mut Vec<Part>, item: &Item) {
    let (kind, line) = match item {
        Item::Line(kind, line) => (*kind, line.clone()),
        Item::Whole(part) => {
            parts.push(part.clone());
            return;
        }
    };
    match (kind, parts.last_mut()) {
        (Kind::Paragraph, Some(Part::Paragraph(lines)))
        | (Kind::Bullets, Some(Part::Bullets(lines)))
        | (Kind::Quote, Some(Part::Quote(lines)))
        | (Kind::Small, Some(Part::Small(lines))) => lines.push(line),
        (Kind::Paragraph, _) => parts.push(Part::Paragraph(vec![line])),
        (Kind::Bullets, _) => parts.push(Part::Bullets(vec![line])),
        (Kind::Quote, _) => parts.push(Part::Quote(vec![line])),
        (Kind::Small, _) => parts.push(Part::Small(vec![line])),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn long(notes: usize) -> Vec<Part> {
        let note = |at: usize| Line::plain(format!("{at} {}", "word ".repeat(598)));
        vec![
            Part::Paragraph(vec![Line::bold("Payments")]),
            Part::Bullets(vec!["One sentence.".into()]),
            Part::Quote((0..notes).map(note).collect()),
        ]
    }

    fn words(pages: &[Message]) -> usize {
        pages
            .iter()
            .map(|page| page.text().matches("word").count())
            .sum()
    }

    #[test]
    fn what_fits_is_one_message_as_it_was() {
        let parts = long(0);
        let pages = paged(parts.clone(), "Payments", None);
        assert_eq!(pages[0].parts[..2], parts[..2]);
        assert_eq!(pages.len(), 1);
    }

    #[test]
    fn what_is_too_long_loses_no_word() {
        let pages = paged(long(10), "Payments", None);
        assert_eq!(words(&pages), 10 * 598);
        assert!(pages[3].text().starts_with("Payments, continued (4 of "));
        let one = "<".repeat(3_000);
        let pages = paged(vec![Part::Quote(vec![one.into()])], "Payments", None);
        let told: usize = pages
            .iter()
            .map(|page| page.text().matches('<').count())
            .sum();
        assert_eq!(told, 3_000);
        assert!(pages.iter().all(|page| written(&page.text()) < 3_600));
    }

    #[test]
    fn of_what_does_not_fit_the_needs_stay_before_the_notes_and_each_heading_does() {
        let note = format!("a note {}", "word ".repeat(420));
        let parts = vec![
            Part::Paragraph(vec![Line::bold("Payments")]),
            Part::Bullets(vec!["It spent 40%.".into(), "PAY-1.1 stays.".into()]),
            Part::Quote(vec![note.into(), "Needs: “a desk”".into()]),
            Part::Paragraph(vec![Line::bold("Search")]),
        ];
        let room = Room {
            text: 600,
            json: 3_000,
        };
        let told = fitted(parts, room).text();
        let lines = "Payments\n• It spent 40%.\n• PAY-1.1 stays.\n> Needs: “a desk”\nSearch\n";
        assert!(told.starts_with(lines), "{told}");
        assert!(told.ends_with("1 line more than fit here."), "{told}");
    }

    #[test]
    fn no_more_pages_than_stand_there_and_the_rest_is_counted() {
        let pages = paged(long(10), "Payments", Some(2));
        assert_eq!(pages.len(), 2);
        let text = pages[1].text();
        assert!(
            text.contains("Late answers said more than fits here: "),
            "{text}"
        );
        let fewer = paged(long(0), "Payments", Some(3));
        let stands = "Payments: what stood here stands in the message above.";
        assert_eq!(fewer[2].text(), stands);
    }
}
