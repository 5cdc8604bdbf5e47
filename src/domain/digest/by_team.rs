//! A week's rows put to their teams, once, so that a thousand teams do not each look through the rows of all.

use std::collections::HashMap;

use super::Sources;
use super::results::told;
use crate::domain::check_in::{Ask, CheckIn};
use crate::domain::id::{KeyResultCode, TeamId};
use crate::domain::iteration::Iteration;
use crate::domain::okr::Reading;
use crate::domain::organisation::Team;

/// What a week's sources hold of one team.
#[derive(Debug, Default)]
struct Rows {
    asks: Vec<Ask>,
    check_ins: Vec<CheckIn>,
    readings: Vec<Reading>,
    iterations: Vec<Iteration>,
}

/// The rows of each team, in the order in which they came.
#[derive(Debug)]
pub(super) struct ByTeam<'a> {
    sources: Sources<'a>,
    rows: HashMap<&'a TeamId, Rows>,
    none: Rows,
}

impl<'a> ByTeam<'a> {
    pub(super) fn new(sources: &Sources<'a>) -> Self {
        let mut rows: HashMap<&TeamId, Rows> = HashMap::new();
        for ask in sources.asks {
            rows.entry(&ask.team).or_default().asks.push(ask.clone());
        }
        for check_in in sources.check_ins {
            let team = rows.entry(&check_in.team).or_default();
            team.check_ins.push(check_in.clone());
        }
        for iteration in sources.iterations {
            let team = rows.entry(&iteration.team).or_default();
            team.iterations.push(iteration.clone());
        }
        let mut sharing: HashMap<&KeyResultCode, &[TeamId]> = HashMap::new();
        for objective in told(sources) {
            for key_result in &objective.key_results {
                sharing.insert(&key_result.code, &objective.teams);
            }
        }
        for reading in sources.readings {
            for team in sharing
                .get(&reading.key_result)
                .copied()
                .unwrap_or_default()
            {
                let team = rows.entry(team).or_default();
                team.readings.push(reading.clone());
            }
        }
        Self {
            sources: *sources,
            rows,
            none: Rows::default(),
        }
    }

    /// The sources with the rows of one team alone.
    pub(super) fn sources(&self, team: &Team) -> Sources<'_> {
        let rows = self.rows.get(&team.id).unwrap_or(&self.none);
        Sources {
            asks: &rows.asks,
            check_ins: &rows.check_ins,
            readings: &rows.readings,
            iterations: &rows.iterations,
            ..self.sources
        }
    }
}
