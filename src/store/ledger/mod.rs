//! The ledger of everything sent to Slack: what is enqueued, who may send it now, and what came of it.
//!
//! States: *pending* → (claim) *sending* → (settle) *sent*, *skipped*, *failed*, *parked*, *unknown*, or *pending*
//! again. A row in *sending* or *unknown* that somebody works on has an owner and a lease; once the lease is over it
//! is anybody's. `begun` says that a request may have gone out under the present claim: a post whose lease ends
//! with it is *unknown*, one without it, and every edit, is *pending* again. A *sent* row with looks is to be looked
//! for once more, because it may stand in Slack twice; for those that follow it, it is as sent as any.

mod by_hand;
mod claim;
mod enqueue;
mod look;
mod said;
mod settle;

use sqlx::FromRow;

use super::value::{count, instant, maybe_instant, word};
use super::{Result, StoreError};
use crate::domain::delivery::{Delivery, State, Subject, Target};
use crate::domain::id::{ChannelId, DeliveryId, MessageTs, PersonId, WorkspaceId};

pub use by_hand::ByHand;
pub(super) use enqueue::{enqueue_all, enqueue_at};

/// Why a delivery was skipped whose message, or whose thread's head, never came to be.
const ORPHANED: &str = "headway:nothing_to_follow";

#[derive(FromRow)]
struct DeliveryRow {
    workspace: String,
    delivery: String,
    key: String,
    person: Option<String>,
    channel: Option<String>,
    state: String,
    due: i64,
    attempts: i64,
    attempted: Option<i64>,
    looks: i64,
    wanted: i64,
    sent_channel: Option<String>,
    sent_ts: Option<String>,
    tried_channel: Option<String>,
    error: Option<String>,
}

impl DeliveryRow {
    fn delivery(self) -> Result<Delivery> {
        let target = match (self.person, self.channel) {
            (Some(person), None) => Target::Person(PersonId::new(person)),
            (None, Some(channel)) => Target::Channel(ChannelId::new(channel)),
            _ => return Err(StoreError::corrupt("delivery.person")),
        };
        Ok(Delivery {
            workspace: WorkspaceId::new(self.workspace),
            id: DeliveryId::new(self.delivery),
            subject: word(Subject::from_key(&self.key), "delivery.key")?,
            target,
            state: word(State::from_word(&self.state), "delivery.state")?,
            due: instant(self.due, "delivery.due")?,
            attempts: count(self.attempts, "delivery.attempts")?,
            attempted: maybe_instant(self.attempted, "delivery.attempted")?,
            looks: count(self.looks, "delivery.looks")?,
            wanted: count(self.wanted, "delivery.wanted")?,
            message: self
                .sent_channel
                .zip(self.sent_ts)
                .map(|(channel, ts)| (ChannelId::new(channel), MessageTs::new(ts))),
            channel: self.tried_channel.map(ChannelId::new),
            error: self.error,
        })
    }
}

fn deliveries(rows: Vec<DeliveryRow>) -> Result<Vec<Delivery>> {
    rows.into_iter().map(DeliveryRow::delivery).collect()
}
