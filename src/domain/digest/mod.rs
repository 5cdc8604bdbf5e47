//! Friday's digest as data: what one week says about teams and results. No sentence is made here, and no person
//! is named but in the notes that they wrote.

mod company;
mod headline;
mod iterations;
mod results;
mod stakes;
mod talk;
mod team_part;
mod thread;

pub use company::{Company, StandsOn, company, stands_on};
pub use headline::{Headline, headline};
pub use iterations::{Iterations, iterations};
pub use results::{KeyResultLine, StatusChange, lines, status_changes};
pub use stakes::{Stakes, gap};
pub use talk::{Question, question};
pub use team_part::{Silence, TeamPart, Waiting, team_part};
pub use thread::{Thread, thread, worth_saying};

use chrono::NaiveDate;

use super::allocation::History;
use super::check_in::{Ask, CheckIn};
pub use super::insight::shown;
use super::iteration::Iteration;
use super::okr::Reading;
use super::organisation::Organisation;
use super::week::Week;

/// All that a digest is computed from.
#[derive(Debug, Clone, Copy)]
pub struct Sources<'a> {
    /// The company.
    pub org: &'a Organisation,
    /// The week that is told.
    pub week: Week,
    /// The day on which it is told: key results stand where they stand on it.
    pub day: NaiveDate,
    /// Roll-ups of this week and those before.
    pub history: &'a History,
    /// The week's asks.
    pub asks: &'a [Ask],
    /// The week's check-ins.
    pub check_ins: &'a [CheckIn],
    /// Readings of the quarter.
    pub readings: &'a [Reading],
    /// Iterations that are new, open or waiting.
    pub iterations: &'a [Iteration],
}

/// One week, told.
#[derive(Debug, Clone, PartialEq)]
pub struct Digest {
    /// Which week.
    pub week: Week,
    /// Where the company's time went.
    pub company: Company,
    /// Key results whose status is not what it was a week ago.
    pub changes: Vec<StatusChange>,
    /// Key results that are off track and were a week ago.
    pub still_off_track: Vec<StatusChange>,
    /// Key results that nobody has measured for too long.
    pub stale: Vec<StatusChange>,
    /// What the week brought of iterations.
    pub iterations: Iterations,
    /// The teams, in the order in which they were declared.
    pub teams: Vec<TeamPart>,
    /// What the numbers stand on.
    pub stands_on: StandsOn,
}

/// Tells a week.
#[must_use]
pub fn digest(sources: &Sources<'_>) -> Digest {
    let results = status_changes(sources);
    let (changes, same): (Vec<_>, Vec<_>) = results.into_iter().partition(StatusChange::changed);
    let (stale, same): (Vec<_>, Vec<_>) = same.into_iter().partition(StatusChange::is_stale);
    let teams: Vec<TeamPart> = sources
        .org
        .teams
        .iter()
        .map(|team| team_part(sources, team))
        .collect();
    Digest {
        week: sources.week,
        company: company(sources),
        changes,
        still_off_track: same
            .into_iter()
            .filter(StatusChange::is_off_track)
            .collect(),
        stale,
        iterations: iterations(sources, None),
        stands_on: stands_on(sources),
        teams,
    }
}
