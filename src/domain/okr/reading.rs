//! One key result in one week: a value, a confidence, a note.

use std::collections::BTreeMap;

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

/// The value that stood at a moment: of the newest week, the last that had been said by then and was not taken back.
/// A reading that was given or corrected later did not stand yet.
#[must_use]
pub fn stood_at(revisions: &[ReadingRevision], moment: DateTime<Utc>) -> Option<f64> {
    let said = revisions.iter().filter(|it| it.at <= moment);
    let mut weeks: BTreeMap<Week, &ReadingRevision> = BTreeMap::new();
    for it in said {
        let last = weeks.entry(it.week).or_insert(it);
        if it.revision > last.revision {
            *last = it;
        }
    }
    weeks.values().rev().find_map(|it| it.value)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn said(week: &str, revision: u32, value: Option<f64>, at: &str) -> ReadingRevision {
        ReadingRevision {
            week: week.parse().unwrap(),
            revision,
            value,
            confidence: None,
            note: None,
            by: PersonId::new("U1"),
            at: at.parse().unwrap(),
        }
    }

    #[test]
    fn what_stood_at_a_moment_is_the_last_word_before_it() {
        let revisions = [
            said("2026-W46", 1, Some(4290.0), "2026-11-12T15:00:00Z"),
            said("2026-W47", 1, Some(4420.0), "2026-11-17T10:00:00Z"),
            said("2026-W47", 2, Some(4800.0), "2026-11-19T15:00:00Z"),
            said("2026-W48", 1, Some(5000.0), "2026-11-24T10:00:00Z"),
            said("2026-W48", 2, None, "2026-11-25T10:00:00Z"),
        ];
        for (moment, stood) in [
            ("2026-11-12T14:59:59Z", None),
            ("2026-11-16T10:00:00Z", Some(4290.0)),
            ("2026-11-17T10:00:00Z", Some(4420.0)),
            ("2026-11-18T10:00:00Z", Some(4420.0)),
            ("2026-11-20T10:00:00Z", Some(4800.0)),
            ("2026-11-24T12:00:00Z", Some(5000.0)),
            ("2026-11-26T12:00:00Z", Some(4800.0)),
        ] {
            let moment = moment.parse().unwrap();
            assert_eq!(stood_at(&revisions, moment), stood, "{moment}");
        }
    }
}
