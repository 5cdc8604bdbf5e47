//! Slack's rate limits, when the sandbox is strict: by method and minute, and one message a second and channel.
//!
//! Time is the sandbox's, so that an app that paces itself by the same clock is judged by it.

use super::args::Args;
use super::method;
use crate::state::World;
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::{HashMap, VecDeque};

/// Messages that a channel takes at once before the pace of one a second holds.
const BURST: usize = 3;
/// Messages that a workspace takes in a minute.
const POSTS: usize = 300;

/// When calls were made, by what limits them.
#[derive(Default)]
pub(crate) struct Limits {
    pub(crate) strict: bool,
    seen: HashMap<String, VecDeque<DateTime<Utc>>>,
}

impl Limits {
    /// Counts a call; gives how many seconds it comes too early.
    fn count(
        &mut self,
        key: String,
        most: usize,
        window: TimeDelta,
        now: DateTime<Utc>,
    ) -> Option<u64> {
        let seen = self.seen.entry(key).or_default();
        while seen
            .front()
            .is_some_and(|at| *at + window <= now || *at > now)
        {
            seen.pop_front();
        }
        if let Some(first) = seen.front().filter(|_| seen.len() >= most) {
            let wait = (*first + window - now).num_milliseconds();
            return Some(u64::try_from(wait).unwrap_or(0).div_ceil(1000).max(1));
        }
        seen.push_back(now);
        None
    }
}

/// How many seconds a call comes too early; nothing unless the sandbox is strict.
pub(super) fn exceeded(world: &mut World, name: &str, args: &Args) -> Option<u64> {
    if !world.limits.strict {
        return None;
    }
    let now = world.now();
    let minute = TimeDelta::minutes(1);
    if name == "chat.postMessage" {
        // A channel has several names; one that nobody knows is refused anyway.
        let channel = conversation(world, args.text("channel")?)?;
        let burst = i32::try_from(BURST).unwrap_or(1);
        let pace = TimeDelta::seconds(1) * burst;
        let key = format!("post {channel}");
        let early = world.limits.count(key, BURST, pace, now);
        return early.or_else(|| world.limits.count("post".to_owned(), POSTS, minute, now));
    }
    let most = method::find(name)?.per_minute()?;
    world.limits.count(name.to_owned(), most, minute, now)
}

/// The id of the conversation that an argument names: by id, by name, or by the person on its other side.
fn conversation(world: &World, named: &str) -> Option<String> {
    if world.user(named).is_some() {
        let im = world.im_of(named).map(|channel| channel.id.clone());
        return Some(im.unwrap_or_else(|| named.to_owned()));
    }
    world.find_channel(named).map(|channel| channel.id.clone())
}
