//! What is typed into the forms about objectives and key results, and how it becomes one, or a list of mistakes.

mod objective;
mod reading;
mod retire;
mod stood;

pub use objective::{
    next_code, next_key_result, read_key_result, read_objective, values_of, values_of_key_result,
};
pub use reading::{Ending, read_closing, read_ending, read_reading};
pub use retire::{RETIRE, STAY, read_retiring};

pub use stood::{Stood, marks, merge};

use std::collections::BTreeMap;

use super::{Doubt, LONGEST_REASON, Objection};
use crate::domain::id::{KeyResultCode, ObjectiveCode};
use crate::domain::number::NotANumber;
use crate::domain::week::Week;

/// A field of one of the forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(
    missing_docs,
    reason = "each is the key of the same name in org.toml, or of the command"
)]
pub enum Field {
    Code,
    Title,
    Accountable,
    Product,
    Engineering,
    Commitment,
    Private,
    Teams,
    Quarter,
    Metric,
    Unit,
    Baseline,
    Target,
    Direction,
    Curve,
    Weight,
    Outcome,
    Owner,
    Keep,
    Reason,
    Stays,
    Value,
    Confidence,
    Note,
    Score,
    Cause,
    Explanation,
    Decision,
}

/// A form of `/okr`. `version` is that of the objective when the form was opened, so that two people who change it
/// at once are told.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "form", rename_all = "snake_case")]
pub enum OkrForm {
    /// A reading.
    Reading {
        /// Of which key result.
        key_result: KeyResultCode,
        /// In which week it was opened, and how often the key result had been recorded in it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        seen: Option<(Week, u32)>,
    },
    /// A new objective.
    NewObjective,
    /// An objective.
    Objective {
        /// Which.
        objective: ObjectiveCode,
        /// As it was.
        version: i64,
        /// What stood in its fields.
        #[serde(default, skip_serializing_if = "Stood::is_empty")]
        stood: Stood,
    },
    /// A key result.
    KeyResult {
        /// Of which objective.
        objective: ObjectiveCode,
        /// Which; none where it is new.
        key_result: Option<KeyResultCode>,
        /// As the objective was.
        version: i64,
        /// Whether it is opened to retire it.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        retire: bool,
        /// What stood in its fields.
        #[serde(default, skip_serializing_if = "Stood::is_empty")]
        stood: Stood,
    },
    /// How an objective ends.
    Close {
        /// Which.
        objective: ObjectiveCode,
        /// As it was.
        version: i64,
    },
}

/// What stands in a form's fields before anybody has typed.
pub type Values = BTreeMap<Field, String>;

/// Why a field cannot be taken as it was typed.
#[derive(Debug, Clone, PartialEq)]
pub enum Mistake {
    /// Nothing stands there.
    Missing,
    /// Not a number in the unit.
    NotANumber(NotANumber),
    /// A number that hardly can be meant.
    Doubtful(Doubt),
    /// Not a code that works.
    NotACode,
    /// A code by which `/okr` would do something else.
    IsACommand(String),
    /// A code that something else has.
    Taken,
    /// A guest, or somebody of another company: whoever is named here may read everything.
    Outsider,
    /// The words that name no team, and the teams whose names are near.
    NotTeams(Vec<String>, Vec<String>),
    /// Teams that this person may not give an objective to; who can, as they are called, with their teams.
    NotTheirs(Vec<String>),
    /// A number of what is done or not done.
    TakesNoNumber,
    /// Not a number above 0.
    NotAWeight,
    /// It aims the other way than its numbers.
    OtherWay,
    /// It does not read like an outcome, and nothing says why it is kept.
    Objection(Objection),
    /// The aim changes, and nothing new says why.
    NeedsReason,
    /// It is to be retired, and nothing says why.
    NeedsReasonToRetire,
    /// The unit changes, and readings stand in the old one.
    OtherUnit,
    /// Not a score from 0.0 to 1.0.
    NotAScore,
    /// Not a confidence from 0 to 10.
    NotAConfidence,
    /// A committed objective ends below 1.0 and nothing says why.
    NeedsExplanation,
    /// More characters than there may be.
    TooLong(usize),
}

/// What is wrong, each beside its field.
pub type Mistakes = Vec<(Field, Mistake)>;

impl Field {
    /// All of them.
    pub const ALL: [Self; 28] = [
        Self::Code,
        Self::Title,
        Self::Accountable,
        Self::Product,
        Self::Engineering,
        Self::Commitment,
        Self::Private,
        Self::Teams,
        Self::Quarter,
        Self::Metric,
        Self::Unit,
        Self::Baseline,
        Self::Target,
        Self::Direction,
        Self::Curve,
        Self::Weight,
        Self::Outcome,
        Self::Owner,
        Self::Keep,
        Self::Reason,
        Self::Stays,
        Self::Value,
        Self::Confidence,
        Self::Note,
        Self::Score,
        Self::Cause,
        Self::Explanation,
        Self::Decision,
    ];

    /// So many characters may stand in it, where it takes a text.
    #[must_use]
    pub fn longest(self) -> usize {
        match self {
            Self::Code => 16,
            Self::Title => 150,
            Self::Metric => 100,
            Self::Keep | Self::Reason => LONGEST_REASON,
            _ => 3000,
        }
    }

    /// Its word in the ids of blocks.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Title => "title",
            Self::Accountable => "accountable",
            Self::Product => "product",
            Self::Engineering => "engineering",
            Self::Commitment => "commitment",
            Self::Private => "private",
            Self::Teams => "teams",
            Self::Quarter => "quarter",
            Self::Metric => "metric",
            Self::Unit => "unit",
            Self::Baseline => "baseline",
            Self::Target => "target",
            Self::Direction => "direction",
            Self::Curve => "curve",
            Self::Weight => "weight",
            Self::Outcome => "outcome",
            Self::Owner => "owner",
            Self::Keep => "keep",
            Self::Reason => "reason",
            Self::Stays => "stays",
            Self::Value => "value",
            Self::Confidence => "confidence",
            Self::Note => "note",
            Self::Score => "score",
            Self::Cause => "cause",
            Self::Explanation => "explanation",
            Self::Decision => "decision",
        }
    }
}
