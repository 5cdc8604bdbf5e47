//! Iterations as they are read.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::FromRow;

use super::value::{count, from_json, parsed, text, word};
use super::{Result, Store};
use crate::domain::id::{IterationId, KeyResultCode, PersonId, TeamId, WorkspaceId};
use crate::domain::iteration::{
    Decision, Impact, Iteration, Measured, Outcome, Side, Stage, Threshold, Verdict,
};
use crate::domain::okr::Unit;

impl Store {
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

    /// The key results of private objectives, of those that are declared no more too.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn private_key_results(
        &self,
        workspace: &WorkspaceId,
    ) -> Result<BTreeSet<KeyResultCode>> {
        let rows: Vec<(String,)> = sqlx::query_as(
            "SELECT key_result FROM key_result WHERE workspace = $1 AND objective IN
                 (SELECT objective FROM objective WHERE workspace = $1 AND private = 1)",
        )
        .bind(text(workspace.as_str()))
        .fetch_all(&self.reader)
        .await?;
        let codes = rows.into_iter().map(|(code,)| KeyResultCode::new(code));
        Ok(codes.collect())
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

    /// A team's iterations that are not told, or were told on a day or later: what an answer is asked about.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn iterations_to_ask(
        &self,
        workspace: &WorkspaceId,
        team: &TeamId,
        day: NaiveDate,
    ) -> Result<Vec<Iteration>> {
        let rows = sqlx::query_as(
            "SELECT * FROM iteration WHERE workspace = $1 AND team = $2
                 AND (told IS NULL OR told >= $3)",
        )
        .bind(text(workspace.as_str()))
        .bind(text(team.as_str()))
        .bind(day.to_string())
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

    /// All iterations that began on a day or later, older ones that are not decided or go on, all that follow another,
    /// and those of whose result something was told after an instant: what a digest looks at that is told as of then.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn iterations_since(
        &self,
        workspace: &WorkspaceId,
        day: NaiveDate,
        at: DateTime<Utc>,
    ) -> Result<Vec<Iteration>> {
        let rows = sqlx::query_as(
            "SELECT * FROM iteration WHERE workspace = $1
                 AND (started >= $2 OR told >= $2 OR decision IS NULL OR decision = 'next-stage'
                     OR follows IS NOT NULL OR iteration IN
                         (SELECT iteration FROM iteration_change WHERE workspace = $1 AND changed > $3))",
        )
        .bind(text(workspace.as_str()))
        .bind(day.to_string())
        .bind(at.timestamp())
        .fetch_all(&self.reader)
        .await?;
        in_order(rows)
    }
}

/// Sorted here, as everywhere.
pub(super) fn in_order(rows: Vec<IterationRow>) -> Result<Vec<Iteration>> {
    let mut iterations: Vec<Iteration> = rows
        .into_iter()
        .map(IterationRow::iteration)
        .collect::<Result<_>>()?;
    iterations.sort_by_key(|iteration| iteration.number);
    Ok(iterations)
}

#[derive(FromRow)]
pub(super) struct IterationRow {
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
    pub(super) fn iteration(self) -> Result<Iteration> {
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
