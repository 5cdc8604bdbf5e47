//! Roll-ups: one row a team and week, written in the transaction of whatever changes it.
//!
//! A row exists once somebody of the team has answered or been away; until then the team has none, which says the
//! same as a row that nobody answered. The row is what is published: where everybody answers for themselves, its
//! split changes when `domain/publication` says so, and the answers in it stand in `published` while the round is
//! open. A closed round is weighed by what `team_week` settled.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use sqlx::AnyConnection;

use super::moved::note_moved;
use super::stay::Stays;
use super::transaction::whole;
use super::value::{from_json, text, to_json, week};
use super::{Result, Store, ask, check_in, read_roll_up};
use crate::domain::check_in::RollUp;
use crate::domain::digest::{Moved, Mover};
use crate::domain::id::{TeamId, WorkspaceId};
use crate::domain::presence::Present;
use crate::domain::publication::{self, Published};
use crate::domain::roll_up::{Raw, roll_up};
use crate::domain::week::Week;

impl Store {
    /// Computes the roll-ups anew from the raw answers: those of open rounds by how the company is now and by what
    /// was published, those of closed ones by what their close settled. A closed week that nothing was settled for,
    /// because its single splits are folded or an older Headway closed it, stays as it is. A transaction a week, so
    /// that nobody waits long. Gives back how many rows it wrote.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn rebuild_rollups(&self, workspace: &WorkspaceId) -> Result<usize> {
        let rows: Vec<(String,)> =
            sqlx::query_as("SELECT week FROM round WHERE workspace = $1 ORDER BY week")
                .bind(text(workspace.as_str()))
                .fetch_all(&self.reader)
                .await?;
        let mut written = 0;
        for (in_week,) in rows {
            let week = week(&in_week, "round.week")?;
            written += whole!(self, tx => rebuild(self, tx, workspace, week))?;
        }
        Ok(written)
    }
}

async fn rebuild(
    store: &Store,
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    week: Week,
) -> Result<usize> {
    let rows = if super::round::is_live(tx, workspace, week).await? {
        match store.company(tx, workspace).await? {
            Some(company) => open_rows(tx, workspace, week, &company.stays).await?,
            None => Vec::new(),
        }
    } else {
        super::settle_week::settled_rows(tx, workspace, week).await?
    };
    for row in &rows {
        write(tx, workspace, row).await?;
    }
    Ok(rows.len())
}

/// After an import: the rows of rounds that still take answers, by who is there now. Nothing is published; whose numbers
/// that moves is noted, as it is of the teams that came or went. Gives back whether any row has changed.
pub(super) async fn weigh_open_rounds_again(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    (came_or_went, at): (&BTreeSet<TeamId>, DateTime<Utc>),
) -> Result<bool> {
    let open: Vec<(String,)> =
        sqlx::query_as("SELECT week FROM round WHERE workspace = $1 AND closed IS NULL")
            .bind(text(workspace.as_str()))
            .fetch_all(&mut *tx)
            .await?;
    let mut weighed = false;
    if open.is_empty() {
        return Ok(weighed);
    }
    let stays = Stays::load(tx, &text(workspace.as_str())).await?;
    for (in_week,) in open {
        let week = week(&in_week, "round.week")?;
        let kept = stored(tx, workspace, week).await?;
        let mut moved = came_or_went.clone();
        for row in open_rows(tx, workspace, week, &stays).await? {
            let kept = kept.get(&row.team);
            if kept == Some(&row) {
                continue;
            }
            write(tx, workspace, &row).await?;
            weighed = true;
            if kept.is_some_and(|kept| !kept.tells_the_same_as(&row)) {
                moved.insert(row.team);
            }
        }
        for team in moved {
            let by = Mover::Import;
            note_moved(tx, workspace, week, &Moved { team, by, at }).await?;
        }
    }
    Ok(weighed)
}

/// The rows of an open round as they should stand, with what is published in them.
async fn open_rows(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    in_week: Week,
    stays: &Stays,
) -> Result<Vec<RollUp>> {
    let asks = ask::of_week(tx, workspace, in_week).await?;
    let check_ins = check_in::of_week(tx, workspace, in_week).await?;
    let published: Vec<(String, String)> =
        sqlx::query_as("SELECT team, answers FROM published WHERE workspace = $1 AND week = $2")
            .bind(text(workspace.as_str()))
            .bind(in_week.to_string())
            .fetch_all(tx)
            .await?;
    let published: HashMap<String, String> = published.into_iter().collect();
    let of_week = super::settle_week::by_team(asks, check_ins);
    let teams = of_week.iter().filter(|(_, raw)| raw.has_row());
    teams
        .map(|(team, raw)| {
            let published = match published.get(team.as_str()) {
                Some(json) => from_json(json, "published.answers")?,
                None => Vec::new(),
            };
            let present = stays.present(in_week, team);
            Ok(raw.roll_up(in_week, team, &present, &published))
        })
        .collect()
}

/// The rows of a week as they stand, by team.
pub(super) async fn stored(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    week: Week,
) -> Result<HashMap<TeamId, RollUp>> {
    let rows = read_roll_up::of_week(tx, workspace, week).await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.team.clone(), row))
        .collect())
}

/// Whether a team has a row in a week: somebody has answered, or been away.
pub(super) async fn has_row(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    week: Week,
    team: &TeamId,
) -> Result<bool> {
    let row: Option<(i64,)> = sqlx::query_as(
        "SELECT asked FROM roll_up WHERE workspace = $1 AND week = $2 AND team = $3",
    )
    .bind(text(workspace.as_str()))
    .bind(week.to_string())
    .bind(text(team.as_str()))
    .fetch_optional(tx)
    .await?;
    Ok(row.is_some())
}

/// After an answer, an absence, or one ask more: publishes the total of a team that answers by everyone where that is due, and
/// writes the row. The round is open.
pub(super) async fn roll_up_again(
    store: &Store,
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    week: Week,
    team: &TeamId,
) -> Result<()> {
    let Some(company) = store.company(tx, workspace).await? else {
        return Ok(());
    };
    let asks = ask::of_team(tx, workspace, week, team).await?;
    let check_ins = check_in::of_team(tx, workspace, week, team).await?;
    let present: Present = company.stays.present(week, team);
    let mut published = Vec::new();
    if !asks.iter().any(|ask| ask.estimate) {
        let enough = company.organisation.settings.enough_answers;
        published = published_of(tx, workspace, week, team).await?;
        let now = publication::answers(&check_ins, &present);
        if publication::is_due(&published, &now, enough) {
            publish(tx, workspace, week, team, &now).await?;
            published = now;
        }
    }
    let row = roll_up(&Raw {
        week,
        team,
        present: &present,
        asks: &asks,
        check_ins: &check_ins,
        published: &published,
    });
    write(tx, workspace, &row).await
}

pub(super) async fn published_of(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    week: Week,
    team: &TeamId,
) -> Result<Vec<Published>> {
    let row: Option<(String,)> = sqlx::query_as(
        "SELECT answers FROM published WHERE workspace = $1 AND week = $2 AND team = $3",
    )
    .bind(text(workspace.as_str()))
    .bind(week.to_string())
    .bind(text(team.as_str()))
    .fetch_optional(tx)
    .await?;
    row.map_or(Ok(Vec::new()), |(json,)| {
        from_json(&json, "published.answers")
    })
}

async fn publish(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    week: Week,
    team: &TeamId,
    answers: &[Published],
) -> Result<()> {
    sqlx::query(
        "INSERT INTO published (workspace, week, team, answers) VALUES ($1, $2, $3, $4)
         ON CONFLICT (workspace, week, team) DO UPDATE SET answers = excluded.answers",
    )
    .bind(text(workspace.as_str()))
    .bind(week.to_string())
    .bind(text(team.as_str()))
    .bind(to_json(answers)?)
    .execute(tx)
    .await?;
    Ok(())
}

pub(super) async fn write(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    row: &RollUp,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO roll_up (workspace, week, team, split, estimate, weight, available, strength,
             asked, answered, counted, repeated, seconds)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
         ON CONFLICT (workspace, week, team) DO UPDATE SET split = excluded.split,
             estimate = excluded.estimate, weight = excluded.weight,
             available = excluded.available, strength = excluded.strength,
             asked = excluded.asked, answered = excluded.answered, counted = excluded.counted,
             repeated = excluded.repeated, seconds = excluded.seconds",
    )
    .bind(text(workspace.as_str()))
    .bind(row.week.to_string())
    .bind(text(row.team.as_str()))
    .bind(row.split.as_ref().map(to_json).transpose()?)
    .bind(i64::from(row.estimate))
    .bind(row.weight)
    .bind(row.available)
    .bind(row.strength)
    .bind(i64::from(row.asked))
    .bind(i64::from(row.answered))
    .bind(i64::from(row.counted))
    .bind(i64::from(row.repeated))
    .bind(i64::from(row.seconds))
    .execute(tx)
    .await?;
    Ok(())
}
