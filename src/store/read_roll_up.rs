//! Reading roll-ups: a company's two years are a hundred thousand of them, and one view may want them all.
//!
//! What a row costs to read is mostly that it is a row, so the database hands a week over as one text, a line a team;
//! and many weeks are read in two halves at once.

use std::collections::{BTreeMap, HashSet};

use sqlx::AnyConnection;
use tokio::task::JoinSet;

use super::value::{count, from_json, parsed, text, week};
use super::{Result, Store, StoreError};
use crate::domain::check_in::RollUp;
use crate::domain::id::{CategoryId, TeamId, WorkspaceId};
use crate::domain::time_split::TimeSplit;
use crate::domain::week::Week;

/// More weeks than this are read in two halves.
const AT_ONCE: i64 = 26;

/// A week and its lines. No JSON and no key holds a tab or the end of a line. In which order the lines come is not
/// said. Weights are whole millionths (`domain::presence`) and written so: exact, and a third of the time.
macro_rules! select_roll_ups {
    ($which:literal) => {
        concat!(
            "SELECT week, string_agg(CAST(estimate AS TEXT) || '\t' || CAST(asked AS TEXT)
                 || '\t' || CAST(answered AS TEXT) || '\t' || CAST(counted AS TEXT)
                 || '\t' || CAST(repeated AS TEXT) || '\t' || CAST(seconds AS TEXT)
                 || '\t' || CAST(CAST(ROUND(weight * 1000000) AS BIGINT) AS TEXT)
                 || '\t' || CAST(CAST(ROUND(available * 1000000) AS BIGINT) AS TEXT)
                 || '\t' || CAST(CAST(ROUND(strength * 1000000) AS BIGINT) AS TEXT)
                 || '\t' || COALESCE(split, '')
                 || '\t' || team, '\n') FROM roll_up ",
            $which,
            " GROUP BY week"
        )
    };
}

type Row = (String, String);

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
            let mut half = half.map_err(|_| StoreError::Refused("a read that did not end"))??;
            rollups.append(&mut half);
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
        all(&rows)
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
        all(&rows)
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
    all(&rows)
}

fn all(rows: &[Row]) -> Result<Vec<RollUp>> {
    let mut known = Known::default();
    let lines: usize = rows.iter().map(|(_, lines)| lines.lines().count()).sum();
    let mut rollups = Vec::with_capacity(lines);
    for (of_week, lines) in rows {
        let week = week(of_week, "roll_up.week")?;
        for line in lines.split('\n') {
            rollups.push(roll_up(week, line, &mut known)?);
        }
    }
    in_order(&mut rollups);
    Ok(rollups)
}

/// Sorted here, because the databases sort text each in its own way.
fn in_order(rollups: &mut [RollUp]) {
    rollups.sort_by(|a, b| (a.week, &a.team).cmp(&(b.week, &b.team)));
}

/// Ids that were read already: a team is named in every week, a category in every split.
#[derive(Default)]
struct Known {
    teams: HashSet<TeamId>,
    categories: Vec<CategoryId>,
}

impl Known {
    fn team(&mut self, key: &str) -> TeamId {
        if let Some(team) = self.teams.get(key) {
            return team.clone();
        }
        let team = TeamId::new(key);
        self.teams.insert(team.clone());
        team
    }

    fn category(&mut self, key: &str) -> CategoryId {
        let mut known = self.categories.iter();
        if let Some(category) = known.find(|category| category.as_str() == key) {
            return category.clone();
        }
        let category = CategoryId::new(key);
        self.categories.push(category.clone());
        category
    }

    /// A key that JSON writes with a backslash cannot be lent, and is read the longer way.
    fn split(&mut self, json: &str) -> Result<TimeSplit> {
        let Ok(shares) = serde_json::from_str::<BTreeMap<&str, u8>>(json) else {
            return from_json(json, "roll_up.split");
        };
        let shares = shares.into_iter();
        let shares = shares.map(|(key, percent)| (self.category(key), percent));
        TimeSplit::new(shares).map_err(|_| StoreError::corrupt("roll_up.split"))
    }
}

fn roll_up(week: Week, line: &str, known: &mut Known) -> Result<RollUp> {
    let mut parts = line.split('\t');
    let mut part = |column| parts.next().ok_or_else(|| StoreError::corrupt(column));
    let number = |text: &str, column| count(parsed(text, column)?, column);
    let weight = |text: &str, column| Ok::<_, StoreError>(parsed::<f64>(text, column)? / 1e6);
    Ok(RollUp {
        week,
        estimate: part("roll_up.estimate")? != "0",
        asked: number(part("roll_up.asked")?, "roll_up.asked")?,
        answered: number(part("roll_up.answered")?, "roll_up.answered")?,
        counted: number(part("roll_up.counted")?, "roll_up.counted")?,
        repeated: number(part("roll_up.repeated")?, "roll_up.repeated")?,
        seconds: number(part("roll_up.seconds")?, "roll_up.seconds")?,
        weight: weight(part("roll_up.weight")?, "roll_up.weight")?,
        available: weight(part("roll_up.available")?, "roll_up.available")?,
        strength: weight(part("roll_up.strength")?, "roll_up.strength")?,
        split: match part("roll_up.split")? {
            "" => None,
            json => Some(known.split(json)?),
        },
        team: known.team(part("roll_up.team")?),
    })
}
