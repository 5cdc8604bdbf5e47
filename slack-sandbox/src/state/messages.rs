//! A message, and an ephemeral one, in Slack's own shape.

use super::World;
use super::channels::Channel;
use super::ids::Ts;
use super::packed::Packed;
use chrono::{DateTime, Utc};
use serde_json::{Map, Value, json};

/// A message in a channel.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// Its time and id.
    pub ts: Ts,
    /// Who wrote it: a person, or the bot's user.
    pub user: String,
    /// Set if the app wrote it.
    pub bot_id: Option<String>,
    /// The text, with Slack's entities.
    pub text: String,
    /// Block Kit.
    pub blocks: Packed,
    /// Legacy attachments.
    pub attachments: Packed,
    /// Uploaded files, as they were when it was posted.
    pub files: Packed,
    /// Another name than the bot's own.
    pub username: Option<String>,
    /// Another picture than the bot's own: `{emoji}` or `{image_64}`.
    pub icons: Packed,
    /// The thread it belongs to; its own `ts` for a thread's parent.
    pub thread_ts: Option<Ts>,
    /// A reply that is also shown in the channel.
    pub broadcast: bool,
    /// `{event_type, event_payload}`.
    pub metadata: Packed,
    /// Who edited it last, and when.
    pub edited: Option<(String, Ts)>,
    /// Reactions by name: who.
    pub reactions: Vec<(String, Vec<String>)>,
    /// Set when it was deleted but still has replies.
    pub is_tombstone: bool,
    /// History shows it only from then on.
    pub(crate) hidden_until: Option<DateTime<Utc>>,
}

/// A message that one person alone sees.
#[derive(Clone, Debug, PartialEq)]
pub struct Ephemeral {
    /// The conversation in which it is shown.
    pub channel: String,
    /// The message; its author is the bot, or `USLACKBOT`.
    pub message: Message,
    /// The workspace's count when it was shown.
    pub(crate) newest: u64,
}

/// What a reader of messages sees.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Metadata {
    Shown,
    Hidden,
}

impl Message {
    pub(crate) fn new(ts: Ts, user: &str, text: &str) -> Self {
        Self {
            ts,
            user: user.to_owned(),
            bot_id: None,
            text: text.to_owned(),
            blocks: Packed::default(),
            attachments: Packed::default(),
            files: Packed::default(),
            username: None,
            icons: Packed::default(),
            thread_ts: None,
            broadcast: false,
            metadata: Packed::default(),
            edited: None,
            reactions: Vec::new(),
            is_tombstone: false,
            hidden_until: None,
        }
    }

    pub(crate) fn bury(&mut self) {
        *self = Self {
            thread_ts: self.thread_ts,
            is_tombstone: true,
            ..Self::new(self.ts, "USLACKBOT", "This message was deleted.")
        };
    }

    /// Adds a reaction; false if the person had it already.
    pub(crate) fn react(&mut self, user: &str, name: &str) -> bool {
        let known = self.reactions.iter_mut().find(|(known, _)| known == name);
        match known {
            Some((_, users)) if users.iter().any(|one| one == user) => return false,
            Some((_, users)) => users.push(user.to_owned()),
            None => self
                .reactions
                .push((name.to_owned(), vec![user.to_owned()])),
        }
        true
    }

    /// A reply in a thread, not its parent.
    #[must_use]
    pub fn is_reply(&self) -> bool {
        self.thread_ts.is_some_and(|parent| parent != self.ts)
    }

    /// Slack's message object, without what its thread adds.
    pub(crate) fn to_slack(
        &self,
        team_id: &str,
        app_id: &str,
        metadata: Metadata,
    ) -> Map<String, Value> {
        let mut object = Map::new();
        let mut put = |key: &str, value: Value| object.insert(key.to_owned(), value);
        put("type", json!("message"));
        if self.is_tombstone {
            put("subtype", json!("tombstone"));
        } else if self.broadcast {
            put("subtype", json!("thread_broadcast"));
        } else if self.username.is_some() || !self.icons.is_empty() {
            put("subtype", json!("bot_message"));
        }
        put("user", json!(self.user));
        put("ts", json!(self.ts));
        put("text", json!(self.text));
        put("team", json!(team_id));
        if let Some(bot_id) = &self.bot_id {
            put("bot_id", json!(bot_id));
            put("app_id", json!(app_id));
        }
        if !self.blocks.is_empty() {
            put("blocks", self.blocks.value());
        }
        if !self.attachments.is_empty() {
            put("attachments", self.attachments.value());
        }
        if !self.files.is_empty() {
            put("files", self.files.value());
            put("upload", json!(false));
        }
        if let Some(name) = &self.username {
            put("username", json!(name));
        }
        if !self.icons.is_empty() {
            put("icons", self.icons.value());
        }
        if let Some(parent) = self.thread_ts {
            put("thread_ts", json!(parent));
        }
        if let Some((user, ts)) = &self.edited {
            put("edited", json!({"user": user, "ts": ts}));
        }
        if !self.reactions.is_empty() {
            let each = |(name, users): &(String, Vec<String>)| json!({"name": name, "users": users, "count": users.len()});
            put("reactions", self.reactions.iter().map(each).collect());
        }
        if metadata == Metadata::Shown && !self.metadata.is_empty() {
            put("metadata", self.metadata.value());
        }
        object
    }
}

/// A channel's message as history shows it, with what its thread adds.
pub(crate) fn in_channel(
    channel: &Channel,
    message: &Message,
    ids: (&str, &str),
    metadata: Metadata,
) -> Value {
    let mut object = message.to_slack(ids.0, ids.1, metadata);
    if message.is_reply() {
        if let Some(parent) = message.thread_ts.and_then(|ts| channel.messages.get(&ts)) {
            object.insert("parent_user_id".into(), json!(parent.user));
        }
    } else if let Some(replies) = channel
        .threads
        .get(&message.ts)
        .filter(|replies| !replies.is_empty())
    {
        let mut users: Vec<&str> = Vec::new();
        for reply in replies.iter().filter_map(|ts| channel.messages.get(ts)) {
            if !users.contains(&reply.user.as_str()) {
                users.push(&reply.user);
            }
        }
        object.insert("reply_count".into(), json!(replies.len()));
        object.insert("reply_users_count".into(), json!(users.len()));
        object.insert("latest_reply".into(), json!(replies.last()));
        object.insert(
            "reply_users".into(),
            json!(users.iter().take(5).collect::<Vec<_>>()),
        );
        object.insert("is_locked".into(), json!(false));
        object.insert("subscribed".into(), json!(false));
    }
    Value::Object(object)
}

impl World {
    /// Adds to a message of the app who the app is, as Slack does for apps.
    pub(crate) fn signed(&self, mut message: Value) -> Value {
        let app = &self.app;
        if message["bot_id"] != app.bot_id.as_str() {
            return message;
        }
        let name = self.user(&app.bot_user).map(|bot| &bot.real_name);
        let mut icons = json!({});
        for edge in ["36", "48", "72"] {
            let place = "https://a.slack-edge.com/80588/img/plugins/app";
            icons[format!("image_{edge}")] = json!(format!("{place}/bot_{edge}.png"));
        }
        message["bot_profile"] = json!({
            "id": app.bot_id,
            "app_id": app.app_id,
            "user_id": app.bot_user,
            "name": name,
            "icons": icons,
            "deleted": false,
            "updated": 1_700_000_000,
            "team_id": app.team_id,
        });
        message
    }
}
