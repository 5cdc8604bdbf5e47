//! Splits built to break rounding, and every number recomputed straightforwardly from the rows.

use proptest::prelude::*;

use super::*;
use crate::domain::cadence::{Cadence, TeamCadence};
use crate::domain::category::{Category, defaults};
use crate::domain::check_in::RollUp;
use crate::domain::id::{ChannelId, TeamId, WorkspaceId};
use crate::domain::okr::ResultsSettings;
use crate::domain::organisation::{Answers, Settings, Team, TeamKind};
use crate::domain::target::TargetSplit;
use crate::domain::time_split::apportioned;
use crate::domain::week::Quarter;

const LINES: [&str; 6] = [
    "fires", "security", "support", "new", "existing", "tune-ups",
];

fn week() -> Week {
    "2026-W47".parse().unwrap()
}

fn split(shares: [u8; 6]) -> TimeSplit {
    TimeSplit::new(LINES.map(CategoryId::new).into_iter().zip(shares)).unwrap()
}

/// Teams of all kinds in turn; each agreed on the target that stands beside it.
fn company(targets: &[Option<TimeSplit>]) -> Organisation {
    let team = |(at, target): (usize, &Option<TimeSplit>)| Team {
        id: TeamId::new(format!("t{at}")),
        name: format!("Team {at}"),
        kind: TeamKind::ALL[at % 3],
        product_line: (at % 2 == 0).then(|| "Checkout".to_owned()),
        channel: None,
        tell_channel: true,
        time_zone: None,
        answers: Answers::Lead,
        lead_sees_answers: false,
        cadence: TeamCadence::default(),
        members: Vec::new(),
        targets: Vec::from_iter(
            target
                .clone()
                .map(|split| TargetSplit::for_quarter(Quarter::of_week(week()), split, 10)),
        ),
    };
    Organisation {
        settings: Settings {
            workspace: WorkspaceId::new("main"),
            slack_team: None,
            name: "Northwind".to_owned(),
            time_zone: chrono_tz::UTC,
            leadership_channel: ChannelId::new("C1"),
            cadence: Cadence::default(),
            remainder: None,
            enough_answers: 3,
            keep_single_splits_weeks: 26,
            results: ResultsSettings::default(),
        },
        categories: defaults(),
        people: Vec::new(),
        teams: targets.iter().enumerate().map(team).collect(),
        objectives: Vec::new(),
    }
}

fn row(at: usize, split: TimeSplit, weight: f64) -> RollUp {
    RollUp {
        week: week(),
        team: TeamId::new(format!("t{at}")),
        split: Some(split),
        estimate: true,
        weight,
        available: weight,
        strength: weight,
        asked: 1,
        answered: 1,
        counted: 1,
        repeated: 0,
        seconds: 60,
    }
}

/// Any split: five cuts through the hundred.
fn any_split() -> impl Strategy<Value = TimeSplit> {
    proptest::collection::vec(0u8..=100, 5).prop_map(|mut cuts| {
        cuts.sort_unstable();
        let ends = cuts.iter().copied().chain([100]);
        let starts = [0].into_iter().chain(cuts.iter().copied());
        let shares: Vec<u8> = ends.zip(starts).map(|(end, start)| end - start).collect();
        split(shares.try_into().unwrap())
    })
}

/// Teams: a split, what was agreed, and tenths of people.
fn any_teams() -> impl Strategy<Value = Vec<(TimeSplit, Option<TimeSplit>, u16)>> {
    let team = (any_split(), proptest::option::of(any_split()), 1u16..200);
    proptest::collection::vec(team, 1..12)
}

#[test]
fn thirds_and_halves_still_print_a_hundred() {
    let none = [None, None, None];
    let org = company(&none);
    for shares in [
        [
            [34, 33, 33, 0, 0, 0],
            [33, 34, 33, 0, 0, 0],
            [0, 0, 0, 33, 33, 34],
        ],
        [
            [1, 0, 0, 99, 0, 0],
            [0, 1, 0, 0, 99, 0],
            [0, 0, 1, 0, 0, 99],
        ],
        [
            [17, 17, 17, 17, 16, 16],
            [16, 17, 17, 17, 17, 16],
            [16, 16, 17, 17, 17, 17],
        ],
    ] {
        let rows = shares.into_iter().enumerate();
        let rows = rows.map(|(at, shares)| row(at, split(shares), 1.0));
        let history = History::new(rows.collect());
        let told = allocation(&org, &history, &Scope::Company, week()).unwrap();
        let sum: u32 = told.split.iter().map(|(_, it)| u32::from(it)).sum();
        assert_eq!(sum, 100, "{told:?}");
    }
    assert_eq!(apportioned(100, &[33.333, 33.333, 33.333]), [34, 33, 33]);
    assert_eq!(apportioned(0, &[]), [0; 0]);
}

#[test]
fn a_gap_is_named_for_the_teams_that_make_most_of_it() {
    let target = split([20, 10, 5, 30, 20, 15]);
    let org = company(&[
        Some(target.clone()),
        Some(target.clone()),
        Some(target),
        None,
    ]);
    let history = History::new(vec![
        row(0, split([45, 10, 5, 20, 10, 10]), 8.0),
        row(1, split([20, 10, 5, 30, 20, 15]), 6.0),
        row(2, split([30, 10, 5, 20, 20, 15]), 6.0),
        row(3, split([90, 10, 0, 0, 0, 0]), 20.0),
    ]);
    let told = allocation(&org, &history, &Scope::Company, week()).unwrap();
    let against = told.against.unwrap();
    assert_eq!(
        (against.elective, against.agreed, against.band),
        (52, 65, None)
    );
    let most = against.most_in.clone().unwrap();
    assert_eq!(
        (most.teams, most.made_up_for),
        (vec!["Team 0".to_owned()], false)
    );
    assert!((against.gap_people + 2.6).abs() < 1e-9, "{against:?}");
    assert_eq!(
        against.people, 20.0,
        "a team without a target counts in neither"
    );
    let loudest = told.loudest.unwrap();
    assert_eq!((loudest.category.as_str(), loudest.percent), ("fires", 62));
    assert!((loudest.people - 24.6).abs() < 1e-9);
    let line = Scope::Line("Checkout".to_owned());
    let line = allocation(&org, &history, &line, week()).unwrap();
    assert_eq!((line.people, line.basis.teams), (14.0, 2));
}

#[test]
fn silence_is_counted_and_never_filled_in() {
    let org = company(&[None, None, None]);
    let mut few = row(1, split([0, 0, 0, 100, 0, 0]), 2.0);
    (few.estimate, few.answered, few.counted, few.available) = (false, 2, 2, 9.0);
    let history = History::new(vec![row(0, split([10, 0, 0, 40, 30, 20]), 3.0), few]);
    let told = allocation(&org, &history, &Scope::Company, week()).unwrap();
    assert_eq!(told.people, 3.0);
    assert_eq!(told.elective, 90);
    let basis = told.basis;
    assert_eq!((basis.teams, basis.teams_in, basis.missing()), (3, 1, 2));
    assert_eq!(basis.coverage(), 25);
    let alone = Scope::Team(TeamId::new("t1"));
    assert_eq!(allocation(&org, &history, &alone, week()), None);
    assert_eq!(
        allocation(&org, &history, &Scope::Company, week().next()),
        None
    );
}

proptest! {
    #[test]
    fn every_number_is_what_the_rows_come_to(teams in any_teams()) {
        let targets: Vec<_> = teams.iter().map(|(_, target, _)| target.clone()).collect();
        let org = company(&targets);
        let people = |tenths: u16| f64::from(tenths) / 10.0;
        let rows = teams.iter().enumerate().map(|(at, it)| row(at, it.0.clone(), people(it.2)));
        let history = History::new(rows.rev().collect());
        let told = allocation(&org, &history, &Scope::Company, week()).unwrap();
        // In whole tenths of people: nothing is rounded on the way.
        let all: u32 = teams.iter().map(|it| u32::from(it.2)).sum();
        let exact = |of: &dyn Fn(&TimeSplit) -> u32| {
            let sum: u32 = teams.iter().map(|it| of(&it.0) * u32::from(it.2)).sum();
            f64::from(sum) / f64::from(all)
        };
        for category in &org.categories {
            let exact = exact(&|split| u32::from(split.percent(&category.id)));
            let printed = f64::from(told.split.percent(&category.id));
            prop_assert!((printed - exact).abs() < 1.0, "{} {printed} {exact}", category.id);
        }
        let marked = |test: &dyn Fn(&Category) -> bool, split: &TimeSplit| -> u32 {
            let lines = org.categories.iter().filter(|it| test(it));
            lines.map(|it| u32::from(split.percent(&it.id))).sum()
        };
        let elective = |split: &TimeSplit| marked(&|it| it.marks.elective, split);
        prop_assert_eq!(told.split.iter().map(|it| u32::from(it.1)).sum::<u32>(), 100);
        prop_assert_eq!(told.elective, elective(&told.split));
        prop_assert_eq!(told.elective + told.non_elective, 100);
        prop_assert!((f64::from(told.elective) - exact(&elective)).abs() <= 0.5 + 1e-9);
        for (purpose, printed) in told.purposes {
            let of = |split: &TimeSplit| marked(&|it| it.marks.purpose == purpose, split);
            prop_assert_eq!(printed, of(&told.split));
            prop_assert!((f64::from(printed) - exact(&of)).abs() < 1.0);
        }
        let features: u32 = told.features.iter().map(|it| it.1).sum();
        prop_assert!(features == 100 || told.features.is_empty());
        let agreed: Vec<_> = teams.iter().filter_map(|it| Some((&it.0, it.1.as_ref()?, it.2))).collect();
        prop_assert_eq!(told.against.is_some(), !agreed.is_empty());
        if let Some(against) = told.against {
            let points = |it: &(&TimeSplit, &TimeSplit, u16)| f64::from(elective(it.0)) - f64::from(elective(it.1));
            let gap: f64 = agreed.iter().map(|it| points(it) * people(it.2) / 100.0).sum();
            prop_assert!((against.gap_people - gap).abs() < 1e-6);
            prop_assert!((f64::from(against.points()) - 100.0 * gap / against.people).abs() <= 1.0 + 1e-6);
        }
        // Kinds share the company's people out among them.
        let kinds = TeamKind::ALL.map(|kind| allocation(&org, &history, &Scope::Kind(kind), week()));
        let sum: f64 = kinds.iter().flatten().map(|it| it.people).sum();
        prop_assert!((sum - told.people).abs() < 1e-6);
    }

    #[test]
    fn a_half_goes_to_elective_work_whatever_the_weights_are_like(
        teams in proptest::collection::vec((any_split(), 1u16..9), 2..5),
    ) {
        let none: Vec<_> = teams.iter().map(|_| None).collect();
        let org = company(&none);
        // Thirds and tenths of people, which no double holds.
        for part in [3.0, 10.0] {
            let rows = teams.iter().enumerate().map(|(at, (split, parts))| {
                row(at, split.clone(), f64::from(*parts) / part)
            });
            let history = History::new(rows.collect());
            let told = allocation(&org, &history, &Scope::Company, week()).unwrap();
            let elective = |split: &TimeSplit| split.elective(&org.categories, week());
            let all: u32 = teams.iter().map(|it| u32::from(it.1)).sum();
            let sum: u32 = teams.iter().map(|it| elective(&it.0) * u32::from(it.1)).sum();
            prop_assert_eq!(told.elective, (2 * sum + all) / (2 * all));
        }
    }

    #[test]
    fn a_team_alone_prints_what_it_said(one in any_split(), tenths in 1u16..200) {
        let org = company(&[None]);
        let history = History::new(vec![row(0, one.clone(), f64::from(tenths) / 10.0)]);
        let told = allocation(&org, &history, &Scope::Team(TeamId::new("t0")), week()).unwrap();
        prop_assert_eq!(told.split, one);
    }
}
