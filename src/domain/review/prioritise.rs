//! What to talk about after a period: where the gap is largest, and what to agree for the next quarter.

use chrono::Months;

use super::{Results, Sources, Time};
use crate::domain::allocation::TeamGap;
use crate::domain::id::ObjectiveCode;
use crate::domain::insight::{CHRONIC_FROM, series, weeks_outside};
use crate::domain::okr::Decision;
use crate::domain::target::standing;
use crate::domain::week::Quarter;

/// A quarter is agreed on so long before it begins.
const AHEAD: Months = Months::new(1);
/// So many teams are named where the gap is largest.
const NAMED: usize = 5;

/// What to talk about.
#[derive(Debug, Clone, PartialEq)]
pub struct Prioritise {
    /// The teams whose weeks together are outside their band, the largest gap in people's weeks first; five at most.
    pub gaps: Vec<TeamGap>,
    /// How many more there are.
    pub more_gaps: u32,
    /// Teams that have been outside their band for so long that it is a state of things, the longest first.
    pub chronic: Vec<Chronic>,
    /// The quarter to agree on: the one that goes on when this is read, or in its last month the next one.
    pub next: Quarter,
    /// Teams that have agreed on nothing for it.
    pub without: Vec<String>,
    /// How many teams there are.
    pub teams: u32,
    /// Objectives that are still open after their quarter's end.
    pub to_close: Vec<ObjectiveCode>,
    /// Closed ones that are aimed at again, as they are or changed.
    pub carried: Vec<(ObjectiveCode, Decision)>,
    /// Closed ones that were dropped.
    pub dropped: Vec<ObjectiveCode>,
}

/// A team that has been outside its band for long.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chronic {
    /// As people read it.
    pub name: String,
    /// For how many weeks running, up to the last one with a number.
    pub weeks: u32,
    /// Whether it may be longer: the row begins where our knowledge does.
    pub or_more: bool,
    /// What was agreed of elective work in the last of these weeks, in percent.
    pub agreed: u32,
}

pub(super) fn prioritise(sources: &Sources<'_>, time: &Time, results: &Results) -> Prioritise {
    let next = Quarter::of(sources.today + AHEAD);
    let teams = &sources.org.teams;
    let without = teams
        .iter()
        .filter(|team| standing(&team.targets, next).is_none());
    let (gaps, more_gaps) = gaps(time);
    let over = sources.day >= sources.period.quarter().last_day();
    let open = results.open.iter().filter(|_| over);
    let closed = || results.closed.iter();
    let carried = closed().filter(|it| it.closing.decision != Decision::Drop);
    let dropped = closed().filter(|it| it.closing.decision == Decision::Drop);
    Prioritise {
        gaps,
        more_gaps,
        chronic: chronic(sources),
        next,
        without: without.map(|team| team.name.clone()).collect(),
        teams: u32::try_from(teams.len()).unwrap_or(u32::MAX),
        to_close: open.map(|it| it.code.clone()).collect(),
        carried: carried
            .map(|it| (it.code.clone(), it.closing.decision))
            .collect(),
        dropped: dropped.map(|it| it.code.clone()).collect(),
    }
}

fn gaps(time: &Time) -> (Vec<TeamGap>, u32) {
    let against = time.company.as_ref().and_then(|span| span.against.as_ref());
    let teams = against.map(|against| against.teams.as_slice());
    let mut outside: Vec<TeamGap> = teams
        .unwrap_or_default()
        .iter()
        .filter(|team| team.outside())
        .cloned()
        .collect();
    outside.sort_by(|a, b| b.gap.abs().total_cmp(&a.gap.abs()));
    let more = outside.len().saturating_sub(NAMED);
    outside.truncate(NAMED);
    (outside, u32::try_from(more).unwrap_or(u32::MAX))
}

fn chronic(sources: &Sources<'_>) -> Vec<Chronic> {
    let categories = &sources.org.categories;
    let last = sources.last_week();
    let first = super::first_week_needed(sources.period);
    let all = sources.org.teams.iter().filter_map(|team| {
        let points = series(team, sources.history.of(&team.id), categories, last);
        let newest = points.last().filter(|it| sources.period.holds(it.week))?;
        let weeks = weeks_outside(&points);
        (weeks >= CHRONIC_FROM).then(|| Chronic {
            name: team.name.clone(),
            weeks,
            or_more: newest.week.back(weeks - 1) == first,
            agreed: newest.against.map_or(0, |against| against.agreed),
        })
    });
    let mut chronic: Vec<Chronic> = all.collect();
    chronic.sort_by_key(|it| std::cmp::Reverse(it.weeks));
    chronic
}
