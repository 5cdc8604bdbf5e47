//! Looking into a running sandbox: people, conversations, views, and what went to and fro.

use crate::sandbox::Sandbox;
use crate::state::{Call, Channel, Delivery, Ephemeral, Message, Ts, User, View};

impl Sandbox {
    /// All users, in the order of the workspace's description; the bot is the last.
    #[must_use]
    pub fn users(&self) -> Vec<User> {
        self.read(|world| world.users.clone())
    }

    /// A user by id, handle or name.
    #[must_use]
    pub fn find_user(&self, name: &str) -> Option<User> {
        self.read(|world| world.find_user(name).cloned())
    }

    /// A channel by id or name, without its messages.
    #[must_use]
    pub fn find_channel(&self, name: &str) -> Option<Channel> {
        self.read(|world| world.find_channel(name).map(Channel::without_messages))
    }

    /// All conversations, without their messages.
    #[must_use]
    pub fn channels(&self) -> Vec<Channel> {
        self.read(|world| {
            world
                .channels
                .values()
                .map(Channel::without_messages)
                .collect()
        })
    }

    /// The id of the app's direct conversation with a person, if there is one.
    #[must_use]
    pub fn dm_of(&self, user: &str) -> Option<String> {
        self.read(|world| world.im_of(user).map(|channel| channel.id.clone()))
    }

    /// The messages of a channel, replies too, oldest first.
    #[must_use]
    pub fn messages(&self, channel: &str) -> Vec<Message> {
        self.read(|world| {
            world
                .channels
                .get(channel)
                .map(|one| one.messages.values().cloned().collect())
                .unwrap_or_default()
        })
    }

    /// A thread: its parent and its replies, oldest first.
    #[must_use]
    pub fn thread(&self, channel: &str, parent: Ts) -> Vec<Message> {
        let belongs =
            |message: &&Message| message.ts == parent || message.thread_ts == Some(parent);
        self.read(|world| {
            let messages = world
                .channels
                .get(channel)
                .map(|one| one.messages.values().filter(belongs).cloned().collect());
            messages.unwrap_or_default()
        })
    }

    /// A person's topmost modal.
    #[must_use]
    pub fn view_of(&self, user: &str) -> Option<View> {
        self.read(|world| world.top_view(user).cloned())
    }

    /// A person's stack of modals, the topmost last.
    #[must_use]
    pub fn views_of(&self, user: &str) -> Vec<View> {
        self.read(|world| world.stacks.get(user).cloned().unwrap_or_default())
    }

    /// A person's home tab.
    #[must_use]
    pub fn home_of(&self, user: &str) -> Option<View> {
        self.read(|world| world.homes.get(user).cloned())
    }

    /// What only this person saw, oldest first.
    #[must_use]
    pub fn ephemerals(&self, user: &str) -> Vec<Ephemeral> {
        self.read(|world| world.ephemerals.get(user).cloned().unwrap_or_default())
    }

    /// The newest calls of the Web API, oldest first.
    #[must_use]
    pub fn calls(&self) -> Vec<Call> {
        self.newest_calls(usize::MAX)
    }

    /// The newest calls of the Web API, so many at most, oldest first.
    #[must_use]
    pub fn newest_calls(&self, most: usize) -> Vec<Call> {
        self.read(|world| world.log.calls.newest(most))
    }

    /// The newest deliveries to the app, oldest first.
    #[must_use]
    pub fn deliveries(&self) -> Vec<Delivery> {
        self.read(|world| world.log.deliveries.iter().cloned().collect())
    }
}
