//! What a review's numbers stand on: weeks, teams, available time, who answered.

use super::Sources;
use crate::domain::allocation::{Basis, Group, Scope};
use crate::domain::insight::shown;
use crate::domain::organisation::Team;
use crate::domain::week::Week;

/// What the numbers stand on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandsOn {
    /// Weeks in which anybody was asked.
    pub weeks: u32,
    /// Those of them that have no number; none is filled in.
    pub missing: Vec<Week>,
    /// Teams whose time is in the numbers of at least one week.
    pub teams_in: u32,
    /// All teams.
    pub teams: u32,
    /// The part of the available time of all these weeks that is in the numbers, in percent.
    pub available: u32,
    /// Weeks of teams for which one person answered for all.
    pub estimates: u32,
    /// Weeks of teams where everybody was asked.
    pub everyone: u32,
    /// How long all forms were open, in minutes, rounded up.
    pub minutes: u32,
}

pub(super) fn stands_on(sources: &Sources<'_>) -> StandsOn {
    let group = Group::new(sources.org, sources.history, &Scope::Company);
    let mut missing = Vec::new();
    let mut all = Basis::default();
    for week in sources.rounds {
        let basis = group.basis(*week);
        if basis.weight <= 0.0 {
            missing.push(*week);
        }
        all.weight += basis.weight;
        all.available += basis.available;
        all.estimates += basis.estimates;
        all.everyone += basis.everyone;
    }
    let counted = |team: &&Team| {
        let rows = sources.history.of(&team.id).iter();
        let mut rows = rows.filter(|row| sources.rounds.contains(&row.week));
        rows.any(shown)
    };
    let seconds = sources.history.iter();
    let seconds = seconds.filter(|row| sources.rounds.contains(&row.week));
    let seconds: u32 = seconds.map(|row| row.seconds).sum();
    let teams = &sources.org.teams;
    StandsOn {
        weeks: count(sources.rounds.len()),
        missing,
        teams_in: count(teams.iter().filter(counted).count()),
        teams: count(teams.len()),
        available: all.coverage(),
        estimates: all.estimates,
        everyone: all.everyone,
        minutes: seconds.div_ceil(60),
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
