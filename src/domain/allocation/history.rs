//! Roll-up rows by team and week, so that a company's weeks are read without looking through all of them.

use std::collections::{BTreeMap, HashMap};

use crate::domain::check_in::RollUp;
use crate::domain::id::TeamId;
use crate::domain::week::Week;

/// Roll-up rows, in order of team and week.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct History {
    rows: BTreeMap<TeamId, Vec<RollUp>>,
}

impl History {
    /// Takes rows in any order; a team has one row a week.
    #[must_use]
    pub fn new(rows: Vec<RollUp>) -> Self {
        // Hashed first: a hundred thousand rows name a thousand teams.
        let mut of_teams: HashMap<TeamId, Vec<RollUp>> = HashMap::new();
        for row in rows {
            match of_teams.get_mut(&row.team) {
                Some(of_team) => of_team.push(row),
                None => {
                    of_teams.insert(row.team.clone(), vec![row]);
                }
            }
        }
        for rows in of_teams.values_mut() {
            rows.sort_by_key(|row| row.week);
        }
        Self {
            rows: of_teams.into_iter().collect(),
        }
    }

    /// All rows of a team, in order of weeks.
    #[must_use]
    pub fn of(&self, team: &TeamId) -> &[RollUp] {
        self.rows.get(team).map_or(&[], Vec::as_slice)
    }

    /// The row of a team and week.
    #[must_use]
    pub fn row(&self, team: &TeamId, week: Week) -> Option<&RollUp> {
        let rows = self.of(team);
        let at = rows.binary_search_by_key(&week, |row| row.week).ok()?;
        rows.get(at)
    }

    /// All rows.
    pub fn iter(&self) -> impl Iterator<Item = &RollUp> {
        self.rows.values().flatten()
    }
}
