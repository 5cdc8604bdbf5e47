//! Decisions: recorded once, withdrawn once, told once on their day.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{AnyConnection, FromRow};

use super::ledger::enqueue_all;
use super::transaction::whole;
use super::value::{instant, maybe_text, parsed, text, week, word};
use super::{Result, Store, StoreError};
use crate::domain::decision::{Decision, Moved, Number};
use crate::domain::delivery::NewDelivery;
use crate::domain::id::{DecisionId, PersonId, TeamId, WorkspaceId};
use crate::domain::matters::Settling;

impl Store {
    /// One decision.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn decision(
        &self,
        workspace: &WorkspaceId,
        decision: &DecisionId,
    ) -> Result<Option<Decision>> {
        let row: Option<DecisionRow> = sqlx::query_as(ONE)
            .bind(text(workspace.as_str()))
            .bind(text(decision.as_str()))
            .fetch_optional(&self.reader)
            .await?;
        row.map(DecisionRow::decision).transpose()
    }

    /// The decisions whose day lies between two days, both included, in the order in which they were recorded; those
    /// that were withdrawn are among them.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn decisions_until(
        &self,
        workspace: &WorkspaceId,
        from: NaiveDate,
        to: NaiveDate,
    ) -> Result<Vec<Decision>> {
        let rows = sqlx::query_as(
            "SELECT * FROM decision WHERE workspace = $1 AND until >= $2 AND until <= $3",
        )
        .bind(text(workspace.as_str()))
        .bind(from.to_string())
        .bind(to.to_string())
        .fetch_all(&self.reader)
        .await?;
        decisions_in_order(rows)
    }

    /// The decisions whose day has come and of which the ledger has nothing to say yet.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn untold_decisions(
        &self,
        workspace: &WorkspaceId,
        day: NaiveDate,
    ) -> Result<Vec<Decision>> {
        let rows = sqlx::query_as(
            "SELECT c.* FROM decision c LEFT JOIN delivery d
                 ON d.workspace = c.workspace AND d.key = 'decision:' || c.week || ':' || c.decision
             WHERE c.workspace = $1 AND c.until <= $2 AND c.ended IS NULL AND d.delivery IS NULL",
        )
        .bind(text(workspace.as_str()))
        .bind(day.to_string())
        .fetch_all(&self.reader)
        .await?;
        decisions_in_order(rows)
    }

    /// The first day after another on which a decision that stands is told.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn next_decision_day(
        &self,
        workspace: &WorkspaceId,
        from: NaiveDate,
    ) -> Result<Option<NaiveDate>> {
        let row: Option<(String,)> = sqlx::query_as(
            "SELECT until FROM decision WHERE workspace = $1 AND until >= $2 AND ended IS NULL
             ORDER BY until LIMIT 1",
        )
        .bind(text(workspace.as_str()))
        .bind(from.to_string())
        .fetch_optional(&self.reader)
        .await?;
        row.map(|(day,)| parsed(&day, "decision.until")).transpose()
    }

    /// Keeps a decision, and enqueues what it leads to; false, and nothing, where it is kept already.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn record_decision(
        &self,
        workspace: &WorkspaceId,
        decision: &Decision,
        deliveries: &[NewDelivery],
    ) -> Result<bool> {
        let value = decision.number.as_ref().and_then(|moved| moved.before);
        if value.is_some_and(|value| !value.is_finite()) {
            return Err(StoreError::Refused("a number that is not finite"));
        }
        whole!(self, tx => record(tx, workspace, decision, value, deliveries))
    }

    /// Withdraws a decision; whoever is first does, and `edits` are enqueued with it.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn withdraw_decision(
        &self,
        workspace: &WorkspaceId,
        decision: &DecisionId,
        by: &PersonId,
        now: DateTime<Utc>,
        edits: &[NewDelivery],
    ) -> Result<Settling<Decision>> {
        whole!(self, tx => withdraw(tx, workspace, decision, (by, now), edits))
    }
}

const ONE: &str = "SELECT * FROM decision WHERE workspace = $1 AND decision = $2";

async fn record(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    it: &Decision,
    value: Option<f64>,
    deliveries: &[NewDelivery],
) -> Result<bool> {
    let number = it.number.as_ref().map(|moved| moved.number.word());
    let recorded = sqlx::query(
        "INSERT INTO decision (workspace, decision, week, team, person, what, number, gives_way,
             until, recorded)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         ON CONFLICT (workspace, decision) DO NOTHING",
    )
    .bind(text(workspace.as_str()))
    .bind(text(it.id.as_str()))
    .bind(it.week.to_string())
    .bind(text(it.team.as_str()))
    .bind(text(it.by.as_str()))
    .bind(text(&it.what))
    .bind(maybe_text(number))
    .bind(maybe_text(it.gives_way.as_ref()))
    .bind(it.until.to_string())
    .bind(it.recorded.timestamp())
    .execute(&mut *tx)
    .await?;
    if recorded.rows_affected() == 0 {
        return Ok(false);
    }
    // In a statement of its own: PostgreSQL keeps the types of a statement's first values, and a missing number has
    // none.
    if let Some(value) = value {
        sqlx::query("UPDATE decision SET value = $1 WHERE workspace = $2 AND decision = $3")
            .bind(value)
            .bind(text(workspace.as_str()))
            .bind(text(it.id.as_str()))
            .execute(&mut *tx)
            .await?;
    }
    enqueue_all(tx, workspace, deliveries).await?;
    Ok(true)
}

async fn withdraw(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    id: &DecisionId,
    (by, now): (&PersonId, DateTime<Utc>),
    edits: &[NewDelivery],
) -> Result<Settling<Decision>> {
    let row: Option<DecisionRow> = sqlx::query_as(ONE)
        .bind(text(workspace.as_str()))
        .bind(text(id.as_str()))
        .fetch_optional(&mut *tx)
        .await?;
    let Some(known) = row.map(DecisionRow::decision).transpose()? else {
        return Ok(Settling::Gone);
    };
    if known.withdrawn.is_some() {
        return Ok(Settling::Already(known));
    }
    sqlx::query(
        "UPDATE decision SET ended_by = $1, ended = $2 WHERE workspace = $3 AND decision = $4",
    )
    .bind(text(by.as_str()))
    .bind(now.timestamp())
    .bind(text(workspace.as_str()))
    .bind(text(id.as_str()))
    .execute(&mut *tx)
    .await?;
    enqueue_all(tx, workspace, edits).await?;
    Ok(Settling::Done(Decision {
        withdrawn: Some((by.clone(), now)),
        ..known
    }))
}

/// The oldest first.
pub(super) fn decisions_in_order(rows: Vec<DecisionRow>) -> Result<Vec<Decision>> {
    let mut decisions: Vec<Decision> = rows
        .into_iter()
        .map(DecisionRow::decision)
        .collect::<Result<_>>()?;
    decisions.sort_by(|a, b| (a.recorded, &a.id).cmp(&(b.recorded, &b.id)));
    Ok(decisions)
}

#[derive(FromRow)]
pub(super) struct DecisionRow {
    decision: String,
    week: String,
    team: String,
    person: String,
    what: String,
    number: Option<String>,
    value: Option<f64>,
    gives_way: Option<String>,
    until: String,
    recorded: i64,
    ended_by: Option<String>,
    ended: Option<i64>,
}

impl DecisionRow {
    fn decision(self) -> Result<Decision> {
        let number = self
            .number
            .map(|number| word(Number::from_word(&number), "decision.number"))
            .transpose()?;
        let withdrawn = match (self.ended_by, self.ended) {
            (Some(by), Some(at)) => Some((PersonId::new(by), instant(at, "decision.ended")?)),
            _ => None,
        };
        Ok(Decision {
            id: DecisionId::new(self.decision),
            week: week(&self.week, "decision.week")?,
            team: TeamId::new(self.team),
            by: PersonId::new(self.person),
            what: self.what,
            number: number.map(|number| Moved {
                number,
                before: self.value,
            }),
            gives_way: self.gives_way,
            until: parsed(&self.until, "decision.until")?,
            recorded: instant(self.recorded, "decision.recorded")?,
            withdrawn,
        })
    }
}
