//! One key result in one week: a value, a confidence, a note.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::id::{KeyResultCode, PersonId};
use crate::domain::week::Week;

/// "Will we get there?", 0 (no) to 10 (surely).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Confidence(u8);

/// A confidence that the scale does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("confidence goes from 0 to 10")]
pub struct NotAConfidence;

impl Confidence {
    /// Where a key result starts.
    pub const START: Self = Self(5);

    /// The number.
    #[must_use]
    pub fn value(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for Confidence {
    type Error = NotAConfidence;

    fn try_from(value: u8) -> Result<Self, Self::Error> {
        if value <= 10 {
            Ok(Self(value))
        } else {
            Err(NotAConfidence)
        }
    }
}

impl From<Confidence> for u8 {
    fn from(confidence: Confidence) -> Self {
        confidence.0
    }
}

/// What was measured of one key result in one week. Nothing measured is no reading, never a reading of nothing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// Of which key result.
    pub key_result: KeyResultCode,
    /// In which week.
    pub week: Week,
    /// In the key result's unit.
    pub value: f64,
    /// Will we get there?
    pub confidence: Confidence,
    /// Who said so.
    pub by: PersonId,
    /// What they said of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// One value that a week's reading had, whether or not it is the one that stands.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadingRevision {
    /// Of which week.
    pub week: Week,
    /// Counts from 1.
    pub revision: u32,
    /// In the key result's unit; none where the reading was taken back.
    pub value: Option<f64>,
    /// Will we get there?
    pub confidence: Option<Confidence>,
    /// What was said of it.
    pub note: Option<String>,
    /// Who said so.
    pub by: PersonId,
    /// When.
    pub at: DateTime<Utc>,
}
