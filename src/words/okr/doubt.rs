//! What is asked about a value that is far from everything known of its key result.

use crate::domain::number;
use crate::domain::okr::{Doubt, Known, Why};

/// "4.42 is about a thousandth of the last one, 4,420. Do you mean 4,420? If it is so, write 4.42 exactly."
#[must_use]
pub fn doubtful(doubt: &Doubt) -> String {
    let write = |value| number::write(value, &doubt.unit);
    let plain = as_typed(doubt.value, doubt);
    let (beside, known) = match doubt.known {
        Known::Last(last) => (format!("the last one, {}", write(last)), last),
        Known::Target(target) => (format!("the aim, {}", write(target)), target),
    };
    let why = match doubt.why {
        Why::Sign if doubt.value < 0.0 => format!("is below 0, unlike {beside}"),
        Why::Sign => format!("is above 0, unlike {beside}"),
        Why::MoreThanAll => format!("is more than all; compare {beside}"),
        Why::Larger => match part(doubt.value, known) {
            Some((_, times)) => format!("is about {times} times {beside}"),
            None => format!("is far more than {beside}"),
        },
        Why::Smaller => match part(known, doubt.value) {
            Some((part, _)) => format!("is about {part} of {beside}"),
            None => format!("is far less than {beside}"),
        },
    };
    let meant = doubt
        .meant
        .map(|meant| format!(" Do you mean {}?", write(meant)))
        .unwrap_or_default();
    format!("{plain} {why}.{meant} If it is so, write {plain} exactly.")
}

/// With as many decimals as were meant: what is written must be read back as the same value.
fn as_typed(value: f64, doubt: &Doubt) -> String {
    let written = number::write(value, &doubt.unit);
    match number::parse(&written, &doubt.unit) {
        Ok(read) if (read - value).abs() <= value.abs() * 1e-9 => written,
        _ => value.to_string(),
    }
}

/// "a hundredth", where the one is about so many times the other: within a half.
fn part(large: f64, small: f64) -> Option<(&'static str, &'static str)> {
    let times = (large / small).abs();
    [
        (100.0, "a hundredth", "a hundred"),
        (1_000.0, "a thousandth", "a thousand"),
        (1_000_000.0, "a millionth", "a million"),
    ]
    .into_iter()
    .find(|(many, ..)| (many / 1.5..=many * 1.5).contains(&times))
    .map(|(_, part, times)| (part, times))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::okr::Unit;

    #[test]
    fn a_doubt_says_what_it_is_held_against_and_how_to_insist() {
        let doubt = |value, unit, known, why, meant| Doubt {
            value,
            unit,
            known,
            why,
            meant,
        };
        for (doubt, said) in [
            (
                doubt(
                    4.42,
                    Unit::Number,
                    Known::Last(4420.0),
                    Why::Smaller,
                    Some(4420.0),
                ),
                "4.42 is about a thousandth of the last one, 4,420. Do you mean 4,420? If it is so, write 4.42 exactly.",
            ),
            (
                doubt(
                    0.72,
                    Unit::Percent,
                    Known::Last(71.0),
                    Why::Smaller,
                    Some(72.0),
                ),
                "0.72% is about a hundredth of the last one, 71%. Do you mean 72%? If it is so, write 0.72% exactly.",
            ),
            (
                doubt(0.004, Unit::Number, Known::Target(60.0), Why::Smaller, None),
                "0.004 is far less than the aim, 60. If it is so, write 0.004 exactly.",
            ),
            (
                doubt(
                    120.0,
                    Unit::Percent,
                    Known::Target(80.0),
                    Why::MoreThanAll,
                    None,
                ),
                "120% is more than all; compare the aim, 80%. If it is so, write 120% exactly.",
            ),
            (
                doubt(
                    -3600.0,
                    Unit::Duration,
                    Known::Last(7200.0),
                    Why::Sign,
                    Some(3600.0),
                ),
                "-1h is below 0, unlike the last one, 2h. Do you mean 1h? If it is so, write -1h exactly.",
            ),
        ] {
            assert_eq!(doubtful(&doubt), said);
        }
    }
}
