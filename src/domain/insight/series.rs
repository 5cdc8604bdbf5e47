//! A team's weeks in order, as patterns read them: only weeks whose split may be shown.

use std::borrow::Cow;

use super::{AgainstAgreed, against_agreed, shown};
use crate::domain::category::Category;
use crate::domain::check_in::RollUp;
use crate::domain::organisation::Team;
use crate::domain::time_split::TimeSplit;
use crate::domain::week::Week;

/// One week of a team, or of several together.
#[derive(Debug, Clone, PartialEq)]
pub struct WeekPoint<'a> {
    /// Which week.
    pub week: Week,
    /// Where it went.
    pub split: Cow<'a, TimeSplit>,
    /// The elective part by the marks of the week, in percent.
    pub elective: u32,
    /// Against what was agreed, where anything was.
    pub against: Option<AgainstAgreed>,
    /// How many people the split stands for.
    pub weight: f64,
    /// How many people could have answered for.
    pub available: f64,
}

/// The weeks of a team up to and with one, of its rows in order of weeks. A week without a split that may be shown
/// is not in it: silence is never filled in.
#[must_use]
pub fn series<'a>(
    team: &Team,
    rows: &'a [RollUp],
    categories: &[Category],
    week: Week,
) -> Vec<WeekPoint<'a>> {
    rows.iter()
        .filter(|row| row.week <= week && shown(row))
        .filter_map(|row| {
            let split = row.split.as_ref()?;
            Some(WeekPoint {
                week: row.week,
                split: Cow::Borrowed(split),
                elective: split.elective(categories, row.week),
                against: against_agreed(team, row.week, split, categories),
                weight: row.weight,
                available: row.available,
            })
        })
        .collect()
}
