//! Lengths of time, in seconds: `45min`, `3h20`, `2d 4h`, `1.5s`, `250ms`; in words (`1 hour and 5 minutes`, `2 Std.`)
//! and as clocks show them (`1:30 h`).

use super::{NotANumber, Unit};

const HOUR: f64 = 3_600_000.0;
const MINUTE: f64 = 60_000.0;

/// What each mark is worth, in thousandths of a second.
const MARKS: [(f64, &[&str]); 6] = [
    (604_800_000.0, &["weeks", "week", "w", "wochen", "woche"]),
    (86_400_000.0, &["days", "day", "d", "tagen", "tage", "tag"]),
    (
        HOUR,
        &[
            "hours", "hour", "hrs", "hr", "h", "stunden", "stunde", "std",
        ],
    ),
    (
        MINUTE,
        &["minutes", "minute", "mins", "min", "m", "minuten"],
    ),
    (
        1_000.0,
        &[
            "seconds", "second", "secs", "sec", "s", "sekunden", "sekunde", "sek",
        ],
    ),
    (1.0, &["ms"]),
];

/// The words that join two numbers with their marks.
const AND: [&str; 2] = ["and ", "und "];

/// The longest that is taken: some thirty years.
const LONGEST: f64 = 1e12;

/// Whether a word is a mark.
pub(super) fn is_mark(word: &str) -> bool {
    let word = word.to_lowercase();
    let word = word.strip_suffix('.').unwrap_or(&word);
    marks().any(|(mark, _)| mark == word)
}

fn marks() -> impl Iterator<Item = (&'static str, f64)> {
    let each = |(worth, marks): (f64, &'static [&'static str])| {
        marks.iter().map(move |mark| (*mark, worth))
    };
    MARKS.into_iter().flat_map(each)
}

/// Takes the mark that a text begins with: the longest, because shorter ones begin like it.
fn take_mark(text: &str) -> Option<(f64, &str)> {
    let found = marks().filter(|(mark, _)| text.starts_with(mark));
    let (mark, worth) = found.max_by_key(|(mark, _)| mark.len())?;
    let rest = &text[mark.len()..];
    // "2 Std. 30 Min."; a point before a digit is none of an abbreviation.
    let rest = match rest.strip_prefix('.') {
        Some(behind) if behind.is_empty() || behind.starts_with(' ') => behind,
        _ => rest,
    };
    Some((worth, rest.trim_start()))
}

/// Reads numbers and marks, the larger mark first; a number without a mark is of the next smaller one: `3h20`.
pub(super) fn parse(text: &str) -> Result<f64, NotANumber> {
    let lower = text.trim().to_lowercase();
    let (sign, mut rest) = match lower.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (-1.0, rest.trim_start()),
        None => (1.0, lower.as_str()),
    };
    if rest.is_empty() || !rest.starts_with(|c: char| c.is_ascii_digit()) {
        return Err(NotANumber::Duration);
    }
    if let Some(time) = clock(rest).filter(|time| *time <= LONGEST) {
        return Ok(sign * time / 1000.0 + 0.0);
    }
    let (mut sum, mut last) = (0.0, f64::INFINITY);
    while !rest.is_empty() {
        let end = rest
            .find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ','))
            .unwrap_or(rest.len());
        let number = &rest[..end];
        rest = rest[end..].trim_start();
        let worth = match take_mark(rest) {
            Some((worth, behind)) => {
                rest = joined(behind);
                worth
            }
            None if rest.is_empty() => smaller(last)?,
            None if rest.starts_with(':') => return Err(NotANumber::WhichUnit),
            None => return Err(NotANumber::Duration),
        };
        if worth >= last {
            return Err(NotANumber::Duration);
        }
        last = worth;
        sum += worth
            * match super::parse(number, &Unit::Number) {
                Err(NotANumber::Number) => return Err(NotANumber::Duration),
                read => read?,
            };
    }
    if sum <= LONGEST {
        Ok(sign * sum / 1000.0 + 0.0)
    } else {
        Err(NotANumber::Duration)
    }
}

/// What comes behind a mark, without what joins it: "1 hour, 5 minutes", "1 Stunde und 5 Minuten".
fn joined(rest: &str) -> &str {
    let behind = rest.strip_prefix(", ").unwrap_or(rest).trim_start();
    let and = AND.iter().find_map(|and| behind.strip_prefix(and));
    let behind = and.unwrap_or(behind).trim_start();
    if behind.starts_with(|c: char| c.is_ascii_digit()) {
        behind
    } else {
        rest
    }
}

/// "1:30 h", "1:30 min", "1:30:00": what stands first is of the mark behind, and of hours where two colons follow.
/// "1:30" alone may be hours or minutes.
fn clock(text: &str) -> Option<f64> {
    let end = text.find(|c: char| !(c.is_ascii_digit() || c == ':'));
    let (digits, behind) = text.split_at(end.unwrap_or(text.len()));
    let worth = match take_mark(behind.trim_start()) {
        Some((worth, "")) => Some(worth),
        _ if behind.is_empty() => None,
        _ => return None,
    };
    let parts: Vec<&str> = digits.split(':').collect();
    let mut worth = match (parts.len(), worth) {
        (2, Some(worth @ (HOUR | MINUTE))) => worth,
        (3, None | Some(HOUR)) => HOUR,
        _ => return None,
    };
    let mut sum = 0.0;
    for (at, part) in parts.iter().enumerate() {
        let fits = at == 0 || (part.len() == 2 && *part < "60");
        sum += part.parse::<u32>().ok().filter(|_| fits).map(f64::from)? * worth;
        worth /= 60.0;
    }
    Some(sum)
}

/// What a bare number behind a mark counts; nobody knows what a bare number alone does.
fn smaller(last: f64) -> Result<f64, NotANumber> {
    match last {
        HOUR => Ok(MINUTE),
        MINUTE => Ok(1_000.0),
        _ => Err(NotANumber::WhichUnit),
    }
}

/// Writes seconds with the marks that they need: `2d 4h`, `3h 20min`, `1.5s`, `250ms`.
pub(super) fn write(seconds: f64) -> String {
    let sign = if seconds < 0.0 { "-" } else { "" };
    let seconds = seconds.abs();
    if seconds < 1.0 && seconds > 0.0 {
        return format!("{sign}{}ms", super::with_thousands(seconds * 1000.0));
    }
    let mut parts = Vec::new();
    let mut left = (seconds * 100.0).round() / 100.0;
    for (mark, worth) in [("d", 86_400.0), ("h", 3_600.0), ("min", 60.0)] {
        let count = (left / worth).floor();
        if count > 0.0 {
            parts.push(format!("{count:.0}{mark}"));
            left -= count * worth;
        }
    }
    let rest = super::with_thousands(left);
    if rest != "0" || parts.is_empty() {
        parts.push(format!("{rest}s"));
    }
    format!("{sign}{}", parts.join(" "))
}
