//! Who subscribed to the company's digest.

use chrono::{DateTime, Utc};
use sqlx::AnyConnection;

use super::transaction::whole;
use super::value::text;
use super::{Result, Store};
use crate::domain::id::{PersonId, WorkspaceId};

impl Store {
    /// Subscribes a person; false, and nothing, where they are subscribed already.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn subscribe(
        &self,
        workspace: &WorkspaceId,
        person: &PersonId,
        now: DateTime<Utc>,
    ) -> Result<bool> {
        whole!(self, tx => add(tx, workspace, person, now))
    }

    /// Ends a person's subscription; false, and nothing, where there is none.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn unsubscribe(&self, workspace: &WorkspaceId, person: &PersonId) -> Result<bool> {
        whole!(self, tx => take_away(tx, workspace, person))
    }

    /// Whether a person is subscribed.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn is_subscribed(&self, workspace: &WorkspaceId, person: &PersonId) -> Result<bool> {
        let row: Option<(i64,)> =
            sqlx::query_as("SELECT since FROM subscription WHERE workspace = $1 AND person = $2")
                .bind(text(workspace.as_str()))
                .bind(text(person.as_str()))
                .fetch_optional(&self.reader)
                .await?;
        Ok(row.is_some())
    }

    /// All who are subscribed, those who have been for longest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn subscribers(&self, workspace: &WorkspaceId) -> Result<Vec<PersonId>> {
        let rows: Vec<(String,)> = sqlx::query_as(
            "SELECT person FROM subscription WHERE workspace = $1 ORDER BY since, person",
        )
        .bind(text(workspace.as_str()))
        .fetch_all(&self.reader)
        .await?;
        Ok(rows
            .into_iter()
            .map(|(person,)| PersonId::new(person))
            .collect())
    }
}

async fn add(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    person: &PersonId,
    now: DateTime<Utc>,
) -> Result<bool> {
    let added = sqlx::query(
        "INSERT INTO subscription (workspace, person, since) VALUES ($1, $2, $3)
         ON CONFLICT (workspace, person) DO NOTHING",
    )
    .bind(text(workspace.as_str()))
    .bind(text(person.as_str()))
    .bind(now.timestamp())
    .execute(tx)
    .await?;
    Ok(added.rows_affected() > 0)
}

async fn take_away(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    person: &PersonId,
) -> Result<bool> {
    let gone = sqlx::query("DELETE FROM subscription WHERE workspace = $1 AND person = $2")
        .bind(text(workspace.as_str()))
        .bind(text(person.as_str()))
        .execute(tx)
        .await?;
    Ok(gone.rows_affected() > 0)
}
