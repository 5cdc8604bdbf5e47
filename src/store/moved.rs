//! Whose numbers of a week something else than an answer moved. No number is kept with it: two totals side by side
//! would be the answer that is between them.

use chrono::{DateTime, Utc};
use sqlx::AnyConnection;

use super::value::{instant, text, word};
use super::{Result, Store};
use crate::domain::digest::{Moved, Mover};
use crate::domain::id::{TeamId, WorkspaceId};
use crate::domain::week::Week;

impl Store {
    /// The teams whose numbers of a week were moved after a moment, by team.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn moved_since(
        &self,
        workspace: &WorkspaceId,
        week: Week,
        since: DateTime<Utc>,
    ) -> Result<Vec<Moved>> {
        let rows: Vec<(String, String, i64)> = sqlx::query_as(
            "SELECT team, mover, moved FROM moved
             WHERE workspace = $1 AND week = $2 AND moved > $3 ORDER BY team, mover",
        )
        .bind(text(workspace.as_str()))
        .bind(week.to_string())
        .bind(since.timestamp())
        .fetch_all(&self.reader)
        .await?;
        let moved = rows.into_iter().map(|(team, mover, at)| {
            Ok(Moved {
                team: TeamId::new(team),
                by: word(Mover::from_word(&mover), "moved.mover")?,
                at: instant(at, "moved.moved")?,
            })
        });
        moved.collect()
    }
}

/// Notes that a team's numbers of a week were moved, in the transaction that moves them.
pub(super) async fn note_moved(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    week: Week,
    moved: &Moved,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO moved (workspace, week, team, mover, moved) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (workspace, week, team, mover) DO UPDATE SET moved = excluded.moved",
    )
    .bind(text(workspace.as_str()))
    .bind(week.to_string())
    .bind(text(moved.team.as_str()))
    .bind(moved.by.word().to_owned())
    .bind(moved.at.timestamp())
    .execute(tx)
    .await?;
    Ok(())
}
