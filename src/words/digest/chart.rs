//! The chart in the digest's head: how the company's split went over its last weeks; or why there is none.

use super::super::chart::Chart;
use super::super::weeks::{self, Point, without_number};
use crate::domain::allocation::Allocation;
use crate::domain::digest::Digest;
use crate::domain::organisation::Organisation;
use crate::domain::week::Week;

/// The company's weeks that have a number; none before there are two.
pub(super) fn chart(digest: &Digest, org: &Organisation) -> Option<Chart> {
    let points: Vec<Point<'_>> = digest.company.weeks.iter().map(point).collect();
    weeks::chart(&points, org)
}

fn point(week: &Allocation) -> Point<'_> {
    Point {
        week: week.week,
        elective: week.elective,
        agreed: week.against.as_ref().map(|one| one.agreed),
        split: &week.split,
    }
}

/// What the chart does not show, in a sentence: that there is none yet, or which of its weeks have no number.
pub(super) fn without(digest: &Digest) -> Option<String> {
    let weeks = &digest.company.weeks;
    let first = weeks.first()?.week;
    if weeks.len() == 1 {
        return Some(
            "The only one of the last twelve weeks with a number: nothing to draw or to compare it with yet."
                .to_owned(),
        );
    }
    let between = u32::try_from(digest.week.since(first)).unwrap_or(0);
    let missing = (0..between).map(|ahead| first.ahead(ahead));
    let missing = missing.filter(|week| weeks.iter().all(|one| one.week != *week));
    without_number(&missing.collect::<Vec<Week>>())
}
