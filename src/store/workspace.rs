//! Workspaces: which there are, which of Slack's they are, and whether they may send at all.

use chrono::{DateTime, Utc};
use sqlx::AnyConnection;

use super::transaction::whole;
use super::value::{maybe_instant, text};
use super::{Result, Store};
use crate::domain::id::{SlackTeamId, WorkspaceId};

impl Store {
    /// All workspaces, in the order in which they were first imported.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn workspaces(&self) -> Result<Vec<WorkspaceId>> {
        let rows: Vec<(String,)> =
            sqlx::query_as("SELECT workspace FROM workspace ORDER BY imported, workspace")
                .fetch_all(&self.reader)
                .await?;
        Ok(rows.into_iter().map(|(id,)| WorkspaceId::new(id)).collect())
    }

    /// The workspace that a team of Slack's is bound to.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn workspace_by_slack_team(
        &self,
        slack_team: &SlackTeamId,
    ) -> Result<Option<WorkspaceId>> {
        let row: Option<(String,)> =
            sqlx::query_as("SELECT workspace FROM workspace WHERE slack_team = $1")
                .bind(text(slack_team.as_str()))
                .fetch_optional(&self.reader)
                .await?;
        Ok(row.map(|(id,)| WorkspaceId::new(id)))
    }

    /// Binds a workspace to a team of Slack's, and no other workspace with it.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn bind_slack_team(
        &self,
        workspace: &WorkspaceId,
        slack_team: &SlackTeamId,
    ) -> Result<()> {
        whole!(self, tx => bind(tx, workspace, slack_team))
    }

    /// When the company was first imported.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn imported_at(&self, workspace: &WorkspaceId) -> Result<Option<DateTime<Utc>>> {
        let row: Option<(i64,)> =
            sqlx::query_as("SELECT imported FROM workspace WHERE workspace = $1")
                .bind(text(workspace.as_str()))
                .fetch_optional(&self.reader)
                .await?;
        maybe_instant(row.map(|(imported,)| imported), "workspace.imported")
    }

    /// Stops everything that would be sent, until [`Store::resume`]; the first reason stands.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn halt(
        &self,
        workspace: &WorkspaceId,
        reason: &str,
        now: DateTime<Utc>,
    ) -> Result<()> {
        whole!(self, tx => set_halt(tx, workspace, Some((reason, now))))
    }

    /// Sends again.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn resume(&self, workspace: &WorkspaceId) -> Result<()> {
        whole!(self, tx => set_halt(tx, workspace, None))
    }

    /// Why nothing is sent, if nothing is.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn halted(&self, workspace: &WorkspaceId) -> Result<Option<String>> {
        let row: Option<(Option<String>,)> =
            sqlx::query_as("SELECT halted FROM workspace WHERE workspace = $1")
                .bind(text(workspace.as_str()))
                .fetch_optional(&self.reader)
                .await?;
        Ok(row.and_then(|(reason,)| reason))
    }
}

async fn bind(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    slack_team: &SlackTeamId,
) -> Result<()> {
    sqlx::query(
        "UPDATE workspace SET slack_team = NULL, version = version + 1
         WHERE slack_team = $1 AND workspace <> $2",
    )
    .bind(text(slack_team.as_str()))
    .bind(text(workspace.as_str()))
    .execute(&mut *tx)
    .await?;
    sqlx::query("UPDATE workspace SET slack_team = $1, version = version + 1 WHERE workspace = $2")
        .bind(text(slack_team.as_str()))
        .bind(text(workspace.as_str()))
        .execute(tx)
        .await?;
    Ok(())
}

async fn set_halt(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    halt: Option<(&str, DateTime<Utc>)>,
) -> Result<()> {
    let sql = match halt {
        Some(_) => {
            "UPDATE workspace SET halted = $2, halted_at = $3
             WHERE workspace = $1 AND halted IS NULL"
        }
        None => "UPDATE workspace SET halted = $2, halted_at = $3 WHERE workspace = $1",
    };
    sqlx::query(sql)
        .bind(text(workspace.as_str()))
        .bind(halt.map(|(reason, _)| text(reason)))
        .bind(halt.map(|(_, now)| now.timestamp()))
        .execute(tx)
        .await?;
    Ok(())
}
