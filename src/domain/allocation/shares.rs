//! Exact shares to whole percents that add up, also in the sums that stand beside them.
//!
//! Rounding goes from the large to the small, each time by largest remainder (Hamilton's method): first elective
//! against non-elective, then the purposes within each, then the categories within these. So the elective part is the
//! nearest whole percent and the sum of its lines at once; every figure is its exact value rounded up or down; and the
//! whole is 100.

use std::cmp::Ordering;

use crate::domain::category::{Category, Purpose};
use crate::domain::id::CategoryId;
use crate::domain::time_split::{TimeSplit, apportioned, steady};
use crate::domain::week::Week;

/// Time by category, in people's weeks times 100.
#[derive(Debug, Default)]
pub(super) struct Sums<'a> {
    /// By key, as in a split.
    by_category: Vec<(&'a CategoryId, f64)>,
    pub people: f64,
}

impl<'a> Sums<'a> {
    /// Adds a split that stands for so many people.
    pub fn add(&mut self, split: &'a TimeSplit, people: f64) {
        let mut at = 0;
        for (category, percent) in split.iter() {
            let time = f64::from(percent) * people;
            // Both are in the order of keys, so the place is a step or two ahead.
            let place = self.by_category[at..]
                .iter()
                .map(|(known, _)| order(known, category));
            let mut places = place
                .enumerate()
                .filter(|(_, order)| *order != Ordering::Less);
            match places.next() {
                Some((ahead, Ordering::Equal)) => {
                    at += ahead;
                    self.by_category[at].1 += time;
                }
                Some((ahead, _)) => {
                    at += ahead;
                    self.by_category.insert(at, (category, time));
                }
                None => {
                    at = self.by_category.len();
                    self.by_category.push((category, time));
                }
            }
            at += 1;
        }
        self.people += people;
    }

    fn of(&self, category: &CategoryId) -> Option<f64> {
        let found = self.by_category.iter().find(|(id, _)| *id == category)?;
        Some(found.1)
    }

    /// A category's exact percent.
    pub fn exact(&self, category: &CategoryId) -> f64 {
        steady(self.of(category).unwrap_or(0.0) / self.people)
    }

    /// The exact percent of all categories that are elective in a week.
    pub fn elective(&self, categories: &[Category], week: Week) -> f64 {
        let elective = categories.iter().filter(|it| it.marks(week).elective);
        let sum: f64 = elective.filter_map(|category| self.of(&category.id)).sum();
        steady(sum / self.people)
    }

    /// Whole percents over the categories; none where they stand for nobody.
    pub fn rounded(&self, categories: &[Category], week: Week) -> Option<TimeSplit> {
        if !(self.people > 0.0 && self.people.is_finite()) {
            return None;
        }
        let mut halves: Halves<'_> = Default::default();
        for (category, _) in &self.by_category {
            let known = categories.iter().find(|known| known.id == **category);
            // What nobody knows any more counts as work that came by itself.
            let (elective, purpose) = known.map_or((false, Purpose::Run), |it| {
                (it.marks(week).elective, it.marks(week).purpose)
            });
            let half = if elective { 0 } else { 1 };
            // Not made steady yet: the dust of many lines would add up, and decide a tie.
            let exact = self.of(category).unwrap_or(0.0) / self.people;
            halves[half][at(purpose)].push((category, exact));
        }
        let shares = shared_out(&halves);
        whole_split(shares.into_iter().map(|(_, id, whole)| (id, whole)))
    }
}

/// By whether it is elective, by purpose, by category: the exact percents of a whole.
pub(super) type Halves<'a> = [[Vec<(&'a CategoryId, f64)>; 3]; 2];

/// Whole percents of all lines, with the half that each stands in.
pub(super) fn shared_out<'a>(halves: &Halves<'a>) -> Vec<(Place, &'a CategoryId, u32)> {
    let purposes = halves
        .each_ref()
        .map(|half| half.each_ref().map(|it| total(it)));
    let wholes = apportioned(100, &purposes.each_ref().map(|half| half.iter().sum()));
    let mut shares = Vec::new();
    for (half, (lines_of, whole)) in halves.iter().zip(wholes).enumerate() {
        for (purpose, (lines, whole)) in lines_of
            .iter()
            .zip(apportioned(whole, &purposes[half]))
            .enumerate()
        {
            let exact: Vec<f64> = lines.iter().map(|(_, exact)| *exact).collect();
            let whole = apportioned(whole, &exact);
            let lines = lines.iter().zip(whole);
            shares.extend(lines.map(|((id, _), it)| (Place { half, purpose }, *id, it)));
        }
    }
    shares
}

/// Where a line stands: its half, 0 for elective, and its purpose by [`at`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub half: usize,
    pub purpose: usize,
}

/// A split of whole percents; none where they do not add up.
pub(super) fn whole_split<'a>(
    shares: impl Iterator<Item = (&'a CategoryId, u32)>,
) -> Option<TimeSplit> {
    let shares = shares.map(|(id, it)| Some((id.clone(), u8::try_from(it).ok()?)));
    TimeSplit::new(shares.collect::<Option<Vec<_>>>()?).ok()
}

/// Ids that were read together share their texts, and need no comparing.
fn order(one: &CategoryId, other: &CategoryId) -> Ordering {
    if std::ptr::eq(one.as_str(), other.as_str()) {
        return Ordering::Equal;
    }
    one.cmp(other)
}

pub(super) fn at(purpose: Purpose) -> usize {
    match purpose {
        Purpose::Innovation => 0,
        Purpose::TuneUp => 1,
        Purpose::Run => 2,
    }
}

fn total(lines: &[(&CategoryId, f64)]) -> f64 {
    lines.iter().map(|(_, exact)| exact).sum()
}

/// A part of a whole in whole percents, halves up; 0 of nothing.
pub(super) fn percent(part: f64, whole: f64) -> u32 {
    if whole > 0.0 {
        nearest(100.0 * part / whole)
    } else {
        0
    }
}

/// The nearest whole percent, halves up.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to 0..=100 first"
)]
pub(super) fn nearest(percent: f64) -> u32 {
    steady(percent).round().clamp(0.0, 100.0) as u32
}
