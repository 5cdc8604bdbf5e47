//! Whoever is asked for key results alone: when, and whether they are away. There is no ask that could say so.

use chrono::{DateTime, Utc};
use sqlx::{AnyConnection, FromRow};

use super::ledger::enqueue_all;
use super::round::is_live;
use super::transaction::whole;
use super::value::{instant, text};
use super::{Result, Store};
use crate::domain::assignment::AskedAlone;
use crate::domain::delivery::NewDelivery;
use crate::domain::id::{PersonId, WorkspaceId};
use crate::domain::week::Week;

impl Store {
    /// Who is asked for key results alone in a week.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn asked_alone(
        &self,
        workspace: &WorkspaceId,
        week: Week,
    ) -> Result<Vec<AskedAlone>> {
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT person, made, away FROM results_ask WHERE workspace = $1 AND week = $2
             ORDER BY person",
        )
        .bind(text(workspace.as_str()))
        .bind(week.to_string())
        .fetch_all(&self.reader)
        .await?;
        rows.into_iter().map(Row::asked).collect()
    }

    /// Asks somebody for key results alone, once, with the message that does.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn ask_alone(
        &self,
        workspace: &WorkspaceId,
        (week, person): (Week, &PersonId),
        now: DateTime<Utc>,
        deliveries: &[NewDelivery],
    ) -> Result<()> {
        whole!(self, tx => ask(tx, workspace, week, person, now, deliveries))
    }

    /// Notes that somebody is away in a week, or is there after all, with the edits that follow; false, and nothing,
    /// where that is known already or the round is closed.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn mark_alone_away(
        &self,
        workspace: &WorkspaceId,
        (week, person): (Week, &PersonId),
        away: bool,
        now: DateTime<Utc>,
        edits: &[NewDelivery],
    ) -> Result<bool> {
        whole!(self, tx => mark(tx, workspace, (week, person), away, now, edits))
    }
}

async fn ask(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    week: Week,
    person: &PersonId,
    now: DateTime<Utc>,
    deliveries: &[NewDelivery],
) -> Result<()> {
    insert(tx, workspace, week, person, now).await?;
    enqueue_all(tx, workspace, deliveries).await
}

async fn insert(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    week: Week,
    person: &PersonId,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO results_ask (workspace, week, person, made) VALUES ($1, $2, $3, $4)
         ON CONFLICT (workspace, week, person) DO NOTHING",
    )
    .bind(text(workspace.as_str()))
    .bind(week.to_string())
    .bind(text(person.as_str()))
    .bind(now.timestamp())
    .execute(tx)
    .await?;
    Ok(())
}

async fn mark(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    (week, person): (Week, &PersonId),
    away: bool,
    now: DateTime<Utc>,
    edits: &[NewDelivery],
) -> Result<bool> {
    if !is_live(tx, workspace, week).await? {
        return Ok(false);
    }
    // Who was asked by an earlier version has a message and no row yet.
    insert(tx, workspace, week, person, now).await?;
    let query = if away {
        sqlx::query(
            "UPDATE results_ask SET away = $4
             WHERE workspace = $1 AND week = $2 AND person = $3 AND away IS NULL",
        )
    } else {
        sqlx::query(
            "UPDATE results_ask SET away = NULL
             WHERE workspace = $1 AND week = $2 AND person = $3 AND away IS NOT NULL",
        )
    };
    let mut query = query
        .bind(text(workspace.as_str()))
        .bind(week.to_string())
        .bind(text(person.as_str()));
    if away {
        query = query.bind(now.timestamp());
    }
    if query.execute(&mut *tx).await?.rows_affected() == 0 {
        return Ok(false);
    }
    enqueue_all(tx, workspace, edits).await?;
    Ok(true)
}

#[derive(FromRow)]
struct Row {
    person: String,
    made: i64,
    away: Option<i64>,
}

impl Row {
    fn asked(self) -> Result<AskedAlone> {
        Ok(AskedAlone {
            person: PersonId::new(self.person),
            made: instant(self.made, "results_ask.made")?,
            away: self.away.is_some(),
        })
    }
}
