//! The teams of a scope with their rows, ready for any week.

use std::borrow::Cow;
use std::collections::HashMap;

use super::against::against;
use super::history::History;
use super::shares::Sums;
use super::{Allocation, Basis, Loudest, Mean, Scope};
use crate::domain::category::Purpose;
use crate::domain::check_in::RollUp;
use crate::domain::id::CategoryId;
use crate::domain::insight::{WeekPoint, shown};
use crate::domain::organisation::{Organisation, Team};
use crate::domain::time_split::{TimeSplit, apportioned};
use crate::domain::week::Week;

/// The mean is over so many weeks.
const WEEKS_OF_MEAN: u32 = 4;

/// The teams of a scope, in the order in which they were declared, and the rows of each week.
#[derive(Debug, Clone)]
pub struct Group<'a> {
    pub(super) org: &'a Organisation,
    teams: Vec<&'a Team>,
    /// Each team by its place in the list, in its order.
    weeks: HashMap<Week, Vec<(usize, &'a RollUp)>>,
}

impl<'a> Group<'a> {
    /// Finds the teams of a scope.
    #[must_use]
    pub fn new(org: &'a Organisation, history: &'a History, scope: &Scope) -> Self {
        let teams: Vec<&Team> = org.teams.iter().filter(|team| scope.holds(team)).collect();
        let mut weeks: HashMap<Week, Vec<(usize, &RollUp)>> = HashMap::new();
        for (at, team) in teams.iter().enumerate() {
            for row in history.of(&team.id) {
                weeks.entry(row.week).or_default().push((at, row));
            }
        }
        Self { org, teams, weeks }
    }

    fn rows(&self, week: Week) -> &[(usize, &'a RollUp)] {
        self.weeks.get(&week).map_or(&[], Vec::as_slice)
    }

    /// Where the time of a week went; none where no number may be shown.
    #[must_use]
    pub fn allocation(&self, week: Week) -> Option<Allocation> {
        let categories = &self.org.categories;
        let answers = self.answers(week);
        let sums = sums(&answers);
        let split = sums.rounded(categories, week)?;
        let elective = split.elective(categories, week);
        Some(Allocation {
            week,
            elective,
            non_elective: 100 - elective,
            purposes: self.purposes(&split, week),
            features: self.features(&sums, week),
            people: sums.people,
            against: against(week, &answers, categories),
            mean: self.mean(week),
            loudest: self.loudest(&sums, &split, week),
            basis: self.basis(week),
            split,
        })
    }

    /// The scope's weeks up to and with one, `weeks` of them at most, as patterns read them; what was agreed is each
    /// team's own matter and not in it.
    #[must_use]
    pub fn series(&self, week: Week, weeks: u32) -> Vec<WeekPoint<'a>> {
        let points = (0..weeks).rev().filter_map(|back| {
            let week = week.back(back);
            let sums = sums(&self.answers(week));
            let split = sums.rounded(&self.org.categories, week)?;
            let basis = self.basis(week);
            Some(WeekPoint {
                week,
                elective: split.elective(&self.org.categories, week),
                split: Cow::Owned(split),
                against: None,
                weight: basis.weight,
                available: basis.available,
            })
        });
        points.collect()
    }

    /// What the numbers of a week stand on, also where there are none.
    #[must_use]
    pub fn basis(&self, week: Week) -> Basis {
        let mut basis = Basis::default();
        let mut rows = self.rows(week).iter().peekable();
        for (at, team) in self.teams.iter().enumerate() {
            let row = rows.next_if(|(of, _)| *of == at).map(|(_, row)| *row);
            basis.teams += 1;
            basis.available += row.map_or_else(|| team.strength(), |row| row.available);
            if let Some(row) = row.filter(|row| shown(row)) {
                basis.teams_in += 1;
                basis.estimates += u32::from(row.estimate);
                basis.everyone += u32::from(!row.estimate);
                basis.answers += if row.estimate { 0 } else { row.counted };
                basis.asked += if row.estimate { 0 } else { row.asked };
                basis.repeats += row.told_repeats().unwrap_or(0);
                basis.more_repeats |= row.told_repeats().is_none();
                basis.weight += row.weight;
            }
        }
        basis
    }

    /// The teams of a week whose splits may be shown, and for how many people each stands.
    pub(super) fn answers(&self, week: Week) -> Vec<(&'a Team, &'a TimeSplit, f64)> {
        let rows = self.rows(week).iter().filter(|(_, row)| shown(row));
        rows.filter_map(|(at, row)| Some((self.teams[*at], row.split.as_ref()?, row.weight)))
            .collect()
    }

    fn purposes(&self, split: &TimeSplit, week: Week) -> [(Purpose, u32); 3] {
        let of = |purpose| {
            let categories = self.org.categories.iter();
            let marked = categories.filter(|it| it.marks(week).purpose == purpose);
            marked.map(|it| u32::from(split.percent(&it.id))).sum()
        };
        let (innovation, tune_up) = (of(Purpose::Innovation), of(Purpose::TuneUp));
        // What nobody knows any more is run, as in the rounding.
        let run = 100 - innovation - tune_up;
        [
            (Purpose::Innovation, innovation),
            (Purpose::TuneUp, tune_up),
            (Purpose::Run, run),
        ]
    }

    fn features(&self, sums: &Sums<'_>, week: Week) -> Vec<(CategoryId, u32)> {
        let categories = self.org.categories.iter();
        let features: Vec<(&CategoryId, f64)> = categories
            .filter(|it| it.marks(week).purpose == Purpose::Innovation)
            .map(|it| (&it.id, sums.exact(&it.id)))
            .filter(|(_, exact)| *exact > 0.0)
            .collect();
        let all: f64 = features.iter().map(|(_, exact)| exact).sum();
        let exact: Vec<f64> = features.iter().map(|it| 100.0 * it.1 / all).collect();
        let whole = apportioned(100, &exact);
        let ids = features.into_iter().map(|(id, _)| id.clone());
        ids.zip(whole).collect()
    }

    fn mean(&self, week: Week) -> Option<Mean> {
        let of = |week: Week| {
            let split = sums(&self.answers(week)).rounded(&self.org.categories, week)?;
            Some(split.elective(&self.org.categories, week))
        };
        let weeks = (0..WEEKS_OF_MEAN).filter_map(|back| of(week.back(back)));
        let (count, sum) = weeks.fold((0, 0), |(count, sum), it| (count + 1, sum + it));
        (count >= 2).then(|| Mean {
            elective: (sum + count / 2) / count,
            weeks: count,
        })
    }

    fn loudest(&self, sums: &Sums<'_>, split: &TimeSplit, week: Week) -> Option<Loudest> {
        let categories = self.org.categories.iter();
        let (category, exact) = categories
            .filter(|it| !it.marks(week).elective)
            .map(|it| (&it.id, sums.exact(&it.id)))
            .reduce(|most, next| if next.1 > most.1 { next } else { most })
            .filter(|(category, _)| split.percent(category) > 0)?;
        Some(Loudest {
            category: category.clone(),
            percent: u32::from(split.percent(category)),
            people: exact * sums.people / 100.0,
        })
    }
}

fn sums<'a>(answers: &[(&Team, &'a TimeSplit, f64)]) -> Sums<'a> {
    let mut sums = Sums::default();
    for (_, split, people) in answers {
        sums.add(split, *people);
    }
    sums
}
