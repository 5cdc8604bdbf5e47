//! Iterations: begun once, told and decided any number of times, each telling kept.

use chrono::{DateTime, Utc};
use serde_json::json;
use sqlx::{AnyConnection, FromRow};

use super::transaction::whole;
use super::value::{count, from_json, maybe_text, parsed, text, to_json, word};
use super::{Result, Store};
use crate::domain::id::{IterationId, KeyResultCode, PersonId, TeamId, WorkspaceId};
use crate::domain::iteration::{
    Decision, Impact, Iteration, Measured, Outcome, Side, Stage, Threshold, Verdict,
};
use crate::domain::okr::Unit;

impl Store {
    /// Begins an iteration and gives it the next number; whatever number it came with is not looked at. Begun twice
    /// under one id it is begun once, and keeps its number.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn begin_iteration(
        &self,
        workspace: &WorkspaceId,
        iteration: &Iteration,
    ) -> Result<u32> {
        whole!(self, tx => begin(tx, workspace, iteration))
    }

    /// Writes what came of an iteration, and keeps what was told before. False where there is no such iteration, or
    /// where it says so already.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn tell_iteration(
        &self,
        workspace: &WorkspaceId,
        iteration: &IterationId,
        outcome: &Outcome,
        by: &PersonId,
        now: DateTime<Utc>,
    ) -> Result<bool> {
        whole!(self, tx => tell(tx, workspace, iteration, outcome, by, now))
    }

    /// One iteration by its id.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn iteration(
        &self,
        workspace: &WorkspaceId,
        iteration: &IterationId,
    ) -> Result<Option<Iteration>> {
        let row: Option<IterationRow> =
            sqlx::query_as("SELECT * FROM iteration WHERE workspace = $1 AND iteration = $2")
                .bind(text(workspace.as_str()))
                .bind(text(iteration.as_str()))
                .fetch_optional(&self.reader)
                .await?;
        row.map(IterationRow::iteration).transpose()
    }

    /// One iteration by the number that people type.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn iteration_numbered(
        &self,
        workspace: &WorkspaceId,
        number: u32,
    ) -> Result<Option<Iteration>> {
        let row: Option<IterationRow> =
            sqlx::query_as("SELECT * FROM iteration WHERE workspace = $1 AND number = $2")
                .bind(text(workspace.as_str()))
                .bind(i64::from(number))
                .fetch_optional(&self.reader)
                .await?;
        row.map(IterationRow::iteration).transpose()
    }

    /// A team's iterations, in the order in which they were begun.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn iterations_of_team(
        &self,
        workspace: &WorkspaceId,
        team: &TeamId,
    ) -> Result<Vec<Iteration>> {
        let rows = sqlx::query_as("SELECT * FROM iteration WHERE workspace = $1 AND team = $2")
            .bind(text(workspace.as_str()))
            .bind(text(team.as_str()))
            .fetch_all(&self.reader)
            .await?;
        in_order(rows)
    }

    /// The iterations that aimed at a key result, in the order in which they were begun.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn iterations_of_key_result(
        &self,
        workspace: &WorkspaceId,
        code: &KeyResultCode,
    ) -> Result<Vec<Iteration>> {
        let rows =
            sqlx::query_as("SELECT * FROM iteration WHERE workspace = $1 AND key_result = $2")
                .bind(text(workspace.as_str()))
                .bind(text(code.as_str()))
                .fetch_all(&self.reader)
                .await?;
        in_order(rows)
    }

    /// All iterations that began on a day or later, and older ones that are not decided: what a digest looks at.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn iterations_since(
        &self,
        workspace: &WorkspaceId,
        day: chrono::NaiveDate,
    ) -> Result<Vec<Iteration>> {
        let rows = sqlx::query_as(
            "SELECT * FROM iteration WHERE workspace = $1
                 AND (started >= $2 OR told >= $2 OR decision IS NULL OR decision = 'next-stage')",
        )
        .bind(text(workspace.as_str()))
        .bind(day.to_string())
        .fetch_all(&self.reader)
        .await?;
        in_order(rows)
    }
}

/// Sorted here, as everywhere.
fn in_order(rows: Vec<IterationRow>) -> Result<Vec<Iteration>> {
    let mut iterations: Vec<Iteration> = rows
        .into_iter()
        .map(IterationRow::iteration)
        .collect::<Result<_>>()?;
    iterations.sort_by_key(|iteration| iteration.number);
    Ok(iterations)
}

async fn begin(tx: &mut AnyConnection, workspace: &WorkspaceId, it: &Iteration) -> Result<u32> {
    let known: Option<(i64,)> =
        sqlx::query_as("SELECT number FROM iteration WHERE workspace = $1 AND iteration = $2")
            .bind(text(workspace.as_str()))
            .bind(text(it.id.as_str()))
            .fetch_optional(&mut *tx)
            .await?;
    if let Some((number,)) = known {
        return count(number, "iteration.number");
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
             impact_sentence, started, measure_by, follows)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
             $20, $21, $22)",
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
    .execute(tx)
    .await?;
    count(number, "iteration.number")
}

pub(super) async fn tell(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    id: &IterationId,
    outcome: &Outcome,
    by: &PersonId,
    now: DateTime<Utc>,
) -> Result<bool> {
    let known: Option<IterationRow> =
        sqlx::query_as("SELECT * FROM iteration WHERE workspace = $1 AND iteration = $2")
            .bind(text(workspace.as_str()))
            .bind(text(id.as_str()))
            .fetch_optional(&mut *tx)
            .await?;
    let Some(known) = known.map(IterationRow::iteration).transpose()? else {
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

#[derive(FromRow)]
struct IterationRow {
    iteration: String,
    number: i64,
    feature: String,
    title: String,
    team: String,
    owner: String,
    key_result: String,
    hypothesis: String,
    test: String,
    stage: String,
    gates: String,
    metric: String,
    side: String,
    threshold: f64,
    unit: String,
    sample: Option<i64>,
    impact: String,
    impact_sentence: String,
    started: String,
    measure_by: String,
    follows: Option<String>,
    value: Option<f64>,
    seen: Option<i64>,
    verdict: Option<String>,
    told: Option<String>,
    was_it_so: Option<String>,
    decision: Option<String>,
}

impl IterationRow {
    fn iteration(self) -> Result<Iteration> {
        let outcome = self.outcome()?;
        let sample = self.sample.map(|sample| count(sample, "iteration.sample"));
        Ok(Iteration {
            id: IterationId::new(self.iteration),
            number: count(self.number, "iteration.number")?,
            feature: self.feature,
            title: self.title,
            team: TeamId::new(self.team),
            owner: PersonId::new(self.owner),
            key_result: KeyResultCode::new(self.key_result),
            hypothesis: self.hypothesis,
            test: self.test,
            stage: word(Stage::from_word(&self.stage), "iteration.stage")?,
            gates: from_json(&self.gates, "iteration.gates")?,
            metric: self.metric,
            threshold: Threshold {
                side: word(Side::from_word(&self.side), "iteration.side")?,
                value: self.threshold,
                unit: word(Unit::from_word(&self.unit), "iteration.unit")?,
                sample: sample.transpose()?,
            },
            impact: word(Impact::from_word(&self.impact), "iteration.impact")?,
            impact_sentence: self.impact_sentence,
            started: parsed(&self.started, "iteration.started")?,
            measure_by: parsed(&self.measure_by, "iteration.measure_by")?,
            follows: self.follows.map(IterationId::new),
            outcome,
        })
    }

    fn outcome(&self) -> Result<Option<Outcome>> {
        let (Some(verdict), Some(told)) = (&self.verdict, &self.told) else {
            return Ok(None);
        };
        let decision = self
            .decision
            .as_deref()
            .map(|decision| word(Decision::from_word(decision), "iteration.decision"));
        let seen = self.seen.map(|seen| count(seen, "iteration.seen"));
        Ok(Some(Outcome {
            measured: Measured {
                value: self.value,
                sample: seen.transpose()?,
            },
            verdict: word(Verdict::from_word(verdict), "iteration.verdict")?,
            day: parsed(told, "iteration.told")?,
            was_it_so: self.was_it_so.clone(),
            decision: decision.transpose()?,
        }))
    }
}
