//! Lengths of time, in seconds: `45min`, `3h20`, `2d 4h`, `1.5s`, `250ms`.

use super::NotANumber;

/// What each mark is worth, in thousandths of a second; the shorter mark after the longer one that begins like it.
const MARKS: [(&str, f64); 21] = [
    ("weeks", 604_800_000.0),
    ("week", 604_800_000.0),
    ("days", 86_400_000.0),
    ("day", 86_400_000.0),
    ("hours", 3_600_000.0),
    ("hour", 3_600_000.0),
    ("hrs", 3_600_000.0),
    ("minutes", 60_000.0),
    ("minute", 60_000.0),
    ("mins", 60_000.0),
    ("min", 60_000.0),
    ("seconds", 1_000.0),
    ("second", 1_000.0),
    ("secs", 1_000.0),
    ("sec", 1_000.0),
    ("ms", 1.0),
    ("w", 604_800_000.0),
    ("d", 86_400_000.0),
    ("h", 3_600_000.0),
    ("m", 60_000.0),
    ("s", 1_000.0),
];

/// The longest that is taken: some thirty years.
const LONGEST: f64 = 1e12;

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
    let (mut sum, mut last) = (0.0, f64::INFINITY);
    while !rest.is_empty() {
        let end = rest
            .find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ','))
            .unwrap_or(rest.len());
        let number: f64 = rest[..end]
            .replace(',', ".")
            .parse()
            .map_err(|_| NotANumber::Duration)?;
        rest = rest[end..].trim_start();
        let worth = match MARKS.iter().find(|(mark, _)| rest.starts_with(mark)) {
            Some((mark, worth)) => {
                rest = rest[mark.len()..].trim_start();
                *worth
            }
            None if rest.is_empty() => smaller(last)?,
            None if rest.starts_with(':') => return Err(NotANumber::WhichUnit),
            None => return Err(NotANumber::Duration),
        };
        if worth >= last {
            return Err(NotANumber::Duration);
        }
        last = worth;
        sum += number * worth;
    }
    if sum <= LONGEST {
        Ok(sign * sum / 1000.0 + 0.0)
    } else {
        Err(NotANumber::Duration)
    }
}

/// What a bare number behind a mark counts; nobody knows what a bare number alone does.
fn smaller(last: f64) -> Result<f64, NotANumber> {
    match last {
        3_600_000.0 => Ok(60_000.0),
        60_000.0 => Ok(1_000.0),
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
