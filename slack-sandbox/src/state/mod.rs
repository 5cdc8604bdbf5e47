//! A workspace as plain data: people, channels, messages, views. No HTTP here.
//!
//! `ts` are unique and strictly increasing over the whole workspace, whatever the clock does.

mod build;
mod channels;
pub(crate) mod files;
pub(crate) mod happenings;
mod ids;
pub(crate) mod inputs;
mod log;
pub(crate) mod messages;
mod packed;
mod people;
pub(crate) mod tickets;
mod view_stack;
pub(crate) mod views;

pub use channels::{Channel, Kind};
pub use ids::Ts;
pub(crate) use log::PackedCall;
pub use log::{Call, Delivery};
pub use messages::{Ephemeral, Message};
pub use packed::Packed;
pub use people::{User, UserGroup};
pub use views::View;

use crate::clock::SandboxClock;
use crate::deliver::retry::RetryBook;
use crate::faults::FaultBook;
use crate::web_api::Limits;
use chrono::{DateTime, Utc};
use files::Files;
use happenings::Happenings;
use inputs::{Suggested, Values};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use tickets::Tickets;

/// The workspace's and the app's ids and names.
#[derive(Clone, Debug)]
pub(crate) struct Installation {
    pub(crate) team_id: String,
    pub(crate) team_name: String,
    pub(crate) domain: String,
    pub(crate) app_id: String,
    pub(crate) bot_id: String,
    pub(crate) bot_user: String,
    pub(crate) scopes: Vec<String>,
    pub(crate) home_tab: bool,
    pub(crate) messages_tab: bool,
    /// The app may open Socket Mode connections.
    pub(crate) socket_mode: bool,
    /// Scheme, host and port of the sandbox.
    pub(crate) base_url: String,
}

/// The whole workspace.
pub(crate) struct World {
    pub(crate) clock: SandboxClock,
    pub(crate) app: Installation,
    pub(crate) users: Vec<User>,
    pub(crate) groups: Vec<UserGroup>,
    pub(crate) channels: BTreeMap<String, Channel>,
    pub(crate) stacks: HashMap<String, Vec<View>>,
    pub(crate) closed: VecDeque<View>,
    pub(crate) homes: HashMap<String, View>,
    pub(crate) ephemerals: HashMap<String, Vec<Ephemeral>>,
    /// What people chose in messages, by user, channel and ts.
    pub(crate) message_values: HashMap<(String, String, Ts), Values>,
    pub(crate) suggested: Suggested,
    /// When a person's views last changed, by the count below.
    pub(crate) view_news: HashMap<String, u64>,
    pub(crate) tickets: Tickets,
    pub(crate) files: Files,
    pub(crate) faults: FaultBook,
    pub(crate) limits: Limits,
    pub(crate) retries: RetryBook,
    pub(crate) happenings: Happenings,
    pub(crate) log: log::Log,
    last_ts: Ts,
    made: u64,
    count: u64,
}

/// How many ephemeral messages are kept for a person.
const EPHEMERALS: usize = 200;

impl World {
    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// A new, unique `ts`.
    pub(crate) fn ts(&mut self) -> Ts {
        self.last_ts = Ts::after(self.last_ts, self.now());
        self.last_ts
    }

    /// A new id with this prefix.
    pub(crate) fn id(&mut self, prefix: &str) -> String {
        self.made += 1;
        ids::nth(prefix, self.made)
    }

    /// A new id in the form of a random UUID.
    pub(crate) fn uuid(&mut self) -> String {
        self.made += 1;
        ids::uuid(self.made)
    }

    /// The next number of the workspace's own count of things that happened.
    pub(crate) fn tick(&mut self) -> u64 {
        self.count += 1;
        self.count
    }

    pub(crate) fn count(&self) -> u64 {
        self.count
    }

    pub(crate) fn user(&self, id: &str) -> Option<&User> {
        self.users.iter().find(|user| user.id == id)
    }

    /// A user by id, handle or shown name.
    pub(crate) fn find_user(&self, name: &str) -> Option<&User> {
        let name = name.trim_start_matches('@');
        self.user(name)
            .or_else(|| self.users.iter().find(|user| user.name == name))
            .or_else(|| {
                self.users
                    .iter()
                    .find(|user| user.display_name == name || user.real_name == name)
            })
    }

    /// A channel by id or name.
    pub(crate) fn find_channel(&self, name: &str) -> Option<&Channel> {
        let name = name.trim_start_matches('#');
        self.channels.get(name).or_else(|| {
            self.channels
                .values()
                .find(|channel| channel.name == name && !channel.is_im())
        })
    }

    pub(crate) fn im_of(&self, user: &str) -> Option<&Channel> {
        self.channels
            .values()
            .find(|channel| channel.kind == Kind::Im(user.to_owned()))
    }

    /// The app's direct conversation with somebody, made if it is not there; whether it was there.
    pub(crate) fn open_im(&mut self, user: &str) -> (String, bool) {
        if let Some(channel) = self.im_of(user) {
            return (channel.id.clone(), true);
        }
        let id = self.id("D");
        let created = u64::try_from(self.now().timestamp()).unwrap_or(0);
        let mut channel = Channel::new(id.clone(), "", Kind::Im(user.to_owned()), created);
        channel.members = [user.to_owned(), self.app.bot_user.clone()].into();
        self.channels.insert(id.clone(), channel);
        (id, false)
    }

    /// The app's direct conversation with exactly these people.
    pub(crate) fn mpim_of(&self, people: &[String]) -> Option<&Channel> {
        let members = self.with_bot(people);
        self.channels
            .values()
            .find(|channel| channel.kind == Kind::Mpim && channel.members == members)
    }

    /// Makes the app's direct conversation with several people.
    pub(crate) fn open_mpim(&mut self, people: &[String]) -> String {
        let members = self.with_bot(people);
        let order = people.iter().chain([&self.app.bot_user]);
        let names: Vec<_> = order
            .filter_map(|id| self.user(id))
            .map(|user| user.name.as_str())
            .collect();
        let name = format!("mpdm-{}-1", names.join("--"));
        let id = self.id("C");
        let created = u64::try_from(self.now().timestamp()).unwrap_or(0);
        let mut channel = Channel::new(id.clone(), &name, Kind::Mpim, created);
        channel.topic = "Group messaging".to_owned();
        channel.members = members;
        self.channels.insert(id.clone(), channel);
        id
    }

    fn with_bot(&self, people: &[String]) -> BTreeSet<String> {
        people.iter().chain([&self.app.bot_user]).cloned().collect()
    }

    /// A message of the bot, with a new `ts`, not yet posted.
    pub(crate) fn bot_message(&mut self, text: &str, mut blocks: Vec<Value>) -> Message {
        inputs::fill_ids(&mut blocks, || self.short_id());
        let ts = self.ts();
        let mut message = Message::new(ts, &self.app.bot_user, text);
        message.bot_id = Some(self.app.bot_id.clone());
        message.blocks = blocks.into();
        message
    }

    /// An id such as Slack gives to a block without one.
    pub(crate) fn short_id(&mut self) -> String {
        self.id("").split_off(4)
    }

    pub(crate) fn post(&mut self, channel: &str, message: Message) {
        let newest = self.tick();
        if message.bot_id.is_some() {
            self.app_posted(channel, &message);
        }
        if let Some(channel) = self.channels.get_mut(channel) {
            if message.bot_id.is_some() {
                channel.newest = newest;
            }
            channel.insert(message);
        }
    }

    pub(crate) fn show_ephemeral(&mut self, user: &str, channel: &str, message: Message) {
        let newest = self.tick();
        let list = self.ephemerals.entry(user.to_owned()).or_default();
        if list.len() >= EPHEMERALS {
            list.remove(0);
        }
        list.push(Ephemeral {
            channel: channel.to_owned(),
            message,
            newest,
        });
    }

    /// The count at the app's newest message that this person can see.
    pub(crate) fn message_news(&self, user: &str) -> u64 {
        let channels = self
            .channels
            .values()
            .filter(|channel| channel.members.contains(user));
        let shown = self.ephemerals.get(user).and_then(|list| list.last());
        channels
            .map(|channel| channel.newest)
            .chain(shown.map(|one| one.newest))
            .max()
            .unwrap_or(0)
    }
}
