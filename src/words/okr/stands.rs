//! Where a key result stands, in the words that its kind needs.

use super::super::figures::of_the_way;
use super::super::form::rounded_like;
use crate::domain::number;
use crate::domain::okr::{Because, Curve, Direction, Forecast, KeyResult, Standing};

/// "4,800 of 6,000 (43% of the way, a straight line would be at 53%)"; "94%, to be kept at least at 95%"; "not done".
#[must_use]
pub fn stands(key_result: &KeyResult, standing: &Standing) -> String {
    let write = |value| number::write(value, &key_result.unit);
    let Some(latest) = &standing.latest else {
        return "no reading yet".to_owned();
    };
    let (value, target) = (write(latest.value), write(key_result.target));
    match key_result.direction {
        Direction::Increase | Direction::Decrease => format!(
            "{} ({} of the way, {} would be at {})",
            of_target(key_result.direction, &value, &target),
            of_the_way(standing.progress),
            expectation(key_result),
            of_the_way(standing.expected),
        ),
        Direction::AtLeast => format!("{value}, to be kept at least at {target}"),
        Direction::AtMost => format!("{value}, to be kept at most at {target}"),
        Direction::Done => value,
    }
}

/// "4,800 of 6,000"; what goes down has no parts of its aim: "8%, aim 3%".
pub(super) fn of_target(direction: Direction, value: &str, target: &str) -> String {
    match direction {
        Direction::Decrease => format!("{value}, aim {target}"),
        _ => format!("{value} of {target}"),
    }
}

/// What a key result is held against.
#[must_use]
pub fn expectation(key_result: &KeyResult) -> &'static str {
    match (key_result.direction, key_result.curve) {
        (Direction::AtLeast | Direction::AtMost, _) => "what is to be kept",
        (Direction::Done, _) => "the end of the quarter",
        (_, Curve::Straight) => "a straight line",
        (_, Curve::Late) => "its late curve",
    }
}

/// "from 3,900 to 6,000; straight line today: 5,018"; "keep at least 95%"; "done or not done".
#[must_use]
pub fn aim_today(key_result: &KeyResult, standing: &Standing) -> String {
    let write = |value| number::write(value, &key_result.unit);
    let (baseline, target) = (write(key_result.baseline), write(key_result.target));
    match key_result.direction {
        Direction::Increase | Direction::Decrease => {
            let expected = rounded_like(standing.expected_value, key_result.target);
            let line = short_line(key_result.curve);
            format!(
                "from {baseline} to {target}; {line} today: {}",
                write(expected)
            )
        }
        Direction::AtLeast | Direction::AtMost => {
            format!("{} {target}", key_result.direction.word())
        }
        Direction::Done => "done or not done".to_owned(),
    }
}

/// "straight line 5,018"; nothing for what has no line.
#[must_use]
pub fn line_today(key_result: &KeyResult, standing: &Standing) -> Option<String> {
    let has_a_line = matches!(
        key_result.direction,
        Direction::Increase | Direction::Decrease
    );
    has_a_line.then(|| {
        let expected = rounded_like(standing.expected_value, key_result.target);
        let value = number::write(expected, &key_result.unit);
        format!("{} {value}", short_line(key_result.curve))
    })
}

fn short_line(curve: Curve) -> &'static str {
    match curve {
        Curve::Straight => "straight line",
        Curve::Late => "late curve",
    }
}

/// What made the status what it is.
pub(super) fn because(key_result: &KeyResult, standing: &Standing) -> Vec<&'static str> {
    let word = |because: &Because| match (because, key_result.direction) {
        (Because::Confidence, _) => "confidence is low",
        (Because::Pace, Direction::AtLeast) => "below what is to be kept",
        (Because::Pace, Direction::AtMost) => "above what is to be kept",
        (Because::Pace, Direction::Done) => "the quarter is over",
        (Because::Pace, _) => "behind the line",
        (Because::Silence, _) => "no reading for too long",
    };
    standing.because.iter().map(word).collect()
}

/// Where a key result ends, with no more than three digits, 5,380 rather than 5,383.2, and no more decimals than it is
/// measured with: one more where a whole step is much of it.
#[must_use]
pub fn rounded_forecast(key_result: &KeyResult, forecast: &Forecast) -> f64 {
    let value = forecast.value;
    if value == 0.0 || !value.is_finite() {
        return value;
    }
    let digits = value.abs().log10().floor() - 2.0;
    if digits >= 0.0 {
        let step = 10_f64.powf(digits);
        return (value / step).round() * step;
    }
    let aims = [key_result.baseline, key_result.target];
    let measured = aims.iter().chain(&forecast.values).copied();
    let known = measured.map(decimals).max().unwrap_or(0);
    let more = i32::from(value.abs() < 10.0);
    let step = 10_f64.powi((known + more).min(MOST_DECIMALS));
    (value * step).round() / step
}

/// No number is written with more.
const MOST_DECIMALS: i32 = 2;

fn decimals(value: f64) -> i32 {
    let whole = |at: &i32| {
        let scaled = value * 10_f64.powi(*at);
        (scaled - scaled.round()).abs() < 1e-6
    };
    (0..MOST_DECIMALS).find(whole).unwrap_or(MOST_DECIMALS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::{KeyResultCode, PersonId};
    use crate::domain::okr::Unit;

    fn rounded(value: f64, values: &[f64]) -> f64 {
        let code = KeyResultCode::new("PAY-1.1");
        let owner = PersonId::new("U1");
        let key_result = KeyResult::new(code, "First payments", Unit::Percent, (64.0, 80.0), owner);
        let forecast = Forecast {
            value,
            a_week: 0.0,
            values: values.to_vec(),
            by: "2026-12-31".parse().unwrap(),
        };
        rounded_forecast(&key_result, &forecast)
    }

    #[test]
    fn a_forecast_has_three_digits() {
        for (value, said) in [
            (5383.2, 5380.0),
            (-5383.2, -5380.0),
            (999.6, 1000.0),
            (0.0, 0.0),
        ] {
            assert_eq!(rounded(value, &[3960.0]), said);
        }
    }

    #[test]
    fn a_forecast_has_the_decimals_of_what_it_stands_on() {
        for (value, values, said) in [
            (77.08, [71.0, 72.0], 77.0),
            (69.333, [66.0, 67.0], 69.0),
            (77.08, [71.5, 72.0], 77.1),
            (77.083, [71.25, 72.0], 77.08),
            (3.46, [1.0, 2.0], 3.5),
            (0.014, [0.1, 0.2], 0.01),
        ] {
            assert_eq!(rounded(value, &values), said);
        }
    }
}
