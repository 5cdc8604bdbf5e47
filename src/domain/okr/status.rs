//! Where a key result stands: progress, pace, status, and why.

use chrono::{Days, NaiveDate};

use super::{Confidence, KeyResult, Reading};
use crate::domain::week::{Quarter, Week};

/// How a key result is doing: the worst of confidence, pace and silence. The later, the worse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// As it should be.
    OnTrack,
    /// Behind, or doubted.
    AtRisk,
    /// Far behind, or not believed in.
    OffTrack,
    /// Nobody has measured it for too long.
    Stale,
}

/// What made the status what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Because {
    /// The person who measures it doubts it.
    Confidence,
    /// It is behind its expected curve.
    Pace,
    /// It has had no reading for too long, or never.
    Silence,
}

/// Where a key result stands on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// The worst of the three.
    pub status: Status,
    /// What made it so; nothing where all is well.
    pub because: Vec<Because>,
    /// The newest reading not after the day.
    pub latest: Option<Reading>,
    /// The one before it.
    pub before: Option<Reading>,
    /// How far it is, 0 to 1.
    pub progress: f64,
    /// How far a straight line over the quarter would be on that day, 0 to 1.
    pub expected: f64,
    /// What a straight line would read on that day, in the key result's unit.
    pub expected_value: f64,
}

/// At least so much of the line is on track.
const ON_PACE: f64 = 0.9;
/// At least so much of the line is only at risk.
const NEAR_PACE: f64 = 0.6;

/// Computes where a key result stands on a day, from its readings in any order.
///
/// The line is straight: of a quarter of 92 days, 49/92 have passed on the fiftieth. On track is at least 90% of
/// the line, at risk at least 60%. Confidence 0–3 is off track, 4–6 at risk. Stale is whoever missed a whole week
/// and three days more, or was never measured.
#[must_use]
pub fn standing(
    key_result: &KeyResult,
    quarter: Quarter,
    readings: &[Reading],
    day: NaiveDate,
) -> Standing {
    let mut own: Vec<&Reading> = readings
        .iter()
        .filter(|reading| reading.key_result == key_result.code && reading.week <= Week::of(day))
        .collect();
    own.sort_by_key(|reading| std::cmp::Reverse(reading.week));
    let expected = elapsed(quarter, day);
    let expected_value = key_result.baseline + expected * (key_result.target - key_result.baseline);
    let latest = own.first().map(|reading| (*reading).clone());
    let progress = latest
        .as_ref()
        .map_or(0.0, |reading| key_result.progress(reading.value));
    let (status, because) =
        latest
            .as_ref()
            .map_or((Status::Stale, vec![Because::Silence]), |reading| {
                worst(&[
                    (by_confidence(reading.confidence), Because::Confidence),
                    (by_pace(progress, expected), Because::Pace),
                    (by_silence(reading.week, day), Because::Silence),
                ])
            });
    let before = own.get(1).map(|reading| (*reading).clone());
    Standing {
        status,
        because,
        latest,
        before,
        progress,
        expected,
        expected_value,
    }
}

fn worst(judged: &[(Status, Because)]) -> (Status, Vec<Because>) {
    let status = judged
        .iter()
        .map(|(status, _)| *status)
        .max()
        .unwrap_or(Status::OnTrack);
    let because = if status == Status::OnTrack {
        Vec::new()
    } else {
        judged
            .iter()
            .filter(|(other, _)| *other == status)
            .map(|(_, because)| *because)
            .collect()
    };
    (status, because)
}

fn by_confidence(confidence: Confidence) -> Status {
    match confidence.value() {
        0..=3 => Status::OffTrack,
        4..=6 => Status::AtRisk,
        _ => Status::OnTrack,
    }
}

fn by_pace(progress: f64, expected: f64) -> Status {
    if progress >= ON_PACE * expected {
        Status::OnTrack
    } else if progress >= NEAR_PACE * expected {
        Status::AtRisk
    } else {
        Status::OffTrack
    }
}

fn by_silence(last: Week, day: NaiveDate) -> Status {
    let limit = last
        .next()
        .sunday()
        .checked_add_days(Days::new(3))
        .unwrap_or(day);
    if day > limit {
        Status::Stale
    } else {
        Status::OnTrack
    }
}

/// Which part of a quarter has passed when a day begins, 0 to 1.
fn elapsed(quarter: Quarter, day: NaiveDate) -> f64 {
    let days = |from: NaiveDate, to: NaiveDate| {
        f64::from(i32::try_from((to - from).num_days()).unwrap_or(i32::MAX))
    };
    let first = quarter.first_day();
    let length = days(first, quarter.last_day()) + 1.0;
    (days(first, day) / length).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::{KeyResultCode, PersonId};
    use crate::domain::okr::Unit;
    use proptest::prelude::*;

    fn payers() -> KeyResult {
        KeyResult {
            code: KeyResultCode::new("PAY-1.2"),
            metric: "Weekly active payers".into(),
            unit: Unit::Number,
            baseline: 3900.0,
            target: 6000.0,
            owner: PersonId::new("U1"),
        }
    }

    fn reading(week: &str, value: f64, confidence: u8) -> Reading {
        Reading {
            key_result: KeyResultCode::new("PAY-1.2"),
            week: week.parse().unwrap(),
            value,
            confidence: confidence.try_into().unwrap(),
            by: PersonId::new("U1"),
        }
    }

    fn on(day: &str, readings: &[Reading]) -> Standing {
        standing(
            &payers(),
            "2026-Q4".parse().unwrap(),
            readings,
            day.parse().unwrap(),
        )
    }

    #[test]
    fn behind_the_line_is_at_risk_even_when_confidence_is_high() {
        let standing = on(
            "2026-11-19",
            &[
                reading("2026-W46", 4420.0, 7),
                reading("2026-W47", 4800.0, 7),
            ],
        );
        assert_eq!(
            (standing.status, standing.because),
            (Status::AtRisk, vec![Because::Pace])
        );
        assert_eq!(standing.expected_value.round(), 5018.0);
        assert_eq!((standing.progress * 100.0).round(), 43.0);
        assert_eq!(standing.before.unwrap().value, 4420.0);
    }

    #[test]
    fn a_week_missed_and_three_days_more_is_stale() {
        let readings = [reading("2026-W45", 5900.0, 9)];
        assert_eq!(on("2026-11-18", &readings).status, Status::OnTrack);
        assert_eq!(on("2026-11-19", &readings).status, Status::Stale);
        assert_eq!(on("2026-11-19", &[]).status, Status::Stale);
    }

    #[test]
    fn low_confidence_is_off_track_whatever_the_pace() {
        let standing = on("2026-11-19", &[reading("2026-W47", 6000.0, 2)]);
        assert_eq!(
            (standing.status, standing.because),
            (Status::OffTrack, vec![Because::Confidence])
        );
    }

    #[test]
    fn a_target_below_the_baseline_counts_downwards() {
        let mut fewer = payers();
        (fewer.baseline, fewer.target) = (200.0, 100.0);
        assert_eq!(fewer.progress(150.0), 0.5);
        assert_eq!(fewer.progress(250.0), 0.0);
    }

    proptest! {
        #[test]
        fn progress_lies_between_nothing_and_all(value in -1e9f64..1e9) {
            let standing = on("2026-11-19", &[reading("2026-W47", value, 7)]);
            prop_assert!((0.0..=1.0).contains(&standing.progress));
            prop_assert!((0.0..=1.0).contains(&standing.expected));
        }
    }
}
