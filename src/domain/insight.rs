//! What a team's weeks say together: how long it has been outside its band, and what is normal for it.

use super::category::Category;
use super::check_in::RollUp;
use super::id::CategoryId;
use super::organisation::{LEAST_ENOUGH_ANSWERS, Team};
use super::time_split::TimeSplit;
use super::week::Week;

/// Whether a roll-up's split may be shown, or anything that is made of it: a lead's estimate always, answers of
/// everybody once enough of them stand in it.
#[must_use]
pub fn shown(row: &RollUp) -> bool {
    row.split.is_some() && (row.estimate || row.counted >= LEAST_ENOUGH_ANSWERS)
}

/// Below so many weeks of data nothing is called normal.
pub const WEEKS_FOR_NORMAL: usize = 4;

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
    /// Whether the split is further away than the band.
    #[must_use]
    pub fn outside(self) -> bool {
        self.elective.abs_diff(self.agreed) > self.band
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
    let target = team.target(week)?;
    Some(AgainstAgreed {
        elective: split.elective(categories, week),
        agreed: target.split.elective(categories, week),
        band: u32::from(target.band),
    })
}

/// For how many weeks in a row, up to and with this one, the team has been outside its band. A week without an
/// answer ends the row: silence is never filled in.
#[must_use]
pub fn weeks_outside(team: &Team, week: Week, history: &[RollUp], categories: &[Category]) -> u32 {
    let outside = |week: Week| {
        history
            .iter()
            .find(|row| row.team == team.id && row.week == week && shown(row))
            .and_then(|row| row.split.as_ref())
            .and_then(|split| against_agreed(team, week, split, categories))
            .is_some_and(AgainstAgreed::outside)
    };
    let mut weeks = 0;
    while outside(week.back(weeks)) && weeks < 520 {
        weeks += 1;
    }
    weeks
}

/// What is normal for a team in a category: the median of the eight weeks before, where there are four at least.
#[must_use]
pub fn normal(team: &Team, week: Week, category: &CategoryId, history: &[RollUp]) -> Option<u32> {
    let mut shares: Vec<u32> = history
        .iter()
        .filter(|row| row.team == team.id && row.week < week && row.week >= week.back(8))
        .filter(|row| shown(row))
        .filter_map(|row| row.split.as_ref())
        .map(|split| u32::from(split.percent(category)))
        .collect();
    if shares.len() < WEEKS_FOR_NORMAL {
        return None;
    }
    shares.sort_unstable();
    let middle = shares.len() / 2;
    Some(if shares.len().is_multiple_of(2) {
        (shares[middle - 1] + shares[middle]).div_ceil(2)
    } else {
        shares[middle]
    })
}
