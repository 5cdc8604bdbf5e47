//! Numbers as people write and read them: `4,400`, `71%`, `€4,120`.

use super::okr::Unit;

/// A text that is no number in a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("A number, please, like 4400 or 4,400.")]
pub struct NotANumber;

/// The largest number that is taken: beyond it a double no longer counts in ones.
const LARGEST: f64 = 9e15;

/// Reads a number as people write it: with a sign, thousands set apart by commas or spaces, a decimal point, and
/// the unit's own mark before or behind it.
///
/// # Errors
/// When it is anything else; `71,5` and `5.400,20` too, since nobody can know what they mean.
pub fn parse(text: &str, unit: &Unit) -> Result<f64, NotANumber> {
    let bare = strip_unit(text.trim(), unit);
    let (sign, digits) = match bare.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (-1.0, rest),
        None => (1.0, bare.strip_prefix('+').unwrap_or(bare)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let whole = join_thousands(whole)?;
    // 5.400 may be five thousand four hundred, or five and four tenths.
    if fraction.len() == 3 && (1..=3).contains(&whole.len()) && whole != "0" {
        return Err(NotANumber);
    }
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty()
        || whole.len() > 16
        || fraction.len() > 12
        || !all_digits(&whole)
        || !all_digits(fraction)
    {
        return Err(NotANumber);
    }
    let value: f64 = format!("{whole}.{fraction}0")
        .parse()
        .map_err(|_| NotANumber)?;
    if value <= LARGEST {
        Ok(sign * value)
    } else {
        Err(NotANumber)
    }
}

fn strip_unit<'a>(text: &'a str, unit: &Unit) -> &'a str {
    let marks: &[&str] = match unit {
        Unit::Number => &[],
        Unit::Percent => &["%"],
        Unit::Money(code) => &[code.as_str(), symbol(code)],
    };
    let mut bare = text;
    for mark in marks.iter().filter(|mark| !mark.is_empty()) {
        bare = bare
            .strip_prefix(mark)
            .or_else(|| bare.strip_suffix(mark))
            .unwrap_or(bare)
            .trim();
    }
    bare
}

fn join_thousands(whole: &str) -> Result<String, NotANumber> {
    let Some(separator) = whole
        .chars()
        .find(|c| matches!(c, ',' | ' ' | '\u{a0}' | '\u{202f}' | '\''))
    else {
        return Ok(whole.to_owned());
    };
    let groups: Vec<&str> = whole.split(separator).collect();
    let first_fits = (1..=3).contains(&groups[0].len());
    if first_fits && groups[1..].iter().all(|group| group.len() == 3) {
        Ok(groups.concat())
    } else {
        Err(NotANumber)
    }
}

fn symbol(currency: &str) -> &'static str {
    match currency {
        "EUR" => "€",
        "USD" => "$",
        "GBP" => "£",
        "JPY" => "¥",
        _ => "",
    }
}

/// Writes a number in its unit, in English: `4,420`, `71%`, `€4,120`, `4.25 CHF`.
#[must_use]
pub fn write(value: f64, unit: &Unit) -> String {
    let number = with_thousands(value);
    match unit {
        Unit::Number => number,
        Unit::Percent => format!("{number}%"),
        Unit::Money(code) => match (symbol(code), number.strip_prefix('-')) {
            ("", _) => format!("{number} {code}"),
            (symbol, Some(positive)) => format!("-{symbol}{positive}"),
            (symbol, None) => format!("{symbol}{number}"),
        },
    }
}

/// At most two decimals, none where they are nothing; thousands set apart by commas.
fn with_thousands(value: f64) -> String {
    let fixed = format!("{:.2}", value.abs());
    let (whole, fraction) = fixed.split_once('.').unwrap_or((&fixed, ""));
    let mut grouped = String::new();
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let fraction = fraction.trim_end_matches('0');
    let sign = if value < 0.0 && (grouped != "0" || !fraction.is_empty()) {
        "-"
    } else {
        ""
    };
    if fraction.is_empty() {
        format!("{sign}{grouped}")
    } else {
        format!("{sign}{grouped}.{fraction}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, unit, value) in [
            ("4400", Unit::Number, 4400.0),
            (" 4,400 ", Unit::Number, 4400.0),
            ("4 400", Unit::Number, 4400.0),
            ("-3.5", Unit::Number, -3.5),
            ("71%", Unit::Percent, 71.0),
            ("71 %", Unit::Percent, 71.0),
            ("€4,120", Unit::Money("EUR".into()), 4120.0),
            ("4120 EUR", Unit::Money("EUR".into()), 4120.0),
            ("0", Unit::Number, 0.0),
            ("5.", Unit::Number, 5.0),
        ] {
            assert_eq!(parse(text, &unit), Ok(value), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in [
            "",
            "many",
            "NaN",
            "inf",
            "1e9",
            "71,5",
            "4,40",
            "5.400,20",
            "5.400",
            "--3",
            "4..4",
            "٤",
            "99999999999999999",
            "71%",
        ] {
            assert_eq!(parse(text, &Unit::Number), Err(NotANumber), "{text}");
        }
    }

    #[test]
    fn numbers_are_written_in_english() {
        assert_eq!(write(4420.0, &Unit::Number), "4,420");
        assert_eq!(write(-1_234_567.5, &Unit::Number), "-1,234,567.5");
        assert_eq!(write(71.0, &Unit::Percent), "71%");
        assert_eq!(write(-4120.0, &Unit::Money("EUR".into())), "-€4,120");
        assert_eq!(write(4.25, &Unit::Money("CHF".into())), "4.25 CHF");
        assert_eq!(write(-0.001, &Unit::Number), "0");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(cents in -1_000_000_000i64..1_000_000_000) {
            #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
            let value = cents as f64 / 100.0;
            prop_assert_eq!(parse(&write(value, &Unit::Number), &Unit::Number), Ok(value));
        }

        #[test]
        fn no_text_panics(text in "\\PC*") {
            let _ = parse(&text, &Unit::Percent);
        }
    }
}
