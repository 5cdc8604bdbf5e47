//! What a week's digest said when it went out.

use chrono::{DateTime, Utc};
use sqlx::AnyConnection;

use super::round::digest;
use super::transaction::whole;
use super::value::{from_json, text, to_json};
use super::{Result, Store};
use crate::domain::delivery::NewDelivery;
use crate::domain::digest::Facts;
use crate::domain::id::WorkspaceId;
use crate::domain::week::Week;

impl Store {
    /// As [`Store::set_digested`], and keeps what the digest says, in the same transaction.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn tell_week(
        &self,
        workspace: &WorkspaceId,
        week: Week,
        now: DateTime<Utc>,
        facts: &Facts,
        deliveries: &[NewDelivery],
    ) -> Result<bool> {
        let facts = to_json(facts)?;
        whole!(self, tx => tell(tx, workspace, (week, now), &facts, deliveries))
    }

    /// What the digest of a week said; none where it has none, or is older than this memory.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn told(&self, workspace: &WorkspaceId, week: Week) -> Result<Option<Facts>> {
        let row: Option<(String,)> =
            sqlx::query_as("SELECT facts FROM told WHERE workspace = $1 AND week = $2")
                .bind(text(workspace.as_str()))
                .bind(week.to_string())
                .fetch_optional(&self.reader)
                .await?;
        row.map(|(facts,)| from_json(&facts, "told.facts"))
            .transpose()
    }
}

async fn tell(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    (week, now): (Week, DateTime<Utc>),
    facts: &str,
    deliveries: &[NewDelivery],
) -> Result<bool> {
    if !digest(tx, workspace, week, now, deliveries).await? {
        return Ok(false);
    }
    sqlx::query(
        "INSERT INTO told (workspace, week, facts) VALUES ($1, $2, $3)
         ON CONFLICT (workspace, week) DO NOTHING",
    )
    .bind(text(workspace.as_str()))
    .bind(week.to_string())
    .bind(facts.to_owned())
    .execute(tx)
    .await?;
    Ok(true)
}
