//! When reviews come: after the last round of a month or a quarter, once, and not for ever.

use super::*;
use crate::domain::cadence::Reviews;

fn reviews(org: &Organisation, from: &str, to: &str) -> Vec<String> {
    let sends = simulate(org, from.parse().unwrap(), to.parse().unwrap());
    let reviews = sends.filter(|it| matches!(it.kind, PlannedKind::Review(_)));
    let told = |it: Planned| {
        let PlannedKind::Review(period) = it.kind else {
            return String::new();
        };
        let when = local(it.zone, it.at).format("%a %Y-%m-%d %H:%M");
        format!("{period} {when}")
    };
    reviews.map(told).collect()
}

#[test]
fn a_review_comes_on_the_day_after_the_last_round_closed() {
    let mut org = company();
    let year = [
        "2026-Q2 Wed 2026-07-01 09:00",
        "2026-07 Wed 2026-08-05 09:00",
        "2026-08 Wed 2026-09-02 09:00",
        "2026-Q3 Wed 2026-09-30 09:00",
        "2026-10 Wed 2026-11-04 09:00",
        "2026-11 Wed 2026-12-02 09:00",
        "2026-Q4 Wed 2027-01-06 09:00",
        "2027-01 Wed 2027-02-03 09:00",
    ];
    assert_eq!(reviews(&org, "2026-07-01", "2027-02-28"), year);
    org.settings.cadence.review = Reviews::Quarterly;
    let quarters = [year[0], year[3], year[6]];
    assert_eq!(reviews(&org, "2026-07-01", "2027-02-28"), quarters);
    org.settings.cadence.review = Reviews::Off;
    assert_eq!(reviews(&org, "2026-07-01", "2027-02-28"), [""; 0]);
}

#[test]
fn no_review_comes_on_a_weekend_and_clock_changes_move_none() {
    let mut org = company();
    for (close, review) in [
        ("friday 12:00", "2026-11 Mon 2026-12-07 09:00"),
        ("saturday 12:00", "2026-11 Mon 2026-11-30 09:00"),
        ("sunday 12:00", "2026-11 Mon 2026-11-30 09:00"),
        ("monday 12:00", "2026-11 Tue 2026-12-01 09:00"),
    ] {
        org.settings.cadence.close = close.parse().unwrap();
        let all = reviews(&org, "2026-11-15", "2026-12-15");
        assert_eq!(all, [review], "{close}");
    }
    // Berlin's clocks go forward on 28 March 2027 and back on 31 October.
    let mut org = company();
    org.settings.cadence.close = "saturday 23:30".parse().unwrap();
    let at = |period: &str| review_at(&org, period.parse().unwrap()).to_string();
    assert_eq!(at("2027-02"), "2027-03-01 08:00:00 UTC");
    assert_eq!(at("2027-Q1"), "2027-03-29 07:00:00 UTC");
    assert_eq!(at("2027-10"), "2027-11-01 08:00:00 UTC");
}

#[test]
fn a_review_is_wanted_for_two_weeks_and_of_no_time_before_headway() {
    let org = company();
    let due = |now: &str, since: Option<&str>| -> Vec<String> {
        let due = reviews_due(utc(now), &org, since.map(utc));
        due.iter().map(ToString::to_string).collect()
    };
    assert_eq!(due("2026-12-02T07:59:59Z", None), [""; 0]);
    assert_eq!(due("2026-12-02T08:00:00Z", None), ["2026-11"]);
    assert_eq!(due("2026-12-16T07:59:59Z", None), ["2026-11"]);
    assert_eq!(due("2026-12-16T08:00:00Z", None), [""; 0]);
    // The last digest of November came on 27 November at 16:00.
    let installed = Some("2026-11-27T15:00:00Z");
    assert_eq!(due("2026-12-03T00:00:00Z", installed), ["2026-11"]);
    let installed = Some("2026-11-27T15:00:01Z");
    assert_eq!(due("2026-12-03T00:00:00Z", installed), [""; 0]);
    let next = next_review(utc("2026-12-02T08:00:00Z"), &org);
    assert_eq!(next, None, "nothing near");
    let next = next_review(utc("2026-12-01T08:00:00Z"), &org);
    assert_eq!(next, Some(utc("2026-12-02T08:00:00Z")));
}

#[test]
fn a_slow_round_is_looked_at_for_long_enough() {
    let mut org = company();
    org.settings.cadence.digest = "wednesday 23:00".parse().unwrap();
    org.settings.cadence.close = "wednesday 22:00".parse().unwrap();
    for month in 1..=12 {
        let period = format!("2027-{month:02}").parse().unwrap();
        let last = [3, 6, 9, 12].contains(&month);
        let at = review_at(&org, period);
        let due = reviews_due(
            at + REVIEW_KEEPS - chrono::TimeDelta::seconds(1),
            &org,
            None,
        );
        assert_eq!(due.contains(&period), !last, "{period}");
        let found = next_review(at - chrono::TimeDelta::seconds(1), &org);
        assert_eq!(found, Some(at), "{period}");
    }
}
