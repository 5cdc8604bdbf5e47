//! What a delivery's message says, as a fingerprint: an edit that would say the same again is not sent.
//!
//! It is noted with the answer to a request and forgotten when the next one begins; where a request was never
//! answered, or a message was found again, nobody knows what stands there.

use chrono::{DateTime, Utc};
use sqlx::AnyConnection;

use super::settle::settle;
use crate::domain::delivery_rules::Settled;
use crate::domain::id::{DeliveryId, WorkspaceId};
use crate::store::transaction::whole;
use crate::store::value::text;
use crate::store::{Result, Store};

impl Store {
    /// As [`Store::settle`] after a request that Slack took, and notes what it said.
    ///
    /// # Errors
    /// When the database cannot be written; then the lease ends in its time.
    pub async fn settle_said(
        &self,
        workspace: &WorkspaceId,
        delivery: &DeliveryId,
        owner: &str,
        (settled, said): (&Settled, &str),
        now: DateTime<Utc>,
    ) -> Result<bool> {
        whole!(self, tx => both(tx, (workspace, delivery, owner), settled, said, now))
    }

    /// What stands in the message that an edit would change: what the edit said last, or before there was one, what
    /// was posted.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn said(&self, workspace: &WorkspaceId, edit: &DeliveryId) -> Result<Option<String>> {
        let row: Option<(Option<String>,)> = sqlx::query_as(
            "SELECT CASE WHEN e.attempted IS NULL THEN p.said ELSE e.said END
             FROM delivery e LEFT JOIN delivery p
                 ON p.workspace = e.workspace AND p.key = e.follows
             WHERE e.workspace = $1 AND e.delivery = $2",
        )
        .bind(text(workspace.as_str()))
        .bind(text(edit.as_str()))
        .fetch_optional(&self.reader)
        .await?;
        Ok(row.and_then(|(said,)| said))
    }

    /// What was posted, of a message that no edit changed yet.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn said_first(
        &self,
        workspace: &WorkspaceId,
        post: &DeliveryId,
    ) -> Result<Option<String>> {
        let row: Option<(Option<String>,)> =
            sqlx::query_as("SELECT said FROM delivery WHERE workspace = $1 AND delivery = $2")
                .bind(text(workspace.as_str()))
                .bind(text(post.as_str()))
                .fetch_optional(&self.reader)
                .await?;
        Ok(row.and_then(|(said,)| said))
    }
}

async fn both(
    tx: &mut AnyConnection,
    (workspace, delivery, owner): (&WorkspaceId, &DeliveryId, &str),
    settled: &Settled,
    said: &str,
    now: DateTime<Utc>,
) -> Result<bool> {
    if !settle(tx, workspace, delivery, owner, settled, now).await? {
        return Ok(false);
    }
    sqlx::query("UPDATE delivery SET said = $1 WHERE workspace = $2 AND delivery = $3")
        .bind(text(said))
        .bind(text(workspace.as_str()))
        .bind(text(delivery.as_str()))
        .execute(tx)
        .await?;
    Ok(true)
}
