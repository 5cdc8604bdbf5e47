//! Readings: one key result in one week; what each of them was before stays.

use std::fmt::Write;

use sqlx::{AssertSqlSafe, FromRow};

use super::value::{text, week};
use super::{Result, Store, StoreError};
use crate::domain::id::{KeyResultCode, PersonId, WorkspaceId};
use crate::domain::okr::{Confidence, Reading};
use crate::domain::week::Week;

/// Key results a statement.
const A_TIME: usize = 200;

impl Store {
    /// All readings from one week to another, both included, by week and key result.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn readings(
        &self,
        workspace: &WorkspaceId,
        from: Week,
        to: Week,
    ) -> Result<Vec<Reading>> {
        let rows: Vec<ReadingRow> = sqlx::query_as(
            "SELECT key_result, week, value, confidence, person, note FROM reading
             WHERE workspace = $1 AND week >= $2 AND week <= $3",
        )
        .bind(text(workspace.as_str()))
        .bind(from.to_string())
        .bind(to.to_string())
        .fetch_all(&self.reader)
        .await?;
        in_order(rows)
    }

    /// All readings that these key results ever had, by week and key result.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn readings_of(
        &self,
        workspace: &WorkspaceId,
        key_results: &[KeyResultCode],
    ) -> Result<Vec<Reading>> {
        // Every week that can be written is behind this text.
        self.readings_from(workspace, key_results, "").await
    }

    /// The readings that these key results have had since a week, by week and key result.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn readings_since(
        &self,
        workspace: &WorkspaceId,
        key_results: &[KeyResultCode],
        first: Week,
    ) -> Result<Vec<Reading>> {
        self.readings_from(workspace, key_results, &first.to_string())
            .await
    }

    async fn readings_from(
        &self,
        workspace: &WorkspaceId,
        key_results: &[KeyResultCode],
        first: &str,
    ) -> Result<Vec<Reading>> {
        let mut rows: Vec<ReadingRow> = Vec::new();
        for codes in key_results.chunks(A_TIME) {
            let mut sql = String::from(
                "SELECT key_result, week, value, confidence, person, note FROM reading
                 WHERE workspace = $1 AND week >= $2 AND key_result IN (",
            );
            for i in 0..codes.len() {
                let comma = if i == 0 { "" } else { ", " };
                let _ = write!(sql, "{comma}${}", i + 3);
            }
            sql.push(')');
            let mut query = sqlx::query_as(AssertSqlSafe(sql))
                .bind(text(workspace.as_str()))
                .bind(first.to_owned());
            for code in codes {
                query = query.bind(text(code.as_str()));
            }
            rows.extend(query.fetch_all(&self.reader).await?);
        }
        in_order(rows)
    }
}

/// Sorted here, because the databases sort text each in its own way.
fn in_order(rows: Vec<ReadingRow>) -> Result<Vec<Reading>> {
    let mut readings: Vec<Reading> = rows
        .into_iter()
        .map(ReadingRow::reading)
        .collect::<Result<_>>()?;
    readings.sort_by(|a, b| (a.week, &a.key_result).cmp(&(b.week, &b.key_result)));
    readings.dedup();
    Ok(readings)
}

#[derive(FromRow)]
struct ReadingRow {
    key_result: String,
    week: String,
    value: f64,
    confidence: i64,
    person: String,
    note: Option<String>,
}

impl ReadingRow {
    fn reading(self) -> Result<Reading> {
        let confidence = u8::try_from(self.confidence)
            .ok()
            .and_then(|confidence| Confidence::try_from(confidence).ok())
            .ok_or_else(|| StoreError::corrupt("reading.confidence"))?;
        Ok(Reading {
            key_result: KeyResultCode::new(self.key_result),
            week: week(&self.week, "reading.week")?,
            value: self.value,
            confidence,
            by: PersonId::new(self.person),
            note: self.note,
        })
    }
}
