//! Numbers as they are typed in several countries.

use super::*;
use proptest::prelude::*;

fn euro() -> Unit {
    Unit::Money("EUR".into())
}

#[test]
fn numbers_are_read_as_people_write_them() {
    for (text, unit, value) in [
        ("4400", Unit::Number, 4400.0),
        (" 4,400 ", Unit::Number, 4400.0),
        ("4 400", Unit::Number, 4400.0),
        ("4\u{202f}400,5", Unit::Number, 4400.5),
        ("4'400.25", Unit::Number, 4400.25),
        ("4\u{2019}400", Unit::Number, 4400.0),
        ("-3.5", Unit::Number, -3.5),
        ("\u{2212}3,5", Unit::Number, -3.5),
        ("71,5", Unit::Number, 71.5),
        ("4,40", Unit::Number, 4.4),
        ("0,125", Unit::Number, 0.125),
        ("0.125", Unit::Number, 0.125),
        ("5.400,20", Unit::Number, 5400.2),
        ("5,400.20", Unit::Number, 5400.2),
        ("1.234.567", Unit::Number, 1_234_567.0),
        ("1,234,567", Unit::Number, 1_234_567.0),
        ("1.234.567,8", Unit::Number, 1_234_567.8),
        ("5400.125", Unit::Number, 5400.125),
        ("5.4k", Unit::Number, 5400.0),
        ("1,2M", Unit::Number, 1_200_000.0),
        ("0", Unit::Number, 0.0),
        ("5.", Unit::Number, 5.0),
        ("５４００", Unit::Number, 5400.0),
        ("－５，４００．５", Unit::Number, -5400.5),
        ("７２％", Unit::Percent, 72.0),
        ("71%", Unit::Percent, 71.0),
        ("71 %", Unit::Percent, 71.0),
        ("12", Unit::Percent, 12.0),
        ("€4,120", euro(), 4120.0),
        ("-€4,120", euro(), -4120.0),
        ("4120 EUR", euro(), 4120.0),
        ("5 400 €", euro(), 5400.0),
        ("5.400 €", euro(), 5400.0),
        ("5.400", euro(), 5400.0),
        ("5.40", euro(), 5.4),
        ("21,5k €", euro(), 21_500.0),
        ("done", Unit::Done, 1.0),
        ("Not done", Unit::Done, 0.0),
    ] {
        assert_eq!(parse(text, &unit), Ok(value), "{text}");
    }
}

#[test]
fn what_is_no_number_is_refused() {
    for text in [
        "",
        "many",
        "NaN",
        "inf",
        "1e9",
        "--3",
        "4..4",
        "4,,4",
        "٤",
        "99999999999999999",
        "1,23,4",
        "1.2.3",
        "4,4000,000",
        "4 40",
        "1,234.567.8",
        "1.234,567,8",
        ".",
        ",",
        "-",
        "k",
        "5 400 000 0",
    ] {
        assert_eq!(
            parse(text, &Unit::Number),
            Err(NotANumber::Number),
            "{text}"
        );
    }
    assert_eq!(parse("71%", &Unit::Number), Err(NotANumber::OtherUnit));
    assert_eq!(parse("$5", &euro()), Err(NotANumber::OtherUnit));
    assert_eq!(parse("almost", &Unit::Done), Err(NotANumber::Done));
}

#[test]
fn what_may_be_two_numbers_is_asked_about() {
    assert_eq!(
        parse("5.400", &Unit::Number),
        Err(NotANumber::Ambiguous(5400))
    );
    assert_eq!(
        parse("-5.400", &Unit::Percent),
        Err(NotANumber::Ambiguous(-5400))
    );
    assert_eq!(
        NotANumber::Ambiguous(5400).to_string(),
        "Is that 5,400 or 5.4? Please write 5400 or 5.4."
    );
}

#[test]
fn lengths_of_time_are_read_with_their_marks() {
    for (text, seconds) in [
        ("3h20", 12_000.0),
        ("3h 20min", 12_000.0),
        ("3 hours 20 minutes", 12_000.0),
        ("45min", 2_700.0),
        ("45m", 2_700.0),
        ("2d 4h", 187_200.0),
        ("1.5s", 1.5),
        ("1,5 h", 5_400.0),
        ("250ms", 0.25),
        ("2m30", 150.0),
        ("0s", 0.0),
        ("-5min", -300.0),
        ("1 hour 30 minutes", 5_400.0),
        ("1 hour and 30 minutes", 5_400.0),
        ("1 hour, 30 minutes", 5_400.0),
        ("1 Stunde und 30 Minuten", 5_400.0),
        ("90 Minuten", 5_400.0),
        ("2 Std", 7_200.0),
        ("2 Std. 5 Min.", 7_500.0),
        ("1,5 Stunden", 5_400.0),
        ("3 Tage", 259_200.0),
        ("2 Wochen", 1_209_600.0),
        ("20 Sekunden", 20.0),
        ("1:30 h", 5_400.0),
        ("1:30h", 5_400.0),
        ("1:30 Std.", 5_400.0),
        ("1:30 min", 90.0),
        ("1:30:05", 5_405.0),
        ("-0:05:00", -300.0),
        ("1,500 ms", 1.5),
    ] {
        assert_eq!(parse(text, &Unit::Duration), Ok(seconds), "{text}");
    }
    for text in [
        "90",
        "3:20",
        "2d 4",
        "1:75 h",
        "1:5 h",
        "1:30 d",
        "1:30:00 min",
        "1:30 h 5 min",
    ] {
        assert_eq!(
            parse(text, &Unit::Duration),
            Err(NotANumber::WhichUnit),
            "{text}"
        );
    }
    assert_eq!(
        parse("1.500 s", &Unit::Duration),
        Err(NotANumber::Ambiguous(1500))
    );
    for text in [
        "",
        "soon",
        "h",
        "3h20h",
        "20min 3h",
        "3x",
        "1..5h",
        "9999999999w",
        "1 hour and",
        "1 hour, and",
        "3h.20",
        "2 months",
        "5 Monate",
    ] {
        assert_eq!(
            parse(text, &Unit::Duration),
            Err(NotANumber::Duration),
            "{text}"
        );
    }
}

#[test]
fn numbers_are_written_in_english() {
    assert_eq!(write(4420.0, &Unit::Number), "4,420");
    assert_eq!(write(-1_234_567.5, &Unit::Number), "-1,234,567.5");
    assert_eq!(write(71.0, &Unit::Percent), "71%");
    assert_eq!(write(-4120.0, &euro()), "-€4,120");
    assert_eq!(write(4.25, &Unit::Money("CHF".into())), "4.25 CHF");
    assert_eq!(write(-0.001, &Unit::Number), "0");
    assert_eq!(write(12_000.0, &Unit::Duration), "3h 20min");
    assert_eq!(write(0.25, &Unit::Duration), "250ms");
    assert_eq!(write(0.0, &Unit::Duration), "0s");
    assert_eq!(write(61.5, &Unit::Duration), "1min 1.5s");
    assert_eq!(write(1.0, &Unit::Done), "done");
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(cents in -1_000_000_000i64..1_000_000_000, unit in 0..4) {
        #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
        let value = cents as f64 / 100.0;
        let unit = [Unit::Number, Unit::Percent, euro(), Unit::Money("CHF".into())][unit as usize].clone();
        prop_assert_eq!(parse(&write(value, &unit), &unit), Ok(value));
    }

    #[test]
    fn a_length_of_time_that_is_written_is_read_back(hundredths in 0_u32..100_000_000) {
        let seconds = f64::from(hundredths) / 100.0;
        let read = parse(&write(seconds, &Unit::Duration), &Unit::Duration).unwrap();
        prop_assert!((read - seconds).abs() < 1e-6, "{} {}", write(seconds, &Unit::Duration), read);
    }

    #[test]
    fn no_text_panics(text in "\\PC*") {
        for unit in [Unit::Number, Unit::Percent, euro(), Unit::Duration, Unit::Done] {
            let _ = parse(&text, &unit);
        }
    }

    #[test]
    fn no_row_of_digits_and_signs_panics(text in "[-0-9.,'kM€% ]{0,14}") {
        for unit in [Unit::Number, Unit::Percent, euro(), Unit::Duration] {
            if let Ok(value) = parse(&text, &unit) {
                prop_assert!(value.is_finite());
            }
        }
    }
}
