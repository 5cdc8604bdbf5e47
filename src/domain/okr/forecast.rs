//! Where a key result ends if it goes on as it went: a straight line through the quarter's readings.

use chrono::{NaiveDate, Weekday};

use super::{Direction, KeyResult, Reading};
use crate::domain::week::{Quarter, Week};

/// A line through the readings, and what it stands on.
#[derive(Debug, Clone, PartialEq)]
pub struct Forecast {
    /// What the line reads on the quarter's last day, in the key result's unit.
    pub value: f64,
    /// How much the line rises in a week.
    pub a_week: f64,
    /// The values that it stands on, the oldest first.
    pub values: Vec<f64>,
    /// The quarter's last day.
    pub by: NaiveDate,
}

/// Fewer readings than this make no line: two always lie on one.
pub const ENOUGH_READINGS: usize = 3;

/// Fits a line by ordinary least squares (Legendre, 1805): the slope is the covariance of weeks and values over the
/// variance of the weeks. A reading counts as of its week's Thursday; only those of the quarter count. Nothing is
/// forecast of what is done or not done, nor from fewer than three readings, nor once the quarter is over, nor short of
/// the aim where that is reached.
#[must_use]
pub fn forecast(
    key_result: &KeyResult,
    quarter: Quarter,
    own: &[&Reading],
    day: NaiveDate,
) -> Option<Forecast> {
    let (first, now) = (Week::of(quarter.first_day()), Week::of(day));
    let by = quarter.last_day();
    let points: Vec<(f64, f64)> = own
        .iter()
        .filter(|reading| reading.week >= first && reading.week <= now)
        .map(|reading| (weeks(first, reading.week.day(Weekday::Thu)), reading.value))
        .collect();
    if key_result.direction == Direction::Done || points.len() < ENOUGH_READINGS || day > by {
        return None;
    }
    let count = f64::from(u32::try_from(points.len()).unwrap_or(u32::MAX));
    let mean = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).sum::<f64>() / count;
    let (middle, level) = (mean(|point| point.0), mean(|point| point.1));
    let covariance: f64 = points
        .iter()
        .map(|(week, value)| (week - middle) * (value - level))
        .sum();
    let variance: f64 = points.iter().map(|(week, _)| (week - middle).powi(2)).sum();
    let a_week = covariance / variance;
    let value = level + a_week * (weeks(first, by) - middle);
    let aim = key_result.aim_on(day);
    let newest = points.last().map_or(0.0, |point| aim.progress(point.1));
    let takes_it_back = newest >= 1.0 && aim.progress(value) < 1.0;
    (value.is_finite() && !takes_it_back).then(|| Forecast {
        value,
        a_week,
        values: points.iter().map(|(_, value)| *value).collect(),
        by,
    })
}

/// How many weeks, in parts too, a day lies behind a week's Thursday.
fn weeks(from: Week, day: NaiveDate) -> f64 {
    let days = (day - from.day(Weekday::Thu)).num_days();
    f64::from(i32::try_from(days).unwrap_or(i32::MAX)) / 7.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::{KeyResultCode, PersonId};
    use crate::domain::okr::{Confidence, Unit};
    use proptest::prelude::*;

    fn payers() -> KeyResult {
        let owner = PersonId::new("U1");
        let code = KeyResultCode::new("PAY-1.2");
        KeyResult::new(
            code,
            "Weekly active payers",
            Unit::Number,
            (3900.0, 6000.0),
            owner,
        )
    }

    fn readings(first: &str, values: &[f64]) -> Vec<Reading> {
        let first: Week = first.parse().unwrap();
        values
            .iter()
            .zip(0..)
            .map(|(value, week)| Reading {
                key_result: KeyResultCode::new("PAY-1.2"),
                week: first.ahead(week),
                value: *value,
                confidence: Confidence::START,
                by: PersonId::new("U1"),
                note: None,
            })
            .collect()
    }

    #[test]
    fn what_has_reached_its_aim_is_not_said_to_end_below_it() {
        let jumped = readings("2026-W44", &[4000.0, 4000.0, 4000.0, 6000.0]);
        let back = readings("2026-W44", &[7000.0, 6500.0, 6000.0]);
        assert!(on("2026-11-20", &back).is_none());
        assert!(on("2026-11-20", &jumped).is_some_and(|it| it.value >= 6000.0));
        assert!(on("2026-11-13", &jumped[..3]).is_some());
    }

    fn on(day: &str, readings: &[Reading]) -> Option<Forecast> {
        let own: Vec<&Reading> = readings.iter().collect();
        forecast(
            &payers(),
            "2026-Q4".parse().unwrap(),
            &own,
            day.parse().unwrap(),
        )
    }

    #[test]
    fn seven_readings_make_the_line_of_the_story() {
        let values = [3960.0, 4020.0, 4080.0, 4170.0, 4290.0, 4420.0, 4800.0];
        let forecast = on("2026-11-19", &readings("2026-W41", &values)).unwrap();
        // By hand: mean 29,740 / 7; slope 3,530 / 28 a week; nine weeks from the middle to 31 December.
        assert!((forecast.value - (29_740.0 / 7.0 + 9.0 * 3_530.0 / 28.0)).abs() < 1e-6);
        assert_eq!(forecast.value.round(), 5383.0);
        assert_eq!(forecast.values, values);
        assert_eq!(forecast.by.to_string(), "2026-12-31");
    }

    #[test]
    fn too_little_makes_no_line() {
        assert_eq!(on("2026-11-19", &readings("2026-W46", &[1.0, 2.0])), None);
        // The quarter before does not count, nor what is still to come.
        assert_eq!(
            on("2026-11-19", &readings("2026-W38", &[1.0, 2.0, 3.0, 4.0])),
            None
        );
        assert_eq!(
            on("2026-11-05", &readings("2026-W44", &[1.0, 2.0, 3.0])),
            None
        );
        let three = readings("2026-W44", &[1.0, 2.0, 3.0]);
        assert!(on("2026-12-31", &three).is_some());
        assert_eq!(on("2027-01-01", &three), None);
        let done = KeyResult {
            direction: Direction::Done,
            ..payers()
        };
        let own: Vec<&Reading> = three.iter().collect();
        let day = "2026-11-19".parse().unwrap();
        assert_eq!(forecast(&done, "2026-Q4".parse().unwrap(), &own, day), None);
    }

    proptest! {
        /// The textbook's other formula, over the raw sums, in weeks counted from the first reading.
        #[test]
        fn the_line_is_that_of_the_normal_equations(
            values in prop::collection::vec(-1e6f64..1e6, 3..12),
        ) {
            // Of one that has reached its aim and falls there is none.
            prop_assume!(values.last().is_some_and(|last| *last < 6000.0));
            let forecast = on("2026-12-30", &readings("2026-W41", &values)).unwrap();
            let n = values.len() as f64;
            let (mut x, mut y, mut xx, mut xy) = (0.0, 0.0, 0.0, 0.0);
            for (week, value) in values.iter().enumerate() {
                let week = week as f64;
                x += week;
                y += value;
                xx += week * week;
                xy += week * value;
            }
            let slope = (n * xy - x * y) / (n * xx - x * x);
            let start = (y - slope * x) / n;
            // The last day, a Thursday, lies in week 53: twelve weeks after week 41.
            prop_assert!((forecast.value - (start + 12.0 * slope)).abs() < 1e-3);
            prop_assert!((forecast.a_week - slope).abs() < 1e-4);
        }
    }
}
