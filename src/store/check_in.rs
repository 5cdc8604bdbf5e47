//! Reading check-ins back.

use sqlx::{AnyConnection, FromRow};

use super::value::{count, from_json, instant, maybe_instant, text, week};
use super::{Result, Store};
use crate::domain::check_in::CheckIn;
use crate::domain::id::{AskId, PersonId, TeamId, WorkspaceId};
use crate::domain::week::Week;

impl Store {
    /// The newest revision of the answer to an ask.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn check_in(&self, workspace: &WorkspaceId, ask: &AskId) -> Result<Option<CheckIn>> {
        let row: Option<CheckInRow> =
            sqlx::query_as("SELECT * FROM check_in WHERE workspace = $1 AND ask = $2")
                .bind(text(workspace.as_str()))
                .bind(text(ask.as_str()))
                .fetch_optional(&self.reader)
                .await?;
        row.map(CheckInRow::check_in).transpose()
    }

    /// The answers of a week, by team and in the order in which they were sent.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn check_ins(&self, workspace: &WorkspaceId, week: Week) -> Result<Vec<CheckIn>> {
        let rows: Vec<CheckInRow> = sqlx::query_as(
            "SELECT * FROM check_in WHERE workspace = $1 AND week = $2 ORDER BY team, sent, ask",
        )
        .bind(text(workspace.as_str()))
        .bind(week.to_string())
        .fetch_all(&self.reader)
        .await?;
        rows.into_iter().map(CheckInRow::check_in).collect()
    }

    /// One team's check-ins of a week.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn check_ins_of_team(
        &self,
        workspace: &WorkspaceId,
        week: Week,
        team: &TeamId,
    ) -> Result<Vec<CheckIn>> {
        let mut connection = self.reader.acquire().await?;
        of_team(&mut connection, workspace, week, team).await
    }

    /// Every revision of the answer to an ask, the first first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn revisions(&self, workspace: &WorkspaceId, ask: &AskId) -> Result<Vec<CheckIn>> {
        let rows: Vec<(String,)> = sqlx::query_as(
            "SELECT body FROM check_in_revision WHERE workspace = $1 AND ask = $2
             ORDER BY revision",
        )
        .bind(text(workspace.as_str()))
        .bind(text(ask.as_str()))
        .fetch_all(&self.reader)
        .await?;
        rows.iter()
            .map(|(body,)| from_json(body, "check_in_revision.body"))
            .collect()
    }

    /// The newest answer for a team in a week before this one: a person's own, or, without a person, an estimate.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn last_check_in(
        &self,
        workspace: &WorkspaceId,
        team: &TeamId,
        person: Option<&PersonId>,
        before: Week,
    ) -> Result<Option<CheckIn>> {
        let query = match person {
            Some(person) => sqlx::query_as(
                "SELECT * FROM check_in
                 WHERE workspace = $1 AND team = $2 AND week < $3 AND person = $4
                 ORDER BY week DESC, sent DESC LIMIT 1",
            )
            .bind(text(workspace.as_str()))
            .bind(text(team.as_str()))
            .bind(before.to_string())
            .bind(text(person.as_str())),
            None => sqlx::query_as(
                "SELECT * FROM check_in
                 WHERE workspace = $1 AND team = $2 AND week < $3 AND estimate = 1
                 ORDER BY week DESC, sent DESC LIMIT 1",
            )
            .bind(text(workspace.as_str()))
            .bind(text(team.as_str()))
            .bind(before.to_string()),
        };
        let row: Option<CheckInRow> = query.fetch_optional(&self.reader).await?;
        row.map(CheckInRow::check_in).transpose()
    }
}

/// The answer to an ask, inside a transaction.
pub(super) async fn of_ask(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    ask: &AskId,
) -> Result<Option<CheckIn>> {
    let row: Option<CheckInRow> =
        sqlx::query_as("SELECT * FROM check_in WHERE workspace = $1 AND ask = $2")
            .bind(text(workspace.as_str()))
            .bind(text(ask.as_str()))
            .fetch_optional(tx)
            .await?;
    row.map(CheckInRow::check_in).transpose()
}

/// The answers of a team and week, inside a transaction.
pub(super) async fn of_team(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    week: Week,
    team: &TeamId,
) -> Result<Vec<CheckIn>> {
    let rows: Vec<CheckInRow> = sqlx::query_as(
        "SELECT * FROM check_in WHERE workspace = $1 AND week = $2 AND team = $3
         ORDER BY sent, ask",
    )
    .bind(text(workspace.as_str()))
    .bind(week.to_string())
    .bind(text(team.as_str()))
    .fetch_all(tx)
    .await?;
    rows.into_iter().map(CheckInRow::check_in).collect()
}

/// The answers of a whole week, inside a transaction.
pub(super) async fn of_week(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    week: Week,
) -> Result<Vec<CheckIn>> {
    let rows: Vec<CheckInRow> = sqlx::query_as(
        "SELECT * FROM check_in WHERE workspace = $1 AND week = $2 ORDER BY sent, ask",
    )
    .bind(text(workspace.as_str()))
    .bind(week.to_string())
    .fetch_all(tx)
    .await?;
    rows.into_iter().map(CheckInRow::check_in).collect()
}

#[derive(FromRow)]
pub(super) struct CheckInRow {
    ask: String,
    week: String,
    team: String,
    person: String,
    estimate: i64,
    split: String,
    repeated: i64,
    readings: String,
    results_asked: i64,
    results_note: Option<String>,
    note: Option<String>,
    need: Option<String>,
    next_slice: Option<String>,
    form_opened: Option<i64>,
    sent: i64,
    revision: i64,
}

impl CheckInRow {
    pub(super) fn check_in(self) -> Result<CheckIn> {
        Ok(CheckIn {
            ask: AskId::new(self.ask),
            week: week(&self.week, "check_in.week")?,
            team: TeamId::new(self.team),
            person: PersonId::new(self.person),
            estimate: self.estimate != 0,
            split: from_json(&self.split, "check_in.split")?,
            repeated: self.repeated != 0,
            readings: from_json(&self.readings, "check_in.readings")?,
            results_asked: self.results_asked != 0,
            results_note: self.results_note,
            note: self.note,
            need: self.need,
            next_slice: self.next_slice,
            form_opened: maybe_instant(self.form_opened, "check_in.form_opened")?,
            sent: instant(self.sent, "check_in.sent")?,
            revision: count(self.revision, "check_in.revision")?,
        })
    }
}
