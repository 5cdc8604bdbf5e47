//! Events that messages, reactions and memberships cause, by the name under which a manifest subscribes to them.
//!
//! What the app does causes events too, as in Slack; they wait here until they are sent. What a person does is sent by
//! the act itself, whose outcome is the acknowledgement.

use super::messages::{Message, Metadata, in_channel};
use super::{Channel, Kind, Ts, World};
use serde_json::{Map, Value, json};

/// An event's own object.
pub(crate) type Event = Map<String, Value>;

/// The events that wait to be sent.
#[derive(Default)]
pub(crate) struct Happenings {
    /// What the app subscribes to.
    subscribed: Vec<String>,
    waiting: Vec<Event>,
}

impl Happenings {
    pub(crate) fn new(subscribed: Vec<String>) -> Self {
        Self {
            subscribed,
            waiting: Vec::new(),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }

    pub(crate) fn take(&mut self) -> Vec<Event> {
        std::mem::take(&mut self.waiting)
    }

    fn wants(&self, event: &Event) -> bool {
        self.subscribed.contains(&subscription(event))
    }
}

/// The name under which a manifest subscribes to this event.
pub(crate) fn subscription(event: &Event) -> String {
    let text = |key: &str| event.get(key).and_then(Value::as_str).unwrap_or("");
    match (text("type"), text("channel_type")) {
        ("message", "channel") => "message.channels".to_owned(),
        ("message", "group") => "message.groups".to_owned(),
        ("message", "im") => "message.im".to_owned(),
        ("message", "mpim") => "message.mpim".to_owned(),
        (kind, _) => kind.to_owned(),
    }
}

fn channel_type(channel: &Channel) -> &'static str {
    match channel.kind {
        Kind::Public => "channel",
        Kind::Private => "group",
        Kind::Im(_) => "im",
        Kind::Mpim => "mpim",
    }
}

fn event(fields: Value) -> Event {
    match fields {
        Value::Object(event) => event,
        _ => Event::new(),
    }
}

impl World {
    /// Keeps an event until it is sent, if the app subscribes to it.
    fn happened(&mut self, event: Event) {
        if self.happenings.wants(&event) {
            self.happenings.waiting.push(event);
        }
    }

    /// The channel, if the app is in it and so gets its events.
    fn heard(&self, channel: &str) -> Option<&Channel> {
        let home = self.channels.get(channel)?;
        home.members.contains(&self.app.bot_user).then_some(home)
    }

    /// The events that a new message causes.
    pub(crate) fn message_events(&self, channel: &str, message: &Message) -> Vec<Event> {
        let Some(home) = self.heard(channel) else {
            return Vec::new();
        };
        let app = &self.app;
        let posted = message.to_slack(&app.team_id, &app.app_id, Metadata::Hidden);
        let mut posted = event(self.signed(Value::Object(posted)));
        posted.insert("channel".into(), json!(channel));
        posted.insert("event_ts".into(), json!(message.ts));
        let mut mention = posted.clone();
        posted.insert("channel_type".into(), json!(channel_type(home)));
        let mut events = vec![posted];
        let names_app = message.text.contains(&format!("<@{}>", app.bot_user));
        if names_app && message.bot_id.is_none() && !home.is_im() {
            mention.insert("type".into(), json!("app_mention"));
            events.push(mention);
        }
        events
    }

    /// The app posted a message.
    pub(super) fn app_posted(&mut self, channel: &str, message: &Message) {
        if self.happenings.subscribed.is_empty() {
            return;
        }
        for event in self.message_events(channel, message) {
            self.happened(event);
        }
    }

    /// A message as its readers see it, before or after something becomes of it; null if nobody is told of that.
    pub(crate) fn as_seen(&self, channel: &str, ts: Ts) -> Value {
        if self.happenings.subscribed.is_empty() {
            return Value::Null;
        }
        let ids = (self.app.team_id.as_str(), self.app.app_id.as_str());
        let home = self.channels.get(channel);
        let found = home.and_then(|home| Some((home, home.messages.get(&ts)?)));
        found.map_or(Value::Null, |(home, message)| {
            self.signed(in_channel(home, message, ids, Metadata::Hidden))
        })
    }

    /// A message was edited.
    pub(crate) fn message_changed(&mut self, channel: &str, ts: Ts, before: &Value) {
        let after = self.as_seen(channel, ts);
        self.message_became(
            channel,
            json!({"subtype": "message_changed", "message": after, "previous_message": before}),
        );
    }

    /// A message was deleted.
    pub(crate) fn message_deleted(&mut self, channel: &str, ts: Ts, before: &Value) {
        self.message_became(
            channel,
            json!({"subtype": "message_deleted", "deleted_ts": ts, "previous_message": before}),
        );
    }

    fn message_became(&mut self, channel: &str, fields: Value) {
        let Some(kind) = self.heard(channel).map(channel_type) else {
            return;
        };
        let ts = self.ts();
        let mut became = event(json!({
            "type": "message",
            "hidden": true,
            "channel": channel,
            "channel_type": kind,
            "ts": ts,
            "event_ts": ts,
        }));
        became.extend(event(fields));
        self.happened(became);
    }

    /// Somebody reacted to a message of somebody; gives the event.
    pub(crate) fn reaction_added(
        &mut self,
        (user, name): (&str, &str),
        (channel, ts): (&str, Ts),
    ) -> Event {
        let message = self.channels.get(channel);
        let author = message.and_then(|home| Some(home.messages.get(&ts)?.user.clone()));
        let event_ts = self.ts();
        event(json!({
            "type": "reaction_added",
            "user": user,
            "reaction": name,
            "item": {"type": "message", "channel": channel, "ts": ts},
            "item_user": author,
            "event_ts": event_ts,
        }))
    }

    /// The app itself did what causes this event.
    pub(crate) fn app_did(&mut self, event: Event) {
        self.happened(event);
    }

    /// Somebody came into a channel; gives the event.
    pub(crate) fn member_joined(
        &mut self,
        user: &str,
        channel: &str,
        inviter: Option<&str>,
    ) -> Event {
        let public = self
            .channels
            .get(channel)
            .is_some_and(|home| home.kind == Kind::Public);
        let event_ts = self.ts();
        let mut joined = event(json!({
            "type": "member_joined_channel",
            "user": user,
            "channel": channel,
            "channel_type": if public { "C" } else { "G" },
            "team": self.app.team_id,
            "event_ts": event_ts,
        }));
        if let Some(inviter) = inviter {
            joined.insert("inviter".into(), json!(inviter));
        }
        joined
    }
}
