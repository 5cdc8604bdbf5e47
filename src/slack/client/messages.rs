//! Messages: posting one, changing one, finding one again by the delivery that it carries, and those that only one
//! person sees.

use std::time::Duration;

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::{Value, json};
use slack_morphism::{SlackClientApiCallContext, SlackClientHttpConnector};
use tracing::Span;
use url::Url;

use super::{CALL, Client, NextPage, Nothing};
use crate::domain::id::{ChannelId, DeliveryId, MessageTs};
use crate::domain::shape::{SeenBy, Shape};
use crate::slack::error::{Outcome, SlackError};
use crate::slack::view;
use crate::words::message::Message;

const EVENT_TYPE: &str = "headway_delivery";
/// As many as Slack likes to give at once.
const PAGE: usize = 200;
/// Ten thousand messages in the minutes around one attempt: nobody reads that channel.
const MOST_PAGES: usize = 50;
/// All pages together; the ledger's leases are longer.
const LOOKING: Duration = Duration::from_secs(30);

#[derive(Deserialize)]
struct Posted {
    channel: String,
    ts: String,
}

#[derive(Deserialize)]
struct Permalink {
    permalink: String,
}

#[derive(Deserialize)]
struct History {
    #[serde(default)]
    messages: Vec<Past>,
    #[serde(default)]
    response_metadata: NextPage,
}

/// A message of the past. Its metadata may be anybody's and hold anything, so it is read as it comes.
#[derive(Deserialize)]
struct Past {
    ts: String,
    #[serde(default)]
    metadata: Value,
}

impl Client {
    /// Posts a message, marked with its delivery, and gives where Slack has it: a channel that was named gets its id.
    ///
    /// # Errors
    /// As Slack says; [`Class::Unknown`](crate::slack::Class::Unknown) where it may stand there all the same.
    pub async fn post(
        &self,
        channel: &ChannelId,
        thread: Option<&MessageTs>,
        message: &Message,
        shape: Shape,
        delivery: &DeliveryId,
    ) -> Result<(ChannelId, MessageTs), SlackError> {
        let mut body = content(message, shape);
        body["channel"] = json!(channel.as_str());
        if let Some(thread) = thread {
            body["thread_ts"] = json!(thread.as_str());
        }
        body["metadata"] = json!({
            "event_type": EVENT_TYPE,
            "event_payload": { "id": delivery.as_str() },
        });
        let posted: Posted = self.post_json("chat.postMessage", &body, CALL).await?;
        Ok((ChannelId::new(posted.channel), MessageTs::new(posted.ts)))
    }

    /// Changes a message of ours; what marks it stays.
    ///
    /// # Errors
    /// As Slack says.
    pub async fn edit(
        &self,
        channel: &ChannelId,
        ts: &MessageTs,
        message: &Message,
        shape: Shape,
    ) -> Result<(), SlackError> {
        let mut body = content(message, shape);
        body["channel"] = json!(channel.as_str());
        body["ts"] = json!(ts.as_str());
        if shape == Shape::TextOnly {
            // Without this the blocks that stand there would stay.
            body["blocks"] = json!([]);
        }
        let Nothing {} = self.post_json("chat.update", &body, CALL).await?;
        Ok(())
    }

    /// Takes a message of ours away.
    ///
    /// # Errors
    /// As Slack says.
    pub async fn delete(&self, channel: &ChannelId, ts: &MessageTs) -> Result<(), SlackError> {
        let body = json!({ "channel": channel.as_str(), "ts": ts.as_str() });
        let Nothing {} = self.post_json("chat.delete", &body, CALL).await?;
        Ok(())
    }

    /// The address under which people find a message.
    ///
    /// # Errors
    /// As Slack says.
    pub async fn permalink(
        &self,
        channel: &ChannelId,
        ts: &MessageTs,
    ) -> Result<String, SlackError> {
        let parameters = vec![
            ("channel", Some(channel.to_string())),
            ("message_ts", Some(ts.to_string())),
        ];
        let found: Permalink = self.get("chat.getPermalink", &parameters).await?;
        Ok(found.permalink)
    }

    /// All messages that carry a delivery, oldest first, in a channel or in one of its threads.
    ///
    /// # Errors
    /// As Slack says, above all where we may not read the channel.
    pub async fn find(
        &self,
        channel: &ChannelId,
        thread: Option<&MessageTs>,
        delivery: &DeliveryId,
        since: DateTime<Utc>,
    ) -> Result<Vec<MessageTs>, SlackError> {
        let method = match thread {
            Some(_) => "conversations.replies",
            None => "conversations.history",
        };
        let looking = self.find_all(method, channel, thread, delivery, since);
        let found = tokio::time::timeout(LOOKING, looking).await;
        found.map_err(|_| SlackError::timed_out())?
    }

    async fn find_all(
        &self,
        method: &str,
        channel: &ChannelId,
        thread: Option<&MessageTs>,
        delivery: &DeliveryId,
        since: DateTime<Utc>,
    ) -> Result<Vec<MessageTs>, SlackError> {
        let mut found = Vec::new();
        let mut cursor = None;
        for _ in 0..MOST_PAGES {
            let parameters = vec![
                ("channel", Some(channel.to_string())),
                ("ts", thread.map(ToString::to_string)),
                ("oldest", Some(format!("{}.000000", since.timestamp()))),
                ("inclusive", Some("true".to_owned())),
                ("include_all_metadata", Some("true".to_owned())),
                ("limit", Some(PAGE.to_string())),
                ("cursor", cursor),
            ];
            let page: History = self.get(method, &parameters).await?;
            let ours = page
                .messages
                .into_iter()
                .filter(|past| past.carries(delivery));
            found.extend(ours.map(|past| MessageTs::new(past.ts)));
            cursor = page.response_metadata.cursor();
            if cursor.is_none() {
                found.sort();
                found.dedup();
                return Ok(found);
            }
        }
        Err(SlackError::ours(
            "too_many_pages",
            Outcome::Refused("too_many_pages"),
        ))
    }

    /// Answers where a person pressed or typed something. The address is a secret, so it is
    /// not logged, and needs no token, so none is sent.
    ///
    /// # Errors
    /// As Slack says; addresses live for half an hour and for five answers.
    pub async fn respond(
        &self,
        response_url: &str,
        message: &Message,
        shape: Shape,
        seen_by: SeenBy,
    ) -> Result<(), SlackError> {
        let address: Url = response_url
            .parse()
            .map_err(|_| SlackError::ours("not_an_address", Outcome::Refused("not_an_address")))?;
        let mut body = content(message, shape);
        body["response_type"] = json!(view::response_type(seen_by));
        body["replace_original"] = json!(false);
        let context = SlackClientApiCallContext {
            rate_control_params: None,
            token: None,
            tracing_span: &Span::none(),
            is_sensitive_url: true,
        };
        let connector = &self.0.morphism.http_api.connector;
        let call = connector.http_post_uri::<_, Value>(address, &body, context);
        match tokio::time::timeout(CALL, call).await {
            Err(_) => Err(SlackError::timed_out()),
            Ok(answer) => Ok(answer.map(|_| ())?),
        }
    }
}

impl Past {
    fn carries(&self, delivery: &DeliveryId) -> bool {
        self.metadata["event_type"] == EVENT_TYPE
            && self.metadata["event_payload"]["id"] == delivery.as_str()
    }
}

/// What is common to all messages: nothing in the text is markup, and links do not unfold.
fn content(message: &Message, shape: Shape) -> Value {
    let mut body = json!({
        "text": view::text(message),
        "parse": "none",
        "mrkdwn": false,
        "unfurl_links": false,
        "unfurl_media": false,
    });
    if shape != Shape::TextOnly {
        body["blocks"] = json!(view::blocks(message, shape));
    }
    body
}
