//! Patterns in a series of weeks, each with the numbers that it stands on.
//!
//! Nothing is called a pattern that stands on fewer than four weeks, or on less than half of the time that was
//! available in its weeks. No two say the same: five weeks outside the band replace two; a week that is unusual in
//! several categories is said once, as a fire week where non-elective work grew; and one week alone is no trend.

use super::robust::{median, unusual_from};
use super::series::WeekPoint;
use crate::domain::category::Category;
use crate::domain::id::CategoryId;
use crate::domain::week::Week;

/// Below so many weeks of data nothing is called normal, or a pattern.
pub const WEEKS_FOR_NORMAL: usize = 4;

/// So many weeks before a week say what is normal in it.
const WEEKS_BEFORE: u32 = 8;

/// Ten points are half a day of everybody's week. Less is not called unusual or a trend, whatever the spread: people
/// estimate in steps of five.
pub const LEAST_CHANGE: f64 = 10.0;

/// From so many weeks outside the band on it is a state of things.
pub const CHRONIC_FROM: u32 = 5;

/// From so many weeks with the same split on, one may ask whether the question is worth asking.
pub const REPEATED_FROM: u32 = 6;

/// What a team's weeks show.
#[derive(Debug, Clone, PartialEq)]
pub enum Pattern {
    /// Outside the band for five weeks in a row or more; it takes the place of a drift.
    Chronic {
        /// How many, up to and with this one.
        weeks: u32,
        /// What was agreed of elective work, in percent.
        agreed: u32,
        /// How many points more elective work than agreed, in the mean of these weeks; negative where it was less.
        points: i32,
    },
    /// Outside the band for two weeks in a row or more.
    Drift {
        /// How many points more elective work than agreed, week by week, the oldest first.
        points: Vec<i32>,
    },
    /// Within the band, after two weeks in a row or more outside it.
    Back {
        /// How many they were.
        weeks: u32,
    },
    /// A non-elective category took unusually much.
    FireWeek(FireWeek),
    /// Another category took unusually much or little.
    Break(Unusual),
    /// Four weeks differ from the four before.
    Trend(Trend),
    /// The same split, week after week.
    Repeated {
        /// How many weeks in a row.
        weeks: u32,
    },
}

/// A week that is far from the eight before.
#[derive(Debug, Clone, PartialEq)]
pub struct Unusual {
    /// In which category.
    pub category: CategoryId,
    /// What it took.
    pub percent: u32,
    /// What is normal: the median of the weeks before, halves rounded up.
    pub normal: u32,
    /// How many weeks that is the median of.
    pub weeks: u32,
}

/// A week in which a non-elective category took unusually much.
#[derive(Debug, Clone, PartialEq)]
pub struct FireWeek {
    /// Which, how much, and what is normal.
    pub unusual: Unusual,
    /// How many people's week it took.
    pub people: f64,
}

/// Non-elective work over four weeks, and over the four before.
#[derive(Debug, Clone, PartialEq)]
pub struct Trend {
    /// The mean of the last four weeks, in percent.
    pub now: u32,
    /// The mean of the four before.
    pub before: u32,
    /// The category that makes more than half of the difference, if one does.
    pub most_in: Option<CategoryId>,
}

/// The patterns of a series that ends with the week that is told; in the order in which they are said.
#[must_use]
pub fn patterns(points: &[WeekPoint<'_>], categories: &[Category]) -> Vec<Pattern> {
    let Some(last) = points.last() else {
        return Vec::new();
    };
    let recent = since(points, last.week.back(WEEKS_BEFORE));
    if recent.len() < WEEKS_FOR_NORMAL {
        return Vec::new();
    }
    let unusual = match fire_week(points, categories) {
        Some(fires) => Some(Pattern::FireWeek(fires)),
        None => unusual(points, categories).map(Pattern::Break),
    };
    [
        outside(points).or_else(|| back(points)),
        unusual,
        trend(points, categories).map(Pattern::Trend),
        repeated(points),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The points of a week and all after it.
fn since<'p, 'a>(points: &'p [WeekPoint<'a>], week: Week) -> &'p [WeekPoint<'a>] {
    &points[points.partition_point(|point| point.week < week)..]
}

/// Whether the weeks stand for half of the time that was available in them, at least.
fn covered(points: &[WeekPoint<'_>]) -> bool {
    let weight: f64 = points.iter().map(|point| point.weight).sum();
    let available: f64 = points.iter().map(|point| point.available).sum();
    available > 0.0 && weight >= available / 2.0
}

/// The weeks in a row, up to and with the last, of which something holds. A week without an answer ends the row.
fn in_a_row<'p, 'a>(
    points: &'p [WeekPoint<'a>],
    holds: impl Fn(&WeekPoint<'_>) -> bool,
) -> &'p [WeekPoint<'a>] {
    let mut start = points.len();
    while let Some(point) = start.checked_sub(1).and_then(|before| points.get(before)) {
        let follows = points
            .get(start)
            .is_none_or(|next| next.week.previous() == point.week);
        if !follows || !holds(point) {
            break;
        }
        start -= 1;
    }
    &points[start..]
}

fn row_outside<'p, 'a>(points: &'p [WeekPoint<'a>]) -> &'p [WeekPoint<'a>] {
    in_a_row(points, |point| {
        point.against.is_some_and(super::AgainstAgreed::outside)
    })
}

/// For how many weeks in a row, up to and with the last, the team has been outside its band.
#[must_use]
pub fn weeks_outside(points: &[WeekPoint<'_>]) -> u32 {
    count(row_outside(points).len())
}

fn outside(points: &[WeekPoint<'_>]) -> Option<Pattern> {
    let row = row_outside(points);
    if row.len() < 2 || !covered(row) {
        return None;
    }
    let weeks = count(row.len());
    let against: Vec<_> = row.iter().filter_map(|point| point.against).collect();
    let points: Vec<i32> = against.iter().map(|against| against.points()).collect();
    Some(if weeks >= CHRONIC_FROM {
        let sum: i32 = points.iter().sum();
        let mean = (f64::from(sum) / f64::from(weeks)).round();
        Pattern::Chronic {
            weeks,
            agreed: against.last()?.agreed,
            points: signed(mean),
        }
    } else {
        Pattern::Drift { points }
    })
}

fn back(points: &[WeekPoint<'_>]) -> Option<Pattern> {
    let (last, before) = points.split_last()?;
    let within = last.against.is_some_and(|against| !against.outside());
    let follows = before.last()?.week.next() == last.week;
    let row = row_outside(before);
    let news = within && follows && row.len() >= 2;
    let shown = covered(row) && covered(std::slice::from_ref(last));
    (news && shown).then(|| Pattern::Back {
        weeks: count(row.len()),
    })
}

/// What is normal for the last week in a category: the median of the eight weeks before, halves rounded up, where
/// there are four of them at least.
#[must_use]
pub fn normal(points: &[WeekPoint<'_>], category: &CategoryId) -> Option<u32> {
    let (last, before) = points.split_last()?;
    let before = since(before, last.week.back(WEEKS_BEFORE));
    let share = |point: &WeekPoint<'_>| f64::from(point.split.percent(category));
    let shares: Vec<f64> = before.iter().map(share).collect();
    (shares.len() >= WEEKS_FOR_NORMAL).then(|| median(&shares).map(whole))?
}

/// How far the last week is from what is normal in a category: its excess over what would be unusual.
fn against_normal(points: &[WeekPoint<'_>], category: &Category) -> Option<(f64, f64, Unusual)> {
    let (last, before) = points.split_last()?;
    let before = since(before, last.week.back(WEEKS_BEFORE));
    let share = |point: &WeekPoint<'_>| f64::from(point.split.percent(&category.id));
    let shares: Vec<f64> = before.iter().map(share).collect();
    let (normal, unusual) = unusual_from(&shares, LEAST_CHANGE)?;
    let distance = share(last) - normal;
    Some((
        distance,
        distance.abs() - unusual,
        Unusual {
            category: category.id.clone(),
            percent: u32::from(last.split.percent(&category.id)),
            normal: whole(normal),
            weeks: count(before.len()),
        },
    ))
}

/// Whether the last week and those before it are enough to say what is normal.
fn has_a_normal(points: &[WeekPoint<'_>]) -> bool {
    let Some(last) = points.last() else {
        return false;
    };
    let window = since(points, last.week.back(WEEKS_BEFORE));
    window.len() > WEEKS_FOR_NORMAL && covered(window) && covered(std::slice::from_ref(last))
}

/// The non-elective category that took furthest beyond what is usual in the last week, if one did.
#[must_use]
pub fn fire_week(points: &[WeekPoint<'_>], categories: &[Category]) -> Option<FireWeek> {
    let last = points.last().filter(|_| has_a_normal(points))?;
    let (_, unusual) = categories
        .iter()
        .filter(|category| !category.marks(last.week).elective)
        .filter_map(|category| against_normal(points, category))
        .filter(|(distance, beyond, _)| *distance > 0.0 && *beyond > 0.0)
        .map(|(_, beyond, unusual)| (beyond, unusual))
        .reduce(|most, next| if next.0 > most.0 { next } else { most })?;
    Some(FireWeek {
        people: f64::from(unusual.percent) * last.weight / 100.0,
        unusual,
    })
}

/// The category that is furthest beyond what is usual in the last week, up or down, if one is.
fn unusual(points: &[WeekPoint<'_>], categories: &[Category]) -> Option<Unusual> {
    if !has_a_normal(points) {
        return None;
    }
    categories
        .iter()
        .filter_map(|category| against_normal(points, category))
        .filter(|(_, beyond, _)| *beyond > 0.0)
        .map(|(_, beyond, unusual)| (beyond, unusual))
        .reduce(|most, next| if next.0 > most.0 { next } else { most })
        .map(|(_, unusual)| unusual)
}

/// Four weeks against the four before, three of each at least: ten points apart, and still five whichever week is
/// left out, so that one wild week is no trend.
fn trend(points: &[WeekPoint<'_>], categories: &[Category]) -> Option<Trend> {
    let last = points.last()?.week;
    let eight = since(points, last.back(7));
    let (before, now) = eight.split_at(eight.partition_point(|it| it.week < last.back(3)));
    if before.len() < 3 || now.len() < 3 || !covered(before) || !covered(now) {
        return None;
    }
    let non_elective = |points: &[WeekPoint<'_>]| -> Vec<f64> {
        points
            .iter()
            .map(|point| 100.0 - f64::from(point.elective))
            .collect()
    };
    let (was, is) = (non_elective(before), non_elective(now));
    let difference = mean(&is) - mean(&was);
    let direction = difference.signum();
    let stands = |difference: f64| difference * direction >= LEAST_CHANGE / 2.0;
    let stands_without_any = without_each(&is).all(|is| stands(is - mean(&was)))
        && without_each(&was).all(|was| stands(mean(&is) - was));
    if difference.abs() < LEAST_CHANGE || !stands_without_any {
        return None;
    }
    let moved = |category: &Category| {
        let share = |points: &[WeekPoint<'_>]| -> Vec<f64> {
            points
                .iter()
                .map(|point| f64::from(point.split.percent(&category.id)))
                .collect()
        };
        (mean(&share(now)) - mean(&share(before))) * direction
    };
    let most_in = categories
        .iter()
        .filter(|category| !category.marks(last).elective)
        .find(|category| moved(category) > difference.abs() / 2.0);
    Some(Trend {
        now: whole(mean(&is)),
        before: whole(mean(&was)),
        most_in: most_in.map(|category| category.id.clone()),
    })
}

fn repeated(points: &[WeekPoint<'_>]) -> Option<Pattern> {
    let last = points.last()?;
    let row = in_a_row(points, |point| point.split == last.split);
    let weeks = count(row.len());
    (weeks >= REPEATED_FROM && covered(row)).then_some(Pattern::Repeated { weeks })
}

#[expect(clippy::cast_precision_loss, reason = "a handful of weeks")]
fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// The means of a list without each of its values in turn.
#[expect(clippy::cast_precision_loss, reason = "a handful of weeks")]
fn without_each(values: &[f64]) -> impl Iterator<Item = f64> {
    let sum: f64 = values.iter().sum();
    values
        .iter()
        .map(move |value| (sum - value) / (values.len() - 1) as f64)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "percents"
)]
fn whole(percent: f64) -> u32 {
    percent.round().clamp(0.0, 100.0) as u32
}

#[expect(clippy::cast_possible_truncation, reason = "points, within a hundred")]
fn signed(points: f64) -> i32 {
    points as i32
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
