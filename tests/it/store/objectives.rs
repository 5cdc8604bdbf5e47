//! Objectives with all that they say, aims that change, and readings that are given by themselves.

use headway::domain::id::{KeyResultCode, ObjectiveCode, PersonId, TeamId};
use headway::domain::okr::{
    Cause, Closing, Commitment, Curve, Decision, Direction, KeyResult, Objective, Origin, Outcome,
    Reading, Score, Unit,
};
use headway::domain::organisation::{Organisation, Person};
use headway::store::{Kept, Noted, Store};

use super::place::{Place, on_both};
use super::sample::{
    ask, asked, at, check_in, imported, organisation, reading, record, week, workspace,
};

on_both!(
    everything_that_an_objective_says_comes_back,
    a_changed_aim_is_kept_with_its_reason,
    an_import_leaves_alone_what_was_made_in_slack,
    two_who_change_at_once_do_not_overwrite_each_other,
    a_reading_by_itself_takes_the_weeks_place_and_history_stays,
    an_answer_edited_later_keeps_the_newer_reading,
    a_key_result_is_made_on_a_day_of_the_company,
);

async fn a_key_result_is_made_on_a_day_of_the_company(place: &Place) {
    let store = place.open().await;
    // Half past midnight in Madrid.
    let now = "2026-11-16T23:30:00Z".parse().unwrap();
    store
        .replace_organisation(&organisation(), now)
        .await
        .unwrap();
    let day = Some("2026-11-17".parse().unwrap());
    let read = store.organisation(&workspace()).await.unwrap().unwrap();
    assert_eq!(read.objectives[0].key_results[0].made(), day);
    let (quarter, zone) = ("2026-Q4".parse().unwrap(), read.settings.time_zone);
    let declared = store
        .objectives_declared(&workspace(), quarter, (now, now), zone)
        .await
        .unwrap();
    assert_eq!(declared[0].objective.key_results[0].made(), day);
    // Those of before this was kept have been known all along.
    place.run("UPDATE key_result SET known_since = 0").await;
    let store = place.open().await;
    let read = store.organisation(&workspace()).await.unwrap().unwrap();
    assert_eq!(read.objectives[0].key_results[0].made(), None);
}

fn slack_made() -> Objective {
    let mut objective = Objective::new(
        ObjectiveCode::new("SRC-2"),
        "The first page has the answer",
        PersonId::new("U-NEW"),
        vec![TeamId::new("search")],
        "2026-Q4".parse().unwrap(),
    );
    objective.product = Some(PersonId::new("ben"));
    objective.engineering = Some(PersonId::new("ana"));
    objective.commitment = Commitment::Aspirational;
    objective.private = true;
    objective.origin = Origin::Slack;
    let mut key_result = KeyResult::new(
        KeyResultCode::new("SRC-2.1"),
        "Time to answer",
        Unit::Duration,
        (12_000.0, 60.5),
        PersonId::new("ben"),
    );
    key_result.curve = Curve::Late;
    key_result.weight = 2.5;
    key_result.outcome = Some(Outcome::Quality);
    key_result.kept = Some("it's \"all\" we have".to_owned());
    let mut done = key_result.clone();
    done.code = KeyResultCode::new("SRC-2.2");
    (done.unit, done.direction) = (Unit::Done, Direction::Done);
    (done.baseline, done.target) = (0.0, 1.0);
    objective.with(vec![key_result, done])
}

fn newcomer() -> Person {
    Person {
        id: PersonId::new("U-NEW"),
        name: "Nora".to_owned(),
        time_zone: None,
        days_off: [].into(),
        leader: false,
        admin: false,
    }
}

async fn save(store: &Store, objective: &Objective, base: Option<i64>) -> Kept {
    store
        .save_objective(&workspace(), objective, base, &[newcomer()], (at(50), &[]))
        .await
        .unwrap()
}

async fn read(store: &Store) -> Organisation {
    let read = store.organisation(&workspace()).await.unwrap().unwrap();
    (*read).clone()
}

async fn objective(store: &Store, code: &str) -> Option<Objective> {
    let code = ObjectiveCode::new(code);
    read(store).await.objective(&code).cloned()
}

async fn everything_that_an_objective_says_comes_back(place: &Place) {
    let store = imported(place).await;
    assert_eq!(save(&store, &slack_made(), None).await, Kept::Yes);
    let mut expected = slack_made();
    expected.version = 1;
    assert_eq!(objective(&store, "SRC-2").await, Some(expected.clone()));
    assert_eq!(read(&store).await.name_of(&PersonId::new("U-NEW")), "Nora");
    assert_eq!(
        read(&store).await.objectives.len(),
        2,
        "the other one stays"
    );

    expected.closed = Some(Closing {
        score: Score::of_tenths(7).unwrap(),
        cause: Cause::WrongBet,
        explanation: Some("the index came late".to_owned()),
        decision: Decision::Change,
        by: PersonId::new("ben"),
        at: at(0),
    });
    expected.key_results.pop();
    assert_eq!(save(&store, &expected, Some(1)).await, Kept::Yes);
    expected.version = 2;
    assert_eq!(objective(&store, "SRC-2").await, Some(expected));
}

async fn a_changed_aim_is_kept_with_its_reason(place: &Place) {
    let store = imported(place).await;
    let mut changed = organisation();
    changed.objectives[0].key_results[1].target = 5000.0;
    changed.objectives[0].key_results[1].reason = Some("the market halved".to_owned());
    store.replace_organisation(&changed, at(100)).await.unwrap();
    // The same file again changes nothing.
    store.replace_organisation(&changed, at(200)).await.unwrap();
    let read = objective(&store, "PAY-1").await.unwrap();
    let key_result = &read.key_results[1];
    assert_eq!(key_result.target, 5000.0);
    let [earlier] = key_result.earlier.as_slice() else {
        panic!("{:?}", key_result.earlier);
    };
    assert_eq!(
        (earlier.aim.target, earlier.reason.as_str()),
        (6000.0, "the market halved")
    );
    assert_eq!(earlier.until.to_string(), "2026-11-19");
    assert_eq!(read.version, 1);
    assert_eq!(
        key_result.aim_on("2026-11-18".parse().unwrap()).target,
        6000.0
    );
}

async fn an_import_leaves_alone_what_was_made_in_slack(place: &Place) {
    let store = imported(place).await;
    save(&store, &slack_made(), None).await;
    let mut pay = objective(&store, "PAY-1").await.unwrap();
    pay.closed = Some(Closing {
        score: Score::FULL,
        cause: Cause::AsMeant,
        explanation: None,
        decision: Decision::Drop,
        by: PersonId::new("ana"),
        at: at(0),
    });
    assert_eq!(save(&store, &pay, Some(0)).await, Kept::Yes);
    let mut file = organisation();
    file.people.retain(|person| person.id.as_str() != "ben");
    store.replace_organisation(&file, at(100)).await.unwrap();
    let mut expected = slack_made();
    expected.version = 1;
    assert_eq!(objective(&store, "SRC-2").await, Some(expected));
    assert_eq!(objective(&store, "PAY-1").await.unwrap().closed, pay.closed);
    let people = read(&store).await.people;
    assert!(people.iter().any(|person| person.id.as_str() == "U-NEW"));
    assert!(people.iter().any(|person| person.id.as_str() == "ben"));
}

async fn two_who_change_at_once_do_not_overwrite_each_other(place: &Place) {
    let store = imported(place).await;
    save(&store, &slack_made(), None).await;
    assert_eq!(save(&store, &slack_made(), None).await, Kept::No);
    let mut one = objective(&store, "SRC-2").await.unwrap();
    let mut other = one.clone();
    one.title = "One".to_owned();
    other.title = "Other".to_owned();
    assert_eq!(save(&store, &one, Some(1)).await, Kept::Yes);
    let Kept::Changed(now) = save(&store, &other, Some(1)).await else {
        panic!("the second did not hear of the first");
    };
    assert_eq!((now.title.as_str(), now.version), ("One", 2));
    assert_eq!(objective(&store, "SRC-2").await.unwrap().title, "One");
    let gone = Objective {
        code: ObjectiveCode::new("NO-1"),
        ..other
    };
    assert_eq!(save(&store, &gone, Some(1)).await, Kept::No);
}

fn by_itself(value: f64, note: Option<&str>) -> Reading {
    Reading {
        note: note.map(str::to_owned),
        ..reading("PAY-1.2", week(), value)
    }
}

async fn a_reading_by_itself_takes_the_weeks_place_and_history_stays(place: &Place) {
    let store = imported(place).await;
    let acme = workspace();
    let code = KeyResultCode::new("PAY-1.2");
    for (second, (value, note, new)) in (0..).zip([
        (4800.0, None, true),
        (4800.0, None, false),
        (4800.0, Some("campaign started"), true),
        (5400.0, Some("campaign started"), true),
    ]) {
        let reading = by_itself(value, note);
        let written = store
            .record_reading(&acme, &reading, (at(second), None), &[])
            .await
            .unwrap();
        assert_eq!(written == Noted::Yes, new, "{value} {note:?}");
    }
    let read = store
        .readings_of(&acme, std::slice::from_ref(&code))
        .await
        .unwrap();
    assert_eq!(read, [by_itself(5400.0, Some("campaign started"))]);
    let revisions = store.reading_revisions(&acme, &code).await.unwrap();
    let values: Vec<_> = revisions
        .iter()
        .map(|it| (it.revision, it.value, it.note.as_deref(), it.at))
        .collect();
    assert_eq!(
        values,
        [
            (1, Some(4800.0), None, at(0)),
            (2, Some(4800.0), Some("campaign started"), at(2)),
            (3, Some(5400.0), Some("campaign started"), at(3)),
        ]
    );
    let odd = by_itself(f64::NAN, None);
    assert!(
        store
            .record_reading(&acme, &odd, (at(9), None), &[])
            .await
            .is_err()
    );
    // Whoever looked when there were two is told of the third, and nothing is written.
    let later = by_itself(5600.0, None);
    for (stood, noted) in [(2, Noted::Overtaken), (3, Noted::Yes)] {
        let said = store
            .record_reading(&acme, &later, (at(10), Some(stood)), &[])
            .await;
        assert_eq!(said.unwrap(), noted, "{stood}");
    }
}

async fn an_answer_edited_later_keeps_the_newer_reading(place: &Place) {
    let ask = ask("payments", "ana", week());
    let store = asked(place, std::slice::from_ref(&ask)).await;
    let acme = workspace();
    let code = KeyResultCode::new("PAY-1.2");
    let mut answer = check_in(&ask, 30);
    answer.readings = vec![
        reading("PAY-1.1", week(), 70.0),
        reading("PAY-1.2", week(), 4800.0),
    ];
    answer.results_note = Some("as last week".to_owned());
    record(&store, &answer).await;
    let newer = by_itself(5400.0, None);
    store
        .record_reading(&acme, &newer, (at(200), None), &[])
        .await
        .unwrap();
    // The form still shows 4,800, and its split is corrected.
    answer.split = super::sample::split(20);
    record(&store, &answer).await;
    let values = |readings: Vec<Reading>| readings.iter().map(|it| it.value).collect::<Vec<_>>();
    let both = [KeyResultCode::new("PAY-1.1"), code.clone()];
    let read = store.readings_of(&acme, &both).await.unwrap();
    assert_eq!(read[0].note.as_deref(), Some("as last week"));
    assert_eq!(values(read), [70.0, 5400.0]);
    // It takes back what it said, which is not what stands.
    answer.readings.clear();
    record(&store, &answer).await;
    let read = store.readings_of(&acme, &both).await.unwrap();
    assert_eq!(values(read), [5400.0]);
    let gone = store.reading_revisions(&acme, &both[0]).await.unwrap();
    assert_eq!(gone.last().map(|it| it.value), Some(None));
}
