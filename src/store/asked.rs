//! What was asked before: whether a person ever was, and which reminders of a week were made.

use std::fmt::Write;

use sqlx::AssertSqlSafe;

use super::value::{text, word};
use super::{Result, Store};
use crate::domain::delivery::Subject;
use crate::domain::id::{AskId, PersonId, TeamId, WorkspaceId};
use crate::domain::week::Week;

impl Store {
    /// Whether a person was asked in any earlier week.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn was_asked_before(
        &self,
        workspace: &WorkspaceId,
        person: &PersonId,
        week: Week,
    ) -> Result<bool> {
        let row: Option<(String,)> = sqlx::query_as(
            "SELECT ask FROM ask WHERE workspace = $1 AND person = $2 AND week < $3 LIMIT 1",
        )
        .bind(text(workspace.as_str()))
        .bind(text(person.as_str()))
        .bind(week.to_string())
        .fetch_optional(&self.reader)
        .await?;
        Ok(row.is_some())
    }

    /// Who has said that they are away in a week, and for which team.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn away(
        &self,
        workspace: &WorkspaceId,
        week: Week,
    ) -> Result<Vec<(TeamId, PersonId)>> {
        let rows: Vec<(String, String)> = sqlx::query_as(
            "SELECT team, person FROM ask
             WHERE workspace = $1 AND week = $2 AND outcome = 'away'",
        )
        .bind(text(workspace.as_str()))
        .bind(week.to_string())
        .fetch_all(&self.reader)
        .await?;
        let away = |(team, person): (String, String)| (TeamId::new(team), PersonId::new(person));
        Ok(rows.into_iter().map(away).collect())
    }

    /// Those of these deliveries that the ledger has, in whatever state.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn enqueued(
        &self,
        workspace: &WorkspaceId,
        subjects: &[Subject],
    ) -> Result<Vec<Subject>> {
        let mut found = Vec::new();
        for some in subjects.chunks(100) {
            let mut sql =
                String::from("SELECT key FROM delivery WHERE workspace = $1 AND key IN (");
            for i in 0..some.len() {
                let comma = if i == 0 { "" } else { ", " };
                let _ = write!(sql, "{comma}${}", i + 2);
            }
            sql.push(')');
            let mut query = sqlx::query_as(AssertSqlSafe(sql)).bind(text(workspace.as_str()));
            for subject in some {
                query = query.bind(text(subject.key()));
            }
            let rows: Vec<(String,)> = query.fetch_all(&self.reader).await?;
            for (key,) in rows {
                found.push(word(Subject::from_key(&key), "delivery.key")?);
            }
        }
        Ok(found)
    }

    /// The reminders that were made of a week's asks, by ask and number.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn reminders(&self, workspace: &WorkspaceId, week: Week) -> Result<Vec<(AskId, u8)>> {
        let rows: Vec<(String,)> = sqlx::query_as(
            "SELECT d.key FROM ask a, delivery d
             WHERE a.workspace = $1 AND a.week = $2 AND d.workspace = a.workspace
                 AND d.key IN ('reminder:' || a.ask || ':1', 'reminder:' || a.ask || ':2')",
        )
        .bind(text(workspace.as_str()))
        .bind(week.to_string())
        .fetch_all(&self.reader)
        .await?;
        rows.into_iter()
            .map(
                |(key,)| match word(Subject::from_key(&key), "delivery.key")? {
                    Subject::Reminder(ask, number) => Ok((ask, number)),
                    _ => Err(super::StoreError::corrupt("delivery.key")),
                },
            )
            .collect()
    }
}
