//! Who is subscribed, and whose messages say something older than they could.

use chrono::TimeDelta;
use headway::domain::delivery::{NewDelivery, State, Subject, Target};
use headway::domain::delivery_rules::Settled;
use headway::domain::id::{ChannelId, DeliveryId, MessageTs, PersonId};
use headway::store::Store;

use super::place::{Place, on_both};
use super::sample::{ask, asked, at, imported, week, workspace};

on_both!(
    a_subscription_is_one_however_often_it_is_made,
    what_is_behind_is_edited_a_few_at_a_time_and_catches_up,
    what_was_noted_before_the_digest_gives_way_and_after_it_stays,
);

async fn a_subscription_is_one_however_often_it_is_made(place: &Place) {
    let store = imported(place).await;
    let (acme, ana, eve) = (workspace(), PersonId::new("ana"), PersonId::new("eve"));
    assert!(store.subscribe(&acme, &eve, at(9)).await.unwrap());
    assert!(store.subscribe(&acme, &ana, at(10)).await.unwrap());
    assert!(!store.subscribe(&acme, &eve, at(11)).await.unwrap());
    let both = [eve.clone(), ana.clone()];
    assert_eq!(store.subscribers(&acme).await.unwrap(), both);
    assert!(store.is_subscribed(&acme, &eve).await.unwrap());
    assert!(store.unsubscribe(&acme, &eve).await.unwrap());
    assert!(!store.unsubscribe(&acme, &eve).await.unwrap());
    assert!(!store.is_subscribed(&acme, &eve).await.unwrap());
    assert_eq!(store.subscribers(&acme).await.unwrap(), [ana]);
}

fn to(subject: Subject) -> NewDelivery {
    NewDelivery {
        id: DeliveryId::new(subject.key()),
        target: Target::Person(subject.subscriber().unwrap().clone()),
        subject,
        due: at(0),
    }
}

fn head(person: &str) -> Subject {
    Subject::SubscriberHead(week(), PersonId::new(person))
}

fn page(person: &str) -> Subject {
    Subject::SubscriberTable(week(), PersonId::new(person), 1)
}

/// Sends what is due and gives its keys.
async fn sends(store: &Store, seconds: i64) -> Vec<String> {
    let (acme, lease) = (workspace(), std::time::Duration::from_secs(90));
    let mut sent = Vec::new();
    loop {
        let claimed = store
            .claim(&acme, "w", at(seconds), lease, 8)
            .await
            .unwrap();
        if claimed.is_empty() {
            sent.sort();
            return sent;
        }
        for delivery in claimed {
            let channel = ChannelId::new("D1");
            let begun = store.begin_attempt(&acme, &delivery, "w", &channel, at(seconds));
            assert!(begun.await.unwrap());
            let settled = Settled::Sent {
                channel,
                ts: MessageTs::new(delivery.subject.key()),
                wanted: delivery.wanted,
                look_again: None,
            };
            let settled = store.settle(&acme, &delivery.id, "w", &settled, at(seconds));
            assert!(settled.await.unwrap());
            sent.push(delivery.subject.key());
        }
    }
}

/// A digest with three subscribers, sent.
async fn told(place: &Place) -> Store {
    let store = asked(place, &[ask("payments", "ana", week())]).await;
    let acme = workspace();
    let prints = ["head".to_owned(), "page".to_owned()];
    store
        .begin_telling(&acme, week(), &prints, at(0))
        .await
        .unwrap();
    let leadership = NewDelivery {
        id: DeliveryId::new("0"),
        subject: Subject::DigestHead(week()),
        target: Target::Channel(ChannelId::new("C1")),
        due: at(0),
    };
    let people = ["U1", "U2", "U3"];
    let theirs = people.iter().flat_map(|it| [to(head(it)), to(page(it))]);
    let posts: Vec<NewDelivery> = std::iter::once(leadership).chain(theirs).collect();
    assert!(
        store
            .set_digested(&acme, week(), at(0), &posts)
            .await
            .unwrap()
    );
    assert_eq!(sends(&store, 10).await.len(), 7);
    store
}

async fn what_is_behind_is_edited_a_few_at_a_time_and_catches_up(place: &Place) {
    let store = told(place).await;
    let acme = workspace();
    let behind = |store: Store| async move {
        let pages = store.told_everyone(&workspace(), week()).await.unwrap();
        store.behind(&workspace(), week(), &pages).await.unwrap()
    };
    assert!(behind(store.clone()).await.posts.is_empty());
    assert_eq!(store.posts_to_subscribers(&acme, week()).await.unwrap(), 6);
    // The head changes; twice noted, it counts once.
    for _ in 0..2 {
        let changed = [(0, "other".to_owned())];
        store
            .tell_anew(&acme, week(), &changed, 4, at(100))
            .await
            .unwrap();
    }
    let pages = store.told_everyone(&acme, week()).await.unwrap();
    let versions: Vec<(u32, u32, u32)> = pages
        .iter()
        .map(|it| (it.version, it.reached, it.seen))
        .collect();
    assert_eq!(versions, [(1, 0, 4), (0, 0, 4)]);
    let first = behind(store.clone()).await;
    assert_eq!(first.posts, ["U1", "U2", "U3"].map(|it| (head(it), 1)));
    let edit = |person: &str| to(Subject::SubscriberHeadEdit(week(), PersonId::new(person)));
    store.catch_up(&acme, &[(edit("U1"), 1)]).await.unwrap();
    let second = behind(store.clone()).await;
    assert_eq!((second.posts.len(), second.edits), (2, 1));
    assert_eq!(sends(&store, 110).await, ["subscriber-edit:2026-W47:U1"]);
    // Meanwhile it changes again: who was never edited comes first, and the newest is what they get.
    let changed = [(0, "third".to_owned())];
    store
        .tell_anew(&acme, week(), &changed, 5, at(200))
        .await
        .unwrap();
    let third = behind(store.clone()).await;
    assert_eq!(third.posts, ["U2", "U3", "U1"].map(|it| (head(it), 2)));
    let edits = ["U2", "U3", "U1"].map(|it| (edit(it), 2));
    store.catch_up(&acme, &edits).await.unwrap();
    assert_eq!(sends(&store, 210).await.len(), 3);
    let done = behind(store.clone()).await;
    let quiet = headway::store::Behind {
        last_due: Some(at(0)),
        ..headway::store::Behind::default()
    };
    assert_eq!(done, quiet);
    let pages = store.told_everyone(&acme, week()).await.unwrap();
    store.all_caught_up(&acme, week(), &pages).await.unwrap();
    let pages = store.told_everyone(&acme, week()).await.unwrap();
    assert!(pages.iter().all(|it| it.reached == it.version));
    // A post that began well after a change says it.
    assert!(at(200) + TimeDelta::seconds(5) < at(210));
    let pending = store.deliveries(&acme, &[State::Pending]).await.unwrap();
    assert!(pending.is_empty(), "{pending:?}");
}

async fn what_was_noted_before_the_digest_gives_way_and_after_it_stays(place: &Place) {
    let store = told(place).await;
    let acme = workspace();
    let prints = ["else".to_owned()];
    store
        .begin_telling(&acme, week(), &prints, at(300))
        .await
        .unwrap();
    let pages = store.told_everyone(&acme, week()).await.unwrap();
    assert_eq!(pages.len(), 2, "the digest is out");
    let next = week().next();
    for prints in [vec!["a".to_owned(), "b".to_owned()], vec!["c".to_owned()]] {
        store
            .begin_telling(&acme, next, &prints, at(300))
            .await
            .unwrap();
    }
    let pages = store.told_everyone(&acme, next).await.unwrap();
    assert_eq!((pages.len(), pages[0].print.as_str()), (1, "c"));
}
