//! The chart in the digest's head: how the company's split went over its last weeks; or why there is none.

use super::super::chart::{Chart, Look, Series};
use super::super::figures::listed;
use crate::domain::allocation::Allocation;
use crate::domain::digest::Digest;
use crate::domain::organisation::Organisation;
use crate::domain::week::Week;

/// A line begins with so many weeks.
const LEAST_WEEKS: usize = 2;
/// Slack draws so many lines; elective work and what was agreed of it are two.
const CATEGORIES: usize = 10;

/// The split by category, with the elective part and what was agreed of it, over the weeks that have a number; none
/// before there are two.
pub(super) fn chart(digest: &Digest, org: &Organisation) -> Option<Chart> {
    let weeks = &digest.company.weeks;
    if weeks.len() < LEAST_WEEKS {
        return None;
    }
    let series = |name: &str, value: &dyn Fn(&Allocation) -> u32| Series {
        name: name.to_owned(),
        values: weeks.iter().map(|week| f64::from(value(week))).collect(),
    };
    let mut lines = vec![series("Elective", &|week| week.elective)];
    // A line has no holes: where nothing was agreed for some weeks there is none.
    if weeks.iter().all(|week| week.against.is_some()) {
        let agreed = |week: &Allocation| week.against.as_ref().map_or(0, |one| one.agreed);
        lines.push(series("Elective, agreed", &agreed));
    }
    let some = |id| weeks.iter().any(|week| week.split.percent(id) > 0);
    let shown = org.categories.iter().filter(|category| some(&category.id));
    lines.extend(shown.take(CATEGORIES).map(|category| {
        series(&category.name, &|week| {
            u32::from(week.split.percent(&category.id))
        })
    }));
    Some(Chart {
        title: "Where the weeks went, % of the time".to_owned(),
        look: Look::Lines,
        points: weeks.iter().map(|week| point(week.week)).collect(),
        series: lines,
    })
}

/// What the chart does not show, in a sentence: that there is none yet, or which of its weeks have no number.
pub(super) fn without(digest: &Digest) -> Option<String> {
    let weeks = &digest.company.weeks;
    let first = weeks.first()?.week;
    if weeks.len() < LEAST_WEEKS {
        return Some(
            "The only one of the last twelve weeks with a number: nothing to draw or to compare it with yet."
                .to_owned(),
        );
    }
    let between = u32::try_from(digest.week.since(first)).unwrap_or(0);
    let missing = (0..between).map(|ahead| first.ahead(ahead));
    let missing = missing.filter(|week| weeks.iter().all(|one| one.week != *week));
    let missing: Vec<String> = missing.map(|week| week.number().to_string()).collect();
    let weeks = if missing.len() == 1 { "week" } else { "weeks" };
    let missing_weeks = listed(&missing);
    (!missing.is_empty())
        .then(|| format!("No number for {weeks} {missing_weeks}; none is filled in."))
}

fn point(week: Week) -> String {
    format!("W{:02}", week.number())
}
