//! A row of `headway export --what results`, as it is written.

use std::borrow::Cow;

use chrono::NaiveDate;
use serde::Serialize;

use super::disarm;
use crate::domain::id::TeamId;
use crate::domain::okr::Status;
use crate::domain::result_rows::ResultRow;
use crate::domain::week::{Quarter, Week};
use crate::words::team::status;

/// The columns, in the order of the fields below.
pub(super) const COLUMNS: [&str; 31] = [
    "week",
    "day",
    "objective",
    "objective_title",
    "quarter",
    "commitment",
    "private",
    "teams",
    "key_result",
    "metric",
    "unit",
    "direction",
    "curve",
    "weight",
    "baseline",
    "target",
    "known_since",
    "value",
    "confidence",
    "last_week",
    "last_value",
    "last_confidence",
    "progress",
    "expected",
    "expected_value",
    "status",
    "announced",
    "announced_before",
    "forecast",
    "forecast_readings",
    "score",
];

/// One week and key result.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Row<'a> {
    week: Week,
    day: NaiveDate,
    objective: Cow<'a, str>,
    objective_title: Cow<'a, str>,
    quarter: Quarter,
    commitment: &'static str,
    private: bool,
    teams: String,
    key_result: Cow<'a, str>,
    metric: Cow<'a, str>,
    unit: Cow<'a, str>,
    direction: &'static str,
    curve: &'static str,
    weight: f64,
    baseline: f64,
    target: f64,
    known_since: Option<NaiveDate>,
    value: Option<f64>,
    confidence: Option<u8>,
    last_week: Option<Week>,
    last_value: Option<f64>,
    last_confidence: Option<u8>,
    progress: f64,
    expected: f64,
    expected_value: f64,
    status: &'static str,
    announced: Option<&'static str>,
    announced_before: Option<&'static str>,
    forecast: Option<f64>,
    forecast_readings: Option<usize>,
    score: Option<String>,
}

impl<'a> Row<'a> {
    /// The row of a week and key result.
    pub(super) fn of(row: &ResultRow<'a>) -> Self {
        let (objective, it) = (row.objective, row.key_result);
        let teams: Vec<&str> = objective.teams.iter().map(TeamId::as_str).collect();
        let (reading, latest) = (row.reading.as_ref(), row.standing.latest.as_ref());
        let announced = |it: Option<Status>| it.map(status);
        Self {
            week: row.week,
            day: row.day,
            objective: objective.code.as_str().into(),
            objective_title: objective.title.as_str().into(),
            quarter: objective.quarter,
            commitment: objective.commitment.word(),
            private: objective.private,
            teams: teams.join(" "),
            key_result: it.code.as_str().into(),
            metric: it.metric.as_str().into(),
            unit: it.unit.word().into(),
            direction: row.aim.direction.word(),
            curve: row.aim.curve.word(),
            weight: row.aim.weight,
            baseline: row.aim.baseline,
            target: row.aim.target,
            known_since: it.made(),
            value: reading.map(|reading| reading.value),
            confidence: reading.map(|reading| reading.confidence.value()),
            last_week: latest.map(|latest| latest.week),
            last_value: latest.map(|latest| latest.value),
            last_confidence: latest.map(|latest| latest.confidence.value()),
            progress: row.standing.progress,
            expected: row.standing.expected,
            expected_value: row.standing.expected_value,
            status: status(row.standing.status),
            announced: announced(row.announced.now),
            announced_before: announced(row.announced.before),
            forecast: row.forecast.as_ref().map(|line| line.value),
            forecast_readings: row.forecast.as_ref().map(|line| line.values.len()),
            score: objective
                .closed
                .as_ref()
                .map(|closing| closing.score.to_string()),
        }
    }

    /// The same, with names that a spreadsheet cannot take for formulas.
    pub(super) fn without_formulas(&self) -> Self {
        let mut row = self.clone();
        for text in [
            &mut row.objective,
            &mut row.objective_title,
            &mut row.key_result,
            &mut row.metric,
        ] {
            disarm(text);
        }
        row
    }
}
