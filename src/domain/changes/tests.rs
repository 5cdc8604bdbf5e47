//! One company, changed a little: the sentences that come of it.

use super::*;
use crate::domain::cadence::{Cadence, TeamCadence};
use crate::domain::category::defaults;
use crate::domain::id::*;
use crate::domain::okr::{KeyResult, Objective, ResultsSettings, Unit};
use crate::domain::organisation::*;
use crate::domain::target::TargetSplit;
use crate::domain::time_split::TimeSplit;

fn person(id: &str, name: &str) -> Person {
    Person {
        id: PersonId::new(id),
        name: name.to_owned(),
        time_zone: None,
        days_off: Default::default(),
        leader: false,
        admin: false,
    }
}

fn member(id: &str, role: Role) -> Member {
    Member {
        person: PersonId::new(id),
        role,
        share: 1.0,
        from: None,
        until: None,
    }
}

fn split(fires: u8) -> TargetSplit {
    let shares = [("fires", fires), ("existing", 100 - fires)];
    let shares = shares.map(|(id, percent)| (CategoryId::new(id), percent));
    let quarter = "2026-Q4".parse().unwrap();
    TargetSplit::for_quarter(quarter, TimeSplit::new(shares).unwrap(), 10)
}

fn company() -> Organisation {
    let key_result = KeyResult::new(
        KeyResultCode::new("PAY-1.2"),
        "Weekly active payers",
        Unit::Number,
        (3900.0, 6000.0),
        PersonId::new("U1"),
    );
    Organisation {
        settings: Settings {
            workspace: WorkspaceId::new("main"),
            slack_team: None,
            name: "Northwind".to_owned(),
            time_zone: chrono_tz::Europe::Berlin,
            leadership_channel: ChannelId::new("leadership"),
            cadence: Cadence::default(),
            remainder: Some(CategoryId::new("existing")),
            results: ResultsSettings::default(),
            enough_answers: 3,
            keep_single_splits_weeks: 26,
        },
        categories: defaults(),
        people: vec![person("U1", "Ana Ruiz"), person("U2", "Ben Okafor")],
        teams: vec![Team {
            id: TeamId::new("payments"),
            name: "Payments".to_owned(),
            kind: TeamKind::Application,
            product_line: None,
            channel: None,
            tell_channel: true,
            time_zone: Some(chrono_tz::Europe::Berlin),
            answers: Answers::Lead,
            lead_sees_answers: false,
            cadence: TeamCadence::default(),
            members: vec![member("U1", Role::Lead), member("U2", Role::Member)],
            targets: vec![split(35)],
        }],
        objectives: vec![
            Objective::new(
                ObjectiveCode::new("PAY-1"),
                "Paying is the easy part",
                PersonId::new("U1"),
                vec![TeamId::new("payments")],
                "2026-Q4".parse().unwrap(),
            )
            .with(vec![key_result]),
        ],
    }
}

fn said(before: Option<&Organisation>, after: &Organisation) -> Vec<String> {
    let changes = changes(before, after);
    changes.iter().map(ToString::to_string).collect()
}

#[test]
fn the_same_company_twice_changes_nothing() {
    let mut met = company();
    met.settings.slack_team = Some(SlackTeamId::new("T1"));
    assert_eq!(said(Some(&company()), &company()), [""; 0]);
    assert_eq!(said(Some(&met), &company()), [""; 0]);
}

#[test]
fn a_first_import_adds_everything() {
    let said = said(None, &company());
    assert_eq!(said[0], "adds workspace (Northwind)");
    assert_eq!(said[1], "adds category fires (Fires)");
    assert_eq!(
        said[7..],
        [
            "adds person Ana Ruiz (U1)",
            "adds person Ben Okafor (U2)",
            "adds team payments (Payments)",
            "adds member Ana Ruiz (lead) of team payments",
            "adds member Ben Okafor (member) of team payments",
            "adds target 2026-Q4 of team payments",
            "adds objective PAY-1 (Paying is the easy part)",
            "adds key result PAY-1.2 (Weekly active payers) of objective PAY-1",
        ]
    );
}

#[test]
fn each_change_is_a_sentence() {
    let mut after = company();
    after.settings.cadence.reminders.pop();
    after.categories.remove(2);
    after.categories.swap(0, 1);
    after.people[0].name = "Ana María Ruiz".to_owned();
    after.people[0].leader = true;
    after.teams[0].time_zone = Some(chrono_tz::Europe::Madrid);
    after.teams[0].cadence.reminders = Some(Vec::new());
    after.teams[0].members[1].role = Role::Deputy;
    after.teams[0].members[1].share = 0.5;
    after.teams[0].targets = vec![split(40)];
    after.objectives[0].accountable = PersonId::new("U2");
    after.objectives[0].key_results[0].target = 6500.5;
    assert_eq!(
        said(Some(&company()), &after),
        [
            "changes workspace: reminders friday 10:00, friday 13:00 → friday 10:00",
            "retires category support (Support)",
            "changes categories: order fires, security, new, existing, tune-ups → security, fires, new, existing, tune-ups",
            "changes person Ana María Ruiz: name Ana Ruiz → Ana María Ruiz",
            "changes person Ana María Ruiz: leader no → yes",
            "changes team payments: time_zone Europe/Berlin → Europe/Madrid",
            "changes team payments: reminders none → nobody",
            "changes member Ben Okafor of team payments: role member → deputy",
            "changes member Ben Okafor of team payments: share 1 → 0.5",
            "changes target 2026-Q4 of team payments: split existing 65%, fires 35% → existing 60%, fires 40%",
            "changes objective PAY-1: accountable Ana Ruiz → Ben Okafor",
            "changes key result PAY-1.2 of objective PAY-1: target 6,000 → 6,500.5",
        ]
    );
}

#[test]
fn what_is_no_longer_declared_is_retired() {
    let mut after = company();
    after.people.pop();
    after.teams[0].members.pop();
    after.teams[0].targets.clear();
    after.objectives.clear();
    assert_eq!(
        said(Some(&company()), &after),
        [
            "retires person Ben Okafor (U2)",
            "retires member Ben Okafor (member) of team payments",
            "retires target 2026-Q4 of team payments",
            "retires objective PAY-1 (Paying is the easy part)",
        ]
    );
}

#[test]
fn a_category_that_was_retired_comes_back() {
    let mut before = company();
    before.categories[2].retired = true;
    assert_eq!(
        said(Some(&before), &company()),
        ["adds category support (Support)"]
    );
    assert_eq!(
        said(Some(&company()), &before),
        ["retires category support (Support)"]
    );
    assert_eq!(said(Some(&before), &before), [""; 0]);
}

#[test]
fn what_holds_from_now_on_alone_is_said_with_what_stays() {
    let mut after = company();
    after.categories[0].marks.elective = true;
    after.categories[0].name = "Incidents".to_owned();
    after.teams[0].members[1].share = 0.5;
    let day = "2026-11-24".parse().unwrap();
    let said: Vec<String> = changes(Some(&company()), &after)
        .iter()
        .map(|change| change.on(day))
        .collect();
    assert_eq!(
        said,
        [
            "changes category fires: name Fires → Incidents",
            "changes category fires: elective no → yes (from week 48 on; earlier weeks keep no)",
            "changes member Ben Okafor of team payments: share 1 → 0.5 (from 2026-11-24 on; earlier days keep 1)",
        ]
    );
}
