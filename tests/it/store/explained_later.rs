//! The digest of a week that is over counts what stood at its close, and so do the queries that explain it.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use headway::domain::brought::Brought;
use headway::domain::decision::{Decision as Decided, Moved, Number};
use headway::domain::id::{
    DecisionId, IterationId, KeyResultCode, ObjectiveCode, PersonId, QuestionId, TeamId,
};
use headway::domain::iteration::{
    Decision, Impact, Iteration, Measured, Outcome, Stage, Threshold,
};
use headway::domain::matters::Ended;
use headway::domain::okr::{Confidence, KeyResult, Objective, Reading, Unit};
use headway::domain::organisation::{Answers, Organisation};
use headway::domain::question::{Question, QuestionEnd};
use headway::domain::request::{RequestEnd, Wanted};
use headway::domain::week::Week;
use headway::store::Store;
use sqlx::Connection as _;

use super::computed::computed_again;
use super::place::{Place, on_both};
use super::sample::{ask, check_in, organisation, reading, round, team, week, workspace};

on_both!(a_week_is_explained_as_it_stood_at_its_close);

/// Week 47 closes on Tuesday the 24th, at eleven in Greenwich.
const LATER: &str = "2026-12-04T18:00:00Z";

fn instant(text: &str) -> DateTime<Utc> {
    let text = if text.contains('T') {
        text.to_owned()
    } else {
        format!("{text}T09:00:00Z")
    };
    text.parse().unwrap()
}

fn objective(code: &str, quarter: &str, private: bool) -> Objective {
    let key_result = KeyResult::new(
        KeyResultCode::new(format!("{code}.1")),
        "Weekly active payers",
        Unit::Number,
        (0.0, 100.0),
        PersonId::new("ana"),
    );
    let teams = vec![TeamId::new("payments")];
    let mut objective = Objective::new(
        ObjectiveCode::new(code),
        "Paying",
        PersonId::new("ana"),
        teams,
        quarter.parse().unwrap(),
    )
    .with(vec![key_result]);
    objective.private = private;
    objective
}

/// The usual company with a team that never answers, one that is about to go, a private objective and an older one.
fn company() -> Organisation {
    let mut org = organisation();
    org.teams.push(team("quiet", Answers::Lead));
    org.teams.push(team("gone", Answers::Lead));
    org.objectives.push(objective("SEC-1", "2026-Q4", true));
    org.objectives.push(objective("OLD-1", "2026-Q3", false));
    org
}

/// The answers of a week, of which Payments and the team that goes need something.
async fn answered(store: &Store, of: Week, sent: &str) {
    let acme = workspace();
    store.open_round(&acme, &round(of)).await.unwrap();
    let mut asks = vec![
        ask("payments", "ana", of),
        ask("search", "ana", of),
        ask("search", "ben", of),
        ask("search", "eve", of),
        ask("gone", "ana", of),
    ];
    asks[4].estimate = true;
    store.add_asks(&acme, &asks, &[]).await.unwrap();
    for ask in asks {
        let mut answer = check_in(&ask, 30);
        answer.sent = instant(sent);
        answer.form_opened = Some(instant(sent) - chrono::TimeDelta::seconds(70));
        let mut brought = Brought::default();
        if ask.estimate {
            brought.wanted = Some(Wanted::This {
                what: format!("A desk, {of}"),
                owner: None,
                needed_by: None,
            });
        }
        if ask.team.as_str() == "payments" {
            answer.readings = vec![reading("PAY-1.2", of, 4800.0)];
            answer.readings.push(Reading {
                confidence: Confidence::try_from(2).unwrap(),
                ..reading("PAY-1.3", of, 0.3)
            });
        }
        let recorded = store.record_answer(&acme, &answer, &brought, &[]);
        recorded.await.unwrap();
    }
}

async fn asks_and_answers(store: &Store) {
    let acme = workspace();
    answered(store, week().previous(), "2026-11-12").await;
    answered(store, week(), "2026-11-19").await;
    answered(store, week().next(), "2026-11-26").await;
    // What Payments needed in week 47 is answered a week later; the week before's was by the close.
    for (of, at) in [(week().previous(), "2026-11-23"), (week(), "2026-11-27")] {
        let ask = ask("payments", "ana", of);
        let made = store.requests_of_ask(&acme, &ask.id).await.unwrap();
        let id = made[0].id.clone();
        let end = Ended {
            how: RequestEnd::Answered("Yes".to_owned()),
            by: PersonId::new("mara"),
            at: instant(at),
        };
        store
            .end_request(&acme, (&id, None), &end, &[])
            .await
            .unwrap();
    }
    for (id, team, of, asked) in [
        ("early", "payments", week().previous(), "2026-11-16"),
        ("open", "search", week().previous(), "2026-11-16"),
        ("gone", "gone", week().previous(), "2026-11-16"),
        ("of the week", "payments", week(), "2026-11-21"),
        ("late", "search", week().previous(), "2026-11-25"),
    ] {
        let question = Question {
            id: QuestionId::new(id),
            week: of,
            team: TeamId::new(team),
            by: PersonId::new("mara"),
            text: format!("Why {id}?"),
            asked: instant(asked),
            ended: None,
        };
        store.ask_question(&acme, &question, &[]).await.unwrap();
    }
    let end = Ended {
        how: QuestionEnd::Withdrawn,
        by: PersonId::new("mara"),
        at: instant("2026-11-26"),
    };
    let early = QuestionId::new("early");
    store.end_question(&acme, &early, &end, &[]).await.unwrap();
}

fn slice(id: &str, started: &str, measure_by: &str) -> Iteration {
    Iteration {
        id: IterationId::new(id),
        number: 0,
        feature: "Insights".into(),
        title: id.into(),
        team: TeamId::new("payments"),
        owner: PersonId::new("ana"),
        key_result: KeyResultCode::new("PAY-1.2"),
        hypothesis: "We believe readers will click".into(),
        test: "An e-mail to fifty".into(),
        stage: Stage::Sketch,
        gates: BTreeSet::new(),
        metric: "readers who click".into(),
        threshold: Threshold::parse("at least 8%").unwrap(),
        impact: Impact::Customer,
        impact_sentence: "They see what they spend".into(),
        started: started.parse().unwrap(),
        measure_by: measure_by.parse().unwrap(),
        follows: None,
        outcome: None,
    }
}

async fn begins(store: &Store, it: &Iteration) {
    let at = instant(&it.started.to_string());
    store
        .begin_iteration(&workspace(), (it, 9), at, &[])
        .await
        .unwrap();
}

/// Told on a day, first told on another.
async fn tells(
    store: &Store,
    id: &str,
    (day, first): (&str, &str),
    (value, decision): (f64, Option<Decision>),
) {
    let measured = Measured {
        value: Some(value),
        sample: Some(64),
    };
    let outcome = Outcome {
        verdict: Threshold::parse("at least 8%").unwrap().verdict(&measured),
        measured,
        day: first.parse().unwrap(),
        was_it_so: Some("\"verdict\":\"inconclusive\"".into()),
        decision,
    };
    let (id, ana) = (IterationId::new(id), PersonId::new("ana"));
    let (acme, by) = (workspace(), (&ana, instant(day)));
    let told = store.tell_iteration(&acme, (&id, 9), &outcome, by, &[]);
    told.await.unwrap();
}

async fn slices(store: &Store) {
    let early = ("2026-11-05", "2026-11-12");
    let begun = [
        slice("told late", early.0, early.1),
        slice("told by the close", early.0, early.1),
        slice("goes on", early.0, early.1),
        slice("decided late", early.0, early.1),
        slice("corrected late", early.0, early.1),
        slice("begun", "2026-11-17", "2026-12-10"),
        slice("begun late", "2026-11-25", "2026-12-10"),
        Iteration {
            follows: Some(IterationId::new("goes on")),
            ..slice("next", "2026-11-26", "2026-12-10")
        },
    ];
    for it in &begun {
        begins(store, it).await;
    }
    let private = |id, started, measure_by| Iteration {
        key_result: KeyResultCode::new("SEC-1.1"),
        ..slice(id, started, measure_by)
    };
    begins(store, &private("hidden, past", early.0, early.1)).await;
    begins(store, &private("hidden, told", early.0, early.1)).await;
    begins(store, &private("hidden, begun", "2026-11-17", "2026-12-10")).await;
    let next = Some(Decision::NextStage);
    for (id, days, what) in [
        ("told late", ("2026-11-25", "2026-11-25"), (11.0, next)),
        (
            "told by the close",
            ("2026-11-23", "2026-11-23"),
            (11.0, None),
        ),
        ("goes on", ("2026-11-18", "2026-11-18"), (11.0, None)),
        ("goes on", ("2026-11-20", "2026-11-18"), (11.0, next)),
        ("decided late", ("2026-11-19", "2026-11-19"), (12.0, None)),
        ("decided late", ("2026-11-25", "2026-11-19"), (12.0, next)),
        ("corrected late", ("2026-11-19", "2026-11-19"), (2.0, None)),
        ("corrected late", ("2026-11-30", "2026-11-19"), (9.0, None)),
        ("hidden, told", ("2026-11-19", "2026-11-19"), (2.0, None)),
    ] {
        tells(store, id, days, what).await;
    }
}

/// Something was decided in September about a key result of that quarter, until this week.
async fn decided(store: &Store) {
    let acme = workspace();
    for (of, value) in [("2026-W37", 12.0), ("2026-W38", 15.0)] {
        let reading = reading("OLD-1.1", of.parse().unwrap(), value);
        let now = (instant("2026-09-18"), None);
        let noted = store.record_reading(&acme, &reading, now, &[]);
        noted.await.unwrap();
    }
    let decision = Decided {
        id: DecisionId::new("d"),
        week: "2026-W37".parse().unwrap(),
        team: TeamId::new("payments"),
        by: PersonId::new("mara"),
        what: "Two more on checkout".to_owned(),
        number: Some(Moved {
            number: Number::KeyResult(KeyResultCode::new("OLD-1.1")),
            before: Some(10.0),
        }),
        gives_way: None,
        until: "2026-11-19".parse().unwrap(),
        recorded: instant("2026-09-12"),
        withdrawn: None,
    };
    store
        .record_decision(&workspace(), &decision, &[])
        .await
        .unwrap();
}

async fn a_week_is_explained_as_it_stood_at_its_close(place: &Place) {
    let store = place.open().await;
    let mut org = company();
    store
        .replace_organisation(&org, instant("2026-09-01"))
        .await
        .unwrap();
    asks_and_answers(&store).await;
    slices(&store).await;
    decided(&store).await;
    org.teams.retain(|team| team.id.as_str() != "gone");
    store
        .replace_organisation(&org, instant("2026-12-01"))
        .await
        .unwrap();

    let mut connection = place.connect().await;
    let teams = ["payments", "search"];
    let then = computed_again(&store, &mut connection, (week(), &teams), instant(LATER)).await;
    for (name, value) in [
        ("requests that wait", "1"),
        ("questions that are with teams", "2"),
        ("iterations validated", "2"),
        ("iterations refuted", "1"),
        ("iterations inconclusive", "0"),
        ("iterations past their measure-by date", "1"),
        ("validated iterations that wait for a next stage", "1"),
        ("iterations begun", "1"),
        ("teams in the numbers", "2"),
        ("teams", "3"),
        // 2.3 of Payments and 2.3 of Search, of whom Mara observes, and 2.3 of those who never answer.
        ("available time", "67%"),
        ("still off track", "1"),
        ("key results measured", "2"),
        ("key results", "3"),
        ("minutes of answering", "5"),
        ("payments: requests that wait", "1"),
        ("payments: questions that are with teams", "1"),
        ("payments: iteration 5, measured", "2%"),
        ("payments: decision until 19 November, number then", "12"),
        ("payments: decision until 19 November, number now", "15"),
    ] {
        assert_eq!(then.get(name).map(String::as_str), Some(value), "{name}");
    }
    // The weeks behind it know what was told since.
    let next = (week().next(), &teams[..]);
    let next = computed_again(&store, &mut connection, next, instant(LATER)).await;
    let newest = (week().ahead(2), &teams[..]);
    store
        .open_round(&workspace(), &round(newest.0))
        .await
        .unwrap();
    let newest = computed_again(&store, &mut connection, newest, instant(LATER)).await;
    for (name, value, later) in [
        ("requests that wait", "1", "1"),
        ("questions that are with teams", "3", "3"),
        ("iterations validated", "2", "0"),
        ("iterations past their measure-by date", "0", "0"),
        ("validated iterations that wait for a next stage", "2", "2"),
        ("iterations begun", "1", "0"),
        ("available time", "67%", "0%"),
        ("key results measured", "2", "0"),
    ] {
        assert_eq!(next.get(name).map(String::as_str), Some(value), "{name}");
        assert_eq!(newest.get(name).map(String::as_str), Some(later), "{name}");
    }
    connection.close().await.unwrap();
}
