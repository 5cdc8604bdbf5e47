//! Forms: opening one over a person's conversation.

use serde_json::json;

use super::{Client, Nothing, OPENING};
use crate::slack::error::SlackError;
use crate::slack::view;
use crate::words::message::Form;

impl Client {
    /// Opens a form for whoever pressed or typed something in the last three seconds; at most once.
    ///
    /// # Errors
    /// As Slack says; [`Class::Expired`](crate::slack::Class::Expired) when the person must press again.
    pub async fn open_form(&self, trigger: &str, form: &Form) -> Result<(), SlackError> {
        let body = json!({ "trigger_id": trigger, "view": view::modal(form) });
        let Nothing {} = self.post_json("views.open", &body, OPENING).await?;
        Ok(())
    }
}
