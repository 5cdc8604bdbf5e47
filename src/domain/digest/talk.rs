//! To talk about: one question, the one with the most at stake; none from nothing.
//!
//! The rule: every pattern of a team, every key result that is off track or silent, and slices that wait or are past
//! their date are weighed in people's weeks (see [`super::Stakes`]), and the heaviest is asked. A key result that is
//! silent weighs half of one that is off track; a slice that waits weighs a person's week, because that is what a
//! slice is meant to take, and one past its date half of that. What lasts weighs whole when it begins and every fourth
//! week after, and half in between, so that leaders are not asked the same each Friday. What weighs less than a
//! twentieth of a person's week is not asked about, nor what was never measured, nor anything in a week without a
//! number.

use super::stakes::{Stakes, beyond_normal, gap, news};
use super::{Digest, StatusChange, TeamPart};
use crate::domain::insight::{CHRONIC_FROM, FireWeek, Pattern, Trend, Unusual};
use crate::domain::iteration::Iteration;
use crate::domain::organisation::Organisation;
use crate::domain::week::Week;

/// What a silent key result weighs of one that is off track.
const SILENT: f64 = 0.5;
/// What a validated slice that waits weighs, in people's weeks.
const WAITS: f64 = 1.0;
/// What a slice past its measure-by date weighs.
const PAST_DATE: f64 = 0.5;
/// What is not worth a question.
const LEAST: f64 = 0.05;

/// What leadership might talk about.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Topic<'a> {
    /// Whether what a team agreed is still right: it has long been outside its band, or is so in a week of fires.
    Agreement {
        /// Which team.
        part: &'a TeamPart,
        /// For how many weeks it has been outside.
        weeks: u32,
        /// Its fires, where they took more than is normal.
        fires: Option<&'a FireWeek>,
    },
    /// Whether the work should change, or the agreement: outside for a few weeks.
    Drift(&'a TeamPart, &'a [i32]),
    /// What would make the next weeks calmer.
    Fires(&'a TeamPart, &'a FireWeek),
    /// What changed, where a category took much more or less than is normal.
    Break(&'a TeamPart, &'a Unusual),
    /// What is growing, or whether the room will last.
    Trend(&'a TeamPart, &'a Trend),
    /// What would bring a key result back.
    OffTrack(&'a StatusChange),
    /// Whether a key result is still worth measuring.
    Silent(&'a StatusChange),
    /// Whether what was validated should go before what is new: so many wait, so many were begun.
    NextStages(u32, u32),
    /// What it would take to measure so many slices past their date.
    PastDate(u32),
}

/// The question with the most at stake; none for those who are not to talk about it.
#[must_use]
pub fn topic<'a>(digest: &'a Digest, org: &Organisation) -> Option<Topic<'a>> {
    digest.company.time.as_ref().filter(|_| digest.talks)?;
    let stakes = Stakes::of(digest, org);
    let mut asked: Vec<(f64, Topic<'a>)> = digest.teams.iter().flat_map(of_team).collect();
    let off_track = digest.changes.iter().filter(|it| it.is_off_track());
    for change in off_track.chain(&digest.still_off_track) {
        let stake = news(change.weeks, 1) * stakes.result(change);
        asked.push((stake, Topic::OffTrack(change)));
    }
    let silent = digest.changes.iter().filter(|it| it.is_stale());
    let measured_once = |it: &&StatusChange| it.line.standing.latest.is_some();
    for change in silent.chain(&digest.stale).filter(measured_once) {
        let stake = SILENT * news(change.weeks, 1) * stakes.result(change);
        asked.push((stake, Topic::Silent(change)));
    }
    let iterations = &digest.iterations;
    let past = count(&iterations.past_date);
    // What was validated this very week has not waited yet.
    let waited = |it: &&Iteration| {
        let told = it.outcome.as_ref();
        told.is_some_and(|told| Week::of(told.day) < digest.week)
    };
    let waiting: Vec<&Iteration> = iterations.waiting.iter().filter(waited).collect();
    let waiting = count(&waiting);
    if iterations.begun > 0 {
        let topic = Topic::NextStages(waiting, iterations.begun);
        asked.push((WAITS * f64::from(waiting), topic));
    }
    asked.push((PAST_DATE * f64::from(past), Topic::PastDate(past)));
    let worth = asked.into_iter().filter(|(stake, _)| *stake >= LEAST);
    // The first of equal ones.
    let most = worth.reduce(|most, next| if next.0 > most.0 { next } else { most });
    most.map(|(_, topic)| topic)
}

/// What the patterns of a team ask; its fires and its agreement are one question where both are out of the ordinary.
fn of_team(part: &TeamPart) -> Vec<(f64, Topic<'_>)> {
    let fires = part.patterns.iter().find_map(|pattern| match pattern {
        Pattern::FireWeek(fires) => Some(fires),
        _ => None,
    });
    let burnt = fires.map_or(0.0, |fires| beyond_normal(fires, part.weight));
    // Fires explain nothing of a team that had more elective work than agreed.
    let less = part.against.is_some_and(|against| against.points() < 0);
    let beside = fires.filter(|_| less);
    let mut asked = Vec::new();
    let mut said = false;
    for pattern in &part.patterns {
        match pattern {
            Pattern::Chronic { weeks, .. } => {
                said |= beside.is_some();
                let (weeks, fires) = (*weeks, beside);
                let stake = (news(weeks, CHRONIC_FROM) * gap(part)).max(burnt);
                asked.push((stake, Topic::Agreement { part, weeks, fires }));
            }
            Pattern::Drift { points } => asked.push(match beside {
                Some(_) => {
                    said = true;
                    let weeks = u32::try_from(points.len()).unwrap_or(u32::MAX);
                    let fires = beside;
                    (
                        gap(part).max(burnt),
                        Topic::Agreement { part, weeks, fires },
                    )
                }
                None => (gap(part), Topic::Drift(part, points)),
            }),
            Pattern::FireWeek(fires) if !said => {
                asked.push((burnt, Topic::Fires(part, fires)));
            }
            Pattern::Trend(trend) => {
                let points = f64::from(trend.now.abs_diff(trend.before));
                asked.push((points * part.weight / 100.0, Topic::Trend(part, trend)));
            }
            Pattern::Break(unusual) => {
                let points = f64::from(unusual.percent.abs_diff(unusual.normal));
                asked.push((points * part.weight / 100.0, Topic::Break(part, unusual)));
            }
            Pattern::FireWeek(_) | Pattern::Repeated { .. } | Pattern::Back { .. } => {}
        }
    }
    asked
}

fn count<T>(of: &[T]) -> u32 {
    u32::try_from(of.len()).unwrap_or(u32::MAX)
}
