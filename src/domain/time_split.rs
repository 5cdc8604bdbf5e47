//! Time splits: whole percents over categories that add up to exactly 100, and how several become one.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::category::{Category, Marks};
use super::id::CategoryId;
use super::week::Week;

/// Whole percents over categories; they add up to exactly 100.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    try_from = "BTreeMap<CategoryId, u8>",
    into = "BTreeMap<CategoryId, u8>"
)]
pub struct TimeSplit(Shares);

/// Categories with more than nothing, by key, each once.
type Shares = Vec<(CategoryId, u8)>;

/// Percents that are no time split.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotASplit {
    /// More than the week has.
    #[error("adds up to {sum}: {} too many", .sum - 100)]
    TooMuch {
        /// What they add up to.
        sum: u32,
    },
    /// Less than the week has.
    #[error("adds up to {sum}: {} missing", 100 - .sum)]
    TooLittle {
        /// What they add up to.
        sum: u32,
    },
}

impl TimeSplit {
    /// Takes percents that add up to 100; zeros are not kept.
    ///
    /// # Errors
    /// When they add up to anything else.
    pub fn new(shares: impl IntoIterator<Item = (CategoryId, u8)>) -> Result<Self, NotASplit> {
        let mut shares: Shares = shares.into_iter().filter(|share| share.1 > 0).collect();
        shares.sort_by(|a, b| a.0.cmp(&b.0));
        shares.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1 = kept.1.saturating_add(next.1);
            }
            same
        });
        match shares.iter().map(|(_, percent)| u32::from(*percent)).sum() {
            100 => Ok(Self(shares)),
            sum @ 0..100 => Err(NotASplit::TooLittle { sum }),
            sum => Err(NotASplit::TooMuch { sum }),
        }
    }

    /// The percent of one category; 0 where it has none.
    #[must_use]
    pub fn percent(&self, category: &CategoryId) -> u8 {
        let share = self.0.iter().find(|(id, _)| id == category);
        share.map_or(0, |(_, percent)| *percent)
    }

    /// The percent of all categories that the marks of a week select.
    pub fn percent_where(
        &self,
        categories: &[Category],
        week: Week,
        select: impl Fn(Marks) -> bool,
    ) -> u32 {
        categories
            .iter()
            .filter(|category| select(category.marks(week)))
            .map(|category| u32::from(self.percent(&category.id)))
            .sum()
    }

    /// The elective part, by the marks of a week.
    #[must_use]
    pub fn elective(&self, categories: &[Category], week: Week) -> u32 {
        self.percent_where(categories, week, |marks| marks.elective)
    }

    /// Categories with more than nothing, by key.
    pub fn iter(&self) -> impl Iterator<Item = (&CategoryId, u8)> {
        self.0
            .iter()
            .map(|(category, percent)| (category, *percent))
    }

    /// The mean of several splits by weight, as whole percents by the largest remainder; none where the weights
    /// are nothing.
    #[must_use]
    pub fn mean<'a>(splits: impl IntoIterator<Item = (&'a Self, f64)>) -> Option<Self> {
        let mut sums: BTreeMap<&CategoryId, f64> = BTreeMap::new();
        for (split, weight) in splits {
            for (category, percent) in split.iter() {
                *sums.entry(category).or_default() += f64::from(percent) * weight;
            }
        }
        let total: f64 = sums.values().sum();
        if !(total > 0.0 && total.is_finite()) {
            return None;
        }
        let exact = sums.values().map(|sum| steady(100.0 * sum / total));
        let exact: Vec<f64> = exact.collect();
        let whole = apportioned(100, &exact).into_iter();
        let whole = whole.map(|share| u8::try_from(share).unwrap_or(u8::MAX));
        Self::new(sums.into_keys().cloned().zip(whole)).ok()
    }
}

/// A percent without the dust of adding up: shares of full time have few digits, doubles many; equal remainders must
/// be equal.
pub(in crate::domain) fn steady(percent: f64) -> f64 {
    (percent * 1e9).round() / 1e9
}

/// Gives a whole number out by exact parts, which add up to less than one more or less than it: each part rounded
/// down, then one more to those with the largest remainders, the earlier first (Hamilton's method).
#[must_use]
pub fn apportioned(whole: u32, exact: &[f64]) -> Vec<u32> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to what is given out first"
    )]
    let down = |share: f64| steady(share).clamp(0.0, f64::from(whole)).floor() as u32;
    let mut parts: Vec<u32> = exact.iter().map(|share| down(*share)).collect();
    let left = whole.saturating_sub(parts.iter().sum());
    let mut order: Vec<usize> = (0..parts.len()).collect();
    let remainder = |at: usize| steady(exact[at] - f64::from(down(exact[at])));
    order.sort_by(|&a, &b| remainder(b).total_cmp(&remainder(a)));
    for at in order
        .into_iter()
        .cycle()
        .take(if parts.is_empty() { 0 } else { left as usize })
    {
        parts[at] += 1;
    }
    parts
}

impl TryFrom<BTreeMap<CategoryId, u8>> for TimeSplit {
    type Error = NotASplit;

    fn try_from(shares: BTreeMap<CategoryId, u8>) -> Result<Self, Self::Error> {
        Self::new(shares)
    }
}

impl From<TimeSplit> for BTreeMap<CategoryId, u8> {
    fn from(split: TimeSplit) -> Self {
        split.0.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn split(shares: &[(&str, u8)]) -> TimeSplit {
        TimeSplit::new(
            shares
                .iter()
                .map(|(id, percent)| (CategoryId::new(*id), *percent)),
        )
        .unwrap()
    }

    #[test]
    fn five_too_many_is_said_so() {
        let no =
            TimeSplit::new([(CategoryId::new("a"), 55), (CategoryId::new("b"), 50)]).unwrap_err();
        assert_eq!(no.to_string(), "adds up to 105: 5 too many");
        let no = TimeSplit::new([(CategoryId::new("a"), 55)]).unwrap_err();
        assert_eq!(no.to_string(), "adds up to 55: 45 missing");
    }

    #[test]
    fn thirds_still_print_a_hundred() {
        let third = [33.333_333, 33.333_333, 33.333_333];
        assert_eq!(apportioned(100, &third), [34, 33, 33]);
    }

    #[test]
    fn equal_remainders_go_to_the_earlier_whatever_the_weights_are_like() {
        // 44.5 and 55.5 exactly; in doubles the second one's remainder comes out larger.
        for weight in [0.1, 0.33, 0.7, 1.1] {
            let parts = [("a", "b", 34_u8), ("a", "b", 55)];
            let splits = parts.map(|(a, b, one)| split(&[(a, one), (b, 100 - one)]));
            let mean = TimeSplit::mean(splits.iter().map(|it| (it, weight))).unwrap();
            assert_eq!(mean, split(&[("a", 45), ("b", 55)]), "{weight}");
        }
    }

    #[test]
    fn a_mean_weighs_people() {
        let mean =
            TimeSplit::mean([(&split(&[("a", 100)]), 3.0), (&split(&[("b", 100)]), 1.0)]).unwrap();
        assert_eq!(mean, split(&[("a", 75), ("b", 25)]));
        assert_eq!(TimeSplit::mean([(&split(&[("a", 100)]), 0.0)]), None);
    }

    proptest! {
        #[test]
        fn every_mean_adds_up_to_a_hundred(parts in proptest::collection::vec((0u8..=100, 0.01f64..50.0), 1..20)) {
            let splits: Vec<(TimeSplit, f64)> = parts
                .into_iter()
                .map(|(a, weight)| (TimeSplit::new([(CategoryId::new("a"), a), (CategoryId::new("b"), 100 - a)]).unwrap(), weight))
                .collect();
            let mean = TimeSplit::mean(splits.iter().map(|(split, weight)| (split, *weight))).unwrap();
            prop_assert_eq!(mean.iter().map(|(_, percent)| u32::from(percent)).sum::<u32>(), 100);
        }
    }
}
