//! What Slack sends: slash commands, interactivity and events, with all their fields.

use crate::state::inputs::Values;
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

/// The form of a slash command.
pub(crate) fn slash_command(
    world: &mut World,
    base: &str,
    user: &str,
    channel: &str,
    command: &str,
    text: &str,
) -> String {
    let channel_name = world
        .channels
        .get(channel)
        .map(|one| one.payload_name().to_owned())
        .unwrap_or_default();
    let response_url = world.response_url(base, user, channel, None);
    let trigger = world.trigger(user);
    let (app, name) = (&world.app, world.name_of(user));
    form(&[
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
    ])
}

fn form(fields: &[(&str, &str)]) -> String {
    serde_urlencoded::to_string(fields).expect("pairs of texts can always be written as a form")
}

fn as_form(payload: Map<String, Value>) -> String {
    form(&[("payload", &Value::Object(payload).to_string())])
}

/// A press in a message, a modal or on the home tab.
pub(crate) fn block_actions(
    world: &mut World,
    base: &str,
    user: &str,
    origin: &Origin,
    press: &Press,
) -> String {
    let mut payload = world.interactive("block_actions", user);
    let trigger = world.trigger(user);
    let mut put = |key: &str, value: Value| payload.insert(key.to_owned(), value);
    put("trigger_id", json!(trigger));
    match origin {
        Origin::View(view) => {
            put("container", json!({"type": "view", "view_id": view.id}));
            put("view", view.to_slack(&world.view_ids(), &press.values));
        }
        Origin::Message { channel, ts } => {
            let home = world.channels.get(channel);
            let ids = (world.app.team_id.as_str(), world.app.app_id.as_str());
            let message = home.and_then(|home| {
                home.messages
                    .get(ts)
                    .map(|one| in_channel(home, one, ids, Metadata::Hidden))
            });
            put(
                "container",
                json!({"type": "message", "message_ts": ts, "channel_id": channel, "is_ephemeral": false}),
            );
            put(
                "channel",
                json!({"id": channel, "name": home.map_or("", |home| home.payload_name())}),
            );
            put("message", message.unwrap_or_default());
            put("state", json!({"values": press.values}));
            put(
                "response_url",
                json!(world.response_url(base, user, channel, Some(*ts))),
            );
        }
        Origin::Ephemeral { channel, message } => {
            let name = world
                .channels
                .get(channel)
                .map_or("", |home| home.payload_name());
            put(
                "container",
                json!({"type": "message", "message_ts": message.ts, "channel_id": channel, "is_ephemeral": true}),
            );
            put("channel", json!({"id": channel, "name": name}));
            let shown = message.to_slack(&world.app.team_id, &world.app.app_id, Metadata::Hidden);
            put("message", Value::Object(shown));
            put("state", json!({"values": press.values}));
            put(
                "response_url",
                json!(world.response_url(base, user, channel, Some(message.ts))),
            );
        }
    }
    put("actions", json!([press.action]));
    as_form(payload)
}

/// A modal sent.
pub(crate) fn view_submission(world: &mut World, user: &str, view: &View) -> String {
    let mut payload = world.interactive("view_submission", user);
    payload.insert("trigger_id".into(), json!(world.trigger(user)));
    payload.insert("view".into(), world.filled(view));
    payload.insert("response_urls".into(), json!([]));
    as_form(payload)
}

/// A modal closed without sending; its inputs are not told.
pub(crate) fn view_closed(world: &World, user: &str, view: &View, is_cleared: bool) -> String {
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
    as_form(payload)
}

/// The envelope of an event.
pub(crate) fn event(world: &mut World, mut event: Map<String, Value>) -> String {
    let ts = world.ts();
    if !event.contains_key("event_ts") {
        event.insert("event_ts".into(), json!(ts));
    }
    let (id, context) = (world.id("Ev"), world.id("4-"));
    let app = &world.app;
    json!({
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
    })
    .to_string()
}
