//! The last word on what several people may say at once: readings of a week, results of iterations.

use std::collections::BTreeMap;
use std::fmt::Write;

use chrono::{DateTime, Utc};
use serde::Deserialize;
use sqlx::{AnyConnection, AssertSqlSafe, FromRow};

use super::record_iteration::last_telling;
use super::record_reading::{Place, RevisionRow, numbers};
use super::value::{count, from_json, instant, parsed, text, word};
use super::{Result, Store};
use crate::domain::id::{IterationId, KeyResultCode, PersonId, WorkspaceId};
use crate::domain::iteration::{Decision, Measured, Outcome, Verdict};
use crate::domain::meanwhile::{Seen, Telling};
use crate::domain::okr::ReadingRevision;
use crate::domain::week::Week;

/// Key results a statement.
const A_TIME: usize = 200;

impl Store {
    /// The newest revision of each of these key results in a week; none of one that had none.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn last_readings(
        &self,
        workspace: &WorkspaceId,
        week: Week,
        key_results: &[KeyResultCode],
    ) -> Result<BTreeMap<KeyResultCode, ReadingRevision>> {
        let mut last = BTreeMap::new();
        for codes in key_results.chunks(A_TIME) {
            let mut sql = String::from(
                "SELECT key_result, week, revision, value, confidence, note, person, sent
                 FROM reading_revision WHERE workspace = $1 AND week = $2 AND key_result IN (",
            );
            for i in 0..codes.len() {
                let comma = if i == 0 { "" } else { ", " };
                let _ = write!(sql, "{comma}${}", i + 3);
            }
            sql.push_str(") ORDER BY revision");
            let mut query = sqlx::query_as(AssertSqlSafe(sql))
                .bind(text(workspace.as_str()))
                .bind(week.to_string());
            for code in codes {
                query = query.bind(text(code.as_str()));
            }
            let rows: Vec<OfKeyResult> = query.fetch_all(&self.reader).await?;
            for row in rows {
                last.insert(KeyResultCode::new(row.key_result), row.revision.revision()?);
            }
        }
        Ok(last)
    }

    /// The last telling of an iteration, with what had been told when it had been told so often; none where nobody has
    /// told it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn telling(
        &self,
        workspace: &WorkspaceId,
        iteration: &IterationId,
        seen: u32,
    ) -> Result<Option<Telling>> {
        let rows: Vec<(i64, String, i64, String)> = sqlx::query_as(
            "SELECT revision, person, changed, body FROM iteration_change
             WHERE workspace = $1 AND iteration = $2 ORDER BY revision",
        )
        .bind(text(workspace.as_str()))
        .bind(text(iteration.as_str()))
        .fetch_all(&self.reader)
        .await?;
        let known = rows
            .iter()
            .find(|(revision, ..)| *revision == i64::from(seen));
        let known = known.map(|(.., body)| telling(body));
        let known = known.transpose()?;
        let last = rows.into_iter().next_back().map(|(revision, who, at, _)| {
            Ok(Telling {
                version: count(revision, "iteration_change.revision")?,
                by: PersonId::new(who),
                at: instant(at, "iteration_change.changed")?,
                seen: known,
            })
        });
        last.transpose()
    }
}

#[derive(FromRow)]
struct OfKeyResult {
    key_result: String,
    #[sqlx(flatten)]
    revision: RevisionRow,
}

/// A telling as it is kept.
#[derive(Deserialize)]
struct Kept {
    value: Option<f64>,
    seen: Option<u32>,
    verdict: String,
    told: String,
    was_it_so: Option<String>,
    decision: Option<String>,
}

impl Kept {
    fn outcome(self) -> Result<Outcome> {
        let decision = self.decision.as_deref();
        let decision = decision.map(|it| word(Decision::from_word(it), "iteration_change.body"));
        Ok(Outcome {
            measured: Measured {
                value: self.value,
                sample: self.seen,
            },
            verdict: word(Verdict::from_word(&self.verdict), "iteration_change.body")?,
            day: parsed(&self.told, "iteration_change.body")?,
            was_it_so: self.was_it_so,
            decision: decision.transpose()?,
        })
    }
}

/// What a telling said.
pub(super) fn telling(body: &str) -> Result<Outcome> {
    let kept: Kept = from_json(body, "iteration_change.body")?;
    kept.outcome()
}

/// Whether any of these things has been said more often by now.
pub(super) async fn overtaken(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    week: Week,
    stood: &Seen,
) -> Result<bool> {
    let codes: Vec<&KeyResultCode> = stood.readings.keys().collect();
    if !codes.is_empty() {
        let place = Place {
            workspace,
            week: week.to_string(),
            ask: "",
            sent: 0,
        };
        let now = numbers(tx, &place, &codes).await?;
        let more = |(code, before): (&KeyResultCode, &u32)| {
            now.get(code.as_str())
                .is_some_and(|now| *now > i64::from(*before))
        };
        if stood.readings.iter().any(more) {
            return Ok(true);
        }
    }
    for (id, before) in &stood.tellings {
        let last: Option<(i64, PersonId, DateTime<Utc>)> = last_telling(tx, workspace, id).await?;
        if last.is_some_and(|(now, ..)| now > i64::from(*before)) {
            return Ok(true);
        }
    }
    Ok(false)
}
