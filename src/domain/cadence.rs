//! The moments of a week as people write them ("thursday 15:00"), and as instants in a zone.

mod zone;

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, NaiveTime, TimeDelta, Timelike, Utc, Weekday};
use chrono_tz::Tz;

pub use self::zone::{instant, local};
use super::week::Week;

/// A weekday and a time, in whichever zone holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Moment {
    /// The day.
    pub weekday: Weekday,
    /// The time on it, to the minute.
    pub time: NaiveTime,
}

/// A text that is no moment of the week.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a moment of the week; write it like \"thursday 15:00\"")]
pub struct NotAMoment(pub String);

impl FromStr for Moment {
    type Err = NotAMoment;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let no = || NotAMoment(text.to_owned());
        let (weekday, time) = text.trim().split_once(' ').ok_or_else(no)?;
        let weekday = weekday.parse().map_err(|_| no())?;
        let time = NaiveTime::parse_from_str(time.trim(), "%H:%M").map_err(|_| no())?;
        Ok(Self { weekday, time })
    }
}

impl Moment {
    /// The instant of this moment in a week, by a zone's clocks.
    #[must_use]
    pub fn in_week(self, week: Week, zone: Tz) -> DateTime<Utc> {
        instant(zone, week.day(self.weekday), self.time)
    }

    /// The first instant of this moment that is after another instant, by a zone's clocks.
    #[must_use]
    pub fn first_after(self, after: DateTime<Utc>, zone: Tz) -> DateTime<Utc> {
        let week = Week::of(local(zone, after).date_naive());
        // The week before, because a gap of a day can push a moment into the next; two ahead, because it can also
        // push the next week's onto the very instant that it must come after.
        [week.previous(), week, week.next(), week.ahead(2)]
            .into_iter()
            .map(|week| self.in_week(week, zone))
            .find(|at| *at > after)
            .unwrap_or(after + TimeDelta::weeks(1))
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = match self.weekday {
            Weekday::Mon => "monday",
            Weekday::Tue => "tuesday",
            Weekday::Wed => "wednesday",
            Weekday::Thu => "thursday",
            Weekday::Fri => "friday",
            Weekday::Sat => "saturday",
            Weekday::Sun => "sunday",
        };
        write!(f, "{day} {:02}:{:02}", self.time.hour(), self.time.minute())
    }
}

/// The moments of a workspace's week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cadence {
    /// When asks go out, in each person's zone.
    pub ask: Moment,
    /// When those who have not answered are reminded, in each person's zone; two at most.
    pub reminders: Vec<Moment>,
    /// When the digest is posted, in the workspace's zone.
    pub digest: Moment,
    /// When the round closes, in the workspace's zone.
    pub close: Moment,
    /// How often a review looks back.
    pub review: Reviews,
}

/// How often a review is posted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Reviews {
    /// At the end of each month; at that of a quarter the quarter's instead.
    #[default]
    Monthly,
    /// At the end of each quarter.
    Quarterly,
    /// Never.
    Off,
}

impl Reviews {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Monthly, Self::Quarterly, Self::Off];

    /// The word in `org.toml` and in the database.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Monthly => "monthly",
            Self::Quarterly => "quarterly",
            Self::Off => "off",
        }
    }

    /// Reads [`Reviews::word`] back.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }
}

impl Default for Cadence {
    fn default() -> Self {
        let at = |weekday, hour| Moment {
            weekday,
            time: NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default(),
        };
        Self {
            ask: at(Weekday::Thu, 15),
            reminders: vec![at(Weekday::Fri, 10), at(Weekday::Fri, 13)],
            digest: at(Weekday::Fri, 16),
            close: at(Weekday::Tue, 12),
            review: Reviews::default(),
        }
    }
}

/// A team's own moments, where they differ.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TeamCadence {
    /// Instead of the workspace's.
    pub ask: Option<Moment>,
    /// Instead of the workspace's; an empty list reminds nobody.
    pub reminders: Option<Vec<Moment>>,
}
