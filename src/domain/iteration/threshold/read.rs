//! A threshold as people write it, before and behind its number, in words and in signs.

use super::words::{is_side, not_understood, side_before, side_behind};
use super::{NotAThreshold, Side, Threshold};
use crate::domain::number::{self, NotANumber};
use crate::domain::okr::Unit;

/// Reads one.
pub(super) fn read(text: &str) -> Result<Threshold, NotAThreshold> {
    let text = number::narrow(text).replace("per cent", "%");
    let text = text.replace("percent", "%").replace('\u{a0}', " ");
    let text = text.replace("Prozent", "%").replace("prozent", "%");
    let (side, rest) = side_before(text.trim());
    let (value, behind) = number_and_words(rest);
    if behind.contains(|c: char| c.is_numeric()) {
        return Err(NotAThreshold::Words);
    }
    let (said_behind, rest) = side_behind(behind)?;
    if not_understood(&rest)
        || said_behind
            .zip(side)
            .is_some_and(|(one, other)| one != other)
    {
        return Err(NotAThreshold::Words);
    }
    let side = side.or(said_behind).unwrap_or(Side::AtLeast);
    let value = value.trim_end_matches([',', ';']);
    let (value, plus) = match value.strip_suffix('+') {
        Some(value) => (value.trim_end(), side == Side::AtLeast),
        None => (value, true),
    };
    let unit = unit_of(value);
    let value = match unit {
        Unit::Duration => number::parse(value, &unit),
        _ => number::parse(&value.to_uppercase(), &unit),
    };
    match value {
        Ok(value) if plus => Ok(Threshold {
            side,
            value,
            unit,
            sample: None,
        }),
        Err(not @ NotANumber::Ambiguous(_)) => Err(NotAThreshold::Number(not)),
        _ => Err(NotAThreshold::Words),
    }
}

/// The number with its unit, and the words behind it.
fn number_and_words(text: &str) -> (&str, &str) {
    let mut end = 0;
    let mut words = text.split_whitespace().peekable();
    while let Some(word) = words.next() {
        let at = end + text[end..].find(word).unwrap_or_default();
        let bare = word.trim_matches(['.', ',', ';', '(', ')']);
        let letters = !bare.is_empty() && bare.chars().all(|c| c.is_alphabetic() || c == '-');
        let digits = |next: &&str| next.starts_with(|c: char| c.is_ascii_digit());
        let joins = ["and", "und"].contains(&word) && words.peek().is_some_and(digits);
        if letters && !is_unit(word) && !joins {
            return (text[..at].trim_end(), &text[at..]);
        }
        end = at + word.len();
    }
    (text, "")
}

/// A word that belongs to the number before it.
fn is_unit(word: &str) -> bool {
    currency(word).is_some() || number::is_time(word) || word.eq_ignore_ascii_case("k")
}

/// A currency's code: the usual ones however they are written, any other in capitals.
fn currency(word: &str) -> Option<String> {
    const USUAL: [&str; 12] = [
        "EUR", "USD", "GBP", "CHF", "JPY", "SEK", "NOK", "DKK", "PLN", "INR", "AUD", "CAD",
    ];
    let code = word.to_uppercase();
    let letters = word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_alphabetic());
    let odd = is_side(word) || not_understood(&[word.to_lowercase()]);
    let known = USUAL.contains(&code.as_str()) || word == code && !odd;
    (letters && known).then_some(code)
}

fn unit_of(text: &str) -> Unit {
    const SYMBOLS: [(char, &str); 4] = [('€', "EUR"), ('$', "USD"), ('£', "GBP"), ('¥', "JPY")];
    if text.contains('%') {
        return Unit::Percent;
    }
    if let Some((_, code)) = SYMBOLS.iter().find(|(symbol, _)| text.contains(*symbol)) {
        return Unit::Money((*code).to_owned());
    }
    let letters: String = text.chars().filter(char::is_ascii_alphabetic).collect();
    // "5m" are five million here, as "5k" are thousands.
    let millions = letters.eq_ignore_ascii_case("m") && text.trim_end().ends_with(['m', 'M']);
    let time = number::parse(text, &Unit::Duration);
    if !millions && matches!(time, Ok(_) | Err(NotANumber::Ambiguous(_))) {
        return Unit::Duration;
    }
    let code = text.split_whitespace().find_map(currency);
    code.or(currency(&letters))
        .map_or(Unit::Number, Unit::Money)
}

#[cfg(test)]
mod tests;
