//! How the split of a team, or of several, went over some weeks: the newest against what was agreed, its mean over
//! four weeks, and what each number stands on. Made of the kept roll-ups, and only of what may be shown.

use std::collections::BTreeMap;

use super::check_in::RollUp;
use super::id::TeamId;
use super::insight::{shown, weeks_outside};
use super::organisation::{Organisation, Team};
use super::scope::Scope;
use super::target::TargetSplit;
use super::time_split::TimeSplit;
use super::week::Week;

/// Weeks of one scope.
#[derive(Debug, Clone, PartialEq)]
pub struct Course {
    /// Whose.
    pub scope: Scope,
    /// As people read it.
    pub name: String,
    /// Those that have a number, the oldest first.
    pub weeks: Vec<SplitWeek>,
    /// Those between the first and the last that have none: silence is never filled in.
    pub missing: Vec<Week>,
    /// The elective part over the newest week and the three before, in percent; none with fewer than two of them.
    pub four_week_mean: Option<u32>,
    /// For how many weeks in a row a team has been outside its band.
    pub weeks_outside: u32,
    /// A newer week in which too few have answered to show what they said: answers, and asks.
    pub too_few: Option<(Week, u32, u32)>,
}

/// One week of one scope.
#[derive(Debug, Clone, PartialEq)]
pub struct SplitWeek {
    /// Which.
    pub week: Week,
    /// The teams' splits by their people.
    pub split: TimeSplit,
    /// The elective part, in percent.
    pub elective: u32,
    /// Against what was agreed.
    pub against: Option<Against>,
    /// What it stands on.
    pub basis: Basis,
}

/// The teams that agreed on a mix against that.
#[derive(Debug, Clone, PartialEq)]
pub struct Against {
    /// Their elective part, in percent.
    pub elective: u32,
    /// What they agreed of it.
    pub agreed: u32,
    /// How many points either way are as agreed: a team has a band, several have none.
    pub band: Option<u32>,
    /// What a team agreed for the week, whole.
    pub target: Option<TargetSplit>,
    /// How many people the difference is the week of.
    pub gap_people: f64,
    /// How many people these teams are.
    pub people: f64,
}

/// What a week's number stands on.
#[derive(Debug, Clone, PartialEq)]
pub struct Basis {
    /// How many people it stands for.
    pub people: f64,
    /// How many people were there.
    pub available: f64,
    /// Teams in the number, and all teams.
    pub teams: (u32, u32),
    /// Of these, how many stand on one person's estimate.
    pub estimates: u32,
    /// Where everybody is asked: answers, and asks.
    pub answers: (u32, u32),
    /// Answers that repeated the week before.
    pub repeats: u32,
}

/// The course of a scope over so many weeks up to one.
#[must_use]
pub fn course(
    org: &Organisation,
    rows: &[RollUp],
    scope: &Scope,
    until: Week,
    weeks: u32,
) -> Course {
    let weekly = weekly(rows);
    let all: Vec<SplitWeek> = (0..weeks.max(4))
        .rev()
        .map(|back| until.back(back))
        .filter_map(|week| split_week(org, weekly.get(&week)?, scope, week))
        .collect();
    let first = until.back(weeks.saturating_sub(1));
    let newest = all.last().map(|newest| newest.week);
    let four: Vec<u32> = all
        .iter()
        .filter(|one| newest.is_some_and(|newest| newest.since(one.week) < 4))
        .map(|one| one.elective)
        .collect();
    let shown: Vec<SplitWeek> = all.into_iter().filter(|one| one.week >= first).collect();
    Course {
        name: scope.name(org),
        missing: missing(&shown),
        four_week_mean: mean(&four),
        weeks_outside: newest.map_or(0, |newest| outside(org, rows, scope, newest)),
        too_few: too_few(rows, scope, until, newest),
        scope: scope.clone(),
        weeks: shown,
    }
}

fn missing(weeks: &[SplitWeek]) -> Vec<Week> {
    let pairs = weeks.iter().zip(weeks.iter().skip(1));
    let between = pairs.flat_map(|(before, after)| {
        let first = before.week.next();
        let many = u32::try_from(after.week.since(first)).unwrap_or(0);
        (0..many).map(move |ahead| first.ahead(ahead))
    });
    between.collect()
}

fn mean(numbers: &[u32]) -> Option<u32> {
    let count = u32::try_from(numbers.len()).ok()?;
    (count >= 2).then(|| (numbers.iter().sum::<u32>() + count / 2) / count)
}

fn outside(org: &Organisation, rows: &[RollUp], scope: &Scope, week: Week) -> u32 {
    let Scope::Team(id) = scope else { return 0 };
    org.team(id)
        .map_or(0, |team| weeks_outside(team, week, rows, &org.categories))
}

fn too_few(
    rows: &[RollUp],
    scope: &Scope,
    until: Week,
    newest: Option<Week>,
) -> Option<(Week, u32, u32)> {
    let Scope::Team(id) = scope else { return None };
    let newer = |row: &&RollUp| {
        let after = newest.is_none_or(|newest| row.week > newest);
        row.team == *id && row.week <= until && after && row.answered > 0 && !shown(row)
    };
    let row = rows.iter().filter(newer).max_by_key(|row| row.week)?;
    Some((row.week, row.answered, row.asked))
}

/// The rows of one week, by team.
type OfWeek<'a> = BTreeMap<&'a TeamId, &'a RollUp>;

fn weekly(rows: &[RollUp]) -> BTreeMap<Week, OfWeek<'_>> {
    let mut weekly: BTreeMap<Week, OfWeek> = BTreeMap::new();
    for row in rows {
        weekly.entry(row.week).or_default().insert(&row.team, row);
    }
    weekly
}

/// None where nobody's number may be shown.
fn split_week(
    org: &Organisation,
    rows: &OfWeek<'_>,
    scope: &Scope,
    week: Week,
) -> Option<SplitWeek> {
    let teams = org.teams.iter().filter(|team| scope.holds(team));
    let found: Vec<(&Team, &RollUp, &TimeSplit)> = teams
        .filter_map(|team| {
            let row = rows.get(&team.id).filter(|row| shown(row))?;
            Some((team, *row, row.split.as_ref()?))
        })
        .collect();
    let split = TimeSplit::mean(found.iter().map(|(_, row, split)| (*split, row.weight)))?;
    Some(SplitWeek {
        week,
        elective: split.elective(&org.categories, week),
        split,
        against: against(org, scope, week, &found),
        basis: basis(org, rows, scope, &found),
    })
}

fn against(
    org: &Organisation,
    scope: &Scope,
    week: Week,
    found: &[(&Team, &RollUp, &TimeSplit)],
) -> Option<Against> {
    let agreed: Vec<_> = found
        .iter()
        .filter_map(|(team, row, split)| {
            let target = team.target(week)?;
            Some((*split, &target.split, row.weight))
        })
        .collect();
    let elective = |split: TimeSplit| split.elective(&org.categories, week);
    let is = TimeSplit::mean(agreed.iter().map(|(split, _, weight)| (*split, *weight)));
    let was = TimeSplit::mean(agreed.iter().map(|(_, target, weight)| (*target, *weight)));
    let (is, was) = (elective(is?), elective(was?));
    let people: f64 = agreed.iter().map(|(.., weight)| weight).sum();
    let target = match (scope, found) {
        (Scope::Team(_), [(team, ..)]) => team.target(week).cloned(),
        _ => None,
    };
    Some(Against {
        elective: is,
        agreed: was,
        band: target.as_ref().map(|target| u32::from(target.band)),
        target,
        gap_people: f64::from(is.abs_diff(was)) / 100.0 * people,
        people,
    })
}

fn basis(
    org: &Organisation,
    rows: &OfWeek<'_>,
    scope: &Scope,
    found: &[(&Team, &RollUp, &TimeSplit)],
) -> Basis {
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let teams = || org.teams.iter().filter(|team| scope.holds(team));
    let available = |team: &Team| {
        rows.get(&team.id)
            .map_or_else(|| team.strength(), |row| row.available)
    };
    let everyone = || found.iter().filter(|(_, row, _)| !row.estimate);
    Basis {
        people: found.iter().map(|(_, row, _)| row.weight).sum(),
        available: teams().map(available).sum(),
        teams: (count(found.len()), count(teams().count())),
        estimates: count(found.iter().filter(|(_, row, _)| row.estimate).count()),
        answers: (
            everyone().map(|(_, row, _)| row.counted).sum(),
            everyone().map(|(_, row, _)| row.asked).sum(),
        ),
        repeats: found.iter().map(|(_, row, _)| row.repeated).sum(),
    }
}
