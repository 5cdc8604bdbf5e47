//! The parser against whole files.

mod hostile;
mod mistakes;
mod privacy;
mod results;
mod targets;

use chrono::NaiveDate;

use super::*;
use crate::domain::id::{CategoryId, PersonId, TeamId};
use crate::domain::organisation::{Answers, Role};

const EXAMPLE: &str = include_str!("../../../../examples/org.toml");

const SMALL: &str = r#"
[workspace]
name = "Northwind"
time_zone = "Europe/Berlin"
leadership_channel = "leadership"

[people.ana]
email = "ana@example.com"

[people.ben]
id = "U2"

[teams.payments]
name = "Payments"
kind = "application"
lead = "ana"
members = ["ana", "ben"]

[objectives.PAY-1]
title = "Paying is the easy part"
accountable = "ana"
teams = ["payments"]
quarter = "2026-Q4"
[objectives.PAY-1.key_results."PAY-1.1"]
metric = "Weekly active payers"
unit = "number"
baseline = 3900
target = 6000
"#;

/// What is said of a text, without the name of the file.
fn said(text: &str) -> Vec<String> {
    match parse("org.toml", text) {
        Ok(_) => Vec::new(),
        Err(mistakes) => mistakes
            .iter()
            .map(|one| one.to_string().replacen("org.toml:", "", 1))
            .collect(),
    }
}

/// What is said once a piece of the small file is something else.
fn said_with(old: &str, new: &str) -> Vec<String> {
    assert_eq!(SMALL.matches(old).count(), 1, "{old}");
    said(&SMALL.replace(old, new))
}

#[track_caller]
fn check(old: &str, new: &str, expect: &str) {
    assert_eq!(said_with(old, new), [expect], "{new}");
}

#[test]
fn the_example_is_a_company() {
    let company = parse("org.toml", EXAMPLE).unwrap();
    assert_eq!((company.teams.len(), company.people.len()), (4, 16));
    let payments = company.team(&TeamId::new("payments")).unwrap();
    assert_eq!(
        company.name_of(&payments.lead().unwrap().person),
        "Ana Ruiz"
    );
    assert_eq!(payments.strength(), 6.5);
    let week = "2026-W47".parse().unwrap();
    let target = payments.target(week).unwrap();
    let elective = target.split.elective(&company.categories, week);
    assert_eq!(100 - elective, 35);
    assert_eq!(company.categories, crate::domain::category::defaults());
    let order: Vec<&str> = company.teams.iter().map(|team| team.id.as_str()).collect();
    assert_eq!(order, ["payments", "search", "platform", "infrastructure"]);
    let ana = company.person(&PersonId::new("ana@example.com")).unwrap();
    let day = NaiveDate::from_ymd_opt(2026, 12, 24).unwrap();
    assert!(ana.days_off.contains(&day));
    let platform = company.team(&TeamId::new("platform")).unwrap();
    assert_eq!(platform.answers, Answers::Everyone);
    assert_eq!(company.objectives[0].key_results[1].owner, ana.id);
}

#[test]
fn the_smallest_file_takes_what_is_usual() {
    let company = parse("org.toml", SMALL).unwrap();
    assert_eq!(
        company.settings.remainder,
        Some(CategoryId::new("existing"))
    );
    assert_eq!(company.settings.cadence, Default::default());
    let roles: Vec<Role> = company.teams[0]
        .members
        .iter()
        .map(|one| one.role)
        .collect();
    assert_eq!(roles, [Role::Lead, Role::Member]);
    assert_eq!(
        company.objectives[0].key_results[0].owner,
        PersonId::new("ana@example.com")
    );
    assert_eq!(company.people[0].name, "ana");
}

#[test]
fn people_may_be_named_directly_and_stay_one_person() {
    let members = r#"members = ["ana", "Ben@Example.com", "U77"]"#;
    let text = SMALL
        .replace(r#"members = ["ana", "ben"]"#, members)
        .replace(r#"id = "U2""#, r#"email = "ben@example.com""#);
    let parsed = parse_with_places("org.toml", &text).unwrap();
    let ids: Vec<&str> = parsed
        .organisation
        .people
        .iter()
        .map(|one| one.id.as_str())
        .collect();
    assert_eq!(ids, ["ana@example.com", "ben@example.com", "U77"]);
    let places: Vec<(usize, &str)> = parsed
        .places
        .people
        .iter()
        .map(|one| (one.line, one.key.as_str()))
        .collect();
    assert_eq!(
        places,
        [
            (7, "people.ana"),
            (10, "people.ben"),
            (17, "teams.payments.members")
        ]
    );
    assert_eq!(parsed.places.leadership_channel, 5);
}

#[test]
fn ten_mistakes_are_ten_lines() {
    let text = r#"
[workspace]
name = "Northwind"
time_zone = "Europe/Berln"
leadership_channel = "leadership"
ask = "thursday"
remainder = "exsting"

[people.ana]
email = "ana@example.com"
age = 40

[teams.payments]
name = "Payments"
kind = "app"
lead = "bob"
members = ["ana", "ana", { person = "U3", share = 2 }]

[teams.payments.targets.2026-Q4]
split = { fires = 95 }

[objectives.PAY-1]
title = "Paying is the easy part"
accountable = "ana"
teams = ["payments"]

[objectives.PAY-1.key_results."PAY-1.1"]
metric = "Weekly active payers"
baseline = 5
target = 5
"#;
    let lines: Vec<String> = said(text)
        .iter()
        .map(|one| one.split(": ").take(2).collect::<Vec<_>>().join(" "))
        .collect();
    assert_eq!(
        lines,
        [
            "4 workspace.time_zone",
            "6 workspace.ask",
            "7 workspace.remainder",
            "11 people.ana.age",
            "15 teams.payments.kind",
            "16 teams.payments.lead",
            "17 teams.payments.members",
            "17 teams.payments.members.share",
            "20 teams.payments.targets.2026-Q4.split",
            "22 objectives.PAY-1.quarter",
            "27 objectives.PAY-1.key_results.\"PAY-1.1\"",
            "30 objectives.PAY-1.key_results.\"PAY-1.1\".target",
        ]
    );
}

#[test]
fn an_empty_file_says_what_it_needs() {
    assert_eq!(
        said(""),
        [
            "1: workspace: is missing; write [workspace] with name, time_zone and leadership_channel",
            "1: teams: is missing; write at least one, like [teams.payments]",
        ]
    );
}
