//! What an operator should know about a plan before its weeks come.

use std::fmt;

use chrono::{Datelike, TimeDelta, Timelike, Weekday};
use chrono_tz::Tz;

use super::ask_time::{AskTime, ENOUGH};
use crate::domain::cadence::{Moment, local};
use crate::domain::id::{PersonId, TeamId};
use crate::domain::week::Week;

/// Somebody is asked earlier than agreed, is left too little time, or is not asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Warning {
    /// A zone is so far from the workspace's that the agreed ask moment does not leave enough time before the digest.
    Zone {
        /// Where.
        zone: Tz,
        /// The first week in which it was seen; clock changes may make other weeks differ by an hour.
        week: Week,
        /// The moment that was agreed.
        ask: Moment,
        /// When people there are asked instead; none where it cannot be before the digest at all.
        asked: Option<AskTime>,
        /// When the digest is posted.
        digest: Moment,
        /// In the workspace's zone.
        digest_zone: Tz,
    },
    /// One person's days off leave less than enough in one week.
    DaysOff {
        /// Which week.
        week: Week,
        /// For which team.
        team: TeamId,
        /// Who.
        person: PersonId,
        /// The working time that is left.
        leaves: TimeDelta,
    },
    /// A team that answers by its lead has none, so that nobody is asked.
    NoLead {
        /// Which team.
        team: TeamId,
    },
}

impl Warning {
    /// Whether this says of another week what the other has said already.
    #[must_use]
    pub fn repeats(&self, other: &Self) -> bool {
        match (self, other) {
            (
                Self::Zone {
                    zone, ask, asked, ..
                },
                Self::Zone {
                    zone: other_zone,
                    ask: other_ask,
                    asked: other_asked,
                    ..
                },
            ) => {
                let severity = |asked: &Option<AskTime>| asked.map(|it| it.leaves == ENOUGH);
                zone == other_zone && ask == other_ask && severity(asked) == severity(other_asked)
            }
            _ => self == other,
        }
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Zone {
                zone,
                week,
                ask,
                asked,
                digest,
                digest_zone,
            } => {
                let digest = format!("the digest ({} {digest_zone})", capitalised(*digest));
                match asked {
                    Some(asked) => zone_asked(f, *zone, *ask, *asked, &digest)?,
                    None => write!(
                        f,
                        "{zone}: nobody is asked, because no time there is in the week and before {digest}"
                    )?,
                }
                write!(f, "; first in {week}")
            }
            Self::DaysOff {
                week,
                team,
                person,
                leaves,
            } => {
                let hours = Hours(*leaves);
                write!(
                    f,
                    "{person} ({team}, {week}): days off leave only {hours} before the digest; eight cannot be had"
                )
            }
            Self::NoLead { team } => {
                write!(
                    f,
                    "{team}: nobody is asked, because the team answers by its lead and has none"
                )
            }
        }
    }
}

/// `America/New_York: asks come Thursday 10:00 instead of 15:00, to leave eight working hours before the digest …`
fn zone_asked(
    f: &mut fmt::Formatter<'_>,
    zone: Tz,
    ask: Moment,
    asked: AskTime,
    digest: &str,
) -> fmt::Result {
    let shown = local(zone, asked.at);
    let comes = Moment {
        weekday: shown.weekday(),
        time: shown.time(),
    };
    write!(f, "{zone}: asks come {}", capitalised(comes))?;
    if comes.weekday != ask.weekday {
        write!(f, " instead of {}", capitalised(ask))?;
    } else if comes.time != ask.time {
        write!(f, " instead of {}", time_of(ask))?;
    }
    if asked.leaves == ENOUGH {
        write!(f, ", to leave eight working hours before {digest}")
    } else {
        let hours = Hours(asked.leaves);
        write!(
            f,
            ", which leaves only {hours} before {digest}; eight cannot be had"
        )
    }
}

/// Working time in words: `7 working hours`, `45 minutes of working time`, `no working time`.
struct Hours(TimeDelta);

impl fmt::Display for Hours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0.num_hours(), self.0.num_minutes() % 60) {
            (0, 0) => f.write_str("no working time"),
            (0, minutes) => write!(f, "{minutes} minutes of working time"),
            (1, 0) => f.write_str("1 working hour"),
            (hours, 0) => write!(f, "{hours} working hours"),
            (hours, minutes) => write!(f, "{hours} h {minutes} min of working time"),
        }
    }
}

/// `Thursday 15:00`.
fn capitalised(moment: Moment) -> String {
    let day = match moment.weekday {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    };
    format!("{day} {}", time_of(moment))
}

fn time_of(moment: Moment) -> String {
    format!("{:02}:{:02}", moment.time.hour(), moment.time.minute())
}
