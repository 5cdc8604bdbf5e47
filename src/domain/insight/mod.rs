//! What a team's weeks say together: its weeks as a series, what is normal for it, and the patterns worth a
//! conversation. Of teams alone: nothing here knows who answered.

mod patterns;
mod robust;
mod series;
#[cfg(test)]
mod tests;

pub use patterns::{
    CHRONIC_FROM, FireWeek, LEAST_CHANGE, Pattern, REPEATED_FROM, Trend, Unusual, WEEKS_FOR_NORMAL,
    fire_week, normal, patterns, weeks_outside,
};
pub use robust::{SCALE, SPREADS, median, median_distance, unusual_from};
pub use series::{WeekPoint, series};

use super::category::Category;
use super::check_in::RollUp;
use super::organisation::{LEAST_ENOUGH_ANSWERS, Team};
use super::target::TargetSplit;
use super::time_split::TimeSplit;
use super::week::Week;

/// Whether a roll-up's split may be shown, or anything that is made of it: a lead's estimate always, answers of
/// everybody once enough of them stand in it.
#[must_use]
pub fn shown(row: &RollUp) -> bool {
    row.split.is_some() && (row.estimate || row.counted >= LEAST_ENOUGH_ANSWERS)
}

/// How a split compares with what was agreed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AgainstAgreed {
    /// The elective part, in percent.
    pub elective: u32,
    /// What was agreed of it.
    pub agreed: u32,
    /// How many points either way are as agreed.
    pub band: u32,
}

impl AgainstAgreed {
    /// How many points more elective work than agreed; negative where it is less.
    #[must_use]
    pub fn points(self) -> i32 {
        self.elective.cast_signed() - self.agreed.cast_signed()
    }

    /// Whether the split is further away than the band.
    #[must_use]
    pub fn outside(self) -> bool {
        self.points().unsigned_abs() > self.band
    }
}

/// Compares a split with what the team agreed for the week.
#[must_use]
pub fn against_agreed(
    team: &Team,
    week: Week,
    split: &TimeSplit,
    categories: &[Category],
) -> Option<AgainstAgreed> {
    let target = agreed(team, week)?;
    Some(AgainstAgreed {
        elective: split.elective(categories, week),
        agreed: target.split.elective(categories, week),
        band: u32::from(target.band),
    })
}

/// What a team agreed that holds in a week.
pub(super) fn agreed(team: &Team, week: Week) -> Option<&TargetSplit> {
    team.target(week)
}

/// The categories that are elective in a week, in the order of the form.
pub fn elective_categories(categories: &[Category], week: Week) -> impl Iterator<Item = &Category> {
    categories.iter().filter(move |it| it.marks(week).elective)
}
