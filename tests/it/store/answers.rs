//! Rounds, asks and check-ins.

use std::collections::BTreeSet;

use headway::domain::check_in::{Ask, AskOutcome, CheckIn};
use headway::domain::delivery::{State, Subject};
use headway::domain::id::{AskId, ChannelId, KeyResultCode, MessageTs, PersonId};
use headway::domain::organisation::{Answers, Member, Role, Team};
use headway::domain::roll_up::roll_up;
use headway::store::{Recorded, Settled, Store, StoreError};
use std::time::Duration;

use super::place::{Place, on_both};
use super::sample::{
    ask, asked, at, check_in, delivery, imported, organisation, reading, round, split, team, week,
    workspace,
};

on_both!(
    a_round_is_opened_once_and_found_by_week,
    somebody_is_asked_once_for_a_team_and_week,
    a_closed_round_asks_nobody_and_takes_no_answer,
    a_check_in_saved_twice_is_one,
    a_revised_check_in_keeps_its_revisions,
    a_reading_that_is_taken_back_is_gone_and_another_asks_stays,
    only_who_was_asked_can_answer,
    away_is_an_outcome_until_it_is_taken_back_or_answered,
    the_message_of_an_ask_is_its_deliverys,
    last_weeks_answer_is_found,
    the_digest_is_set_once_by_two_who_try,
    an_answer_and_the_close_never_both_win,
    many_answers_of_one_team_at_once_all_count,
    rebuilt_roll_ups_are_those_that_were_kept,
    hostile_text_comes_back_and_a_nul_does_not,
    unreadable_answers_are_errors_that_do_not_quote_them,
);

fn payments() -> Team {
    team("payments", Answers::Lead)
}

fn search() -> Team {
    team("search", Answers::Everyone)
}

async fn record(store: &Store, team: &Team, check_in: &CheckIn) -> Recorded {
    store
        .record_check_in(&workspace(), check_in, team, &[])
        .await
        .unwrap()
}

async fn stored(store: &Store, ask: &AskId) -> CheckIn {
    store.check_in(&workspace(), ask).await.unwrap().unwrap()
}

async fn outcome(store: &Store, ask: &AskId) -> Option<AskOutcome> {
    store.ask(&workspace(), ask).await.unwrap().unwrap().outcome
}

async fn a_round_is_opened_once_and_found_by_week(place: &Place) {
    let store = imported(place).await;
    let acme = workspace();
    store.open_round(&acme, &round(week())).await.unwrap();
    let mut again = round(week());
    again.opened = at(99);
    store.open_round(&acme, &again).await.unwrap();
    store
        .open_round(&acme, &round(week().previous()))
        .await
        .unwrap();
    assert_eq!(
        store.round(&acme, week()).await.unwrap(),
        Some(round(week()))
    );
    assert_eq!(store.round(&acme, week().next()).await.unwrap(), None);
    let live = store.live_rounds(&acme).await.unwrap();
    assert_eq!(live, [round(week().previous()), round(week())]);
    let last = store.last_round_before(&acme, week()).await.unwrap();
    assert_eq!(last, Some(round(week().previous())));
}

async fn somebody_is_asked_once_for_a_team_and_week(place: &Place) {
    let first = ask("payments", "ana", week());
    let store = asked(place, &[]).await;
    store
        .open_round(&workspace(), &round(week()))
        .await
        .unwrap();
    let mut second = first.clone();
    second.id = AskId::new("another id");
    let post = |ask: &Ask| delivery(Subject::Ask(ask.id.clone()));
    let head = delivery(Subject::DigestHead(week()));
    let one = [first.clone()];
    let added = store
        .add_asks(&workspace(), &one, &[post(&first), head.clone()])
        .await
        .unwrap();
    assert_eq!(added, [first.id.clone()]);
    let two = [second.clone(), ask("search", "ana", week())];
    let added = store
        .add_asks(&workspace(), &two, &[post(&second), post(&two[1]), head])
        .await
        .unwrap();
    assert_eq!(added, [two[1].id.clone()]);
    let asks = store.asks(&workspace(), week()).await.unwrap();
    assert_eq!(asks, [first.clone(), two[1].clone()]);
    let keys: BTreeSet<String> = store
        .deliveries(&workspace(), &State::ALL)
        .await
        .unwrap()
        .iter()
        .map(|delivery| delivery.subject.key())
        .collect();
    let wanted = [&post(&first), &post(&two[1])].map(|it| it.subject.key());
    assert_eq!(
        keys,
        wanted
            .into_iter()
            .chain(["digest:2026-W47".to_owned()])
            .collect()
    );
}

async fn a_closed_round_asks_nobody_and_takes_no_answer(place: &Place) {
    let (ana, ben) = (ask("search", "ana", week()), ask("search", "ben", week()));
    let store = asked(place, &[ana.clone(), ben.clone()]).await;
    record(&store, &search(), &check_in(&ana, 45)).await;
    let closing = [delivery(Subject::AskEdit(ben.id.clone()))];
    let acme = workspace();
    assert!(
        store
            .close_round(&acme, week(), at(500), &closing)
            .await
            .unwrap()
    );
    assert!(
        !store
            .close_round(&acme, week(), at(600), &closing)
            .await
            .unwrap()
    );
    let closed = store.round(&acme, week()).await.unwrap().unwrap();
    assert_eq!(closed.closed, Some(at(500)));
    assert_eq!(store.live_rounds(&acme).await.unwrap(), []);

    assert_eq!(outcome(&store, &ana.id).await, Some(AskOutcome::Answered));
    assert_eq!(outcome(&store, &ben.id).await, Some(AskOutcome::Expired));
    assert_eq!(
        record(&store, &search(), &check_in(&ana, 50)).await,
        Recorded::Closed
    );
    assert_eq!(
        record(&store, &search(), &check_in(&ben, 50)).await,
        Recorded::Closed
    );
    assert_eq!(stored(&store, &ana.id).await.split, split(45));
    assert!(
        !store
            .mark_away(&acme, &ben.id, &search(), at(501), &[])
            .await
            .unwrap()
    );
    let eve = [ask("search", "eve", week())];
    assert_eq!(store.add_asks(&acme, &eve, &[]).await.unwrap(), []);
    assert_eq!(store.open_asks_of(&acme, &ana.person).await.unwrap(), []);
    assert_eq!(store.deliveries(&acme, &State::ALL).await.unwrap().len(), 1);
}

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
    let first = store
        .record_check_in(&acme, &answer, &payments(), &edit)
        .await
        .unwrap();
    let mut late = answer.clone();
    late.sent = at(170);
    late.revision = 9;
    let second = store
        .record_check_in(&acme, &late, &payments(), &edit)
        .await
        .unwrap();
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
        let recorded = store
            .record_check_in(&acme, &answer, &payments(), &edit)
            .await
            .unwrap();
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
    record(&store, &payments(), &answer).await;
    let mut other = check_in(&eve, 30);
    other.readings = vec![reading("PAY-1.2", week(), 4900.0)];
    record(&store, &search(), &other).await;
    answer.readings.clear();
    assert_eq!(
        record(&store, &payments(), &answer).await,
        Recorded::Revised(2)
    );
    let left = store.readings(&acme, week(), week()).await.unwrap();
    assert_eq!(left, [reading("PAY-1.2", week(), 4900.0)]);

    answer.readings = vec![
        reading("PAY-1.1", week(), 73.0),
        reading("PAY-1.1", week(), 74.0),
    ];
    record(&store, &payments(), &answer).await;
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
    assert_eq!(
        record(&store, &payments(), &unknown).await,
        Recorded::NotAsked
    );
    let mut stolen = check_in(&ana, 45);
    stolen.person = PersonId::new("ben");
    assert_eq!(
        record(&store, &payments(), &stolen).await,
        Recorded::NotAsked
    );
    let mut other_week = check_in(&ana, 45);
    other_week.week = week().previous();
    assert_eq!(
        record(&store, &payments(), &other_week).await,
        Recorded::NotAsked
    );
    assert_eq!(store.check_ins(&workspace(), week()).await.unwrap(), []);

    let mut endless = check_in(&ana, 45);
    endless.readings = vec![reading("PAY-1.1", week(), f64::INFINITY)];
    for (answer, under) in [(&endless, payments()), (&check_in(&ana, 45), search())] {
        let refused = store
            .record_check_in(&workspace(), answer, &under, &[])
            .await;
        assert!(matches!(refused, Err(StoreError::Refused(_))));
    }
}

async fn away_is_an_outcome_until_it_is_taken_back_or_answered(place: &Place) {
    let ana = ask("search", "ana", week());
    let store = asked(place, std::slice::from_ref(&ana)).await;
    let (acme, edit) = (workspace(), [delivery(Subject::AskEdit(ana.id.clone()))]);
    assert!(
        !store
            .mark_back(&acme, &ana.id, &search(), &edit)
            .await
            .unwrap()
    );
    assert!(
        store
            .mark_away(&acme, &ana.id, &search(), at(1), &edit)
            .await
            .unwrap()
    );
    assert!(
        !store
            .mark_away(&acme, &ana.id, &search(), at(2), &edit)
            .await
            .unwrap()
    );
    assert_eq!(outcome(&store, &ana.id).await, Some(AskOutcome::Away));
    let rollups = store.rollups(&acme, week(), week()).await.unwrap();
    assert_eq!((rollups[0].asked, rollups[0].split.is_none()), (0, true));

    assert!(
        store
            .mark_back(&acme, &ana.id, &search(), &edit)
            .await
            .unwrap()
    );
    assert_eq!(outcome(&store, &ana.id).await, None);
    assert!(
        store
            .mark_away(&acme, &ana.id, &search(), at(3), &[])
            .await
            .unwrap()
    );
    assert_eq!(
        record(&store, &search(), &check_in(&ana, 45)).await,
        Recorded::New
    );
    assert_eq!(outcome(&store, &ana.id).await, Some(AskOutcome::Answered));
    assert!(
        !store
            .mark_away(&acme, &ana.id, &search(), at(4), &edit)
            .await
            .unwrap()
    );
    let edits = store.deliveries(&acme, &State::ALL).await.unwrap();
    assert_eq!(edits[0].wanted, 2);
}

async fn the_message_of_an_ask_is_its_deliverys(place: &Place) {
    let ana = ask("payments", "ana", week());
    let store = asked(place, &[]).await;
    let acme = workspace();
    store.open_round(&acme, &round(week())).await.unwrap();
    let post = delivery(Subject::Ask(ana.id.clone()));
    store
        .add_asks(
            &acme,
            std::slice::from_ref(&ana),
            std::slice::from_ref(&post),
        )
        .await
        .unwrap();
    assert_eq!(store.ask(&acme, &ana.id).await.unwrap(), Some(ana.clone()));
    store
        .claim(&acme, "w", at(0), Duration::from_secs(60), 9)
        .await
        .unwrap();
    let message = (ChannelId::new("D1"), MessageTs::new("1.2"));
    let sent = Settled::Sent {
        channel: message.0.clone(),
        ts: message.1.clone(),
        wanted: 1,
    };
    assert!(
        store
            .settle(&acme, &post.id, "w", &sent, at(1))
            .await
            .unwrap()
    );
    let carried = Ask {
        message: Some(message.clone()),
        ..ana.clone()
    };
    assert_eq!(
        store.open_asks_of(&acme, &ana.person).await.unwrap(),
        [carried.clone()]
    );
    assert_eq!(store.asks(&acme, week()).await.unwrap(), [carried]);
    assert_eq!(
        store.message_of(&acme, &post.subject).await.unwrap(),
        Some(message)
    );
}

async fn last_weeks_answer_is_found(place: &Place) {
    let weeks = [week().back(3), week().back(1), week()];
    let asks: Vec<Ask> = weeks
        .iter()
        .flat_map(|week| [ask("payments", "ana", *week), ask("search", "ben", *week)])
        .collect();
    let store = asked(place, &asks).await;
    for (asked, fires) in asks.iter().zip([10, 20, 30, 40, 50, 60]) {
        let team = if asked.estimate { payments() } else { search() };
        record(&store, &team, &check_in(asked, fires)).await;
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

async fn the_digest_is_set_once_by_two_who_try(place: &Place) {
    let one = asked(place, &[ask("payments", "ana", week())]).await;
    let other = place.open().await;
    let acme = workspace();
    let mut weeks = Vec::new();
    for ahead in 0..8 {
        let week = week().ahead(ahead);
        one.open_round(&acme, &round(week)).await.unwrap();
        weeks.push(week);
    }
    for week in weeks {
        let head = [delivery(Subject::DigestHead(week))];
        let (a, b) = tokio::join!(
            one.set_digested(&acme, week, at(7), &head),
            other.set_digested(&acme, week, at(7), &head),
        );
        assert_eq!(u8::from(a.unwrap()) + u8::from(b.unwrap()), 1);
        let noted = one.round(&acme, week).await.unwrap().unwrap();
        assert_eq!(noted.digested, Some(at(7)));
    }
    assert_eq!(
        one.deliveries(&acme, &[State::Pending])
            .await
            .unwrap()
            .len(),
        8
    );
    let never = one
        .set_digested(&acme, week().back(9), at(7), &[])
        .await
        .unwrap();
    assert!(!never);
}

async fn an_answer_and_the_close_never_both_win(place: &Place) {
    let asks: Vec<Ask> = (0..12)
        .map(|ahead| ask("payments", "ana", week().ahead(ahead)))
        .collect();
    let one = asked(place, &asks).await;
    let other = place.open().await;
    let acme = workspace();
    for ask in &asks {
        let (answer, payments) = (check_in(ask, 45), payments());
        let (recorded, closed) = tokio::join!(
            one.record_check_in(&acme, &answer, &payments, &[]),
            other.close_round(&acme, ask.week, at(9), &[]),
        );
        assert!(closed.unwrap());
        let outcome = outcome(&one, &ask.id).await;
        let kept = one.check_in(&acme, &ask.id).await.unwrap().is_some();
        match recorded.unwrap() {
            Recorded::New => assert_eq!((outcome, kept), (Some(AskOutcome::Answered), true)),
            Recorded::Closed => assert_eq!((outcome, kept), (Some(AskOutcome::Expired), false)),
            other => panic!("{other:?}"),
        }
    }
}

async fn many_answers_of_one_team_at_once_all_count(place: &Place) {
    let people: Vec<String> = (0..24).map(|number| format!("person-{number}")).collect();
    let mut crowd = search();
    crowd.members = people
        .iter()
        .map(|person| Member {
            person: PersonId::new(person.clone()),
            role: Role::Member,
            share: 1.0,
        })
        .collect();
    let asks: Vec<Ask> = people
        .iter()
        .map(|person| ask("search", person, week()))
        .collect();
    let stores = [asked(place, &asks).await, place.open().await];
    let mut answering = Vec::new();
    for (number, ask) in asks.into_iter().enumerate() {
        let (store, crowd) = (stores[number % 2].clone(), crowd.clone());
        answering.push(tokio::spawn(async move {
            record(&store, &crowd, &check_in(&ask, 45)).await
        }));
    }
    for answer in answering {
        assert_eq!(answer.await.unwrap(), Recorded::New);
    }
    let rollups = stores[0]
        .rollups(&workspace(), week(), week())
        .await
        .unwrap();
    assert_eq!((rollups[0].answered, rollups[0].weight), (24, 24.0));
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
        let team = if ask.estimate { payments() } else { search() };
        match number % 5 {
            0 => assert!(
                store
                    .mark_away(&acme, &ask.id, &team, at(1), &[])
                    .await
                    .unwrap()
            ),
            1 => {}
            _ => {
                let fires = u8::try_from(number).unwrap();
                assert_eq!(
                    record(&store, &team, &check_in(ask, fires)).await,
                    Recorded::New
                );
            }
        }
    }
    let range = (week().back(9), week());
    let kept = store.rollups(&acme, range.0, range.1).await.unwrap();
    for row in &kept {
        let team = organisation()
            .teams
            .into_iter()
            .find(|team| team.id == row.team)
            .unwrap();
        let mine = |team: &headway::domain::id::TeamId| *team == row.team;
        let mut raw_asks = store.asks(&acme, row.week).await.unwrap();
        raw_asks.retain(|ask| mine(&ask.team));
        let mut raw = store.check_ins(&acme, row.week).await.unwrap();
        raw.retain(|check_in| mine(&check_in.team));
        assert_eq!(*row, roll_up(row.week, &team, &raw_asks, &raw));
    }
    place.run("DELETE FROM roll_up WHERE week = '2026-W46'; UPDATE roll_up SET weight = 99.0, split = NULL").await;
    let written = store.rebuild_rollups(&acme, &organisation()).await.unwrap();
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
    assert_eq!(record(&store, &payments(), &answer).await, Recorded::New);
    let stored = stored(&store, &ana.id).await;
    assert_eq!(stored.note, answer.note);
    assert_eq!(stored.results_note, answer.results_note);
    assert_eq!(stored.need.as_deref(), Some("ab"));
    assert_eq!(
        store.revisions(&workspace(), &ana.id).await.unwrap(),
        [stored]
    );
    assert_eq!(record(&store, &payments(), &answer).await, Recorded::Same);
    let nobody = AskId::new("\0' OR 1=1 --");
    assert_eq!(store.ask(&workspace(), &nobody).await.unwrap(), None);
}

async fn unreadable_answers_are_errors_that_do_not_quote_them(place: &Place) {
    let ana = ask("payments", "ana", week());
    let store = asked(place, std::slice::from_ref(&ana)).await;
    record(&store, &payments(), &check_in(&ana, 45)).await;
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
