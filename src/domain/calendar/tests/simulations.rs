//! Stretches of days, their borders and their warnings.

use super::*;

fn days(org: &Organisation, from: &str, to: &str) -> Vec<String> {
    let sends: Vec<_> = simulate(org, from.parse().unwrap(), to.parse().unwrap()).collect();
    told(&sends)
}

fn warnings(org: &Organisation, from: &str, to: &str) -> Vec<String> {
    let mut sends = simulate(org, from.parse().unwrap(), to.parse().unwrap());
    sends.by_ref().for_each(drop);
    sends
        .take_warnings()
        .iter()
        .map(ToString::to_string)
        .collect()
}

#[test]
fn both_days_are_included_by_local_date() {
    let org = company();
    assert_eq!(
        days(&org, "2026-11-19", "2026-11-19"),
        ["ask ana Thu 19 15:00"]
    );
    assert_eq!(
        days(&org, "2026-11-24", "2026-11-24"),
        ["close all Tue 24 12:00"]
    );
    assert_eq!(days(&org, "2026-11-21", "2026-11-23"), [""; 0]);
    assert_eq!(days(&org, "2026-11-24", "2026-11-23"), [""; 0]);
    // On Kiritimati the ask of Thursday, 15:00, is made while it is Thursday, 02:00, in Berlin.
    let mut org = company_led_from("Pacific/Kiritimati");
    org.teams[0].cadence.ask = Some("monday 00:30".parse().unwrap());
    assert_eq!(
        days(&org, "2026-11-16", "2026-11-16"),
        ["ask ana Mon 16 00:30"]
    );
}

#[test]
fn any_stretch_holds_just_what_its_days_hold_in_order() {
    let mut org = company_led_from("Pacific/Honolulu");
    org.settings.cadence.close = "thursday 23:30".parse().unwrap();
    let all: Vec<_> = simulate(&org, day("2026-01-01"), day("2026-12-31")).collect();
    assert!(all.is_sorted_by_key(|it| it.at));
    let mut single: Vec<_> = day("2026-01-01")
        .iter_days()
        .take(365)
        .flat_map(|day| simulate(&org, day, day).collect::<Vec<_>>())
        .collect();
    single.sort_by_key(|it| it.at);
    assert_eq!(all, single);
}

#[test]
fn far_years_have_their_weeks_too() {
    for (year, weeks) in [
        ("1970", 53),
        ("2026", 53),
        ("2150", 53),
        ("2151", 52),
        ("9998", 53),
    ] {
        let from = format!("{year}-01-01");
        let to = format!("{year}-12-31");
        let asks = days(&company(), &from, &to);
        let asks = asks.iter().filter(|it| it.starts_with("ask"));
        assert_eq!(asks.count(), weeks, "{year}");
    }
}

#[test]
fn a_zone_far_from_the_digest_is_warned_of_once() {
    let org = company_led_from("America/New_York");
    let expected = "America/New_York: asks come Thursday 10:00 instead of 15:00, to leave eight working hours before \
                    the digest (Friday 16:00 Europe/Berlin); first in 2026-W01";
    assert_eq!(warnings(&org, "2026-01-01", "2026-12-31"), [expected]);
    assert_eq!(warnings(&company(), "2026-01-01", "2026-12-31"), [""; 0]);
}

#[test]
fn a_week_too_short_for_eight_hours_is_warned_of() {
    let mut org = company();
    org.settings.cadence.ask = "monday 12:00".parse().unwrap();
    org.settings.cadence.digest = "monday 16:00".parse().unwrap();
    let expected = "Europe/Berlin: asks come Monday 09:00 instead of 12:00, which leaves only 7 working hours before \
                    the digest (Monday 16:00 Europe/Berlin); eight cannot be had; first in 2026-W47";
    assert_eq!(warnings(&org, "2026-11-16", "2026-11-30"), [expected]);
    org.settings.cadence.digest = "tuesday 00:00".parse().unwrap();
    org.people[0].time_zone = Some("Pacific/Pago_Pago".parse().unwrap());
    let told = warnings(&org, "2026-11-16", "2026-11-22");
    assert!(told[0].contains("leaves only 3 working hours"), "{told:?}");
}

#[test]
fn days_off_that_leave_too_little_and_a_missing_lead_are_warned_of() {
    let mut org = company_with_lead_off(&["2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19"]);
    let mut leaderless = org.teams[0].clone();
    leaderless.id = TeamId::new("search");
    leaderless.members.pop();
    org.teams.push(leaderless);
    assert_eq!(
        warnings(&org, "2026-11-01", "2026-11-30"),
        [
            "search: nobody is asked, because the team answers by its lead and has none",
            "ana (payments, 2026-W47): days off leave only 7 working hours before the digest; eight cannot be had",
        ]
    );
}

fn day(text: &str) -> chrono::NaiveDate {
    text.parse().unwrap()
}
