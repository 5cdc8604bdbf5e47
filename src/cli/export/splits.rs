//! A row of `headway export --what splits`, as it is written.

use std::borrow::Cow;

use serde::Serialize;

use super::disarm;
use crate::domain::category::Purpose;
use crate::domain::split_rows::SplitRow;
use crate::domain::week::Week;

/// The columns, in the order of the fields below.
pub(super) const COLUMNS: [&str; 19] = [
    "week",
    "team",
    "team_name",
    "kind",
    "product_line",
    "category",
    "category_name",
    "elective",
    "purpose",
    "percent",
    "estimate",
    "counted",
    "answered",
    "asked",
    "repeated",
    "weight",
    "available",
    "agreed_percent",
    "band",
];

/// One team, week and category.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Row<'a> {
    week: Week,
    team: Cow<'a, str>,
    team_name: Cow<'a, str>,
    kind: &'static str,
    product_line: Option<Cow<'a, str>>,
    category: Option<Cow<'a, str>>,
    category_name: Option<Cow<'a, str>>,
    elective: Option<bool>,
    purpose: Option<&'static str>,
    percent: Option<u8>,
    estimate: bool,
    counted: u32,
    answered: u32,
    asked: u32,
    repeated: Option<u32>,
    weight: f64,
    available: f64,
    agreed_percent: Option<u8>,
    band: Option<u8>,
}

impl<'a> Row<'a> {
    /// The row of a team, week and category.
    pub(super) fn of(row: &SplitRow<'a>) -> Self {
        let share = row.share.as_ref();
        let line = row.team.product_line.as_deref();
        Self {
            week: row.week,
            team: row.team.id.as_str().into(),
            team_name: row.team.name.as_str().into(),
            kind: row.team.kind.word(),
            product_line: line.map(Cow::Borrowed),
            category: share.map(|share| share.category.as_str().into()),
            category_name: share.map(|share| share.name.into()),
            elective: share.map(|share| share.elective),
            purpose: share.and_then(|share| share.purpose).map(Purpose::word),
            percent: share.map(|share| share.percent),
            estimate: row.estimate,
            counted: row.counted,
            answered: row.answered,
            asked: row.asked,
            repeated: row.repeated,
            weight: row.weight,
            available: row.available,
            agreed_percent: share.and_then(|share| share.agreed),
            band: row.band,
        }
    }

    /// The same, with names that a spreadsheet cannot take for formulas.
    pub(super) fn without_formulas(&self) -> Self {
        let mut row = self.clone();
        for text in [&mut row.team, &mut row.team_name] {
            disarm(text);
        }
        for text in [
            &mut row.product_line,
            &mut row.category,
            &mut row.category_name,
        ] {
            text.iter_mut().for_each(disarm);
        }
        row
    }
}
