//! What became of iterations in a period: by stage, with verdicts, and how long it took from start to result.

use super::Sources;
use crate::domain::iteration::{Decision, Iteration, Stage, Verdict, ledger};
use crate::domain::week::Week;

/// What became of iterations.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Iterations {
    /// The stages of those whose result was told in the period, in their order.
    pub stages: Vec<StageLine>,
    /// How many results were told.
    pub told: u32,
    /// How many of these validated what was believed.
    pub validated: u32,
    /// The median of days from start to result.
    pub median_days: Option<f64>,
    /// What was decided on them.
    pub decisions: Vec<(Decision, u32)>,
    /// How many began in the period.
    pub begun: u32,
    /// How many were running at its end, due ones included.
    pub running: u32,
    /// How many were past their measure-by date at its end.
    pub past_date: u32,
    /// How many validated ones waited for a next stage at its end.
    pub waiting: u32,
}

/// The results of one stage.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StageLine {
    /// Which.
    pub stage: Stage,
    /// How many results have each verdict, in the order of [`Verdict::ALL`].
    pub verdicts: [(Verdict, u32); 3],
    /// How many results there are.
    pub told: u32,
    /// The median of days from start to result.
    pub median_days: Option<f64>,
}

impl StageLine {
    /// How many of them have a verdict.
    #[must_use]
    pub fn with(&self, verdict: Verdict) -> u32 {
        let found = self.verdicts.iter().find(|(one, _)| *one == verdict);
        found.map_or(0, |(_, count)| *count)
    }
}

pub(super) fn iterations(sources: &Sources<'_>) -> Iterations {
    let last = sources.last_week();
    let held = |week: Week| sources.period.holds(week) && week <= last;
    let known = as_of(sources.iterations, last);
    let day = last.sunday().min(sources.day.max(last.monday()));
    let read = ledger(&known, day);
    let told_in = |it: &&Iteration| {
        let outcome = it.outcome.as_ref();
        outcome.is_some_and(|outcome| held(Week::of(outcome.day)))
    };
    let told: Vec<Iteration> = known.iter().filter(told_in).cloned().collect();
    let all = ledger(&told, day);
    let decided = |decision| {
        let with = told.iter().filter(|it| {
            let outcome = it.outcome.as_ref();
            outcome.is_some_and(|outcome| outcome.decision == Some(decision))
        });
        (decision, count(with.count()))
    };
    Iterations {
        stages: Stage::ALL
            .into_iter()
            .filter_map(|it| stage(it, &told))
            .collect(),
        told: count(told.len()),
        validated: all.validated.0,
        median_days: all.median_days,
        decisions: Decision::ALL.into_iter().map(decided).collect(),
        begun: count(known.iter().filter(|it| held(Week::of(it.started))).count()),
        running: count(read.running.len() + read.due.len()),
        past_date: count(read.past_date.len()),
        waiting: count(read.waiting.len()),
    }
}

/// Iterations as they were known at the end of a week: what was told later was not told yet.
pub(super) fn as_of(iterations: &[Iteration], last: Week) -> Vec<Iteration> {
    let begun = iterations.iter().filter(|it| Week::of(it.started) <= last);
    let known = begun.cloned().map(|mut it| {
        it.outcome = it.outcome.filter(|outcome| Week::of(outcome.day) <= last);
        it
    });
    known.collect()
}

fn stage(stage: Stage, told: &[Iteration]) -> Option<StageLine> {
    let of: Vec<Iteration> = told
        .iter()
        .filter(|it| it.stage == stage)
        .cloned()
        .collect();
    let first = of.first()?;
    let day = first.started;
    let verdicts = Verdict::ALL.map(|verdict| {
        let with = of.iter().filter(|it| {
            let outcome = it.outcome.as_ref();
            outcome.is_some_and(|outcome| outcome.verdict == verdict)
        });
        (verdict, count(with.count()))
    });
    Some(StageLine {
        stage,
        verdicts,
        told: count(of.len()),
        median_days: ledger(&of, day).median_days,
    })
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
