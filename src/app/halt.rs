//! Slack took the app or its token away: nothing is sent any more, until a start with a token that works.

use chrono::{DateTime, Utc};

use super::{App, Result};

impl App {
    /// Stops all sends of the workspace, unless the news is older than the start of this process: Slack repeats
    /// events for hours, and the app may have been installed again since.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn halt(
        &self,
        why: &str,
        happened: DateTime<Utc>,
        started: DateTime<Utc>,
    ) -> Result<()> {
        if happened < started {
            tracing::info!(why, "an old event about this installation is ignored");
            return Ok(());
        }
        self.store
            .halt(&self.workspace, why, self.clock.now())
            .await?;
        tracing::error!(
            why,
            "Slack took the app away; nothing is sent until Headway starts with a token that works"
        );
        Ok(())
    }
}
