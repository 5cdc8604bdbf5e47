//! An objective, and the metrics by which one sees whether it is reached.

use crate::domain::id::{KeyResultCode, ObjectiveCode, PersonId, TeamId};
use crate::domain::week::Quarter;

/// What teams want to be true by the end of a quarter.
#[derive(Debug, Clone, PartialEq)]
pub struct Objective {
    /// What people type: `PAY-1`.
    pub code: ObjectiveCode,
    /// "Paying is the easy part".
    pub title: String,
    /// The one accountable person.
    pub accountable: PersonId,
    /// The teams that share it.
    pub teams: Vec<TeamId>,
    /// When it is due.
    pub quarter: Quarter,
    /// Its measures, in order.
    pub key_results: Vec<KeyResult>,
}

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
    /// Where it should end; never equal to the baseline.
    pub target: f64,
    /// Who measures it: asked for it if they are asked at all, else the lead.
    pub owner: PersonId,
}

/// What a key result's numbers count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unit {
    /// A plain number.
    Number,
    /// Percent.
    Percent,
    /// An amount in a currency, by its ISO 4217 code.
    Money(String),
}

impl Unit {
    /// The word in `org.toml` and in the database: `number`, `percent`, or a currency code like `EUR`.
    #[must_use]
    pub fn word(&self) -> &str {
        match self {
            Self::Number => "number",
            Self::Percent => "percent",
            Self::Money(currency) => currency,
        }
    }

    /// Reads [`Unit::word`] back.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "number" => Some(Self::Number),
            "percent" => Some(Self::Percent),
            code if code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase()) => {
                Some(Self::Money(code.to_owned()))
            }
            _ => None,
        }
    }
}

impl KeyResult {
    /// How far a value is on the way from baseline to target, 0 to 1.
    #[must_use]
    pub fn progress(&self, value: f64) -> f64 {
        ((value - self.baseline) / (self.target - self.baseline)).clamp(0.0, 1.0)
    }
}
