//! Files: one for one person, in their conversation with us. Slack gives an address, the bytes go there, and a last
//! call shows them.

use serde::Deserialize;
use serde_json::{Value, json};
use slack_morphism::{SlackClientApiCallContext, SlackClientHttpConnector};
use tracing::Span;
use url::Url;

use super::{CALL, Client, Nothing};
use crate::domain::id::PersonId;
use crate::slack::error::{Outcome, SlackError};

#[derive(Deserialize)]
struct Promised {
    upload_url: String,
    file_id: String,
}

impl Client {
    /// Sends a text file to a person; at most once.
    ///
    /// # Errors
    /// As Slack says, above all without `files:write`.
    pub async fn send_file(
        &self,
        person: &PersonId,
        name: &str,
        text: &str,
    ) -> Result<(), SlackError> {
        let channel = self.open_conversation(person).await?;
        let asked = vec![
            ("filename", Some(name.to_owned())),
            ("length", Some(text.len().to_string())),
        ];
        let promised: Promised = self.get("files.getUploadURLExternal", &asked).await?;
        self.upload(&promised.upload_url, text).await?;
        let body = json!({
            "files": [{ "id": promised.file_id, "title": name }],
            "channel_id": channel.as_str(),
        });
        let done = self.post_json("files.completeUploadExternal", &body, CALL);
        let Nothing {} = done.await?;
        Ok(())
    }

    /// The address is a secret of its own: no token goes there, and it is not logged.
    async fn upload(&self, address: &str, text: &str) -> Result<(), SlackError> {
        let address: Url = address
            .parse()
            .map_err(|_| SlackError::ours("not_an_address", Outcome::Refused("not_an_address")))?;
        let context = SlackClientApiCallContext {
            rate_control_params: None,
            token: None,
            tracing_span: &Span::none(),
            is_sensitive_url: true,
        };
        let connector = &self.0.morphism.http_api.connector;
        let kind = "text/csv; charset=utf-8".to_owned();
        let call = connector.http_post_uri_binary::<Value>(address, kind, text.as_bytes(), context);
        match tokio::time::timeout(CALL, call).await {
            Err(_) => Err(SlackError::timed_out()),
            Ok(answer) => Ok(answer.map(|_| ())?),
        }
    }
}
