//! Check-ins: recorded, revised, read back.

use headway::domain::check_in::Ask;
use headway::domain::delivery::{State, Subject};
use headway::domain::id::{AskId, KeyResultCode, PersonId};
use headway::store::{Recorded, StoreError};

use super::place::{Place, on_both};
use super::sample::{
    ask, asked, at, check_in, delivery, payments, reading, record, search, split, stored, week,
    workspace,
};

on_both!(
    a_check_in_saved_twice_is_one,
    a_revised_check_in_keeps_its_revisions,
    a_reading_that_is_taken_back_is_gone_and_another_asks_stays,
    only_who_was_asked_can_answer,
    last_weeks_answer_is_found,
    rebuilt_roll_ups_are_those_that_were_kept,
    hostile_text_comes_back_and_a_nul_does_not,
    unreadable_answers_are_errors_that_do_not_quote_them,
);

async fn a_check_in_saved_twice_is_one(place: &Place) {
    let ana = ask("payments", "ana", week());
    let store = asked(place, std::slice::from_ref(&ana)).await;
    let mut answer = check_in(&ana, 45);
    // Not every number survives JSON unchanged; it is the same answer all the same.
    answer.readings = vec![
        reading("PAY-1.2", week(), 4800.0),
        reading("PAY-1.1", week(), 0.1 + 0.2),
        reading("PAY-1.3", week(), 1.000_000_000_000_000_2e-7),
    ];
    let edit = [delivery(Subject::AskEdit(ana.id.clone()))];
    let acme = workspace();
    let first = store.record_check_in(&acme, &answer, &edit).await.unwrap();
    let mut late = answer.clone();
    late.sent = at(170);
    late.revision = 9;
    let second = store.record_check_in(&acme, &late, &edit).await.unwrap();
    assert_eq!((first, second), (Recorded::New, Recorded::Same));
    assert_eq!(store.revisions(&acme, &ana.id).await.unwrap().len(), 1);
    assert_eq!(store.check_ins(&acme, week()).await.unwrap().len(), 1);
    assert_eq!(stored(&store, &ana.id).await.sent, answer.sent);
    assert_eq!(
        store.readings(&acme, week(), week()).await.unwrap().len(),
        3
    );
    let edits = store.deliveries(&acme, &[State::Pending]).await.unwrap();
    assert_eq!((edits.len(), edits[0].wanted), (1, 1));
    let rollups = store.rollups(&acme, week(), week()).await.unwrap();
    assert_eq!(
        (rollups.len(), rollups[0].answered, rollups[0].seconds),
        (1, 1, 50)
    );
    assert_eq!(rollups[0].split, Some(split(45)));
}

async fn a_revised_check_in_keeps_its_revisions(place: &Place) {
    let ana = ask("payments", "ana", week());
    let store = asked(place, std::slice::from_ref(&ana)).await;
    let edit = [delivery(Subject::AskEdit(ana.id.clone()))];
    let acme = workspace();
    for (fires, came_of_it) in [
        (45, Recorded::New),
        (50, Recorded::Revised(2)),
        (50, Recorded::Same),
        (45, Recorded::Revised(3)),
    ] {
        let answer = check_in(&ana, fires);
        let recorded = store.record_check_in(&acme, &answer, &edit).await.unwrap();
        assert_eq!(recorded, came_of_it);
    }
    let revisions = store.revisions(&acme, &ana.id).await.unwrap();
    let kept: Vec<_> = revisions
        .iter()
        .map(|it| (it.revision, it.split.clone()))
        .collect();
    assert_eq!(kept, [(1, split(45)), (2, split(50)), (3, split(45))]);
    assert_eq!(stored(&store, &ana.id).await, revisions[2]);
    let edits = store.deliveries(&acme, &[State::Pending]).await.unwrap();
    assert_eq!((edits.len(), edits[0].wanted), (1, 3));
}

async fn a_reading_that_is_taken_back_is_gone_and_another_asks_stays(place: &Place) {
    let (ana, eve) = (ask("payments", "ana", week()), ask("search", "eve", week()));
    let store = asked(place, &[ana.clone(), eve.clone()]).await;
    let acme = workspace();
    let mut answer = check_in(&ana, 45);
    answer.readings = vec![
        reading("PAY-1.1", week(), 72.0),
        reading("PAY-1.2", week(), 4800.0),
    ];
    record(&store, &answer).await;
    let mut other = check_in(&eve, 30);
    other.readings = vec![reading("PAY-1.2", week(), 4900.0)];
    record(&store, &other).await;
    answer.readings.clear();
    assert_eq!(record(&store, &answer).await, Recorded::Revised(2));
    let left = store.readings(&acme, week(), week()).await.unwrap();
    assert_eq!(left, [reading("PAY-1.2", week(), 4900.0)]);

    answer.readings = vec![
        reading("PAY-1.1", week(), 73.0),
        reading("PAY-1.1", week(), 74.0),
    ];
    record(&store, &answer).await;
    let codes = ["PAY-1.1", "PAY-1.2", "NO-1.1", "PAY-1.1"].map(KeyResultCode::new);
    let both = store.readings_of(&acme, &codes).await.unwrap();
    assert_eq!(both, [reading("PAY-1.1", week(), 74.0), left[0].clone()]);
    let none = store
        .readings(&acme, week().next(), week().next())
        .await
        .unwrap();
    assert_eq!(none, []);
}

async fn only_who_was_asked_can_answer(place: &Place) {
    let ana = ask("payments", "ana", week());
    let store = asked(place, std::slice::from_ref(&ana)).await;
    let unknown = check_in(&ask("payments", "ben", week()), 45);
    assert_eq!(record(&store, &unknown).await, Recorded::NotAsked);
    let mut stolen = check_in(&ana, 45);
    stolen.person = PersonId::new("ben");
    assert_eq!(record(&store, &stolen).await, Recorded::NotAsked);
    let mut other_week = check_in(&ana, 45);
    other_week.week = week().previous();
    assert_eq!(record(&store, &other_week).await, Recorded::NotAsked);
    assert_eq!(store.check_ins(&workspace(), week()).await.unwrap(), []);

    let mut endless = check_in(&ana, 45);
    endless.readings = vec![reading("PAY-1.1", week(), f64::INFINITY)];
    let refused = store.record_check_in(&workspace(), &endless, &[]).await;
    assert!(matches!(refused, Err(StoreError::Refused(_))));
}

async fn last_weeks_answer_is_found(place: &Place) {
    let weeks = [week().back(3), week().back(1), week()];
    let asks: Vec<Ask> = weeks
        .iter()
        .flat_map(|week| [ask("payments", "ana", *week), ask("search", "ben", *week)])
        .collect();
    let store = asked(place, &asks).await;
    for (asked, fires) in asks.iter().zip([10, 20, 30, 40, 50, 60]) {
        record(&store, &check_in(asked, fires)).await;
    }
    let (acme, ben) = (workspace(), PersonId::new("ben"));
    let payments = payments().id;
    let estimate = store
        .last_check_in(&acme, &payments, None, week())
        .await
        .unwrap();
    assert_eq!(estimate.unwrap().split, split(30));
    let own = store
        .last_check_in(&acme, &search().id, Some(&ben), weeks[1])
        .await
        .unwrap();
    assert_eq!(own.unwrap().split, split(20));
    let none = store
        .last_check_in(&acme, &payments, Some(&ben), week())
        .await
        .unwrap();
    assert_eq!(none, None);
    let none = store
        .last_check_in(&acme, &search().id, None, week())
        .await
        .unwrap();
    assert_eq!(none, None);
}

async fn rebuilt_roll_ups_are_those_that_were_kept(place: &Place) {
    let mut asks = Vec::new();
    for back in 0..3 {
        asks.extend(["ana", "ben", "eve"].map(|person| ask("search", person, week().back(back))));
        asks.push(ask("payments", "ana", week().back(back)));
    }
    let store = asked(place, &asks).await;
    let acme = workspace();
    for (number, ask) in asks.iter().enumerate() {
        match number % 5 {
            0 => assert!(store.mark_away(&acme, &ask.id, at(1), &[]).await.unwrap()),
            1 => {}
            _ => {
                let fires = u8::try_from(number).unwrap();
                assert_eq!(record(&store, &check_in(ask, fires)).await, Recorded::New);
            }
        }
    }
    let range = (week().back(9), week());
    let kept = store.rollups(&acme, range.0, range.1).await.unwrap();
    place.run("DELETE FROM roll_up WHERE week = '2026-W46'; UPDATE roll_up SET weight = 99.0, split = NULL").await;
    let written = store.rebuild_rollups(&acme).await.unwrap();
    assert_eq!(written, kept.len());
    assert_eq!(store.rollups(&acme, range.0, range.1).await.unwrap(), kept);
}

async fn hostile_text_comes_back_and_a_nul_does_not(place: &Place) {
    let ana = ask("payments", "ana", week());
    let store = asked(place, std::slice::from_ref(&ana)).await;
    let mut answer = check_in(&ana, 45);
    answer.note =
        Some("<!channel> '; DROP TABLE check_in; -- \" \\u0000 \\ 👩‍👩‍👧 \u{202e} $1 ?".to_owned());
    answer.need = Some("a\0b".to_owned());
    answer.results_note = Some("é".repeat(50_000));
    assert_eq!(record(&store, &answer).await, Recorded::New);
    let stored = stored(&store, &ana.id).await;
    assert_eq!(stored.note, answer.note);
    assert_eq!(stored.results_note, answer.results_note);
    assert_eq!(stored.need.as_deref(), Some("ab"));
    assert_eq!(
        store.revisions(&workspace(), &ana.id).await.unwrap(),
        [stored]
    );
    assert_eq!(record(&store, &answer).await, Recorded::Same);
    let nobody = AskId::new("\0' OR 1=1 --");
    assert_eq!(store.ask(&workspace(), &nobody).await.unwrap(), None);
}

async fn unreadable_answers_are_errors_that_do_not_quote_them(place: &Place) {
    let ana = ask("payments", "ana", week());
    let store = asked(place, std::slice::from_ref(&ana)).await;
    record(&store, &check_in(&ana, 45)).await;
    for sql in [
        "UPDATE check_in SET split = '\"secret\"'",
        "UPDATE check_in SET split = '{\"fires\":99}'",
        "UPDATE check_in SET split = '{\"fires\":100}', week = 'secret'",
        "UPDATE check_in SET week = '2026-W47', sent = 9223372036854775807",
        "UPDATE check_in SET sent = 0, revision = -1",
    ] {
        place.run(sql).await;
        let error = store.check_in(&workspace(), &ana.id).await.unwrap_err();
        assert!(matches!(error, StoreError::Corrupt(_)), "{sql}: {error}");
        assert!(!error.to_string().contains("secret"), "{error}");
    }
}
