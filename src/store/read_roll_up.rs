//! Reading roll-ups: a company's two years are a hundred thousand of them, and one view may want them all.
//!
//! What a row costs to read is mostly its columns, so whole numbers and keys come as one text; and many weeks are
//! read in two halves at once.

use sqlx::AnyConnection;
use tokio::task::JoinSet;

use super::value::{count, from_json, parsed, text, week};
use super::{Result, Store, StoreError};
use crate::domain::check_in::RollUp;
use crate::domain::id::{TeamId, WorkspaceId};
use crate::domain::week::Week;

/// More weeks than this are read in two halves.
const AT_ONCE: i64 = 26;

/// The team comes last, because only its key may hold a blank.
macro_rules! select_roll_ups {
    ($which:literal) => {
        concat!(
            "SELECT week || ' ' || CAST(estimate AS TEXT) || ' ' || CAST(asked AS TEXT)
                 || ' ' || CAST(answered AS TEXT) || ' ' || CAST(counted AS TEXT)
                 || ' ' || CAST(repeated AS TEXT) || ' ' || CAST(seconds AS TEXT) || ' ' || team,
                 split, weight, available, strength FROM roll_up ",
            $which
        )
    };
}

type Row = (String, Option<String>, f64, f64, f64);

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
        if to.since(from) < AT_ONCE {
            return self.read_roll_ups(workspace, from, to).await;
        }
        let weeks = u32::try_from(to.since(from) / 2).unwrap_or(0);
        let middle = from.ahead(weeks);
        let mut halves = JoinSet::new();
        for (from, to) in [(from, middle), (middle.next(), to)] {
            let (store, workspace) = (self.clone(), workspace.clone());
            halves.spawn(async move { store.read_roll_ups(&workspace, from, to).await });
        }
        let mut rollups = Vec::new();
        while let Some(half) = halves.join_next().await {
            let half = half.map_err(|_| StoreError::Refused("a read that did not end"))??;
            rollups.extend(half);
        }
        in_order(&mut rollups);
        Ok(rollups)
    }

    async fn read_roll_ups(
        &self,
        workspace: &WorkspaceId,
        from: Week,
        to: Week,
    ) -> Result<Vec<RollUp>> {
        let rows: Vec<Row> = sqlx::query_as(select_roll_ups!(
            "WHERE workspace = $1 AND week >= $2 AND week <= $3"
        ))
        .bind(text(workspace.as_str()))
        .bind(from.to_string())
        .bind(to.to_string())
        .fetch_all(&self.reader)
        .await?;
        all(rows)
    }

    /// One team's roll-ups from one week to another, both included, by week.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn rollups_of_team(
        &self,
        workspace: &WorkspaceId,
        team: &TeamId,
        from: Week,
        to: Week,
    ) -> Result<Vec<RollUp>> {
        let rows: Vec<Row> = sqlx::query_as(select_roll_ups!(
            "WHERE workspace = $1 AND team = $2 AND week >= $3 AND week <= $4"
        ))
        .bind(text(workspace.as_str()))
        .bind(text(team.as_str()))
        .bind(from.to_string())
        .bind(to.to_string())
        .fetch_all(&self.reader)
        .await?;
        all(rows)
    }
}

/// The roll-ups of one week, inside a transaction.
pub(super) async fn of_week(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    week: Week,
) -> Result<Vec<RollUp>> {
    let rows: Vec<Row> = sqlx::query_as(select_roll_ups!("WHERE workspace = $1 AND week = $2"))
        .bind(text(workspace.as_str()))
        .bind(week.to_string())
        .fetch_all(tx)
        .await?;
    all(rows)
}

fn all(rows: Vec<Row>) -> Result<Vec<RollUp>> {
    let mut rollups: Vec<RollUp> = rows.into_iter().map(roll_up).collect::<Result<_>>()?;
    in_order(&mut rollups);
    Ok(rollups)
}

/// Sorted here, because the databases sort text each in its own way.
fn in_order(rollups: &mut [RollUp]) {
    rollups.sort_by(|a, b| (a.week, &a.team).cmp(&(b.week, &b.team)));
}

fn roll_up((packed, split, weight, available, strength): Row) -> Result<RollUp> {
    let mut parts = packed.splitn(8, ' ');
    let mut part = |column| parts.next().ok_or_else(|| StoreError::corrupt(column));
    let number = |text: &str, column| count(parsed(text, column)?, column);
    Ok(RollUp {
        week: week(part("roll_up.week")?, "roll_up.week")?,
        estimate: part("roll_up.estimate")? != "0",
        asked: number(part("roll_up.asked")?, "roll_up.asked")?,
        answered: number(part("roll_up.answered")?, "roll_up.answered")?,
        counted: number(part("roll_up.counted")?, "roll_up.counted")?,
        repeated: number(part("roll_up.repeated")?, "roll_up.repeated")?,
        seconds: number(part("roll_up.seconds")?, "roll_up.seconds")?,
        team: TeamId::new(part("roll_up.team")?),
        split: split
            .map(|json| from_json(&json, "roll_up.split"))
            .transpose()?,
        weight,
        available,
        strength,
    })
}
