//! The tune-up share of each month beside fires, and days from start to result, a month later. They stand beside
//! each other; nothing here says that one made the other.

use super::time::weeks_of;
use super::{MONTHS_BEFORE, Sources};
use crate::domain::allocation::{Group, Scope, Span};
use crate::domain::category::Purpose;
use crate::domain::id::CategoryId;
use crate::domain::iteration::{Iteration, ledger};
use crate::domain::period::{Month, Period};
use crate::domain::week::Week;

/// The category that is beside tune-ups, where a company has one of this key.
const FIRES: &str = "fires";

/// Months with the month after each.
#[derive(Debug, Clone, PartialEq)]
pub struct Later {
    /// Which category stands beside the tune-ups; all non-elective work where there is none.
    pub beside: Option<CategoryId>,
    /// The earliest first; only months that have a number and are followed by one that has.
    pub months: Vec<LaterMonth>,
}

/// A month and the one after it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LaterMonth {
    /// Which.
    pub month: Month,
    /// Its tune-up share, in percent.
    pub tune_ups: u32,
    /// The share of fires in the month after, in percent.
    pub fires: u32,
    /// The median of days from start to result, of iterations told in the month after.
    pub days: Option<f64>,
}

pub(super) fn later(sources: &Sources<'_>) -> Later {
    let group = Group::new(sources.org, sources.history, &Scope::Company);
    let fires = CategoryId::new(FIRES);
    let known = sources.org.categories.iter();
    let beside = known
        .map(|category| &category.id)
        .find(|id| **id == fires)
        .cloned();
    let last = sources.last_week();
    let mut months = vec![Month::of_week(last)];
    for _ in 0..MONTHS_BEFORE {
        months.push(months[months.len() - 1].previous());
    }
    months.reverse();
    let spans: Vec<(Month, Option<Span>)> = months
        .into_iter()
        .map(|month| {
            let mut weeks = weeks_of(Period::Month(month));
            weeks.retain(|week| *week <= last);
            (month, group.span(&weeks))
        })
        .collect();
    let pairs = spans.iter().zip(spans.iter().skip(1));
    let months = pairs.filter_map(|((month, before), (next, after))| {
        let (before, after) = (before.as_ref()?, after.as_ref()?);
        Some(LaterMonth {
            month: *month,
            tune_ups: share(before, Purpose::TuneUp),
            fires: beside.as_ref().map_or(100 - after.elective, |fires| {
                u32::from(after.split.percent(fires))
            }),
            days: days(sources, *next, last),
        })
    });
    Later {
        months: months.collect(),
        beside,
    }
}

fn share(span: &Span, purpose: Purpose) -> u32 {
    let found = span.purposes.iter().find(|(one, _)| *one == purpose);
    found.map_or(0, |(_, percent)| *percent)
}

fn days(sources: &Sources<'_>, month: Month, last: Week) -> Option<f64> {
    let told_in = |it: &&Iteration| {
        let week = it.outcome.as_ref().map(|outcome| Week::of(outcome.day));
        week.is_some_and(|week| week <= last && Month::of_week(week) == month)
    };
    let told: Vec<Iteration> = sources.iterations.iter().filter(told_in).cloned().collect();
    ledger(&told, sources.day).median_days
}
