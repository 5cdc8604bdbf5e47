//! Weeks beside one another: the split as lines, and which of them have no number.

use super::chart::{Chart, Look, Series};
use super::figures::listed;
use crate::domain::organisation::Organisation;
use crate::domain::time_split::TimeSplit;
use crate::domain::week::Week;

/// Slack draws so many lines; elective work and what was agreed of it are two.
const CATEGORIES: usize = 10;

/// A week with a number.
#[derive(Debug, Clone, Copy)]
pub struct Point<'a> {
    /// Which.
    pub week: Week,
    /// Its elective part, in percent.
    pub elective: u32,
    /// What was agreed of that; none where nothing was.
    pub agreed: Option<u32>,
    /// Where it went.
    pub split: &'a TimeSplit,
}

/// The split by category, with the elective part and what was agreed of it, over weeks that have a number; none before
/// there are two.
#[must_use]
pub fn chart(weeks: &[Point<'_>], org: &Organisation) -> Option<Chart> {
    if weeks.len() < 2 {
        return None;
    }
    let series = |name: &str, value: &dyn Fn(&Point<'_>) -> u32| Series {
        name: name.to_owned(),
        values: weeks.iter().map(|week| f64::from(value(week))).collect(),
    };
    let mut lines = vec![series("Elective", &|week| week.elective)];
    // A line has no holes: where nothing was agreed for some weeks there is none.
    if weeks.iter().all(|week| week.agreed.is_some()) {
        lines.push(series("Elective, agreed", &|week| {
            week.agreed.unwrap_or_default()
        }));
    }
    let some = |id| weeks.iter().any(|week| week.split.percent(id) > 0);
    let shown = org.categories.iter().filter(|category| some(&category.id));
    lines.extend(shown.take(CATEGORIES).map(|category| {
        series(&category.name, &|week| {
            u32::from(week.split.percent(&category.id))
        })
    }));
    let name = |point: &Point<'_>| format!("W{:02}", point.week.number());
    Some(Chart {
        title: "Where the weeks went, % of the time".to_owned(),
        look: Look::Lines,
        points: weeks.iter().map(name).collect(),
        series: lines,
    })
}

/// "No number for weeks 46 and 47; none is filled in."; nothing where none is missing. A chart leaves such weeks out.
#[must_use]
pub fn without_number(missing: &[Week]) -> Option<String> {
    let numbers = missing.iter().map(|week| week.number().to_string());
    let numbers: Vec<String> = numbers.collect();
    let weeks = if missing.len() == 1 { "week" } else { "weeks" };
    (!missing.is_empty()).then(|| {
        let numbers = listed(&numbers);
        format!("No number for {weeks} {numbers}; none is filled in.")
    })
}
