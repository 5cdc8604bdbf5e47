//! Iterations: begun once, told any number of times.

use std::collections::BTreeSet;

use headway::domain::id::{IterationId, KeyResultCode, PersonId, TeamId};
use headway::domain::iteration::{
    Decision, Gate, Impact, Iteration, Measured, Outcome, Stage, Threshold, Ticks, Verdict, as_of,
};

use headway::store::{Begun, Told};

use super::place::{Place, on_both};
use super::sample::{at, imported, workspace};

on_both!(
    an_iteration_begun_twice_is_begun_once,
    what_came_of_it_is_read_back,
    two_that_begin_at_once_have_two_numbers,
    a_digest_sees_what_is_new_or_open,
    an_iteration_is_read_as_it_stood,
    gates_are_ticked_and_taken_back,
);

fn slice(id: &str) -> Iteration {
    Iteration {
        id: IterationId::new(id),
        number: 0,
        feature: "Insights".into(),
        title: "Insights by \"e-mail\" 🙂\0".into(),
        team: TeamId::new("payments"),
        owner: PersonId::new("ana"),
        key_result: KeyResultCode::new("PAY-1.2"),
        hypothesis: "We believe readers will click".into(),
        test: "An e-mail to fifty".into(),
        stage: Stage::Scale,
        gates: BTreeSet::from([Gate::Quality, Gate::Support]),
        metric: "readers who click".into(),
        threshold: Threshold {
            sample: Some(50),
            ..Threshold::parse("at least 8%").unwrap()
        },
        impact: Impact::Customer,
        impact_sentence: "They see what they spend".into(),
        started: "2026-11-12".parse().unwrap(),
        measure_by: "2026-11-19".parse().unwrap(),
        follows: Some(IterationId::new("before")),
        outcome: None,
    }
}

fn told(value: Option<f64>, verdict: Verdict, decision: Option<Decision>) -> Outcome {
    Outcome {
        measured: Measured {
            value,
            sample: Some(64),
        },
        verdict,
        day: "2026-11-19".parse().unwrap(),
        was_it_so: Some("yes".into()),
        decision,
    }
}

async fn an_iteration_begun_twice_is_begun_once(place: &Place) {
    let store = imported(place).await;
    let acme = workspace();
    assert_eq!(
        store
            .begin_iteration(&acme, (&slice("a"), 9), at(0), &[])
            .await
            .unwrap(),
        Begun::As(1)
    );
    assert_eq!(
        store
            .begin_iteration(&acme, (&slice("a"), 9), at(0), &[])
            .await
            .unwrap(),
        Begun::As(1)
    );
    assert_eq!(
        store
            .begin_iteration(&acme, (&slice("b"), 9), at(0), &[])
            .await
            .unwrap(),
        Begun::As(2)
    );
    let team = TeamId::new("payments");
    let all = store.iterations_of_team(&acme, &team).await.unwrap();
    let mut wanted = [slice("a"), slice("b")];
    for (number, it) in (1..).zip(&mut wanted) {
        it.number = number;
        it.title = it.title.replace('\0', "");
    }
    assert_eq!(all, wanted);
    let code = KeyResultCode::new("PAY-1.2");
    assert_eq!(
        store.iterations_of_key_result(&acme, &code).await.unwrap(),
        wanted
    );
}

async fn what_came_of_it_is_read_back(place: &Place) {
    let store = imported(place).await;
    let (acme, id, ana) = (workspace(), IterationId::new("a"), PersonId::new("ana"));
    store
        .begin_iteration(&acme, (&slice("a"), 9), at(0), &[])
        .await
        .unwrap();
    // What is missing comes first on purpose: PostgreSQL keeps the types of a statement's first values.
    let nothing = told(None, Verdict::Inconclusive, None);
    let tell = store.tell_iteration(&acme, (&id, 0), &nothing, (&ana, at(0)), &[]);
    assert_eq!(tell.await.unwrap(), Told::Yes);
    let first = told(Some(7.5), Verdict::Refuted, None);
    let tell = |outcome, version, second| {
        let (store, acme, id, ana) = (&store, &acme, &id, &ana);
        async move {
            let by = (ana, at(second));
            let told = store.tell_iteration(acme, (id, version), outcome, by, &[]);
            told.await.unwrap()
        }
    };
    assert_eq!(tell(&first, 1, 0).await, Told::Yes);
    assert_eq!(tell(&first, 0, 1).await, Told::Same);
    let second = told(Some(11.0), Verdict::Validated, Some(Decision::NextStage));
    // Who looked before somebody else told the first is shown it, and writes nothing.
    let ben = PersonId::new("ben");
    let late = store.tell_iteration(&acme, (&id, 1), &second, (&ben, at(2)), &[]);
    assert_eq!(late.await.unwrap(), Told::Changed(ana.clone()));
    let read = store.iteration(&acme, &id).await.unwrap().unwrap();
    assert_eq!(read.outcome.as_ref(), Some(&first));
    assert_eq!(tell(&second, 2, 2).await, Told::Yes);
    let read = store.iteration(&acme, &id).await.unwrap().unwrap();
    assert_eq!(read.outcome.as_ref(), Some(&second));
    let unknown = told(None, Verdict::Inconclusive, None);
    assert_eq!(tell(&unknown, 3, 3).await, Told::Yes);
    let read = store.iteration(&acme, &id).await.unwrap().unwrap();
    assert_eq!(read.outcome.as_ref(), Some(&unknown));
    assert_eq!(tell(&first, 4, 4).await, Told::Yes);
    let read = store.iteration(&acme, &id).await.unwrap().unwrap();
    assert_eq!(read.outcome, Some(first.clone()));
    let kept = "SELECT COUNT(*) FROM iteration_change";
    assert_eq!(place.number(kept).await, 5);
    let nobody = IterationId::new("nobody");
    let told = store.tell_iteration(&acme, (&nobody, 0), &first, (&ana, at(3)), &[]);
    assert_eq!(told.await.unwrap(), Told::No);
}

async fn two_that_begin_at_once_have_two_numbers(place: &Place) {
    let (one, other) = (imported(place).await, place.open().await);
    let acme = workspace();
    let (a, b) = (slice("a"), slice("b"));
    let (a, b) = tokio::join!(
        one.begin_iteration(&acme, (&a, 9), at(0), &[]),
        other.begin_iteration(&acme, (&b, 9), at(0), &[])
    );
    assert_eq!(
        BTreeSet::from([a.unwrap(), b.unwrap()]),
        BTreeSet::from([Begun::As(1), Begun::As(2)])
    );
}

async fn a_digest_sees_what_is_new_or_open(place: &Place) {
    let store = imported(place).await;
    let (acme, ana) = (workspace(), PersonId::new("ana"));
    for (id, follows) in [
        ("open", None),
        ("stopped", None),
        ("going-on", None),
        ("its next", Some(IterationId::new("going-on"))),
    ] {
        let slice = Iteration {
            follows,
            ..slice(id)
        };
        store
            .begin_iteration(&acme, (&slice, 9), at(0), &[])
            .await
            .unwrap();
    }
    for (id, decision) in [
        ("stopped", Decision::Stop),
        ("going-on", Decision::NextStage),
        ("its next", Decision::Stop),
    ] {
        let outcome = told(None, Verdict::Inconclusive, Some(decision));
        let id = IterationId::new(id);
        store
            .tell_iteration(&acme, (&id, 0), &outcome, (&ana, at(0)), &[])
            .await
            .unwrap();
    }
    let seen = |day: &'static str, second| {
        let (store, acme) = (&store, &acme);
        async move {
            let found = store
                .iterations_since(acme, day.parse().unwrap(), at(second))
                .await
                .unwrap();
            found
                .into_iter()
                .map(|it| it.id.to_string())
                .collect::<Vec<_>>()
        }
    };
    let all = ["open", "stopped", "going-on", "its next"];
    assert_eq!(seen("2026-11-12", 0).await, all);
    // Whether another waits is seen by what follows it, which is over.
    assert_eq!(
        seen("2026-11-20", 0).await,
        ["open", "going-on", "its next"]
    );
    // A second before it was stopped it was open.
    assert_eq!(seen("2026-11-20", -1).await, all);
}

async fn an_iteration_is_read_as_it_stood(place: &Place) {
    let store = imported(place).await;
    let (acme, id, ana) = (workspace(), IterationId::new("a"), PersonId::new("ana"));
    store
        .begin_iteration(&acme, (&slice("a"), 9), at(0), &[])
        .await
        .unwrap();
    let first = told(Some(7.5), Verdict::Refuted, None);
    let second = told(Some(11.0), Verdict::Validated, Some(Decision::NextStage));
    for (version, outcome) in [(0, &first), (1, &second)] {
        let by = (&ana, at(10 * (version + 1)));
        let told = store.tell_iteration(&acme, (&id, version), outcome, by, &[]);
        told.await.unwrap();
    }
    let team = TeamId::new("payments");
    for (seconds, outcomes) in [
        (-1, vec![]),
        (0, vec![None]),
        (9, vec![None]),
        (10, vec![Some(&first)]),
        (20, vec![Some(&second)]),
    ] {
        let madrid = chrono_tz::Europe::Madrid;
        let since = store.iterations_changed_since(&acme, at(seconds), madrid);
        let since = since.await.unwrap();
        let all = store.iterations_of_team(&acme, &team).await.unwrap();
        let then = as_of(all, &since);
        let read: Vec<_> = then.iter().map(|it| it.outcome.as_ref()).collect();
        assert_eq!(read, outcomes, "{seconds}");
    }
}

async fn gates_are_ticked_and_taken_back(place: &Place) {
    let store = imported(place).await;
    let (acme, id) = (workspace(), IterationId::new("a"));
    store
        .begin_iteration(&acme, (&slice("a"), 9), at(0), &[])
        .await
        .unwrap();
    let shown = slice("a").gates;
    let sent = BTreeSet::from([Gate::Operations, Gate::Support]);
    let ticks = Ticks::between(&shown, &sent);
    let now = store.tick_gates(&acme, &id, &ticks).await.unwrap();
    assert_eq!(now.map(|it| it.gates).as_ref(), Some(&sent));
    let read = store.iteration(&acme, &id).await.unwrap().unwrap();
    assert_eq!(read.gates, sent);
    let decided = told(Some(0.11), Verdict::Validated, Some(Decision::Stop));
    let by = (&PersonId::new("ana"), at(1));
    store
        .tell_iteration(&acme, (&id, 0), &decided, by, &[])
        .await
        .unwrap();
    let late = Ticks::between(&sent, &shown);
    let now = store.tick_gates(&acme, &id, &late).await.unwrap();
    let now = now.map(|it| (it.gates, it.outcome));
    assert_eq!(now, Some((sent, Some(decided))), "decided: nothing moves");
    let nobody = IterationId::new("nobody");
    let now = store.tick_gates(&acme, &nobody, &ticks).await.unwrap();
    assert_eq!(now, None);
}
