//! Iterations as they are written: begun once, told and decided any number of times, each telling kept.

use chrono::{DateTime, Utc};
use serde_json::json;
use sqlx::AnyConnection;

use super::iteration::{IterationRow, in_order};
use super::ledger::enqueue_all;
use super::transaction::whole;
use super::value::{count, instant, maybe_text, text, to_json};
use super::{Result, Store};
use crate::domain::delivery::NewDelivery;
use crate::domain::id::{IterationId, PersonId, WorkspaceId};
use crate::domain::iteration::{Decision, Iteration, Outcome};

impl Store {
    /// Begins an iteration and gives it the next number; whatever number it came with is not looked at. Begun twice
    /// under one id it is begun once, and keeps its number and its moment. `edits` are enqueued with it. `followers` is
    /// how many followed the slice before it when whoever begins it looked.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn begin_iteration(
        &self,
        workspace: &WorkspaceId,
        (iteration, followers): (&Iteration, u32),
        now: DateTime<Utc>,
        edits: &[NewDelivery],
    ) -> Result<Begun> {
        whole!(self, tx => begin(tx, workspace, (iteration, followers), now, edits))
    }

    /// When an iteration was begun; none where that was not kept.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn begun(
        &self,
        workspace: &WorkspaceId,
        iteration: &IterationId,
    ) -> Result<Option<DateTime<Utc>>> {
        let row: Option<(Option<i64>,)> =
            sqlx::query_as("SELECT begun FROM iteration WHERE workspace = $1 AND iteration = $2")
                .bind(text(workspace.as_str()))
                .bind(text(iteration.as_str()))
                .fetch_optional(&self.reader)
                .await?;
        let begun = row.and_then(|(begun,)| begun);
        begun.map(|at| instant(at, "iteration.begun")).transpose()
    }

    /// The iterations that follow one, in the order in which they were begun.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn followers(
        &self,
        workspace: &WorkspaceId,
        iteration: &IterationId,
    ) -> Result<Vec<Iteration>> {
        followers(&mut *self.reader.acquire().await?, workspace, iteration).await
    }

    /// Writes what came of an iteration, and keeps what was told before; `edits` are enqueued if anything was written.
    /// `version` is how often it had been told when whoever tells it now looked.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn tell_iteration(
        &self,
        workspace: &WorkspaceId,
        (iteration, version): (&IterationId, i64),
        outcome: &Outcome,
        (by, now): (&PersonId, DateTime<Utc>),
        edits: &[NewDelivery],
    ) -> Result<Told> {
        let told = (outcome, by, now);
        whole!(self, tx => tell_at(tx, workspace, (iteration, version), told, edits))
    }

    /// How often an iteration has been told, and who told it last, and when; none where nobody has.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn last_telling(
        &self,
        workspace: &WorkspaceId,
        iteration: &IterationId,
    ) -> Result<Option<(i64, PersonId, DateTime<Utc>)>> {
        last_telling(&mut *self.reader.acquire().await?, workspace, iteration).await
    }
}

/// What became of a beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Begun {
    /// It is begun, and has this number.
    As(u32),
    /// Somebody else began one from the same slice since; nothing was written.
    Followed,
}

/// What became of a telling.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// It is kept.
    Yes,
    /// It said so already.
    Same,
    /// Somebody else told something else meanwhile: who. Nothing was written.
    Changed(PersonId),
    /// There is no such iteration.
    No,
}

pub(super) async fn last_telling(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    iteration: &IterationId,
) -> Result<Option<(i64, PersonId, DateTime<Utc>)>> {
    let row: Option<(i64, String, i64)> = sqlx::query_as(
        "SELECT revision, person, changed FROM iteration_change
         WHERE workspace = $1 AND iteration = $2 ORDER BY revision DESC LIMIT 1",
    )
    .bind(text(workspace.as_str()))
    .bind(text(iteration.as_str()))
    .fetch_optional(tx)
    .await?;
    let read = |(revision, person, changed)| {
        let changed = instant(changed, "iteration_change.changed")?;
        Ok((revision, PersonId::new(person), changed))
    };
    row.map(read).transpose()
}

async fn tell_at(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    (id, version): (&IterationId, i64),
    (outcome, by, now): (&Outcome, &PersonId, DateTime<Utc>),
    edits: &[NewDelivery],
) -> Result<Told> {
    let Some(known) = known(tx, workspace, id).await? else {
        return Ok(Told::No);
    };
    if known.outcome.as_ref() == Some(outcome) {
        return Ok(Told::Same);
    }
    if let Some((newest, who, _)) = last_telling(tx, workspace, id).await?
        && newest > version
        && who != *by
    {
        return Ok(Told::Changed(who));
    }
    tell(tx, workspace, id, outcome, by, now).await?;
    enqueue_all(tx, workspace, edits).await?;
    Ok(Told::Yes)
}

pub(super) async fn known(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    id: &IterationId,
) -> Result<Option<Iteration>> {
    let known: Option<IterationRow> =
        sqlx::query_as("SELECT * FROM iteration WHERE workspace = $1 AND iteration = $2")
            .bind(text(workspace.as_str()))
            .bind(text(id.as_str()))
            .fetch_optional(tx)
            .await?;
    known.map(IterationRow::iteration).transpose()
}

async fn begin(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    (it, seen): (&Iteration, u32),
    now: DateTime<Utc>,
    edits: &[NewDelivery],
) -> Result<Begun> {
    let known: Option<(i64,)> =
        sqlx::query_as("SELECT number FROM iteration WHERE workspace = $1 AND iteration = $2")
            .bind(text(workspace.as_str()))
            .bind(text(it.id.as_str()))
            .fetch_optional(&mut *tx)
            .await?;
    if let Some((number,)) = known {
        return Ok(Begun::As(count(number, "iteration.number")?));
    }
    if let Some(before) = &it.follows
        && followers(tx, workspace, before).await?.len()
            > usize::try_from(seen).unwrap_or(usize::MAX)
    {
        return Ok(Begun::Followed);
    }
    let (last,): (i64,) = sqlx::query_as(
        "SELECT CAST(COALESCE(MAX(number), 0) AS BIGINT) FROM iteration WHERE workspace = $1",
    )
    .bind(text(workspace.as_str()))
    .fetch_one(&mut *tx)
    .await?;
    let number = last + 1;
    let gates: Vec<_> = it.gates.iter().collect();
    sqlx::query(
        "INSERT INTO iteration (workspace, iteration, number, feature, title, team, owner, key_result,
             hypothesis, test, stage, gates, metric, side, threshold, unit, sample, impact,
             impact_sentence, started, measure_by, follows, begun)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
             $20, $21, $22, $23)",
    )
    .bind(text(workspace.as_str()))
    .bind(text(it.id.as_str()))
    .bind(number)
    .bind(text(&it.feature))
    .bind(text(&it.title))
    .bind(text(it.team.as_str()))
    .bind(text(it.owner.as_str()))
    .bind(text(it.key_result.as_str()))
    .bind(text(&it.hypothesis))
    .bind(text(&it.test))
    .bind(it.stage.word().to_owned())
    .bind(to_json(&gates)?)
    .bind(text(&it.metric))
    .bind(it.threshold.side.word().to_owned())
    .bind(it.threshold.value)
    .bind(it.threshold.unit.word().to_owned())
    .bind(it.threshold.sample.map(i64::from))
    .bind(it.impact.word().to_owned())
    .bind(text(&it.impact_sentence))
    .bind(it.started.to_string())
    .bind(it.measure_by.to_string())
    .bind(maybe_text(it.follows.as_ref().map(IterationId::as_str)))
    .bind(now.timestamp())
    .execute(&mut *tx)
    .await?;
    enqueue_all(tx, workspace, edits).await?;
    Ok(Begun::As(count(number, "iteration.number")?))
}

async fn followers(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    id: &IterationId,
) -> Result<Vec<Iteration>> {
    let rows: Vec<IterationRow> =
        sqlx::query_as("SELECT * FROM iteration WHERE workspace = $1 AND follows = $2")
            .bind(text(workspace.as_str()))
            .bind(text(id.as_str()))
            .fetch_all(tx)
            .await?;
    in_order(rows)
}

/// Writes it. False where there is no such iteration, or where it says so already.
pub(super) async fn tell(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    id: &IterationId,
    outcome: &Outcome,
    by: &PersonId,
    now: DateTime<Utc>,
) -> Result<bool> {
    let Some(known) = known(tx, workspace, id).await? else {
        return Ok(false);
    };
    if known.outcome.as_ref() == Some(outcome) {
        return Ok(false);
    }
    write_value(tx, workspace, id, outcome.measured.value).await?;
    sqlx::query(
        "UPDATE iteration SET seen = $1, verdict = $2, told = $3, was_it_so = $4, decision = $5
         WHERE workspace = $6 AND iteration = $7",
    )
    .bind(outcome.measured.sample.map(i64::from))
    .bind(outcome.verdict.word().to_owned())
    .bind(outcome.day.to_string())
    .bind(maybe_text(outcome.was_it_so.as_ref()))
    .bind(outcome.decision.map(|decision| decision.word().to_owned()))
    .bind(text(workspace.as_str()))
    .bind(text(id.as_str()))
    .execute(&mut *tx)
    .await?;
    keep(tx, workspace, id, outcome, by, now).await?;
    Ok(true)
}

/// A number, or none: each in a statement of its own, because PostgreSQL keeps the types of a statement's first
/// values, and a missing number has none.
async fn write_value(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    id: &IterationId,
    value: Option<f64>,
) -> Result<()> {
    let sql = match value {
        Some(_) => "UPDATE iteration SET value = $3 WHERE workspace = $1 AND iteration = $2",
        None => "UPDATE iteration SET value = NULL WHERE workspace = $1 AND iteration = $2",
    };
    let mut query = sqlx::query(sql)
        .bind(text(workspace.as_str()))
        .bind(text(id.as_str()));
    if let Some(value) = value {
        query = query.bind(value);
    }
    query.execute(tx).await?;
    Ok(())
}

async fn keep(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    id: &IterationId,
    outcome: &Outcome,
    by: &PersonId,
    now: DateTime<Utc>,
) -> Result<()> {
    let (last,): (i64,) = sqlx::query_as(
        "SELECT CAST(COALESCE(MAX(revision), 0) AS BIGINT) FROM iteration_change
         WHERE workspace = $1 AND iteration = $2",
    )
    .bind(text(workspace.as_str()))
    .bind(text(id.as_str()))
    .fetch_one(&mut *tx)
    .await?;
    let body = json!({
        "value": outcome.measured.value,
        "seen": outcome.measured.sample,
        "verdict": outcome.verdict.word(),
        "told": outcome.day,
        "was_it_so": outcome.was_it_so,
        "decision": outcome.decision.map(Decision::word),
    });
    sqlx::query(
        "INSERT INTO iteration_change (workspace, iteration, revision, person, changed, body)
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(text(workspace.as_str()))
    .bind(text(id.as_str()))
    .bind(last + 1)
    .bind(text(by.as_str()))
    .bind(now.timestamp())
    .bind(text(to_json(&body)?))
    .execute(tx)
    .await?;
    Ok(())
}
