//! *Away this week*, and *I'm here after all*.

use super::{App, Result};
use crate::domain::id::{AskId, PersonId};

impl App {
    /// Notes that a person is away for an ask: a deputy is asked at the next tick, no reminder follows.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn be_away(&self, person: &PersonId, ask: &AskId) -> Result<bool> {
        let Some((prompt, round)) = self.pressed(person, ask).await? else {
            return Ok(false);
        };
        let follows = self.what_follows(&prompt, &round, &[]).await?;
        let now = self.clock.now();
        let noted = self
            .store
            .mark_away(&self.workspace, ask, now, &follows)
            .await?;
        crate::crash::point("away noted, not acknowledged");
        self.enqueued.notify_one();
        Ok(noted)
    }

    /// Takes it back: the ask is open again.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn be_back(&self, person: &PersonId, ask: &AskId) -> Result<bool> {
        let Some((prompt, round)) = self.pressed(person, ask).await? else {
            return Ok(false);
        };
        let follows = self.what_follows(&prompt, &round, &[]).await?;
        let noted = self.store.mark_back(&self.workspace, ask, &follows).await?;
        self.enqueued.notify_one();
        Ok(noted)
    }
}
