//! Months (`2026-11`) and quarters as spans of whole weeks: what a review looks back on. A week belongs to the month
//! that holds its Thursday, as with years and quarters.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate, Weekday};

use super::week::{Quarter, Week};

/// A month of the calendar year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    year: i32,
    number: u32,
}

/// What a review looks back on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// A month.
    Month(Month),
    /// A quarter.
    Quarter(Quarter),
}

/// A text that is no period.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is neither a month nor a quarter; write it like 2026-11 or 2026-Q4")]
pub struct NotAMonthOrQuarter(pub String);

impl Month {
    /// A month of a year, 1 to 12.
    #[must_use]
    pub fn new(year: i32, number: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, number, 1).map(|_| Self { year, number })
    }

    /// The month that holds a day.
    #[must_use]
    pub fn of(day: NaiveDate) -> Self {
        Self {
            year: day.year(),
            number: day.month(),
        }
    }

    /// The month of a week: that of its Thursday.
    #[must_use]
    pub fn of_week(week: Week) -> Self {
        Self::of(week.day(Weekday::Thu))
    }

    /// Its year.
    #[must_use]
    pub fn year(self) -> i32 {
        self.year
    }

    /// 1 to 12.
    #[must_use]
    pub fn number(self) -> u32 {
        self.number
    }

    /// The first day.
    #[must_use]
    pub fn first_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.year, self.number, 1).unwrap_or_default()
    }

    /// The last day.
    #[must_use]
    pub fn last_day(self) -> NaiveDate {
        let next = self.next().first_day();
        next.pred_opt().unwrap_or(next)
    }

    /// The month after.
    #[must_use]
    pub fn next(self) -> Self {
        let last = self.number == 12;
        Self {
            year: self.year + i32::from(last),
            number: if last { 1 } else { self.number + 1 },
        }
    }

    /// The month before.
    #[must_use]
    pub fn previous(self) -> Self {
        let first = self.number == 1;
        Self {
            year: self.year - i32::from(first),
            number: if first { 12 } else { self.number - 1 },
        }
    }
}

impl Period {
    /// The quarter that it is, or is part of.
    #[must_use]
    pub fn quarter(self) -> Quarter {
        match self {
            Self::Month(month) => Quarter::of(month.first_day()),
            Self::Quarter(quarter) => quarter,
        }
    }

    /// The first day.
    #[must_use]
    pub fn first_day(self) -> NaiveDate {
        match self {
            Self::Month(month) => month.first_day(),
            Self::Quarter(quarter) => quarter.first_day(),
        }
    }

    /// The last day.
    #[must_use]
    pub fn last_day(self) -> NaiveDate {
        match self {
            Self::Month(month) => month.last_day(),
            Self::Quarter(quarter) => quarter.last_day(),
        }
    }

    /// Whether a week belongs to it.
    #[must_use]
    pub fn holds(self, week: Week) -> bool {
        let thursday = week.day(Weekday::Thu);
        (self.first_day()..=self.last_day()).contains(&thursday)
    }

    /// The first of its weeks.
    #[must_use]
    pub fn first_week(self) -> Week {
        let week = Week::of(self.first_day());
        if self.holds(week) { week } else { week.next() }
    }

    /// The last of its weeks.
    #[must_use]
    pub fn last_week(self) -> Week {
        let week = Week::of(self.last_day());
        if self.holds(week) {
            week
        } else {
            week.previous()
        }
    }

    /// The period of the same length after it.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Month(month) => Self::Month(month.next()),
            Self::Quarter(quarter) => Self::Quarter(quarter.next()),
        }
    }

    /// The period of the same length before it.
    #[must_use]
    pub fn previous(self) -> Self {
        match self {
            Self::Month(month) => Self::Month(month.previous()),
            Self::Quarter(quarter) => {
                let before = quarter.first_day().pred_opt();
                Self::Quarter(before.map_or(quarter, Quarter::of))
            }
        }
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.number)
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Month(month) => month.fmt(f),
            Self::Quarter(quarter) => quarter.fmt(f),
        }
    }
}

/// The months, as they are typed.
pub(super) const MONTHS: [&str; 12] = [
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

/// The number of a month by its name, in small letters, or by how that begins.
pub(super) fn month_named(name: &str) -> Option<u32> {
    let place = MONTHS.iter().position(|month| month.starts_with(name))?;
    let long = name.chars().count() >= SHORTEST_NAME;
    u32::try_from(place + 1).ok().filter(|_| long)
}

/// "2026-11", "2026-1", "2026/11", "11/2026", "nov-2026", "2026-Q4", "q4/2026", "2026Q4": the year and its part in
/// either order, wherever a period is typed.
impl FromStr for Period {
    type Err = NotAMonthOrQuarter;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let no = || NotAMonthOrQuarter(text.to_owned());
        let lower = text.trim().to_lowercase();
        let (one, other) = match lower.split_once(['-', '/', '.']) {
            Some(pieces) => pieces,
            None => lower
                .find('q')
                .map(|at| lower.split_at(at))
                .ok_or_else(no)?,
        };
        let is_year =
            |piece: &str| piece.len() == 4 && piece.bytes().all(|byte| byte.is_ascii_digit());
        let (year, part) = if is_year(one) {
            (one, other)
        } else {
            (other, one)
        };
        if !is_year(year) {
            return Err(no());
        }
        if let Some(number) = part.strip_prefix('q') {
            let quarter = format!("{year}-Q{number}").parse();
            return quarter.map(Self::Quarter).map_err(|_| no());
        }
        let digits = (1..=2).contains(&part.len()) && part.bytes().all(|it| it.is_ascii_digit());
        let number = if digits {
            part.parse().ok()
        } else {
            month_named(part)
        };
        let year = year.parse().map_err(|_| no())?;
        let month = number.and_then(|number| Month::new(year, number));
        month.map(Self::Month).ok_or_else(no)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(text: &str) -> Period {
        text.parse().unwrap()
    }

    #[test]
    fn a_week_belongs_to_the_month_of_its_thursday() {
        for (text, first, last) in [
            ("2026-11", "2026-W45", "2026-W48"),
            ("2026-10", "2026-W40", "2026-W44"),
            ("2026-12", "2026-W49", "2026-W53"),
            ("2027-01", "2027-W01", "2027-W04"),
            ("2024-12", "2024-W49", "2024-W52"),
            ("2026-Q4", "2026-W40", "2026-W53"),
            ("2027-Q1", "2027-W01", "2027-W12"),
        ] {
            let period = period(text);
            assert_eq!(period.first_week().to_string(), first, "{text}");
            assert_eq!(period.last_week().to_string(), last, "{text}");
            assert_eq!(period.to_string(), text);
        }
    }

    #[test]
    fn a_period_is_read_however_it_is_typed() {
        for (text, means) in [
            ("2026-q4", "2026-Q4"),
            ("2026q4", "2026-Q4"),
            ("Q4/2026", "2026-Q4"),
            ("2026-1", "2026-01"),
            ("2026/3", "2026-03"),
            ("11/2026", "2026-11"),
            ("Nov-2026", "2026-11"),
            (" 2026-11 ", "2026-11"),
        ] {
            assert_eq!(period(text).to_string(), means, "{text}");
        }
    }

    #[test]
    fn no_week_is_in_two_months_and_none_in_no_month() {
        let mut month = Month::new(2019, 12).unwrap();
        for _ in 0..200 {
            let (this, next) = (Period::Month(month), Period::Month(month.next()));
            assert_eq!(this.last_week().next(), next.first_week(), "{this}");
            assert_eq!(next.previous(), this);
            month = month.next();
        }
        assert_eq!(period("2027-Q1").previous(), period("2026-Q4"));
        assert_eq!(period("2026-Q4").next(), period("2027-Q1"));
        assert_eq!(period("2026-11").quarter(), period("2026-Q4").quarter());
    }

    #[test]
    fn texts_that_are_no_periods_are_refused() {
        for text in [
            "",
            "2026",
            "2026-13",
            "2026-00",
            "26-11",
            "2026-",
            "2026-Q5",
            "2026-q+1",
            "+026-01",
            "2026-W47",
            "q4",
            "nov",
            "2026-no",
            "2026-011",
            "2026-11-01",
        ] {
            assert!(text.parse::<Period>().is_err(), "{text}");
        }
    }
}
