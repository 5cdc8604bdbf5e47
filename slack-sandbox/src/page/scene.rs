//! What the page shows at one moment: gathered from the workspace in one look, then drawn without it.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Bound;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde_json::{Map, Value};

use super::ctx::{Ctx, Names};
use super::data_table::Look;
use super::message::Replies;
use super::place::Place;
use super::reads::Reads;
use crate::clock::SandboxClock;
use crate::sandbox::Sandbox;
use crate::state::{Channel, Kind, Message, Ts, User, View, World};

/// The newest messages of a conversation that are drawn.
const SHOWN: usize = 1000;

/// A conversation in the sidebar.
#[derive(Clone)]
pub(super) struct Entry {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) kind: Kind,
    pub(super) unread: usize,
    /// Of those, the ones that stand in threads.
    pub(super) in_threads: usize,
}

/// A message of the pane with what surrounds it.
pub(super) struct Item {
    pub(super) message: Message,
    pub(super) only_you: bool,
    pub(super) replies: Option<Replies>,
    pub(super) values: Map<String, Value>,
    pub(super) looks: HashMap<String, Look>,
}

/// An open conversation.
pub(super) struct Conversation {
    pub(super) entry: Entry,
    pub(super) topic: String,
    pub(super) members: usize,
    pub(super) is_archived: bool,
    pub(super) items: Vec<Item>,
    /// Older messages are there: the `ts` before which they stand.
    pub(super) earlier: Option<Ts>,
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
    /// The clock was set, and stands.
    pub(super) clock_stands: bool,
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
    let mut entries = entries(world, &acting.id, &app_name, reads);
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
            Some(conversation(
                world, channel, entry, &acting.id, &place, reads,
            ))
        });
    if open.as_ref().is_none_or(|open| open.thread.is_empty()) {
        place.thread.clear();
    }
    // What is open is being read, but for its threads.
    if let Some(here) = entries
        .iter_mut()
        .find(|entry| entry.id == place.c && place.tab.is_empty())
    {
        here.unread = here.in_threads;
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
            names: Arc::new(names(world, &acting.id)),
            reader: acting.id.clone(),
            zone,
            now: world.now(),
            values: Map::new(),
            errors: Map::new(),
            looks: HashMap::new(),
            scope: String::new(),
            place: place.c.clone(),
        },
        now: world.now(),
        clock_stands: matches!(world.clock, SandboxClock::Fixed(_)),
        app_name,
        people,
        entries,
        open,
        place,
    })
}

fn names(world: &World, user: &str) -> Names {
    let seen = world.channels.values();
    let seen = seen.filter(|one| one.kind == Kind::Public || one.members.contains(user));
    let channels = seen
        .clone()
        .filter(|one| matches!(one.kind, Kind::Public | Kind::Private));
    let app = world
        .user(&world.app.bot_user)
        .map_or("", |bot| &bot.display_name);
    let people = world.users.iter();
    let gone = world.users.iter().filter(|user| user.deleted);
    let groups = world.groups.iter();
    Names {
        people: people
            .map(|one| (one.id.clone(), one.display_name.clone()))
            .collect(),
        gone: gone.map(|one| one.id.clone()).collect(),
        channels: channels
            .map(|one| (one.id.clone(), one.name.clone()))
            .collect(),
        conversations: seen
            .map(|one| (one.id.clone(), name(world, one, user, app), kind(one)))
            .collect(),
        suggested: world.suggested.to(user),
        groups: groups
            .map(|one| (one.id.clone(), one.handle.clone()))
            .collect(),
    }
}

/// The conversations of a person: channels by name, then the one with the app.
fn entries(world: &World, user: &str, app_name: &str, reads: &Reads) -> Vec<Entry> {
    let mine = world
        .channels
        .values()
        .filter(|channel| channel.members.contains(user));
    let mut entries: Vec<Entry> = mine
        .map(|channel| {
            let in_threads = unread_replies(channel, user, reads);
            Entry {
                id: channel.id.clone(),
                name: name(world, channel, user, app_name),
                kind: channel.kind.clone(),
                unread: unread(channel, user, reads) + in_threads,
                in_threads,
            }
        })
        .collect();
    let last = |kind: &Kind| match kind {
        Kind::Public | Kind::Private => 0,
        Kind::Im(_) => 1,
        Kind::Mpim => 2,
    };
    entries.sort_by(|a, b| (last(&a.kind), &a.name).cmp(&(last(&b.kind), &b.name)));
    entries
}

/// What a menu's filter calls a conversation.
fn kind(channel: &Channel) -> &'static str {
    match channel.kind {
        Kind::Public => "public",
        Kind::Private => "private",
        Kind::Im(_) => "im",
        Kind::Mpim => "mpim",
    }
}

/// A conversation's name as this person sees it: a group's is made of the others in it.
fn name(world: &World, channel: &Channel, user: &str, app_name: &str) -> String {
    match channel.kind {
        Kind::Public | Kind::Private => channel.name.clone(),
        Kind::Im(_) => app_name.to_owned(),
        Kind::Mpim => {
            let others = channel.members.iter().filter(|id| *id != user);
            let others = others.filter_map(|id| world.user(id));
            let names: Vec<&str> = others.map(|one| one.display_name.as_str()).collect();
            names.join(", ")
        }
    }
}

fn unread(channel: &Channel, user: &str, reads: &Reads) -> usize {
    let begin = reads.next(user, &channel.id, None);
    let newer = channel.messages.range((begin, Bound::Unbounded));
    newer
        .filter(|(_, message)| message.user != user && in_pane(message))
        .count()
}

/// Unread replies of all threads; one that the channel shows too is counted there.
fn unread_replies(channel: &Channel, user: &str, reads: &Reads) -> usize {
    let threads = channel.threads.iter();
    threads
        .map(|(parent, replies)| unread_in(channel, *parent, replies, user, reads))
        .sum()
}

fn unread_in(
    channel: &Channel,
    parent: Ts,
    replies: &BTreeSet<Ts>,
    user: &str,
    reads: &Reads,
) -> usize {
    let begin = reads.next(user, &channel.id, Some(parent));
    let newer = replies.range((begin, Bound::Unbounded));
    newer
        .filter_map(|ts| channel.messages.get(ts))
        .filter(|message| message.user != user && !message.broadcast)
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
    reads: &Reads,
) -> Conversation {
    let item = |message: &Message, only_you: bool| Item {
        replies: replies(channel, message.ts, user, reads),
        values: world
            .message_values
            .get(&(user.to_owned(), channel.id.clone(), message.ts))
            .cloned()
            .unwrap_or_default(),
        looks: reads.looks(user, message.ts),
        only_you,
        message: message.clone(),
    };
    let before = place.before.parse().unwrap_or(Ts::MAX);
    let mut newest = channel
        .messages
        .range(..before)
        .rev()
        .map(|(_, message)| message);
    let mut newest = newest.by_ref().filter(|message| in_pane(message));
    let mut pane: BTreeMap<Ts, Item> = newest
        .by_ref()
        .take(SHOWN)
        .map(|message| (message.ts, item(message, false)))
        .collect();
    let earlier = newest.next().and(pane.keys().next().copied());
    let parent: Option<Ts> = place.thread.parse().ok();
    let parent = parent.filter(|ts| channel.messages.contains_key(ts));
    let in_thread = parent.into_iter().chain(
        parent
            .and_then(|ts| channel.threads.get(&ts))
            .into_iter()
            .flatten()
            .copied(),
    );
    let mut side: BTreeMap<Ts, Item> = in_thread
        .filter_map(|ts| channel.messages.get(&ts))
        .map(|message| (message.ts, item(message, false)))
        .collect();
    let alone = world.ephemerals.get(user).into_iter().flatten();
    for one in alone.filter(|one| one.channel == channel.id) {
        match one.message.thread_ts {
            None if earlier.is_none_or(|from| from <= one.message.ts)
                && one.message.ts < before =>
            {
                pane.insert(one.message.ts, item(&one.message, true));
            }
            Some(thread) if Some(thread) == parent => {
                side.insert(one.message.ts, item(&one.message, true));
            }
            _ => {}
        }
    }
    Conversation {
        entry: entry.clone(),
        topic: channel.topic.clone(),
        members: channel.members.len(),
        is_archived: channel.is_archived,
        items: pane.into_values().collect(),
        earlier,
        thread: side.into_values().collect(),
    }
}

fn replies(channel: &Channel, parent: Ts, user: &str, reads: &Reads) -> Option<Replies> {
    let replies = channel.threads.get(&parent)?;
    Some(Replies {
        count: replies.len(),
        unread: unread_in(channel, parent, replies, user, reads),
        last: replies.last()?.seconds(),
    })
}
