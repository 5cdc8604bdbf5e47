//! How the split of a team, or of several, went over some weeks: the newest against what was agreed, its mean over
//! four weeks, and what each number stands on. Made of the kept roll-ups, and only of what may be shown.

use super::allocation::{Allocation, Group, History};
use super::check_in::RollUp;
use super::insight::{self, shown};
use super::organisation::Organisation;
use super::scope::Scope;
use super::week::Week;

/// Weeks of one scope.
#[derive(Debug, Clone, PartialEq)]
pub struct Course {
    /// Whose.
    pub scope: Scope,
    /// As people read it.
    pub name: String,
    /// Those that have a number, the oldest first.
    pub weeks: Vec<Allocation>,
    /// Those between the first and the last that have none: silence is never filled in.
    pub missing: Vec<Week>,
    /// For how many weeks in a row a team has been outside its band.
    pub weeks_outside: u32,
    /// A newer week in which some have answered, and what they said is not shown.
    pub not_shown: Option<NotShown>,
}

/// A week of a team that has answers and no number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotShown {
    /// Which week.
    pub week: Week,
    /// How many have answered.
    pub answered: u32,
    /// How many were asked.
    pub asked: u32,
    /// Whether they would be enough, were the total not nearly one person's.
    pub outweighed: bool,
}

/// The course of a scope over so many weeks up to one.
#[must_use]
pub fn course(
    org: &Organisation,
    history: &History,
    scope: &Scope,
    until: Week,
    weeks: u32,
) -> Course {
    let group = Group::new(org, history, scope);
    let weeks: Vec<Allocation> = (0..weeks)
        .rev()
        .filter_map(|back| group.allocation(until.back(back)))
        .collect();
    let newest = weeks.last().map(|newest| newest.week);
    let rows = match scope {
        Scope::Team(team) => history.of(team),
        _ => &[],
    };
    Course {
        name: scope.name(org),
        missing: missing(&weeks),
        weeks_outside: newest.map_or(0, |newest| outside(org, rows, scope, newest)),
        not_shown: not_shown(rows, until, newest),
        scope: scope.clone(),
        weeks,
    }
}

fn missing(weeks: &[Allocation]) -> Vec<Week> {
    let pairs = weeks.iter().zip(weeks.iter().skip(1));
    let between = pairs.flat_map(|(before, after)| {
        let first = before.week.next();
        let many = u32::try_from(after.week.since(first)).unwrap_or(0);
        (0..many).map(move |ahead| first.ahead(ahead))
    });
    between.collect()
}

fn outside(org: &Organisation, rows: &[RollUp], scope: &Scope, week: Week) -> u32 {
    let Scope::Team(id) = scope else { return 0 };
    org.team(id).map_or(0, |team| {
        let points = insight::series(team, rows, &org.categories, week);
        insight::weeks_outside(&points)
    })
}

fn not_shown(rows: &[RollUp], until: Week, newest: Option<Week>) -> Option<NotShown> {
    let newer = |row: &&RollUp| {
        let after = newest.is_none_or(|newest| row.week > newest);
        row.week <= until && after && row.answered > 0 && !shown(row)
    };
    let row = rows.iter().filter(newer).max_by_key(|row| row.week)?;
    Some(NotShown {
        week: row.week,
        answered: row.answered,
        asked: row.asked,
        outweighed: row.is_outweighed(),
    })
}
