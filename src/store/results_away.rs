//! Who is asked for key results alone and is away in a week: there is no ask that could say so.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use sqlx::AnyConnection;

use super::ledger::enqueue_all;
use super::round::is_live;
use super::transaction::whole;
use super::value::text;
use super::{Result, Store};
use crate::domain::delivery::NewDelivery;
use crate::domain::id::{PersonId, WorkspaceId};
use crate::domain::week::Week;

impl Store {
    /// Who is away in a week, of those who are asked for key results alone.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn results_away(
        &self,
        workspace: &WorkspaceId,
        week: Week,
    ) -> Result<BTreeSet<PersonId>> {
        let rows: Vec<(String,)> =
            sqlx::query_as("SELECT person FROM results_away WHERE workspace = $1 AND week = $2")
                .bind(text(workspace.as_str()))
                .bind(week.to_string())
                .fetch_all(&self.reader)
                .await?;
        Ok(rows
            .into_iter()
            .map(|(person,)| PersonId::new(person))
            .collect())
    }

    /// Notes that somebody is away in a week, or is there after all, with the edits that follow; false, and nothing,
    /// where that is known already or the round is closed.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn mark_results_away(
        &self,
        workspace: &WorkspaceId,
        (week, person): (Week, &PersonId),
        away: Option<DateTime<Utc>>,
        edits: &[NewDelivery],
    ) -> Result<bool> {
        whole!(self, tx => mark(tx, workspace, week, person, away, edits))
    }
}

async fn mark(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    week: Week,
    person: &PersonId,
    away: Option<DateTime<Utc>>,
    edits: &[NewDelivery],
) -> Result<bool> {
    if !is_live(tx, workspace, week).await? {
        return Ok(false);
    }
    let query = match away {
        Some(_) => sqlx::query(
            "INSERT INTO results_away (workspace, week, person, noted) VALUES ($1, $2, $3, $4)
             ON CONFLICT (workspace, week, person) DO NOTHING",
        ),
        None => sqlx::query(
            "DELETE FROM results_away WHERE workspace = $1 AND week = $2 AND person = $3",
        ),
    };
    let mut query = query
        .bind(text(workspace.as_str()))
        .bind(week.to_string())
        .bind(text(person.as_str()));
    if let Some(noted) = away {
        query = query.bind(noted.timestamp());
    }
    if query.execute(&mut *tx).await?.rows_affected() == 0 {
        return Ok(false);
    }
    enqueue_all(tx, workspace, edits).await?;
    Ok(true)
}
