//! What a week brought of iterations: verdicts, dates that passed, validated slices that wait.

use super::Sources;
use crate::domain::id::TeamId;
use crate::domain::iteration::{Iteration, Verdict, ledger};
use crate::domain::week::Week;

/// The iterations that a digest has something to say of.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Iterations {
    /// Whose result was told this week.
    pub told: Vec<Iteration>,
    /// Past their measure-by date.
    pub past_date: Vec<Iteration>,
    /// Validated, to go on, and without a following slice.
    pub waiting: Vec<Iteration>,
    /// How many were begun this week that follow no earlier slice.
    pub begun: u32,
}

impl Iterations {
    /// How many of those told this week have each verdict.
    #[must_use]
    pub fn verdicts(&self) -> Vec<(Verdict, u32)> {
        let count = |verdict| {
            let with = self.told.iter().filter(|it| {
                let told = it.outcome.as_ref();
                told.is_some_and(|told| told.verdict == verdict)
            });
            (verdict, u32::try_from(with.count()).unwrap_or(u32::MAX))
        };
        Verdict::ALL.into_iter().map(count).collect()
    }
}

/// The iterations of one team, or of all that are still there.
#[must_use]
pub fn iterations(sources: &Sources<'_>, team: Option<&TeamId>) -> Iterations {
    let of_team = |it: &&Iteration| match team {
        Some(team) => it.team == *team,
        None => sources.org.team(&it.team).is_some(),
    };
    let all: Vec<Iteration> = sources.iterations.iter().filter(of_team).cloned().collect();
    let read = ledger(&all, sources.day);
    let told = |it: &&Iteration| {
        let outcome = it.outcome.as_ref();
        outcome.is_some_and(|outcome| Week::of(outcome.day) == sources.week)
    };
    let begun = |it: &&Iteration| it.follows.is_none() && Week::of(it.started) == sources.week;
    let owned = |of: &[&Iteration]| of.iter().map(|it| (*it).clone()).collect();
    Iterations {
        told: all.iter().filter(told).cloned().collect(),
        past_date: owned(&read.past_date),
        waiting: owned(&read.waiting),
        begun: u32::try_from(all.iter().filter(begun).count()).unwrap_or(u32::MAX),
    }
}
