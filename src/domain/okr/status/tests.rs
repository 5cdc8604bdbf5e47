//! Statuses as the documentation has them, and against a second, plain computation.

use super::*;
use crate::domain::id::{KeyResultCode, PersonId};
use crate::domain::okr::{Curve, Direction, EarlierAim, KnownSince, Unit};
use proptest::prelude::*;

fn payers() -> KeyResult {
    key_result(3900.0, 6000.0)
}

fn key_result(baseline: f64, target: f64) -> KeyResult {
    KeyResult::new(
        KeyResultCode::new("PAY-1.2"),
        "Weekly active payers",
        Unit::Number,
        (baseline, target),
        PersonId::new("U1"),
    )
}

fn reading(week: &str, value: f64, confidence: u8) -> Reading {
    Reading {
        key_result: KeyResultCode::new("PAY-1.2"),
        week: week.parse().unwrap(),
        value,
        confidence: confidence.try_into().unwrap(),
        by: PersonId::new("U1"),
        note: None,
    }
}

fn of(key_result: &KeyResult, day: &str, readings: &[Reading]) -> Standing {
    standing(
        &Judging::default(),
        key_result,
        "2026-Q4".parse().unwrap(),
        readings,
        day.parse().unwrap(),
    )
}

fn on(day: &str, readings: &[Reading]) -> Standing {
    of(&payers(), day, readings)
}

#[test]
fn behind_the_line_is_at_risk_even_when_confidence_is_high() {
    let readings = [
        reading("2026-W47", 4800.0, 7),
        reading("2026-W46", 4420.0, 7),
    ];
    let standing = on("2026-11-19", &readings);
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
}

#[test]
fn a_quarter_begins_with_what_was_read_in_the_week_before_it_and_with_nothing_older() {
    let latest = |readings: &[Reading]| on("2026-10-07", readings).latest.map(|it| it.value);
    let (older, before) = (
        reading("2026-W38", 4100.0, 7),
        reading("2026-W39", 4200.0, 7),
    );
    assert_eq!(latest(&[older.clone(), before]), Some(4200.0));
    assert_eq!(latest(&[older]), None);
}

#[test]
fn what_was_never_measured_is_stale_once_its_first_week_would_be() {
    // Of W40, the quarter's first day: W41 is missed, and three days more.
    let never = on("2026-10-14", &[]);
    assert_eq!(
        (never.status, never.because),
        (Status::NotYet, vec![Because::Silence])
    );
    assert_eq!(on("2026-10-15", &[]).status, Status::Stale);
    let made = |at: &str| KeyResult {
        known_since: KnownSince(Some(at.parse().unwrap())),
        ..payers()
    };
    let late = made("2026-11-16");
    assert_eq!(of(&late, "2026-12-02", &[]).status, Status::NotYet);
    assert_eq!(of(&late, "2026-12-03", &[]).status, Status::Stale);
    let early = made("2026-09-01");
    assert_eq!(of(&early, "2026-10-14", &[]).status, Status::NotYet);
    assert_eq!(of(&early, "2026-10-15", &[]).status, Status::Stale);
    // What was read before the quarter does not make its first days silent.
    let before = [reading("2026-W39", 6000.0, 9)];
    assert_eq!(of(&early, "2026-10-14", &before).status, Status::OnTrack);
    assert_eq!(of(&early, "2026-10-15", &before).status, Status::Stale);
}

#[test]
fn silence_counts_anew_from_the_day_on_which_it_was_brought_back() {
    let back = KeyResult {
        known_since: KnownSince(Some("2026-11-23".parse().unwrap())),
        ..payers()
    };
    let readings = [reading("2026-W45", 5900.0, 9)];
    // Until then it was as silent as it was.
    assert_eq!(of(&back, "2026-11-22", &readings).status, Status::Stale);
    assert_eq!(of(&back, "2026-11-23", &readings).status, Status::OnTrack);
    assert_eq!(of(&back, "2026-12-09", &readings).status, Status::OnTrack);
    assert_eq!(of(&back, "2026-12-10", &readings).status, Status::Stale);
}

#[test]
fn what_is_made_after_its_quarter_stays_unmeasured() {
    let late = KeyResult {
        known_since: KnownSince(Some("2027-01-02".parse().unwrap())),
        ..payers()
    };
    assert_eq!(of(&late, "2027-06-01", &[]).status, Status::NotYet);
}

#[test]
fn a_quarter_that_is_over_gets_no_older() {
    let readings = [reading("2026-W53", 6000.0, 9)];
    let standing = on("2027-03-01", &readings);
    assert_eq!((standing.status, standing.expected), (Status::OnTrack, 1.0));
    let early = [reading("2026-W45", 6000.0, 9)];
    assert_eq!(on("2027-03-01", &early).status, Status::Stale);
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
fn the_borders_are_settings() {
    let judging = Judging {
        on_track: 80,
        at_risk: 40,
        confident: 9,
        missed_weeks: 0,
        grace_days: 1,
        ..Judging::default()
    };
    let judged = |day: &str, readings: &[Reading]| {
        let (quarter, day) = ("2026-Q4".parse().unwrap(), day.parse().unwrap());
        standing(&judging, &payers(), quarter, readings, day).because
    };
    assert_eq!(judged("2026-11-19", &[reading("2026-W47", 4800.0, 9)]), []);
    assert_eq!(
        judged("2026-11-19", &[reading("2026-W47", 4800.0, 8)]),
        [Because::Confidence]
    );
    let silent = [reading("2026-W46", 6000.0, 9)];
    assert_eq!(judged("2026-11-16", &silent), []);
    assert_eq!(judged("2026-11-17", &silent), [Because::Silence]);
}

#[test]
fn progress_is_counted_as_each_kind_is_meant() {
    let of = |baseline, target, direction, value| {
        KeyResult {
            direction,
            ..key_result(baseline, target)
        }
        .progress(value)
    };
    use Direction::{AtLeast, AtMost, Decrease, Done, Increase};
    for (baseline, target, direction, value, progress) in [
        (3900.0, 6000.0, Increase, 4950.0, 0.5),
        (3900.0, 6000.0, Increase, 3000.0, 0.0),
        (3900.0, 6000.0, Increase, 9000.0, 1.0),
        (-10.0, 10.0, Increase, 0.0, 0.5),
        (200.0, 100.0, Decrease, 150.0, 0.5),
        (200.0, 100.0, Decrease, 250.0, 0.0),
        (97.0, 95.0, AtLeast, 95.0, 1.0),
        (97.0, 95.0, AtLeast, 94.0, 0.5),
        (97.0, 95.0, AtLeast, 90.0, 0.0),
        (95.0, 95.0, AtLeast, 94.9, 0.0),
        (95.0, 95.0, AtLeast, 95.0, 1.0),
        (2.0, 4.0, AtMost, 3.0, 1.0),
        (2.0, 4.0, AtMost, 5.0, 0.5),
        (0.0, 1.0, Done, 0.0, 0.0),
        (0.0, 1.0, Done, 1.0, 1.0),
    ] {
        assert_eq!(
            of(baseline, target, direction, value),
            progress,
            "{direction:?} {value}"
        );
    }
}

#[test]
fn what_is_kept_is_expected_from_the_first_day_and_what_is_done_on_the_last() {
    let kept = KeyResult {
        direction: Direction::AtLeast,
        ..key_result(97.0, 95.0)
    };
    let standing = of(&kept, "2026-10-02", &[reading("2026-W40", 94.5, 8)]);
    assert_eq!(
        (standing.status, standing.expected_value),
        (Status::AtRisk, 95.0)
    );
    let done = KeyResult {
        direction: Direction::Done,
        ..key_result(0.0, 1.0)
    };
    let not_yet = [reading("2026-W53", 0.0, 8)];
    assert_eq!(of(&done, "2026-12-31", &not_yet).status, Status::OnTrack);
    assert_eq!(of(&done, "2027-01-01", &not_yet).status, Status::OffTrack);
}

#[test]
fn a_late_curve_expects_a_quarter_of_the_way_at_half_time() {
    let late = KeyResult {
        curve: Curve::Late,
        ..payers()
    };
    // 16 November is the forty-seventh day: 46 of 92 have passed.
    let standing = of(&late, "2026-11-16", &[reading("2026-W47", 4425.0, 8)]);
    assert_eq!((standing.expected, standing.expected_value), (0.25, 4425.0));
    assert_eq!(standing.status, Status::OnTrack);
}

#[test]
fn a_new_aim_does_not_judge_the_days_before_it() {
    let mut changed = payers();
    changed.earlier = vec![EarlierAim {
        aim: changed.aim(),
        until: "2026-11-18".parse().unwrap(),
        by: None,
        reason: "the market halved".to_owned(),
    }];
    changed.target = 4900.0;
    let readings = [
        reading("2026-W46", 4420.0, 8),
        reading("2026-W47", 4420.0, 8),
    ];
    let before = of(&changed, "2026-11-17", &readings);
    assert_eq!((before.progress * 2100.0).round(), 520.0);
    let after = of(&changed, "2026-11-18", &readings);
    assert_eq!(after.progress, 0.52);
}

/// In whole numbers: no part is divided, so no rounding can hide.
fn plainly(baseline: i64, target: i64, value: i64, confidence: u8, day_of_quarter: i64) -> Status {
    let (way, walked) = (
        (target - baseline).abs(),
        (value - baseline) * (target - baseline).signum(),
    );
    let walked = walked.clamp(0, way);
    // walked / way >= percent / 100 * day_of_quarter / 92
    let at_least = |percent: i64| walked * 100 * 92 >= percent * day_of_quarter * way;
    let by_pace = if at_least(90) {
        0
    } else if at_least(60) {
        1
    } else {
        2
    };
    let by_confidence = match confidence {
        7.. => 0,
        4..=6 => 1,
        _ => 2,
    };
    [Status::OnTrack, Status::AtRisk, Status::OffTrack][by_pace.max(by_confidence)]
}

proptest! {
    #[test]
    fn status_is_that_of_a_computation_in_whole_numbers(
        baseline in -10_000_i64..10_000,
        way in prop_oneof![-5_000_i64..-1, 1_i64..5_000],
        value in -20_000_i64..20_000,
        confidence in 0_u8..=10,
        day in 0_i64..92,
    ) {
        let first: NaiveDate = "2026-10-01".parse().unwrap();
        let today = first + chrono::TimeDelta::days(day);
        let target = baseline + way;
        let measured = Reading {
            week: Week::of(today),
            ..reading("2026-W47", value as f64, confidence)
        };
        let standing = standing(
            &Judging::default(),
            &key_result(baseline as f64, target as f64),
            "2026-Q4".parse().unwrap(),
            &[measured],
            today,
        );
        prop_assert_eq!(standing.status, plainly(baseline, target, value, confidence, day));
        prop_assert!((0.0..=1.0).contains(&standing.progress));
        let line = baseline as f64 + way as f64 * day as f64 / 92.0;
        prop_assert!((standing.expected_value - line).abs() < 1e-6);
    }

    #[test]
    fn progress_lies_between_nothing_and_all_for_every_kind(
        baseline in -1e9f64..1e9,
        target in -1e9f64..1e9,
        value in -1e12f64..1e12,
        same in any::<bool>(),
        kind in 0_usize..5,
        passed in -1.0f64..2.0,
    ) {
        let one = KeyResult {
            direction: Direction::ALL[kind],
            curve: Curve::ALL[kind % 2],
            ..key_result(baseline, if same { baseline } else { target })
        };
        prop_assert!((0.0..=1.0).contains(&one.progress(value)));
        prop_assert!((0.0..=1.0).contains(&one.aim().expected(passed)));
    }
}
