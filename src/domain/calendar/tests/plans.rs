//! Who is asked when, around zones, clock changes, year ends and days off.

use chrono::{NaiveDate, TimeDelta};
use chrono_tz::TZ_VARIANTS;
use proptest::prelude::*;

use super::*;
use crate::domain::cadence::Moment;

#[test]
fn a_usual_week_asks_the_lead_on_thursday_and_closes_on_tuesday() {
    let expected = [
        "ask ana Thu 19 15:00",
        "reminder 1 ana Fri 20 10:00",
        "reminder 2 ana Fri 20 13:00",
        "digest all Fri 20 16:00",
        "close all Tue 24 12:00",
    ];
    assert_eq!(plan_of(&company(), "2026-W47"), expected);
    assert_eq!(
        digest_at(&company(), week("2026-W47")),
        utc("2026-11-20T15:00:00Z")
    );
    assert_eq!(
        close_at(&company(), week("2026-W47")),
        utc("2026-11-24T11:00:00Z")
    );
}

#[test]
fn asks_leave_eight_working_hours_in_every_zone() {
    for (zone, in_week, expected) in [
        ("Europe/Madrid", "2026-W47", "Thu 19 15:00"),
        ("America/New_York", "2026-W47", "Thu 19 10:00"),
        // New York's clocks change three weeks before Berlin's in spring and one after in autumn.
        ("America/New_York", "2026-W11", "Thu 12 11:00"),
        ("America/New_York", "2026-W13", "Thu 26 11:00"),
        ("America/New_York", "2026-W14", "Thu 02 10:00"),
        ("America/New_York", "2026-W44", "Thu 29 11:00"),
        ("America/Los_Angeles", "2026-W47", "Thu 19 09:00"),
        ("Pacific/Honolulu", "2026-W47", "Thu 19 09:00"),
        ("Asia/Tokyo", "2026-W47", "Thu 19 15:00"),
        ("Australia/Lord_Howe", "2026-W40", "Thu 01 15:00"),
        // Ramadan's clocks are an hour behind: eight hours, to the minute.
        ("Africa/Casablanca", "2026-W08", "Thu 19 15:00"),
        ("Pacific/Kiritimati", "2026-W53", "Thu 31 15:00"),
        // Samoa had no Friday: the digest was posted on its Friday that never was.
        ("Pacific/Apia", "2011-W52", "Thu 29 09:00"),
    ] {
        let planned = plan(&company_led_from(zone), week(in_week), &BTreeSet::new());
        assert_eq!(
            told(&planned)[0],
            format!("ask ana {expected}"),
            "{zone} {in_week}"
        );
    }
}

#[test]
fn weeks_53_and_1_follow_each_other() {
    let days = |text| plan_of(&company(), text).join(", ");
    assert!(days("2026-W53").starts_with("ask ana Thu 31 15:00"));
    assert!(days("2026-W53").ends_with("close all Tue 05 12:00"));
    assert!(days("2027-W01").starts_with("ask ana Thu 07 15:00"));
}

#[test]
fn an_ask_moves_from_a_day_off_to_the_working_day_before() {
    for (off, expected) in [
        // Friday off leaves Thursday alone.
        (&["2026-11-20"][..], "ask ana Thu 19 09:00"),
        // Thursday off: Wednesday at three would leave two hours and Friday's seven.
        (&["2026-11-19"], "ask ana Wed 18 15:00"),
        (&["2026-11-19", "2026-11-20"], "ask ana Wed 18 09:00"),
        // No working day comes before: the first one after, and as much of it as there is.
        (
            &["2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19"],
            "ask ana Fri 20 09:00",
        ),
    ] {
        let told = plan_of(&company_with_lead_off(off), "2026-W47");
        assert_eq!(told[0], expected, "{off:?}");
    }
}

#[test]
fn no_reminder_on_a_day_off() {
    let told = plan_of(&company_with_lead_off(&["2026-11-20"]), "2026-W47");
    assert!(
        told.iter().all(|it| !it.starts_with("reminder")),
        "{told:?}"
    );
}

#[test]
fn a_deputy_is_asked_when_the_lead_is_away_all_week() {
    let week_off: Vec<_> = (16..=20).map(|day| format!("2026-11-{day}")).collect();
    let week_off: Vec<_> = week_off.iter().map(String::as_str).collect();
    let mut org = company_with_lead_off(&week_off);
    assert_eq!(plan_of(&org, "2026-W47")[0], "ask ben Thu 19 15:00");
    assert_eq!(plan_of(&org, "2026-W48")[0], "ask ana Thu 26 15:00");
    org.people[1].days_off = org.people[0].days_off.clone();
    assert_eq!(plan_of(&org, "2026-W47")[0], "digest all Fri 20 16:00");
}

#[test]
fn a_deputy_is_asked_when_the_lead_presses_away() {
    let org = company();
    let away = |names: &[&str]| {
        let team = || TeamId::new("payments");
        let away = names
            .iter()
            .map(|it| (team(), PersonId::new(*it)))
            .collect();
        told(&plan(&org, week("2026-W47"), &away))[0].clone()
    };
    assert_eq!(away(&["ana"]), "ask ben Thu 19 15:00");
    assert_eq!(away(&["ana", "ben"]), "digest all Fri 20 16:00");
    let elsewhere = BTreeSet::from([(TeamId::new("search"), PersonId::new("ana"))]);
    let planned = plan(&org, week("2026-W47"), &elsewhere);
    assert_eq!(told(&planned)[0], "ask ana Thu 19 15:00");
}

#[test]
fn everybody_answers_but_observers() {
    let mut org = company();
    org.teams[0].answers = Answers::Everyone;
    let planned = plan(&org, week("2026-W47"), &BTreeSet::new());
    assert_eq!(
        told(&planned)[..3],
        [
            "ask cy Thu 19 15:00",
            "ask ben Thu 19 15:00",
            "ask ana Thu 19 15:00"
        ]
    );
    assert!(planned.iter().all(|it| !it.estimate));
}

#[test]
fn a_deputy_does_not_lead_a_team_without_a_lead() {
    let mut org = company();
    org.teams[0].members.pop();
    assert_eq!(plan_of(&org, "2026-W47").len(), 2);
}

#[test]
fn reminders_are_two_at_most_and_none_at_the_digest() {
    let mut org = company();
    let moments = [
        "friday 16:00",
        "friday 12:00",
        "friday 09:30",
        "friday 12:00",
        "friday 15:59",
    ];
    let moments = moments.map(|it| it.parse().unwrap()).to_vec();
    org.teams[0].cadence.reminders = Some(moments);
    let told = plan_of(&org, "2026-W47");
    assert_eq!(
        told[1..3],
        ["reminder 1 ana Fri 20 09:30", "reminder 2 ana Fri 20 12:00"]
    );
    assert_eq!(told.len(), 5);
    // In New York the first reminder falls on the very moment of the digest.
    let told = plan_of(&company_led_from("America/New_York"), "2026-W47");
    assert!(!told.iter().any(|it| it.contains("reminder")), "{told:?}");
}

fn moment() -> impl Strategy<Value = Moment> {
    let days = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    (0..7_usize, 0..24, 0..4).prop_map(move |(day, hour, quarter)| {
        let text = format!("{} {hour:02}:{:02}", days[day], quarter * 15);
        text.parse().unwrap()
    })
}

/// Minute by minute: slow, and nothing in it could be clever.
fn working_minutes(person: &PersonWeek<'_>, from: DateTime<Utc>) -> i64 {
    let mut minutes = 0;
    let mut at = from;
    while at < person.digest && minutes < 480 {
        let shown = local(person.zone, at).naive_local();
        let day = chrono::Datelike::weekday(&shown).num_days_from_monday();
        let hour = chrono::Timelike::hour(&shown);
        let works = day < 5 && (9..17).contains(&hour);
        minutes += i64::from(works && !person.days_off.contains(&shown.date()));
        at += TimeDelta::minutes(1);
    }
    minutes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn an_ask_leaves_as_much_time_as_it_says_and_comes_no_earlier_than_it_must(
        zone in 0..TZ_VARIANTS.len(),
        weeks in 0..6_000_u32,
        ask in moment(),
        digest in moment(),
        off in proptest::collection::btree_set(0..10_i64, 0..5),
    ) {
        let zone = TZ_VARIANTS[zone];
        let week = week("1973-W01").ahead(weeks);
        let mut org = company_led_from(zone.name());
        org.settings.cadence.ask = ask;
        org.settings.cadence.digest = digest;
        let days_off: BTreeSet<NaiveDate> =
            off.iter().map(|day| week.monday() + TimeDelta::days(*day)).collect();
        let person = PersonWeek { week, zone, days_off: &days_off, digest: digest_at(&org, week) };
        let Some(asked) = person.ask(ask) else { return Ok(()) };
        prop_assert!(asked.at < person.digest);
        prop_assert_eq!(working_minutes(&person, asked.at), asked.leaves.num_minutes());
        let shown = local(zone, asked.at).date_naive();
        prop_assert!(shown >= week.monday());
        prop_assert!(!days_off.contains(&shown));
        if asked.leaves < ENOUGH {
            let monday = Moment { weekday: chrono::Weekday::Mon, time: chrono::NaiveTime::MIN };
            let all = working_minutes(&person, monday.in_week(week, zone));
            prop_assert_eq!(all, asked.leaves.num_minutes());
        }
        if days_off.is_empty() && asked.leaves == ENOUGH && asked.at != ask.in_week(week, zone) {
            let later = working_minutes(&person, asked.at + TimeDelta::minutes(1));
            prop_assert!(asked.at < ask.in_week(week, zone) && later < 480);
        }
    }

    #[test]
    fn a_plan_is_in_order_and_ends_with_digest_and_close(
        zone in 0..TZ_VARIANTS.len(), home in 0..TZ_VARIANTS.len(), weeks in 0..6_000_u32, ask in moment(),
        digest in moment(), close in moment(),
    ) {
        let mut org = company_led_from(TZ_VARIANTS[zone].name());
        org.settings.time_zone = TZ_VARIANTS[home];
        org.settings.cadence.ask = ask;
        org.settings.cadence.digest = digest;
        org.settings.cadence.close = close;
        let week = week("1973-W01").ahead(weeks);
        let planned = plan(&org, week, &BTreeSet::new());
        prop_assert!(planned.is_sorted_by_key(|it| it.at));
        let kinds: Vec<_> = planned.iter().map(|it| it.kind).collect();
        prop_assert_eq!(&kinds[kinds.len() - 2..], &[PlannedKind::Digest, PlannedKind::Close]);
        prop_assert!(kinds.is_sorted() && kinds.len() <= 5);
        prop_assert!(planned[planned.len() - 1].at > planned[planned.len() - 2].at);
    }
}
