//! A team's iterations in order: what runs, what is due, what was decided, what waits for its next stage; and what
//! they come to.

use chrono::NaiveDate;

use super::{Decision, Iteration, Stage, State, Verdict};

/// A team's iterations on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Ledger<'a> {
    /// Running, the next date first.
    pub running: Vec<&'a Iteration>,
    /// Due this week.
    pub due: Vec<&'a Iteration>,
    /// Past their measure-by date, the oldest first.
    pub past_date: Vec<&'a Iteration>,
    /// With a verdict and no decision.
    pub undecided: Vec<&'a Iteration>,
    /// Validated, to go on, and without a following slice.
    pub waiting: Vec<&'a Iteration>,
    /// Decided, the newest first; those that wait are not repeated.
    pub decided: Vec<&'a Iteration>,
    /// The median of days from start to result.
    pub median_days: Option<f64>,
    /// Of those with a verdict, the validated ones: how many, of how many.
    pub validated: (u32, u32),
    /// How many there are by stage, and how many of these are validated.
    pub by_stage: Vec<StageCount>,
}

/// How many iterations a stage has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StageCount {
    /// Which stage.
    pub stage: Stage,
    /// All of them.
    pub all: u32,
    /// Those that the threshold validated.
    pub validated: u32,
}

/// Puts iterations in order, as they stand on a day.
#[must_use]
pub fn ledger(iterations: &[Iteration], day: NaiveDate) -> Ledger<'_> {
    let in_state = |state| {
        let mut found: Vec<&Iteration> = iterations
            .iter()
            .filter(|iteration| iteration.state(day) == state)
            .collect();
        found.sort_by_key(|iteration| (iteration.measure_by, iteration.number));
        found
    };
    let waits = |iteration: &&Iteration| waits_for_next_stage(iteration, iterations);
    let (waiting, mut decided): (Vec<_>, Vec<_>) =
        in_state(State::Decided).into_iter().partition(waits);
    decided.sort_by_key(|iteration| {
        let day = iteration.outcome.as_ref().map(|outcome| outcome.day);
        std::cmp::Reverse((day, iteration.number))
    });
    Ledger {
        running: in_state(State::Running),
        due: in_state(State::Due),
        past_date: in_state(State::PastDate),
        undecided: in_state(State::Undecided),
        waiting,
        decided,
        median_days: median(iterations.iter().filter_map(Iteration::days).collect()),
        validated: (
            count(iterations, |it| has(it, Verdict::Validated)),
            count(iterations, |it| it.outcome.is_some()),
        ),
        by_stage: Stage::ALL
            .into_iter()
            .map(|stage| StageCount {
                stage,
                all: count(iterations, |it| it.stage == stage),
                validated: count(iterations, |it| {
                    it.stage == stage && has(it, Verdict::Validated)
                }),
            })
            .filter(|count| count.all > 0)
            .collect(),
    }
}

/// Whether an iteration was validated, is to go on, and no slice follows it.
fn waits_for_next_stage(iteration: &Iteration, all: &[Iteration]) -> bool {
    let goes_on = iteration.outcome.as_ref().is_some_and(|outcome| {
        outcome.verdict == Verdict::Validated && outcome.decision == Some(Decision::NextStage)
    });
    goes_on
        && iteration.stage.next().is_some()
        && !all
            .iter()
            .any(|other| other.follows.as_ref() == Some(&iteration.id))
}

fn has(iteration: &Iteration, verdict: Verdict) -> bool {
    iteration
        .outcome
        .as_ref()
        .is_some_and(|outcome| outcome.verdict == verdict)
}

fn count(iterations: &[Iteration], which: impl Fn(&Iteration) -> bool) -> u32 {
    let found = iterations.iter().filter(|it| which(it)).count();
    u32::try_from(found).unwrap_or(u32::MAX)
}

/// The middle, or the mean of the two in the middle.
fn median(mut days: Vec<i64>) -> Option<f64> {
    days.sort_unstable();
    let middle = days.len() / 2;
    let at = |i: usize| {
        days.get(i)
            .map(|days| f64::from(i32::try_from(*days).unwrap_or(i32::MAX)))
    };
    if days.len().is_multiple_of(2) {
        Some(f64::midpoint(at(middle.checked_sub(1)?)?, at(middle)?))
    } else {
        at(middle)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::{Impact, Measured, Outcome, Threshold};
    use super::*;
    use crate::domain::id::{IterationId, KeyResultCode, PersonId, TeamId};

    fn slice(number: u32, stage: Stage, started: &str, measure_by: &str) -> Iteration {
        Iteration {
            id: IterationId::new(number.to_string()),
            number,
            feature: "Insights".into(),
            title: "Insights by e-mail".into(),
            team: TeamId::new("payments"),
            owner: PersonId::new("U1"),
            key_result: KeyResultCode::new("PAY-1.2"),
            hypothesis: "We believe readers will click".into(),
            test: "An e-mail to fifty".into(),
            stage,
            gates: BTreeSet::new(),
            metric: "readers who click".into(),
            threshold: Threshold::parse("at least 8%").unwrap(),
            impact: Impact::Customer,
            impact_sentence: "They see what they spend".into(),
            started: started.parse().unwrap(),
            measure_by: measure_by.parse().unwrap(),
            follows: None,
            outcome: None,
        }
    }

    fn told(mut it: Iteration, value: f64, day: &str, decision: Option<Decision>) -> Iteration {
        let measured = Measured {
            value: Some(value),
            sample: None,
        };
        it.outcome = Some(Outcome {
            verdict: it.threshold.verdict(&measured),
            measured,
            day: day.parse().unwrap(),
            was_it_so: None,
            decision,
        });
        it
    }

    #[test]
    fn each_iteration_stands_in_one_place() {
        let going_on = told(
            slice(4, Stage::Sketch, "2026-11-02", "2026-11-09"),
            11.0,
            "2026-11-09",
            Some(Decision::NextStage),
        );
        let all = [
            slice(1, Stage::Mvp, "2026-11-18", "2026-11-25"),
            slice(2, Stage::Sketch, "2026-11-12", "2026-11-20"),
            slice(3, Stage::Sketch, "2026-11-05", "2026-11-12"),
            going_on.clone(),
            told(
                slice(5, Stage::Sketch, "2026-11-02", "2026-11-09"),
                2.0,
                "2026-11-13",
                None,
            ),
        ];
        let read = ledger(&all, "2026-11-19".parse().unwrap());
        let numbers = |of: &[&Iteration]| of.iter().map(|it| it.number).collect::<Vec<_>>();
        assert_eq!(numbers(&read.running), [1]);
        assert_eq!(numbers(&read.due), [2]);
        assert_eq!(numbers(&read.past_date), [3]);
        assert_eq!(numbers(&read.waiting), [4]);
        assert_eq!(numbers(&read.undecided), [5]);
        assert!(read.decided.is_empty());
        assert_eq!(read.median_days, Some(9.0));
        assert_eq!(read.validated, (1, 2));

        let mut next = going_on
            .following(IterationId::new("6"), "2026-11-19".parse().unwrap())
            .unwrap();
        next.number = 6;
        assert_eq!(next.stage, Stage::Mvp);
        assert_eq!(next.measure_by.to_string(), "2026-11-26");
        assert_eq!(next.hypothesis, going_on.hypothesis);
        let all = [going_on, next];
        let read = ledger(&all, "2026-11-19".parse().unwrap());
        assert!(read.waiting.is_empty());
        assert_eq!(numbers(&read.decided), [4]);
    }

    #[test]
    fn nothing_follows_the_last_mile_nor_a_stop() {
        let day = "2026-11-09".parse().unwrap();
        let id = || IterationId::new("9");
        let last = slice(1, Stage::LastMile, "2026-11-02", "2026-11-09");
        let last = told(last, 11.0, "2026-11-09", Some(Decision::NextStage));
        assert_eq!(last.following(id(), day), None);
        let stopped = slice(2, Stage::Mvp, "2026-11-02", "2026-11-09");
        let stopped = told(stopped, 11.0, "2026-11-09", Some(Decision::Stop));
        assert_eq!(stopped.following(id(), day), None);
    }
}
