//! Pacing, shared by all instances through the ledger: so many requests a second of the clock, no more.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, SubsecRound, TimeDelta, Utc};

use super::Worker;
use super::job::{Job, Stop};
use super::place::Place;
use crate::domain::id::{ChannelId, DeliveryId};
use crate::store::{StoreError, Turn};

/// One post a second per channel.
const CHANNEL_GAP: u32 = 1_000;
/// Five posts a second per workspace, of the several hundred a minute that Slack takes.
const POST_GAP: u32 = 200;
/// Slack's third tier, of edits, looks and conversations, takes fifty a minute. Somebody watches for an edit, so
/// twenty-five may go out at once, and then one every 2.4 seconds: no minute has more than fifty.
const TIER_3_GAP: u32 = 2_400;
const AT_ONCE: TimeDelta = TimeDelta::milliseconds(24 * 2_400);

/// How long after its turn a delivery may come for it.
const FORGOTTEN: TimeDelta = TimeDelta::minutes(10);

/// The line of all posts of a workspace.
const POSTS: &str = "chat.postMessage";

/// The turns that deliveries of ours wait for, by method: one that waits does not queue up again.
#[derive(Default)]
pub struct Reserved(Mutex<HashMap<(DeliveryId, &'static str), DateTime<Utc>>>);

impl Reserved {
    fn turns(&self) -> MutexGuard<'_, HashMap<(DeliveryId, &'static str), DateTime<Utc>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Worker {
    /// The next turn of a method of the third tier, in whole seconds: the clock has none finer.
    pub async fn next_turn(
        &self,
        method: &str,
        now: DateTime<Utc>,
    ) -> Result<DateTime<Utc>, StoreError> {
        let pace = self.store.pace(&self.workspace, method, now, TIER_3_GAP);
        Ok((pace.await? - AT_ONCE).max(now).trunc_subsecs(0))
    }
}

impl Job<'_> {
    /// Goes on when it is our turn with a method of the third tier. Everybody gets a turn of their own, because
    /// hundreds may wait: the conversations of a whole company.
    pub async fn turn(&self, method: &'static str) -> Result<(), Stop> {
        self.not_held(method).await?;
        let now = self.now();
        let ours = (self.delivery.id.clone(), method);
        let known = self.worker.reserved.turns().get(&ours).copied();
        let turn = match known {
            Some(turn) => turn,
            None => self.worker.next_turn(method, now).await?,
        };
        if turn > now {
            let mut turns = self.worker.reserved.turns();
            // A turn that nobody came back for belongs to a row that another instance has by now.
            turns.retain(|_, turn| *turn > now - FORGOTTEN);
            turns.insert(ours, turn);
            drop(turns);
            return Err(Stop::Later(turn, "waits for its turn".to_owned()));
        }
        self.worker.reserved.turns().remove(&ours);
        Ok(())
    }

    /// Goes on unless it is known already that it is not our turn: what waits is not worth saying yet. Takes no turn.
    pub async fn may_go(&self, place: &Place) -> Result<(), Stop> {
        let method = place.method();
        self.not_held(method).await?;
        let (worker, now) = (self.worker, self.now());
        if let Place::Message(..) = place {
            let ours = (self.delivery.id.clone(), method);
            let known = worker.reserved.turns().get(&ours).copied();
            return match known.filter(|turn| *turn > now) {
                Some(turn) => Err(Stop::Later(turn, "waits for its turn".to_owned())),
                None => Ok(()),
            };
        }
        let slots = [POSTS, &line_of(place.channel())];
        let turn = worker.store.free(&worker.workspace, &slots, now);
        in_turn(turn.await?)
    }

    /// Goes on when a post may go out in this second, to this channel and in this workspace.
    pub async fn post_turn(&self, channel: &ChannelId) -> Result<(), Stop> {
        let worker = self.worker;
        let slot = line_of(channel);
        let lines = [(POSTS, POST_GAP), (slot.as_str(), CHANNEL_GAP)];
        let turn = worker
            .store
            .take_turn(&worker.workspace, &lines, self.now())
            .await?;
        in_turn(turn)
    }

    async fn not_held(&self, method: &str) -> Result<(), Stop> {
        let worker = self.worker;
        let held = worker.store.held(&worker.workspace, method).await?;
        match held.filter(|until| *until > self.now()) {
            Some(until) => Err(Stop::Later(until, format!("Slack limits {method}"))),
            None => Ok(()),
        }
    }
}

/// The line of all posts to a channel.
fn line_of(channel: &ChannelId) -> String {
    format!("channel:{channel}")
}

fn in_turn(turn: Turn) -> Result<(), Stop> {
    match turn {
        Turn::Now => Ok(()),
        Turn::Later(slot, until) if slot == POSTS => Err(Stop::Full(until)),
        Turn::Later(_, until) => Err(Stop::Later(until, "waits for its turn".to_owned())),
    }
}
