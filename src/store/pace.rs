//! Pacing that all instances share: the next free instant of a slot, and methods that Slack told us to leave alone.

use chrono::{DateTime, Utc};
use sqlx::AnyConnection;

use super::transaction::whole;
use super::value::{maybe_instant, text};
use super::{Result, Store, StoreError};
use crate::domain::id::WorkspaceId;

/// Whether it is one's turn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Turn {
    /// It is.
    Now,
    /// Not in this slot before this instant.
    Later(String, DateTime<Utc>),
}

impl Store {
    /// Reserves the next free instant of a slot (a channel, a workspace) and gives it back; the one after it is a
    /// gap later. The only instants with milliseconds.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn pace(
        &self,
        workspace: &WorkspaceId,
        slot: &str,
        now: DateTime<Utc>,
        gap_millis: u32,
    ) -> Result<DateTime<Utc>> {
        whole!(self, tx => reserve(tx, workspace, slot, now, gap_millis))
    }

    /// Takes a turn in several lines at once, each a slot and its gap: in all of them, or, where one is not free within
    /// this second, in none; then which, and when it will be. A line that took its turn is free again a gap later, so
    /// that a gap of 250 milliseconds lets four go in a second.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn take_turn(
        &self,
        workspace: &WorkspaceId,
        lines: &[(&str, u32)],
        now: DateTime<Utc>,
    ) -> Result<Turn> {
        whole!(self, tx => take(tx, workspace, lines, now))
    }

    /// The first of several lines that is not free within this second, and when it will be; takes no turn.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn free(
        &self,
        workspace: &WorkspaceId,
        slots: &[&str],
        now: DateTime<Utc>,
    ) -> Result<Turn> {
        let mut connection = self.reader.acquire().await?;
        look(&mut connection, workspace, slots, now).await
    }

    /// Leaves a method alone until an instant, as Slack's `Retry-After` says; the later of two holds.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn hold(
        &self,
        workspace: &WorkspaceId,
        method: &str,
        until: DateTime<Utc>,
    ) -> Result<()> {
        whole!(self, tx => set_hold(tx, workspace, method, until))
    }

    /// Until when a method was last to be left alone; perhaps in the past.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn held(
        &self,
        workspace: &WorkspaceId,
        method: &str,
    ) -> Result<Option<DateTime<Utc>>> {
        let row: Option<(i64,)> =
            sqlx::query_as("SELECT ends FROM hold WHERE workspace = $1 AND method = $2")
                .bind(text(workspace.as_str()))
                .bind(text(method))
                .fetch_optional(&self.reader)
                .await?;
        maybe_instant(row.map(|(ends,)| ends), "hold.ends")
    }
}

async fn reserve(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    slot: &str,
    now: DateTime<Utc>,
    gap_millis: u32,
) -> Result<DateTime<Utc>> {
    let (free,): (i64,) = sqlx::query_as(
        "INSERT INTO pace (workspace, slot, free_ms) VALUES ($1, $2, $3 + $4)
         ON CONFLICT (workspace, slot) DO UPDATE SET free_ms =
             CASE WHEN pace.free_ms > $3 THEN pace.free_ms + $4 ELSE $3 + $4 END
         RETURNING free_ms",
    )
    .bind(text(workspace.as_str()))
    .bind(text(slot))
    .bind(now.timestamp_millis())
    .bind(i64::from(gap_millis))
    .fetch_one(tx)
    .await?;
    DateTime::from_timestamp_millis(free - i64::from(gap_millis))
        .ok_or_else(|| StoreError::corrupt("pace.free_ms"))
}

async fn take(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    lines: &[(&str, u32)],
    now: DateTime<Utc>,
) -> Result<Turn> {
    let slots: Vec<&str> = lines.iter().map(|(slot, _)| *slot).collect();
    let turn = look(tx, workspace, &slots, now).await?;
    if turn == Turn::Now {
        for (slot, gap_millis) in lines {
            reserve(tx, workspace, slot, now, *gap_millis).await?;
        }
    }
    Ok(turn)
}

async fn look(
    connection: &mut AnyConnection,
    workspace: &WorkspaceId,
    slots: &[&str],
    now: DateTime<Utc>,
) -> Result<Turn> {
    for slot in slots {
        let free: Option<(i64,)> =
            sqlx::query_as("SELECT free_ms FROM pace WHERE workspace = $1 AND slot = $2")
                .bind(text(workspace.as_str()))
                .bind(text(slot))
                .fetch_optional(&mut *connection)
                .await?;
        // Whole seconds: nobody's clock shows more.
        let free = maybe_instant(free.map(|(free,)| free.div_euclid(1000)), "pace.free_ms")?;
        if let Some(free) = free.filter(|free| *free > now) {
            return Ok(Turn::Later((*slot).to_owned(), free));
        }
    }
    Ok(Turn::Now)
}

async fn set_hold(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    method: &str,
    until: DateTime<Utc>,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO hold (workspace, method, ends) VALUES ($1, $2, $3)
         ON CONFLICT (workspace, method) DO UPDATE SET ends =
             CASE WHEN hold.ends > excluded.ends THEN hold.ends ELSE excluded.ends END",
    )
    .bind(text(workspace.as_str()))
    .bind(text(method))
    // Up to the next whole second: a second early is a second 429.
    .bind(until.timestamp() + i64::from(until.timestamp_subsec_nanos() > 0))
    .execute(tx)
    .await?;
    Ok(())
}
