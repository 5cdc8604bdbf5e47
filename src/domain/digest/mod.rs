//! Friday's digest as data: what one week says about teams and results. No sentence is made here, and no person
//! is named but in the notes that they wrote, and leaders in what waits for them.

mod by_team;
mod came_late;
mod company;
mod facts;
mod for_everyone;
mod headline;
mod iterations;
mod moved;
mod results;
mod rows;
mod stakes;
mod talk;
mod team_part;
mod thread;
mod told_once;
mod waiting;

pub use came_late::{CameLate, LateResult, SaidLater, came_late};
pub use company::{Company, StandsOn, company, stands_on};
pub use facts::{Facts, LateNews, facts, late_news};
pub use for_everyone::for_everyone;
pub use headline::{Headline, headline};
pub use iterations::{Iterations, iterations};
pub use moved::{Moved, Mover};
pub use results::{KeyResultLine, StatusChange, lines, status_changes};
pub use rows::{Rows, Then};
pub use stakes::{Stakes, gap};
pub use talk::{Topic, topic};
pub use team_part::{Silence, TeamPart, Waiting, team_part};
pub use thread::{Thread, thread, thread_as_posted};
pub use told_once::{shared_by, told_once};
pub use waiting::{Effect, OpenRequest, WeekMatters, decisions_due, matters};

use chrono::NaiveDate;

use super::allocation::History;
use super::check_in::{Ask, CheckIn};
pub use super::insight::shown;
use super::iteration::Iteration;
use super::matters::Matters;
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
    /// All readings of the key results of decisions whose day came: theirs may be of an older quarter.
    pub decided: &'a [Reading],
    /// Iterations that are new, open or waiting.
    pub iterations: &'a [Iteration],
    /// What the digest before said of its week, where that is known.
    pub told_before: Option<&'a Facts>,
    /// What lies open between teams and leadership, as it stands when this is told.
    pub matters: &'a Matters,
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
    /// Key results that have come to their aim this week, and whose status is what it was.
    pub reached: Vec<StatusChange>,
    /// Key results that are off track and were a week ago.
    pub still_off_track: Vec<StatusChange>,
    /// Key results that nobody has measured for too long.
    pub stale: Vec<StatusChange>,
    /// What the week brought of iterations.
    pub iterations: Iterations,
    /// What lies open between teams and leadership.
    pub matters: WeekMatters,
    /// Whether it asks what to talk about: leadership's alone does.
    pub talks: bool,
    /// The teams, in the order in which they were declared.
    pub teams: Vec<TeamPart>,
    /// What the numbers stand on.
    pub stands_on: StandsOn,
    /// What late answers made of the week before, after it was told.
    pub late: Option<LateNews>,
}

/// Tells a week.
#[must_use]
pub fn digest(sources: &Sources<'_>) -> Digest {
    let results = status_changes(sources);
    let (changes, same): (Vec<_>, Vec<_>) = results.into_iter().partition(StatusChange::changed);
    let reached = same.iter().filter(|it| it.comes_to_its_aim(sources.day));
    let reached = reached.cloned().collect();
    let (stale, same): (Vec<_>, Vec<_>) = same.into_iter().partition(StatusChange::is_stale);
    let by_team = by_team::ByTeam::new(sources);
    let teams = sources.org.teams.iter();
    let teams: Vec<TeamPart> = teams
        .map(|team| team_part(&by_team.sources(team), team))
        .collect();
    Digest {
        week: sources.week,
        company: company(sources),
        changes,
        reached,
        still_off_track: same
            .into_iter()
            .filter(StatusChange::is_off_track)
            .collect(),
        stale,
        iterations: iterations(sources, None),
        matters: matters(sources, None),
        talks: true,
        stands_on: stands_on(sources),
        late: sources.told_before.and_then(|told| {
            let before = sources.week.previous();
            let now = facts(sources, before);
            late_news(before, (told, &now), sources.iterations, |code| {
                sources.org.tells(code)
            })
        }),
        teams,
    }
}
