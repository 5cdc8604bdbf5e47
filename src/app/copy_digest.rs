//! The head of a digest as plain paragraphs, for whoever wants to forward it.

use super::{App, Result};
use crate::domain::digest::digest;
use crate::domain::week::Week;
use crate::words;
use crate::words::message::Message;

impl App {
    /// What the head of a week says, as it stands now; none where that week has no digest. Whoever reads the channel
    /// may have it.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn copy_digest(&self, week: Week) -> Result<Option<Message>> {
        let round = self.store.round(&self.workspace, week).await?;
        if round.and_then(|round| round.digested).is_none() {
            return Ok(None);
        }
        let org = self.organisation().await?;
        let rows = self.week_rows(&org, week).await?;
        let digest = digest(&rows.sources());
        Ok(Some(words::digest::forward(&digest, &org)))
    }
}
