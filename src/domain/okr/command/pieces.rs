//! What was typed, in pieces: words and what stood in quotation marks, and what is read off any of them.

use super::Somebody;
use crate::domain::id::PersonId;
use crate::domain::number::narrow;

/// A piece of what was typed: a word, or what stood in quotation marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) quoted: bool,
}

impl Piece {
    /// As it was typed.
    pub(super) fn typed(&self) -> String {
        if self.quoted {
            format!("\"{}\"", self.text)
        } else {
            self.text.clone()
        }
    }

    /// Whether a number may begin with it.
    pub(super) fn begins_a_value(&self) -> bool {
        let signs = "+-\u{2212}€$£¥";
        let text = narrow(&self.text);
        let digits = text.trim_start_matches(|c| signs.contains(c));
        !self.quoted && digits.starts_with(|c: char| c.is_ascii_digit())
    }
}

/// "share" behind or before the rest; "PAY-1.2 share".
pub(super) fn take_share(pieces: &mut Vec<Piece>) -> bool {
    let is = |piece: &Piece| !piece.quoted && key(&piece.text) == "share";
    let last = pieces.len().checked_sub(1).filter(|at| is(&pieces[*at]));
    let found = last.or_else(|| pieces.first().filter(|piece| is(piece)).map(|_| 0));
    if let Some(at) = found {
        pieces.remove(at);
    }
    found.is_some()
}

/// "page 3" behind the rest.
pub(super) fn take_page(pieces: &mut Vec<Piece>) -> usize {
    let [.., word, number] = pieces.as_slice() else {
        return 0;
    };
    let number = number
        .text
        .parse::<usize>()
        .ok()
        .filter(|number| (1..100_000).contains(number));
    match number {
        Some(number) if key(&word.text) == "page" => {
            pieces.truncate(pieces.len() - 2);
            number - 1
        }
        _ => 0,
    }
}

/// Lower case, without hyphens, and singular where a command is.
pub(super) fn key(text: &str) -> String {
    let plain: String = text
        .to_lowercase()
        .chars()
        .filter(|c| !matches!(c, '-' | '_' | '!' | '?' | '.' | ':'))
        .collect();
    match plain.as_str() {
        "teams" => "team".to_owned(),
        "updates" | "changes" | "risks" | "exports" | "mines" | "stales" => {
            plain[..plain.len() - 1].to_owned()
        }
        _ => plain,
    }
}

pub(super) fn somebody(piece: &Piece) -> Option<Somebody> {
    let text = piece.text.as_str();
    if let Some(inside) = text
        .strip_prefix("<@")
        .and_then(|rest| rest.strip_suffix('>'))
    {
        let id = inside.split('|').next().unwrap_or(inside);
        return Some(Somebody::Id(PersonId::new(id)));
    }
    let name = text.strip_prefix('@')?;
    (!name.is_empty()).then(|| Somebody::Name(name.to_owned()))
}

/// Letters, then somewhere a digit: `pay-1.2`, `PAY1`.
pub(super) fn looks_like_code(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.contains(|c: char| c.is_ascii_digit())
}

pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut word = String::new();
    let mut inside = false;
    let end = |word: &mut String, quoted: bool, pieces: &mut Vec<Piece>| {
        if !word.is_empty() {
            let text = std::mem::take(word);
            pieces.push(Piece { text, quoted });
        }
    };
    for letter in text.chars() {
        match letter {
            '"' | '\u{201c}' | '\u{201d}' | '\u{201e}' => {
                end(&mut word, inside, &mut pieces);
                inside = !inside;
            }
            letter if letter.is_whitespace() && !inside => end(&mut word, false, &mut pieces),
            letter => word.push(letter),
        }
    }
    end(&mut word, inside, &mut pieces);
    pieces
}
