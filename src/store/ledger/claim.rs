//! Claiming what is due, for one worker and a while; two workers never get the same row.

use std::time::Duration;

use chrono::{DateTime, Utc};
use sqlx::AnyConnection;

use super::{DeliveryRow, ORPHANED, deliveries};
use crate::domain::delivery::Delivery;
use crate::domain::id::{ChannelId, WorkspaceId};
use crate::store::transaction::whole;
use crate::store::value::text;
use crate::store::{Result, Store};

/// Who claims, when, and for how long.
struct Claim<'a> {
    workspace: String,
    owner: &'a str,
    now: i64,
    lease: i64,
    limit: i64,
}

impl Store {
    /// Gives a worker what it should do now, the longest due first, and nobody else until the lease is over:
    ///
    /// - rows in [`State::Unknown`](crate::domain::delivery::State::Unknown), to be looked for; among them posts
    ///   whose worker vanished after its request may have gone out;
    /// - rows in [`State::Sent`](crate::domain::delivery::State::Sent), to be looked for once more;
    /// - rows in [`State::Sending`](crate::domain::delivery::State::Sending), to be sent. A row that follows
    ///   another one comes once that one is sent, and is skipped where that one never will be.
    ///
    /// A workspace that is halted gives nothing.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn claim(
        &self,
        workspace: &WorkspaceId,
        owner: &str,
        now: DateTime<Utc>,
        lease: Duration,
        limit: u32,
    ) -> Result<Vec<Delivery>> {
        let claim = Claim {
            workspace: text(workspace.as_str()),
            owner,
            now: now.timestamp(),
            lease: i64::try_from(lease.as_secs()).unwrap_or(i64::MAX / 2),
            limit: i64::from(limit),
        };
        whole!(self, tx => take(tx, &claim))
    }

    /// Notes, just before a request goes out, that it may have: to which channel and when, and renews the lease.
    /// False when the row is not ours any more or the workspace was halted; then nothing may be sent.
    ///
    /// # Errors
    /// When the database cannot be written; then nothing may be sent either.
    pub async fn begin_attempt(
        &self,
        workspace: &WorkspaceId,
        delivery: &Delivery,
        owner: &str,
        channel: &ChannelId,
        now: DateTime<Utc>,
    ) -> Result<bool> {
        whole!(self, tx => attempt(tx, workspace, delivery, owner, channel, now))
    }
}

async fn take(tx: &mut AnyConnection, claim: &Claim<'_>) -> Result<Vec<Delivery>> {
    if is_halted(tx, claim).await? {
        return Ok(Vec::new());
    }
    recover(tx, claim).await?;
    skip_orphans(tx, claim).await?;
    let mut taken = take_unknown(tx, claim).await?;
    let left =
        |taken: &[DeliveryRow]| claim.limit - i64::try_from(taken.len()).unwrap_or(claim.limit);
    if left(&taken) > 0 {
        taken.extend(take_sent_again(tx, claim, left(&taken)).await?);
    }
    if left(&taken) > 0 {
        taken.extend(take_pending(tx, claim, left(&taken)).await?);
    }
    let mut taken = deliveries(taken)?;
    // `RETURNING` promises no order.
    taken.sort_by(|a, b| (a.due, &a.id).cmp(&(b.due, &b.id)));
    Ok(taken)
}

async fn is_halted(tx: &mut AnyConnection, claim: &Claim<'_>) -> Result<bool> {
    let row: Option<(Option<String>,)> =
        sqlx::query_as("SELECT halted FROM workspace WHERE workspace = $1")
            .bind(claim.workspace.clone())
            .fetch_optional(tx)
            .await?;
    Ok(row.is_some_and(|(halted,)| halted.is_some()))
}

/// Frees what vanished workers held.
async fn recover(tx: &mut AnyConnection, claim: &Claim<'_>) -> Result<()> {
    sqlx::query(
        "UPDATE delivery SET state = 'unknown', owner = NULL, lease_ends = NULL, begun = 0,
             looks = 0, due = $1
         WHERE workspace = $2 AND state = 'sending' AND lease_ends <= $1 AND begun = 1
             AND kind = 'post'",
    )
    .bind(claim.now)
    .bind(claim.workspace.clone())
    .execute(&mut *tx)
    .await?;
    sqlx::query(
        "UPDATE delivery SET state = 'pending', owner = NULL, lease_ends = NULL, begun = 0
         WHERE workspace = $1 AND state = 'sending' AND lease_ends <= $2",
    )
    .bind(claim.workspace.clone())
    .bind(claim.now)
    .execute(tx)
    .await?;
    Ok(())
}

/// Skips what would follow a message that will never be; then what would follow that.
async fn skip_orphans(tx: &mut AnyConnection, claim: &Claim<'_>) -> Result<()> {
    loop {
        let skipped = sqlx::query(
            "UPDATE delivery SET state = 'skipped', error = $1
             WHERE workspace = $2 AND state = 'pending' AND follows IS NOT NULL
                 AND NOT EXISTS (SELECT 1 FROM delivery h
                     WHERE h.workspace = delivery.workspace AND h.key = delivery.follows
                         AND h.state NOT IN ('skipped', 'failed'))",
        )
        .bind(ORPHANED.to_owned())
        .bind(claim.workspace.clone())
        .execute(&mut *tx)
        .await?;
        if skipped.rows_affected() == 0 {
            return Ok(());
        }
    }
}

/// The state stays: a worker that vanishes while it looks has sent nothing.
async fn take_unknown(tx: &mut AnyConnection, claim: &Claim<'_>) -> Result<Vec<DeliveryRow>> {
    let sql = "UPDATE delivery SET owner = $1, lease_ends = $2, lease_length = $3
         WHERE workspace = $4 AND state = 'unknown' AND (lease_ends IS NULL OR lease_ends <= $5)
             AND delivery IN (SELECT u.delivery FROM delivery u
                 WHERE u.workspace = $4 AND u.state = 'unknown' AND u.due <= $5
                     AND (u.lease_ends IS NULL OR u.lease_ends <= $5)
                 ORDER BY u.due, u.delivery LIMIT $6)
         RETURNING *";
    take_to_look(tx, claim, sql, claim.limit).await
}

/// A statement of its own, because it has an index of its own: there is no end to what was sent.
async fn take_sent_again(
    tx: &mut AnyConnection,
    claim: &Claim<'_>,
    limit: i64,
) -> Result<Vec<DeliveryRow>> {
    let sql = "UPDATE delivery SET owner = $1, lease_ends = $2, lease_length = $3
         WHERE workspace = $4 AND state = 'sent' AND looks > 0
             AND (lease_ends IS NULL OR lease_ends <= $5)
             AND delivery IN (SELECT u.delivery FROM delivery u
                 WHERE u.workspace = $4 AND u.state = 'sent' AND u.looks > 0 AND u.due <= $5
                     AND (u.lease_ends IS NULL OR u.lease_ends <= $5)
                 ORDER BY u.due, u.delivery LIMIT $6)
         RETURNING *";
    take_to_look(tx, claim, sql, limit).await
}

async fn take_to_look(
    tx: &mut AnyConnection,
    claim: &Claim<'_>,
    sql: &'static str,
    limit: i64,
) -> Result<Vec<DeliveryRow>> {
    Ok(sqlx::query_as(sql)
        .bind(text(claim.owner))
        .bind(claim.now.saturating_add(claim.lease))
        .bind(claim.lease)
        .bind(claim.workspace.clone())
        .bind(claim.now)
        .bind(limit)
        .fetch_all(tx)
        .await?)
}

/// The outer `state = 'pending'` looks superfluous and is not: without it PostgreSQL, which reads the list of ids
/// before it waits for another claimer's row locks, claims a row twice.
async fn take_pending(
    tx: &mut AnyConnection,
    claim: &Claim<'_>,
    limit: i64,
) -> Result<Vec<DeliveryRow>> {
    Ok(sqlx::query_as(
        "UPDATE delivery SET state = 'sending', owner = $1, lease_ends = $2, lease_length = $3,
             begun = 0
         WHERE workspace = $4 AND state = 'pending'
             AND delivery IN (SELECT p.delivery FROM delivery p
                 WHERE p.workspace = $4 AND p.state = 'pending' AND p.due <= $5
                     AND (p.follows IS NULL OR EXISTS (SELECT 1 FROM delivery h
                         WHERE h.workspace = p.workspace AND h.key = p.follows
                             AND h.state = 'sent'))
                 ORDER BY p.due, p.delivery LIMIT $6)
         RETURNING *",
    )
    .bind(text(claim.owner))
    .bind(claim.now.saturating_add(claim.lease))
    .bind(claim.lease)
    .bind(claim.workspace.clone())
    .bind(claim.now)
    .bind(limit)
    .fetch_all(tx)
    .await?)
}

async fn attempt(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    delivery: &Delivery,
    owner: &str,
    channel: &ChannelId,
    now: DateTime<Utc>,
) -> Result<bool> {
    let begun = sqlx::query(
        "UPDATE delivery SET state = 'sending', begun = 1, attempts = attempts + 1, attempted = $1,
             looks = 0, said = NULL, tried_channel = $2, lease_ends = $1 + lease_length
         WHERE workspace = $3 AND delivery = $4 AND owner = $5 AND lease_ends > $1
             AND state IN ('sending', 'unknown')
             AND NOT EXISTS (SELECT 1 FROM workspace w
                 WHERE w.workspace = $3 AND w.halted IS NOT NULL)",
    )
    .bind(now.timestamp())
    .bind(text(channel.as_str()))
    .bind(text(workspace.as_str()))
    .bind(text(delivery.id.as_str()))
    .bind(text(owner))
    .execute(tx)
    .await?;
    Ok(begun.rows_affected() > 0)
}
