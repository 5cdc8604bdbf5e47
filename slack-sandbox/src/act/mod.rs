//! What a person does in Slack, and what comes of it.

mod conversation;
mod fill;
mod pick;
mod press;
mod shortcut;
mod slash;
mod submit;
mod suggest;
mod together;
mod verify;

use crate::deliver::Ack;
use crate::sandbox::Sandbox;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::fmt;
use std::time::Duration;

/// How long a wait for a new view or message lasts, in the machine's time.
const PATIENCE: Duration = Duration::from_secs(3);

/// Something that a person does.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
pub enum Act {
    /// Gives a slash command.
    Slash {
        /// With the slash.
        command: String,
        /// What follows it.
        #[serde(default)]
        text: String,
        /// Where; in the conversation with the app if absent.
        #[serde(default)]
        channel: Option<String>,
    },
    /// Presses a button or chooses in a menu: in a message (`channel` and `ts`) or in a view (`view_id`).
    Press {
        /// The message's channel.
        #[serde(default)]
        channel: Option<String>,
        /// The message's `ts`, an ephemeral one's too.
        #[serde(default)]
        ts: Option<String>,
        /// The modal or home tab.
        #[serde(default)]
        view_id: Option<String>,
        /// Which element, by the block it stands in.
        #[serde(default)]
        block_id: Option<String>,
        /// Which element.
        #[serde(default)]
        action_id: Option<String>,
        /// Which element, by the text on it.
        #[serde(default)]
        label: Option<String>,
        /// What is chosen; which of several buttons with the same action id.
        #[serde(default)]
        value: Option<Value>,
        /// In a view: what was filled in before, as in `submit`.
        #[serde(default)]
        values: Map<String, Value>,
    },
    /// Types into an external select, in a message (`channel` and `ts`) or in a view; the options that the app gives
    /// are the outcome's `body` and can be chosen from then on.
    Suggest {
        /// The message's channel.
        #[serde(default)]
        channel: Option<String>,
        /// The message's `ts`.
        #[serde(default)]
        ts: Option<String>,
        /// The modal or home tab.
        #[serde(default)]
        view_id: Option<String>,
        /// Which element, by the block it stands in.
        #[serde(default)]
        block_id: Option<String>,
        /// Which element.
        #[serde(default)]
        action_id: Option<String>,
        /// Which element, by its label or placeholder.
        #[serde(default)]
        label: Option<String>,
        /// What is typed.
        #[serde(default)]
        text: String,
    },
    /// Chooses a shortcut; one of the type `message` needs `channel` and `ts`.
    Shortcut {
        /// As in the manifest.
        callback_id: String,
        /// The message's channel.
        #[serde(default)]
        channel: Option<String>,
        /// The message's `ts`.
        #[serde(default)]
        ts: Option<String>,
    },
    /// Sends a modal.
    Submit {
        /// The modal.
        view_id: String,
        /// By block and action id, or flat by label; fields not named keep what they have.
        #[serde(default)]
        values: Map<String, Value>,
        /// Sends what Slack's own client would refuse, and modals that are closed already.
        #[serde(default)]
        force: bool,
    },
    /// Closes a modal without sending it.
    Close {
        /// The modal.
        view_id: String,
        /// Closes the whole stack.
        #[serde(default)]
        all: bool,
    },
    /// Opens the app's home tab.
    OpenHome,
    /// Opens the conversation with the app, its Messages tab.
    OpenMessages,
    /// Brings somebody, or the app's bot, into a channel.
    Invite {
        /// Where.
        channel: String,
        /// Whom, by id or name.
        invited: String,
    },
    /// Reacts to a message.
    React {
        /// The message's channel.
        channel: String,
        /// The message's `ts`.
        ts: String,
        /// Such as `thumbsup`.
        name: String,
    },
    /// Writes a message.
    Message {
        /// Where.
        channel: String,
        /// What, as it is typed.
        text: String,
        /// In which thread.
        #[serde(default)]
        thread_ts: Option<String>,
    },
    /// Causes an event as it is given.
    Event {
        /// The event's own object, with its `type`.
        event: Map<String, Value>,
    },
    /// Has Slack try the request URL of events, as when it is entered in the app's settings.
    VerifyUrl,
}

/// What to wait for after the app has acknowledged, for at most three seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Until {
    /// A view that is opened, pushed, updated or published for the person.
    View,
    /// A new message that the person sees.
    Message,
}

/// What came of an act.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ActOutcome {
    /// What the app acknowledged with; null if nothing was sent or it did not answer.
    pub status: Option<u16>,
    /// The body of that: JSON if it is an object, else the text.
    pub body: Value,
    /// How long it took.
    pub ms: u64,
    /// Texts beside fields, by block id: Slack's own, or the app's.
    pub errors: Option<Map<String, Value>>,
    /// The person's topmost modal, as Slack describes it.
    pub view: Option<Value>,
    /// The newest message that only the person sees, if this act brought one or one was there.
    pub ephemeral: Option<Value>,
    /// What Slack itself tells the person when something went wrong.
    pub shown: Option<String>,
}

/// An act that makes no sense, in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nonsense(pub String);

impl fmt::Display for Nonsense {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Nonsense {}

pub(crate) fn nonsense<T>(sentence: impl Into<String>) -> Result<T, Nonsense> {
    Err(Nonsense(sentence.into()))
}

/// What the steps of an act give back before the person's screen is added.
#[derive(Default)]
pub(crate) struct Done {
    pub(crate) ack: Option<Ack>,
    pub(crate) errors: Option<Map<String, Value>>,
    pub(crate) shown: Option<String>,
}

impl Sandbox {
    /// Does something as a person and waits for the app's acknowledgement.
    ///
    /// # Errors
    /// [`Nonsense`] if the person could not do that.
    pub async fn act(&self, user: &str, act: Act) -> Result<ActOutcome, Nonsense> {
        self.act_until(user, act, None).await
    }

    /// As [`Sandbox::act`], then waits for a new view or message.
    ///
    /// # Errors
    /// [`Nonsense`] if the person could not do that.
    pub async fn act_until(
        &self,
        user: &str,
        act: Act,
        until: Option<Until>,
    ) -> Result<ActOutcome, Nonsense> {
        let known = self.read(|world| world.user(user).map(|user| (user.is_bot, user.deleted)));
        match known {
            None => return nonsense(format!("there is no user {user}")),
            Some((true, _)) => return nonsense(format!("{user} is the bot")),
            Some((_, true)) => return nonsense(format!("{user} is deactivated")),
            Some(_) => {}
        }
        let before = self.read(crate::state::World::count);
        let done = self.perform(user, act).await?;
        if let Some(until) = until {
            self.wait(user, until, before).await;
        }
        Ok(self.outcome(user, done))
    }

    async fn perform(&self, user: &str, act: Act) -> Result<Done, Nonsense> {
        Ok(match act {
            Act::Slash {
                command,
                text,
                channel,
            } => self.slash(user, &command, &text, channel).await?,
            Act::Press { .. } | Act::Suggest { .. } => self.touch(user, act).await?,
            Act::Shortcut {
                callback_id,
                channel,
                ts,
            } => {
                self.shortcut(user, &callback_id, channel.as_deref(), ts.as_deref())
                    .await?
            }
            Act::Submit {
                view_id,
                values,
                force,
            } => self.submit(user, &view_id, &values, force).await?,
            Act::Close { view_id, all } => self.close(user, &view_id, all).await?,
            Act::OpenHome => self.open_tab(user, "home").await,
            Act::OpenMessages => self.open_tab(user, "messages").await,
            Act::Invite { channel, invited } => self.invite(user, &channel, &invited).await?,
            Act::React { channel, ts, name } => self.react(user, &channel, &ts, &name).await?,
            Act::Message {
                channel,
                text,
                thread_ts,
            } => {
                self.write(user, &channel, &text, thread_ts.as_deref())
                    .await?
            }
            Act::Event { event } => self.cause(user, event).await?,
            Act::VerifyUrl => self.verify_url(user).await?,
        })
    }

    /// Presses, chooses or types in an element.
    async fn touch(&self, user: &str, act: Act) -> Result<Done, Nonsense> {
        match act {
            Act::Press {
                channel,
                ts,
                view_id,
                block_id,
                action_id,
                label,
                value,
                values,
            } => {
                let at = press::At {
                    channel,
                    ts,
                    view_id,
                    values,
                };
                let what = press::What {
                    block_id,
                    action_id,
                    label,
                    value,
                };
                self.press(user, at, what).await
            }
            Act::Suggest {
                channel,
                ts,
                view_id,
                block_id,
                action_id,
                label,
                text,
            } => {
                let at = press::At {
                    channel,
                    ts,
                    view_id,
                    values: Map::new(),
                };
                let what = press::What {
                    block_id,
                    action_id,
                    label,
                    value: None,
                };
                self.suggest(user, at, what, &text).await
            }
            _ => nonsense("that is nothing to do with an element"),
        }
    }

    /// Waits until something newer than `before` is on the person's screen, or patience ends.
    async fn wait(&self, user: &str, until: Until, before: u64) {
        let mut changes = self.changes();
        let seen = || {
            self.read(|world| match until {
                Until::View => world.view_news.get(user).copied().unwrap_or(0) > before,
                Until::Message => world.message_news(user) > before,
            })
        };
        let waiting = async { while !seen() && changes.changed().await.is_ok() {} };
        // Nothing new in time is an outcome like any other.
        let _ = tokio::time::timeout(PATIENCE, waiting).await;
    }

    fn outcome(&self, user: &str, done: Done) -> ActOutcome {
        let ack = done.ack.unwrap_or_default();
        let body = match serde_json::from_str::<Value>(&ack.body) {
            Ok(value @ Value::Object(_)) => value,
            _ => Value::String(ack.body),
        };
        let (view, ephemeral) = self.read(|world| {
            let view = world.top_view(user).map(|view| world.filled(view));
            let newest = world.ephemerals.get(user).and_then(|list| list.last());
            (
                view,
                newest.map(|one| crate::control::ephemeral(world, one)),
            )
        });
        ActOutcome {
            status: ack.status,
            body,
            ms: ack.ms,
            errors: done.errors,
            view,
            ephemeral,
            shown: done.shown,
        }
    }
}
