//! What leadership decides on a digest: what, which number should move, what gives way, until when. On that day
//! Headway says what the number did; no cause is claimed.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;

use super::cadence::instant;
use super::calendar::digest_at;
use super::category::Category;
use super::check_in::RollUp;
use super::id::{DecisionId, KeyResultCode, PersonId, TeamId};
use super::insight::shown;
use super::okr::{Reading, own};
use super::organisation::Organisation;
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
    /// Its value then, as it was read when the decision was recorded; none where there was none.
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

/// A number that is older than this many weeks is none of then.
pub const WEEKS_BEFORE: u32 = 13;

/// What a number did: where it stood when something was decided, and where it stands since.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Did {
    /// Its value then; none where there was none.
    pub before: Option<f64>,
    /// The value of its newest week since; none where no later week has one.
    pub after: Option<f64>,
}

impl Decision {
    /// The key result that should move, where it is one.
    #[must_use]
    pub fn key_result(&self) -> Option<&KeyResultCode> {
        match &self.number.as_ref()?.number {
            Number::KeyResult(code) => Some(code),
            Number::ElectiveShare => None,
        }
    }

    /// The last week that says where the number stood: that of its digest, or of a later one that was due by then.
    #[must_use]
    pub fn stood_in(&self, org: &Organisation) -> Week {
        last_told(org, self.recorded).max(self.week)
    }

    /// The last week that says where the number stands on a day, and after its own day for good: that of the last
    /// digest that was due when the decision is told. A digest later on the same day says no other number.
    #[must_use]
    pub fn stands_in(&self, org: &Organisation, day: NaiveDate) -> Week {
        let at = told_at(day.min(self.until), org.settings.time_zone);
        last_told(org, at)
    }

    /// What the number did up to a day, from its weeks in order as they stand now. Then is what the week of then says
    /// by now, so that a correction of it moves nothing; since needs a later week with a number.
    #[must_use]
    pub fn did(&self, org: &Organisation, weeks: &[(Week, f64)], day: NaiveDate) -> Did {
        self.number.as_ref().map_or_else(Did::default, |moved| {
            moved.did(self.stood_in(org), weeks, self.stands_in(org, day))
        })
    }
}

/// The last week whose digest was due by an instant.
fn last_told(org: &Organisation, at: DateTime<Utc>) -> Week {
    let week = Week::of(at.with_timezone(&org.settings.time_zone).date_naive());
    if digest_at(org, week) <= at {
        week
    } else {
        week.previous()
    }
}

impl Moved {
    fn did(&self, stood: Week, weeks: &[(Week, f64)], last: Week) -> Did {
        let newest = |from: Week, to: Week| {
            let inside = weeks.iter().rev();
            let mut inside = inside.filter(|(week, _)| from <= *week && *week <= to);
            inside.next().map(|(_, value)| *value)
        };
        Did {
            before: newest(stood.back(WEEKS_BEFORE), stood).or(self.before),
            after: newest(stood.next(), last),
        }
    }
}

/// The weeks of a key result that have a reading, in order.
#[must_use]
pub fn weeks_of_readings(code: &KeyResultCode, readings: &[Reading]) -> Vec<(Week, f64)> {
    let own = own(readings, code);
    own.iter().map(|it| (it.week, it.value)).collect()
}

/// The weeks of a team that have a number and how much of each was elective, in percent; its rows in order of weeks.
#[must_use]
pub fn weeks_of_share(rows: &[RollUp], categories: &[Category]) -> Vec<(Week, f64)> {
    let known = rows.iter().filter(|row| shown(row));
    let share = |row: &RollUp| {
        let split = row.split.as_ref()?;
        let elective = split.elective(categories, row.week);
        Some((row.week, f64::from(elective)))
    };
    known.filter_map(share).collect()
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

    /// Of a number that was at 50 when something was decided on week 47.
    fn did(weeks: &[(&str, f64)], last: &str) -> (Option<f64>, Option<f64>) {
        let moved = Moved {
            number: Number::ElectiveShare,
            before: Some(50.0),
        };
        let week = |text: &str| text.parse::<Week>().unwrap();
        let weeks: Vec<_> = weeks.iter().map(|(text, it)| (week(text), *it)).collect();
        let did = moved.did(week("2026-W47"), &weeks, week(last));
        (did.before, did.after)
    }

    #[test]
    fn a_correction_of_the_week_of_then_moves_nothing() {
        let corrected = [("2026-W46", 40.0), ("2026-W47", 65.0)];
        assert_eq!(did(&corrected, "2026-W48"), (Some(65.0), None));
        let later = [("2026-W47", 65.0), ("2026-W48", 70.0), ("2026-W49", 72.0)];
        assert_eq!(did(&later, "2026-W48"), (Some(65.0), Some(70.0)));
        // What is out of reach stays as it was read then.
        assert_eq!(did(&later[1..], "2026-W49"), (Some(50.0), Some(72.0)));
        let old = [("2026-W20", 9.0)];
        assert_eq!(did(&old, "2026-W49"), (Some(50.0), None));
    }

    #[test]
    fn a_week_counts_once_though_its_readings_come_in_any_order() {
        let code = KeyResultCode::new("PAY-1.2");
        let reading = |week: &str, value| Reading {
            key_result: code.clone(),
            week: week.parse().unwrap(),
            value,
            confidence: Confidence::START,
            by: PersonId::new("ana"),
            note: None,
        };
        let all = [reading("2026-W47", 4800.0), reading("2026-W45", 4290.0)];
        let values: Vec<f64> = weeks_of_readings(&code, &all)
            .iter()
            .map(|it| it.1)
            .collect();
        assert_eq!(values, [4290.0, 4800.0]);
    }
}
