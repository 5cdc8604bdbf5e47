//! What lies open between teams and leadership, read together: what a digest, an ask and `/checkin open` look at.

use chrono::{DateTime, Utc};
use sqlx::{Any, FromRow, any::AnyRow};

use super::decision::{DecisionRow, decisions_in_order};
use super::question::{QuestionRow, questions_in_order};
use super::request::{RequestRow, requests_in_order};
use super::value::{instant, text};
use super::{Result, Store, StoreError};
use crate::domain::id::{PersonId, TeamId, WorkspaceId};
use crate::domain::matters::{Ended, Matters};
use crate::domain::week::Week;

const REQUESTS: &str =
    "SELECT * FROM request WHERE workspace = $1 AND (ended IS NULL OR ended >= $2)";
const QUESTIONS: &str =
    "SELECT * FROM question WHERE workspace = $1 AND (ended IS NULL OR ended >= $2)";
const DECISIONS: &str = "SELECT * FROM decision WHERE workspace = $1 AND until >= $2";
const REQUESTS_OF: &str = "SELECT * FROM request WHERE workspace = $1
     AND (ended IS NULL OR ended >= $2) AND team = $3";
const QUESTIONS_OF: &str = "SELECT * FROM question WHERE workspace = $1
     AND (ended IS NULL OR ended >= $2) AND team = $3";
const DECISIONS_OF: &str =
    "SELECT * FROM decision WHERE workspace = $1 AND until >= $2 AND team = $3";

impl Store {
    /// What is open, what was settled at an instant or later, and decisions whose day is that instant's or later;
    /// each in the order in which it was made.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn matters(&self, workspace: &WorkspaceId, since: DateTime<Utc>) -> Result<Matters> {
        self.read_matters(workspace, since, None).await
    }

    /// The same of one team.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn matters_of(
        &self,
        workspace: &WorkspaceId,
        team: &TeamId,
        since: DateTime<Utc>,
    ) -> Result<Matters> {
        self.read_matters(workspace, since, Some(team)).await
    }

    async fn read_matters(
        &self,
        workspace: &WorkspaceId,
        since: DateTime<Utc>,
        team: Option<&TeamId>,
    ) -> Result<Matters> {
        let requests: Vec<RequestRow> = self
            .matter_rows(
                [REQUESTS, REQUESTS_OF],
                workspace,
                Since::Instant(since),
                team,
            )
            .await?;
        let questions: Vec<QuestionRow> = self
            .matter_rows(
                [QUESTIONS, QUESTIONS_OF],
                workspace,
                Since::Instant(since),
                team,
            )
            .await?;
        let decisions: Vec<DecisionRow> = self
            .matter_rows(
                [DECISIONS, DECISIONS_OF],
                workspace,
                Since::Day(since),
                team,
            )
            .await?;
        Ok(Matters {
            requests: requests_in_order(requests)?,
            questions: questions_in_order(questions)?,
            decisions: decisions_in_order(decisions)?,
        })
    }

    /// Rows of all teams by the first statement, of one by the second.
    async fn matter_rows<Row>(
        &self,
        [of_all, of_team]: [&'static str; 2],
        workspace: &WorkspaceId,
        since: Since,
        team: Option<&TeamId>,
    ) -> Result<Vec<Row>>
    where
        Row: for<'r> FromRow<'r, AnyRow> + Send + Unpin,
    {
        let sql = if team.is_some() { of_team } else { of_all };
        let query = sqlx::query_as::<Any, Row>(sql).bind(text(workspace.as_str()));
        let query = match since {
            Since::Instant(at) => query.bind(at.timestamp()),
            Since::Day(at) => query.bind(at.date_naive().to_string()),
        };
        let query = match team {
            Some(team) => query.bind(text(team.as_str())),
            None => query,
        };
        Ok(query.fetch_all(&self.reader).await?)
    }

    /// When a team was asked last before a week: what happened since is told by its next ask.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn last_asked(
        &self,
        workspace: &WorkspaceId,
        team: &TeamId,
        before: Week,
    ) -> Result<Option<DateTime<Utc>>> {
        let row: Option<(Option<i64>,)> = sqlx::query_as(
            "SELECT CAST(MAX(due) AS BIGINT) FROM ask
             WHERE workspace = $1 AND team = $2 AND week < $3",
        )
        .bind(text(workspace.as_str()))
        .bind(text(team.as_str()))
        .bind(before.to_string())
        .fetch_optional(&self.reader)
        .await?;
        let last = row.and_then(|(last,)| last);
        last.map(|last| instant(last, "ask.due")).transpose()
    }
}

#[derive(Clone, Copy)]
enum Since {
    Instant(DateTime<Utc>),
    Day(DateTime<Utc>),
}

/// How something ended, of its three columns.
pub(super) fn ended<How>(
    how: Option<How>,
    by: Option<String>,
    at: Option<i64>,
    column: &'static str,
) -> Result<Option<Ended<How>>> {
    match (how, by, at) {
        (Some(how), Some(by), Some(at)) => Ok(Some(Ended {
            how,
            by: PersonId::new(by),
            at: instant(at, column)?,
        })),
        (None, _, _) => Ok(None),
        _ => Err(StoreError::corrupt(column)),
    }
}
