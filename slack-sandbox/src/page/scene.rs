//! What the page shows at one moment: gathered from the workspace in one look, then drawn without it.

use std::collections::{BTreeMap, HashMap};
use std::ops::Bound;

use chrono::{DateTime, Utc};
use serde_json::{Map, Value};

use super::ctx::Ctx;
use super::place::Place;
use super::reads::Reads;
use crate::sandbox::Sandbox;
use crate::state::{Channel, Kind, Message, Ts, User, View, World};

/// The newest messages of a conversation that are drawn.
const SHOWN: usize = 1000;

/// A conversation in the sidebar.
pub(super) struct Entry {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) kind: Kind,
    pub(super) unread: usize,
}

/// A message of the pane with what surrounds it.
pub(super) struct Item {
    pub(super) message: Message,
    pub(super) only_you: bool,
    pub(super) replies: Option<(usize, u64)>,
    pub(super) values: Map<String, Value>,
}

/// An open conversation.
pub(super) struct Conversation {
    pub(super) entry: Entry,
    pub(super) topic: String,
    pub(super) members: usize,
    pub(super) is_archived: bool,
    pub(super) items: Vec<Item>,
    /// The parent and its replies, if a thread is open.
    pub(super) thread: Vec<Item>,
}

pub(super) struct Scene {
    pub(super) place: Place,
    pub(super) title: String,
    /// What a newcomer may do; stands where a conversation is empty.
    pub(super) welcome: String,
    pub(super) app_name: String,
    pub(super) people: Vec<User>,
    pub(super) entries: Vec<Entry>,
    pub(super) open: Option<Conversation>,
    pub(super) stack: Vec<View>,
    pub(super) home: Option<View>,
    pub(super) has_home: bool,
    /// The conversation with the app takes commands and no messages.
    pub(super) is_read_only: bool,
    pub(super) ctx: Ctx,
    pub(super) now: DateTime<Utc>,
}

impl Scene {
    /// Looks at the workspace from a place; a place that is not there becomes the nearest that is.
    pub(super) fn gather(sandbox: &Sandbox, place: &Place, reads: &Reads) -> Option<Self> {
        sandbox.read(|world| look(world, sandbox, place, reads))
    }
}

fn look(world: &World, sandbox: &Sandbox, wanted: &Place, reads: &Reads) -> Option<Scene> {
    let people: Vec<User> = world
        .users
        .iter()
        .filter(|user| !user.is_bot && !user.deleted)
        .cloned()
        .collect();
    let options = sandbox.page_options();
    let start = world.find_user(&options.start_as).map(|user| &user.id);
    let is_start = |user: &User| Some(&user.id) == start;
    let acting = people
        .iter()
        .find(|user| user.id == wanted.acting)
        .or_else(|| people.iter().find(|user| is_start(user)))
        .or(people.first())?;
    let app_name = world
        .user(&world.app.bot_user)
        .map_or_else(String::new, |bot| bot.display_name.clone());
    let entries = entries(world, &acting.id, &app_name, reads);
    let mut place = wanted.clone();
    place.acting.clone_from(&acting.id);
    let im = world.im_of(&acting.id).map(|channel| channel.id.clone());
    if !entries.iter().any(|entry| entry.id == place.c) {
        // What is new first, from the app before from channels; then what the app said before.
        let apps = |entry: &&Entry| im.as_ref() == Some(&entry.id);
        let new = |entry: &&Entry| entry.unread > 0;
        let first = entries
            .iter()
            .find(|entry| new(entry) && apps(entry))
            .or_else(|| entries.iter().find(new))
            .or_else(|| entries.iter().find(apps))
            .or(entries.first());
        place.c = first.map(|entry| entry.id.clone()).unwrap_or_default();
        place.thread.clear();
    }
    let zone = acting.tz.parse().unwrap_or(chrono_tz::UTC);
    let open = entries
        .iter()
        .find(|entry| entry.id == place.c && !entry.id.is_empty())
        .and_then(|entry| {
            let channel = world.channels.get(&entry.id)?;
            Some(conversation(world, channel, entry, &acting.id, &place))
        });
    if open.as_ref().is_none_or(|open| open.thread.is_empty()) {
        place.thread.clear();
    }
    let title = &options.title;
    Some(Scene {
        title: if title.is_empty() {
            world.app.team_name.clone()
        } else {
            title.clone()
        },
        stack: world.stacks.get(&acting.id).cloned().unwrap_or_default(),
        home: world.homes.get(&acting.id).cloned(),
        has_home: world.app.home_tab,
        is_read_only: sandbox
            .manifest()
            .features
            .app_home
            .messages_tab_read_only_enabled,
        welcome: options.welcome.clone(),
        ctx: Ctx {
            people: world
                .users
                .iter()
                .map(|user| (user.id.clone(), user.display_name.clone()))
                .collect(),
            gone: world
                .users
                .iter()
                .filter(|user| user.deleted)
                .map(|user| user.id.clone())
                .collect(),
            channels: named_channels(world, &acting.id),
            groups: world
                .groups
                .iter()
                .map(|group| (group.id.clone(), group.handle.clone()))
                .collect(),
            reader: acting.id.clone(),
            zone,
            now: world.now(),
            values: Map::new(),
            errors: Map::new(),
        },
        now: world.now(),
        app_name,
        people,
        entries,
        open,
        place,
    })
}

fn named_channels(world: &World, user: &str) -> Vec<(String, String)> {
    let seen = world.channels.values().filter(|channel| !channel.is_im());
    seen.filter(|channel| channel.kind == Kind::Public || channel.members.contains(user))
        .map(|channel| (channel.id.clone(), channel.name.clone()))
        .collect()
}

/// The conversations of a person: channels by name, then the one with the app.
fn entries(world: &World, user: &str, app_name: &str, reads: &Reads) -> Vec<Entry> {
    let mine = world
        .channels
        .values()
        .filter(|channel| channel.members.contains(user));
    let mut entries: Vec<Entry> = mine
        .map(|channel| Entry {
            id: channel.id.clone(),
            name: if channel.is_im() {
                app_name.to_owned()
            } else {
                channel.name.clone()
            },
            kind: channel.kind.clone(),
            unread: unread(channel, user, reads),
        })
        .collect();
    entries.sort_by(|a, b| {
        (matches!(a.kind, Kind::Im(_)), &a.name).cmp(&(matches!(b.kind, Kind::Im(_)), &b.name))
    });
    entries
}

fn unread(channel: &Channel, user: &str, reads: &Reads) -> usize {
    let newer = channel
        .messages
        .range((reads.next(user, &channel.id), Bound::Unbounded));
    newer
        .filter(|(_, message)| message.user != user && in_pane(message))
        .count()
}

fn in_pane(message: &Message) -> bool {
    !message.is_reply() || message.broadcast
}

fn conversation(
    world: &World,
    channel: &Channel,
    entry: &Entry,
    user: &str,
    place: &Place,
) -> Conversation {
    let mut replies: HashMap<Ts, (usize, u64)> = HashMap::new();
    for message in channel
        .messages
        .values()
        .filter(|message| message.is_reply())
    {
        if let Some(parent) = message.thread_ts {
            let count = replies.entry(parent).or_default();
            *count = (count.0 + 1, message.ts.seconds());
        }
    }
    let item = |message: &Message, only_you: bool| Item {
        replies: replies.get(&message.ts).copied(),
        values: world
            .message_values
            .get(&(user.to_owned(), channel.id.clone(), message.ts))
            .cloned()
            .unwrap_or_default(),
        only_you,
        message: message.clone(),
    };
    let thread: Option<Ts> = place.thread.parse().ok();
    let in_thread = |message: &Message| {
        thread.is_some_and(|ts| message.ts == ts || message.thread_ts == Some(ts))
    };
    let newest = channel
        .messages
        .values()
        .rev()
        .filter(|message| in_pane(message))
        .take(SHOWN);
    let mut pane: BTreeMap<Ts, Item> = newest
        .map(|message| (message.ts, item(message, false)))
        .collect();
    let mut side: BTreeMap<Ts, Item> = BTreeMap::new();
    if thread.is_some_and(|ts| channel.messages.contains_key(&ts)) {
        side.extend(
            channel
                .messages
                .values()
                .filter(|one| in_thread(one))
                .map(|one| (one.ts, item(one, false))),
        );
    }
    let alone = world
        .ephemerals
        .get(user)
        .into_iter()
        .flatten()
        .filter(|one| one.channel == channel.id);
    for one in alone {
        let target = if one.message.thread_ts.is_none() {
            &mut pane
        } else {
            &mut side
        };
        if one.message.thread_ts.is_none() || in_thread(&one.message) {
            target.insert(one.message.ts, item(&one.message, true));
        }
    }
    Conversation {
        entry: Entry {
            id: entry.id.clone(),
            name: entry.name.clone(),
            kind: entry.kind.clone(),
            unread: entry.unread,
        },
        topic: channel.topic.clone(),
        members: channel.members.len(),
        is_archived: channel.is_archived,
        items: pane.into_values().collect(),
        thread: side.into_values().collect(),
    }
}
