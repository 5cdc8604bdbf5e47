//! A value that is asked about once: it is a number, but so far from all that is known of its key result that
//! something else was probably meant. Written with `exactly` beside it, it is taken.

use super::{KeyResult, Unit};
use crate::domain::number::{self, NotANumber};

/// Why a value is not taken as it was typed.
#[derive(Debug, Clone, PartialEq)]
pub enum NotAValue {
    /// Not a number in the unit.
    NotANumber(NotANumber),
    /// A number that hardly can be meant.
    Doubtful(Doubt),
}

/// What is asked about a value.
#[derive(Debug, Clone, PartialEq)]
pub struct Doubt {
    /// The value.
    pub value: f64,
    /// In what.
    pub unit: Unit,
    /// What it is held against.
    pub known: Known,
    /// What makes it doubtful.
    pub why: Why,
    /// What was probably meant, where that can be told.
    pub meant: Option<f64>,
}

/// What a value is held against.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Known {
    /// The last reading.
    Last(f64),
    /// The number to reach, where nothing was read yet.
    Target(f64),
}

/// What makes a value doubtful.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// It lies on the other side of nothing.
    Sign,
    /// It is far larger.
    Larger,
    /// It is far smaller.
    Smaller,
    /// More than all, where percents stay below that.
    MoreThanAll,
}

/// So many times larger or smaller than everything known is always asked about.
const FAR: f64 = 100.0;

/// So many times is asked about where a slip of two or three places explains it.
const AWAY: f64 = 10.0;

/// What a slip of the point or of the unit makes of a number.
const SLIPS: [f64; 3] = [100.0, 1_000.0, 1_000_000.0];

/// Above what is aimed at by so much, a percentage of more than 100 is asked about.
const BEYOND: f64 = 10.0;

/// Reads a value of a key result. `known` are its readings so far, the last one last; with `exactly` beside it a
/// value is taken as it is.
///
/// # Errors
/// When it is no number, or one that is asked about.
pub fn read_value(text: &str, it: &KeyResult, known: &[f64]) -> Result<f64, NotAValue> {
    let (text, exactly) = without_exactly(text);
    let value = number::parse(text, &it.unit).map_err(NotAValue::NotANumber)?;
    match doubt(value, it, known) {
        Some(doubt) if !exactly => Err(NotAValue::Doubtful(doubt)),
        _ => Ok(value),
    }
}

/// The word that takes a value as it is.
pub(super) const EXACTLY: &str = "exactly";

fn without_exactly(text: &str) -> (&str, bool) {
    let text = text.trim();
    let is = |part: Option<&str>| part.is_some_and(|part| part.eq_ignore_ascii_case(EXACTLY));
    let behind = text.len().checked_sub(EXACTLY.len());
    if is(text.get(..EXACTLY.len())) {
        (text[EXACTLY.len()..].trim_start(), true)
    } else if let Some(at) = behind.filter(|at| is(text.get(*at..))) {
        (text[..at].trim_end(), true)
    } else {
        (text, false)
    }
}

/// What there is to ask about a value; nothing where it lies among what is known, or has become nothing.
fn doubt(value: f64, it: &KeyResult, known: &[f64]) -> Option<Doubt> {
    if it.unit == Unit::Done || value == 0.0 {
        return None;
    }
    let mut all = vec![it.baseline, it.target];
    all.extend(known);
    let low = all.iter().copied().fold(f64::INFINITY, f64::min);
    let high = all.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    // Whatever goes from 0 or to 0 passes all sizes.
    if (low..=high).contains(&value) {
        return None;
    }
    let beside = match known.last() {
        Some(last) if *last != 0.0 => Known::Last(*last),
        _ => Known::Target(it.target),
    };
    let asked = |why, meant| {
        let (unit, known) = (it.unit.clone(), beside);
        Some(Doubt {
            value,
            unit,
            known,
            why,
            meant,
        })
    };
    if value < 0.0 && low >= 0.0 && high > 0.0 || value > 0.0 && high < 0.0 {
        let turned = Some(-value).filter(|turned| within(*turned, low, high, AWAY));
        return asked(Why::Sign, turned);
    }
    if let Some((why, meant)) = size(value, &all) {
        return asked(why, meant);
    }
    let percents = it.unit == Unit::Percent && low >= 0.0 && high <= 100.0;
    if percents && value > 100.0 && value - high >= BEYOND {
        let tenth = [10.0, 100.0].map(|slip| value / slip);
        let meant = tenth
            .into_iter()
            .find(|one| within(*one, low, high.max(50.0), 2.0));
        return asked(Why::MoreThanAll, meant);
    }
    None
}

/// Whether a value is far larger or far smaller than everything known but nothing, and what was meant then.
fn size(value: f64, all: &[f64]) -> Option<(Why, Option<f64>)> {
    let sizes = all.iter().map(|one| one.abs()).filter(|size| *size > 0.0);
    let (smallest, largest) = sizes.fold((f64::INFINITY, 0.0_f64), |(smallest, largest), size| {
        (smallest.min(size), largest.max(size))
    });
    let size = value.abs();
    let (why, times) = if size > largest {
        (Why::Larger, size / largest)
    } else {
        (Why::Smaller, smallest / size)
    };
    if !times.is_finite() || times < AWAY {
        return None;
    }
    let slipped = SLIPS.map(|slip| match why {
        Why::Larger => value / slip,
        _ => value * slip,
    });
    let near = |often: f64| {
        let fits = |one: &&f64| within(one.abs(), smallest, largest, often);
        slipped.iter().find(fits).copied()
    };
    match near(2.0) {
        Some(meant) => Some((why, Some(meant))),
        None if times >= FAR => Some((why, near(AWAY))),
        None => None,
    }
}

/// Whether a value lies between two others, or not more than so many times outside.
fn within(value: f64, low: f64, high: f64, often: f64) -> bool {
    let (low, high) = (low.abs().min(high.abs()), low.abs().max(high.abs()));
    (low / often..=high * often).contains(&value.abs())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::{KeyResultCode, PersonId};
    use proptest::prelude::*;

    fn of(unit: Unit, aim: (f64, f64)) -> KeyResult {
        let (code, owner) = (KeyResultCode::new("A-1.1"), PersonId::new("U1"));
        KeyResult::new(code, "Payers", unit, aim, owner)
    }

    fn asked(unit: Unit, aim: (f64, f64), last: Option<f64>, text: &str) -> Option<Doubt> {
        let known: Vec<f64> = last.into_iter().collect();
        match read_value(text, &of(unit, aim), &known) {
            Ok(_) => None,
            Err(NotAValue::Doubtful(doubt)) => Some(doubt),
            Err(NotAValue::NotANumber(not)) => panic!("{text}: {not}"),
        }
    }

    #[test]
    fn what_is_far_from_all_that_is_known_is_asked_about() {
        use Unit::{Duration, Number, Percent};
        let payers = (3900.0, 6000.0);
        for (unit, aim, last, text, why, meant) in [
            (
                Duration,
                (7200.0, 3600.0),
                None,
                "-1h",
                Why::Sign,
                Some(3600.0),
            ),
            (
                Percent,
                (40.0, 80.0),
                None,
                "0.72",
                Why::Smaller,
                Some(72.0),
            ),
            (Percent, (40.0, 80.0), Some(71.0), "-3%", Why::Sign, None),
            (
                Percent,
                (40.0, 80.0),
                None,
                "720",
                Why::MoreThanAll,
                Some(72.0),
            ),
            (Percent, (40.0, 80.0), None, "7200", Why::Larger, Some(72.0)),
            (
                Percent,
                (64.0, 80.0),
                Some(71.0),
                "120%",
                Why::MoreThanAll,
                None,
            ),
            (
                Percent,
                (4.0, 2.0),
                Some(3.5),
                "0.03",
                Why::Smaller,
                Some(3.0),
            ),
            (Number, payers, None, "-5", Why::Sign, None),
            (
                Number,
                payers,
                Some(4420.0),
                "-4500",
                Why::Sign,
                Some(4500.0),
            ),
            (
                Number,
                payers,
                Some(4420.0),
                "4,42",
                Why::Smaller,
                Some(4420.0),
            ),
            (Number, payers, None, "1,23", Why::Smaller, Some(1230.0)),
            (Number, payers, None, "50", Why::Smaller, Some(5000.0)),
            (Number, payers, None, "5400000", Why::Larger, Some(5400.0)),
            (
                Number,
                (0.0, 100.0),
                Some(0.0),
                "20000",
                Why::Larger,
                Some(200.0),
            ),
            (Number, (-50.0, -10.0), None, "30", Why::Sign, Some(-30.0)),
        ] {
            let doubt = asked(unit, aim, last, text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((doubt.why, doubt.meant), (why, meant), "{text}");
        }
    }

    #[test]
    fn large_moves_that_happen_are_taken() {
        use Unit::{Number, Percent};
        for (unit, aim, last, text) in [
            (Number, (0.0, 1000.0), None, "3"),
            (Number, (0.0, 1000.0), Some(2.0), "900"),
            (Number, (500.0, 0.0), Some(400.0), "1"),
            (Number, (500.0, 0.0), Some(400.0), "0"),
            (Number, (3900.0, 6000.0), Some(4420.0), "0"),
            (Number, (3900.0, 6000.0), Some(4420.0), "-0"),
            (Number, (3900.0, 6000.0), Some(4420.0), "11000"),
            (Number, (3900.0, 6000.0), Some(4420.0), "900"),
            (Number, (0.0, 0.0), None, "7"),
            (Number, (-20.0, 30.0), Some(4.0), "-2"),
            (Percent, (95.0, 110.0), Some(101.0), "118"),
            (Percent, (95.0, 100.0), Some(97.0), "103"),
            (Percent, (40.0, 80.0), Some(125.0), "125"),
            (Percent, (4.0, 2.0), Some(3.0), "0.3"),
            (Percent, (0.4, 0.8), None, "0.72"),
        ] {
            assert_eq!(asked(unit, aim, last, text), None, "{text}");
        }
    }

    #[test]
    fn exactly_takes_it_and_so_does_having_taken_it() {
        let it = of(Unit::Number, (3900.0, 6000.0));
        for text in [
            "4.42 exactly",
            "exactly 4.42",
            "4.42 EXACTLY ",
            "4.42exactly",
        ] {
            assert_eq!(read_value(text, &it, &[4420.0]), Ok(4.42), "{text}");
        }
        assert_eq!(read_value("4.42", &it, &[4420.0, 4.42]), Ok(4.42));
        assert_eq!(read_value("5000 exactly", &it, &[]), Ok(5000.0));
        let not = Err(NotAValue::NotANumber(NotANumber::Number));
        assert_eq!(read_value("exactly", &it, &[]), not);
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_read_or_asked_about(text in "\\PC{0,12}", aim in any::<(f64, f64)>(), last in any::<f64>()) {
            let _ = read_value(&text, &of(Unit::Percent, aim), &[last]);
        }

        #[test]
        fn what_lies_between_is_never_asked_about(low in 0.0..1e6, high in 0.0..1e6, part in 0.0..=1.0_f64) {
            let it = of(Unit::Number, (low, high));
            prop_assert_eq!(doubt(low + part * (high - low), &it, &[]), None);
        }
    }
}
