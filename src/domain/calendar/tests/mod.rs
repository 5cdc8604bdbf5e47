//! The calendar by example: one small company, many zones, many weeks.

mod due_things;
mod plans;
mod reviews;
mod simulations;

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::*;
use crate::domain::cadence::{Cadence, TeamCadence, local};
use crate::domain::id::{ChannelId, PersonId, TeamId, WorkspaceId};
use crate::domain::organisation::{
    Answers, Member, Organisation, Person, Role, Settings, Team, TeamKind,
};
use crate::domain::week::Week;

/// One team in Berlin that answers by Ana, with Ben as deputy and Cy as member, and Oz watching.
fn company() -> Organisation {
    Organisation {
        settings: Settings {
            workspace: WorkspaceId::new("acme"),
            slack_team: None,
            name: "Acme".to_owned(),
            time_zone: chrono_tz::Europe::Berlin,
            leadership_channel: ChannelId::new("C1"),
            cadence: Cadence::default(),
            remainder: None,
            results: crate::domain::okr::ResultsSettings::default(),
            enough_answers: 3,
            keep_single_splits_weeks: 26,
        },
        categories: Vec::new(),
        people: ["ana", "ben", "cy", "oz"].map(person).to_vec(),
        teams: vec![Team {
            id: TeamId::new("payments"),
            name: "Payments".to_owned(),
            kind: TeamKind::Application,
            product_line: None,
            channel: None,
            tell_channel: true,
            time_zone: None,
            answers: Answers::Lead,
            lead_sees_answers: false,
            cadence: TeamCadence::default(),
            members: [
                ("oz", Role::Observer),
                ("cy", Role::Member),
                ("ben", Role::Deputy),
                ("ana", Role::Lead),
            ]
            .map(|(id, role)| Member {
                person: PersonId::new(id),
                role,
                share: 1.0,
                from: None,
                until: None,
            })
            .to_vec(),
            targets: Vec::new(),
        }],
        objectives: Vec::new(),
    }
}

fn person(id: &str) -> Person {
    Person {
        id: PersonId::new(id),
        name: id.to_owned(),
        time_zone: None,
        days_off: BTreeSet::new(),
        leader: false,
        admin: false,
    }
}

/// The company with Ana in another zone.
fn company_led_from(zone: &str) -> Organisation {
    let mut org = company();
    org.people[0].time_zone = Some(zone.parse().unwrap());
    org
}

/// The company with Ana off on some days.
fn company_with_lead_off(days: &[&str]) -> Organisation {
    let mut org = company();
    org.people[0].days_off = days.iter().map(|day| day.parse().unwrap()).collect();
    org
}

fn week(text: &str) -> Week {
    text.parse().unwrap()
}

fn utc(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// `ask ana Thu 19 15:00`, a line each, by local clocks.
fn told(planned: &[Planned]) -> Vec<String> {
    planned
        .iter()
        .map(|it| {
            let kind = match it.kind {
                PlannedKind::Ask => "ask".to_owned(),
                PlannedKind::Results => "results".to_owned(),
                PlannedKind::Reminder(number) => format!("reminder {number}"),
                PlannedKind::Digest => "digest".to_owned(),
                PlannedKind::Close => "close".to_owned(),
                PlannedKind::Review(period) => format!("review {period}"),
            };
            let whom = it.person.as_ref().map_or("all", PersonId::as_str);
            let when = local(it.zone, it.at).format("%a %d %H:%M");
            format!("{kind} {whom} {when}")
        })
        .collect()
}

fn plan_of(org: &Organisation, text: &str) -> Vec<String> {
    told(&plan(org, week(text), &BTreeSet::new()))
}
