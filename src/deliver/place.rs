//! Where a delivery goes: a conversation, a channel, the thread or the message of the one before it.

use std::time::Duration;

use super::Worker;
use super::job::{Job, Stop, word};
use crate::domain::delivery::{Kind, Target};
use crate::domain::delivery_rules::{Outcome, Refusal, after, back_off};
use crate::domain::id::{ChannelId, MessageTs, PersonId};
use crate::slack::{Class, SlackError};
use crate::store::StoreError;

/// Where a request goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A new message there.
    Channel(ChannelId),
    /// A new message in that thread.
    Thread(ChannelId, MessageTs),
    /// That message, changed.
    Message(ChannelId, MessageTs),
}

impl Place {
    /// The channel alone.
    pub fn channel(&self) -> &ChannelId {
        match self {
            Self::Channel(channel) | Self::Thread(channel, _) | Self::Message(channel, _) => {
                channel
            }
        }
    }

    /// The method that brings something there.
    pub fn method(&self) -> &'static str {
        match self {
            Self::Channel(_) | Self::Thread(..) => "chat.postMessage",
            Self::Message(..) => "chat.update",
        }
    }
}

const OPEN: &str = "conversations.open";
/// How long to wait after a call that only prepares and failed.
const PREPARE_AGAIN: Duration = Duration::from_secs(30);

impl Job<'_> {
    /// Where this delivery goes.
    pub async fn place(&self) -> Result<Place, Stop> {
        let delivery = &self.delivery;
        if let Some(head) = delivery.subject.belongs_to() {
            let worker = self.worker;
            let message = worker.store.message_of(&worker.workspace, &head).await?;
            let Some((channel, ts)) = message else {
                let due = self.now() + PREPARE_AGAIN;
                return Err(Stop::Later(
                    due,
                    "waits for the message before it".to_owned(),
                ));
            };
            return Ok(match delivery.subject.kind() {
                Kind::Edit => Place::Message(channel, ts),
                Kind::Post => Place::Thread(channel, ts),
            });
        }
        let channel = match &delivery.target {
            Target::Person(person) => self.conversation(person).await?,
            Target::Channel(channel) if is_id(channel) => channel.clone(),
            Target::Channel(name) => self.named(name).await?,
        };
        Ok(Place::Channel(channel))
    }

    async fn conversation(&self, person: &PersonId) -> Result<ChannelId, Stop> {
        let worker = self.worker;
        if let Some(known) = worker.store.conversation(&worker.workspace, person).await? {
            return Ok(known);
        }
        self.turn(OPEN).await?;
        match worker.slack.open_conversation(person).await {
            Ok(channel) => {
                crate::crash::point("conversation opened, not remembered");
                let store = &worker.store;
                store
                    .remember_conversation(&worker.workspace, person, &channel)
                    .await?;
                Ok(channel)
            }
            Err(error) => Err(self.unprepared(OPEN, &error).await?),
        }
    }

    /// The id of a channel that is known by name. Where we may not look names up, Slack takes the name of a public
    /// channel, too.
    async fn named(&self, name: &ChannelId) -> Result<ChannelId, Stop> {
        match self.worker.slack.channel_by_name(name.as_str()).await {
            Ok(Some((id, _))) => Ok(id),
            Ok(None) => Ok(name.clone()),
            Err(error) if matches!(error.class, Class::Misconfigured { .. }) => Ok(name.clone()),
            Err(error) => Err(self.unprepared("conversations.list", &error).await?),
        }
    }

    /// What a failed preparation means: it changed nothing that counts, so unknown is as good as not done.
    async fn unprepared(&self, method: &str, error: &SlackError) -> Result<Stop, Stop> {
        let refusal = match self.outcome(method, error).await? {
            Outcome::Refused(Refusal::OurBug) => Refusal::Target,
            Outcome::Refused(refusal) => refusal,
            Outcome::NotSent(wait) => return Ok(self.again(wait, error)),
            Outcome::Unknown | Outcome::Done(..) => return Ok(self.again(None, error)),
        };
        let refused = Outcome::Refused(refusal);
        let now = self.now();
        let verdict = after(&self.delivery, refused, &word(error), now, Duration::ZERO);
        Ok(Stop::Verdict(verdict))
    }

    fn again(&self, wait: Option<Duration>, error: &SlackError) -> Stop {
        let wait = wait.unwrap_or(PREPARE_AGAIN).max(back_off(1));
        Stop::Later(self.now() + wait, word(error))
    }
}

/// Slack's ids are capitals and digits; names of channels have no capitals.
fn is_id(channel: &ChannelId) -> bool {
    let id = channel.as_str();
    id.starts_with(['C', 'G', 'D'])
        && id
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

/// See [`Worker::open_ahead`].
pub async fn open_ahead(worker: &Worker, people: &[PersonId]) -> Result<usize, StoreError> {
    let mut left = 0;
    let mut go_on = true;
    for person in people.iter().filter(|person| person.is_slack()) {
        if worker
            .store
            .conversation(&worker.workspace, person)
            .await?
            .is_some()
        {
            continue;
        }
        let now = worker.clock.now();
        let held = worker.store.held(&worker.workspace, OPEN).await?;
        go_on = go_on && held.is_none_or(|until| until <= now);
        if !go_on {
            left += 1;
            continue;
        }
        // A turn that is not ours yet is taken all the same: the next round of people begins behind it.
        go_on = worker.next_turn(OPEN, now).await? <= now;
        match worker.slack.open_conversation(person).await {
            Ok(channel) => {
                let store = &worker.store;
                store
                    .remember_conversation(&worker.workspace, person, &channel)
                    .await?;
            }
            Err(error) => {
                tracing::warn!(
                    code = error.code,
                    "a conversation could not be opened ahead"
                );
                left += 1;
                go_on = error.class == Class::Target;
            }
        }
    }
    Ok(left)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_channels_are_no_ids() {
        for (text, id) in [
            ("C0123ABCD", true),
            ("G1", true),
            ("leadership", false),
            ("#Crew", false),
        ] {
            assert_eq!(is_id(&ChannelId::new(text)), id, "{text}");
        }
    }
}
