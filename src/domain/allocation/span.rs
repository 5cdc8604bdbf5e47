//! Where the time of a scope went over several weeks: all of them added up by people's weeks, each read by the marks
//! that its categories had in it and compared with what held in it.

use std::collections::{BTreeMap, HashMap};

use super::against::{MostIn, most_in};
use super::group::Group;
use super::shares::{Halves, at, nearest, shared_out, whole_split};
use crate::domain::category::{Category, Purpose};
use crate::domain::id::{CategoryId, TeamId};
use crate::domain::insight::agreed;
use crate::domain::organisation::Team;
use crate::domain::time_split::{TimeSplit, steady};
use crate::domain::week::Week;

/// Several weeks of a scope, added up. The percents are whole and add up as those of a single week do.
#[derive(Debug, Clone, PartialEq)]
pub struct Span {
    /// Those of the weeks that have a number, in order.
    pub weeks: Vec<Week>,
    /// By category.
    pub split: TimeSplit,
    /// The elective part, in percent.
    pub elective: u32,
    /// By what it was for, in the order of [`Purpose::ALL`].
    pub purposes: [(Purpose, u32); 3],
    /// For how many people's weeks all this stands.
    pub people: f64,
    /// Against what was agreed, over the teams and weeks for which something was.
    pub against: Option<Comparison>,
}

/// Several weeks against what held in each of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The elective part of these teams, in percent.
    pub elective: u32,
    /// What they had agreed of it.
    pub agreed: u32,
    /// How many people's weeks more elective work than agreed; negative where it is less.
    pub gap: f64,
    /// How many people's weeks these teams had.
    pub people: f64,
    /// People's weeks by what they were for: as agreed, and as they went.
    pub purposes: [(Purpose, f64, f64); 3],
    /// The teams, in the order in which they were declared, those first that answered first.
    pub teams: Vec<TeamGap>,
    /// Where most of the gap is, as for a single week.
    pub most_in: Option<MostIn>,
}

impl Comparison {
    /// How many points more elective work than agreed; negative where it is less.
    #[must_use]
    pub fn points(&self) -> i32 {
        self.elective.cast_signed() - self.agreed.cast_signed()
    }
}

/// One team's weeks against what held in each of them.
#[derive(Debug, Clone, PartialEq)]
pub struct TeamGap {
    /// Its key.
    pub team: TeamId,
    /// As people read it.
    pub name: String,
    /// The elective part, in percent.
    pub elective: u32,
    /// What was agreed of it.
    pub agreed: u32,
    /// How many points either way are as agreed, in the last of the weeks.
    pub band: u32,
    /// How many people's weeks more elective work than agreed; negative where it is less.
    pub gap: f64,
    /// How many people's weeks it had.
    pub people: f64,
}

impl TeamGap {
    /// How many points more elective work than agreed; negative where it is less.
    #[must_use]
    pub fn points(&self) -> i32 {
        self.elective.cast_signed() - self.agreed.cast_signed()
    }

    /// Whether the weeks together are further away than the band.
    #[must_use]
    pub fn outside(&self) -> bool {
        self.points().unsigned_abs() > self.band
    }
}

impl Group<'_> {
    /// Where the time of these weeks went together; none where no number of them may be shown.
    #[must_use]
    pub fn span(&self, weeks: &[Week]) -> Option<Span> {
        let categories = &self.org.categories;
        let mut sums = Cells::default();
        let mut against = Against::default();
        let mut with_number = Vec::new();
        for week in weeks {
            let answers = self.answers(*week);
            if answers.iter().any(|(.., people)| *people > 0.0) {
                with_number.push(*week);
            }
            for (team, split, people) in answers {
                sums.add(split, *week, people, categories);
                if let Some(target) = agreed(team, *week) {
                    let agreed = (&target.split, u32::from(target.band));
                    against.add(team, (split, agreed), *week, people, categories);
                }
            }
        }
        let rounded = sums.rounded()?;
        Some(Span {
            weeks: with_number,
            split: rounded.split,
            elective: rounded.elective,
            purposes: rounded.purposes,
            people: sums.people,
            against: against.compared(),
        })
    }
}

/// Whole percents that add up.
struct Rounded {
    split: TimeSplit,
    elective: u32,
    purposes: [(Purpose, u32); 3],
}

/// People's weeks times 100, by the marks that a category had in the week, and by category.
#[derive(Debug, Default)]
struct Cells<'a> {
    by_place: BTreeMap<(usize, usize, &'a CategoryId), f64>,
    people: f64,
}

impl<'a> Cells<'a> {
    fn add(&mut self, split: &'a TimeSplit, week: Week, people: f64, categories: &[Category]) {
        for (category, percent) in split.iter() {
            let known = categories.iter().find(|known| known.id == *category);
            // What nobody knows any more counts as work that came by itself, as in a single week.
            let (half, purpose) = known.map_or((1, at(Purpose::Run)), |it| {
                let marks = it.marks(week);
                (usize::from(!marks.elective), at(marks.purpose))
            });
            let cell = self.by_place.entry((half, purpose, category));
            *cell.or_default() += f64::from(percent) * people;
        }
        self.people += people;
    }

    fn of_half(&self, half: usize) -> f64 {
        let cells = self.by_place.iter().filter(|((it, ..), _)| *it == half);
        cells.map(|(_, sum)| sum).sum::<f64>() / 100.0
    }

    fn of_purpose(&self, purpose: Purpose) -> f64 {
        let is = |it: usize| it == at(purpose);
        let cells = self.by_place.iter().filter(|((_, it, _), _)| is(*it));
        cells.map(|(_, sum)| sum).sum::<f64>() / 100.0
    }

    /// The elective part in percent, exactly.
    fn elective(&self) -> f64 {
        steady(100.0 * self.of_half(0) / self.people)
    }

    fn rounded(&self) -> Option<Rounded> {
        if !(self.people > 0.0 && self.people.is_finite()) {
            return None;
        }
        let mut halves: Halves<'a> = Default::default();
        for ((half, purpose, category), sum) in &self.by_place {
            halves[*half][*purpose].push((category, sum / self.people));
        }
        let shares = shared_out(&halves);
        let elective = shares.iter().filter(|(place, ..)| place.half == 0);
        let elective = elective.map(|(.., whole)| whole).sum();
        let purposes = Purpose::ALL.map(|purpose| {
            let of = shares
                .iter()
                .filter(|(place, ..)| place.purpose == at(purpose));
            (purpose, of.map(|(.., whole)| whole).sum())
        });
        let split = whole_split(shares.iter().map(|(_, id, whole)| (*id, *whole)))?;
        Some(Rounded {
            split,
            elective,
            purposes,
        })
    }
}

/// What was agreed beside what was done, of all teams and of each.
#[derive(Debug, Default)]
struct Against<'a> {
    done: Cells<'a>,
    agreed: Cells<'a>,
    teams: Vec<OfTeam<'a>>,
    places: HashMap<&'a TeamId, usize>,
}

#[derive(Debug)]
struct OfTeam<'a> {
    team: &'a Team,
    done: Cells<'a>,
    agreed: Cells<'a>,
    band: u32,
}

impl<'a> Against<'a> {
    fn add(
        &mut self,
        team: &'a Team,
        (split, (target, band)): (&'a TimeSplit, (&'a TimeSplit, u32)),
        week: Week,
        people: f64,
        categories: &[Category],
    ) {
        self.done.add(split, week, people, categories);
        self.agreed.add(target, week, people, categories);
        let at = *self.places.entry(&team.id).or_insert(self.teams.len());
        if at == self.teams.len() {
            self.teams.push(OfTeam {
                team,
                done: Cells::default(),
                agreed: Cells::default(),
                band,
            });
        }
        let of = &mut self.teams[at];
        of.band = band;
        of.done.add(split, week, people, categories);
        of.agreed.add(target, week, people, categories);
    }

    fn compared(self) -> Option<Comparison> {
        if self.done.people <= 0.0 {
            return None;
        }
        let gap = |done: &Cells<'_>, agreed: &Cells<'_>| done.of_half(0) - agreed.of_half(0);
        let all = gap(&self.done, &self.agreed);
        let gaps = self.teams.iter();
        let gaps = gaps.map(|of| (gap(&of.done, &of.agreed), of.team));
        let most_in = most_in(gaps.collect(), all);
        let teams = self.teams.iter().filter(|of| of.done.people > 0.0);
        Some(Comparison {
            elective: nearest(self.done.elective()),
            agreed: nearest(self.agreed.elective()),
            gap: all,
            people: self.done.people,
            purposes: Purpose::ALL.map(|purpose| {
                let (agreed, done) = (&self.agreed, &self.done);
                (
                    purpose,
                    agreed.of_purpose(purpose),
                    done.of_purpose(purpose),
                )
            }),
            teams: teams
                .map(|of| TeamGap {
                    team: of.team.id.clone(),
                    name: of.team.name.clone(),
                    elective: nearest(of.done.elective()),
                    agreed: nearest(of.agreed.elective()),
                    band: of.band,
                    gap: gap(&of.done, &of.agreed),
                    people: of.done.people,
                })
                .collect(),
            most_in,
        })
    }
}
