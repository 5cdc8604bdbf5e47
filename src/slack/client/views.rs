//! Forms: opening one over a person's conversation, and filling it anew.

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

    /// Shows a form in the place of one that is open, unless that has changed since: `hash` says how it was.
    ///
    /// # Errors
    /// As Slack says.
    pub async fn update_form(
        &self,
        (id, hash): (&str, &str),
        form: &Form,
    ) -> Result<(), SlackError> {
        let body = json!({ "view_id": id, "hash": hash, "view": view::modal(form) });
        let Nothing {} = self.post_json("views.update", &body, OPENING).await?;
        Ok(())
    }
}
