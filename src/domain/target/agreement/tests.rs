//! What a form comes to, in a small company on Tuesday of week 47.

use super::*;
use crate::domain::cadence::{Cadence, TeamCadence};
use crate::domain::category::defaults;
use crate::domain::id::{ChannelId, TeamId, WorkspaceId};
use crate::domain::organisation::{Answers, Member, Person, Settings, TeamKind};

fn today() -> NaiveDate {
    "2026-11-17".parse().unwrap()
}

fn week(text: &str) -> Week {
    text.parse().unwrap()
}

fn split(fires: u8) -> TimeSplit {
    let shares = [("fires", fires), ("existing", 100 - fires)];
    TimeSplit::new(shares.map(|(id, percent)| (CategoryId::new(id), percent))).unwrap()
}

fn company(targets: Vec<TargetSplit>) -> Organisation {
    let person = |id: &str| Person {
        id: PersonId::new(id),
        name: id.to_lowercase(),
        time_zone: None,
        days_off: Default::default(),
        leader: id == "MARA",
        admin: id == "OMAR",
    };
    let member = |id: &str, role| Member {
        person: PersonId::new(id),
        role,
        share: 1.0,
        from: None,
        until: None,
    };
    Organisation {
        settings: Settings {
            workspace: WorkspaceId::new("main"),
            slack_team: None,
            name: "Northwind".to_owned(),
            time_zone: chrono_tz::Europe::Berlin,
            leadership_channel: ChannelId::new("leadership"),
            cadence: Cadence::default(),
            remainder: None,
            results: Default::default(),
            enough_answers: 3,
            keep_single_splits_weeks: 26,
        },
        categories: defaults(),
        people: ["OMAR", "MARA", "ANA", "BEN", "EVE"].map(person).to_vec(),
        teams: vec![Team {
            id: TeamId::new("payments"),
            name: "Payments".to_owned(),
            kind: TeamKind::Application,
            product_line: None,
            channel: None,
            tell_channel: true,
            lead_sees_answers: false,
            time_zone: None,
            answers: Answers::Lead,
            cadence: TeamCadence::default(),
            members: vec![
                member("ANA", Role::Lead),
                member("BEN", Role::Deputy),
                member("EVE", Role::Observer),
            ],
            targets,
        }],
        objectives: Vec::new(),
    }
}

fn typed(fields: &[(Field, &str)]) -> Typed<Field> {
    let share = |id: &str| Field::Share(CategoryId::new(id));
    let mut typed = Typed::default();
    for (field, text) in [
        (Field::Quarter, "2026-Q4"),
        (share("fires"), "30"),
        (share("existing"), "70"),
        (Field::Band, "10"),
        (Field::Why, "a launch year"),
        (Field::Product, "MARA"),
        (Field::Engineering, "ANA"),
        (Field::Until, ""),
        (Field::GivesWay, ""),
        (Field::Reason, ""),
    ]
    .iter()
    .chain(fields)
    {
        typed.0.insert(field.clone(), Some((*text).to_owned()));
    }
    typed
}

fn sent(
    targets: Vec<TargetSplit>,
    fields: &[(Field, &str)],
) -> Result<Option<Agreement>, Vec<(Field, Mistake)>> {
    let org = company(targets);
    let ana = PersonId::new("ANA");
    read(&org, &org.teams[0], &ana, &typed(fields), today())
}

fn agreed(targets: Vec<TargetSplit>, fields: &[(Field, &str)]) -> Agreement {
    sent(targets, fields).unwrap().expect("something changes")
}

fn q4(fires: u8) -> TargetSplit {
    TargetSplit::for_quarter("2026-Q4".parse().unwrap(), split(fires), 10)
}

fn for_a_while() -> TargetSplit {
    TargetSplit {
        since: week("2026-W46"),
        until: Some("2026-12-12".parse().unwrap()),
        ..q4(60)
    }
}

const BECAUSE: (Field, &str) = (Field::Reason, "the vault has settled");

#[test]
fn the_first_of_a_quarter_holds_from_its_first_week_and_the_next_from_now() {
    assert_eq!(agreed(vec![], &[]).target.since, week("2026-W40"));
    let next = agreed(vec![q4(20)], &[BECAUSE]);
    assert_eq!(next.target.since, week("2026-W47"));
    assert_eq!(next.before, Some(q4(20)));
    let ahead = agreed(vec![q4(20)], &[(Field::Quarter, "2027-Q1")]);
    assert_eq!(ahead.target.since, week("2027-W01"));
    assert_eq!(
        ahead.before, None,
        "it changes nothing, so it needs no reason"
    );
}

#[test]
fn a_change_needs_a_reason_and_words_alone_do_not() {
    assert_eq!(
        sent(vec![q4(20)], &[]),
        Err(vec![(Field::Reason, Mistake::NoReason)])
    );
    assert!(
        sent(vec![q4(30)], &[]).unwrap().is_some(),
        "only why is new"
    );
    let same = agreed(vec![q4(30)], &[]).target;
    assert_eq!(sent(vec![same], &[]), Ok(None));
    assert!(sent(vec![q4(20)], &[(Field::Reason, " \n ")]).is_err());
}

#[test]
fn a_temporary_one_stands_beside_the_quarters_and_ends_the_one_before_it() {
    let fields = [(Field::Until, "2026-12-12"), (Field::GivesWay, "tune-ups")];
    let first = agreed(vec![q4(20)], &fields);
    assert_eq!((first.ends, first.before), (None, None));
    assert_eq!(first.target.since, week("2026-W47"));
    let fields = [fields[0].clone(), fields[1].clone(), BECAUSE];
    let second = agreed(vec![q4(20), for_a_while()], &fields);
    assert_eq!((second.ends, second.before), (Some(1), Some(for_a_while())));
}

#[test]
fn agreeing_for_the_quarter_ends_what_holds_for_a_while_now_and_not_what_holds_later() {
    let now = agreed(vec![q4(20), for_a_while()], &[BECAUSE]);
    assert_eq!((now.ends, now.before), (Some(1), Some(for_a_while())));
    let ahead = [(Field::Quarter, "2027-Q1")];
    assert_eq!(agreed(vec![q4(20), for_a_while()], &ahead).ends, None);
    let later = TargetSplit {
        since: week("2026-W49"),
        ..for_a_while()
    };
    assert_eq!(agreed(vec![q4(20), later], &[BECAUSE]).ends, None);
}

#[test]
fn what_cannot_be_is_said_beside_its_field() {
    let share = |id: &str| Field::Share(CategoryId::new(id));
    let thursday = "2026-11-19".parse().unwrap();
    for (fields, field, mistake) in [
        (
            vec![(Field::Quarter, "2026-Q3")],
            Field::Quarter,
            Mistake::NotAQuarter,
        ),
        (
            vec![(Field::Quarter, "2028-Q1")],
            Field::Quarter,
            Mistake::NotAQuarter,
        ),
        (
            vec![(share("fires"), "-3")],
            share("fires"),
            Mistake::NotAPercent,
        ),
        (
            vec![(share("fires"), "30.5")],
            share("fires"),
            Mistake::NotAPercent,
        ),
        (
            vec![(share("gone"), "1")],
            share("gone"),
            Mistake::NoLongerAsked,
        ),
        (
            vec![(share("fires"), "35")],
            share("existing"),
            Mistake::Sum(NotASplit::TooMuch { sum: 105 }),
        ),
        (
            vec![(Field::Band, "lots")],
            Field::Band,
            Mistake::NotAPercent,
        ),
        (vec![(Field::Why, "")], Field::Why, Mistake::NoWhy),
        (vec![(Field::Product, "")], Field::Product, Mistake::Nobody),
        (
            vec![(Field::Product, "ANA")],
            Field::Engineering,
            Mistake::SamePerson,
        ),
        (
            vec![(Field::Engineering, "UNKNOWN")],
            Field::Engineering,
            Mistake::Stranger,
        ),
        (
            vec![(Field::GivesWay, "tune-ups")],
            Field::Until,
            Mistake::NoEnd,
        ),
        (
            vec![(Field::Until, "2026-12-12")],
            Field::GivesWay,
            Mistake::NothingGivesWay,
        ),
        (
            vec![(Field::Until, "2026-11-18"), (Field::GivesWay, "tune-ups")],
            Field::Until,
            Mistake::EndsBefore(thursday),
        ),
        (
            vec![(Field::Until, "soon"), (Field::GivesWay, "tune-ups")],
            Field::Until,
            Mistake::EndsBefore(thursday),
        ),
    ] {
        assert_eq!(
            sent(vec![], &fields),
            Err(vec![(field, mistake)]),
            "{fields:?}"
        );
    }
}

#[test]
fn leaders_the_lead_and_admins_agree_and_the_team_reads() {
    let org = company(vec![]);
    let team = &org.teams[0];
    let can = |may: fn(&Organisation, &Team, &PersonId) -> bool| {
        ["OMAR", "MARA", "ANA", "BEN", "EVE", "NORA"].map(|id| may(&org, team, &PersonId::new(id)))
    };
    assert_eq!(can(may_agree), [true, true, true, false, false, false]);
    assert_eq!(can(may_see), [true, true, true, true, true, false]);
    assert_eq!(who_may(&org, team), ["ana", "omar", "mara"]);
}
