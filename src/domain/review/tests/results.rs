//! What became of objectives, iterations and decisions.

use std::collections::BTreeSet;

use super::*;
use crate::domain::decision::{Moved, Number};
use crate::domain::id::{DecisionId, IterationId, KeyResultCode, ObjectiveCode, PersonId};
use crate::domain::iteration::{Impact, Measured, Outcome, Stage, Threshold, Verdict};
use crate::domain::okr::{Cause, Closing, Confidence, KeyResult, Score, Status, Unit};

fn objective(code: &str, quarter: &str) -> Objective {
    let key_result = KeyResult::new(
        KeyResultCode::new(format!("{code}.1")),
        "Weekly active payers",
        Unit::Number,
        (0.0, 100.0),
        PersonId::new("ana"),
    );
    let code = ObjectiveCode::new(code);
    let owner = PersonId::new("ana");
    Objective::new(code, "Title", owner, Vec::new(), quarter.parse().unwrap())
        .with(vec![key_result])
}

fn closed(mut one: Objective, at: &str, tenths: u8) -> Objective {
    one.closed = Some(Closing {
        score: Score::of_tenths(tenths).unwrap(),
        cause: Cause::AsMeant,
        explanation: None,
        decision: crate::domain::okr::Decision::Keep,
        by: PersonId::new("ana"),
        at: at.parse().unwrap(),
    });
    one
}

fn declared(objective: Objective) -> Declared {
    Declared {
        objective,
        retired: None,
    }
}

#[test]
fn scores_are_told_in_the_period_in_which_they_were_given() {
    let mut secret = closed(objective("SEC-1", "2026-Q4"), "2026-11-10T10:00:00Z", 9);
    secret.private = true;
    let gone = Declared {
        objective: objective("OLD-1", "2026-Q4"),
        retired: Some("2026-11-12".parse().unwrap()),
    };
    let replaced = Declared {
        objective: objective("NEW-1", "2026-Q4"),
        retired: Some("2027-01-04".parse().unwrap()),
    };
    let mut given = Given::of(company(&[]), Vec::new());
    given.objectives = vec![
        declared(closed(
            objective("A-1", "2026-Q4"),
            "2026-10-20T10:00:00Z",
            4,
        )),
        declared(closed(
            objective("B-1", "2026-Q4"),
            "2026-11-10T10:00:00Z",
            7,
        )),
        // Half past midnight of the first in Berlin.
        declared(closed(
            objective("C-1", "2026-Q3"),
            "2026-10-31T23:30:00Z",
            5,
        )),
        declared(closed(
            objective("D-1", "2026-Q3"),
            "2026-12-02T10:00:00Z",
            5,
        )),
        declared(secret),
        gone,
        replaced,
        declared(objective("E-1", "2026-Q4")),
    ];
    let reading = |code: &str, week: &str, value| Reading {
        key_result: KeyResultCode::new(code),
        week: week.parse().unwrap(),
        value,
        confidence: Confidence::try_from(8).unwrap(),
        by: PersonId::new("ana"),
        note: None,
    };
    given.readings = vec![
        reading("NEW-1.1", "2026-W48", 90.0),
        reading("E-1.1", "2026-W40", 90.0),
    ];
    let told = given.told().results;
    let codes = |results: &Results| -> Vec<String> {
        results
            .closed
            .iter()
            .map(|it| it.code.to_string())
            .collect()
    };
    assert_eq!(codes(&told), ["B-1", "C-1"]);
    assert_eq!(told.mean_score(), Some(6.0));
    assert_eq!(told.closed_before, 1);
    assert_eq!(told.given_up.len(), 1);
    let open: Vec<String> = told.open.iter().map(|it| it.code.to_string()).collect();
    assert_eq!(open, ["NEW-1", "E-1"]);
    assert_eq!(
        (told.with(Status::OnTrack), told.with(Status::Stale)),
        (1, 1)
    );
    // What was closed since was open then.
    let scored = declared(closed(
        objective("E-1", "2026-Q4"),
        "2027-01-05T10:00:00Z",
        10,
    ));
    given.objectives[7] = scored.clone();
    let told = given.told().results;
    assert_eq!(codes(&told), ["B-1", "C-1"]);
    assert_eq!(told.open.len(), 2);
    // The quarter's review has all scores of its own, those of the days after it too.
    given.period = period("2026-Q4");
    let told = given.told().results;
    assert_eq!(codes(&told), ["A-1", "B-1", "C-1", "D-1", "E-1"]);
}

#[test]
fn an_outcome_is_one_by_its_kind_or_by_how_it_reads() {
    let mut one = objective("A-1", "2026-Q4");
    let key_result = |code: &str, metric: &str| KeyResult {
        metric: metric.to_owned(),
        code: KeyResultCode::new(code),
        ..one.key_results[0].clone()
    };
    let all = vec![
        KeyResult {
            outcome: Some(crate::domain::okr::Outcome::Revenue),
            ..key_result("A-1.1", "Revenue of new plans")
        },
        key_result("A-1.2", "Weekly active payers"),
        KeyResult {
            kept: Some("because it is the law".to_owned()),
            ..key_result("A-1.3", "Launch the new checkout")
        },
        key_result("A-1.4", "Launch the new checkout"),
    ];
    one.key_results = all;
    let mut given = Given::of(company(&[]), Vec::new());
    given.objectives = vec![declared(one)];
    let outcomes = given.told().align.outcomes;
    assert_eq!((outcomes.all, outcomes.said()), (4, 1));
    assert_eq!(
        (outcomes.read_so, outcomes.kept, outcomes.output),
        (1, 1, 1)
    );
}

fn iteration(number: u32, started: &str, told: Option<(&str, Verdict)>) -> Iteration {
    Iteration {
        id: IterationId::new(number.to_string()),
        number,
        feature: "Insights".into(),
        title: "Insights by e-mail".into(),
        team: TeamId::new("t0"),
        owner: PersonId::new("ana"),
        key_result: KeyResultCode::new("A-1.1"),
        hypothesis: "We believe readers will click".into(),
        test: "An e-mail to fifty".into(),
        stage: Stage::Sketch,
        gates: BTreeSet::new(),
        metric: "readers who click".into(),
        threshold: Threshold::parse("at least 8%").unwrap(),
        impact: Impact::Customer,
        impact_sentence: "They see what they spend".into(),
        started: started.parse().unwrap(),
        measure_by: "2026-11-20".parse().unwrap(),
        follows: None,
        outcome: told.map(|(day, verdict)| Outcome {
            measured: Measured {
                value: None,
                sample: None,
            },
            verdict,
            day: day.parse().unwrap(),
            was_it_so: None,
            decision: None,
        }),
    }
}

#[test]
fn an_iteration_that_was_told_after_the_period_was_not_told_in_it() {
    let mut given = Given::of(company(&[None]), Vec::new());
    given.iterations = vec![
        iteration(1, "2026-10-20", Some(("2026-11-03", Verdict::Validated))),
        iteration(2, "2026-11-05", Some(("2026-11-10", Verdict::Refuted))),
        iteration(3, "2026-11-16", Some(("2026-12-01", Verdict::Validated))),
        iteration(4, "2026-12-01", None),
        iteration(5, "2026-10-01", Some(("2026-10-20", Verdict::Validated))),
    ];
    let told = given.told().iterations;
    assert_eq!((told.told, told.validated, told.begun), (2, 1, 2));
    assert_eq!(told.median_days, Some(9.5));
    assert_eq!((told.past_date, told.running), (1, 0), "number 3");
    assert_eq!(told.stages.len(), 1);
    assert_eq!(told.stages[0].with(Verdict::Refuted), 1);
}

#[test]
fn a_month_stands_beside_the_one_after_it() {
    let rows = ["2026-W38", "2026-W42", "2026-W46"]
        .into_iter()
        .zip([30, 10, 20])
        .map(|(it, fires)| row(0, week(it), split([fires, 0, 0, 60 - fires, 0, 40]), 2.0));
    let mut given = Given::of(company(&[None]), rows.collect());
    given.iterations = vec![iteration(
        1,
        "2026-10-20",
        Some(("2026-11-03", Verdict::Validated)),
    )];
    let later = given.told().later;
    assert_eq!(later.beside, Some(CategoryId::new("fires")));
    let months: Vec<_> = later
        .months
        .iter()
        .map(|it| (it.month.number(), it.tune_ups, it.fires, it.days))
        .collect();
    assert_eq!(months, [(9, 40, 10, None), (10, 40, 20, Some(14.0))]);
}

#[test]
fn a_decision_tells_its_number_unless_that_is_private() {
    let mut given = Given::of(
        company(&[None]),
        vec![row(0, week("2026-W47"), split([40, 0, 0, 60, 0, 0]), 1.0)],
    );
    let mut secret = objective("SEC-1", "2026-Q4");
    secret.private = true;
    given.objectives = vec![declared(objective("A-1", "2026-Q4")), declared(secret)];
    let decision = |id: &str, number: Option<Number>, until: &str| Decision {
        id: DecisionId::new(id),
        week: week("2026-W45"),
        team: TeamId::new("t0"),
        by: PersonId::new("mara"),
        what: id.to_owned(),
        number: number.map(|number| Moved {
            number,
            before: Some(10.0),
        }),
        gives_way: None,
        until: until.parse().unwrap(),
        recorded: "2026-11-06T16:00:00Z".parse().unwrap(),
        withdrawn: None,
    };
    let key_result = |code: &str| Some(Number::KeyResult(KeyResultCode::new(code)));
    let mut withdrawn = decision("withdrawn", None, "2026-11-20");
    withdrawn.withdrawn = Some((
        PersonId::new("mara"),
        "2026-11-07T16:00:00Z".parse().unwrap(),
    ));
    given.decisions = vec![
        decision("later", None, "2026-12-11"),
        decision("open", key_result("A-1.1"), "2026-11-20"),
        decision("private", key_result("SEC-1.1"), "2026-11-20"),
        decision("time", Some(Number::ElectiveShare), "2026-11-27"),
        withdrawn,
    ];
    let told = given.told().decisions;
    let read: Vec<_> = told
        .iter()
        .map(|it| {
            (
                it.what.as_str(),
                it.come,
                it.number.as_ref().map(|number| number.did.after),
            )
        })
        .collect();
    let expected = [
        ("open", true, Some(None)),
        ("private", true, None),
        ("time", true, Some(Some(60.0))),
        ("later", false, None),
    ];
    assert_eq!(read, expected);
}

#[test]
fn a_decision_stands_on_the_weeks_that_were_told_by_then() {
    let org = company(&[None]);
    let stood_in = |recorded: &str| {
        let decision = Decision {
            id: DecisionId::new("d"),
            week: week("2026-W47"),
            team: TeamId::new("t0"),
            by: PersonId::new("mara"),
            what: "Two more".to_owned(),
            number: None,
            gives_way: None,
            until: "2026-12-31".parse().unwrap(),
            recorded: recorded.parse().unwrap(),
            withdrawn: None,
        };
        decision.stood_in(&org).to_string()
    };
    assert_eq!(stood_in("2026-11-20T15:10:00Z"), "2026-W47");
    assert_eq!(stood_in("2026-11-26T10:00:00Z"), "2026-W47");
    assert_eq!(stood_in("2026-12-02T10:00:00Z"), "2026-W48");
    // An operator posted the digest before its hour.
    assert_eq!(stood_in("2026-11-19T10:00:00Z"), "2026-W47");
}
