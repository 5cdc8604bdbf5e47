//! Clock changes of many zones, checked against what their clocks really showed.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, SubsecRound, TimeDelta, Utc};
use chrono_tz::{TZ_VARIANTS, Tz};
use proptest::prelude::*;

use super::{instant, local};

fn at(zone: &str, local: &str) -> String {
    let (day, time) = local.split_once(' ').unwrap();
    let zone: Tz = zone.parse().unwrap();
    instant(zone, day.parse().unwrap(), time.parse().unwrap())
        .format("%F %T")
        .to_string()
}

#[test]
fn clock_changes_skip_and_repeat_times() {
    for (zone, time, expected) in [
        // Skipped: the first moment after the gap.
        (
            "Europe/Madrid",
            "2026-03-29 02:30:00",
            "2026-03-29 01:00:00",
        ),
        (
            "Europe/London",
            "2026-03-29 01:00:00",
            "2026-03-29 01:00:00",
        ),
        (
            "America/New_York",
            "2026-03-08 02:30:00",
            "2026-03-08 07:00:00",
        ),
        (
            "America/Santiago",
            "2026-09-06 00:10:00",
            "2026-09-06 04:00:00",
        ),
        (
            "Australia/Sydney",
            "2026-10-04 02:59:59",
            "2026-10-03 16:00:00",
        ),
        (
            "Australia/Lord_Howe",
            "2026-10-04 02:15:00",
            "2026-10-03 15:30:00",
        ),
        (
            "Africa/Casablanca",
            "2026-03-22 02:30:00",
            "2026-03-22 02:00:00",
        ),
        ("Pacific/Apia", "2011-12-30 15:00:00", "2011-12-30 10:00:00"),
        ("Pacific/Apia", "2011-12-30 00:00:00", "2011-12-30 10:00:00"),
        (
            "Pacific/Kwajalein",
            "1993-08-21 12:00:00",
            "1993-08-21 12:00:00",
        ),
        (
            "Africa/Monrovia",
            "1972-01-07 00:20:00",
            "1972-01-07 00:44:30",
        ),
        (
            "Asia/Pyongyang",
            "2018-05-04 23:45:00",
            "2018-05-04 15:00:00",
        ),
        // Twice: the first.
        (
            "Europe/Madrid",
            "2026-10-25 02:30:00",
            "2026-10-25 00:30:00",
        ),
        (
            "America/New_York",
            "2026-11-01 01:30:00",
            "2026-11-01 05:30:00",
        ),
        (
            "America/Havana",
            "2026-11-01 00:30:00",
            "2026-11-01 04:30:00",
        ),
        (
            "Australia/Lord_Howe",
            "2026-04-05 01:45:00",
            "2026-04-04 14:45:00",
        ),
        (
            "Africa/Casablanca",
            "2026-02-15 02:30:00",
            "2026-02-15 01:30:00",
        ),
        (
            "America/Sao_Paulo",
            "2018-02-17 23:30:00",
            "2018-02-18 01:30:00",
        ),
        // Once.
        (
            "Europe/Madrid",
            "2026-03-29 03:00:00",
            "2026-03-29 01:00:00",
        ),
        (
            "Europe/Madrid",
            "2026-10-25 03:00:00",
            "2026-10-25 02:00:00",
        ),
        (
            "Asia/Kathmandu",
            "2026-12-31 23:59:59",
            "2026-12-31 18:14:59",
        ),
        (
            "Pacific/Kiritimati",
            "2027-01-01 00:00:00",
            "2026-12-31 10:00:00",
        ),
        (
            "Pacific/Chatham",
            "2027-01-01 00:00:00",
            "2026-12-31 10:15:00",
        ),
        (
            "Africa/Monrovia",
            "1970-01-01 00:00:00",
            "1970-01-01 00:44:30",
        ),
    ] {
        assert_eq!(at(zone, time), expected, "{zone} {time}");
    }
}

#[test]
fn clock_changes_go_on_after_the_table_ends() {
    for (zone, time, expected) in [
        (
            "Europe/Madrid",
            "2099-07-01 12:00:00",
            "2099-07-01 10:00:00",
        ),
        (
            "Europe/Madrid",
            "2150-07-01 12:00:00",
            "2150-07-01 10:00:00",
        ),
        (
            "Europe/Madrid",
            "2150-03-29 02:30:00",
            "2150-03-29 01:00:00",
        ),
        (
            "Europe/Madrid",
            "2150-03-28 02:30:00",
            "2150-03-28 01:30:00",
        ),
        (
            "Europe/Madrid",
            "2104-02-29 12:00:00",
            "2104-02-29 11:00:00",
        ),
        (
            "America/New_York",
            "2150-11-01 01:30:00",
            "2150-11-01 05:30:00",
        ),
        (
            "Australia/Sydney",
            "2150-01-01 00:00:00",
            "2149-12-31 13:00:00",
        ),
        (
            "Africa/Casablanca",
            "2150-07-01 12:00:00",
            "2150-07-01 11:00:00",
        ),
        ("Asia/Kolkata", "2150-07-01 12:00:00", "2150-07-01 06:30:00"),
        (
            "Europe/London",
            "9999-07-01 12:00:00",
            "9999-07-01 11:00:00",
        ),
    ] {
        assert_eq!(at(zone, time), expected, "{zone} {time}");
    }
}

proptest! {
    #[test]
    fn an_instant_is_the_first_at_which_the_clocks_show_the_time_or_a_later_one(
        zone in 0..TZ_VARIANTS.len(),
        day in 1..=130_000_i32,
        minute in 0..1_440_i64,
    ) {
        let zone = TZ_VARIANTS[zone];
        let day = NaiveDate::from_ymd_opt(1850, 1, 1).unwrap() + TimeDelta::days(i64::from(day));
        let time = NaiveTime::MIN + TimeDelta::minutes(minute);
        let found = instant(zone, day, time);
        let wanted = day.and_time(time);
        prop_assert!(local(zone, found).naive_local() >= wanted);
        prop_assert!(local(zone, found - TimeDelta::seconds(1)).naive_local() < wanted);
        for hours in 1..=30 {
            let earlier = found - TimeDelta::hours(hours);
            prop_assert!(local(zone, earlier).naive_local() < wanted, "{earlier} in {zone}");
        }
    }

    #[test]
    fn a_century_repeats_its_clock_changes_after_four(
        zone in 0..TZ_VARIANTS.len(),
        second in 4_102_444_800_i64..16_725_225_600,
    ) {
        // The Gregorian calendar starts again, weekdays and all, after 146,097 days.
        let zone = TZ_VARIANTS[zone];
        let now = DateTime::from_timestamp(second, 0).unwrap();
        let again = now + TimeDelta::days(146_097);
        let offset = |at| *local(zone, at).offset();
        prop_assert_eq!(offset(now), offset(again));
    }
}

#[test]
fn every_clock_change_of_the_last_tabled_years_is_found_in_a_later_year_too() {
    // 2093 and 2195 begin on a Thursday and are no leap years: the same calendar, the same rules.
    let start: DateTime<Utc> = "2093-01-01T12:00:00Z".parse().unwrap();
    let later: DateTime<Utc> = "2195-01-01T12:00:00Z".parse().unwrap();
    assert_eq!(start.weekday(), later.weekday());
    for zone in TZ_VARIANTS {
        for hours in (0..8_700).step_by(6) {
            let ahead = TimeDelta::hours(hours);
            let (early, late) = (local(zone, start + ahead), local(zone, later + ahead));
            assert_eq!(early.offset(), late.offset(), "{zone} {late}");
            assert_eq!(early.trunc_subsecs(0).time(), late.time());
        }
    }
}
