//! Rounds and asks: opened, answered, away, closed.

use std::collections::BTreeSet;
use std::time::Duration;

use headway::domain::check_in::{Ask, AskOutcome};
use headway::domain::delivery::{State, Subject};
use headway::domain::id::{AskId, ChannelId, MessageTs};
use headway::store::{Recorded, Settled};

use super::place::{Place, on_both};
use super::sample::{
    ask, asked, at, check_in, delivery, imported, outcome, record, round, split, stored, week,
    workspace,
};

on_both!(
    a_round_is_opened_once_and_found_by_week,
    somebody_is_asked_once_for_a_team_and_week,
    a_closed_round_asks_nobody_and_takes_no_answer,
    away_is_an_outcome_until_it_is_taken_back_or_answered,
    the_message_of_an_ask_is_its_deliverys,
);

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
    assert_eq!(added, std::slice::from_ref(&first.id));
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
    record(&store, &check_in(&ana, 45)).await;
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
    assert_eq!(record(&store, &check_in(&ana, 50)).await, Recorded::Closed);
    assert_eq!(record(&store, &check_in(&ben, 50)).await, Recorded::Closed);
    assert_eq!(stored(&store, &ana.id).await.split, split(45));
    assert!(!store.mark_away(&acme, &ben.id, at(501), &[]).await.unwrap());
    let eve = [ask("search", "eve", week())];
    assert_eq!(store.add_asks(&acme, &eve, &[]).await.unwrap(), []);
    assert_eq!(store.open_asks_of(&acme, &ana.person).await.unwrap(), []);
    assert_eq!(store.deliveries(&acme, &State::ALL).await.unwrap().len(), 1);
}

async fn away_is_an_outcome_until_it_is_taken_back_or_answered(place: &Place) {
    let ana = ask("search", "ana", week());
    let store = asked(place, std::slice::from_ref(&ana)).await;
    let (acme, edit) = (workspace(), [delivery(Subject::AskEdit(ana.id.clone()))]);
    assert!(!store.mark_back(&acme, &ana.id, &edit).await.unwrap());
    assert!(store.mark_away(&acme, &ana.id, at(1), &edit).await.unwrap());
    assert!(!store.mark_away(&acme, &ana.id, at(2), &edit).await.unwrap());
    assert_eq!(outcome(&store, &ana.id).await, Some(AskOutcome::Away));
    let rollups = store.rollups(&acme, week(), week()).await.unwrap();
    assert_eq!((rollups[0].asked, rollups[0].split.is_none()), (0, true));

    assert!(store.mark_back(&acme, &ana.id, &edit).await.unwrap());
    assert_eq!(outcome(&store, &ana.id).await, None);
    assert!(store.mark_away(&acme, &ana.id, at(3), &[]).await.unwrap());
    assert_eq!(record(&store, &check_in(&ana, 45)).await, Recorded::New);
    assert_eq!(outcome(&store, &ana.id).await, Some(AskOutcome::Answered));
    assert!(!store.mark_away(&acme, &ana.id, at(4), &edit).await.unwrap());
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
        look_again: None,
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
        std::slice::from_ref(&carried)
    );
    assert_eq!(store.asks(&acme, week()).await.unwrap(), [carried]);
    assert_eq!(
        store.message_of(&acme, &post.subject).await.unwrap(),
        Some(message)
    );
}
