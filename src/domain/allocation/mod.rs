//! Where the time of a team, of a kind of team, of a product line or of the company went in a week.
//!
//! An answer weighs as many people as it stands for: a person's share of full time, a lead's estimate the whole team.
//! Teams weigh in their kind, line and company by the people that their splits stand for, and by nobody else: silence
//! is never filled in, and [`Basis`] says how much of it there is.

mod against;
mod group;
mod history;
mod shares;
mod span;
#[cfg(test)]
mod tests;

pub use against::{Against, MostIn};
pub use group::Group;
pub use history::History;
pub use span::{Comparison, Span, TeamGap};

use super::category::Purpose;
use super::id::CategoryId;
use super::organisation::Organisation;
pub use super::scope::Scope;
use super::time_split::TimeSplit;
use super::week::Week;

/// Where the time of a week went. The percents are whole and add up: the split to 100, its elective lines to
/// `elective`, the purposes to 100, the features to 100.
#[derive(Debug, Clone, PartialEq)]
pub struct Allocation {
    /// Which week.
    pub week: Week,
    /// By category.
    pub split: TimeSplit,
    /// The elective part, in percent.
    pub elective: u32,
    /// The rest.
    pub non_elective: u32,
    /// By what it was for: all purposes, in the order of [`Purpose::ALL`].
    pub purposes: [(Purpose, u32); 3],
    /// Innovation alone, by category, in percent of it: new features against existing ones. In the order of the form.
    pub features: Vec<(CategoryId, u32)>,
    /// For how many people the split stands.
    pub people: f64,
    /// Against what was agreed, over the teams that agreed something and answered.
    pub against: Option<Against>,
    /// The elective part over the last four weeks.
    pub mean: Option<Mean>,
    /// The largest non-elective category.
    pub loudest: Option<Loudest>,
    /// What all this stands on.
    pub basis: Basis,
}

/// The elective part over several weeks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mean {
    /// The mean of their percents.
    pub elective: u32,
    /// How many of the last four weeks have a number; two at least.
    pub weeks: u32,
}

/// The non-elective category that took most.
#[derive(Debug, Clone, PartialEq)]
pub struct Loudest {
    /// Which.
    pub category: CategoryId,
    /// Its part of the split, in percent.
    pub percent: u32,
    /// How many people's week it took.
    pub people: f64,
}

/// What a week's numbers stand on.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Basis {
    /// All teams of the scope.
    pub teams: u32,
    /// Teams whose time is in the numbers.
    pub teams_in: u32,
    /// Teams for which one person answered for all.
    pub estimates: u32,
    /// Teams where everybody was asked.
    pub everyone: u32,
    /// Answers in the numbers of these.
    pub answers: u32,
    /// People asked for these.
    pub asked: u32,
    /// Answers in the numbers that repeated last week's split.
    pub repeats: u32,
    /// Whether there are more of these, and how many is not told.
    pub more_repeats: bool,
    /// For how many people the numbers stand, in shares of full time.
    pub weight: f64,
    /// How many people could have answered for, teams without an answer included.
    pub available: f64,
}

impl Basis {
    /// Teams that are not in the numbers.
    #[must_use]
    pub fn missing(&self) -> u32 {
        self.teams - self.teams_in
    }

    /// The part of the available time that is in the numbers, in percent.
    #[must_use]
    pub fn coverage(&self) -> u32 {
        shares::percent(self.weight, self.available)
    }
}

/// Where the time of a scope went in a week; none where no number of it may be shown. Whoever wants several weeks
/// makes a [`Group`] once.
#[must_use]
pub fn allocation(
    org: &Organisation,
    history: &History,
    scope: &Scope,
    week: Week,
) -> Option<Allocation> {
    Group::new(org, history, scope).allocation(week)
}
