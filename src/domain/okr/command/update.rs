//! A reading behind `/okr update`, taken apart.

use super::Update;
use super::pieces::Piece;
use crate::domain::number::{self, is_time, narrow};
use crate::domain::okr::{EXACTLY, Unit};

/// `PAY-1.2 5400 7 "campaign started"`. A value may be written with spaces (`5 400 €`, `3h 20min`, `not done`), and
/// a note without quotes: the value goes as far as something of a number does, and a number behind it is the
/// confidence, a right one or a wrong one. `exactly` may stand on either side of the value or behind the confidence.
pub(super) fn update(pieces: &[Piece]) -> Update {
    let (usual, time) = (read(pieces, false), read(pieces, true));
    let as_time = (time != usual).then(|| Box::new(time));
    Update { as_time, ..usual }
}

/// Reads it once; with `times` each word that is a length of time belongs to the number before it.
fn read(pieces: &[Piece], times: bool) -> Update {
    let Some((code, rest)) = pieces.split_first() else {
        return Update::default();
    };
    let quote = rest.iter().position(|piece| piece.quoted);
    let (plain, quoted) = rest.split_at(quote.unwrap_or(rest.len()));
    let mut typed: Vec<&str> = plain.iter().map(|piece| piece.text.as_str()).collect();
    let exactly = take_exactly(&mut typed, times);
    let plain: Vec<String> = typed.iter().map(|text| narrow(text)).collect();
    let belongs = |at: &usize| {
        of_value(&plain[*at]) || joins_times(&plain, *at) || times && is_time_of(&plain, *at)
    };
    let mut end = (0..plain.len()).take_while(belongs).count();
    let mut value: Vec<&str> = plain[..end].iter().map(String::as_str).collect();
    let confidence = match value.as_slice() {
        [before, last] if is_mark(before) || continues(before, last) => None,
        [.., before, last] if !continues(before, last) => value.pop(),
        _ => None,
    };
    // What begins with a word is meant as a value too, and is no number.
    if value.is_empty() && !plain.is_empty() {
        value.push(&plain[0]);
        end = 1;
    }
    if exactly && !value.is_empty() {
        value.push(EXACTLY);
    }
    let quoted = quoted.iter().map(|piece| piece.text.as_str());
    let note: Vec<&str> = typed[end..].iter().copied().chain(quoted).collect();
    let some = |text: String| (!text.is_empty()).then_some(text);
    Update {
        code: Some(code.text.clone()),
        value: some(value.join(" ")),
        confidence: confidence.map(|text| text.strip_suffix("/10").unwrap_or(text).to_owned()),
        note: some(note.join(" ")),
        as_time: None,
    }
}

/// A number, a part of one, or one of the words that say done or not done.
fn of_value(text: &str) -> bool {
    // Not every mark of time: a note may begin with "week" or "second".
    const WORDS: [&str; 25] = [
        "not", "done", "yes", "no", "€", "$", "£", "¥", "%", "min", "h", "d", "s", "ms", "hours",
        "hour", "minutes", "minute", "days", "std", "stunden", "stunde", "minuten", "min.", "std.",
    ];
    text.starts_with(|c: char| c.is_ascii_digit() || "+-−€$£¥.,".contains(c))
        || WORDS.contains(&text.to_lowercase().as_str())
        || (text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase()))
}

/// "10 seconds", "2 Stunden, 5 Minuten": a length of time behind its number, as far as both go on with what stands
/// before them.
fn is_time_of(plain: &[String], at: usize) -> bool {
    let behind_number = at
        .checked_sub(1)
        .is_some_and(|before| is_bare(&plain[before]));
    let so_far = plain[..=at].join(" ");
    let whole = so_far.strip_suffix(',').unwrap_or(&so_far);
    // "3h20 7 second try" is a confidence and a note.
    let note = at > 1 && ["second", "week"].contains(&plain[at].to_lowercase().as_str());
    behind_number && !note && number::parse(whole, &Unit::Duration).is_ok()
}

/// "1 hour and 30 minutes": what stands between two lengths of time belongs to both.
fn joins_times(plain: &[String], at: usize) -> bool {
    let behind = plain.get(at + 1);
    ["and", "und"].contains(&plain[at].as_str())
        && at
            .checked_sub(1)
            .is_some_and(|before| is_time(plain[before].trim_end_matches(',')))
        && behind.is_some_and(|next| next.starts_with(|c: char| c.is_ascii_digit()))
}

/// Takes the word out where it belongs to the value: before a number, or behind one with nothing but a number after it.
fn take_exactly(plain: &mut Vec<&str>, times: bool) -> bool {
    let Some(at) = plain
        .iter()
        .position(|text| text.eq_ignore_ascii_case(EXACTLY))
    else {
        return false;
    };
    let of = |text: &str| of_value(text) || times && is_time(text);
    let behind_value = plain[..at].iter().all(|text| of(&narrow(text)));
    let next = plain.get(at + 1).map(|next| narrow(next));
    let before_number = next.is_none_or(|next| is_bare(&next) || at == 0);
    if behind_value && before_number {
        plain.remove(at);
    }
    behind_value && before_number
}

/// Whether the last piece of a value is a part of it, rather than a number by itself: a group of thousands, a unit, a
/// smaller unit's number.
fn continues(before: &str, last: &str) -> bool {
    if !is_bare(last) {
        return true;
    }
    let digits = before.trim_start_matches(['+', '-', '\u{2212}', '€', '$', '£', '¥']);
    let all_digits = digits.bytes().all(|byte| byte.is_ascii_digit());
    let group = last.bytes().take_while(u8::is_ascii_digit).count() == 3;
    let is_small = last.parse::<u8>().is_ok_and(|number| number <= 10);
    let is_time = digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.ends_with(|c: char| c.is_ascii_lowercase())
        && last.parse::<u8>().is_ok();
    (all_digits && (1..=3).contains(&digits.len()) && group) || (is_time && !is_small)
}

/// A sign or a currency's mark, before the number that it belongs to.
fn is_mark(text: &str) -> bool {
    text.chars().all(|c| "+-\u{2212}€$£¥".contains(c))
}

/// Digits with signs, and no unit: `7`, `-1`, `7.5`, `7/10`.
fn is_bare(text: &str) -> bool {
    let text = text.strip_suffix("/10").unwrap_or(text);
    text.contains(|c: char| c.is_ascii_digit())
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || "+-\u{2212}.,".contains(c))
}
