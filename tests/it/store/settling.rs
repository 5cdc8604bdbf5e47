//! What comes of deliveries, and what follows from it for others.

use headway::domain::delivery::{NewDelivery, State, Subject};
use headway::domain::id::{MessageTs, TeamId};
use headway::store::{ByHand, Settled, StoreError};

use super::place::{Place, on_both};
use super::sample::{at, delivery, week, workspace};

use super::worker::{
    ask_edit, ask_post, begin, channel, claim, enqueued, next_due, reply, row, send, sent, settle,
};

on_both!(
    an_edit_that_is_wanted_again_while_it_is_sent_is_sent_again,
    a_follower_waits_for_its_head,
    what_follows_nothing_is_skipped,
    every_outcome_is_written_down,
    an_operator_settles_what_is_stuck,
    what_was_sent_again_is_looked_for_once_more,
    an_unreadable_delivery_is_an_error,
);

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

async fn what_was_sent_again_is_looked_for_once_more(place: &Place) {
    let head = delivery(Subject::DigestHead(week()));
    let store = enqueued(place, &[head.clone(), reply("payments")]).await;
    claim(&store, "w", 0).await;
    let twice = Settled::Sent {
        channel: channel(),
        ts: MessageTs::new("1.1"),
        wanted: 1,
        look_again: Some(at(300)),
    };
    assert!(settle(&store, &head.id, "w", twice, 1).await);
    // For what follows it, it is as sent as any.
    send(&store, &reply("payments"), 2).await;
    assert_eq!(claim(&store, "w", 299).await, []);
    assert_eq!(next_due(&store).await, Some(300));
    let again = claim(&store, "w", 300).await;
    assert_eq!((again.len(), again[0].state), (1, State::Sent));
    // Nobody else looks meanwhile, and nothing can be sent under this claim.
    assert_eq!(claim(&store, "x", 359).await, []);
    assert_eq!(next_due(&store).await, Some(360));
    assert!(!begin(&store, &again[0], "w", 301).await);
    let again = claim(&store, "x", 360).await;
    assert!(!settle(&store, &head.id, "w", sent(1), 361).await);
    assert!(settle(&store, &again[0].id, "x", sent(1), 361).await);
    assert_eq!(row(&store, &head).await.state, State::Sent);
    assert_eq!(next_due(&store).await, None);
}
