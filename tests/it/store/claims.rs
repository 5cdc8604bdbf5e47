//! Claims: nobody gets what another has, and nothing is lost with a worker that vanishes.

use std::collections::BTreeSet;

use headway::domain::delivery::{NewDelivery, State};
use headway::domain::id::DeliveryId;
use headway::store::Settled;

use super::place::{Place, on_both};
use super::sample::{at, workspace};

use super::worker::{
    LEASE, ask_edit, ask_post, begin, channel, claim, enqueued, next_due, row, send, sent, settle,
};

on_both!(
    a_post_is_enqueued_once_and_an_edit_is_wanted_again,
    what_is_not_due_is_not_claimed,
    two_claimers_never_both_get_a_row,
    two_lookers_never_both_get_a_row,
    a_post_whose_worker_vanished_in_the_middle_is_unknown,
    what_vanished_before_its_request_is_pending_again,
    an_attempt_is_only_begun_by_who_holds_the_lease,
    a_halt_stops_claims_and_attempts,
);

async fn a_post_is_enqueued_once_and_an_edit_is_wanted_again(place: &Place) {
    let mut post = ask_post(1);
    let mut edit = ask_edit(1);
    let store = enqueued(place, &[post.clone(), edit.clone()]).await;
    post.id = DeliveryId::new("another");
    post.due = at(-500);
    edit.id = DeliveryId::new("yet another");
    edit.due = at(-500);
    store
        .enqueue(&workspace(), &[post.clone(), edit.clone()])
        .await
        .unwrap();
    let kept = row(&store, &post).await;
    assert_eq!((kept.id, kept.due, kept.wanted), (ask_post(1).id, at(0), 1));
    let kept = row(&store, &edit).await;
    assert_eq!(
        (kept.id, kept.due, kept.wanted),
        (ask_edit(1).id, at(-500), 2)
    );
    edit.due = at(500);
    store.enqueue(&workspace(), &[edit.clone()]).await.unwrap();
    assert_eq!(row(&store, &edit).await.due, at(-500));
    let same = store.delivery(&workspace(), &ask_post(1).id).await.unwrap();
    assert_eq!(same.unwrap().subject, post.subject);
}

async fn what_is_not_due_is_not_claimed(place: &Place) {
    let mut later = ask_post(2);
    later.due = at(100);
    let mut first = ask_post(3);
    first.due = at(-1);
    let store = enqueued(place, &[ask_post(1), later.clone(), first.clone()]).await;
    assert_eq!(next_due(&store).await, Some(-1));
    let claimed = claim(&store, "w", 0).await;
    let ids: Vec<_> = claimed.iter().map(|it| it.id.clone()).collect();
    assert_eq!(ids, [first.id, ask_post(1).id]);
    assert!(claimed.iter().all(|it| it.state == State::Sending));
    assert_eq!(claim(&store, "x", 59).await, []);
    assert_eq!(next_due(&store).await, Some(60));
    let only = store
        .claim(&workspace(), "x", at(100), LEASE, 1)
        .await
        .unwrap();
    assert_eq!(only.len(), 1);
}

async fn two_claimers_never_both_get_a_row(place: &Place) {
    let all: Vec<NewDelivery> = (0..60).map(ask_post).collect();
    let stores = [
        enqueued(place, &all).await,
        place.open().await,
        place.open().await,
    ];
    let mut claimers = Vec::new();
    for (number, store) in stores.iter().cycle().take(6).enumerate() {
        let store = store.clone();
        claimers.push(tokio::spawn(async move {
            let owner = format!("w{number}");
            let mut mine = Vec::new();
            // No row back does not mean that nothing is due; the ledger says when nothing is.
            while store.next_due(&workspace()).await.unwrap() == Some(at(0)) {
                let claimed = store
                    .claim(&workspace(), &owner, at(0), LEASE, 3)
                    .await
                    .unwrap();
                mine.extend(claimed.into_iter().map(|it| it.id));
            }
            mine
        }));
    }
    let mut claimed = Vec::new();
    for claimer in claimers {
        claimed.extend(claimer.await.unwrap());
    }
    assert_eq!(claimed.len(), 60);
    assert_eq!(claimed.into_iter().collect::<BTreeSet<_>>().len(), 60);
}

async fn two_lookers_never_both_get_a_row(place: &Place) {
    let all: Vec<NewDelivery> = (0..20).map(ask_post).collect();
    let one = enqueued(place, &all).await;
    let other = place.open().await;
    let acme = workspace();
    for it in one.claim(&acme, "w", at(0), LEASE, 99).await.unwrap() {
        let unknown = Settled::Unknown {
            due: at(30),
            looks: 0,
            error: "timeout".to_owned(),
        };
        assert!(settle(&one, &it.id, "w", unknown, 1).await);
    }
    assert_eq!(claim(&one, "w", 29).await, []);
    assert_eq!(next_due(&one).await, Some(30));
    let (a, b) = tokio::join!(
        one.claim(&acme, "a", at(30), LEASE, 99),
        other.claim(&acme, "b", at(30), LEASE, 99),
    );
    let (a, b) = (a.unwrap(), b.unwrap());
    assert!(a.iter().chain(&b).all(|it| it.state == State::Unknown));
    let ids: BTreeSet<_> = a.iter().chain(&b).map(|it| it.id.clone()).collect();
    assert_eq!((a.len() + b.len(), ids.len()), (20, 20));
    // While somebody looks nobody else does; who vanished while looking is replaced.
    assert_eq!(next_due(&one).await, Some(90));
    assert_eq!(one.claim(&acme, "c", at(89), LEASE, 99).await.unwrap(), []);
    assert_eq!(
        one.claim(&acme, "c", at(90), LEASE, 99)
            .await
            .unwrap()
            .len(),
        20
    );
}

async fn a_post_whose_worker_vanished_in_the_middle_is_unknown(place: &Place) {
    let store = enqueued(place, &[ask_post(1)]).await;
    let claimed = claim(&store, "w", 0).await;
    assert!(begin(&store, &claimed[0], "w", 20).await);
    // The lease was renewed when the attempt began.
    assert_eq!(claim(&store, "x", 79).await, []);
    assert_eq!(next_due(&store).await, Some(80));
    let found = claim(&store, "x", 80).await;
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].state, State::Unknown);
    assert_eq!(found[0].attempted, Some(at(20)));
    assert_eq!(found[0].channel, Some(channel()));
    assert_eq!((found[0].attempts, found[0].looks), (1, 0));
    // The first worker comes too late to say anything.
    assert!(!settle(&store, &found[0].id, "w", sent(1), 81).await);
    // Found nowhere, it is sent again by who looked.
    assert!(begin(&store, &found[0], "x", 81).await);
    assert!(settle(&store, &found[0].id, "x", sent(1), 82).await);
    assert_eq!(row(&store, &ask_post(1)).await.state, State::Sent);
    assert_eq!(row(&store, &ask_post(1)).await.attempts, 2);
}

async fn what_vanished_before_its_request_is_pending_again(place: &Place) {
    let store = enqueued(place, &[ask_post(1)]).await;
    send(&store, &ask_post(1), 0).await;
    store
        .enqueue(&workspace(), &[ask_post(2), ask_edit(1)])
        .await
        .unwrap();
    let claimed = claim(&store, "w", 0).await;
    assert_eq!(claimed.len(), 2);
    let edit = claimed.iter().find(|it| it.id == ask_edit(1).id).unwrap();
    assert!(begin(&store, edit, "w", 0).await);
    // The post's request had not begun; and an edit does no harm twice.
    let again = claim(&store, "x", 60).await;
    assert_eq!(again.len(), 2);
    assert!(again.iter().all(|it| it.state == State::Sending));
}

async fn an_attempt_is_only_begun_by_who_holds_the_lease(place: &Place) {
    let store = enqueued(place, &[ask_post(1)]).await;
    let claimed = claim(&store, "w", 0).await;
    assert!(!begin(&store, &claimed[0], "x", 1).await);
    assert!(!begin(&store, &claimed[0], "w", 60).await);
    assert!(begin(&store, &claimed[0], "w", 59).await);
    assert!(settle(&store, &claimed[0].id, "w", sent(1), 60).await);
    assert!(!begin(&store, &claimed[0], "w", 60).await);
    assert!(!settle(&store, &claimed[0].id, "w", sent(1), 60).await);
}

async fn a_halt_stops_claims_and_attempts(place: &Place) {
    let store = enqueued(place, &[ask_post(1), ask_post(2)]).await;
    let other = place.open().await;
    let claimed = store
        .claim(&workspace(), "w", at(0), LEASE, 1)
        .await
        .unwrap();
    other
        .halt(&workspace(), "tokens_revoked", at(0))
        .await
        .unwrap();
    assert!(!begin(&store, &claimed[0], "w", 1).await);
    assert_eq!(claim(&store, "w", 1).await, []);
    assert_eq!(next_due(&store).await, None);
    other.resume(&workspace()).await.unwrap();
    assert!(begin(&store, &claimed[0], "w", 2).await);
    assert_eq!(claim(&store, "w", 2).await.len(), 1);
}
