//! Writing readings: the newest value in its row, and each value that ever stood there as a revision of its own.

use std::collections::HashMap;
use std::fmt::Write;

use chrono::{DateTime, Utc};
use sqlx::{AnyConnection, AssertSqlSafe, FromRow};

use super::last_word::overtaken;
use super::ledger::enqueue_all;
use super::transaction::whole;
use super::value::{count, instant, maybe_text, text, week};
use super::{Result, Store, StoreError};
use crate::domain::delivery::NewDelivery;
use crate::domain::id::{KeyResultCode, PersonId, WorkspaceId};
use crate::domain::meanwhile::Seen;
use crate::domain::okr::{Confidence, Reading, ReadingRevision};

/// What became of a reading that was given by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Noted {
    /// It is recorded.
    Yes,
    /// It reads so already; nothing was written.
    Same,
    /// Somebody gave another since; nothing was written.
    Overtaken,
}

/// A reading with the note that is kept beside it.
struct Written<'a> {
    key_result: &'a KeyResultCode,
    value: f64,
    confidence: Confidence,
    note: Option<&'a str>,
    by: &'a PersonId,
}

/// Where and when readings are written.
pub(super) struct Place<'a> {
    pub(super) workspace: &'a WorkspaceId,
    pub(super) week: String,
    /// The ask whose answer they are; empty where they were given by themselves.
    pub(super) ask: &'a str,
    pub(super) sent: i64,
}

impl Store {
    /// Records a reading that somebody gave by itself; it takes the place of the week's reading, if there is one.
    /// `edits` are enqueued if anything was written. `stood` is how often the week's reading had been given when
    /// whoever gives it now looked; none where that does not matter.
    ///
    /// # Errors
    /// When the database cannot be written, or not in time: then nothing was.
    pub async fn record_reading(
        &self,
        workspace: &WorkspaceId,
        reading: &Reading,
        (now, stood): (DateTime<Utc>, Option<u32>),
        edits: &[NewDelivery],
    ) -> Result<Noted> {
        if !reading.value.is_finite() {
            return Err(StoreError::Refused("a number that is not finite"));
        }
        let place = Place {
            workspace,
            week: reading.week.to_string(),
            ask: "",
            sent: now.timestamp(),
        };
        whole!(self, tx => record(tx, &place, (reading, stood), edits))
    }

    /// Every value that a key result ever had, week by week, the oldest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn reading_revisions(
        &self,
        workspace: &WorkspaceId,
        key_result: &KeyResultCode,
    ) -> Result<Vec<ReadingRevision>> {
        let rows: Vec<RevisionRow> = sqlx::query_as(
            "SELECT week, revision, value, confidence, note, person, sent FROM reading_revision
             WHERE workspace = $1 AND key_result = $2 ORDER BY week, revision",
        )
        .bind(text(workspace.as_str()))
        .bind(text(key_result.as_str()))
        .fetch_all(&self.reader)
        .await?;
        rows.into_iter().map(RevisionRow::revision).collect()
    }
}

async fn record(
    tx: &mut AnyConnection,
    place: &Place<'_>,
    (reading, stood): (&Reading, Option<u32>),
    edits: &[NewDelivery],
) -> Result<Noted> {
    if let Some(stood) = stood {
        let seen = Seen {
            readings: [(reading.key_result.clone(), stood)].into(),
            ..Seen::default()
        };
        if overtaken(tx, place.workspace, reading.week, &seen).await? {
            return Ok(Noted::Overtaken);
        }
    }
    let old: Option<(f64, i64, Option<String>)> = sqlx::query_as(
        "SELECT value, confidence, note FROM reading
         WHERE workspace = $1 AND key_result = $2 AND week = $3",
    )
    .bind(text(place.workspace.as_str()))
    .bind(text(reading.key_result.as_str()))
    .bind(place.week.clone())
    .fetch_optional(&mut *tx)
    .await?;
    let confidence = i64::from(reading.confidence.value());
    let note = maybe_text(reading.note.as_ref());
    // Without a note it takes none back.
    let same = old.is_some_and(|(value, before, noted)| {
        (value, before) == (reading.value, confidence) && (note.is_none() || note == noted)
    });
    if same {
        return Ok(Noted::Same);
    }
    write_readings(tx, place, &[reading], None).await?;
    enqueue_all(tx, place.workspace, edits).await?;
    Ok(Noted::Yes)
}

/// Writes readings and keeps each as a revision; where a reading has no note of its own it gets the common one.
pub(super) async fn write_readings(
    tx: &mut AnyConnection,
    place: &Place<'_>,
    readings: &[&Reading],
    note: Option<&str>,
) -> Result<()> {
    // PostgreSQL does not take a row twice in one statement; the last word on a key result counts.
    let mut last: Vec<Written> = Vec::new();
    for reading in readings.iter().rev() {
        if !last.iter().any(|it| *it.key_result == reading.key_result) {
            let note = reading.note.as_deref().or(note);
            last.push(Written {
                key_result: &reading.key_result,
                value: reading.value,
                confidence: reading.confidence,
                note,
                by: &reading.by,
            });
        }
    }
    if last.is_empty() {
        return Ok(());
    }
    upsert(tx, place, &last).await?;
    keep_revisions(tx, place, &last).await
}

/// Takes readings back that an ask's answer gave. What another has said of them meanwhile stays.
pub(super) async fn take_back(
    tx: &mut AnyConnection,
    place: &Place<'_>,
    readings: &[&Reading],
    by: &PersonId,
) -> Result<()> {
    for reading in readings {
        let deleted = sqlx::query(
            "DELETE FROM reading
             WHERE workspace = $1 AND key_result = $2 AND week = $3 AND ask = $4",
        )
        .bind(text(place.workspace.as_str()))
        .bind(text(reading.key_result.as_str()))
        .bind(place.week.clone())
        .bind(text(place.ask))
        .execute(&mut *tx)
        .await?;
        if deleted.rows_affected() > 0 {
            keep_taken_back(tx, place, &reading.key_result, by).await?;
        }
    }
    Ok(())
}

/// All in one statement; forms of the same length share its prepared form.
async fn upsert(tx: &mut AnyConnection, place: &Place<'_>, readings: &[Written<'_>]) -> Result<()> {
    let mut sql = String::from(
        "INSERT INTO reading (workspace, week, ask, key_result, value, confidence, note, person) VALUES ",
    );
    rows(&mut sql, readings.len(), 3, 5);
    sql.push_str(
        " ON CONFLICT (workspace, key_result, week) DO UPDATE SET ask = excluded.ask,
             value = excluded.value, confidence = excluded.confidence, note = excluded.note,
             person = excluded.person",
    );
    let mut query = sqlx::query(AssertSqlSafe(sql))
        .bind(text(place.workspace.as_str()))
        .bind(place.week.clone())
        .bind(text(place.ask));
    for reading in readings {
        query = query
            .bind(text(reading.key_result.as_str()))
            .bind(reading.value)
            .bind(i64::from(reading.confidence.value()))
            .bind(maybe_text(reading.note))
            .bind(text(reading.by.as_str()));
    }
    query.execute(tx).await?;
    Ok(())
}

async fn keep_revisions(
    tx: &mut AnyConnection,
    place: &Place<'_>,
    readings: &[Written<'_>],
) -> Result<()> {
    let codes: Vec<&KeyResultCode> = readings.iter().map(|it| it.key_result).collect();
    let numbers = numbers(tx, place, &codes).await?;
    let mut sql = String::from(
        "INSERT INTO reading_revision (workspace, week, ask, sent, key_result, revision, value, confidence, note,
             person) VALUES ",
    );
    rows(&mut sql, readings.len(), 4, 6);
    let mut query = sqlx::query(AssertSqlSafe(sql))
        .bind(text(place.workspace.as_str()))
        .bind(place.week.clone())
        .bind(text(place.ask))
        .bind(place.sent);
    for reading in readings {
        let code = text(reading.key_result.as_str());
        let revision = numbers.get(&code).copied().unwrap_or(0) + 1;
        query = query
            .bind(code)
            .bind(revision)
            .bind(reading.value)
            .bind(i64::from(reading.confidence.value()))
            .bind(maybe_text(reading.note))
            .bind(text(reading.by.as_str()));
    }
    query.execute(tx).await?;
    Ok(())
}

/// A revision without a value: in a statement of its own, because PostgreSQL keeps the types of a statement's first
/// values, and a missing number has none.
async fn keep_taken_back(
    tx: &mut AnyConnection,
    place: &Place<'_>,
    key_result: &KeyResultCode,
    by: &PersonId,
) -> Result<()> {
    let numbers = numbers(tx, place, &[key_result]).await?;
    sqlx::query(
        "INSERT INTO reading_revision (workspace, week, ask, sent, key_result, revision, person)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(text(place.workspace.as_str()))
    .bind(place.week.clone())
    .bind(text(place.ask))
    .bind(place.sent)
    .bind(text(key_result.as_str()))
    .bind(numbers.values().max().copied().unwrap_or(0) + 1)
    .bind(text(by.as_str()))
    .execute(tx)
    .await?;
    Ok(())
}

/// How many revisions each of them has had this week.
pub(super) async fn numbers(
    tx: &mut AnyConnection,
    place: &Place<'_>,
    codes: &[&KeyResultCode],
) -> Result<HashMap<String, i64>> {
    let mut sql = String::from(
        "SELECT key_result, MAX(revision) FROM reading_revision
         WHERE workspace = $1 AND week = $2 AND key_result IN (",
    );
    for i in 0..codes.len() {
        let comma = if i == 0 { "" } else { ", " };
        let _ = write!(sql, "{comma}${}", i + 3);
    }
    sql.push_str(") GROUP BY key_result");
    let mut query = sqlx::query_as(AssertSqlSafe(sql))
        .bind(text(place.workspace.as_str()))
        .bind(place.week.clone());
    for code in codes {
        query = query.bind(text(code.as_str()));
    }
    let rows: Vec<(String, i64)> = query.fetch_all(tx).await?;
    Ok(rows.into_iter().collect())
}

/// So many rows of placeholders: the first ones are the same in each, the others each row's own.
fn rows(sql: &mut String, rows: usize, same: usize, own: usize) {
    for row in 0..rows {
        let first = (1..=same).collect::<Vec<_>>();
        let rest = (1..=own).map(|column| same + row * own + column);
        let all: Vec<String> = first
            .into_iter()
            .chain(rest)
            .map(|number| format!("${number}"))
            .collect();
        let comma = if row == 0 { "" } else { ", " };
        let _ = write!(sql, "{comma}({})", all.join(", "));
    }
}

#[derive(FromRow)]
pub(super) struct RevisionRow {
    week: String,
    revision: i64,
    value: Option<f64>,
    confidence: Option<i64>,
    note: Option<String>,
    person: String,
    sent: i64,
}

impl RevisionRow {
    pub(super) fn revision(self) -> Result<ReadingRevision> {
        let confidence = self
            .confidence
            .and_then(|number| Confidence::try_from(u8::try_from(number).ok()?).ok());
        Ok(ReadingRevision {
            week: week(&self.week, "reading_revision.week")?,
            revision: count(self.revision, "reading_revision.revision")?,
            value: self.value,
            confidence,
            note: self.note,
            by: PersonId::new(self.person),
            at: instant(self.sent, "reading_revision.sent")?,
        })
    }
}
