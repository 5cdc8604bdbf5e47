//! The company's week: all teams by their people, against what they agreed, and what the numbers stand on.

use std::collections::HashSet;

use super::Sources;
use super::results::told;
use crate::domain::allocation::{Allocation, Group, Scope};
use crate::domain::id::KeyResultCode;
use crate::domain::insight::{FireWeek, fire_week};

/// What says what is normal for the company: this week and the eight before.
const WEEKS_FOR_FIRES: u32 = 9;

/// So many weeks are drawn.
const WEEKS_DRAWN: u32 = 12;

/// Where the company's time went.
#[derive(Debug, Clone, PartialEq)]
pub struct Company {
    /// All teams that answered, by their people; none where nobody did.
    pub time: Option<Allocation>,
    /// The last twelve weeks up to and with this one, those that have a number, the oldest first; none where this
    /// week has none.
    pub weeks: Vec<Allocation>,
    /// Where a non-elective category took unusually much of the company's week.
    pub fires: Option<FireWeek>,
}

/// What the digest's numbers stand on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandsOn {
    /// Teams whose time is in the numbers.
    pub teams_in: u32,
    /// All teams.
    pub teams: u32,
    /// The part of the available time that is in the numbers, in percent.
    pub available: u32,
    /// Teams for which one person answered for all.
    pub estimates: u32,
    /// Teams where everybody was asked.
    pub everyone: u32,
    /// Answers that repeated last week's split.
    pub repeats: u32,
    /// Whether there are more of these, and how many is not told.
    pub more_repeats: bool,
    /// Key results with a reading this week.
    pub measured: u32,
    /// Key results of the quarter.
    pub key_results: u32,
    /// How long all forms were open, in minutes, rounded up.
    pub minutes: u32,
}

/// Numbers that stand on less than this part of the available time, in percent, stand on few.
const MANY: u32 = 50;

impl StandsOn {
    /// Whether less than half of the available time is behind the numbers.
    #[must_use]
    pub fn is_few(&self) -> bool {
        self.available < MANY
    }
}

/// Adds up a week of the company.
#[must_use]
pub fn company(sources: &Sources<'_>) -> Company {
    let group = Group::new(sources.org, sources.history, &Scope::Company);
    let time = group.allocation(sources.week);
    let fires = time.as_ref().and_then(|_| {
        let points = group.series(sources.week, WEEKS_FOR_FIRES);
        fire_week(&points, &sources.org.categories)
    });
    // The same people as in any other view: of the exact shares, not of the printed percent.
    let loudest = time.as_ref().and_then(|time| time.loudest.as_ref());
    let fires = fires.map(|fires| match loudest {
        Some(exact) if exact.category == fires.unusual.category => FireWeek {
            people: exact.people,
            ..fires
        },
        _ => fires,
    });
    let before = (1..WEEKS_DRAWN).rev().map(|back| sources.week.back(back));
    let weeks = time.iter().flat_map(|time| {
        let before = before.clone().filter_map(|week| group.allocation(week));
        before.chain(std::iter::once(time.clone()))
    });
    Company {
        weeks: weeks.collect(),
        time,
        fires,
    }
}

/// Counts what the numbers of a week stand on.
#[must_use]
pub fn stands_on(sources: &Sources<'_>) -> StandsOn {
    let basis = Group::new(sources.org, sources.history, &Scope::Company).basis(sources.week);
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let codes = || told(sources).flat_map(|objective| &objective.key_results);
    let of_week = sources.readings.iter().filter(|it| it.week == sources.week);
    let measured: HashSet<&KeyResultCode> = of_week.map(|reading| &reading.key_result).collect();
    let teams = sources.org.teams.iter();
    let seconds: u32 = teams
        .filter_map(|team| sources.history.row(&team.id, sources.week))
        .map(|row| row.seconds)
        .sum();
    StandsOn {
        teams_in: basis.teams_in,
        teams: basis.teams,
        available: basis.coverage(),
        estimates: basis.estimates,
        everyone: basis.everyone,
        repeats: basis.repeats,
        more_repeats: basis.more_repeats,
        measured: count(
            codes()
                .filter(|key_result| measured.contains(&key_result.code))
                .count(),
        ),
        key_results: count(codes().count()),
        minutes: seconds.div_ceil(60),
    }
}
