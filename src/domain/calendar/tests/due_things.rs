//! What is still wanted after the process was away for a while.

use super::*;
use crate::domain::check_in::AskOutcome;

const WEEK: &str = "2026-W47";

fn asking(person: &str) -> Asking {
    (week(WEEK), TeamId::new("payments"), PersonId::new(person))
}

/// Ana was asked on time and has not answered.
fn asked_on_time() -> Done {
    let mut done = Done::default();
    let made = utc("2026-11-19T14:00:30Z");
    done.asks.insert(asking("ana"), (made, None));
    done
}

fn check(done: &Done, now: &str, expected: &[&str]) {
    let planned = plan(&company(), week(WEEK), &BTreeSet::new());
    let told: Vec<_> = due(utc(now), &planned, done)
        .into_iter()
        .map(|it| match it {
            Due::Ask { asking, estimate } => format!("ask {} {estimate}", asking.2),
            Due::Results(_, person) => format!("results {person}"),
            Due::ResultsReminder(_, person, number) => format!("reminder {person} {number}"),
            Due::Reminder { asking, number } => format!("reminder {} {number}", asking.2),
            Due::Digest(week) => format!("digest {week}"),
            Due::Close(week) => format!("close {week}"),
        })
        .collect();
    assert_eq!(told, expected, "{now}");
}

#[test]
fn an_ask_is_wanted_from_its_time_until_the_close() {
    let none = Done::default();
    check(&none, "2026-11-19T13:59:59Z", &[]);
    check(&none, "2026-11-19T14:00:00Z", &["ask ana true"]);
    check(&none, "2026-11-20T14:59:59Z", &["ask ana true"]);
    check(
        &none,
        "2026-11-24T10:59:59Z",
        &["ask ana true", "digest 2026-W47"],
    );
    check(
        &none,
        "2026-11-24T11:00:00Z",
        &["digest 2026-W47", "close 2026-W47"],
    );
    check(&asked_on_time(), "2026-11-19T14:01:00Z", &[]);
}

#[test]
fn a_reminder_is_wanted_until_the_next_one_or_the_digest() {
    let done = asked_on_time();
    check(&done, "2026-11-20T08:59:59Z", &[]);
    check(&done, "2026-11-20T09:00:00Z", &["reminder ana 1"]);
    check(&done, "2026-11-20T11:59:59Z", &["reminder ana 1"]);
    check(&done, "2026-11-20T12:00:00Z", &["reminder ana 2"]);
    check(&done, "2026-11-20T14:59:59Z", &["reminder ana 2"]);
    check(&done, "2026-11-20T15:00:00Z", &["digest 2026-W47"]);
}

#[test]
fn a_reminder_is_wanted_for_four_hours() {
    let mut org = company();
    org.settings.cadence.reminders = vec!["friday 09:00".parse().unwrap()];
    let planned = plan(&org, week(WEEK), &BTreeSet::new());
    let done = asked_on_time();
    assert_eq!(due(utc("2026-11-20T11:59:59Z"), &planned, &done).len(), 1);
    assert_eq!(due(utc("2026-11-20T12:00:00Z"), &planned, &done), []);
}

#[test]
fn nobody_is_reminded_twice_or_after_an_outcome_or_after_the_digest() {
    let now = "2026-11-20T09:30:00Z";
    let mut done = asked_on_time();
    done.reminders.insert((asking("ana"), 1));
    check(&done, now, &[]);
    for outcome in [AskOutcome::Answered, AskOutcome::Away, AskOutcome::Expired] {
        let mut done = asked_on_time();
        done.asks.get_mut(&asking("ana")).unwrap().1 = Some(outcome);
        check(&done, now, &[]);
    }
    let mut done = asked_on_time();
    done.digested.insert(week(WEEK));
    check(&done, now, &[]);
}

#[test]
fn an_ask_that_came_late_is_not_followed_by_the_reminder_it_overtook() {
    let mut done = Done::default();
    check(&done, "2026-11-20T09:30:00Z", &["ask ana true"]);
    let made = utc("2026-11-20T09:30:00Z");
    done.asks.insert(asking("ana"), (made, None));
    check(&done, "2026-11-20T09:31:00Z", &[]);
    check(&done, "2026-11-20T12:00:00Z", &["reminder ana 2"]);
}

#[test]
fn digest_and_close_happen_once_however_late() {
    let mut done = asked_on_time();
    let late = "2027-03-01T00:00:00Z";
    check(&done, late, &["digest 2026-W47", "close 2026-W47"]);
    done.digested.insert(week(WEEK));
    check(&done, late, &["close 2026-W47"]);
    done.closed.insert(week(WEEK));
    check(&done, late, &[]);
}

#[test]
fn weeks_before_the_import_are_none_of_ours() {
    let mut done = Done {
        since: Some(utc("2026-11-20T15:00:01Z")),
        ..Done::default()
    };
    check(&done, "2026-11-23T08:00:00Z", &[]);
    done.since = Some(utc("2026-11-20T14:00:00Z"));
    check(&done, "2026-11-20T14:00:00Z", &["ask ana true"]);
}

#[test]
fn two_weeks_of_downtime_are_made_up_for_in_order() {
    let org = company();
    let mut planned = plan(&org, week("2026-W48"), &BTreeSet::new());
    planned.extend(plan(&org, week("2026-W47"), &BTreeSet::new()));
    let due = due(utc("2026-11-28T00:00:00Z"), &planned, &Done::default());
    let (first, second) = (week("2026-W47"), week("2026-W48"));
    assert_eq!(due[..2], [Due::Digest(first), Due::Close(first)]);
    assert!(matches!(due[2], Due::Ask { .. }));
    assert_eq!(due[3..], [Due::Digest(second)]);
}

#[test]
fn the_weeks_around_now_are_looked_at_and_longer_rounds_too() {
    let weeks = |org: &Organisation, now| -> Vec<_> {
        let weeks = weeks_to_look_at(utc(now), org);
        weeks.iter().map(ToString::to_string).collect()
    };
    let mut org = company();
    let around = ["2026-W53", "2027-W01", "2027-W02"];
    assert_eq!(weeks(&org, "2027-01-04T00:00:00Z"), around);
    assert_eq!(weeks(&org, "2027-01-10T22:59:59Z"), around);
    org.settings.cadence.ask = "sunday 20:00".parse().unwrap();
    org.settings.cadence.digest = "saturday 12:00".parse().unwrap();
    org.settings.cadence.close = "friday 12:00".parse().unwrap();
    let longer = ["2026-W52", "2026-W53", "2027-W01", "2027-W02"];
    assert_eq!(weeks(&org, "2027-01-04T00:00:00Z"), longer);
}

#[test]
fn the_next_instant_is_the_first_after_now() {
    let planned = plan(&company(), week(WEEK), &BTreeSet::new());
    let next = |now| next_instant(utc(now), &planned);
    assert_eq!(
        next("2026-11-01T00:00:00Z"),
        Some(utc("2026-11-19T14:00:00Z"))
    );
    assert_eq!(
        next("2026-11-19T14:00:00Z"),
        Some(utc("2026-11-20T09:00:00Z"))
    );
    assert_eq!(next("2026-11-24T11:00:00Z"), None);
}

#[test]
fn an_owner_in_no_team_is_asked_for_results_once_until_the_close() {
    use crate::domain::id::{KeyResultCode, ObjectiveCode, TeamId};
    use crate::domain::okr::{KeyResult, Objective, Unit};
    let mut org = company();
    let key_result = |code: &str, owner: &str| {
        let owner = PersonId::new(owner);
        KeyResult::new(
            KeyResultCode::new(code),
            "Payers",
            Unit::Number,
            (0.0, 1.0),
            owner,
        )
    };
    org.objectives = vec![
        Objective::new(
            ObjectiveCode::new("PAY-1"),
            "Paying",
            PersonId::new("pia"),
            vec![TeamId::new("payments")],
            "2026-Q4".parse().unwrap(),
        )
        .with(vec![
            key_result("PAY-1.1", "pia"),
            key_result("PAY-1.2", "ana"),
            key_result("PAY-1.3", "pia"),
        ]),
    ];
    let planned = plan(&org, week(WEEK), &BTreeSet::new());
    let results = |now: &str, done: &Done| {
        due(utc(now), &planned, done)
            .into_iter()
            .filter(|it| matches!(it, Due::Results(..)))
            .count()
    };
    let mut done = Done::default();
    assert_eq!(results("2026-11-19T13:59:59Z", &done), 0);
    assert_eq!(results("2026-11-19T14:00:00Z", &done), 1);
    assert_eq!(
        results("2026-11-24T11:00:00Z", &done),
        0,
        "the round is over"
    );
    done.results.insert((week(WEEK), PersonId::new("pia")));
    assert_eq!(results("2026-11-19T14:00:00Z", &done), 0);

    let reminded = |now: &str, done: &Done| {
        let due = due(utc(now), &planned, done).into_iter();
        let number = |it| match it {
            Due::ResultsReminder(_, _, number) => Some(number),
            _ => None,
        };
        due.filter_map(number).collect::<Vec<u8>>()
    };
    let pia = || (week(WEEK), PersonId::new("pia"));
    let none: [u8; 0] = [];
    assert_eq!(
        reminded("2026-11-20T09:00:00Z", &done),
        none,
        "recorded, or away"
    );
    done.results_wait.insert(pia(), utc("2026-11-19T14:00:30Z"));
    assert_eq!(reminded("2026-11-20T08:59:59Z", &done), none);
    assert_eq!(reminded("2026-11-20T09:00:00Z", &done), [1]);
    assert_eq!(
        reminded("2026-11-20T12:00:00Z", &done),
        [2],
        "the first is past"
    );
    done.results_reminders.insert((pia(), 2));
    assert_eq!(reminded("2026-11-20T12:00:00Z", &done), none);
    done.results_reminders.clear();
    assert_eq!(
        reminded("2026-11-20T15:00:00Z", &done),
        none,
        "the digest's time"
    );
    done.results_wait.insert(pia(), utc("2026-11-20T09:30:00Z"));
    assert_eq!(
        reminded("2026-11-20T09:31:00Z", &done),
        none,
        "asked after it"
    );
}
