//! What Slack sends: slash commands, interactivity and events, with all their fields.

use super::Body;
use crate::state::inputs::{self, Values};
use crate::state::messages::{Metadata, in_channel};
use crate::state::{Message, Ts, View, World};
use serde_json::{Map, Value, json};

/// The deprecated verification token.
const TOKEN: &str = "sandbox-verification-token";

/// Where a person pressed something.
pub(crate) enum Origin {
    /// In a channel's message.
    Message { channel: String, ts: Ts },
    /// In a message that only this person sees.
    Ephemeral {
        channel: String,
        message: Box<Message>,
    },
    /// In a modal or on the home tab.
    View(Box<View>),
}

/// What was pressed.
pub(crate) struct Press {
    pub(crate) action: Value,
    pub(crate) values: Values,
}

impl World {
    /// A trigger id for this person, good for three seconds.
    fn trigger(&mut self, user: &str) -> String {
        let (left, right) = (self.tick(), self.short_id());
        let id = format!("{left}.{}.{right}", self.now().timestamp());
        self.tickets.add_trigger(id.clone(), user);
        id
    }

    /// A response URL into this channel.
    fn response_url(
        &mut self,
        base: &str,
        user: &str,
        channel: &str,
        message: Option<Ts>,
    ) -> String {
        let key = format!("{}{}", self.id("R"), self.id("H"));
        let now = self.now();
        self.tickets
            .add_url(key.clone(), user, channel, message, now);
        format!("{base}/hooks/{key}")
    }

    fn name_of(&self, user: &str) -> String {
        self.user(user)
            .map(|user| user.name.clone())
            .unwrap_or_default()
    }

    fn interactive(&self, kind: &str, user: &str) -> Map<String, Value> {
        let name = self.name_of(user);
        let mut payload = Map::new();
        let mut put = |key: &str, value: Value| payload.insert(key.to_owned(), value);
        put("type", json!(kind));
        put(
            "team",
            json!({"id": self.app.team_id, "domain": self.app.domain}),
        );
        put(
            "user",
            json!({"id": user, "username": name, "name": name, "team_id": self.app.team_id}),
        );
        put("api_app_id", json!(self.app.app_id));
        put("token", json!(TOKEN));
        put("is_enterprise_install", json!(false));
        put("enterprise", Value::Null);
        payload
    }
}

/// The fields of a slash command.
pub(crate) fn slash_command(
    world: &mut World,
    base: &str,
    user: &str,
    channel: &str,
    command: &str,
    text: &str,
) -> Body {
    let channel_name = world
        .channels
        .get(channel)
        .map(|one| one.payload_name().to_owned())
        .unwrap_or_default();
    let response_url = world.response_url(base, user, channel, None);
    let trigger = world.trigger(user);
    let (app, name) = (&world.app, world.name_of(user));
    let fields = [
        ("token", TOKEN),
        ("team_id", &app.team_id),
        ("team_domain", &app.domain),
        ("channel_id", channel),
        ("channel_name", &channel_name),
        ("user_id", user),
        ("user_name", &name),
        ("command", command),
        ("text", text),
        ("api_app_id", &app.app_id),
        ("is_enterprise_install", "false"),
        ("response_url", &response_url),
        ("trigger_id", &trigger),
    ];
    let field = |(key, value): (&str, &str)| (key.to_owned(), json!(value));
    Body::Command(fields.into_iter().map(field).collect())
}

/// A press in a message, a modal or on the home tab.
pub(crate) fn block_actions(
    world: &mut World,
    base: &str,
    user: &str,
    origin: &Origin,
    press: &Press,
) -> Body {
    let mut payload = world.interactive("block_actions", user);
    payload.insert("trigger_id".into(), json!(world.trigger(user)));
    put_origin(world, &mut payload, origin, &press.values);
    if let Some((channel, ts)) = origin.message() {
        payload.insert("state".into(), json!({"values": press.values}));
        let url = world.response_url(base, user, channel, Some(ts));
        payload.insert("response_url".into(), json!(url));
    }
    payload.insert("actions".into(), json!([press.action]));
    Body::Interactive(payload)
}

impl Origin {
    /// The message's channel and `ts`, if it is in one.
    fn message(&self) -> Option<(&str, Ts)> {
        match self {
            Self::Message { channel, ts } => Some((channel, *ts)),
            Self::Ephemeral { channel, message } => Some((channel, message.ts)),
            Self::View(_) => None,
        }
    }
}

/// The container, and the view or the message with its channel.
fn put_origin(world: &World, payload: &mut Map<String, Value>, origin: &Origin, values: &Values) {
    let ids = (world.app.team_id.as_str(), world.app.app_id.as_str());
    let mut put = |key: &str, value: Value| payload.insert(key.to_owned(), value);
    let (channel, ts, shown) = match origin {
        Origin::View(view) => {
            put("container", json!({"type": "view", "view_id": view.id}));
            put("view", view.to_slack(&world.view_ids(), values));
            return;
        }
        Origin::Message { channel, ts } => {
            let home = world.channels.get(channel);
            let message = home.and_then(|home| {
                let one = home.messages.get(ts)?;
                Some(world.signed(in_channel(home, one, ids, Metadata::Hidden)))
            });
            (channel, *ts, message.unwrap_or_default())
        }
        // Slack does not keep an ephemeral message, and so does not send it.
        Origin::Ephemeral { channel, message } => (channel, message.ts, Value::Null),
    };
    let is_ephemeral = matches!(origin, Origin::Ephemeral { .. });
    let mut container = json!({"type": "message", "message_ts": ts, "channel_id": channel, "is_ephemeral": is_ephemeral});
    if let Some(thread) = shown.get("thread_ts") {
        container["thread_ts"] = thread.clone();
    }
    put("container", container);
    put("channel", channel_of(world, channel));
    if !shown.is_null() {
        put("message", shown);
    }
}

/// A channel as payloads name it.
fn channel_of(world: &World, id: &str) -> Value {
    let home = world.channels.get(id);
    json!({"id": id, "name": home.map_or("", |home| home.payload_name())})
}

/// A person types into an external select and wants its options.
pub(crate) fn block_suggestion(
    world: &World,
    user: &str,
    origin: &Origin,
    (block_id, action_id): (&str, &str),
    typed: &str,
    values: &Values,
) -> Body {
    let mut payload = world.interactive("block_suggestion", user);
    put_origin(world, &mut payload, origin, values);
    for (key, value) in [
        ("block_id", block_id),
        ("action_id", action_id),
        ("value", typed),
    ] {
        payload.insert(key.to_owned(), json!(value));
    }
    Body::Interactive(payload)
}

/// A shortcut from anywhere.
pub(crate) fn shortcut(world: &mut World, user: &str, callback_id: &str) -> Body {
    let mut payload = world.interactive("shortcut", user);
    payload.insert("callback_id".into(), json!(callback_id));
    payload.insert("trigger_id".into(), json!(world.trigger(user)));
    payload.insert("action_ts".into(), json!(world.ts()));
    Body::Interactive(payload)
}

/// A shortcut on a message.
pub(crate) fn message_action(
    world: &mut World,
    base: &str,
    user: &str,
    callback_id: &str,
    (channel, ts): (&str, Ts),
) -> Body {
    let mut payload = world.interactive("message_action", user);
    payload.insert("callback_id".into(), json!(callback_id));
    payload.insert("trigger_id".into(), json!(world.trigger(user)));
    payload.insert("action_ts".into(), json!(world.ts()));
    let url = world.response_url(base, user, channel, None);
    payload.insert("response_url".into(), json!(url));
    payload.insert("message_ts".into(), json!(ts));
    payload.insert("channel".into(), channel_of(world, channel));
    let ids = (world.app.team_id.as_str(), world.app.app_id.as_str());
    let home = world.channels.get(channel);
    let message = home.and_then(|home| {
        let one = home.messages.get(&ts)?;
        Some(world.signed(in_channel(home, one, ids, Metadata::Hidden)))
    });
    payload.insert("message".into(), message.unwrap_or_default());
    Body::Interactive(payload)
}

/// What a new request URL is tried with.
pub(crate) fn url_verification(challenge: &str) -> Body {
    Body::Trial(json!({"token": TOKEN, "challenge": challenge, "type": "url_verification"}))
}

/// A modal sent.
pub(crate) fn view_submission(world: &mut World, base: &str, user: &str, view: &View) -> Body {
    let response_urls = response_urls(world, base, user, view);
    let mut payload = world.interactive("view_submission", user);
    payload.insert("trigger_id".into(), json!(world.trigger(user)));
    payload.insert("view".into(), world.filled(view));
    payload.insert("response_urls".into(), response_urls);
    Body::Interactive(payload)
}

/// A response URL for each channel that was chosen in a menu which asks for one.
fn response_urls(world: &mut World, base: &str, user: &str, view: &View) -> Value {
    let mut all = Vec::new();
    for place in inputs::placed(view.blocks()) {
        if place.element["response_url_enabled"] != true {
            continue;
        }
        let entry = view.values.get(place.block_id());
        let entry = entry.map_or(&Value::Null, |actions| &actions[place.action_id()]);
        let chosen = entry["selected_conversation"]
            .as_str()
            .or(entry["selected_channel"].as_str());
        let Some(channel) = chosen.filter(|id| world.channels.contains_key(*id)) else {
            continue;
        };
        let url = world.response_url(base, user, channel, None);
        all.push(json!({
            "block_id": place.block_id(),
            "action_id": place.action_id(),
            "channel_id": channel,
            "response_url": url,
        }));
    }
    Value::Array(all)
}

/// A modal closed without sending; its inputs are not told.
pub(crate) fn view_closed(world: &World, user: &str, view: &View, is_cleared: bool) -> Body {
    let mut values = view.values.clone();
    for block in view
        .blocks()
        .iter()
        .filter(|block| block["type"] == "input")
    {
        values.shift_remove(block["block_id"].as_str().unwrap_or(""));
    }
    let mut payload = world.interactive("view_closed", user);
    payload.insert("view".into(), view.to_slack(&world.view_ids(), &values));
    payload.insert("is_cleared".into(), json!(is_cleared));
    Body::Interactive(payload)
}

/// The envelope of an event.
pub(crate) fn event(world: &mut World, mut event: Map<String, Value>) -> Body {
    let ts = world.ts();
    if !event.contains_key("event_ts") {
        event.insert("event_ts".into(), json!(ts));
    }
    let (id, context) = (world.id("Ev"), world.id("4-"));
    let app = &world.app;
    Body::Event(json!({
        "token": TOKEN,
        "team_id": app.team_id,
        "context_team_id": app.team_id,
        "context_enterprise_id": null,
        "api_app_id": app.app_id,
        "event": event,
        "type": "event_callback",
        "event_id": id,
        "event_time": ts.seconds(),
        "authorizations": [{
            "enterprise_id": null,
            "team_id": app.team_id,
            "user_id": app.bot_user,
            "is_bot": true,
            "is_enterprise_install": false,
        }],
        "is_ext_shared_channel": false,
        "event_context": context,
    }))
}
