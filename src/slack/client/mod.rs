//! The client: every call to Slack goes through `post_json` or `get`, which end in time and never
//! log what was sent. Nothing is tried again here: whether that is safe is the caller's to know.

use std::fmt;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;
use serde::de::DeserializeOwned;
use slack_morphism::{SlackApiToken, SlackClient, SlackClientSession};
use url::Url;

use connect::Connector;

mod connect;
mod conversations;
mod files;
mod identity;
mod messages;
mod people;
mod views;

pub use connect::ConnectError;
pub use identity::Identity;
pub use people::SlackUser;

pub use super::error::{Class, SlackError};

/// A person waits for what is opened, and its trigger lives for three seconds.
const OPENING: Duration = Duration::from_secs(2);
/// Everything else; the ledger's leases are longer.
pub const CALL: Duration = Duration::from_secs(10);

const SLACK_API: &str = "https://slack.com/api";

/// What we ask of Slack; a cheap clone.
#[derive(Clone)]
pub struct Client(Arc<Inner>);

struct Inner {
    morphism: SlackClient<Connector>,
    plain: connect::Plain,
    api: String,
    token: SlackApiToken,
    /// The token with its team, once Slack has said which.
    bound: OnceLock<SlackApiToken>,
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Client").field(&self.0.api).finish()
    }
}

impl Client {
    /// A client of Slack itself, or of what answers in its place at another address.
    ///
    /// # Errors
    /// Where https is asked for and the machine has no certificates to trust.
    pub fn new(api_url: Option<&Url>, token: &SecretString) -> Result<Self, ConnectError> {
        let api = api_url.map_or(SLACK_API, Url::as_str).trim_end_matches('/');
        let (connector, plain) = connect::connectors(api)?;
        Ok(Self(Arc::new(Inner {
            morphism: SlackClient::new(connector),
            plain,
            api: api.to_owned(),
            token: SlackApiToken::new(token.expose_secret().into()),
            bound: OnceLock::new(),
        })))
    }

    fn session(&self) -> SlackClientSession<'_, Connector> {
        let token = self.0.bound.get().unwrap_or(&self.0.token);
        self.0.morphism.open_session(token)
    }

    /// Calls a method that writes.
    async fn post_json<R: DeserializeOwned + Send>(
        &self,
        method: &str,
        body: &(impl Serialize + Sync + Send),
        limit: Duration,
    ) -> Result<R, SlackError> {
        let session = self.session();
        let call = session.http_session_api.http_post(method, body, None);
        Self::within(limit, call).await
    }

    /// Calls a method that reads.
    async fn get<R: DeserializeOwned + Send>(
        &self,
        method: &str,
        parameters: &Vec<(&str, Option<String>)>,
    ) -> Result<R, SlackError> {
        let session = self.session();
        let call = session.http_session_api.http_get(method, parameters, None);
        Self::within(CALL, call).await
    }

    async fn within<R>(
        limit: Duration,
        call: impl Future<Output = slack_morphism::ClientResult<Reply<R>>>,
    ) -> Result<R, SlackError> {
        match tokio::time::timeout(limit, call).await {
            Err(_) => Err(SlackError::timed_out()),
            Ok(Err(error)) => Err(error.into()),
            Ok(Ok(reply)) if reply.ok => Ok(reply.body),
            Ok(Ok(_)) => Err(SlackError::unreadable()),
        }
    }
}

/// What every method answers. `ok` has no default: slack-morphism takes an HTML page for `{}`.
#[derive(serde::Deserialize)]
struct Reply<R> {
    ok: bool,
    #[serde(flatten)]
    body: R,
}

/// A body of which we need nothing.
#[derive(serde::Deserialize)]
struct Nothing {}

/// Where a list goes on; empty at its end.
#[derive(serde::Deserialize, Default)]
struct NextPage {
    #[serde(default)]
    next_cursor: String,
}

impl NextPage {
    fn cursor(self) -> Option<String> {
        (!self.next_cursor.is_empty()).then_some(self.next_cursor)
    }
}

#[cfg(test)]
mod tests;
