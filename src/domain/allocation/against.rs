//! A week of several teams against what they agreed: in points, and in people's weeks.

use super::shares::{Sums, nearest};
use crate::domain::category::Category;
use crate::domain::insight::agreed;
use crate::domain::organisation::Team;
use crate::domain::target::TargetSplit;
use crate::domain::time_split::TimeSplit;
use crate::domain::week::Week;

/// No more teams than this are named for a gap.
const NAMED: usize = 3;

/// A week against what was agreed; over the teams that agreed something and answered, by their people.
#[derive(Debug, Clone, PartialEq)]
pub struct Against {
    /// The elective part of these teams, in percent.
    pub elective: u32,
    /// What they agreed of it.
    pub agreed: u32,
    /// How many points either way are as agreed; a single team's alone.
    pub band: Option<u32>,
    /// What a single team agreed, whole.
    pub target: Option<TargetSplit>,
    /// How many people's week the difference is: more elective work than agreed, or negative where it is less.
    pub gap_people: f64,
    /// How many people these teams are.
    pub people: f64,
    /// Where most of the gap is; none where that takes more than three teams, or where it is one team's gap anyway.
    pub most_in: Option<MostIn>,
}

/// The teams in which most of a gap is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MostIn {
    /// The fewest that together make more than half of it, the largest part first.
    pub teams: Vec<String>,
    /// Whether they make more than all of it, by a tenth of a person's week and more, because others make up for some.
    pub made_up_for: bool,
}

impl Against {
    /// How many points more elective work than agreed; negative where it is less.
    #[must_use]
    pub fn points(&self) -> i32 {
        self.elective.cast_signed() - self.agreed.cast_signed()
    }
}

/// Compares the answers of a week: each a team, its split, and how many people it stands for.
pub(super) fn against(
    week: Week,
    answers: &[(&Team, &TimeSplit, f64)],
    categories: &[Category],
) -> Option<Against> {
    let targets: Vec<(&Team, &TimeSplit, &TargetSplit, f64)> = answers
        .iter()
        .filter_map(|(team, split, people)| Some((*team, *split, agreed(team, week)?, *people)))
        .collect();
    let (mut actual, mut aim) = (Sums::default(), Sums::default());
    let mut gaps: Vec<(f64, &Team)> = Vec::new();
    for (team, split, target, people) in &targets {
        actual.add(split, *people);
        aim.add(&target.split, *people);
        let points = f64::from(split.elective(categories, week))
            - f64::from(target.split.elective(categories, week));
        gaps.push((points * people / 100.0, *team));
    }
    if actual.people <= 0.0 {
        return None;
    }
    let alone = match targets.as_slice() {
        [(_, _, target, _)] => Some(*target),
        _ => None,
    };
    let gap_people: f64 = gaps.iter().map(|(gap, _)| gap).sum();
    Some(Against {
        elective: nearest(actual.elective(categories, week)),
        agreed: nearest(aim.elective(categories, week)),
        band: alone.map(|target| u32::from(target.band)),
        target: alone.cloned(),
        gap_people,
        people: actual.people,
        most_in: most_in(gaps, gap_people),
    })
}

pub(super) fn most_in(mut gaps: Vec<(f64, &Team)>, gap: f64) -> Option<MostIn> {
    if gaps.len() < 2 {
        return None;
    }
    let stake = |part: f64| part * gap.signum();
    gaps.sort_by(|a, b| stake(b.0).total_cmp(&stake(a.0)));
    let mut sum = 0.0;
    for (at, (part, _)) in gaps.iter().enumerate().take(NAMED) {
        sum += stake(*part);
        if sum > gap.abs() / 2.0 {
            return Some(MostIn {
                teams: gaps[..=at].iter().map(|it| it.1.name.clone()).collect(),
                made_up_for: sum >= gap.abs() + 0.1,
            });
        }
    }
    None
}
