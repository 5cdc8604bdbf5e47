//! A threshold as people write it, before and behind its number, in words and in signs.

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
    let side = side.or(side_behind(behind)).unwrap_or(Side::AtLeast);
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

/// What says the side before a number; what begins another comes after it: ">=" before ">".
const BEFORE: [(Side, &[&str]); 4] = [
    (
        Side::AtLeast,
        &[
            "at least",
            "mindestens",
            "wenigstens",
            "no less than",
            "not less than",
            "no fewer than",
            "not under",
            "not below",
            "minimum",
            "from",
            ">=",
            "≥",
            "min",
        ],
    ),
    (
        Side::AtMost,
        &[
            "at most",
            "höchstens",
            "maximal",
            "no more than",
            "not more than",
            "not over",
            "not above",
            "maximum",
            "up to",
            "<=",
            "≤",
            "max",
        ],
    ),
    (
        Side::MoreThan,
        &[
            "more than",
            "mehr als",
            "greater than",
            "higher than",
            "longer than",
            "over",
            "above",
            ">",
        ],
    ),
    (
        Side::LessThan,
        &[
            "less than",
            "weniger als",
            "fewer than",
            "lower than",
            "shorter than",
            "under",
            "below",
            "<",
        ],
    ),
];

/// What says it behind one: "8% or more".
const BEHIND: [(Side, &[&str]); 2] = [
    (
        Side::AtLeast,
        &[
            "or more",
            "oder mehr",
            "or above",
            "or over",
            "or higher",
            "or better",
            "and more",
            "and above",
            "at least",
            "minimum",
            "min",
        ],
    ),
    (
        Side::AtMost,
        &[
            "or less",
            "oder weniger",
            "or fewer",
            "or below",
            "or under",
            "or lower",
            "or sooner",
            "and less",
            "and below",
            "at most",
            "maximum",
            "max",
        ],
    ),
];

/// The side, where it stands first, and what stands behind it.
fn side_before(text: &str) -> (Option<Side>, &str) {
    let found = BEFORE.iter().find_map(|(side, words)| {
        let rest = words.iter().find_map(|word| {
            let (before, rest) = text.split_at_checked(word.len())?;
            before.eq_ignore_ascii_case(word).then_some(rest)
        });
        Some((Some(*side), rest?.trim_start_matches(['.', ':', ' '])))
    });
    found.unwrap_or((None, text))
}

/// The side in what stands behind the number.
fn side_behind(words: &str) -> Option<Side> {
    let words: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
    let words = format!(" {} ", words.join(" "));
    let said = |phrase: &&str| words.contains(&format!(" {phrase} "));
    let found = BEHIND.iter().find(|(_, phrases)| phrases.iter().any(&said));
    found.map(|(side, _)| *side)
}

/// The number with its unit, and the words behind it.
fn number_and_words(text: &str) -> (&str, &str) {
    let mut end = 0;
    let mut words = text.split_whitespace().peekable();
    while let Some(word) = words.next() {
        let at = end + text[end..].find(word).unwrap_or_default();
        let letters = word.chars().all(|c| c.is_alphabetic() || c == '-');
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
    let known = USUAL.contains(&code.as_str()) || word == code;
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
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_threshold_is_read_as_people_write_it() {
        for (text, side, value, unit) in [
            ("at least 8%", Side::AtLeast, 8.0, Unit::Percent),
            ("At Least 8 %", Side::AtLeast, 8.0, Unit::Percent),
            (">= 8%", Side::AtLeast, 8.0, Unit::Percent),
            ("4,400", Side::AtLeast, 4400.0, Unit::Number),
            ("≤ €3", Side::AtMost, 3.0, Unit::Money("EUR".into())),
            ("under 20", Side::LessThan, 20.0, Unit::Number),
            ("> 8", Side::MoreThan, 8.0, Unit::Number),
            ("more than 8%", Side::MoreThan, 8.0, Unit::Percent),
            ("< 3", Side::LessThan, 3.0, Unit::Number),
            (
                "at most 12 chf",
                Side::AtMost,
                12.0,
                Unit::Money("CHF".into()),
            ),
            ("8% or more", Side::AtLeast, 8.0, Unit::Percent),
            ("at least 8% of readers", Side::AtLeast, 8.0, Unit::Percent),
            (
                "8 percent of all readers or more",
                Side::AtLeast,
                8.0,
                Unit::Percent,
            ),
            ("≥ 8 %", Side::AtLeast, 8.0, Unit::Percent),
            ("≥\u{a0}8\u{a0}%", Side::AtLeast, 8.0, Unit::Percent),
            ("more than 5,000", Side::MoreThan, 5000.0, Unit::Number),
            (
                "more than 5,000 readers",
                Side::MoreThan,
                5000.0,
                Unit::Number,
            ),
            (
                "More than 5 000 new readers",
                Side::MoreThan,
                5000.0,
                Unit::Number,
            ),
            ("< 3h20", Side::LessThan, 12_000.0, Unit::Duration),
            ("under 3h 20min", Side::LessThan, 12_000.0, Unit::Duration),
            ("20 min or less", Side::AtMost, 1200.0, Unit::Duration),
            ("min 20 min", Side::AtLeast, 1200.0, Unit::Duration),
            (
                "90 Minuten oder weniger",
                Side::AtMost,
                5400.0,
                Unit::Duration,
            ),
            ("at most 2 Std.", Side::AtMost, 7200.0, Unit::Duration),
            (
                "under 1 hour and 30 minutes per ticket",
                Side::LessThan,
                5400.0,
                Unit::Duration,
            ),
            ("< 1:30 h", Side::LessThan, 5400.0, Unit::Duration),
            ("max. 2 days", Side::AtMost, 172_800.0, Unit::Duration),
            ("3 or fewer", Side::AtMost, 3.0, Unit::Number),
            ("50+", Side::AtLeast, 50.0, Unit::Number),
            ("up to 3 complaints", Side::AtMost, 3.0, Unit::Number),
            ("fewer than 12 ads", Side::LessThan, 12.0, Unit::Number),
            (
                "5k EUR or more",
                Side::AtLeast,
                5000.0,
                Unit::Money("EUR".into()),
            ),
            ("1.2m", Side::AtLeast, 1_200_000.0, Unit::Number),
            ("mindestens 8%", Side::AtLeast, 8.0, Unit::Percent),
            ("Höchstens 3h", Side::AtMost, 10_800.0, Unit::Duration),
            ("mehr als 5", Side::MoreThan, 5.0, Unit::Number),
            ("weniger als 5", Side::LessThan, 5.0, Unit::Number),
            ("5 Prozent oder mehr", Side::AtLeast, 5.0, Unit::Percent),
            ("≥ ８％", Side::AtLeast, 8.0, Unit::Percent),
        ] {
            let read = Threshold::parse(text).unwrap_or_else(|_| panic!("{text}"));
            assert_eq!(
                (read.side, read.value, read.unit),
                (side, value, unit),
                "{text}"
            );
        }
        for odd in [
            "",
            "at least",
            "lots",
            "8 of 10",
            "at least many%",
            "8% or 9%",
            "< 8+",
            "readers",
            "8% and 9%",
            "under 1:30",
        ] {
            let read = Threshold::parse(odd);
            assert_eq!(read, Err(NotAThreshold::Words), "{odd}");
        }
        // One number with its side, which may be so many or so many thousandths.
        for two in [
            "at least 5.400",
            "5.400 readers",
            "höchstens 5.400 %",
            "under 5.400 ms",
        ] {
            let asked = NotAThreshold::Number(NotANumber::Ambiguous(5400));
            assert_eq!(Threshold::parse(two), Err(asked), "{two}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "\\PC*") {
            let _ = Threshold::parse(&text);
        }
    }
}
