//! Where a key result stands on a day: progress, pace, status, and why.

use chrono::{Days, NaiveDate};

use super::{Confidence, Direction, Judging, KeyResult, Reading};
use crate::domain::id::KeyResultCode;
use crate::domain::week::{Quarter, Week};

/// How a key result is doing: the worst of confidence, pace and silence. The later, the worse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// As it should be.
    OnTrack,
    /// Nobody has measured it, and nobody need have yet: neither good nor bad.
    NotYet,
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
    /// It has had no reading for too long, or none yet.
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
    /// How much it counted in its objective on that day.
    pub weight: f64,
    /// How far it is, 0 to 1.
    pub progress: f64,
    /// How far it is expected to be on that day, 0 to 1.
    pub expected: f64,
    /// What is expected to be read on that day, in the key result's unit.
    pub expected_value: f64,
}

/// A comparison of two computed parts leaves room for the last binary digits.
const ROUNDING: f64 = 1e-9;

/// The readings of one key result, the oldest first, picked out of many in any order.
#[must_use]
pub fn own<'a>(readings: &'a [Reading], code: &KeyResultCode) -> Vec<&'a Reading> {
    let mut own: Vec<&Reading> = readings
        .iter()
        .filter(|reading| reading.key_result == *code)
        .collect();
    own.sort_by_key(|reading| reading.week);
    own
}

/// The first week whose readings are a quarter's: the one before its first day's, because with what was read in it the
/// quarter begins.
#[must_use]
pub fn first_week_read(quarter: Quarter) -> Week {
    Week::of(quarter.first_day()).previous()
}

/// Computes where a key result stands on a day, from readings in any order.
///
/// The aim is the one that held on that day. Pace compares progress with the expected curve: of a quarter of 92
/// days, 49/92 have passed when the fiftieth begins. With the usual settings, on track is at least 90% of the
/// curve, at risk at least 60%; confidence 0–3 is off track, 4–6 at risk; stale is whoever missed a whole week and
/// three days more. Silence counts from the last reading, from when the key result was made or brought back where that
/// is later, and from the quarter's first day at the earliest; what was never measured is [`Status::NotYet`] until it is
/// stale. After the quarter's last day nothing gets older: what was made later still and never measured stays
/// [`Status::NotYet`], because nobody could have measured it in time. What is done is on
/// track, whatever was thought of it and however long ago.
#[must_use]
pub fn standing(
    judging: &Judging,
    key_result: &KeyResult,
    quarter: Quarter,
    readings: &[Reading],
    day: NaiveDate,
) -> Standing {
    standing_of(
        judging,
        key_result,
        quarter,
        &own(readings, &key_result.code),
        day,
    )
}

/// The same from the key result's own readings, the oldest first.
#[must_use]
pub fn standing_of(
    judging: &Judging,
    key_result: &KeyResult,
    quarter: Quarter,
    own: &[&Reading],
    day: NaiveDate,
) -> Standing {
    let known = until(own, quarter, day);
    let aim = key_result.aim_on(day);
    let expected = aim.expected(passed(quarter, day));
    let (status, because) = judged(judging, key_result, quarter, known, day);
    let latest = known.last();
    Standing {
        status,
        because,
        weight: aim.weight,
        progress: latest.map_or(0.0, |reading| aim.progress(reading.value)),
        latest: latest.map(|reading| (*reading).clone()),
        before: known.iter().rev().nth(1).map(|reading| (*reading).clone()),
        expected,
        expected_value: aim.value_at(expected),
    }
}

/// Those that are a quarter's, of the weeks up to a day.
pub(super) fn until<'s, 'a>(
    own: &'s [&'a Reading],
    quarter: Quarter,
    day: NaiveDate,
) -> &'s [&'a Reading] {
    let (first, week) = (first_week_read(quarter), Week::of(day));
    let known = &own[..own.partition_point(|reading| reading.week <= week)];
    &known[known.partition_point(|reading| reading.week < first)..]
}

fn judged(
    judging: &Judging,
    key_result: &KeyResult,
    quarter: Quarter,
    known: &[&Reading],
    day: NaiveDate,
) -> (Status, Vec<Because>) {
    let Some(parts) = parts(judging, key_result, quarter, known, day, 0.0) else {
        let silent = match by_silence(judging, begins(key_result, quarter), quarter, day) {
            Status::Stale => Status::Stale,
            _ => Status::NotYet,
        };
        return (silent, vec![Because::Silence]);
    };
    let status = worst(&parts);
    if status == Status::OnTrack {
        return (status, Vec::new());
    }
    let because = parts
        .iter()
        .filter(|(other, _)| *other == status)
        .map(|(_, because)| *because)
        .collect();
    (status, because)
}

/// The three judgements on a day, with the borders of pace moved by a part of the curve; none without a reading.
pub(super) fn parts(
    judging: &Judging,
    key_result: &KeyResult,
    quarter: Quarter,
    known: &[&Reading],
    day: NaiveDate,
    moved: f64,
) -> Option<[(Status, Because); 3]> {
    let reading = known.last()?;
    let aim = key_result.aim_on(day);
    let progress = aim.progress(reading.value);
    let expected = aim.expected(passed(quarter, day));
    let since = reading.week.max(counts_from(key_result, quarter, day));
    // What is done needs neither belief nor another reading.
    let done = aim.direction == Direction::Done && progress >= 1.0;
    let unless_done = |status| if done { Status::OnTrack } else { status };
    Some([
        (
            unless_done(by_confidence(judging, reading.confidence)),
            Because::Confidence,
        ),
        (by_pace(judging, progress, expected, moved), Because::Pace),
        (
            unless_done(by_silence(judging, since, quarter, day)),
            Because::Silence,
        ),
    ])
}

/// The worst of several judgements.
pub(super) fn worst(parts: &[(Status, Because)]) -> Status {
    parts
        .iter()
        .map(|(status, _)| *status)
        .max()
        .unwrap_or(Status::OnTrack)
}

fn by_confidence(judging: &Judging, confidence: Confidence) -> Status {
    if confidence.value() >= judging.confident {
        Status::OnTrack
    } else if confidence.value() >= judging.doubtful {
        Status::AtRisk
    } else {
        Status::OffTrack
    }
}

fn by_pace(judging: &Judging, progress: f64, expected: f64, moved: f64) -> Status {
    let at_least = |percent: u8| {
        let border = f64::from(percent) / 100.0;
        // Whoever is at the line itself is clearly on track: what is kept can be no further.
        let moved = (border + moved).min(border.max(1.0));
        progress + ROUNDING >= moved * expected
    };
    if at_least(judging.on_track) {
        Status::OnTrack
    } else if at_least(judging.at_risk) {
        Status::AtRisk
    } else {
        Status::OffTrack
    }
}

/// The first week in which a key result could be measured: what never was is judged as if it had been in it.
fn begins(key_result: &KeyResult, quarter: Quarter) -> Week {
    let first = quarter.first_day();
    Week::of(key_result.made().map_or(first, |made| made.max(first)))
}

/// The week from which silence counts at the earliest: that of the quarter's first day, or, once it has been brought
/// back, of that day.
fn counts_from(key_result: &KeyResult, quarter: Quarter, day: NaiveDate) -> Week {
    let known = key_result.made().is_some_and(|made| made <= day);
    if known {
        begins(key_result, quarter)
    } else {
        Week::of(quarter.first_day())
    }
}

fn by_silence(judging: &Judging, last: Week, quarter: Quarter, day: NaiveDate) -> Status {
    let day = day.min(quarter.last_day());
    let limit = last
        .ahead(judging.missed_weeks.into())
        .sunday()
        .checked_add_days(Days::new(judging.grace_days.into()))
        .unwrap_or(day);
    if day > limit {
        Status::Stale
    } else {
        Status::OnTrack
    }
}

/// Which part of a quarter has passed when a day begins, 0 to 1.
pub(super) fn passed(quarter: Quarter, day: NaiveDate) -> f64 {
    let days = |from: NaiveDate, to: NaiveDate| {
        f64::from(i32::try_from((to - from).num_days()).unwrap_or(i32::MAX))
    };
    let first = quarter.first_day();
    let length = days(first, quarter.last_day()) + 1.0;
    (days(first, day) / length).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests;
