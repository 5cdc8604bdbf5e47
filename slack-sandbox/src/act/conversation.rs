//! Opening the home tab, writing a message, causing an event, closing a modal.

use super::slash::{Names, typed};
use super::{Done, Nonsense, nonsense};
use crate::deliver::{self, Parcel};
use crate::manifest::Manifest;
use crate::sandbox::Sandbox;
use crate::state::happenings::subscription;
use crate::state::{Channel, Message, Ts, World};
use serde_json::{Map, Value, json};

/// The longest message that a person can write.
const TEXT: usize = 40_000;

impl Sandbox {
    /// Sends an event if the app subscribes to it.
    pub(super) async fn send_event(&self, user: &str, event: Map<String, Value>) -> Done {
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
        let lacks = self.read(|world| Manifest::lacks_for(&subscription, &world.app.scopes));
        if let Some(lacks) = lacks {
            let lacks = lacks.join(" or ");
            return Done {
                shown: Some(format!(
                    "{subscription} needs the scope {lacks}, which is not granted"
                )),
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

    /// Opens the app's `home` or `messages` tab.
    pub(super) async fn open_tab(&self, user: &str, tab: &str) -> Done {
        let event = self.change(|world| {
            let channel = world.open_im(user).0;
            let mut event =
                json!({"type": "app_home_opened", "user": user, "channel": channel, "tab": tab});
            if let Some(home) = world.homes.get(user).filter(|_| tab == "home") {
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
            let mut message = Message::new(ts, user, &typed(world, text, Names::Mentioned));
            message.thread_ts = parent(world, &id, thread)?;
            let mut events = world.message_events(&id, &message);
            let client_id = json!(world.uuid());
            for event in &mut events {
                event.insert("client_msg_id".into(), client_id.clone());
            }
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
        // The close button of such a view closes those below it too.
        let clears = all || view.flag("clear_on_close");
        let body = self.change(|world| {
            if clears {
                world.clear_views(user);
            } else {
                world.close_view(user, view_id);
            }
            deliver::view_closed(world, user, told, clears)
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
