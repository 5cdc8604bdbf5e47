//! Events that Slack has sent before.

use chrono::{DateTime, Duration, Utc};
use sqlx::AnyConnection;

use super::transaction::whole;
use super::value::text;
use super::{Result, Store};
use crate::domain::id::WorkspaceId;

/// Slack may repeat an event for a day; two hours more for clocks that differ.
const MEMORY: Duration = Duration::hours(26);

impl Store {
    /// Whether an event is seen for the first time; from now on it has been seen.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn first_sight(
        &self,
        workspace: &WorkspaceId,
        event: &str,
        now: DateTime<Utc>,
    ) -> Result<bool> {
        whole!(self, tx => see(tx, workspace, event, now))
    }
}

async fn see(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    event: &str,
    now: DateTime<Utc>,
) -> Result<bool> {
    sqlx::query("DELETE FROM event WHERE workspace = $1 AND seen < $2")
        .bind(text(workspace.as_str()))
        .bind((now - MEMORY).timestamp())
        .execute(&mut *tx)
        .await?;
    let seen = sqlx::query(
        "INSERT INTO event (workspace, event, seen) VALUES ($1, $2, $3)
         ON CONFLICT (workspace, event) DO NOTHING",
    )
    .bind(text(workspace.as_str()))
    .bind(text(event))
    .bind(now.timestamp())
    .execute(tx)
    .await?;
    Ok(seen.rows_affected() > 0)
}
