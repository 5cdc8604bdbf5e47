//! Folding: after some weeks the single splits of a team that answers by everyone go, and its total stays.
//!
//! With a split goes all that stands in its row and revisions, notes too: what was written was quoted in the
//! digest's thread, and that is where it is read. That somebody answered stays, in the ask. What a week was weighed
//! by goes as well, since nothing is left to weigh: `rebuild` leaves a folded week as it is.

use sqlx::AnyConnection;

use super::transaction::whole;
use super::value::{text, week};
use super::{Result, Store};
use crate::domain::id::{TeamId, WorkspaceId};
use crate::domain::week::Week;

impl Store {
    /// Folds closed weeks before one, the oldest first, a transaction each and so many at most. Gives back how many
    /// it folded.
    ///
    /// # Errors
    /// When the database cannot be written; what was folded until then stays so.
    pub async fn fold_single_splits(
        &self,
        workspace: &WorkspaceId,
        before: Week,
        most: u32,
    ) -> Result<usize> {
        let rows: Vec<(String, String)> = sqlx::query_as(
            "SELECT u.week, u.team FROM roll_up u
             JOIN round r ON r.workspace = u.workspace AND r.week = u.week
             WHERE u.workspace = $1 AND u.week < $2 AND u.folded = 0 AND u.estimate = 0
                 AND r.closed IS NOT NULL
             ORDER BY u.week, u.team LIMIT $3",
        )
        .bind(text(workspace.as_str()))
        .bind(before.to_string())
        .bind(i64::from(most))
        .fetch_all(&self.reader)
        .await?;
        for (in_week, team) in &rows {
            let (week, team) = (week(in_week, "roll_up.week")?, TeamId::new(team));
            whole!(self, tx => fold(tx, workspace, week, &team))?;
        }
        Ok(rows.len())
    }
}

async fn fold(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    week: Week,
    team: &TeamId,
) -> Result<()> {
    for sql in [
        "DELETE FROM check_in_revision WHERE workspace = $1 AND ask IN
             (SELECT ask FROM check_in WHERE workspace = $1 AND week = $2 AND team = $3)",
        "DELETE FROM check_in WHERE workspace = $1 AND week = $2 AND team = $3",
        "DELETE FROM team_week WHERE workspace = $1 AND week = $2 AND team = $3",
        "UPDATE roll_up SET folded = 1 WHERE workspace = $1 AND week = $2 AND team = $3",
    ] {
        sqlx::query(sql)
            .bind(text(workspace.as_str()))
            .bind(week.to_string())
            .bind(text(team.as_str()))
            .execute(&mut *tx)
            .await?;
    }
    Ok(())
}
