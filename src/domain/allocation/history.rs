//! Roll-up rows by team and week, so that a company's weeks are read without looking through all of them.

use crate::domain::check_in::RollUp;
use crate::domain::id::TeamId;
use crate::domain::week::Week;

/// Roll-up rows, in order of team and week.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct History {
    rows: Vec<RollUp>,
}

impl History {
    /// Takes rows in any order; a team has one row a week.
    #[must_use]
    pub fn new(mut rows: Vec<RollUp>) -> Self {
        // A store that gives them in this order already costs one look at each.
        rows.sort_by(|a, b| a.team.cmp(&b.team).then(a.week.cmp(&b.week)));
        Self { rows }
    }

    /// All rows of a team, in order of weeks.
    #[must_use]
    pub fn of(&self, team: &TeamId) -> &[RollUp] {
        let start = self.rows.partition_point(|row| row.team < *team);
        let rest = &self.rows[start..];
        &rest[..rest.partition_point(|row| row.team == *team)]
    }

    /// The row of a team and week.
    #[must_use]
    pub fn row(&self, team: &TeamId, week: Week) -> Option<&RollUp> {
        in_week(self.of(team), week)
    }

    /// All rows.
    pub fn iter(&self) -> impl Iterator<Item = &RollUp> {
        self.rows.iter()
    }
}

/// The row of a week among a team's.
pub(super) fn in_week(rows: &[RollUp], week: Week) -> Option<&RollUp> {
    let at = rows.binary_search_by_key(&week, |row| row.week).ok()?;
    rows.get(at)
}
