//! The ledger: nothing is claimed twice, nothing is posted twice, nothing is forgotten.

use std::collections::BTreeSet;
use std::time::Duration;

use headway::domain::delivery::{Delivery, NewDelivery, State, Subject};
use headway::domain::id::{AskId, ChannelId, DeliveryId, MessageTs, PersonId, TeamId};
use headway::store::{ByHand, Settled, Store, StoreError};

use super::place::{Place, on_both};
use super::sample::{at, delivery, imported, week, workspace};

on_both!(
    a_post_is_enqueued_once_and_an_edit_is_wanted_again,
    what_is_not_due_is_not_claimed,
    two_claimers_never_both_get_a_row,
    two_lookers_never_both_get_a_row,
    a_post_whose_worker_vanished_in_the_middle_is_unknown,
    what_vanished_before_its_request_is_pending_again,
    an_attempt_is_only_begun_by_who_holds_the_lease,
    an_edit_that_is_wanted_again_while_it_is_sent_is_sent_again,
    a_follower_waits_for_its_head,
    what_follows_nothing_is_skipped,
    every_outcome_is_written_down,
    a_halt_stops_claims_and_attempts,
    an_operator_settles_what_is_stuck,
    slots_are_reserved_one_after_the_other_by_all_instances,
    a_hold_is_the_later_of_two,
    an_event_is_seen_once_and_forgotten_after_a_day,
    a_conversation_is_remembered,
    an_unreadable_delivery_is_an_error,
);

const LEASE: Duration = Duration::from_secs(60);

fn ask_post(number: u32) -> NewDelivery {
    delivery(Subject::Ask(AskId::new(format!("a{number:02}"))))
}

fn ask_edit(number: u32) -> NewDelivery {
    delivery(Subject::AskEdit(AskId::new(format!("a{number:02}"))))
}

fn reply(team: &str) -> NewDelivery {
    delivery(Subject::DigestReply(week(), TeamId::new(team)))
}

fn channel() -> ChannelId {
    ChannelId::new("D1")
}

fn sent(wanted: u32) -> Settled {
    Settled::Sent {
        channel: channel(),
        ts: MessageTs::new("1795096801.000100"),
        wanted,
    }
}

async fn enqueued(place: &Place, deliveries: &[NewDelivery]) -> Store {
    let store = imported(place).await;
    store.enqueue(&workspace(), deliveries).await.unwrap();
    store
}

async fn claim(store: &Store, owner: &str, seconds: i64) -> Vec<Delivery> {
    store
        .claim(&workspace(), owner, at(seconds), LEASE, 10)
        .await
        .unwrap()
}

async fn begin(store: &Store, delivery: &Delivery, owner: &str, seconds: i64) -> bool {
    store
        .begin_attempt(&workspace(), delivery, owner, &channel(), at(seconds))
        .await
        .unwrap()
}

async fn settle(
    store: &Store,
    id: &DeliveryId,
    owner: &str,
    settled: Settled,
    seconds: i64,
) -> bool {
    store
        .settle(&workspace(), id, owner, &settled, at(seconds))
        .await
        .unwrap()
}

async fn row(store: &Store, new: &NewDelivery) -> Delivery {
    store
        .delivery_of(&workspace(), &new.subject)
        .await
        .unwrap()
        .unwrap()
}

/// Claims, begins and settles as sent.
async fn send(store: &Store, new: &NewDelivery, seconds: i64) {
    let claimed = claim(store, "w", seconds).await;
    let it = claimed.iter().find(|it| it.id == new.id).unwrap();
    assert!(begin(store, it, "w", seconds).await);
    assert!(settle(store, &it.id, "w", sent(it.wanted), seconds).await);
}

async fn next_due(store: &Store) -> Option<i64> {
    let due = store.next_due(&workspace()).await.unwrap();
    due.map(|due| (due - at(0)).num_seconds())
}

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

async fn an_edit_that_is_wanted_again_while_it_is_sent_is_sent_again(place: &Place) {
    let store = enqueued(place, &[ask_post(1)]).await;
    send(&store, &ask_post(1), 0).await;
    store.enqueue(&workspace(), &[ask_edit(1)]).await.unwrap();
    let first = claim(&store, "w", 1).await;
    assert!(begin(&store, &first[0], "w", 1).await);
    store.enqueue(&workspace(), &[ask_edit(1)]).await.unwrap();
    store.enqueue(&workspace(), &[ask_edit(1)]).await.unwrap();
    // One edit of a message is in flight at a time.
    assert_eq!(claim(&store, "x", 2).await, []);
    assert!(settle(&store, &first[0].id, "w", sent(first[0].wanted), 3).await);
    assert_eq!(next_due(&store).await, Some(3));
    let second = claim(&store, "x", 3).await;
    assert_eq!((second.len(), second[0].wanted), (1, 3));
    assert!(settle(&store, &second[0].id, "x", sent(3), 4).await);
    assert_eq!(row(&store, &ask_edit(1)).await.state, State::Sent);
    assert_eq!(next_due(&store).await, None);
    // And once more, long after.
    store.enqueue(&workspace(), &[ask_edit(1)]).await.unwrap();
    assert_eq!(claim(&store, "x", 9).await[0].wanted, 4);
}

async fn a_follower_waits_for_its_head(place: &Place) {
    let head = delivery(Subject::DigestHead(week()));
    let edit = delivery(Subject::DigestReplyEdit(week(), TeamId::new("payments")));
    let store = enqueued(place, &[edit.clone(), reply("payments"), head.clone()]).await;
    let first = claim(&store, "w", 0).await;
    assert_eq!(first.len(), 1);
    assert_eq!(first[0].id, head.id);
    assert_eq!(claim(&store, "x", 1).await, []);
    assert_eq!(next_due(&store).await, Some(60));
    let parked = Settled::Parked {
        error: "not_in_channel".to_owned(),
    };
    assert!(settle(&store, &head.id, "w", parked, 1).await);
    assert_eq!(claim(&store, "x", 2).await, []);
    assert_eq!(next_due(&store).await, None);
    let found = ByHand::Sent(channel(), MessageTs::new("9.9"));
    assert!(
        store
            .settle_by_hand(&workspace(), &head.id, &found, at(3))
            .await
            .unwrap()
    );
    let second = claim(&store, "w", 3).await;
    assert_eq!(second.len(), 1);
    assert_eq!(second[0].id, reply("payments").id);
    assert!(settle(&store, &second[0].id, "w", sent(1), 4).await);
    assert_eq!(claim(&store, "w", 5).await[0].id, edit.id);
}

async fn what_follows_nothing_is_skipped(place: &Place) {
    let head = delivery(Subject::DigestHead(week()));
    let edit = delivery(Subject::DigestReplyEdit(week(), TeamId::new("payments")));
    let mut later = reply("payments");
    later.due = at(9000);
    let store = enqueued(place, &[head.clone(), later, edit.clone(), ask_edit(7)]).await;
    let claimed = claim(&store, "w", 0).await;
    let failed = Settled::Failed {
        error: "is_archived".to_owned(),
    };
    assert!(settle(&store, &claimed[0].id, "w", failed, 1).await);
    // The worker is told that there is something to do, finds that there is not, and is told so.
    assert_eq!(next_due(&store).await, Some(9000));
    assert_eq!(claim(&store, "w", 1).await, []);
    for orphan in [&reply("payments"), &edit, &ask_edit(7)] {
        assert_eq!(row(&store, orphan).await.state, State::Skipped);
    }
    assert_eq!(next_due(&store).await, None);
    // What is sent after all brings its followers back.
    let again = store
        .settle_by_hand(&workspace(), &head.id, &ByHand::Retry, at(2))
        .await;
    assert!(again.unwrap());
    assert_eq!(claim(&store, "w", 2).await[0].id, head.id);
    assert_eq!(row(&store, &edit).await.state, State::Pending);
    assert_eq!(row(&store, &ask_edit(7)).await.state, State::Skipped);
}

async fn every_outcome_is_written_down(place: &Place) {
    let all: Vec<NewDelivery> = (1..=4).map(ask_post).collect();
    let store = enqueued(place, &all).await;
    let claimed = claim(&store, "w", 0).await;
    assert!(begin(&store, &claimed[0], "w", 0).await);
    let error = || "ratelimited".to_owned();
    let retry = Settled::Retry {
        due: at(30),
        error: error(),
    };
    let unknown = Settled::Unknown {
        due: at(40),
        looks: 1,
        error: error(),
    };
    let skipped = Settled::Skipped { why: error() };
    let failed = Settled::Failed { error: error() };
    for (new, settled) in all.iter().zip([retry, unknown, skipped, failed]) {
        assert!(settle(&store, &new.id, "w", settled, 1).await);
    }
    let now = [row(&store, &all[0]).await, row(&store, &all[1]).await];
    assert_eq!(
        (now[0].state, now[0].due, now[0].attempts),
        (State::Pending, at(30), 1)
    );
    assert_eq!(
        (now[1].state, now[1].due, now[1].looks),
        (State::Unknown, at(40), 1)
    );
    assert!(
        now.iter()
            .all(|it| it.error.as_deref() == Some("ratelimited"))
    );
    let over = store
        .deliveries(&workspace(), &[State::Skipped, State::Failed])
        .await
        .unwrap();
    assert_eq!(over.len(), 2);
    assert_eq!(next_due(&store).await, Some(30));
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

async fn an_operator_settles_what_is_stuck(place: &Place) {
    let all: Vec<NewDelivery> = (1..=3).map(ask_post).collect();
    let store = enqueued(place, &all).await;
    let acme = workspace();
    let by_hand = async |new: &NewDelivery, what: ByHand| {
        store
            .settle_by_hand(&acme, &new.id, &what, at(5))
            .await
            .unwrap()
    };
    assert!(!by_hand(&all[0], ByHand::Retry).await, "it is pending");
    claim(&store, "w", 0).await;
    assert!(!by_hand(&all[0], ByHand::Retry).await, "somebody sends it");
    for new in &all {
        let parked = Settled::Parked {
            error: "missing_scope".to_owned(),
        };
        assert!(settle(&store, &new.id, "w", parked, 1).await);
    }
    let message = (channel(), MessageTs::new("7.7"));
    assert!(by_hand(&all[0], ByHand::Sent(message.0.clone(), message.1.clone())).await);
    assert!(by_hand(&all[1], ByHand::Retry).await);
    assert!(by_hand(&all[2], ByHand::Skip).await);
    assert!(!by_hand(&all[2], ByHand::Skip).await, "it is skipped");
    let sent = row(&store, &all[0]).await;
    assert_eq!((sent.state, sent.message), (State::Sent, Some(message)));
    let again = row(&store, &all[1]).await;
    assert_eq!(
        (again.state, again.due, again.attempts),
        (State::Pending, at(5), 0)
    );
    assert_eq!(row(&store, &all[2]).await.state, State::Skipped);
}

async fn slots_are_reserved_one_after_the_other_by_all_instances(place: &Place) {
    let stores = [imported(place).await, place.open().await];
    let mut reserving = Vec::new();
    for number in 0..10 {
        let store = stores[number % 2].clone();
        reserving.push(tokio::spawn(async move {
            store.pace(&workspace(), "C1", at(0), 1250).await.unwrap()
        }));
    }
    let mut instants = Vec::new();
    for reserved in reserving {
        instants.push((reserved.await.unwrap() - at(0)).num_milliseconds());
    }
    instants.sort_unstable();
    assert_eq!(
        instants,
        (0..10).map(|number| number * 1250).collect::<Vec<i64>>()
    );
    let pace = |slot: &'static str, seconds| {
        let store = &stores[0];
        async move {
            store
                .pace(&workspace(), slot, at(seconds), 1000)
                .await
                .unwrap()
        }
    };
    assert_eq!(pace("C2", 0).await, at(0));
    assert_eq!(pace("C1", 100).await, at(100));
    assert_eq!(pace("C1", 100).await, at(101));
}

async fn a_hold_is_the_later_of_two(place: &Place) {
    let store = imported(place).await;
    let acme = workspace();
    assert_eq!(store.held(&acme, "chat.update").await.unwrap(), None);
    store.hold(&acme, "chat.update", at(30)).await.unwrap();
    store.hold(&acme, "chat.update", at(10)).await.unwrap();
    assert_eq!(
        store.held(&acme, "chat.update").await.unwrap(),
        Some(at(30))
    );
    let odd = at(30) + chrono::TimeDelta::milliseconds(1);
    store.hold(&acme, "chat.update", odd).await.unwrap();
    assert_eq!(
        store.held(&acme, "chat.update").await.unwrap(),
        Some(at(31))
    );
    assert_eq!(store.held(&acme, "chat.postMessage").await.unwrap(), None);
}

async fn an_event_is_seen_once_and_forgotten_after_a_day(place: &Place) {
    let (one, other) = (imported(place).await, place.open().await);
    let acme = workspace();
    let (a, b) = tokio::join!(
        one.first_sight(&acme, "Ev1", at(0)),
        other.first_sight(&acme, "Ev1", at(0)),
    );
    assert_eq!(u8::from(a.unwrap()) + u8::from(b.unwrap()), 1);
    let hours = |hours: i64| at(hours * 3600);
    assert!(!one.first_sight(&acme, "Ev1", hours(25)).await.unwrap());
    assert!(one.first_sight(&acme, "Ev2", hours(27)).await.unwrap());
    assert_eq!(place.number("SELECT COUNT(*) FROM event").await, 1);
}

async fn a_conversation_is_remembered(place: &Place) {
    let store = imported(place).await;
    let (acme, ana) = (workspace(), PersonId::new("ana"));
    assert_eq!(store.conversation(&acme, &ana).await.unwrap(), None);
    for id in ["D1", "D2"] {
        let channel = ChannelId::new(id);
        store
            .remember_conversation(&acme, &ana, &channel)
            .await
            .unwrap();
        assert_eq!(
            store.conversation(&acme, &ana).await.unwrap(),
            Some(channel)
        );
    }
}

async fn an_unreadable_delivery_is_an_error(place: &Place) {
    let store = enqueued(place, &[ask_post(1)]).await;
    for sql in [
        "UPDATE delivery SET state = 'lost'",
        "UPDATE delivery SET state = 'pending', channel = 'C1'",
        "UPDATE delivery SET channel = NULL, key = 'nonsense'",
        "UPDATE delivery SET key = 'ask:a01', wanted = -1",
    ] {
        place.run(sql).await;
        let read = store.delivery(&workspace(), &ask_post(1).id).await;
        assert!(matches!(read, Err(StoreError::Corrupt(_))), "{sql}");
    }
}
