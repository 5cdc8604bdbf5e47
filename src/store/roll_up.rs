//! Roll-ups: one row a team and week, written in the transaction of whatever changes it.
//!
//! A row exists once somebody of the team has answered or been away; until then the team has none, which says the
//! same as a row that nobody answered. A row weighs the team as it was when the row was last written.

use std::collections::BTreeSet;

use sqlx::{AnyConnection, FromRow};

use super::transaction::whole;
use super::value::{count, from_json, text, to_json, week};
use super::{Result, Store, ask, check_in};
use crate::domain::check_in::RollUp;
use crate::domain::id::{TeamId, WorkspaceId};
use crate::domain::organisation::{Organisation, Team};
use crate::domain::roll_up::roll_up;
use crate::domain::week::Week;

impl Store {
    /// The roll-ups from one week to another, both included, by week and team.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn rollups(
        &self,
        workspace: &WorkspaceId,
        from: Week,
        to: Week,
    ) -> Result<Vec<RollUp>> {
        let rows: Vec<RollUpRow> = sqlx::query_as(
            "SELECT * FROM roll_up WHERE workspace = $1 AND week >= $2 AND week <= $3",
        )
        .bind(text(workspace.as_str()))
        .bind(from.to_string())
        .bind(to.to_string())
        .fetch_all(&self.reader)
        .await?;
        let mut rollups: Vec<RollUp> = rows
            .into_iter()
            .map(RollUpRow::roll_up)
            .collect::<Result<_>>()?;
        rollups.sort_by(|a, b| (a.week, &a.team).cmp(&(b.week, &b.team)));
        Ok(rollups)
    }

    /// Computes the roll-ups of all active teams again from the raw answers, weighing each team as it is now; a
    /// transaction a week, so that nobody waits long. Gives back how many rows it wrote.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn rebuild_rollups(
        &self,
        workspace: &WorkspaceId,
        organisation: &Organisation,
    ) -> Result<usize> {
        let rows: Vec<(String, String)> = sqlx::query_as(
            "SELECT DISTINCT week, team FROM ask
             WHERE workspace = $1 AND outcome IN ('answered', 'away')
             UNION SELECT week, team FROM roll_up WHERE workspace = $1",
        )
        .bind(text(workspace.as_str()))
        .fetch_all(&self.reader)
        .await?;
        let mut pairs = BTreeSet::new();
        for (in_week, team) in rows {
            pairs.insert((week(&in_week, "ask.week")?, TeamId::new(team)));
        }
        let weeks: BTreeSet<Week> = pairs.iter().map(|(week, _)| *week).collect();
        let mut written = 0;
        for week in weeks {
            let teams: Vec<&Team> = organisation
                .teams
                .iter()
                .filter(|team| pairs.contains(&(week, team.id.clone())))
                .collect();
            whole!(self, tx => rebuild(tx, workspace, week, &teams))?;
            written += teams.len();
        }
        Ok(written)
    }
}

async fn rebuild(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    week: Week,
    teams: &[&Team],
) -> Result<()> {
    for team in teams {
        roll_up_again(tx, workspace, week, team).await?;
    }
    Ok(())
}

/// Computes the row of a team and week from the raw answers and writes it.
pub(super) async fn roll_up_again(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    week: Week,
    team: &Team,
) -> Result<()> {
    let asks = ask::of_team(tx, workspace, week, &team.id).await?;
    let check_ins = check_in::of_team(tx, workspace, week, &team.id).await?;
    let row = roll_up(week, team, &asks, &check_ins);
    sqlx::query(
        "INSERT INTO roll_up (workspace, week, team, split, estimate, weight, available, asked,
             answered, repeated, seconds)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         ON CONFLICT (workspace, week, team) DO UPDATE SET split = excluded.split,
             estimate = excluded.estimate, weight = excluded.weight,
             available = excluded.available, asked = excluded.asked,
             answered = excluded.answered, repeated = excluded.repeated,
             seconds = excluded.seconds",
    )
    .bind(text(workspace.as_str()))
    .bind(week.to_string())
    .bind(text(team.id.as_str()))
    .bind(row.split.as_ref().map(to_json).transpose()?)
    .bind(i64::from(row.estimate))
    .bind(row.weight)
    .bind(row.available)
    .bind(i64::from(row.asked))
    .bind(i64::from(row.answered))
    .bind(i64::from(row.repeated))
    .bind(i64::from(row.seconds))
    .execute(tx)
    .await?;
    Ok(())
}

#[derive(FromRow)]
struct RollUpRow {
    week: String,
    team: String,
    split: Option<String>,
    estimate: i64,
    weight: f64,
    available: f64,
    asked: i64,
    answered: i64,
    repeated: i64,
    seconds: i64,
}

impl RollUpRow {
    fn roll_up(self) -> Result<RollUp> {
        Ok(RollUp {
            week: week(&self.week, "roll_up.week")?,
            team: TeamId::new(self.team),
            split: self
                .split
                .map(|json| from_json(&json, "roll_up.split"))
                .transpose()?,
            estimate: self.estimate != 0,
            weight: self.weight,
            available: self.available,
            asked: count(self.asked, "roll_up.asked")?,
            answered: count(self.answered, "roll_up.answered")?,
            repeated: count(self.repeated, "roll_up.repeated")?,
            seconds: count(self.seconds, "roll_up.seconds")?,
        })
    }
}
