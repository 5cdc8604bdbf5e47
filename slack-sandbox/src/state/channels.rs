//! Channels and direct conversations, with their messages by time.

use super::ids::Ts;
use super::messages::Message;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What kind of conversation a channel is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Everybody may see and join it.
    Public,
    /// Members alone see it.
    Private,
    /// The app's direct conversation with this person.
    Im(String),
    /// The app's direct conversation with several people.
    Mpim,
}

/// A conversation.
#[derive(Clone, Debug)]
pub struct Channel {
    /// `C…` or `D…`.
    pub id: String,
    /// The name without a number sign; empty for a direct conversation.
    pub name: String,
    /// Public, private, or direct.
    pub kind: Kind,
    /// Nobody can post.
    pub is_archived: bool,
    /// What it is about.
    pub topic: String,
    /// Ids of its members, with the bot's if it is one.
    pub members: BTreeSet<String>,
    pub(crate) created: u64,
    pub(crate) messages: BTreeMap<Ts, Message>,
    pub(crate) threads: HashMap<Ts, BTreeSet<Ts>>,
    /// The workspace's count when the app last posted here.
    pub(crate) newest: u64,
}

impl Channel {
    pub(crate) fn new(id: String, name: &str, kind: Kind, created: u64) -> Self {
        Self {
            id,
            name: name.to_owned(),
            kind,
            is_archived: false,
            topic: String::new(),
            members: BTreeSet::new(),
            created,
            messages: BTreeMap::new(),
            threads: HashMap::new(),
            newest: 0,
        }
    }

    pub(crate) fn without_messages(&self) -> Self {
        let mut copy = Self::new(self.id.clone(), &self.name, self.kind.clone(), self.created);
        copy.is_archived = self.is_archived;
        copy.topic.clone_from(&self.topic);
        copy.members.clone_from(&self.members);
        copy.newest = self.newest;
        copy
    }

    /// The app's direct conversation with somebody.
    #[must_use]
    pub fn is_im(&self) -> bool {
        matches!(self.kind, Kind::Im(_))
    }

    /// The first half of its scopes: `channels`, `groups`, `im` or `mpim`.
    pub(crate) fn scope_family(&self) -> &'static str {
        match self.kind {
            Kind::Public => "channels",
            Kind::Private => "groups",
            Kind::Im(_) => "im",
            Kind::Mpim => "mpim",
        }
    }

    /// The name that payloads carry.
    pub(crate) fn payload_name(&self) -> &str {
        match self.kind {
            Kind::Public | Kind::Mpim => &self.name,
            Kind::Private => "privategroup",
            Kind::Im(_) => "directmessage",
        }
    }

    pub(crate) fn insert(&mut self, message: Message) {
        if let Some(parent) = message.thread_ts.filter(|parent| *parent != message.ts) {
            self.threads.entry(parent).or_default().insert(message.ts);
        }
        self.messages.insert(message.ts, message);
    }

    /// Takes a message away; a thread's parent stays as a tombstone while it has replies.
    pub(crate) fn remove(&mut self, ts: Ts) {
        let Some(message) = self.messages.get_mut(&ts) else {
            return;
        };
        if self
            .threads
            .get(&ts)
            .is_some_and(|replies| !replies.is_empty())
        {
            message.bury();
            return;
        }
        let parent = message.thread_ts;
        self.messages.remove(&ts);
        if let Some(replies) = parent.and_then(|parent| self.threads.get_mut(&parent)) {
            replies.remove(&ts);
        }
    }

    /// Slack's channel object as the bot sees it.
    pub(crate) fn to_slack(&self, bot_user: &str) -> Value {
        if let Kind::Im(user) = &self.kind {
            return json!({
                "id": self.id,
                "created": self.created,
                "is_im": true,
                "is_org_shared": false,
                "is_archived": false,
                "is_open": true,
                "user": user,
                "is_user_deleted": false,
                "priority": 0,
            });
        }
        let group = self.kind == Kind::Mpim;
        let private = group || self.kind == Kind::Private;
        let mut channel = json!({
            "id": self.id,
            "name": self.name,
            "name_normalized": self.name,
            "is_channel": !private,
            "is_group": private,
            "is_im": false,
            "is_mpim": group,
            "is_private": private,
            "created": self.created,
            "creator": "USLACKBOT",
            "is_archived": self.is_archived,
            "is_general": self.name == "general",
            "unlinked": 0,
            "is_shared": false,
            "is_org_shared": false,
            "is_ext_shared": false,
            "is_pending_ext_shared": false,
            "pending_shared": [],
            "parent_conversation": null,
            "is_member": self.members.contains(bot_user),
            "topic": {"value": self.topic, "creator": "", "last_set": 0},
            "purpose": {"value": "", "creator": "", "last_set": 0},
            "previous_names": [],
            "num_members": self.members.len(),
        });
        if group {
            channel["is_open"] = json!(true);
        }
        channel
    }
}
