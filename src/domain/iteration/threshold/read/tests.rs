//! What reads as a threshold, and what is asked for again because its words may mean another one.

use super::*;
use proptest::prelude::*;

#[test]
fn a_threshold_is_read_as_people_write_it() {
    for (text, side, value, unit) in [
        ("at least 8%", Side::AtLeast, 8.0, Unit::Percent),
        ("At Least 8 %", Side::AtLeast, 8.0, Unit::Percent),
        (">= 8%", Side::AtLeast, 8.0, Unit::Percent),
        ("4,400", Side::AtLeast, 4400.0, Unit::Number),
        ("≤ €3", Side::AtMost, 3.0, Unit::Money("EUR".into())),
        ("under 20", Side::LessThan, 20.0, Unit::Number),
        ("> 8", Side::MoreThan, 8.0, Unit::Number),
        ("more than 8%", Side::MoreThan, 8.0, Unit::Percent),
        ("< 3", Side::LessThan, 3.0, Unit::Number),
        (
            "at most 12 chf",
            Side::AtMost,
            12.0,
            Unit::Money("CHF".into()),
        ),
        ("8% or more", Side::AtLeast, 8.0, Unit::Percent),
        ("at least 8% of readers", Side::AtLeast, 8.0, Unit::Percent),
        (
            "8 percent of all readers or more",
            Side::AtLeast,
            8.0,
            Unit::Percent,
        ),
        ("≥ 8 %", Side::AtLeast, 8.0, Unit::Percent),
        ("≥\u{a0}8\u{a0}%", Side::AtLeast, 8.0, Unit::Percent),
        ("more than 5,000", Side::MoreThan, 5000.0, Unit::Number),
        (
            "more than 5,000 readers",
            Side::MoreThan,
            5000.0,
            Unit::Number,
        ),
        (
            "More than 5 000 new readers",
            Side::MoreThan,
            5000.0,
            Unit::Number,
        ),
        ("< 3h20", Side::LessThan, 12_000.0, Unit::Duration),
        ("under 3h 20min", Side::LessThan, 12_000.0, Unit::Duration),
        ("20 min or less", Side::AtMost, 1200.0, Unit::Duration),
        ("min 20 min", Side::AtLeast, 1200.0, Unit::Duration),
        (
            "90 Minuten oder weniger",
            Side::AtMost,
            5400.0,
            Unit::Duration,
        ),
        ("at most 2 Std.", Side::AtMost, 7200.0, Unit::Duration),
        (
            "under 1 hour and 30 minutes per ticket",
            Side::LessThan,
            5400.0,
            Unit::Duration,
        ),
        ("< 1:30 h", Side::LessThan, 5400.0, Unit::Duration),
        ("max. 2 days", Side::AtMost, 172_800.0, Unit::Duration),
        ("3 or fewer", Side::AtMost, 3.0, Unit::Number),
        ("50+", Side::AtLeast, 50.0, Unit::Number),
        ("up to 3 complaints", Side::AtMost, 3.0, Unit::Number),
        ("fewer than 12 ads", Side::LessThan, 12.0, Unit::Number),
        (
            "5k EUR or more",
            Side::AtLeast,
            5000.0,
            Unit::Money("EUR".into()),
        ),
        ("1.2m", Side::AtLeast, 1_200_000.0, Unit::Number),
        ("mindestens 8%", Side::AtLeast, 8.0, Unit::Percent),
        ("Höchstens 3h", Side::AtMost, 10_800.0, Unit::Duration),
        ("mehr als 5", Side::MoreThan, 5.0, Unit::Number),
        ("weniger als 5", Side::LessThan, 5.0, Unit::Number),
        ("5 Prozent oder mehr", Side::AtLeast, 5.0, Unit::Percent),
        ("≥ ８％", Side::AtLeast, 8.0, Unit::Percent),
    ] {
        let read = Threshold::parse(text).unwrap_or_else(|_| panic!("{text}"));
        assert_eq!(
            (read.side, read.value, read.unit),
            (side, value, unit),
            "{text}"
        );
    }
    for odd in [
        "",
        "at least",
        "lots",
        "8 of 10",
        "at least many%",
        "8% or 9%",
        "< 8+",
        "readers",
        "8% and 9%",
        "under 1:30",
    ] {
        let read = Threshold::parse(odd);
        assert_eq!(read, Err(NotAThreshold::Words), "{odd}");
    }
    // One number with its side, which may be so many or so many thousandths.
    for two in [
        "at least 5.400",
        "5.400 readers",
        "höchstens 5.400 %",
        "under 5.400 ms",
    ] {
        let asked = NotAThreshold::Number(NotANumber::Ambiguous(5400));
        assert_eq!(Threshold::parse(two), Err(asked), "{two}");
    }
}

#[test]
fn a_side_is_read_wherever_it_stands() {
    let (hour, percent) = (3600.0, Unit::Percent);
    for (text, side, value, unit) in [
        ("3h maximal", Side::AtMost, 3.0 * hour, Unit::Duration),
        ("3 Tage maximal", Side::AtMost, 72.0 * hour, Unit::Duration),
        (
            "90 Minuten höchstens",
            Side::AtMost,
            1.5 * hour,
            Unit::Duration,
        ),
        (
            "90 Minuten HÖCHSTENS",
            Side::AtMost,
            1.5 * hour,
            Unit::Duration,
        ),
        ("3h or quicker", Side::AtMost, 3.0 * hour, Unit::Duration),
        ("3h or faster", Side::AtMost, 3.0 * hour, Unit::Duration),
        (
            "3 Std. oder schneller",
            Side::AtMost,
            3.0 * hour,
            Unit::Duration,
        ),
        (
            "2 days or sooner",
            Side::AtMost,
            48.0 * hour,
            Unit::Duration,
        ),
        ("3h (max)", Side::AtMost, 3.0 * hour, Unit::Duration),
        ("8% tops", Side::AtMost, 8.0, percent.clone()),
        ("8%, tops", Side::AtMost, 8.0, percent.clone()),
        ("8% max.", Side::AtMost, 8.0, percent.clone()),
        ("8% of readers at most", Side::AtMost, 8.0, percent.clone()),
        ("8% oder mehr", Side::AtLeast, 8.0, percent.clone()),
        ("8% mindestens", Side::AtLeast, 8.0, percent.clone()),
        ("50 MAX", Side::AtMost, 50.0, Unit::Number),
        ("unter 3h20", Side::LessThan, 12_000.0, Unit::Duration),
        ("über 8%", Side::MoreThan, 8.0, percent.clone()),
        ("Über 8%", Side::MoreThan, 8.0, percent.clone()),
        ("above 8%", Side::MoreThan, 8.0, percent.clone()),
        ("ab 8%", Side::AtLeast, 8.0, percent.clone()),
        (
            "nicht mehr als 2 Tage",
            Side::AtMost,
            48.0 * hour,
            Unit::Duration,
        ),
        ("bis 3 Stunden", Side::AtMost, 3.0 * hour, Unit::Duration),
        ("bis zu 3 Stunden", Side::AtMost, 3.0 * hour, Unit::Duration),
        ("mind. 8%", Side::AtLeast, 8.0, percent.clone()),
        ("Mindestens 8%", Side::AtLeast, 8.0, percent.clone()),
        ("nicht unter 8%", Side::AtLeast, 8.0, percent.clone()),
        // What is counted has no side.
        ("8% of readers", Side::AtLeast, 8.0, percent.clone()),
        ("8% of smaller teams", Side::AtLeast, 8.0, percent),
        ("50 teams", Side::AtLeast, 50.0, Unit::Number),
        ("5400 payers", Side::AtLeast, 5400.0, Unit::Number),
        ("50 visits a month", Side::AtLeast, 50.0, Unit::Number),
        ("50 Besuche pro Monat", Side::AtLeast, 50.0, Unit::Number),
        ("50 payers per week", Side::AtLeast, 50.0, Unit::Number),
    ] {
        let read = Threshold::parse(text).unwrap_or_else(|_| panic!("{text}"));
        let read = (read.side, read.value, read.unit);
        assert_eq!(read, (side, value, unit), "{text}");
    }
}

#[test]
fn no_word_that_would_make_it_another_is_dropped() {
    for text in [
        "8% less churn",
        "8% less",
        "8% weniger",
        "8% mehr",
        "8% more",
        "8% fewer complaints",
        "at least 8% fewer complaints",
        "3h quicker",
        "8% or better",
        "8% below last year",
        "1 Mio €",
        "1 Mio. €",
        "1 MIO",
        "2 Mrd",
        "1 million",
        "5 thousand readers",
        "8 and a half %",
        "1 and a half hours",
        "2 months",
        "6 Monate",
        "at most 1 month",
        "2 full months",
        "3 working days",
        "3 Werktage",
        "1 year",
        "2 quarters",
        "at most 5 euros",
        "200 milliseconds",
        "at least 8% tops",
        "8% or more, at most",
    ] {
        let read = Threshold::parse(text);
        assert_eq!(read, Err(NotAThreshold::Words), "{text}");
    }
}

proptest! {
    #[test]
    fn no_text_panics(text in "\\PC*") {
        let _ = Threshold::parse(&text);
    }
}
