//! An iteration: a vertical slice of a feature, shipped and measured by itself. What decides about it is fixed at its
//! start; the verdict follows from the number, the decision is people's.

mod access;
mod as_of;
pub mod draft;
mod gates;
mod ledger;
pub mod result;
mod stage;
mod threshold;

pub use access::{may_read, public};
pub use as_of::{Since, as_of};
pub use gates::{Ticks, read_gates};
pub use ledger::{Ledger, StageCount, ledger};
pub use stage::{Gate, Impact, Stage};
pub use threshold::{Measured, NotAThreshold, Side, Threshold, Verdict};

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};

use super::id::{IterationId, KeyResultCode, PersonId, TeamId};
use super::number;
use super::okr::Unit;
use super::week::Week;

/// A slice that nobody gave a date is measured after so many days.
pub const USUAL_DAYS: u64 = 7;

/// Beyond so many days one asks whether it could be smaller.
pub const LONG_DAYS: i64 = 14;

/// A vertical slice of a feature.
#[derive(Debug, Clone, PartialEq)]
pub struct Iteration {
    /// Its id.
    pub id: IterationId,
    /// What people type: `#12`.
    pub number: u32,
    /// The feature that is cut into slices.
    pub feature: String,
    /// The slice: "Insights by e-mail".
    pub title: String,
    /// Whose it is.
    pub team: TeamId,
    /// Who measures it.
    pub owner: PersonId,
    /// The key result that it should move.
    pub key_result: KeyResultCode,
    /// "We believe … will …".
    pub hypothesis: String,
    /// The cheapest way to find out.
    pub test: String,
    /// How far the feature is taken.
    pub stage: Stage,
    /// Of the three gates before scaling, those that are ticked.
    pub gates: BTreeSet<Gate>,
    /// What is measured: "readers who click".
    pub metric: String,
    /// What decides; never changed after the start.
    pub threshold: Threshold,
    /// What it is mainly for.
    pub impact: Impact,
    /// That in a sentence.
    pub impact_sentence: String,
    /// The day on which it began.
    pub started: NaiveDate,
    /// The day by which it is measured.
    pub measure_by: NaiveDate,
    /// The slice before it, of an earlier stage.
    pub follows: Option<IterationId>,
    /// What came of it.
    pub outcome: Option<Outcome>,
}

/// What came of an iteration.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The number.
    pub measured: Measured,
    /// What the threshold said of it.
    pub verdict: Verdict,
    /// The day on which it was told.
    pub day: NaiveDate,
    /// Whether the impact was as hoped, in their words.
    pub was_it_so: Option<String>,
    /// What follows; none yet.
    pub decision: Option<Decision>,
}

/// What follows from a verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Decision {
    /// The feature goes on to its next stage.
    NextStage,
    /// The same stage again, otherwise.
    Change,
    /// No more of it.
    Stop,
}

/// A whole number of people as it is typed: `64`, `1,000`, `1 000`.
fn people(text: &str) -> Option<u32> {
    let number = number::parse(text, &Unit::Number).ok()?;
    let whole = number.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&number);
    whole.then(|| format!("{number:.0}").parse().ok()).flatten()
}

impl Decision {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::NextStage, Self::Change, Self::Stop];

    /// The word in the database and in forms.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::NextStage => "next-stage",
            Self::Change => "change",
            Self::Stop => "stop",
        }
    }

    /// Reads [`Decision::word`] back.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|decision| decision.word() == word)
    }
}

/// Where an iteration stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Its date is still to come.
    Running,
    /// Its date is in this week.
    Due,
    /// Its date was before this week.
    PastDate,
    /// It has a verdict, and nothing is decided.
    Undecided,
    /// It is decided.
    Decided,
}

impl Iteration {
    /// Where it stands on a day.
    #[must_use]
    pub fn state(&self, day: NaiveDate) -> State {
        match &self.outcome {
            Some(outcome) if outcome.decision.is_some() => State::Decided,
            Some(_) => State::Undecided,
            None if self.measure_by < Week::of(day).monday() => State::PastDate,
            None if self.measure_by <= Week::of(day).sunday() => State::Due,
            None => State::Running,
        }
    }

    /// Whether a week's check-in asks what came of it: its date has come by the end of that week.
    #[must_use]
    pub fn asked_in(&self, week: Week) -> bool {
        self.outcome.is_none() && self.measure_by <= week.sunday()
    }

    /// Days from start to result.
    #[must_use]
    pub fn days(&self) -> Option<i64> {
        let outcome = self.outcome.as_ref()?;
        Some((outcome.day - self.started).num_days())
    }

    /// Whether its date is far away: could it be smaller?
    #[must_use]
    pub fn is_long(&self) -> bool {
        (self.measure_by - self.started).num_days() > LONG_DAYS
    }

    /// The following slice, with everything copied: the next stage, or the same again after a change. Its date is as
    /// far away as this one's was.
    #[must_use]
    pub fn following(&self, id: IterationId, day: NaiveDate) -> Option<Self> {
        let stage = match self.outcome.as_ref()?.decision? {
            Decision::NextStage => self.stage.next()?,
            Decision::Change => self.stage,
            Decision::Stop => return None,
        };
        let length = (self.measure_by - self.started).num_days().max(1);
        let length = u64::try_from(length).unwrap_or(USUAL_DAYS);
        Some(Self {
            id,
            stage,
            gates: BTreeSet::new(),
            started: day,
            measure_by: day.checked_add_days(Days::new(length)).unwrap_or(day),
            follows: Some(self.id.clone()),
            outcome: None,
            ..self.clone()
        })
    }
}
