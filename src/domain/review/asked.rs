//! What is typed behind `/checkin review`, read forgivingly: a month or a quarter, by its name, its number or how long
//! ago it was; a part of it; whether the channel sees it.

use chrono::{Datelike, NaiveDate};

use super::Section;
use crate::domain::nearest::nearest;
use crate::domain::period::{Month, Period};
use crate::domain::week::{Quarter, Week};

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// A review, or a part of it.
    Review {
        /// Of which period.
        period: Period,
        /// Which part; none means the head.
        section: Option<Section>,
        /// Whether the channel is to see it.
        share: bool,
    },
    /// Of a period that has not begun.
    NotBegun(Period),
    /// A word that means nothing here, and the one that is a slip of the finger away.
    Unknown(String, Option<&'static str>),
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
/// A month's name may be cut after so many letters.
const SHORTEST_NAME: usize = 3;
/// Words that say nothing.
const POLITE: [&str; 16] = [
    "the",
    "of",
    "for",
    "in",
    "please",
    "show",
    "me",
    "so",
    "far",
    "this",
    "current",
    "running",
    "and",
    "month's",
    "quarter's",
    "to",
];
/// Other words that are understood, offered where one is nearly typed.
const WORDS: [&str; 4] = ["month", "quarter", "last", "share"];

/// What the words say, before it is known which year they mean.
#[derive(Default)]
struct Said {
    month: Option<u32>,
    quarter: Option<u32>,
    year: Option<i32>,
    back: u32,
    quarterly: bool,
    section: Option<Section>,
    share: bool,
}

/// Reads the words on a day.
#[must_use]
pub fn asked(words: &[String], today: NaiveDate) -> Asked {
    let mut said = Said::default();
    for word in words {
        let folded = word.to_lowercase();
        if !POLITE.contains(&folded.as_str()) && !said.takes(&folded) {
            let months = MONTHS.iter().copied();
            let known = months.chain(Section::ALL.map(Section::word)).chain(WORDS);
            let typed = word.chars().take(60).collect();
            return Asked::Unknown(typed, nearest(&folded, known));
        }
    }
    let Some(period) = said.period(today) else {
        return Asked::Unknown(words.join(" ").chars().take(60).collect(), None);
    };
    if period.first_week() > Week::of(today) {
        return Asked::NotBegun(period);
    }
    Asked::Review {
        period,
        section: said.section,
        share: said.share,
    }
}

impl Said {
    /// Whether a word means something.
    fn takes(&mut self, word: &str) -> bool {
        match word {
            "month" | "monthly" | "months" => {}
            "quarter" | "quarterly" | "quarters" => self.quarterly = true,
            "last" | "previous" | "past" | "before" => self.back += 1,
            "share" | "shared" | "sharing" => self.share = true,
            _ => return self.takes_section(word) || self.takes_date(word),
        }
        true
    }

    fn takes_section(&mut self, word: &str) -> bool {
        let section = match word {
            "prioritize" | "priorities" | "next" => Some(Section::Prioritise),
            "tuneups" | "tune-up" | "tuneup" => Some(Section::TuneUps),
            "okr" | "okrs" | "result" | "scores" => Some(Section::Results),
            "decision" => Some(Section::Decisions),
            "iteration" => Some(Section::Iterations),
            "split" => Some(Section::Time),
            "agreed" | "agreements" | "targets" => Some(Section::Align),
            other => Section::from_word(other),
        };
        self.section = section.or(self.section);
        section.is_some()
    }

    /// "2026-11", "2026/11", "11/2026", "2026-Q4", "Q4/2026", "2026Q4", "q4", "2026", "november", "nov".
    fn takes_date(&mut self, word: &str) -> bool {
        let mut pieces: Vec<&str> = word.split(['-', '/', '.']).collect();
        if let [one] = pieces.as_slice()
            && let Some(at) = one.find('q').filter(|at| *at > 0)
        {
            let (year, quarter) = one.split_at(at);
            pieces = vec![year, quarter];
        }
        match pieces.as_slice() {
            [one] => self.takes_piece(one),
            [one, other] => {
                let (year, part) = if is_year(one) {
                    (one, other)
                } else {
                    (other, one)
                };
                let number = part.parse().ok().filter(|it| (1..=12).contains(it));
                let named = is_year(year) && self.takes_piece(year);
                named
                    && (number.is_some_and(|number| self.takes_month(number))
                        || self.takes_piece(part))
            }
            _ => false,
        }
    }

    fn takes_piece(&mut self, piece: &str) -> bool {
        if is_year(piece) {
            self.year = piece.parse().ok();
            return self.year.is_some();
        }
        if let Some(number) = piece.strip_prefix('q').and_then(|it| it.parse().ok()) {
            self.quarter = Some(number).filter(|it| (1..=4).contains(it));
            return self.quarter.is_some();
        }
        let long = piece.chars().count() >= SHORTEST_NAME;
        let place = MONTHS.iter().position(|name| name.starts_with(piece));
        let number = place
            .filter(|_| long)
            .and_then(|at| u32::try_from(at + 1).ok());
        number.is_some_and(|number| self.takes_month(number))
    }

    fn takes_month(&mut self, number: u32) -> bool {
        self.month = Some(number);
        true
    }

    /// The period that is meant on a day, by the calendar that people have in mind: a month or quarter without a year
    /// is the newest that has begun; with "last" the newest that is over. While the first week of a month is still to
    /// come, the one before it is "this" one: nothing can be said of the other.
    fn period(&self, today: NaiveDate) -> Option<Period> {
        let week = Week::of(today);
        let begun = |period: &Period| period.first_week() <= week;
        let named = |year: i32| match (self.month, self.quarter) {
            (Some(month), None) => Month::new(year, month).map(Period::Month),
            (None, Some(quarter)) => format!("{year:04}-Q{quarter}").parse().ok(),
            _ => None,
        };
        let meant = |period: &Period| match self.back {
            0 => begun(period),
            _ => period.last_day() < today,
        };
        match (self.month.or(self.quarter), self.year) {
            (Some(_), Some(year)) => named(year),
            (Some(_), None) => (0..3)
                .filter_map(|back| named(today.year() - back))
                .find(meant),
            (None, Some(_)) => None,
            (None, None) => {
                let this = if self.quarterly {
                    Period::Quarter(Quarter::of(today))
                } else {
                    Period::Month(Month::of(today))
                };
                let back = match self.back {
                    0 => u32::from(!begun(&this)),
                    back => back.min(24),
                };
                Some((0..back).fold(this, |period, _| period.previous()))
            }
        }
    }
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, today: &str) -> Asked {
        let words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        asked(&words, today.parse().unwrap())
    }

    #[test]
    fn months_and_quarters_are_found_however_they_are_typed() {
        for (text, period) in [
            ("", "2026-11"),
            ("month", "2026-11"),
            ("this month so far", "2026-11"),
            ("last month", "2026-10"),
            ("the month before last", "2026-09"),
            ("quarter", "2026-Q4"),
            ("last quarter", "2026-Q3"),
            ("2026-11", "2026-11"),
            ("11/2026", "2026-11"),
            ("2026/3", "2026-03"),
            ("2026-Q4", "2026-Q4"),
            ("2026q2", "2026-Q2"),
            ("Q3", "2026-Q3"),
            ("q3 2025", "2025-Q3"),
            ("November", "2026-11"),
            ("nov", "2026-11"),
            ("last november", "2025-11"),
            ("december", "2025-12"),
            ("Dec 2024", "2024-12"),
            ("october", "2026-10"),
        ] {
            let review = Asked::Review {
                period: period.parse().unwrap(),
                section: None,
                share: false,
            };
            assert_eq!(read(text, "2026-11-19"), review, "{text}");
        }
    }

    #[test]
    fn a_month_is_the_calendars_and_the_one_before_until_its_first_week_has_begun() {
        let period = |text: &str, today| match read(text, today) {
            Asked::Review { period, .. } => period.to_string(),
            other => panic!("{other:?}"),
        };
        for (today, text, means) in [
            // A Monday whose Thursday is in December.
            ("2026-11-30", "", "2026-11"),
            ("2026-11-30", "last month", "2026-10"),
            ("2026-11-30", "december", "2026-12"),
            ("2026-12-01", "", "2026-12"),
            ("2026-12-01", "last month", "2026-11"),
            // A Friday whose week is 2026's last.
            ("2027-01-01", "", "2026-12"),
            ("2027-01-01", "quarter", "2026-Q4"),
            ("2027-01-01", "last month", "2026-12"),
            ("2027-01-01", "last quarter", "2026-Q4"),
            ("2027-01-01", "last december", "2026-12"),
            ("2027-01-01", "the month before last", "2026-11"),
            ("2027-01-04", "this month so far", "2027-01"),
            ("2027-01-04", "last quarter", "2026-Q4"),
        ] {
            assert_eq!(period(text, today), means, "{text} on {today}");
        }
    }

    #[test]
    fn a_part_and_a_channel_may_be_named() {
        let review = |section, share| Asked::Review {
            period: "2026-Q4".parse().unwrap(),
            section,
            share,
        };
        for (text, means) in [
            ("share quarter", review(None, true)),
            ("time q4", review(Some(Section::Time), false)),
            (
                "Q4 prioritize share",
                review(Some(Section::Prioritise), true),
            ),
            ("quarter okrs", review(Some(Section::Results), false)),
        ] {
            assert_eq!(read(text, "2026-11-19"), means, "{text}");
        }
    }

    #[test]
    fn what_cannot_be_meant_is_said() {
        let unknown = |text: &str, near| Asked::Unknown(text.to_owned(), near);
        for (text, means) in [
            ("2027-01", Asked::NotBegun("2027-01".parse().unwrap())),
            ("q1 2027", Asked::NotBegun("2027-Q1".parse().unwrap())),
            ("novembr", unknown("novembr", Some("november"))),
            ("quater", unknown("quater", Some("quarter"))),
            ("2026-13", unknown("2026-13", None)),
            ("q7", unknown("q7", None)),
            ("2026", unknown("2026", None)),
            ("payments", unknown("payments", None)),
        ] {
            assert_eq!(read(text, "2026-11-19"), means, "{text}");
        }
    }
}
