//! Charts and tables: as Slack's own blocks, within their limits, or as less where a workspace refuses these.

use std::collections::HashSet;

use serde_json::Number;
use slack_morphism::blocks::{
    SlackBlock, SlackChart, SlackChartAxisConfig, SlackChartDataPoint, SlackChartDataSeries,
    SlackDataTableBlock, SlackDataTableCell, SlackDataTableRawNumberCell,
    SlackDataVisualizationBlock, SlackSeriesChart, SlackTableBlock, SlackTableCell,
    SlackTableColumnAlign, SlackTableColumnSetting,
};

use super::limits::cut;
use crate::domain::shape::Shape;
use crate::words::chart::{Cell, Chart, Look, Table};
use crate::words::message::{Line, Part};

const CHARTS: usize = 2;
const CHART_TITLE: usize = 50;
const CHART_LABEL: usize = 20;
const CHART_POINTS: usize = 20;
const CHART_SERIES: usize = 12;
const ROWS: usize = 100;
const COLUMNS: usize = 20;
/// All tables of a message together; a message has one.
const TABLE_CHARACTERS: usize = 10_000;
const CELL: usize = 500;
const CAPTION: usize = 300;
/// So many rows of a table are seen at once.
const PAGE_SIZE: u32 = 20;

/// The parts as a shape allows them: a chart that cannot be drawn becomes a table, a table that cannot be shown
/// becomes lines.
pub fn shaped(parts: &[Part], shape: Shape) -> Vec<Part> {
    let mut shaped: Vec<Part> = Vec::with_capacity(parts.len());
    let (mut charts, mut tables) = (0, 0);
    for part in merged(parts, shape) {
        let part = match part {
            Part::Chart(chart) if shape == Shape::Native && charts < CHARTS && drawable(&chart) => {
                charts += 1;
                shaped.push(Part::Chart(chart));
                continue;
            }
            Part::Chart(chart) => Part::Table(chart.table()),
            other => other,
        };
        shaped.push(match part {
            // More than one in a message is refused by some workspaces.
            Part::Table(table) if shape > Shape::Plain && tables == 0 && showable(&table) => {
                tables += 1;
                Part::Table(table)
            }
            Part::Table(table) => Part::Paragraph(table.lines()),
            other => other,
        });
    }
    shaped
}

/// Where charts become tables, or lines, those over the same points that follow each other are one.
fn merged(parts: &[Part], shape: Shape) -> Vec<Part> {
    let mut merged: Vec<Part> = Vec::with_capacity(parts.len());
    for part in parts {
        match (merged.last_mut(), part) {
            (Some(Part::Chart(before)), Part::Chart(chart))
                if shape < Shape::Native && before.points == chart.points =>
            {
                before.title = format!("{}; {}", before.title, chart.title);
                before.series.extend(chart.series.iter().cloned());
            }
            (_, part) => merged.push(part.clone()),
        }
    }
    merged
}

fn drawable(chart: &Chart) -> bool {
    let whole = |values: &[f64]| {
        values.len() == chart.points.len() && values.iter().all(|value| value.is_finite())
    };
    !chart.points.is_empty()
        && (1..=CHART_SERIES).contains(&chart.series.len())
        && chart.series.iter().all(|series| whole(&series.values))
}

fn showable(table: &Table) -> bool {
    let rows = table.rows.iter();
    let characters: usize = rows.flatten().map(|cell| cell.text().chars().count()).sum();
    let headings: usize = table.columns.iter().map(|text| text.chars().count()).sum();
    (1..=COLUMNS).contains(&table.columns.len())
        && (1..ROWS).contains(&table.rows.len())
        && characters + headings + table.rows.len() < TABLE_CHARACTERS
}

/// The block of a chart or a table that [`shaped`] left as one.
pub fn block(part: &Part, shape: Shape) -> Option<SlackBlock> {
    match part {
        Part::Chart(chart) => Some(chart_block(chart)),
        Part::Table(table) if shape == Shape::Native => Some(data_table(table)),
        Part::Table(table) => Some(plain_table(table)),
        _ => None,
    }
}

/// The lines that say the same as a chart or a table.
pub fn lines(part: &Part) -> Option<Vec<Line>> {
    match part {
        Part::Chart(chart) => Some(chart.lines()),
        Part::Table(table) => Some(table.lines()),
        _ => None,
    }
}

fn chart_block(chart: &Chart) -> SlackBlock {
    let first = chart.points.len().saturating_sub(CHART_POINTS);
    let points = distinct(&chart.points[first..]);
    let names: Vec<String> = chart.series.iter().map(|one| one.name.clone()).collect();
    let series = chart.series.iter().zip(distinct(&names));
    let series = series.map(|(one, name)| {
        let values = one.values.get(first..).unwrap_or_default();
        let data = points.iter().zip(values);
        let data =
            data.map(|(label, value)| SlackChartDataPoint::new(label.clone(), number(*value)));
        SlackChartDataSeries::new(name, data.collect())
    });
    let series = SlackSeriesChart::new(series.collect(), SlackChartAxisConfig::new(points.clone()));
    let drawn = match chart.look {
        Look::Lines => SlackChart::Line(series),
        Look::Bars => SlackChart::Bar(series),
    };
    SlackDataVisualizationBlock::new(cut(&chart.title, CHART_TITLE), drawn).into()
}

/// Labels as long as Slack takes them, and no two alike: it tells them apart by their text.
fn distinct(labels: &[String]) -> Vec<String> {
    let mut seen = HashSet::new();
    let distinct = labels.iter().map(|label| {
        let mut short = cut(label, CHART_LABEL);
        let mut again = 2;
        while !seen.insert(short.clone()) {
            let number = format!(" {again}");
            short = format!("{}{number}", cut(label, CHART_LABEL - number.len()));
            again += 1;
        }
        short
    });
    distinct.collect()
}

/// Whole numbers without a point.
fn number(value: f64) -> Number {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "whole and small enough, or else not taken"
    )]
    let whole = value as i64;
    if value.fract() == 0.0 && value.abs() < 1e15 {
        return Number::from(whole);
    }
    Number::from_f64(value).unwrap_or_else(|| Number::from(0))
}

fn data_table(table: &Table) -> SlackBlock {
    let heading = |text: &String| SlackDataTableCell::from(cell(text));
    let cell = |cell_of: Option<&Cell>| match cell_of {
        Some(Cell::Number(value, text)) if value.is_finite() => {
            SlackDataTableRawNumberCell::new(number(*value), cell(text)).into()
        }
        other => SlackDataTableCell::from(cell(other.map_or("", Cell::text))),
    };
    let headings = table.columns.iter().map(heading).collect();
    let rows = table.rows.iter();
    let rows = rows.map(|row| {
        (0..table.columns.len())
            .map(|at| cell(row.get(at)))
            .collect()
    });
    let rows = std::iter::once(headings).chain(rows).collect();
    SlackDataTableBlock::new(cut(&table.caption, CAPTION), rows)
        .with_page_size(PAGE_SIZE)
        .with_row_header_column_index(0)
        .into()
}

fn plain_table(table: &Table) -> SlackBlock {
    let heading = |text: &String| SlackTableCell::from(cell(text));
    let cell = |of: Option<&Cell>| SlackTableCell::from(cell(of.map_or("", Cell::text)));
    let headings = table.columns.iter().map(heading).collect();
    let rows = table.rows.iter();
    let rows = rows.map(|row| {
        (0..table.columns.len())
            .map(|at| cell(row.get(at)))
            .collect()
    });
    let is_number = |at: usize| matches!(table.rows[0].get(at), Some(Cell::Number(..)));
    let align = (0..table.columns.len()).map(|at| {
        let right = is_number(at).then_some(SlackTableColumnAlign::Right);
        SlackTableColumnSetting::new().with_align(right.unwrap_or(SlackTableColumnAlign::Left))
    });
    SlackTableBlock::new(std::iter::once(headings).chain(rows).collect())
        .with_column_settings(align.collect())
        .into()
}

/// A cell's text; an empty one stays empty, unlike anywhere else in Slack.
fn cell(text: &str) -> String {
    if text.trim().is_empty() {
        return " ".to_owned();
    }
    cut(text, CELL)
}
