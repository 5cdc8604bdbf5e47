//! What was said by itself after a moment: readings that no answer gave, and tellings of iterations.

use chrono::{DateTime, Utc};

use super::value::{instant, text};
use super::{Result, Store};
use crate::domain::id::{IterationId, KeyResultCode, PersonId, WorkspaceId};
use crate::domain::week::Week;

impl Store {
    /// The readings of a week that were given by themselves after a moment, the first first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn read_since(
        &self,
        workspace: &WorkspaceId,
        week: Week,
        since: DateTime<Utc>,
    ) -> Result<Vec<(KeyResultCode, DateTime<Utc>)>> {
        let rows: Vec<(String, i64)> = sqlx::query_as(
            "SELECT key_result, sent FROM reading_revision
             WHERE workspace = $1 AND week = $2 AND ask = '' AND sent > $3 ORDER BY sent, key_result",
        )
        .bind(text(workspace.as_str()))
        .bind(week.to_string())
        .bind(since.timestamp())
        .fetch_all(&self.reader)
        .await?;
        let read = rows.into_iter().map(|(code, at)| {
            let at = instant(at, "reading_revision.sent")?;
            Ok((KeyResultCode::new(code), at))
        });
        read.collect()
    }

    /// The tellings of iterations after a moment, by answers too, the first first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn told_since(
        &self,
        workspace: &WorkspaceId,
        since: DateTime<Utc>,
    ) -> Result<Vec<(IterationId, PersonId, DateTime<Utc>)>> {
        let rows: Vec<(String, String, i64)> = sqlx::query_as(
            "SELECT iteration, person, changed FROM iteration_change
             WHERE workspace = $1 AND changed > $2 ORDER BY changed, iteration",
        )
        .bind(text(workspace.as_str()))
        .bind(since.timestamp())
        .fetch_all(&self.reader)
        .await?;
        let told = rows.into_iter().map(|(id, by, at)| {
            let at = instant(at, "iteration_change.changed")?;
            Ok((IterationId::new(id), PersonId::new(by), at))
        });
        told.collect()
    }
}
