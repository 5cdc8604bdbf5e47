//! Rounds: opened once, digested once, closed once, whoever tries.

use chrono::{DateTime, Utc};
use sqlx::{AnyConnection, FromRow};

use super::ledger::enqueue_all;
use super::settle_week::settle_week;
use super::transaction::whole;
use super::value::{instant, maybe_instant, maybe_seconds, text, week};
use super::{Result, Store};
use crate::domain::check_in::Round;
use crate::domain::delivery::NewDelivery;
use crate::domain::id::WorkspaceId;
use crate::domain::week::Week;

impl Store {
    /// The round of a week.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn round(&self, workspace: &WorkspaceId, week: Week) -> Result<Option<Round>> {
        let row: Option<RoundRow> =
            sqlx::query_as("SELECT * FROM round WHERE workspace = $1 AND week = $2")
                .bind(text(workspace.as_str()))
                .bind(week.to_string())
                .fetch_optional(&self.reader)
                .await?;
        row.map(RoundRow::round).transpose()
    }

    /// The rounds that still take answers, the oldest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn live_rounds(&self, workspace: &WorkspaceId) -> Result<Vec<Round>> {
        let rows: Vec<RoundRow> = sqlx::query_as(
            "SELECT * FROM round WHERE workspace = $1 AND closed IS NULL ORDER BY week",
        )
        .bind(text(workspace.as_str()))
        .fetch_all(&self.reader)
        .await?;
        rows.into_iter().map(RoundRow::round).collect()
    }

    /// The weeks that have a round, the oldest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn round_weeks(&self, workspace: &WorkspaceId) -> Result<Vec<Week>> {
        let rows: Vec<(String,)> =
            sqlx::query_as("SELECT week FROM round WHERE workspace = $1 ORDER BY week")
                .bind(text(workspace.as_str()))
                .fetch_all(&self.reader)
                .await?;
        rows.iter().map(|(of,)| week(of, "round.week")).collect()
    }

    /// The newest round before a week.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn last_round_before(
        &self,
        workspace: &WorkspaceId,
        week: Week,
    ) -> Result<Option<Round>> {
        let row: Option<RoundRow> = sqlx::query_as(
            "SELECT * FROM round WHERE workspace = $1 AND week < $2 ORDER BY week DESC LIMIT 1",
        )
        .bind(text(workspace.as_str()))
        .bind(week.to_string())
        .fetch_optional(&self.reader)
        .await?;
        row.map(RoundRow::round).transpose()
    }

    /// Opens a round, unless that week has one. The workspace must have been imported.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn open_round(&self, workspace: &WorkspaceId, round: &Round) -> Result<()> {
        whole!(self, tx => open(tx, workspace, round))
    }

    /// Notes that the digest of a week was composed, and enqueues it; false, and nothing, when it was already.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn set_digested(
        &self,
        workspace: &WorkspaceId,
        week: Week,
        now: DateTime<Utc>,
        deliveries: &[NewDelivery],
    ) -> Result<bool> {
        whole!(self, tx => digest(tx, workspace, week, now, deliveries))
    }

    /// Closes a round: asks that have no outcome expire, the totals are published as they stand, what they were weighed
    /// by is settled, and whose numbers that moves is noted. False, and nothing, when it was closed already.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn close_round(
        &self,
        workspace: &WorkspaceId,
        week: Week,
        now: DateTime<Utc>,
        deliveries: &[NewDelivery],
    ) -> Result<bool> {
        whole!(self, tx => close(self, tx, workspace, week, now, deliveries))
    }
}

/// Whether a week's round takes answers. Inside a transaction it goes on doing so until the commit.
pub(super) async fn is_live(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    week: Week,
) -> Result<bool> {
    let row: Option<(Option<i64>,)> =
        sqlx::query_as("SELECT closed FROM round WHERE workspace = $1 AND week = $2")
            .bind(text(workspace.as_str()))
            .bind(week.to_string())
            .fetch_optional(tx)
            .await?;
    Ok(row == Some((None,)))
}

async fn open(tx: &mut AnyConnection, workspace: &WorkspaceId, round: &Round) -> Result<()> {
    sqlx::query(
        "INSERT INTO round (workspace, week, opened, digested, closed)
         VALUES ($1, $2, $3, $4, $5) ON CONFLICT (workspace, week) DO NOTHING",
    )
    .bind(text(workspace.as_str()))
    .bind(round.week.to_string())
    .bind(round.opened.timestamp())
    .bind(maybe_seconds(round.digested))
    .bind(maybe_seconds(round.closed))
    .execute(tx)
    .await?;
    Ok(())
}

pub(super) async fn digest(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    week: Week,
    now: DateTime<Utc>,
    deliveries: &[NewDelivery],
) -> Result<bool> {
    let noted = sqlx::query(
        "UPDATE round SET digested = $1 WHERE workspace = $2 AND week = $3 AND digested IS NULL",
    )
    .bind(now.timestamp())
    .bind(text(workspace.as_str()))
    .bind(week.to_string())
    .execute(&mut *tx)
    .await?;
    if noted.rows_affected() == 0 {
        return Ok(false);
    }
    enqueue_all(tx, workspace, deliveries).await?;
    Ok(true)
}

async fn close(
    store: &Store,
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    week: Week,
    now: DateTime<Utc>,
    deliveries: &[NewDelivery],
) -> Result<bool> {
    let closed = sqlx::query(
        "UPDATE round SET closed = $1 WHERE workspace = $2 AND week = $3 AND closed IS NULL",
    )
    .bind(now.timestamp())
    .bind(text(workspace.as_str()))
    .bind(week.to_string())
    .execute(&mut *tx)
    .await?;
    if closed.rows_affected() == 0 {
        return Ok(false);
    }
    sqlx::query(
        "UPDATE ask SET outcome = 'expired', settled = $1
         WHERE workspace = $2 AND week = $3 AND outcome IS NULL",
    )
    .bind(now.timestamp())
    .bind(text(workspace.as_str()))
    .bind(week.to_string())
    .execute(&mut *tx)
    .await?;
    settle_week(store, tx, workspace, week, now).await?;
    enqueue_all(tx, workspace, deliveries).await?;
    Ok(true)
}

#[derive(FromRow)]
struct RoundRow {
    week: String,
    opened: i64,
    digested: Option<i64>,
    closed: Option<i64>,
}

impl RoundRow {
    fn round(self) -> Result<Round> {
        Ok(Round {
            week: week(&self.week, "round.week")?,
            opened: instant(self.opened, "round.opened")?,
            digested: maybe_instant(self.digested, "round.digested")?,
            closed: maybe_instant(self.closed, "round.closed")?,
        })
    }
}
