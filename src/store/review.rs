//! What a review needs beyond a digest: objectives as they were declared in a quarter, retired ones too, and which
//! reviews the ledger has.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::AnyConnection;

use super::read_objective::{KeyResultRow, ObjectiveRow, earlier_aims};
use super::value::{instant, text};
use super::{Result, Store};
use crate::domain::cadence::local;
use crate::domain::delivery::Subject;
use crate::domain::id::{TeamId, WorkspaceId};
use crate::domain::okr::KeyResult;
use crate::domain::period::Period;
use crate::domain::review::Declared;
use crate::domain::week::Quarter;

/// The objectives of a quarter, and those that were closed in a span of time.
const WHICH: &str = "SELECT objective FROM objective
     WHERE workspace = $1 AND (quarter = $2 OR (closed >= $3 AND closed <= $4))";

impl Store {
    /// The objectives of a quarter and those that were closed between two instants, in the order in which they were
    /// declared; retired ones too, with all that they had when they were retired. Days are counted in a zone.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn objectives_declared(
        &self,
        workspace: &WorkspaceId,
        quarter: Quarter,
        (from, to): (DateTime<Utc>, DateTime<Utc>),
        zone: chrono_tz::Tz,
    ) -> Result<Vec<Declared>> {
        let mut snapshot = self.snapshot().await?;
        let which = Which {
            workspace: text(workspace.as_str()),
            quarter: quarter.to_string(),
            from: from.timestamp(),
            to: to.timestamp(),
        };
        let declared = which.read(&mut snapshot, zone).await?;
        snapshot.commit().await?;
        Ok(declared)
    }

    /// Which of these reviews the ledger has.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn reviews_made(
        &self,
        workspace: &WorkspaceId,
        periods: &[Period],
    ) -> Result<BTreeSet<Period>> {
        let mut made = BTreeSet::new();
        for period in periods {
            let key = Subject::Review(*period).key();
            let row: Option<(String,)> =
                sqlx::query_as("SELECT key FROM delivery WHERE workspace = $1 AND key = $2")
                    .bind(text(workspace.as_str()))
                    .bind(key)
                    .fetch_optional(&self.reader)
                    .await?;
            made.extend(row.map(|_| *period));
        }
        Ok(made)
    }

    /// How many replies the ledger has in a review's thread.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn review_parts(&self, workspace: &WorkspaceId, period: Period) -> Result<usize> {
        let rows: Vec<(String,)> =
            sqlx::query_as("SELECT key FROM delivery WHERE workspace = $1 AND follows = $2")
                .bind(text(workspace.as_str()))
                .bind(Subject::Review(period).key())
                .fetch_all(&self.reader)
                .await?;
        Ok(rows.len())
    }
}

/// Which objectives are read.
struct Which {
    workspace: String,
    quarter: String,
    from: i64,
    to: i64,
}

/// When each row was retired, by its key; active ones are in it without an instant.
type Retired = HashMap<String, Option<i64>>;

impl Which {
    async fn read(
        &self,
        connection: &mut AnyConnection,
        zone: chrono_tz::Tz,
    ) -> Result<Vec<Declared>> {
        let rows: Vec<ObjectiveRow> = self
            .rows(
                connection,
                "SELECT * FROM objective WHERE workspace = $1 AND objective IN ({which})
                 ORDER BY position, objective",
            )
            .await?;
        let retired: Vec<(String, Option<i64>)> = self
            .rows(
                connection,
                "SELECT objective, retired FROM objective
                 WHERE workspace = $1 AND objective IN ({which})",
            )
            .await?;
        let retired: Retired = retired.into_iter().collect();
        let mut teams = self.teams(connection, &retired).await?;
        let mut key_results = self.key_results(connection, &retired, zone).await?;
        let declared = rows.into_iter().map(|row| {
            let code = row.code().to_owned();
            let teams = teams.remove(&code).unwrap_or_default();
            let key_results = key_results.remove(&code).unwrap_or_default();
            let day = retired.get(&code).copied().flatten();
            let day = day.map(|at| instant(at, "objective.retired"));
            let day: Option<NaiveDate> = day.transpose()?.map(|at| local(zone, at).date_naive());
            Ok(Declared {
                objective: row.objective(teams, key_results, Vec::new())?,
                retired: day,
            })
        });
        declared.collect()
    }

    async fn teams(
        &self,
        connection: &mut AnyConnection,
        retired: &Retired,
    ) -> Result<HashMap<String, Vec<TeamId>>> {
        let rows: Vec<(String, String, Option<i64>)> = self
            .rows(
                connection,
                "SELECT objective, team, retired FROM objective_team
                 WHERE workspace = $1 AND objective IN ({which}) ORDER BY objective, position",
            )
            .await?;
        let mut teams: HashMap<String, Vec<TeamId>> = HashMap::new();
        for (objective, team, left) in rows {
            if stayed(retired, &objective, left) {
                teams.entry(objective).or_default().push(TeamId::new(team));
            }
        }
        Ok(teams)
    }

    async fn key_results(
        &self,
        connection: &mut AnyConnection,
        retired: &Retired,
        zone: chrono_tz::Tz,
    ) -> Result<HashMap<String, Vec<KeyResult>>> {
        let rows: Vec<KeyResultRow> = self
            .rows(
                connection,
                "SELECT * FROM key_result WHERE workspace = $1 AND objective IN ({which})
                 ORDER BY position, key_result",
            )
            .await?;
        let mut earlier = earlier_aims(connection, &self.workspace).await?;
        let mut key_results: HashMap<String, Vec<KeyResult>> = HashMap::new();
        for row in rows {
            let (code, objective) = row.codes();
            if stayed(retired, objective, row.left()) {
                let objective = objective.to_owned();
                let earlier = earlier.remove(code).unwrap_or_default();
                let key_result = row.key_result(earlier, zone)?;
                key_results.entry(objective).or_default().push(key_result);
            }
        }
        Ok(key_results)
    }

    async fn rows<T>(&self, connection: &mut AnyConnection, sql: &'static str) -> Result<Vec<T>>
    where
        T: for<'r> sqlx::FromRow<'r, sqlx::any::AnyRow> + Send + Unpin,
    {
        let sql = sql.replace("{which}", WHICH);
        Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(self.workspace.clone())
            .bind(self.quarter.clone())
            .bind(self.from)
            .bind(self.to)
            .fetch_all(connection)
            .await?)
    }
}

/// Whether something was part of an objective for as long as that was declared: it never left, or left with it.
fn stayed(retired: &Retired, objective: &str, left: Option<i64>) -> bool {
    let whole = retired.get(objective).copied().flatten();
    left.is_none_or(|left| whole.is_some_and(|whole| left >= whole))
}
