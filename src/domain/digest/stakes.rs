//! What is at stake, in people's weeks: the one measure in which a gap to what was agreed, a key result and a week of
//! fires can be compared.
//!
//! - A gap to what was agreed is worth its points of the people that the split stands for.
//! - A key result is worth the elective time of its teams in this week, in equal parts by weight over the key results
//!   that they share in. A team without a number counts with what it agreed, and else not at all.
//! - Fires are worth what they took beyond what is normal.
//!
//! A state of things that lasts is news when it begins and every fourth week after; in between it counts half, so
//! that the same sentence does not head every digest.

use std::collections::HashMap;

use super::{Digest, StatusChange, TeamPart};
use crate::domain::id::{KeyResultCode, TeamId};
use crate::domain::insight::FireWeek;
use crate::domain::okr::{Commitment, Objective};
use crate::domain::organisation::Organisation;

/// A state that lasts is told whole again after so many weeks.
const TOLD_AGAIN: u32 = 4;

/// A week's teams and objectives, ready to be weighed.
pub struct Stakes<'a> {
    org: &'a Organisation,
    parts: HashMap<&'a TeamId, &'a TeamPart>,
    objectives: HashMap<&'a KeyResultCode, &'a Objective>,
}

impl<'a> Stakes<'a> {
    /// Those of a week.
    #[must_use]
    pub fn of(digest: &'a Digest, org: &'a Organisation) -> Self {
        let parts = digest.teams.iter().map(|part| (&part.team, part));
        let objectives = org.objectives.iter().flat_map(|objective| {
            let of = objective.key_results.iter();
            of.map(move |key_result| (&key_result.code, objective))
        });
        Self {
            org,
            parts: parts.collect(),
            objectives: objectives.collect(),
        }
    }

    /// A key result's.
    #[must_use]
    pub fn result(&self, change: &StatusChange) -> f64 {
        let key_result = &change.line.key_result;
        let Some(objective) = self.objectives.get(&key_result.code) else {
            return 0.0;
        };
        let teams = objective.teams.iter();
        teams
            .filter_map(|team| self.parts.get(team))
            .map(|part| {
                let all: f64 = part.key_results.iter().map(|it| it.key_result.weight).sum();
                if all > 0.0 {
                    self.elective(part) * key_result.weight / all
                } else {
                    0.0
                }
            })
            .sum()
    }

    /// Whether the objective of a key result is a promise.
    #[must_use]
    pub fn is_committed(&self, change: &StatusChange) -> bool {
        let objective = self.objectives.get(&change.line.key_result.code);
        objective.is_some_and(|it| it.commitment == Commitment::Committed)
    }

    /// How many people's week a team has for what it chooses.
    fn elective(&self, part: &TeamPart) -> f64 {
        let categories = &self.org.categories;
        match (&part.time, &part.target) {
            (Ok(split), _) => {
                part.weight * f64::from(split.elective(categories, part.week)) / 100.0
            }
            (Err(_), Some(target)) => {
                part.strength * f64::from(target.split.elective(categories, part.week)) / 100.0
            }
            (Err(_), None) => 0.0,
        }
    }
}

/// A team's gap to what it agreed, whichever way.
#[must_use]
pub fn gap(part: &TeamPart) -> f64 {
    part.against.map_or(0.0, |against| {
        f64::from(against.points().unsigned_abs()) * part.weight / 100.0
    })
}

/// What fires took of so many people's week beyond what is normal.
pub(super) fn beyond_normal(fires: &FireWeek, people: f64) -> f64 {
    let beyond = fires.unusual.percent.saturating_sub(fires.unusual.normal);
    f64::from(beyond) * people / 100.0
}

/// How much of a state of things is news in its so many-th week, where it is one from some week on.
pub(super) fn news(weeks: u32, from: u32) -> f64 {
    match weeks.checked_sub(from) {
        Some(since) if since.is_multiple_of(TOLD_AGAIN) => 1.0,
        _ => 0.5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_is_news_when_it_begins_and_every_fourth_week_after() {
        let whole: Vec<u32> = (5..15).filter(|weeks| news(*weeks, 5) == 1.0).collect();
        assert_eq!(whole, [5, 9, 13]);
        assert_eq!(news(6, 5), 0.5);
    }
}
