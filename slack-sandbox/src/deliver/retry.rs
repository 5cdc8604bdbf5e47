//! Events that the app did not take: sent again at once, a minute later and five minutes later.
//!
//! The waits are on the sandbox's clock, so that a clock that stands where it is set decides when they end. Every
//! attempt carries the same `event_id`.

use super::{Parcel, Retry};
use crate::clock::SandboxClock;
use crate::sandbox::Sandbox;
use crate::state::World;
use crate::state::happenings::Event;
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;
use std::time::Duration;

/// How long each attempt waits for, after the one before it.
const WAITS: [TimeDelta; 3] = [
    TimeDelta::zero(),
    TimeDelta::minutes(1),
    TimeDelta::minutes(5),
];

/// The events that wait to be sent again.
#[derive(Default)]
pub(crate) struct RetryBook(Vec<Waiting>);

struct Waiting {
    due: DateTime<Utc>,
    parcel: Parcel,
}

impl RetryBook {
    fn next_due(&self) -> Option<DateTime<Utc>> {
        self.0.iter().map(|waiting| waiting.due).min()
    }

    fn take_due(&mut self, now: DateTime<Utc>) -> Vec<Parcel> {
        let (due, later) = std::mem::take(&mut self.0)
            .into_iter()
            .partition(|waiting| waiting.due <= now);
        self.0 = later;
        due.into_iter().map(|waiting| waiting.parcel).collect()
    }
}

/// What the loop does next.
enum Next {
    Send(Vec<Parcel>),
    /// What the app did caused these.
    Tell(Vec<Event>),
    /// Files are ready to be shared.
    Share,
    /// Nothing is due before this long; for ever if only the clock's being set can make it due.
    Wait(Option<Duration>),
}

impl Sandbox {
    /// Plans the next attempt at an event, unless there were four.
    pub(super) fn send_again(&self, parcel: Parcel, reason: &'static str) {
        let done = parcel.retry.map_or(0, |retry| retry.num);
        let Some(wait) = WAITS.get(usize::from(done)) else {
            return;
        };
        let retry = Some(Retry {
            num: done + 1,
            reason,
        });
        self.change(|world| {
            let due = world.now() + *wait;
            let parcel = Parcel { retry, ..parcel };
            world.retries.0.push(Waiting { due, parcel });
        });
        self.wake().notify_one();
    }
}

fn next(world: &mut World) -> Next {
    let now = world.now();
    if !world.happenings.is_empty() {
        return Next::Tell(world.happenings.take());
    }
    let due = world.retries.take_due(now);
    if !due.is_empty() {
        return Next::Send(due);
    }
    let shared = world.files.next_due();
    if shared.is_some_and(|due| due <= now) {
        return Next::Share;
    }
    let next = world.retries.next_due().into_iter().chain(shared).min();
    let wait = next.map(|due| due - now);
    Next::Wait(match world.clock {
        SandboxClock::System => wait.map(|wait| wait.to_std().unwrap_or_default()),
        SandboxClock::Fixed(_) => None,
    })
}

impl Sandbox {
    /// Sends events that the app itself caused.
    fn tell(&self, events: Vec<Event>) {
        let url = &self.manifest().settings.event_subscriptions.request_url;
        let Some(way) = self.way(url.as_deref()) else {
            return;
        };
        for event in events {
            let kind = event.get("type").and_then(Value::as_str).unwrap_or("");
            let kind = format!("event:{kind}");
            let (bot, body) = self.quietly(|world| {
                let bot = world.app.bot_user.clone();
                (bot, super::event(world, event))
            });
            let parcel = Parcel::new(&kind, &bot, way.clone(), body);
            let sender = self.clone();
            self.tasks()
                .spawn(async move { sender.deliver(parcel).await });
        }
    }
}

/// Sends what is due, and has files shared when they are ready, until the sandbox stops.
pub(crate) async fn resend(sandbox: Sandbox) {
    let stop = sandbox.stopping();
    while !stop.is_cancelled() {
        match sandbox.quietly(next) {
            Next::Send(parcels) => {
                for parcel in parcels {
                    let sender = sandbox.clone();
                    sandbox
                        .tasks()
                        .spawn(async move { sender.deliver(parcel).await });
                }
            }
            Next::Tell(events) => sandbox.tell(events),
            Next::Share => sandbox.change(|_| ()),
            Next::Wait(wait) => {
                let wait = wait.unwrap_or(Duration::MAX);
                tokio::select! {
                    () = stop.cancelled() => return,
                    () = sandbox.wake().notified() => {}
                    () = tokio::time::sleep(wait) => {}
                }
            }
        }
    }
}
