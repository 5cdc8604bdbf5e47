//! Slack's limits on what is shown, and cutting text to them: visibly, and never failing. Lengths are characters.

/// Blocks of a message.
pub const MESSAGE_BLOCKS: usize = 50;
/// Blocks of a modal.
pub const MODAL_BLOCKS: usize = 100;
/// A message's serialised blocks: Slack says nothing, and refuses from about 13,200 on.
pub const MESSAGE_JSON: usize = 12_800;
/// A modal's serialised view, in bytes, with room for its frame.
pub const VIEW_JSON: usize = 240_000;
/// A message's top-level text; Slack recommends no more.
pub const MESSAGE_TEXT: usize = 4_000;
/// Any text object.
pub const TEXT: usize = 3_000;
/// What an input of text takes.
pub const INPUT: usize = 3_000;
/// The label of an input, and its hint.
pub const LABEL: usize = 2_000;
/// A header.
pub const HEADING: usize = 150;
/// A modal's title, and its two buttons.
pub const TITLE: usize = 24;
/// A button's text.
pub const BUTTON: usize = 75;
/// What is asked before a press: its title, its text, its two buttons.
pub const CONFIRM_TITLE: usize = 100;
pub const CONFIRM_TEXT: usize = 300;
pub const CONFIRM_BUTTON: usize = 30;
/// A menu's options.
pub const OPTIONS: usize = 100;
/// Boxes to tick.
pub const BOXES: usize = 10;
/// An option's text.
pub const OPTION: usize = 75;
/// An option's value.
pub const OPTION_VALUE: usize = 150;
/// An id of ours.
pub const ID: usize = 255;
/// Buttons in one row.
pub const ROW: usize = 25;

const ELLIPSIS: char = '…';

/// At most so many characters; what is missing is marked, and nothing at all becomes the mark alone, since Slack
/// takes no empty text.
#[must_use]
pub fn cut(text: &str, most: usize) -> String {
    if text.trim().is_empty() {
        return ELLIPSIS.to_string();
    }
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(most.saturating_sub(1)).collect();
    short.push(ELLIPSIS);
    short
}

/// Text for Slack's markup, in which nothing is markup any more; at most so many characters after escaping, and
/// never half an entity.
#[must_use]
pub fn escape(text: &str, most: usize) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut length = 0;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let mut raw = [0; 4];
        let piece = match character {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            other => other.encode_utf8(&mut raw),
        };
        let size = piece.chars().count();
        let room = most - length - usize::from(characters.peek().is_some());
        if size > room {
            escaped.push(ELLIPSIS);
            return escaped;
        }
        escaped.push_str(piece);
        length += size;
    }
    escaped
}

/// How many characters a text takes within JSON.
#[must_use]
pub fn json_length(text: &str) -> usize {
    text.chars().map(json_length_of).sum()
}

/// How many characters one character takes within JSON.
#[must_use]
pub fn json_length_of(character: char) -> usize {
    match character {
        '"' | '\\' | '\n' | '\r' | '\t' | '\u{8}' | '\u{c}' => 2,
        control if control < ' ' => 6,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cutting_is_visible_and_keeps_whole_characters() {
        assert_eq!(cut("Überstunden", 11), "Überstunden");
        assert_eq!(cut("Überstunden", 5), "Über…");
        assert_eq!(cut(" ", 5), "…");
    }

    #[test]
    fn escaping_leaves_no_markup_and_no_half_entity() {
        assert_eq!(escape("<!channel> & co", 100), "&lt;!channel&gt; &amp; co");
        assert_eq!(escape("ab<", 6), "ab&lt;");
        assert_eq!(escape("ab<c", 6), "ab…");
        assert_eq!(escape("abcdef", 6), "abcdef");
        assert_eq!(escape("abcdefg", 6), "abcde…");
    }

    #[test]
    fn the_length_within_json_is_what_the_serialiser_writes() {
        let text = "a\"\\\n\u{1}é<\u{7f}";
        let written = serde_json::to_string(text).unwrap();
        assert_eq!(json_length(text) + 2, written.chars().count());
    }
}
