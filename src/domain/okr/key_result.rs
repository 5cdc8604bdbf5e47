//! A key result: a metric with a baseline and a target, how it is meant, and how far a value is on the way.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Unit;
use crate::domain::id::{KeyResultCode, PersonId};

/// A metric with a baseline and a target.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyResult {
    /// What people type: `PAY-1.2`.
    pub code: KeyResultCode,
    /// "Weekly active payers".
    pub metric: String,
    /// What the numbers count.
    pub unit: Unit,
    /// Where the quarter began.
    pub baseline: f64,
    /// Where it should end, or what it should not leave.
    pub target: f64,
    /// How it is meant.
    pub direction: Direction,
    /// How the way to the target is expected to go.
    pub curve: Curve,
    /// How much it counts within its objective, above 0.
    pub weight: f64,
    /// What kind of outcome it is, where that was said.
    pub outcome: Option<Outcome>,
    /// Who measures it: asked for it if they are asked at all, else the lead.
    pub owner: PersonId,
    /// "Keep it, because …": why it stands though it reads like output; shown beside it.
    pub kept: Option<String>,
    /// Why the aim was changed last, where it was.
    pub reason: Option<String>,
    /// What the aim was before, the oldest first.
    pub earlier: Vec<EarlierAim>,
    /// Since when Headway knows it.
    pub known_since: KnownSince,
}

/// Since which day, in the company's zone, Headway knows something; none where that is older than what it keeps. It is
/// no part of what that thing says: two that say the same are equal.
#[derive(Debug, Clone, Copy, Default)]
pub struct KnownSince(pub Option<NaiveDate>);

impl PartialEq for KnownSince {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// How a key result is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// From the baseline up to the target.
    Increase,
    /// From the baseline down to the target.
    Decrease,
    /// Never below the target.
    AtLeast,
    /// Never above the target.
    AtMost,
    /// Done, or not done.
    Done,
}

/// How the way from baseline to target is expected to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Curve {
    /// The same step every day.
    Straight,
    /// Little at first, most of it near the end: a quarter of the way at half time.
    Late,
}

/// What kind of outcome a key result measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// What comes in.
    Revenue,
    /// Who uses it, and how much.
    Usage,
    /// Who stays.
    Retention,
    /// What people think of it.
    Satisfaction,
    /// How seldom it fails.
    Quality,
    /// What it costs in money or time.
    Efficiency,
}

/// What a key result aims at: whatever changes here needs a reason.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Aim {
    /// Where it begins.
    pub baseline: f64,
    /// Where it should end.
    pub target: f64,
    /// How much it counts.
    pub weight: f64,
    /// How the way is expected to go.
    pub curve: Curve,
    /// How it is meant.
    pub direction: Direction,
}

/// An aim that no longer holds.
#[derive(Debug, Clone, PartialEq)]
pub struct EarlierAim {
    /// What it was.
    pub aim: Aim,
    /// The first day on which it held no more.
    pub until: NaiveDate,
    /// Who changed it; nobody where a file did.
    pub by: Option<PersonId>,
    /// Why it was changed.
    pub reason: String,
}

impl Direction {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Increase,
        Self::Decrease,
        Self::AtLeast,
        Self::AtMost,
        Self::Done,
    ];

    /// The words in `org.toml`, in the database and in forms.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Increase => "increase",
            Self::Decrease => "decrease",
            Self::AtLeast => "keep at least",
            Self::AtMost => "keep at most",
            Self::Done => "done",
        }
    }

    /// Reads [`Direction::word`] back.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }

    /// What two numbers mean where nothing else was said: up, or down.
    #[must_use]
    pub fn between(baseline: f64, target: f64) -> Self {
        if target < baseline {
            Self::Decrease
        } else {
            Self::Increase
        }
    }

    /// Whether something is to be kept rather than reached.
    #[must_use]
    pub fn keeps(self) -> bool {
        matches!(self, Self::AtLeast | Self::AtMost)
    }
}

impl Curve {
    /// Both of them.
    pub const ALL: [Self; 2] = [Self::Straight, Self::Late];

    /// The word in `org.toml`, in the database and in forms.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Straight => "straight",
            Self::Late => "late",
        }
    }

    /// Reads [`Curve::word`] back.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }
}

impl Outcome {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Revenue,
        Self::Usage,
        Self::Retention,
        Self::Satisfaction,
        Self::Quality,
        Self::Efficiency,
    ];

    /// The word in `org.toml`, in the database and in forms.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Revenue => "revenue",
            Self::Usage => "usage",
            Self::Retention => "retention",
            Self::Satisfaction => "satisfaction",
            Self::Quality => "quality",
            Self::Efficiency => "efficiency",
        }
    }

    /// Reads [`Outcome::word`] back.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }
}

impl Aim {
    /// How far a value is on the way, 0 to 1.
    ///
    /// - Increase and decrease: the part of the way from baseline to target, `(value − baseline) / (target −
    ///   baseline)`, as every description of key results has it (Doerr, *Measure What Matters*, 2018).
    /// - Keep at least, keep at most: 1 on the right side of the target. On the wrong side, 1 less the distance to
    ///   the target, counted in the distance between baseline and target: who kept 97 at least 95 and is at 94 has
    ///   lost half of that room. Where baseline and target are one, any miss is 0.
    /// - Done: 1 once it is, else 0.
    #[must_use]
    pub fn progress(&self, value: f64) -> f64 {
        let way = self.target - self.baseline;
        let kept = |short_by: f64| match short_by {
            short if short <= 0.0 => 1.0,
            _ if way == 0.0 => 0.0,
            short => 1.0 - short / way.abs(),
        };
        let progress = match self.direction {
            Direction::Increase if way == 0.0 => kept(self.target - value),
            Direction::Decrease if way == 0.0 => kept(value - self.target),
            Direction::Increase | Direction::Decrease => (value - self.baseline) / way,
            Direction::AtLeast => kept(self.target - value),
            Direction::AtMost => kept(value - self.target),
            Direction::Done => f64::from(u8::from(value >= 1.0)),
        };
        // A value at its baseline is not "-0" of a way that leads down.
        progress.clamp(0.0, 1.0) + 0.0
    }

    /// How far it should be once a part of the quarter (0 to 1) has passed, 0 to 1.
    ///
    /// Straight is the part itself; late is its square, the simplest curve that begins flat, ends at the target and
    /// has no number of its own to argue about. What is to be kept has to hold from the first day on; what is to be
    /// done is only expected at the end.
    #[must_use]
    pub fn expected(&self, passed: f64) -> f64 {
        let passed = passed.clamp(0.0, 1.0);
        match (self.direction, self.curve) {
            (Direction::AtLeast | Direction::AtMost, _) => 1.0,
            (Direction::Done, _) => f64::from(u8::from(passed >= 1.0)),
            (_, Curve::Straight) => passed,
            (_, Curve::Late) => passed * passed,
        }
    }

    /// The value that goes with an expectation of [`Aim::expected`].
    #[must_use]
    pub fn value_at(&self, expected: f64) -> f64 {
        match self.direction {
            Direction::AtLeast | Direction::AtMost => self.target,
            _ => self.baseline + expected * (self.target - self.baseline),
        }
    }
}

impl KeyResult {
    /// A key result that says no more than it must: a straight way up or down, of weight 1.
    #[must_use]
    pub fn new(
        code: KeyResultCode,
        metric: &str,
        unit: Unit,
        (baseline, target): (f64, f64),
        owner: PersonId,
    ) -> Self {
        Self {
            code,
            metric: metric.to_owned(),
            unit,
            baseline,
            target,
            direction: Direction::between(baseline, target),
            curve: Curve::Straight,
            weight: 1.0,
            outcome: None,
            owner,
            kept: None,
            reason: None,
            earlier: Vec::new(),
            known_since: KnownSince::default(),
        }
    }

    /// What it aims at now.
    #[must_use]
    pub fn aim(&self) -> Aim {
        Aim {
            baseline: self.baseline,
            target: self.target,
            weight: self.weight,
            curve: self.curve,
            direction: self.direction,
        }
    }

    /// What it aimed at on a day: a change of the aim does not rewrite what was before it.
    #[must_use]
    pub fn aim_on(&self, day: NaiveDate) -> Aim {
        self.earlier
            .iter()
            .find(|earlier| day < earlier.until)
            .map_or_else(|| self.aim(), |earlier| earlier.aim)
    }

    /// The same with the aim that held on a day in the place of today's.
    #[must_use]
    pub fn as_on(&self, day: NaiveDate) -> Self {
        let aim = self.aim_on(day);
        Self {
            baseline: aim.baseline,
            target: aim.target,
            weight: aim.weight,
            curve: aim.curve,
            direction: aim.direction,
            ..self.clone()
        }
    }

    /// The day on which it was made, or brought back last; none where it is older than what Headway keeps.
    #[must_use]
    pub fn made(&self) -> Option<NaiveDate> {
        self.known_since.0
    }

    /// How far a value is on the way, 0 to 1; see [`Aim::progress`].
    #[must_use]
    pub fn progress(&self, value: f64) -> f64 {
        self.aim().progress(value)
    }
}
