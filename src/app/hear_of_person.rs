//! What Slack tells of a person as it happens: who became a guest, or left, reads the company's digest no longer.

use std::sync::PoisonError;

use super::{App, Result};
use crate::domain::id::PersonId;
use crate::slack::client::SlackUser;

/// Nobody needs to be remembered for long; a flood of strangers must not fill the memory.
const REMEMBERED: usize = 10_000;

impl App {
    /// Takes note of what somebody is now. Whom the company names it lets in, whatever Slack calls them.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn hear_of_person(&self, user: &SlackUser) -> Result<()> {
        let outside = user.guest || user.stranger;
        self.remember_whether_stranger(&user.id, outside);
        if !(outside || user.deleted) {
            return Ok(());
        }
        let org = self.store.organisation(&self.workspace).await?;
        let named = org.is_some_and(|org| org.person(&user.id).is_some());
        if (user.deleted || !named) && self.store.unsubscribe(&self.workspace, &user.id).await? {
            let person = &user.id;
            tracing::info!(%person, "somebody became a guest or left; their subscription ends");
        }
        Ok(())
    }

    /// Remembers whether somebody unknown to the company is a guest or from outside.
    pub(super) fn remember_whether_stranger(&self, person: &PersonId, stranger: bool) {
        let strangers = self.strangers.lock();
        let mut strangers = strangers.unwrap_or_else(PoisonError::into_inner);
        if strangers.len() > REMEMBERED {
            strangers.clear();
        }
        strangers.insert(person.clone(), stranger);
    }
}
