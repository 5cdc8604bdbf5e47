//! What a worker does with the ledger, in few words.

use std::time::Duration;

use headway::domain::delivery::{Delivery, NewDelivery, Subject};
use headway::domain::id::{AskId, ChannelId, DeliveryId, MessageTs, TeamId};
use headway::store::{Settled, Store};

use super::place::Place;
use super::sample::{at, delivery, imported, week, workspace};

pub const LEASE: Duration = Duration::from_secs(60);

pub fn ask_post(number: u32) -> NewDelivery {
    delivery(Subject::Ask(AskId::new(format!("a{number:02}"))))
}

pub fn ask_edit(number: u32) -> NewDelivery {
    delivery(Subject::AskEdit(AskId::new(format!("a{number:02}"))))
}

pub fn reply(team: &str) -> NewDelivery {
    delivery(Subject::DigestReply(week(), TeamId::new(team)))
}

pub fn channel() -> ChannelId {
    ChannelId::new("D1")
}

pub fn sent(wanted: u32) -> Settled {
    Settled::Sent {
        channel: channel(),
        ts: MessageTs::new("1795096801.000100"),
        wanted,
        look_again: None,
    }
}

pub async fn enqueued(place: &Place, deliveries: &[NewDelivery]) -> Store {
    let store = imported(place).await;
    store.enqueue(&workspace(), deliveries).await.unwrap();
    store
}

pub async fn claim(store: &Store, owner: &str, seconds: i64) -> Vec<Delivery> {
    store
        .claim(&workspace(), owner, at(seconds), LEASE, 10)
        .await
        .unwrap()
}

pub async fn begin(store: &Store, delivery: &Delivery, owner: &str, seconds: i64) -> bool {
    store
        .begin_attempt(&workspace(), delivery, owner, &channel(), at(seconds))
        .await
        .unwrap()
}

pub async fn settle(
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

pub async fn row(store: &Store, new: &NewDelivery) -> Delivery {
    store
        .delivery_of(&workspace(), &new.subject)
        .await
        .unwrap()
        .unwrap()
}

/// Claims, begins and settles as sent.
pub async fn send(store: &Store, new: &NewDelivery, seconds: i64) {
    let claimed = claim(store, "w", seconds).await;
    let it = claimed.iter().find(|it| it.id == new.id).unwrap();
    assert!(begin(store, it, "w", seconds).await);
    assert!(settle(store, &it.id, "w", sent(it.wanted), seconds).await);
}

pub async fn next_due(store: &Store) -> Option<i64> {
    let due = store.next_due(&workspace()).await.unwrap();
    due.map(|due| (due - at(0)).num_seconds())
}
