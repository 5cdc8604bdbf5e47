//! A small company and what happens in it.

use chrono::{DateTime, TimeDelta, Utc};
use headway::domain::cadence::{Cadence, TeamCadence};
use headway::domain::category;
use headway::domain::check_in::{Ask, AskOutcome, CheckIn, Round};
use headway::domain::delivery::{NewDelivery, Subject, Target};
use headway::domain::id::{
    AskId, CategoryId, ChannelId, DeliveryId, KeyResultCode, ObjectiveCode, PersonId, TeamId,
    WorkspaceId,
};
use headway::domain::okr::{Confidence, KeyResult, Objective, Reading, ResultsSettings, Unit};
use headway::domain::organisation::{
    Answers, Member, Organisation, Person, Role, Settings, Team, TeamKind,
};
use headway::domain::target::TargetSplit;
use headway::domain::time_split::TimeSplit;
use headway::domain::week::Week;
use headway::store::{Recorded, Store};

use super::place::Place;

pub fn workspace() -> WorkspaceId {
    WorkspaceId::new("acme")
}

pub fn week() -> Week {
    "2026-W47".parse().unwrap()
}

/// Thursday of week 47, so many seconds after 15:00 in Madrid.
pub fn at(seconds: i64) -> DateTime<Utc> {
    "2026-11-19T14:00:00Z".parse::<DateTime<Utc>>().unwrap() + TimeDelta::seconds(seconds)
}

pub fn split(fires: u8) -> TimeSplit {
    TimeSplit::new([
        (CategoryId::new("fires"), fires),
        (CategoryId::new("new"), 100 - fires),
    ])
    .unwrap()
}

pub fn organisation() -> Organisation {
    Organisation {
        settings: Settings {
            workspace: workspace(),
            slack_team: None,
            name: "Acme".to_owned(),
            time_zone: chrono_tz::Europe::Madrid,
            leadership_channel: ChannelId::new("C-LEAD"),
            cadence: Cadence::default(),
            remainder: Some(CategoryId::new("existing")),
            results: ResultsSettings::default(),
            enough_answers: 3,
            keep_single_splits_weeks: 26,
        },
        categories: category::defaults(),
        people: ["ana", "ben", "eve", "mara"].map(person).to_vec(),
        teams: vec![
            team("payments", Answers::Lead),
            team("search", Answers::Everyone),
        ],
        objectives: vec![objective()],
    }
}

fn person(id: &str) -> Person {
    Person {
        id: PersonId::new(id),
        name: format!("{id} O'Ruiz 🙂"),
        time_zone: (id == "ben").then_some(chrono_tz::America::New_York),
        days_off: if id == "ana" {
            ["2026-12-24", "2026-12-25"]
                .map(|day| day.parse().unwrap())
                .into()
        } else {
            [].into()
        },
        leader: id == "mara",
        admin: id == "eve",
    }
}

pub fn team(id: &str, answers: Answers) -> Team {
    let member = |person: &str, role, share| Member {
        person: PersonId::new(person),
        role,
        share,
        from: None,
        until: None,
    };
    Team {
        id: TeamId::new(id),
        name: id.to_uppercase(),
        kind: TeamKind::Platform,
        product_line: Some("Checkout".to_owned()),
        channel: Some(ChannelId::new("C-TEAM")),
        tell_channel: true,
        time_zone: Some(chrono_tz::Europe::Berlin),
        answers,
        lead_sees_answers: false,
        cadence: TeamCadence {
            ask: Some("wednesday 16:30".parse().unwrap()),
            reminders: Some(Vec::new()),
        },
        members: vec![
            member("ana", Role::Lead, 1.0),
            member("ben", Role::Member, 0.5),
            member("eve", Role::Deputy, 0.8),
            member("mara", Role::Observer, 1.0),
        ],
        targets: vec![TargetSplit::for_quarter(
            "2026-Q4".parse().unwrap(),
            split(35),
            10,
        )],
    }
}

fn objective() -> Objective {
    let key_result = |code: &str, unit, baseline, target| {
        KeyResult::new(
            KeyResultCode::new(code),
            &format!("Metric of {code}"),
            unit,
            (baseline, target),
            PersonId::new("ana"),
        )
    };
    Objective::new(
        ObjectiveCode::new("PAY-1"),
        "Paying is the easy part",
        PersonId::new("ana"),
        vec![TeamId::new("search"), TeamId::new("payments")],
        "2026-Q4".parse().unwrap(),
    )
    .with(vec![
        key_result("PAY-1.1", Unit::Percent, 68.0, 80.0),
        key_result("PAY-1.2", Unit::Number, 3900.0, 6000.0),
        key_result("PAY-1.3", Unit::Money("EUR".to_owned()), 0.1, 0.7),
    ])
}

/// An ask whose id is `team-person-week`; a lead's is an estimate.
pub fn ask(team: &str, person: &str, week: Week) -> Ask {
    Ask {
        id: AskId::new(format!("{team}-{person}-{week}")),
        week,
        team: TeamId::new(team),
        person: PersonId::new(person),
        due: at(0),
        estimate: team == "payments",
        outcome: None,
        message: None,
    }
}

pub fn check_in(ask: &Ask, fires: u8) -> CheckIn {
    CheckIn {
        ask: ask.id.clone(),
        week: ask.week,
        team: ask.team.clone(),
        person: ask.person.clone(),
        estimate: ask.estimate,
        split: split(fires),
        repeated: false,
        readings: Vec::new(),
        results_asked: true,
        results_note: None,
        note: Some("the vault moved".to_owned()),
        need: None,
        next_slice: None,
        form_opened: Some(at(60)),
        sent: at(110),
        revision: 1,
    }
}

pub fn reading(code: &str, week: Week, value: f64) -> Reading {
    Reading {
        key_result: KeyResultCode::new(code),
        week,
        value,
        confidence: Confidence::try_from(7).unwrap(),
        by: PersonId::new("ana"),
        note: None,
    }
}

/// A delivery that is due at 15:00 and whose id is its key.
pub fn delivery(subject: Subject) -> NewDelivery {
    let target = match &subject {
        Subject::Ask(_) | Subject::AskEdit(_) | Subject::Reminder(..) => {
            Target::Person(PersonId::new("ana"))
        }
        _ => Target::Channel(ChannelId::new("C-LEAD")),
    };
    NewDelivery {
        id: DeliveryId::new(subject.key()),
        subject,
        target,
        due: at(0),
    }
}

pub fn round(week: Week) -> Round {
    Round {
        week,
        opened: at(0),
        digested: None,
        closed: None,
    }
}

/// A store with the company in it.
pub async fn imported(place: &Place) -> Store {
    let store = place.open().await;
    store
        .replace_organisation(&organisation(), at(-9))
        .await
        .unwrap();
    store
}

/// A store with the company in it and one open round, in which these have been asked.
pub async fn asked(place: &Place, asks: &[Ask]) -> Store {
    let store = imported(place).await;
    for ask in asks {
        store
            .open_round(&workspace(), &round(ask.week))
            .await
            .unwrap();
    }
    store.add_asks(&workspace(), asks, &[]).await.unwrap();
    store
}

pub fn payments() -> Team {
    team("payments", Answers::Lead)
}

pub fn search() -> Team {
    team("search", Answers::Everyone)
}

pub async fn record(store: &Store, check_in: &CheckIn) -> Recorded {
    store
        .record_check_in(&workspace(), check_in, &[])
        .await
        .unwrap()
}

pub async fn stored(store: &Store, ask: &AskId) -> CheckIn {
    store.check_in(&workspace(), ask).await.unwrap().unwrap()
}

pub async fn outcome(store: &Store, ask: &AskId) -> Option<AskOutcome> {
    store.ask(&workspace(), ask).await.unwrap().unwrap().outcome
}
