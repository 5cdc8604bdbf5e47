//! Roll-up rows by team and week, so that a company's weeks are read without looking through all of them.

use std::collections::HashMap;

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
    pub fn new(rows: Vec<RollUp>) -> Self {
        // Rows come in order of weeks: put to their teams one by one, what is left to sort is the teams.
        let mut of_teams: HashMap<TeamId, Vec<RollUp>> = HashMap::new();
        for row in rows {
            match of_teams.get_mut(&row.team) {
                Some(of_team) => of_team.push(row),
                None => {
                    of_teams.insert(row.team.clone(), vec![row]);
                }
            }
        }
        let mut of_teams: Vec<(TeamId, Vec<RollUp>)> = of_teams.into_iter().collect();
        of_teams.sort_by(|(a, _), (b, _)| a.cmp(b));
        let sorted = of_teams.into_iter().flat_map(|(_, mut rows)| {
            rows.sort_by_key(|row| row.week);
            rows
        });
        Self {
            rows: sorted.collect(),
        }
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
