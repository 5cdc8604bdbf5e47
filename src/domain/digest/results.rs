//! The week's key results: where each stands, and where it stood a week ago.

use chrono::Days;

use super::Sources;
use crate::domain::okr::{KeyResult, Objective, Standing, Status, standing};
use crate::domain::organisation::Team;
use crate::domain::week::Quarter;

/// One key result of a team, as it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyResultLine {
    /// What is measured.
    pub key_result: KeyResult,
    /// Where it stands on the digest's day.
    pub standing: Standing,
    /// Whether this week has a reading.
    pub measured: bool,
}

/// One key result and what a week did to it.
#[derive(Debug, Clone, PartialEq)]
pub struct StatusChange {
    /// Where it stands.
    pub line: KeyResultLine,
    /// What its status was seven days before; none where it had no reading then.
    pub before: Option<Status>,
}

impl StatusChange {
    /// Whether the status is another than a week ago. A first reading is no change.
    #[must_use]
    pub fn changed(&self) -> bool {
        self.before
            .is_some_and(|before| before != self.line.standing.status)
    }

    /// Whether it has been silent too long.
    #[must_use]
    pub fn is_stale(&self) -> bool {
        self.line.standing.status == Status::Stale
    }

    /// Whether it is off track.
    #[must_use]
    pub fn is_off_track(&self) -> bool {
        self.line.standing.status == Status::OffTrack
    }
}

fn line(sources: &Sources<'_>, objective: &Objective, key_result: &KeyResult) -> KeyResultLine {
    let standing = standing(key_result, objective.quarter, sources.readings, sources.day);
    let measured = standing
        .latest
        .as_ref()
        .is_some_and(|reading| reading.week == sources.week);
    KeyResultLine {
        key_result: key_result.clone(),
        standing,
        measured,
    }
}

/// The key results of the quarter that a team shares in.
#[must_use]
pub fn lines(sources: &Sources<'_>, team: &Team) -> Vec<KeyResultLine> {
    let quarter = Quarter::of_week(sources.week);
    sources
        .org
        .objectives
        .iter()
        .filter(|objective| objective.quarter == quarter && objective.teams.contains(&team.id))
        .flat_map(|objective| {
            objective
                .key_results
                .iter()
                .map(move |key_result| line(sources, objective, key_result))
        })
        .collect()
}

/// All key results of the quarter, each once, beside their status a week ago.
#[must_use]
pub fn status_changes(sources: &Sources<'_>) -> Vec<StatusChange> {
    let quarter = Quarter::of_week(sources.week);
    let day_before = sources
        .day
        .checked_sub_days(Days::new(7))
        .unwrap_or(sources.day);
    let mut changes = Vec::new();
    for objective in sources
        .org
        .objectives
        .iter()
        .filter(|objective| objective.quarter == quarter)
    {
        for key_result in &objective.key_results {
            let before = standing(key_result, objective.quarter, sources.readings, day_before);
            let before = before.latest.is_some().then_some(before.status);
            changes.push(StatusChange {
                line: line(sources, objective, key_result),
                before,
            });
        }
    }
    changes
}
