//! Key results that were retired in Slack: why and by whom, and the codes that an objective ever had.

use sqlx::AnyConnection;

use super::value::text;
use super::{Result, Store};
use crate::domain::id::{KeyResultCode, ObjectiveCode, WorkspaceId};
use crate::domain::okr::Objective;

impl Store {
    /// Every code that a key result of an objective ever had, retired ones too.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn codes_of(
        &self,
        workspace: &WorkspaceId,
        objective: &ObjectiveCode,
    ) -> Result<Vec<KeyResultCode>> {
        let rows: Vec<(String,)> = sqlx::query_as(
            "SELECT key_result FROM key_result WHERE workspace = $1 AND objective = $2",
        )
        .bind(text(workspace.as_str()))
        .bind(text(objective.as_str()))
        .fetch_all(&self.reader)
        .await?;
        Ok(rows
            .into_iter()
            .map(|(code,)| KeyResultCode::new(code))
            .collect())
    }
}

/// Writes why and by whom; what is there again loses both. That they are retired is written already.
pub(super) async fn keep(
    tx: &mut AnyConnection,
    workspace: &str,
    objective: &Objective,
) -> Result<()> {
    sqlx::query(
        "UPDATE key_result SET retired_by = NULL, retired_reason = NULL
         WHERE workspace = $1 AND objective = $2 AND retired IS NULL",
    )
    .bind(workspace.to_owned())
    .bind(text(objective.code.as_str()))
    .execute(&mut *tx)
    .await?;
    for gone in &objective.retired {
        sqlx::query(
            "UPDATE key_result SET retired_by = $1, retired_reason = $2
             WHERE workspace = $3 AND key_result = $4 AND retired IS NOT NULL",
        )
        .bind(text(gone.by.as_str()))
        .bind(text(&gone.reason))
        .bind(workspace.to_owned())
        .bind(text(gone.key_result.code.as_str()))
        .execute(&mut *tx)
        .await?;
    }
    Ok(())
}
