//! The moments of a week as people write them ("thursday 15:00"), and as instants in a zone.

use std::fmt;
use std::str::FromStr;

use chrono::{NaiveTime, Timelike, Weekday};

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
