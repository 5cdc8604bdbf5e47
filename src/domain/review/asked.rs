//! What is typed behind `/checkin review`, read forgivingly: a month or a quarter, by its name, its number or how long
//! ago it was; a part of it; whether the channel sees it.

use chrono::{Datelike, NaiveDate};

use super::Section;
use crate::domain::nearest::nearest;
use crate::domain::period::{MONTHS, Month, Period, month_named};
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
    /// Of more than one period.
    Several(String),
    /// A word that means nothing here, and the one that is a slip of the finger away.
    Unknown(String, Option<&'static str>),
}

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
    /// Another period was typed before.
    second: bool,
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
            // "sharing" may be what a review is asked about: nothing is posted by a word that is nearly the one.
            let share = folded.starts_with("shar").then_some("share");
            return Asked::Unknown(word.clone(), share.or(nearest(&folded, known)));
        }
        if said.second {
            return Asked::Several(words.join(" "));
        }
    }
    let Some(period) = said.period(today) else {
        return Asked::Unknown(words.join(" "), None);
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
            "share" => self.share = true,
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

    /// "2026-11" and all else that is a period by itself; "q4", "2026", "november", "nov".
    fn takes_date(&mut self, word: &str) -> bool {
        match word.parse::<Period>() {
            Ok(period) => {
                self.takes_year(period.quarter().first_day().year());
                match period {
                    Period::Month(month) => self.takes_month(month.number()),
                    Period::Quarter(quarter) => self.takes_quarter(number_of(quarter)),
                }
            }
            Err(_) => self.takes_piece(word),
        }
    }

    fn takes_piece(&mut self, piece: &str) -> bool {
        if is_year(piece) {
            return piece.parse().is_ok_and(|year| self.takes_year(year));
        }
        if let Some(number) = piece.strip_prefix('q').and_then(|it| it.parse().ok()) {
            return (1..=4).contains(&number) && self.takes_quarter(number);
        }
        month_named(piece).is_some_and(|number| self.takes_month(number))
    }

    fn takes_year(&mut self, year: i32) -> bool {
        self.second |= self.year.is_some_and(|known| known != year);
        self.year = Some(year);
        true
    }

    fn takes_quarter(&mut self, number: u32) -> bool {
        let other = self.quarter.is_some_and(|known| known != number);
        self.second |= other || self.month.is_some();
        self.quarter = Some(number);
        true
    }

    fn takes_month(&mut self, number: u32) -> bool {
        let other = self.month.is_some_and(|known| known != number);
        self.second |= other || self.quarter.is_some();
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

fn number_of(quarter: Quarter) -> u32 {
    quarter.first_day().month().div_ceil(3)
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
            ("november 2026-11", "2026-11"),
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
            ("sharing", unknown("sharing", Some("share"))),
            ("q4 shared", unknown("shared", Some("share"))),
            ("q3 q4", Asked::Several("q3 q4".to_owned())),
            (
                "2026-10 2026-11",
                Asked::Several("2026-10 2026-11".to_owned()),
            ),
            (
                "october november share",
                Asked::Several("october november share".to_owned()),
            ),
            ("q4 november", Asked::Several("q4 november".to_owned())),
        ] {
            assert_eq!(read(text, "2026-11-19"), means, "{text}");
        }
    }
}
