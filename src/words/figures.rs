//! How numbers, days and lists are written, everywhere alike: English.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use chrono_tz::Tz;

use crate::domain::allocation::Mean;
use crate::domain::organisation::Organisation;
use crate::domain::time_split::TimeSplit;
use crate::domain::week::Week;

/// "16–22 November", "30 November – 6 December".
#[must_use]
pub fn days_of(week: Week) -> String {
    let (first, last) = (week.monday(), week.sunday());
    if first.month() == last.month() {
        format!("{}–{}", first.day(), day_and_month(last))
    } else {
        format!("{} – {}", day_and_month(first), day_and_month(last))
    }
}

/// "19 November".
#[must_use]
pub fn day_and_month(day: NaiveDate) -> String {
    day.format("%-d %B").to_string()
}

/// "19 November" on a day not far from it; "1 January 2030" on one that is more than half a year away.
#[must_use]
pub fn day_seen_from(day: NaiveDate, today: NaiveDate) -> String {
    const HALF_A_YEAR: i64 = 183;
    if (day - today).num_days().abs() > HALF_A_YEAR {
        day.format("%-d %B %Y").to_string()
    } else {
        day_and_month(day)
    }
}

/// "Thursday 15:04", in a zone.
#[must_use]
pub fn day_and_time(instant: DateTime<Utc>, zone: Tz) -> String {
    instant.with_timezone(&zone).format("%A %H:%M").to_string()
}

/// "Tuesday 12:00", with the city where the reader lives by another zone: "Tuesday 12:00 (Berlin)".
#[must_use]
pub fn moment_for(instant: DateTime<Utc>, zone: Tz, reader: Tz) -> String {
    format!("{}{}", day_and_time(instant, zone), city_for(zone, reader))
}

/// " (Berlin)" for a reader who lives by another zone; nothing for one who lives there.
#[must_use]
pub fn city_for(zone: Tz, reader: Tz) -> String {
    if zone == reader {
        String::new()
    } else {
        format!(" ({})", city(zone))
    }
}

/// "New York" of `America/New_York`.
#[must_use]
pub fn city(zone: Tz) -> String {
    zone.name()
        .rsplit('/')
        .next()
        .unwrap_or(zone.name())
        .replace('_', " ")
}

/// "1 answer", "3 answers".
#[must_use]
pub fn counted(number: u32, one: &str, many: &str) -> String {
    if number == 1 {
        format!("1 {one}")
    } else {
        format!("{number} {many}")
    }
}

/// "one" to "twelve", then figures.
#[must_use]
pub fn spelled(number: u32) -> String {
    const WORDS: [&str; 13] = [
        "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve",
    ];
    usize::try_from(number)
        .ok()
        .and_then(|n| WORDS.get(n))
        .map_or_else(|| number.to_string(), |word| (*word).to_owned())
}

/// "second", "third" … "twelfth", then "13th".
#[must_use]
pub fn ordinal(number: u32) -> String {
    const WORDS: [&str; 12] = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
        "tenth", "eleventh", "twelfth",
    ];
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    number
        .checked_sub(1)
        .and_then(|n| WORDS.get(usize::try_from(n).ok()?))
        .map_or_else(|| format!("{number}{ending}"), |word| (*word).to_owned())
}

/// A number with so many decimals, halves away from zero: 0.475 is a little less in a double, and is meant to be 0.48.
#[must_use]
pub fn fixed(number: f64, decimals: usize) -> String {
    let scale = 10f64.powi(i32::try_from(decimals).unwrap_or(0));
    let exact = (number * scale * 1e9).round() / 1e9;
    format!("{:.decimals$}", exact.round() / scale + 0.0)
}

/// "38%" of a part, 0 to 1; a hundred only of the whole.
#[must_use]
pub fn of_the_way(part: f64) -> String {
    let percent = fixed(100.0 * part, 0);
    if percent == "100" && part < 1.0 {
        return "99%".to_owned();
    }
    format!("{percent}%")
}

/// People in shares of full time: "7", "6.5"; from ten on whole ones, "17". Halves go up, as in percents.
#[must_use]
pub fn people(number: f64) -> String {
    let tenths = fixed(number, 1);
    let fixed = match tenths.parse::<f64>() {
        Ok(number) if number.abs() < 10.0 => tenths,
        _ => fixed(number, 0),
    };
    fixed
        .strip_suffix(".0")
        .map_or(fixed.clone(), str::to_owned)
}

/// Whether a number of people would be written as 0, which is not worth a sentence.
#[must_use]
pub fn is_nobody(number: f64) -> bool {
    people(number.abs()) == "0"
}

/// "the week of 1 person", "the week of 6.5 people".
#[must_use]
pub fn people_counted(number: f64) -> String {
    match people(number).as_str() {
        "1" => "1 person".to_owned(),
        number => format!("{number} people"),
    }
}

/// "New features" at the head of a sentence.
#[must_use]
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// "a", "a and b", "a, b and c".
#[must_use]
pub fn listed(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// "9 repeated last week's split", "at least one repeated last week's split" where there are `more` than are told.
#[must_use]
pub fn repeated(many: u32, more: bool) -> String {
    let who = match (many, more) {
        (0, true) => "some".to_owned(),
        (0, false) => "nobody".to_owned(),
        (many, true) => format!("at least {}", spelled(many)),
        (many, false) => many.to_string(),
    };
    format!("{who} repeated last week's split")
}

/// " (four-week mean 60%)", behind the week's own percent.
#[must_use]
pub fn in_mean(mean: Mean) -> String {
    match mean.weeks {
        4 => format!(" (four-week mean {}%)", mean.elective),
        weeks => format!(
            " ({}% over {} of the last four weeks)",
            mean.elective,
            spelled(weeks)
        ),
    }
}

/// A split in the order of the form: "40% fires, 10% security, 35% existing features, 15% tune-ups".
#[must_use]
pub fn split(split: &TimeSplit, org: &Organisation) -> String {
    let known = org.categories.iter().map(|category| &category.id);
    let unknown = split
        .iter()
        .map(|(id, _)| id)
        .filter(|id| !org.categories.iter().any(|category| category.id == **id));
    known
        .chain(unknown)
        .filter(|id| split.percent(id) > 0)
        .map(|id| {
            format!(
                "{}% {}",
                split.percent(id),
                lower_first(org.category_name(id))
            )
        })
        .collect::<Vec<_>>()
        .join(", ")
}

/// "Fires" inside a sentence: "fires"; "SRE toil" stays.
#[must_use]
pub fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if second.is_uppercase() => {
            format!("{first}{}", letters.as_str())
        }
        (Some(first), _) => first.to_lowercase().chain(letters).collect(),
        (None, _) => String::new(),
    }
}

/// "Payments'", "Search's".
#[must_use]
pub fn possessive(name: &str) -> String {
    let ending = if name.ends_with(['s', 'S']) { "" } else { "s" };
    format!("{name}'{ending}")
}

/// A sentence with its full stop, unless a quotation at its end has one already.
#[must_use]
pub fn ended(sentence: &str) -> String {
    let last = sentence.trim_end_matches('\u{201d}').chars().last();
    let stop = if last.is_some_and(|last| ".!?…".contains(last)) {
        ""
    } else {
        "."
    };
    format!("{sentence}{stop}")
}

/// Text that a person typed, in quotation marks, on one line; without marks that would turn the text around it.
#[must_use]
pub fn quoted(text: &str) -> String {
    let text: Vec<&str> = text.split_whitespace().collect();
    format!("\u{201c}{}\u{201d}", inside(&text.join(" ")))
}

/// The same line by line, as it was typed; empty lines are left out.
#[must_use]
pub fn quoted_lines(text: &str) -> Vec<String> {
    let lines = text.lines().map(|line| {
        let words: Vec<&str> = line.split_whitespace().collect();
        words.join(" ")
    });
    let lines: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
    let quoted = format!("\u{201c}{}\u{201d}", inside(&lines.join("\n")));
    quoted.lines().map(str::to_owned).collect()
}

/// So many letters of a text at most; what is missing is marked.
#[must_use]
pub fn shortened(text: &str, most: usize) -> String {
    let mut letters = text.chars();
    let short: String = letters.by_ref().take(most).collect();
    match letters.next() {
        None => short,
        Some(_) => format!("{}…", short.trim_end()),
    }
}

/// What somebody typed behind a command or into a field, said back to them: as much of it as tells which it was.
#[must_use]
pub fn echoed(typed: &str) -> String {
    const MOST: usize = 80;
    shortened(typed, MOST)
}

/// Text between quotation marks: the same ones inside it are single. Straight ones look different enough, and stay.
fn inside(text: &str) -> String {
    let turns = |letter: char| matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let letters = text.chars().filter(|letter| !turns(*letter));
    let single = letters.map(|letter| match letter {
        '\u{201c}' | '\u{201e}' => '\u{2018}',
        '\u{201d}' => '\u{2019}',
        other => other,
    });
    single.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeats_that_are_not_told_are_at_least_there() {
        let said = |many, more| repeated(many, more).replace(" repeated last week's split", "");
        assert_eq!(said(0, false), "nobody");
        assert_eq!(said(9, false), "9");
        assert_eq!(said(0, true), "some");
        assert_eq!(said(1, true), "at least one");
    }

    #[test]
    fn quotes_within_quotes_are_single_and_lines_stay_lines() {
        assert_eq!(quoted("a \"b\"\nc"), "“a \"b\" c”");
        assert_eq!(quoted("a “b” c"), "“a ‘b’ c”");
        assert_eq!(quoted("a 5\" disk"), "“a 5\" disk”");
        assert_eq!(
            quoted_lines("one  line\n\n\"two\"\n"),
            ["“one line", "\"two\"”"]
        );
        assert_eq!(quoted_lines("one"), ["“one”"]);
    }

    #[test]
    fn numbers_and_lists_read_well() {
        assert_eq!(ordinal(2), "second");
        assert_eq!(ordinal(21), "21st");
        assert_eq!(ordinal(112), "112th");
        assert_eq!(spelled(3), "three");
        assert_eq!(people(6.5), "6.5");
        assert_eq!(people(7.0), "7");
        assert_eq!(fixed(0.475, 2), "0.48");
        assert_eq!(fixed(-0.001, 2), "0.00");
        assert_eq!(of_the_way(0.125), "13%");
        assert_eq!(of_the_way(0.9985), "99%");
        assert_eq!(of_the_way(1.0), "100%");
        assert_eq!(people(1.65), "1.7");
        assert_eq!(people(-0.25), "-0.3");
        assert_eq!(people(9.95), "10");
        assert_eq!(people(10.5), "11");
        assert_eq!(listed(&["a".into(), "b".into(), "c".into()]), "a, b and c");
        assert_eq!(lower_first("New features"), "new features");
        assert_eq!(lower_first("SRE toil"), "SRE toil");
        assert_eq!(possessive("Payments"), "Payments'");
        assert_eq!(possessive("Search"), "Search's");
        assert_eq!(quoted("a\u{202e}b\u{2066}\n c"), "“ab c”");
        assert_eq!(ended(&format!("A needs {}", quoted("b."))), "A needs “b.”");
        assert_eq!(ended(&format!("A needs {}", quoted("b"))), "A needs “b”.");
    }

    #[test]
    fn a_week_is_named_by_its_days() {
        assert_eq!(days_of("2026-W47".parse().unwrap()), "16–22 November");
        assert_eq!(
            days_of("2026-W49".parse().unwrap()),
            "30 November – 6 December"
        );
    }

    #[test]
    fn a_moment_names_the_city_where_the_reader_lives_elsewhere() {
        let noon = "2026-11-24T11:00:00Z".parse().unwrap();
        assert_eq!(
            moment_for(noon, chrono_tz::Europe::Berlin, chrono_tz::Europe::Berlin),
            "Tuesday 12:00"
        );
        assert_eq!(
            moment_for(
                noon,
                chrono_tz::Europe::Berlin,
                chrono_tz::America::New_York
            ),
            "Tuesday 12:00 (Berlin)"
        );
    }
}
