//! Tables of examples, and the statistics recomputed in another way.

use std::borrow::Cow;

use proptest::prelude::*;

use super::*;
use crate::domain::category::defaults;
use crate::domain::id::CategoryId;

/// A split of fires, new features and what is left for existing ones.
fn split(fires: u8, new: u8) -> TimeSplit {
    let id = CategoryId::new;
    TimeSplit::new([
        (id("fires"), fires),
        (id("new"), new),
        (id("existing"), 100 - fires - new),
    ])
    .unwrap()
}

fn at(back: u32) -> Week {
    "2026-W47".parse::<Week>().unwrap().back(back)
}

/// Weeks that end with W47, the oldest first, where 65% ± 10 elective work was agreed; `None` is a silent week.
fn weeks(splits: &[Option<TimeSplit>]) -> Vec<WeekPoint<'static>> {
    let last = u32::try_from(splits.len()).unwrap() - 1;
    let points = splits.iter().zip(0u32..).filter_map(|(split, from_first)| {
        let (split, week) = (split.clone()?, at(last - from_first));
        let elective = split.elective(&defaults(), week);
        Some(WeekPoint {
            week,
            elective,
            split: Cow::Owned(split),
            against: Some(AgainstAgreed {
                elective,
                agreed: 65,
                band: 10,
            }),
            weight: 7.0,
            available: 7.0,
        })
    });
    points.collect()
}

/// So much went to fires; new features took 20% throughout.
fn fires(percents: &[u8]) -> Vec<WeekPoint<'static>> {
    let splits: Vec<_> = percents.iter().map(|it| Some(split(*it, 20))).collect();
    weeks(&splits)
}

fn shows(points: &[WeekPoint<'_>]) -> Vec<Pattern> {
    patterns(points, &defaults())
}

fn fire(percent: u32, normal: u32, weeks: u32) -> Pattern {
    Pattern::FireWeek(FireWeek {
        unusual: Unusual {
            category: CategoryId::new("fires"),
            percent,
            normal,
            weeks,
        },
        people: f64::from(percent) * 7.0 / 100.0,
    })
}

#[test]
fn what_weeks_of_fires_show() {
    let trend = |now, before| {
        let most_in = Some(CategoryId::new("fires"));
        Pattern::Trend(Trend {
            now,
            before,
            most_in,
        })
    };
    let drift = |points: &[i32]| Pattern::Drift {
        points: points.to_vec(),
    };
    let chronic = |weeks, points| Pattern::Chronic {
        weeks,
        agreed: 65,
        points,
    };
    let table: &[(&[u8], Vec<Pattern>)] = &[
        (&[35, 30, 35, 40, 35, 30, 35, 36], vec![]),
        // The band's edge is as agreed; one point more twice is not.
        (&[35, 30, 35, 45, 45], vec![]),
        (&[35, 40, 45, 46, 46], vec![drift(&[-11, -11])]),
        (&[40, 35, 40, 46, 35, 46], vec![]),
        // Less non-elective work than agreed is outside too.
        (&[28, 30, 24, 22], vec![drift(&[11, 13])]),
        // Five weeks are a state of things, and take the drift's place.
        (&[48, 50, 50, 52, 50], vec![chronic(5, -15)]),
        (&[46, 47, 46, 47], vec![drift(&[-11, -12, -11, -12])]),
        // A wild week against a steady team's normal: ten points at least.
        (&[20, 30, 30, 30, 30, 40], vec![]),
        (&[30, 30, 30, 30, 41], vec![fire(41, 30, 4)]),
        // A restless team's normal is wider: the median distance is 10, so 37 points and more are unusual.
        (&[30, 40, 20, 30, 40, 20, 30, 40, 44], vec![]),
        (&[30, 40, 20, 30, 40, 20, 30, 40, 68], vec![fire(68, 30, 8)]),
        // Three weeks before are not enough to know what is normal.
        (&[30, 30, 30, 60], vec![]),
        // Four weeks against four: ten points, whichever week is left out.
        (&[30, 32, 30, 34, 40, 42, 44, 41], vec![trend(42, 32)]),
        (&[30, 31, 30, 31, 39, 40, 41, 40], vec![]),
    ];
    for (percents, expected) in table {
        assert_eq!(&shows(&fires(percents)), expected, "{percents:?}");
    }
}

#[test]
fn one_wild_week_is_no_trend() {
    let wild = [30, 32, 30, 32, 30, 32, 30, 80];
    assert_eq!(shows(&fires(&wild)), [fire(80, 30, 7)]);
    let before = [80, 30, 32, 30, 32, 30, 32, 30];
    assert_eq!(shows(&fires(&before)), []);
}

#[test]
fn nothing_is_told_of_fewer_than_four_weeks() {
    assert_eq!(shows(&fires(&[60, 60, 60])), []);
    let then_silent = [Some(split(60, 20)), None, None, None, None, None, None];
    let mut splits = then_silent.to_vec();
    splits.extend([
        None,
        Some(split(60, 20)),
        Some(split(60, 20)),
        Some(split(60, 20)),
    ]);
    assert_eq!(shows(&weeks(&splits)), []);
}

#[test]
fn nothing_is_told_of_less_than_half_of_the_available_time() {
    for (weight, told) in [(3.4, 0), (3.5, 1)] {
        let mut points = fires(&[48, 50, 51, 52, 50]);
        for point in &mut points {
            point.weight = weight;
        }
        assert_eq!(shows(&points).len(), told, "{weight} of 7");
    }
    // The wild week itself needs half of the team behind it.
    let mut points = fires(&[30, 30, 30, 30, 60]);
    points[4].weight = 2.0;
    assert_eq!(shows(&points), []);
}

#[test]
fn a_team_that_comes_back_into_its_band_is_told_once() {
    let back = |percents: &[u8]| {
        let shown = shows(&fires(percents));
        shown.iter().find_map(|pattern| match pattern {
            Pattern::Back { weeks } => Some(*weeks),
            _ => None,
        })
    };
    assert_eq!(back(&[35, 35, 35, 50, 50, 50, 40]), Some(3));
    assert_eq!(back(&[35, 35, 35, 50, 50, 50, 40, 40]), None);
    // One week outside was no pattern either.
    assert_eq!(back(&[35, 35, 35, 35, 50, 40]), None);
    assert_eq!(back(&[35, 35, 35, 50, 50, 50]), None);
    // Nor is it known of a week that was silent.
    let silent = [Some(35), Some(35), Some(50), Some(50), None, Some(40)];
    let splits = silent.map(|fires| fires.map(|fires| split(fires, 20)));
    let shown = shows(&weeks(&splits));
    assert!(!shown.iter().any(|it| matches!(it, Pattern::Back { .. })));
}

#[test]
fn a_silent_week_ends_a_row() {
    let outside = Some(split(50, 21));
    let near = Some(split(40, 20));
    let splits = [
        near.clone(),
        near,
        outside.clone(),
        outside.clone(),
        None,
        outside.clone(),
    ];
    assert_eq!(shows(&weeks(&splits)), []);
    assert_eq!(weeks_outside(&weeks(&splits)), 1);
}

#[test]
fn what_grew_where_nothing_burns_is_said_once() {
    let mut splits: Vec<_> = [20, 22, 20, 18, 20]
        .map(|new| Some(split(35, new)))
        .to_vec();
    splits.push(Some(split(35, 55)));
    let unusual = Unusual {
        category: CategoryId::new("new"),
        percent: 55,
        normal: 20,
        weeks: 5,
    };
    assert_eq!(shows(&weeks(&splits)), [Pattern::Break(unusual)]);
}

#[test]
fn the_same_split_six_weeks_running_is_asked_about() {
    for (weeks, told) in [(5, None), (6, Some(6)), (9, Some(9))] {
        let repeated = told.map(|weeks| Pattern::Repeated { weeks });
        assert_eq!(shows(&fires(&vec![30; weeks])), Vec::from_iter(repeated));
    }
}

/// The middle by counting: as many values are below as above.
fn is_median(values: &[f64], middle: f64) -> bool {
    let below = values.iter().filter(|it| **it < middle).count();
    let above = values.iter().filter(|it| **it > middle).count();
    2 * below <= values.len() && 2 * above <= values.len()
}

proptest! {
    #[test]
    fn the_median_has_as_many_below_as_above(values in proptest::collection::vec(0u8..=100, 1..12)) {
        let values: Vec<f64> = values.into_iter().map(f64::from).collect();
        let middle = median(&values).unwrap();
        prop_assert!(is_median(&values, middle), "{middle} of {values:?}");
        let distance = median_distance(&values, middle).unwrap();
        let distances: Vec<f64> = values.iter().map(|it| (it - middle).abs()).collect();
        prop_assert!(is_median(&distances, distance));
    }

    #[test]
    fn every_pattern_is_as_its_numbers_say(percents in proptest::collection::vec(0u8..=80, 1..14)) {
        let shown = shows(&fires(&percents));
        let value = |back: usize| f64::from(percents[percents.len() - 1 - back]);
        let is_outside = |back: usize| (value(back) - 35.0).abs() > 10.0;
        let outside = (0..percents.len()).take_while(|back| is_outside(*back)).count();
        let told = shown.iter().find_map(|pattern| match pattern {
            Pattern::Chronic { weeks, .. } => Some(*weeks as usize),
            Pattern::Drift { points } => Some(points.len()),
            _ => None,
        });
        let expected = (outside >= 2 && percents.len() >= 4).then_some(outside);
        prop_assert_eq!(told, expected);
        let chronic = shown.iter().any(|it| matches!(it, Pattern::Chronic { .. }));
        prop_assert_eq!(chronic, outside >= 5);
        // The median and the spread by sorting in whole numbers, doubled so that halves are whole.
        let mut before: Vec<i32> = (1..percents.len().min(9)).map(|back| 2 * i32::from(percents[percents.len() - 1 - back])).collect();
        before.sort_unstable();
        let middle = |sorted: &[i32]| (sorted[(sorted.len() - 1) / 2] + sorted[sorted.len() / 2]) / 2;
        let burned = before.len() >= 4 && {
            let normal = middle(&before);
            let mut spread: Vec<i32> = before.iter().map(|it| 2 * (it - normal).abs()).collect();
            spread.sort_unstable();
            let unusual = (2.5 * 1.4826 * f64::from(middle(&spread)) / 4.0).max(10.0);
            value(0) - f64::from(normal) / 2.0 > unusual
        };
        let told = shown.iter().any(|it| matches!(it, Pattern::FireWeek(_)));
        prop_assert_eq!(told, burned);
        if percents.len() >= 8 {
            let mean = |from: usize| (from..from + 4).map(value).sum::<f64>() / 4.0;
            let told = shown.iter().find_map(|it| match it { Pattern::Trend(trend) => Some(trend), _ => None });
            if let Some(trend) = told {
                prop_assert!((mean(0) - mean(4)).abs() >= 10.0);
                prop_assert!((f64::from(trend.now) - mean(0)).abs() <= 0.5);
                prop_assert!((f64::from(trend.before) - mean(4)).abs() <= 0.5);
            }
        }
    }
}
