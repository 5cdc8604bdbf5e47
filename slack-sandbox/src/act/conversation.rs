//! Opening the home tab, writing a message, causing an event, closing a modal.

use super::slash::typed;
use super::{Done, Nonsense, nonsense};
use crate::deliver::{self, Parcel};
use crate::sandbox::Sandbox;
use crate::state::{Channel, Kind, Message, Ts, World};
use serde_json::{Map, Value, json};

/// The longest message that a person can write.
const TEXT: usize = 40_000;

impl Sandbox {
    /// Sends an event if the app subscribes to it.
    async fn send_event(&self, user: &str, event: Map<String, Value>) -> Done {
        let kind = event
            .get("type")
            .and_then(Value::as_str)
            .unwrap_or("")
            .to_owned();
        let events = &self.manifest().settings.event_subscriptions;
        let subscription = subscription(&event);
        if !self.manifest().subscribes(&subscription) {
            return Done {
                shown: Some(format!("the manifest does not subscribe to {subscription}")),
                ..Done::default()
            };
        }
        let Some(way) = self.way(events.request_url.as_deref()) else {
            return Done {
                shown: Some("the manifest has no request_url for events".to_owned()),
                ..Done::default()
            };
        };
        let body = self.change(|world| deliver::event(world, event));
        let ack = self
            .deliver(Parcel::new(&format!("event:{kind}"), user, way, body))
            .await;
        Done {
            ack: Some(ack),
            ..Done::default()
        }
    }

    pub(super) async fn open_home(&self, user: &str) -> Done {
        let event = self.change(|world| {
            let channel = world.open_im(user).0;
            let mut event =
                json!({"type": "app_home_opened", "user": user, "channel": channel, "tab": "home"});
            if let Some(home) = world.homes.get(user) {
                event["view"] = world.filled(home);
            }
            event.as_object().cloned().unwrap_or_default()
        });
        self.send_event(user, event).await
    }

    pub(super) async fn cause(
        &self,
        user: &str,
        event: Map<String, Value>,
    ) -> Result<Done, Nonsense> {
        match event.get("type").and_then(Value::as_str) {
            Some(kind) if !kind.is_empty() => Ok(self.send_event(user, event).await),
            _ => nonsense("the event has no type"),
        }
    }

    pub(super) async fn write(
        &self,
        user: &str,
        channel: &str,
        text: &str,
        thread: Option<&str>,
    ) -> Result<Done, Nonsense> {
        if text.is_empty() || text.chars().count() > TEXT {
            return nonsense(format!("a message has 1 to {TEXT} characters"));
        }
        let home = &self.manifest().features.app_home;
        let closed =
            home.messages_tab_enabled == Some(false) || home.messages_tab_read_only_enabled;
        let events = self.change(|world| {
            let found = world
                .find_channel(channel)
                .map(|found| (found.id.clone(), found.is_im(), writable(found, user)));
            let Some((id, is_im, writable)) = found else {
                return nonsense(format!("there is no channel {channel}"));
            };
            writable?;
            if is_im && closed {
                return nonsense("Sending messages to this app has been turned off.");
            }
            let ts = world.ts();
            let mut message = Message::new(ts, user, &typed(world, text, false));
            message.thread_ts = parent(world, &id, thread)?;
            let events = message_events(world, &id, &message);
            world.post(&id, message);
            Ok(events)
        })?;
        let sent = events
            .into_iter()
            .filter(|event| self.manifest().subscribes(&subscription(event)))
            .map(|event| self.send_event(user, event));
        let all = futures_util::future::join_all(sent).await;
        Ok(all.into_iter().last().unwrap_or_default())
    }

    pub(super) async fn close(
        &self,
        user: &str,
        view_id: &str,
        all: bool,
    ) -> Result<Done, Nonsense> {
        let stack = self.views_of(user);
        let Some(view) = stack.iter().find(|view| view.id == view_id) else {
            return nonsense(format!("{user} has no modal {view_id} open"));
        };
        let told = if all {
            stack.first().unwrap_or(view)
        } else {
            view
        };
        let body = self.change(|world| {
            if all {
                world.clear_views(user);
            } else {
                world.close_view(user, view_id);
            }
            deliver::view_closed(world, user, told, all)
        });
        if !told.flag("notify_on_close") {
            return Ok(Done::default());
        }
        let Some(way) = self.way(self.manifest().interactivity_url()) else {
            return Ok(Done::default());
        };
        let ack = self
            .deliver(Parcel::new("view_closed", user, way, body))
            .await;
        Ok(Done {
            ack: Some(ack),
            ..Done::default()
        })
    }
}

fn writable(channel: &Channel, user: &str) -> Result<(), Nonsense> {
    if !channel.members.contains(user) {
        return nonsense(format!("{user} is not in that channel"));
    }
    if channel.is_archived {
        return nonsense("that channel is archived");
    }
    Ok(())
}

fn parent(world: &mut World, channel: &str, thread: Option<&str>) -> Result<Option<Ts>, Nonsense> {
    let Some(thread) = thread else {
        return Ok(None);
    };
    let ts: Option<Ts> = thread.parse().ok();
    let found = ts.and_then(|ts| world.channels.get_mut(channel)?.messages.get_mut(&ts));
    match found {
        Some(message) => {
            message.thread_ts = message.thread_ts.or(Some(message.ts));
            Ok(message.thread_ts)
        }
        None => nonsense(format!("there is no message {thread} to reply to")),
    }
}

/// The events that a new message of a person causes.
fn message_events(world: &World, channel: &str, message: &Message) -> Vec<Map<String, Value>> {
    let Some(home) = world.channels.get(channel) else {
        return Vec::new();
    };
    let app = &world.app;
    if !home.members.contains(&app.bot_user) {
        return Vec::new();
    }
    let mut event = message.to_slack(
        &app.team_id,
        &app.app_id,
        crate::state::messages::Metadata::Hidden,
    );
    event.insert("channel".into(), json!(channel));
    event.insert("event_ts".into(), json!(message.ts));
    let mut mention = event.clone();
    let channel_type = match home.kind {
        Kind::Public => "channel",
        Kind::Private => "group",
        Kind::Im(_) => "im",
        Kind::Mpim => "mpim",
    };
    event.insert("channel_type".into(), json!(channel_type));
    let mut events = vec![event];
    if !home.is_im() && message.text.contains(&format!("@{}", app.bot_user)) {
        mention.insert("type".into(), json!("app_mention"));
        events.push(mention);
    }
    events
}

/// The name under which a manifest subscribes to this event.
fn subscription(event: &Map<String, Value>) -> String {
    let text = |key: &str| event.get(key).and_then(Value::as_str).unwrap_or("");
    match (text("type"), text("channel_type")) {
        ("message", "channel") => "message.channels".to_owned(),
        ("message", "group") => "message.groups".to_owned(),
        ("message", "im") => "message.im".to_owned(),
        ("message", "mpim") => "message.mpim".to_owned(),
        (kind, _) => kind.to_owned(),
    }
}
