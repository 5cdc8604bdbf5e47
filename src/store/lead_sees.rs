//! What a lead may read of single answers: what was answered after the team allowed it.

use std::collections::BTreeSet;

use sqlx::AnyConnection;

use super::check_in::CheckInRow;
use super::value::text;
use super::{Result, Store};
use crate::domain::check_in::CheckIn;
use crate::domain::id::{TeamId, WorkspaceId};
use crate::domain::organisation::Organisation;

impl Store {
    /// The single answers of a team's newest week that its lead may read, by person: those whose form was opened,
    /// or who were asked, after the team allowed it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn answers_for_lead(
        &self,
        workspace: &WorkspaceId,
        team: &TeamId,
    ) -> Result<Vec<CheckIn>> {
        let rows: Vec<CheckInRow> = sqlx::query_as(
            "SELECT c.* FROM check_in c
             JOIN ask a ON a.workspace = c.workspace AND a.ask = c.ask
             JOIN team t ON t.workspace = c.workspace AND t.team = c.team
             WHERE c.workspace = $1 AND c.team = $2 AND c.estimate = 0
                 AND COALESCE(c.form_opened, a.due) > t.lead_sees_since
                 AND c.week = (SELECT MAX(week) FROM check_in
                     WHERE workspace = $1 AND team = $2 AND estimate = 0)
             ORDER BY c.person",
        )
        .bind(text(workspace.as_str()))
        .bind(text(team.as_str()))
        .fetch_all(&self.reader)
        .await?;
        rows.into_iter().map(CheckInRow::check_in).collect()
    }
}

/// At an import: the instant at which a team began to allow it stays for as long as it does.
pub(super) async fn keep_since_when_leads_see(
    tx: &mut AnyConnection,
    workspace: &str,
    organisation: &Organisation,
    now: i64,
) -> Result<()> {
    let rows: Vec<(String,)> = sqlx::query_as(
        "SELECT team FROM team WHERE workspace = $1 AND lead_sees_since IS NOT NULL",
    )
    .bind(workspace.to_owned())
    .fetch_all(&mut *tx)
    .await?;
    let before: BTreeSet<String> = rows.into_iter().map(|(team,)| team).collect();
    let allowing = organisation.teams.iter().filter(|it| it.lead_sees_answers);
    let after: BTreeSet<String> = allowing.map(|team| text(team.id.as_str())).collect();
    for team in before.symmetric_difference(&after) {
        sqlx::query("UPDATE team SET lead_sees_since = $1 WHERE workspace = $2 AND team = $3")
            .bind(after.contains(team).then_some(now))
            .bind(workspace.to_owned())
            .bind(team.clone())
            .execute(&mut *tx)
            .await?;
    }
    Ok(())
}
