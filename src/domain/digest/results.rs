//! The week's key results: where each stands, and where it stood a week ago.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::Sources;
use crate::domain::id::KeyResultCode;
use crate::domain::okr::{
    Announced, Direction, Forecast, KeyResult, Objective, Reading, Standing, Status, announced,
    forecast, own, standing_of,
};
use crate::domain::organisation::Team;
use crate::domain::week::Quarter;

/// One key result of a team, as it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyResultLine {
    /// What is measured.
    pub key_result: KeyResult,
    /// Where it stands on the digest's day.
    pub standing: Standing,
    /// The status that is announced: where it stands, unless it only brushed a border.
    pub announced: Status,
    /// Whether this week has a reading.
    pub measured: bool,
    /// Where it ends if it goes on as it went.
    pub forecast: Option<Forecast>,
}

impl KeyResultLine {
    /// Whether it has come to its aim, where it is one to come to: what is to be kept is never over.
    #[must_use]
    pub fn is_reached(&self) -> bool {
        let comes = !matches!(
            self.key_result.direction,
            Direction::AtLeast | Direction::AtMost
        );
        comes && self.standing.latest.is_some() && self.standing.progress >= 1.0
    }
}

/// One key result and what a week did to it.
#[derive(Debug, Clone, PartialEq)]
pub struct StatusChange {
    /// Where it stands.
    pub line: KeyResultLine,
    /// The status that is announced: where it stands, unless it only brushed a border.
    pub status: Status,
    /// What had been announced seven days before; none where it had no reading then.
    pub before: Option<Status>,
    /// For how many weeks in a row it has been announced so, up to and with this one.
    pub weeks: u32,
}

impl StatusChange {
    /// Whether the status is another than a week ago. A first reading is no change.
    #[must_use]
    pub fn changed(&self) -> bool {
        self.before.is_some_and(|before| before != self.status)
    }

    /// Whether this week's reading is the first that has come to the aim, by the aim of a day.
    #[must_use]
    pub fn comes_to_its_aim(&self, day: NaiveDate) -> bool {
        let (key_result, standing) = (&self.line.key_result, &self.line.standing);
        let aim = key_result.aim_on(day);
        let before = standing.before.as_ref();
        let already = before.is_some_and(|before| aim.progress(before.value) >= 1.0);
        self.line.measured && self.line.is_reached() && !already
    }

    /// Whether it has been silent too long.
    #[must_use]
    pub fn is_stale(&self) -> bool {
        self.status == Status::Stale
    }

    /// Whether it is off track.
    #[must_use]
    pub fn is_off_track(&self) -> bool {
        self.status == Status::OffTrack
    }
}

/// The objectives that a digest speaks of: open ones of the quarter. Private ones stay with their own people.
pub(super) fn told<'a>(sources: &Sources<'a>) -> impl Iterator<Item = &'a Objective> {
    let quarter = Quarter::of_week(sources.week);
    sources.org.objectives.iter().filter(move |objective| {
        objective.quarter == quarter && !objective.private && objective.is_open()
    })
}

fn line(
    sources: &Sources<'_>,
    objective: &Objective,
    key_result: &KeyResult,
    own: &[&Reading],
) -> (KeyResultLine, Announced) {
    let judging = &sources.org.settings.results.judging;
    let standing = standing_of(judging, key_result, objective.quarter, own, sources.day);
    let announced = announced(judging, key_result, objective.quarter, own, sources.day);
    let measured = standing
        .latest
        .as_ref()
        .is_some_and(|reading| reading.week == sources.week);
    let line = KeyResultLine {
        key_result: key_result.as_on(sources.day),
        announced: announced.now.unwrap_or(standing.status),
        standing,
        measured,
        forecast: forecast(key_result, objective.quarter, own, sources.day),
    };
    (line, announced)
}

/// The key results of the quarter that a team shares in.
#[must_use]
pub fn lines(sources: &Sources<'_>, team: &Team) -> Vec<KeyResultLine> {
    told(sources)
        .filter(|objective| objective.teams.contains(&team.id))
        .flat_map(|objective| {
            objective.key_results.iter().map(move |key_result| {
                let own = own(sources.readings, &key_result.code);
                line(sources, objective, key_result, &own).0
            })
        })
        .collect()
}

/// All key results of the quarter, each once, beside what was announced of them a week ago.
#[must_use]
pub fn status_changes(sources: &Sources<'_>) -> Vec<StatusChange> {
    let mut readings: HashMap<&KeyResultCode, Vec<&Reading>> = HashMap::new();
    for reading in sources.readings {
        readings
            .entry(&reading.key_result)
            .or_default()
            .push(reading);
    }
    for own in readings.values_mut() {
        own.sort_by_key(|reading| reading.week);
    }
    let mut changes = Vec::new();
    for objective in told(sources) {
        for key_result in &objective.key_results {
            let own = readings
                .get(&key_result.code)
                .map(Vec::as_slice)
                .unwrap_or_default();
            let (line, announced) = line(sources, objective, key_result, own);
            changes.push(StatusChange {
                status: line.announced,
                before: announced.before,
                weeks: announced.weeks,
                line,
            });
        }
    }
    changes
}
