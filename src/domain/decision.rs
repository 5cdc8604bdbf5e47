//! What leadership decides on a digest: what, which number should move, what gives way, until when. On that day
//! Headway says what the number did; no cause is claimed.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;

use super::cadence::instant;
use super::id::{DecisionId, KeyResultCode, PersonId, TeamId};
use super::okr::Reading;
use super::week::Week;

/// One decision.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// Its id.
    pub id: DecisionId,
    /// The week of the digest on which it was recorded.
    pub week: Week,
    /// Below which team's reply.
    pub team: TeamId,
    /// Who recorded it.
    pub by: PersonId,
    /// What was decided, in their words.
    pub what: String,
    /// Which number should move, where one should.
    pub number: Option<Moved>,
    /// What gives way for it, in their words.
    pub gives_way: Option<String>,
    /// The day on which Headway says what the number did.
    pub until: NaiveDate,
    /// When it was recorded.
    pub recorded: DateTime<Utc>,
    /// By whom and when it was withdrawn, if it was.
    pub withdrawn: Option<(PersonId, DateTime<Utc>)>,
}

/// A number that should move, and where it stood when the decision was recorded.
#[derive(Debug, Clone, PartialEq)]
pub struct Moved {
    /// Which.
    pub number: Number,
    /// Its value then; none where there was none.
    pub before: Option<f64>,
}

/// A number of a team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Number {
    /// The latest reading of a key result.
    KeyResult(KeyResultCode),
    /// The elective share of the team's time, in percent.
    ElectiveShare,
}

impl Number {
    /// The word in the database and in a form: `elective-share`, or `key-result:PAY-1.2`.
    #[must_use]
    pub fn word(&self) -> String {
        match self {
            Self::KeyResult(code) => format!("key-result:{code}"),
            Self::ElectiveShare => "elective-share".to_owned(),
        }
    }

    /// Reads [`Number::word`] back.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        if word == "elective-share" {
            return Some(Self::ElectiveShare);
        }
        let code = word.strip_prefix("key-result:")?;
        (!code.is_empty()).then(|| Self::KeyResult(KeyResultCode::new(code)))
    }
}

/// The value of the newest reading of a key result up to and with a day's week.
#[must_use]
pub fn value_on(code: &KeyResultCode, readings: &[Reading], day: NaiveDate) -> Option<f64> {
    let last = Week::of(day);
    readings
        .iter()
        .filter(|reading| reading.key_result == *code && reading.week <= last)
        .max_by_key(|reading| reading.week)
        .map(|reading| reading.value)
}

/// When Headway says what a number did: nine o'clock of the decision's day.
#[must_use]
pub fn told_at(until: NaiveDate, zone: Tz) -> DateTime<Utc> {
    let nine = NaiveTime::from_hms_opt(9, 0, 0).unwrap_or_default();
    instant(zone, until, nine)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::okr::Confidence;

    #[test]
    fn a_number_survives_the_round_trip() {
        for number in [
            Number::ElectiveShare,
            Number::KeyResult(KeyResultCode::new("PAY-1.2")),
        ] {
            assert_eq!(Number::from_word(&number.word()), Some(number));
        }
        assert_eq!(Number::from_word("key-result:"), None);
        assert_eq!(Number::from_word("velocity"), None);
    }

    #[test]
    fn it_is_told_at_nine_whatever_the_clocks_do() {
        let zone: Tz = "Europe/Berlin".parse().unwrap();
        let told = |day: &str| told_at(day.parse().unwrap(), zone).to_rfc3339();
        assert_eq!(told("2026-10-24"), "2026-10-24T07:00:00+00:00");
        assert_eq!(told("2026-10-25"), "2026-10-25T08:00:00+00:00");
    }

    #[test]
    fn the_newest_reading_up_to_the_day_is_its_value() {
        let code = KeyResultCode::new("PAY-1.2");
        let reading = |week: &str, value| Reading {
            key_result: code.clone(),
            week: week.parse().unwrap(),
            value,
            confidence: Confidence::START,
            by: PersonId::new("ana"),
            note: None,
        };
        let all = [
            reading("2026-W47", 4800.0),
            reading("2026-W45", 4290.0),
            reading("2026-W46", 4420.0),
        ];
        let on = |day: &str| value_on(&code, &all, day.parse().unwrap());
        assert_eq!(on("2026-11-01"), None);
        assert_eq!(on("2026-11-15"), Some(4420.0));
        assert_eq!(on("2026-11-16"), Some(4800.0));
        assert_eq!(on("2026-12-31"), Some(4800.0));
    }
}
