//! Which direct message belongs to whom, so that it is opened once.

use sqlx::AnyConnection;

use super::transaction::whole;
use super::value::text;
use super::{Result, Store};
use crate::domain::id::{ChannelId, PersonId, WorkspaceId};

impl Store {
    /// The direct message with a person, if it was opened before.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn conversation(
        &self,
        workspace: &WorkspaceId,
        person: &PersonId,
    ) -> Result<Option<ChannelId>> {
        let row: Option<(String,)> =
            sqlx::query_as("SELECT channel FROM conversation WHERE workspace = $1 AND person = $2")
                .bind(text(workspace.as_str()))
                .bind(text(person.as_str()))
                .fetch_optional(&self.reader)
                .await?;
        Ok(row.map(|(channel,)| ChannelId::new(channel)))
    }

    /// Remembers it.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn remember_conversation(
        &self,
        workspace: &WorkspaceId,
        person: &PersonId,
        channel: &ChannelId,
    ) -> Result<()> {
        whole!(self, tx => remember(tx, workspace, person, channel))
    }
}

async fn remember(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    person: &PersonId,
    channel: &ChannelId,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO conversation (workspace, person, channel) VALUES ($1, $2, $3)
         ON CONFLICT (workspace, person) DO UPDATE SET channel = excluded.channel",
    )
    .bind(text(workspace.as_str()))
    .bind(text(person.as_str()))
    .bind(text(channel.as_str()))
    .execute(tx)
    .await?;
    Ok(())
}
