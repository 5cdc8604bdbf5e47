//! ISO weeks (`2026-W47`) and quarters (`2026-Q4`): the two lengths of time that Headway counts in.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

/// An ISO 8601 week: Monday to Sunday, numbered in the year that holds its Thursday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Week {
    monday: NaiveDate,
}

/// Why a text is no week or quarter.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAPeriod {
    /// The text does not look like `2026-W47`, or that year has no such week.
    #[error("`{0}` is not an ISO week; write it like 2026-W47")]
    Week(String),
    /// The text does not look like `2026-Q4`.
    #[error("`{0}` is not a quarter; write it like 2026-Q4")]
    Quarter(String),
}

impl Week {
    /// The week that holds a day.
    #[must_use]
    pub fn of(day: NaiveDate) -> Self {
        let monday = day.week(Weekday::Mon).checked_first_day().unwrap_or(day);
        Self { monday }
    }

    /// The year that the week is numbered in; not always that of its Monday.
    #[must_use]
    pub fn year(self) -> i32 {
        self.monday.iso_week().year()
    }

    /// 1 to 53.
    #[must_use]
    pub fn number(self) -> u32 {
        self.monday.iso_week().week()
    }

    /// The first day.
    #[must_use]
    pub fn monday(self) -> NaiveDate {
        self.monday
    }

    /// The last day.
    #[must_use]
    pub fn sunday(self) -> NaiveDate {
        self.day(Weekday::Sun)
    }

    /// A day of the week by its name.
    #[must_use]
    pub fn day(self, weekday: Weekday) -> NaiveDate {
        let ahead = u64::from(weekday.num_days_from_monday());
        self.monday
            .checked_add_days(Days::new(ahead))
            .unwrap_or(self.monday)
    }

    /// The week after.
    #[must_use]
    pub fn next(self) -> Self {
        self.ahead(1)
    }

    /// The week before.
    #[must_use]
    pub fn previous(self) -> Self {
        self.back(1)
    }

    /// So many weeks later.
    #[must_use]
    pub fn ahead(self, weeks: u32) -> Self {
        let days = Days::new(7 * u64::from(weeks));
        Self {
            monday: self.monday.checked_add_days(days).unwrap_or(self.monday),
        }
    }

    /// So many weeks earlier.
    #[must_use]
    pub fn back(self, weeks: u32) -> Self {
        let days = Days::new(7 * u64::from(weeks));
        Self {
            monday: self.monday.checked_sub_days(days).unwrap_or(self.monday),
        }
    }

    /// How many weeks this one is after another; negative when before.
    #[must_use]
    pub fn since(self, other: Self) -> i64 {
        (self.monday - other.monday).num_days() / 7
    }
}

impl fmt::Display for Week {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-W{:02}", self.year(), self.number())
    }
}

impl FromStr for Week {
    type Err = NotAPeriod;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let no = || NotAPeriod::Week(text.to_owned());
        let (year, number) = text
            .split_once("-W")
            .or(text.split_once("-w"))
            .ok_or_else(no)?;
        if year.len() != 4 || number.len() != 2 {
            return Err(no());
        }
        let year = year.parse().map_err(|_| no())?;
        let number = number.parse().map_err(|_| no())?;
        NaiveDate::from_isoywd_opt(year, number, Weekday::Mon)
            .map(|monday| Self { monday })
            .ok_or_else(no)
    }
}

impl TryFrom<String> for Week {
    type Error = NotAPeriod;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Week> for String {
    fn from(week: Week) -> Self {
        week.to_string()
    }
}

/// A quarter of the calendar year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Quarter {
    year: i32,
    number: u32,
}

impl Quarter {
    /// The quarter that holds a day.
    #[must_use]
    pub fn of(day: NaiveDate) -> Self {
        Self {
            year: day.year(),
            number: day.month0() / 3 + 1,
        }
    }

    /// The quarter of a week: that of its Thursday, as with the year.
    #[must_use]
    pub fn of_week(week: Week) -> Self {
        Self::of(week.day(Weekday::Thu))
    }

    /// The first day.
    #[must_use]
    pub fn first_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.year, self.number * 3 - 2, 1).unwrap_or_default()
    }

    /// The quarter after.
    #[must_use]
    pub fn next(self) -> Self {
        let last = self.number == 4;
        Self {
            year: self.year + i32::from(last),
            number: if last { 1 } else { self.number + 1 },
        }
    }

    /// The last day.
    #[must_use]
    pub fn last_day(self) -> NaiveDate {
        let (year, month) = if self.number == 4 {
            (self.year + 1, 1)
        } else {
            (self.year, self.number * 3 + 1)
        };
        NaiveDate::from_ymd_opt(year, month, 1)
            .and_then(|day| day.pred_opt())
            .unwrap_or_default()
    }
}

impl fmt::Display for Quarter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-Q{}", self.year, self.number)
    }
}

impl FromStr for Quarter {
    type Err = NotAPeriod;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let no = || NotAPeriod::Quarter(text.to_owned());
        let (year, number) = text
            .split_once("-Q")
            .or(text.split_once("-q"))
            .ok_or_else(no)?;
        if year.len() != 4 || number.len() != 1 {
            return Err(no());
        }
        let quarter = Self {
            year: year.parse().map_err(|_| no())?,
            number: number.parse().map_err(|_| no())?,
        };
        if (1..=4).contains(&quarter.number) {
            Ok(quarter)
        } else {
            Err(no())
        }
    }
}

impl TryFrom<String> for Quarter {
    type Error = NotAPeriod;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Quarter> for String {
    fn from(quarter: Quarter) -> Self {
        quarter.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_is_numbered_in_the_year_of_its_thursday() {
        for (day, week) in [
            ("2026-11-19", "2026-W47"),
            ("2027-01-03", "2026-W53"),
            ("2027-01-04", "2027-W01"),
            ("2024-12-30", "2025-W01"),
            ("2021-01-03", "2020-W53"),
        ] {
            let day: NaiveDate = day.parse().unwrap();
            assert_eq!(Week::of(day).to_string(), week);
            assert_eq!(week.parse::<Week>().unwrap(), Week::of(day));
        }
    }

    #[test]
    fn texts_that_are_no_weeks_are_refused() {
        for text in [
            "2026-W54",
            "2025-W53",
            "2026-W00",
            "2026-47",
            "26-W47",
            "2026-W4",
            "",
            "2026-W4é",
        ] {
            assert!(text.parse::<Week>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_quarter_ends_where_the_next_begins() {
        let last: Quarter = "2026-Q4".parse().unwrap();
        assert_eq!(last.last_day().to_string(), "2026-12-31");
        assert_eq!(last.first_day().to_string(), "2026-10-01");
        assert!("2026-Q5".parse::<Quarter>().is_err());
    }
}
