//! Numbers as people write and read them: `4,400`, `71,5%`, `€4,120`, `3h20`.

use super::okr::Unit;

mod duration;

/// Why a text is no number in a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotANumber {
    /// Nothing that reads as one.
    #[error("A number, please, like 4400 or 4,400.")]
    Number,
    /// One separator and three digits behind it, so that it may be so many, or so many thousandths.
    #[error("{}", which(*.0))]
    Ambiguous(i64),
    /// Another unit's mark.
    #[error("Another unit is meant here: write the number alone, like 4400.")]
    OtherUnit,
    /// No length of time.
    #[error("A length of time, please, like 45min, 3h20 or 2d 4h.")]
    Duration,
    /// A length of time, and nobody knows in what.
    #[error("Of hours, minutes or seconds? Please write it like 45min, 3h20 or 90s.")]
    WhichUnit,
    /// Neither done nor not done.
    #[error("Please write done or not done.")]
    Done,
}

#[expect(clippy::cast_precision_loss, reason = "six digits at most")]
fn which(count: i64) -> String {
    let (whole, parts) = (
        with_thousands(count as f64),
        with_thousands(count as f64 / 1000.0),
    );
    format!("Is that {whole} or {parts}? Please write {count} or {parts}.")
}

/// The largest number that is taken: beyond it a double no longer counts in ones.
const LARGEST: f64 = 9e15;

/// Reads a number as people write it: with a sign, thousands set apart, decimals behind a point or a comma, `k` or
/// `M` for thousands and millions, and the unit's own mark before or behind it. Spelling differs between countries:
/// what can only be read in one way is read in it (`71,5`, `5.400,20`, `1.234.567`), and `5,400` as it is written
/// here everywhere. `5.400` is asked about, except of money, which has no thousandths. Full-width digits are digits.
///
/// # Errors
/// When it is anything else, or may be two things.
pub fn parse(text: &str, unit: &Unit) -> Result<f64, NotANumber> {
    let text = &narrow(text);
    match unit {
        Unit::Duration => return duration::parse(text),
        Unit::Done => return done(text),
        Unit::Number | Unit::Percent | Unit::Money(_) => {}
    }
    let bare = strip_unit(text.trim(), unit)?;
    let (sign, digits) = match bare.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (-1.0, rest.trim_start()),
        None => (1.0, bare.strip_prefix('+').unwrap_or(bare)),
    };
    let (digits, times) = match digits.strip_suffix(['k', 'K']) {
        Some(rest) => (rest.trim_end(), 1e3),
        None => digits
            .strip_suffix('M')
            .map_or((digits, 1.0), |rest| (rest.trim_end(), 1e6)),
    };
    // Behind the unit's mark too: "€-5" and "-€5" are the same.
    let digits = if times == 1.0 {
        strip_unit(digits, unit)?
    } else {
        digits
    };
    let plain = spelling(digits, matches!(unit, Unit::Money(_)), sign)?;
    let value: f64 = plain.parse().map_err(|_| NotANumber::Number)?;
    let value = value * times;
    if value <= LARGEST {
        Ok(sign * value + 0.0)
    } else {
        Err(NotANumber::Number)
    }
}

/// Full-width digits and signs, as East Asian keyboards write them, in their usual width.
#[must_use]
pub fn narrow(text: &str) -> String {
    const WIDE: std::ops::RangeInclusive<char> = '\u{ff01}'..='\u{ff5e}';
    let usual = |letter: char| match letter {
        '\u{3000}' => ' ',
        '\u{ffe5}' => '¥',
        wide if WIDE.contains(&wide) => {
            char::from_u32(u32::from(wide) - 0xff01 + 0x21).unwrap_or(wide)
        }
        other => other,
    };
    text.chars().map(usual).collect()
}

/// Whether a word is a length of time behind its number: `minutes`, `Std.`.
#[must_use]
pub fn is_time(word: &str) -> bool {
    duration::is_mark(word)
}

/// `done`, `yes` and 1; `not done`, `no`, `open` and 0.
fn done(text: &str) -> Result<f64, NotANumber> {
    match text.trim().to_lowercase().as_str() {
        "done" | "yes" | "1" | "true" => Ok(1.0),
        "not done" | "no" | "0" | "false" | "open" | "not yet" => Ok(0.0),
        _ => Err(NotANumber::Done),
    }
}

/// The digits with a decimal point and nothing else between them.
fn spelling(digits: &str, cents: bool, sign: f64) -> Result<String, NotANumber> {
    let separates = |c: char| {
        matches!(
            c,
            ',' | '.' | ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '\u{2019}'
        )
    };
    let signs: Vec<char> = digits.chars().filter(|c| separates(*c)).collect();
    let blank = |c: char| if c == ',' || c == '.' { c } else { ' ' };
    let all = |wanted: char| signs.iter().all(|c| blank(*c) == wanted);
    let (decimal, thousands) = match (
        signs.first().copied().map(blank),
        signs.last().copied().map(blank),
    ) {
        (None, _) | (_, None) => (None, None),
        (Some(first), Some(last)) if first != last => (Some(last), Some(first)),
        (Some(only), _) if !all(only) => return Err(NotANumber::Number),
        (Some(' '), _) => (None, Some(' ')),
        (Some(only), _) if signs.len() > 1 => (None, Some(only)),
        (Some(only), _) => single(digits, only, cents, sign)?,
    };
    if decimal == Some(' ') || signs.iter().filter(|c| Some(blank(**c)) == decimal).count() > 1 {
        return Err(NotANumber::Number);
    }
    let (whole, fraction) = match decimal.and_then(|sign| digits.split_once(sign)) {
        Some((whole, fraction)) => (whole, fraction),
        None => (digits, ""),
    };
    let groups: Vec<&str> = match thousands {
        Some(_) => whole.split(separates).collect(),
        None => vec![whole],
    };
    let first_fits = groups.len() == 1 || (1..=3).contains(&groups[0].len());
    let whole = groups.concat();
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let fits = first_fits
        && groups[1..].iter().all(|group| group.len() == 3)
        && (1..=16).contains(&whole.len())
        && fraction.len() <= 12;
    if fits && is_digits(&whole) && is_digits(fraction) {
        Ok(format!("{whole}.{fraction}0"))
    } else {
        Err(NotANumber::Number)
    }
}

type Separators = (Option<char>, Option<char>);

/// One point or one comma: decimals, unless exactly three digits follow it.
fn single(digits: &str, only: char, cents: bool, sign: f64) -> Result<Separators, NotANumber> {
    let (whole, rest) = digits.split_once(only).unwrap_or((digits, ""));
    let thousands = rest.len() == 3 && (1..=3).contains(&whole.len()) && whole != "0";
    if !thousands {
        return Ok((Some(only), None));
    }
    if only == ',' || cents {
        return Ok((None, Some(only)));
    }
    match format!("{whole}{rest}").parse::<i64>() {
        Ok(count) if sign < 0.0 => Err(NotANumber::Ambiguous(-count)),
        Ok(count) => Err(NotANumber::Ambiguous(count)),
        Err(_) => Err(NotANumber::Number),
    }
}

fn strip_unit<'a>(text: &'a str, unit: &Unit) -> Result<&'a str, NotANumber> {
    const SYMBOLS: [&str; 5] = ["%", "€", "$", "£", "¥"];
    let marks: &[&str] = match unit {
        Unit::Percent => &["%", "percent"],
        Unit::Money(code) => &[code.as_str(), symbol(code)],
        Unit::Number | Unit::Duration | Unit::Done => &[],
    };
    let mut bare = text;
    for mark in marks.iter().filter(|mark| !mark.is_empty()) {
        bare = bare
            .strip_prefix(mark)
            .or_else(|| bare.strip_suffix(mark))
            .unwrap_or(bare)
            .trim();
    }
    let other = SYMBOLS
        .iter()
        .any(|symbol| bare.starts_with(symbol) || bare.ends_with(symbol));
    let own = marks
        .iter()
        .any(|mark| !mark.is_empty() && bare.contains(mark));
    if other && !own {
        return Err(NotANumber::OtherUnit);
    }
    Ok(bare)
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

/// Writes a number in its unit, in English: `4,420`, `71%`, `€4,120`, `4.25 CHF`, `3h 20min`, `done`.
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
        Unit::Duration => duration::write(value),
        Unit::Done if value >= 1.0 => "done".to_owned(),
        Unit::Done => "not done".to_owned(),
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
mod tests;
