//! Time beside results: where some weeks went, how key results moved in them, what came of iterations. One stands
//! beside the other; no cause is computed and none is claimed.

use super::check_in::RollUp;
use super::id::{CategoryId, TeamId};
use super::insight::shown;
use super::iteration::{Iteration, Verdict};
use super::okr::{KeyResult, Reading};
use super::organisation::Organisation;
use super::time_split::TimeSplit;
use super::week::Week;

/// So many weeks stand side by side: about a month.
pub const WEEKS: u32 = 4;

/// Some weeks of teams and of what they aim at.
#[derive(Debug, Clone, PartialEq)]
pub struct Beside {
    /// The first week.
    pub from: Week,
    /// The last.
    pub to: Week,
    /// The elective category that took most, and its percent over all these weeks and teams, by their people.
    pub most: (CategoryId, u8),
    /// Each key result with where it stood before these weeks, or in their first reading, and in their last.
    pub moved: Vec<(KeyResult, f64, f64)>,
    /// Iterations with a verdict in these weeks, and the validated ones among them.
    pub iterations: (u32, u32),
}

/// Puts the weeks up to one side by side; none where nobody's time may be shown, or nothing was measured.
#[must_use]
pub fn beside(
    org: &Organisation,
    rows: &[RollUp],
    key_results: &[&KeyResult],
    readings: &[Reading],
    iterations: &[Iteration],
    to: Week,
) -> Option<Beside> {
    let from = to.back(WEEKS - 1);
    let within = |week: Week| (from..=to).contains(&week);
    let splits = rows.iter().filter(|row| within(row.week) && shown(row));
    let splits = splits.filter_map(|row| Some((row.split.as_ref()?, row.weight)));
    let split = TimeSplit::mean(splits)?;
    let elective = org.categories.iter().filter(|it| it.marks(to).elective);
    let most = elective
        .map(|it| (it.id.clone(), split.percent(&it.id)))
        .max_by_key(|(_, percent)| *percent)?;
    let moved: Vec<_> = key_results
        .iter()
        .filter_map(|it| {
            let (before, now) = movement(it, readings, from, to)?;
            Some(((*it).clone(), before, now))
        })
        .collect();
    let told = iterations.iter().filter_map(|it| it.outcome.as_ref());
    let verdicts: Vec<Verdict> = told
        .filter(|told| within(Week::of(told.day)))
        .map(|told| told.verdict)
        .collect();
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let validated = verdicts.iter().filter(|it| **it == Verdict::Validated);
    let iterations = (count(verdicts.len()), count(validated.count()));
    (!moved.is_empty() || iterations.0 > 0).then_some(Beside {
        from,
        to,
        most,
        moved,
        iterations,
    })
}

/// Where it stood before the weeks, or in their first reading, and in their last; none without a reading in them
/// and another to compare it with.
fn movement(
    key_result: &KeyResult,
    readings: &[Reading],
    from: Week,
    to: Week,
) -> Option<(f64, f64)> {
    let mut own: Vec<&Reading> = readings
        .iter()
        .filter(|it| it.key_result == key_result.code && it.week <= to)
        .collect();
    own.sort_by_key(|it| it.week);
    let last = own.last().filter(|it| it.week >= from)?;
    let before = own.iter().rev().find(|it| it.week < from);
    let first = before.or(own.iter().find(|it| it.week >= from))?;
    (first.week < last.week).then_some((first.value, last.value))
}

/// The names of teams.
#[must_use]
pub fn names(org: &Organisation, teams: &[TeamId]) -> Vec<String> {
    let name = |id: &TeamId| org.team(id).map(|team| team.name.clone());
    teams.iter().filter_map(name).collect()
}
