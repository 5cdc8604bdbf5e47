//! Conversations: the one with a person, and channels by name.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;
use serde_json::json;

use super::{CALL, Client, NextPage};
use crate::domain::id::{ChannelId, PersonId};
use crate::slack::error::{Class, Outcome, SlackError};

const PAGE: usize = 200;
/// Sixty thousand channels; the tier's twenty calls a minute end it sooner.
const MOST_PAGES: usize = 300;

#[derive(Deserialize)]
struct OneChannel {
    channel: Channel,
}

#[derive(Deserialize)]
struct Channels {
    #[serde(default)]
    channels: Vec<Channel>,
    #[serde(default)]
    response_metadata: NextPage,
}

#[derive(Deserialize)]
struct Channel {
    id: String,
    #[serde(default)]
    name: String,
    is_member: Option<bool>,
}

impl Client {
    /// The conversation with a person, made if need be; the same one every time.
    ///
    /// # Errors
    /// As Slack says.
    pub async fn open_conversation(&self, person: &PersonId) -> Result<ChannelId, SlackError> {
        let body = json!({ "users": person.as_str() });
        let opened: OneChannel = self.post_json("conversations.open", &body, CALL).await?;
        Ok(ChannelId::new(opened.channel.id))
    }

    /// The channel of a name, with or without `#`, and whether we are in it.
    ///
    /// # Errors
    /// As Slack says, above all without `channels:read`.
    pub async fn channel_by_name(
        &self,
        name: &str,
    ) -> Result<Option<(ChannelId, bool)>, SlackError> {
        let name = name.trim_start_matches('#');
        Ok(self.channels_by_name(&[name]).await?.remove(name))
    }

    /// The channels of these names, without `#`, as far as there are any that we see, and whether we are in each: all
    /// in one reading of Slack's list.
    ///
    /// # Errors
    /// As Slack says, above all without `channels:read`.
    pub async fn channels_by_name(
        &self,
        names: &[&str],
    ) -> Result<HashMap<String, (ChannelId, bool)>, SlackError> {
        let mut wanted: HashSet<&str> = names.iter().copied().collect();
        let mut found = HashMap::new();
        let mut cursor = None;
        for _ in 0..MOST_PAGES {
            if wanted.is_empty() {
                return Ok(found);
            }
            let parameters = vec![
                ("types", Some("public_channel,private_channel".to_owned())),
                ("exclude_archived", Some("true".to_owned())),
                ("limit", Some(PAGE.to_string())),
                ("cursor", cursor),
            ];
            let page: Channels = self.get("conversations.list", &parameters).await?;
            for channel in page.channels {
                if wanted.remove(channel.name.as_str()) {
                    let member = channel.is_member.unwrap_or(false);
                    found.insert(channel.name, (ChannelId::new(channel.id), member));
                }
            }
            cursor = page.response_metadata.cursor();
            if cursor.is_none() {
                return Ok(found);
            }
        }
        Err(SlackError::ours(
            "too_many_pages",
            Outcome::Refused("too_many_pages"),
        ))
    }

    /// Whether we are in a channel; none where we cannot see it or may not ask.
    ///
    /// # Errors
    /// As Slack says, where it is about more than this channel.
    pub async fn is_member(&self, channel: &ChannelId) -> Result<Option<bool>, SlackError> {
        let parameters = vec![("channel", Some(channel.to_string()))];
        match self
            .get::<OneChannel>("conversations.info", &parameters)
            .await
        {
            Ok(found) => Ok(found.channel.is_member),
            Err(error) => match error.class {
                Class::Target | Class::Misconfigured { .. } => Ok(None),
                _ => Err(error),
            },
        }
    }
}
