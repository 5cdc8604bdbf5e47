//! What became of objectives: final scores of those that were closed, and how the others stood on the period's day.

use std::collections::HashMap;

use super::{Declared, Sources};
use crate::domain::cadence::local;
use crate::domain::id::{KeyResultCode, ObjectiveCode};
use crate::domain::okr::{
    Closing, Commitment, KeyResult, Objective, Reading, Standing, Status, announced,
    objective_standing, standing_of,
};
use crate::domain::week::Quarter;

/// What became of objectives.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Results {
    /// Closed since the period began.
    pub closed: Vec<Closed>,
    /// Closed earlier in the quarter: how many.
    pub closed_before: u32,
    /// Open on the period's day, as they stood then.
    pub open: Vec<OpenObjective>,
    /// The key results of these by status, the best first.
    pub statuses: Vec<(Status, u32)>,
    /// Declared no more since the period began, and never closed.
    pub given_up: Vec<(ObjectiveCode, String)>,
}

/// An objective with its final score.
#[derive(Debug, Clone, PartialEq)]
pub struct Closed {
    /// What people type.
    pub code: ObjectiveCode,
    /// Its title.
    pub title: String,
    /// When it was due.
    pub quarter: Quarter,
    /// How it was meant.
    pub commitment: Commitment,
    /// How it ended.
    pub closing: Closing,
}

/// An objective that was not closed.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenObjective {
    /// What people type.
    pub code: ObjectiveCode,
    /// Its title.
    pub title: String,
    /// How many key results it has.
    pub key_results: u32,
    /// How far they were, 0 to 1; none where it has no key results.
    pub progress: Option<f64>,
    /// How far they were expected to be.
    pub expected: f64,
    /// The worst status that had been announced of them.
    pub status: Option<Status>,
    /// Which ones are not on track.
    pub behind: Vec<KeyResultCode>,
}

impl Results {
    /// The mean of the final scores, in tenths.
    #[must_use]
    pub fn mean_score(&self) -> Option<f64> {
        let scores = self.closed.iter();
        let sum: u32 = scores.map(|it| u32::from(it.closing.score.tenths())).sum();
        let many = u32::try_from(self.closed.len()).ok().filter(|it| *it > 0)?;
        Some(f64::from(sum) / f64::from(many))
    }

    /// How many key results the open objectives have.
    #[must_use]
    pub fn key_results(&self) -> u32 {
        self.statuses.iter().map(|(_, count)| count).sum()
    }

    /// How many of these have a status.
    #[must_use]
    pub fn with(&self, status: Status) -> u32 {
        let found = self.statuses.iter().find(|(one, _)| *one == status);
        found.map_or(0, |(_, count)| *count)
    }
}

/// What an objective counts as.
enum Counts {
    Closed(Closing),
    ClosedBefore,
    Open,
    GivenUp,
    Not,
}

pub(super) fn results(sources: &Sources<'_>) -> Results {
    let readings = by_key_result(sources.readings);
    let mut results = Results::default();
    let mut statuses = [
        Status::OnTrack,
        Status::NotYet,
        Status::AtRisk,
        Status::OffTrack,
        Status::Stale,
    ]
    .map(|status| (status, 0));
    for declared in sources.told() {
        let objective = &declared.objective;
        match counts(sources, declared) {
            Counts::Closed(closing) => results.closed.push(Closed {
                code: objective.code.clone(),
                title: objective.title.clone(),
                quarter: objective.quarter,
                commitment: objective.commitment,
                closing,
            }),
            Counts::ClosedBefore => results.closed_before += 1,
            Counts::Open => {
                let (open, each) = open(sources, objective, &readings);
                for status in each {
                    let of = statuses.iter_mut().find(|(one, _)| *one == status);
                    of.into_iter().for_each(|(_, count)| *count += 1);
                }
                results.open.push(open);
            }
            Counts::GivenUp => {
                let named = (objective.code.clone(), objective.title.clone());
                results.given_up.push(named);
            }
            Counts::Not => {}
        }
    }
    results.statuses = statuses.to_vec();
    results
}

fn counts(sources: &Sources<'_>, declared: &Declared) -> Counts {
    let objective = &declared.objective;
    let (first, last) = (sources.period.first_day(), sources.day);
    let ours = objective.quarter == sources.period.quarter();
    if let Some(closing) = &objective.closed {
        let zone = sources.org.settings.time_zone;
        let day = local(zone, closing.at).date_naive();
        // A quarter's objectives are scored in the days after it, too: that is told where the period ends with it.
        let end = sources.period.last_day();
        let ends = ours && end == objective.quarter.last_day();
        return if day >= first && (day <= end || ends) {
            Counts::Closed(closing.clone())
        } else if ours && day < first {
            Counts::ClosedBefore
        } else if ours {
            // It was open then.
            Counts::Open
        } else {
            Counts::Not
        };
    }
    match declared.retired {
        _ if !ours => Counts::Not,
        Some(day) if day < first => Counts::Not,
        Some(day) if day <= last => Counts::GivenUp,
        Some(_) | None => Counts::Open,
    }
}

fn by_key_result(readings: &[Reading]) -> HashMap<&KeyResultCode, Vec<&Reading>> {
    let mut by_code: HashMap<&KeyResultCode, Vec<&Reading>> = HashMap::new();
    for reading in readings {
        by_code
            .entry(&reading.key_result)
            .or_default()
            .push(reading);
    }
    for own in by_code.values_mut() {
        own.sort_by_key(|reading| reading.week);
    }
    by_code
}

/// An open objective as it stood, and the status of each of its key results: that which was announced, as in the
/// digests.
fn open(
    sources: &Sources<'_>,
    objective: &Objective,
    readings: &HashMap<&KeyResultCode, Vec<&Reading>>,
) -> (OpenObjective, Vec<Status>) {
    let judging = &sources.org.settings.results.judging;
    let (quarter, day) = (objective.quarter, sources.day);
    let stood = |key_result: &KeyResult| -> (KeyResult, Standing) {
        let own = readings.get(&key_result.code);
        let own = own.map(Vec::as_slice).unwrap_or_default();
        let mut standing = standing_of(judging, key_result, quarter, own, day);
        let announced = announced(judging, key_result, quarter, own, day);
        standing.status = announced.now.unwrap_or(standing.status);
        (key_result.clone(), standing)
    };
    let standings: Vec<_> = objective.key_results.iter().map(stood).collect();
    let whole = objective_standing(&standings);
    let behind = standings.iter();
    let well = [Status::OnTrack, Status::NotYet];
    let behind = behind.filter(|(_, standing)| !well.contains(&standing.status));
    let one = OpenObjective {
        code: objective.code.clone(),
        title: objective.title.clone(),
        key_results: u32::try_from(standings.len()).unwrap_or(u32::MAX),
        progress: whole.as_ref().map(|whole| whole.progress),
        expected: whole.as_ref().map_or(0.0, |whole| whole.expected),
        status: whole.map(|whole| whole.status),
        behind: behind
            .map(|(key_result, _)| key_result.code.clone())
            .collect(),
    };
    let statuses = standings.iter().map(|(_, standing)| standing.status);
    (one, statuses.collect())
}
