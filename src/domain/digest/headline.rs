//! The week's one fact: what heads the digest.
//!
//! The rule: time against what was agreed comes first, because the digest is about that; something else takes its
//! place where twice as much is at stake (see [`super::Stakes`]). The others are a committed key result that changed
//! status or came to its aim, a week of fires, a team that has long been outside its band, a committed key result that has long been off
//! track. Nothing that is at stake for less than a hundredth of the people heads a digest; then the week went as
//! agreed. Where the number stands on less than half of the available time, what is certain without it comes first. Of
//! equal ones the first in this order stands, as everywhere in the order in which things were declared.

use super::stakes::{Stakes, beyond_normal, gap, news};
use super::{Digest, StatusChange, TeamPart};
use crate::domain::insight::{CHRONIC_FROM, FireWeek, Pattern};
use crate::domain::okr::Status;
use crate::domain::organisation::Organisation;

/// So much more must be at stake for something else to come before the gap.
const BEFORE_THE_GAP: f64 = 2.0;

/// Below this part of the company's people nothing is a headline.
const LEAST: f64 = 0.01;

/// What heads a digest.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Headline<'a> {
    /// No number at all.
    NoNumber,
    /// So many points more elective work than agreed; less where negative.
    Gap(i32),
    /// A committed key result changed status.
    Changed(&'a StatusChange),
    /// A non-elective category took much more than is normal.
    Fires(&'a FireWeek),
    /// A team has been outside its band for so many weeks, by so many points in the mean.
    Outside {
        /// Which team.
        part: &'a TeamPart,
        /// How many weeks.
        weeks: u32,
        /// More elective work than agreed; less where negative.
        points: i32,
    },
    /// A committed key result has come to its aim.
    Reached(&'a StatusChange),
    /// A committed key result has been off track for a while.
    OffTrack(&'a StatusChange),
    /// As agreed.
    AsAgreed,
    /// Nobody has agreed on anything: the elective part alone.
    NothingAgreed(u32),
}

/// Chooses the headline of a week.
#[must_use]
pub fn headline<'a>(digest: &'a Digest, org: &Organisation) -> Headline<'a> {
    let Some(time) = &digest.company.time else {
        return Headline::NoNumber;
    };
    let least = LEAST * time.people;
    let few = digest.stands_on.is_few();
    let first = |fact: &Headline<'_>| few && is_certain(fact);
    let other = others(digest, org, time.people)
        .into_iter()
        .filter(|(stake, _)| *stake > least)
        .map(|(stake, fact)| ((first(&fact), stake), fact))
        // The first of equal ones.
        .reduce(|most, next| if next.0 > most.0 { next } else { most });
    let Some(against) = &time.against else {
        return other.map_or(Headline::NothingAgreed(time.elective), |(_, fact)| fact);
    };
    let gap = against.gap_people.abs();
    let has_gap = against.points() != 0 && gap > least;
    match other {
        Some(((first, stake), fact)) if first || !has_gap || stake >= BEFORE_THE_GAP * gap => fact,
        _ if against.points() != 0 => Headline::Gap(against.points()),
        _ => Headline::AsAgreed,
    }
}

fn others<'a>(digest: &'a Digest, org: &Organisation, people: f64) -> Vec<(f64, Headline<'a>)> {
    let stakes = Stakes::of(digest, org);
    let committed = |change: &&StatusChange| stakes.is_committed(change);
    let mut facts = Vec::new();
    for change in digest.changes.iter().filter(committed) {
        let stake = severity(change) * stakes.result(change);
        facts.push((stake, Headline::Changed(change)));
    }
    for change in digest.reached.iter().filter(committed) {
        facts.push((0.5 * stakes.result(change), Headline::Reached(change)));
    }
    if let Some(fires) = &digest.company.fires {
        facts.push((beyond_normal(fires, people), Headline::Fires(fires)));
    }
    facts.extend(digest.teams.iter().filter_map(outside));
    for change in digest.still_off_track.iter().filter(committed) {
        if change.weeks >= CHRONIC_FROM {
            let stake = news(change.weeks, CHRONIC_FROM) * stakes.result(change);
            facts.push((stake, Headline::OffTrack(change)));
        }
    }
    facts
}

/// Whether something is known however few answered: what was measured, and what a team has long been.
fn is_certain(fact: &Headline<'_>) -> bool {
    match fact {
        Headline::Changed(change) => change.line.measured,
        Headline::Outside { .. } | Headline::OffTrack(_) | Headline::Reached(_) => true,
        _ => false,
    }
}

/// A key result that goes off track counts whole, one that gets worse otherwise or reaches its line half (as one does
/// that comes to its aim), one that is better and not yet well a quarter.
fn severity(change: &StatusChange) -> f64 {
    let worse = change.before.is_some_and(|before| change.status > before);
    match (worse, change.status) {
        (true, Status::OffTrack) => 1.0,
        (true, _) | (false, Status::OnTrack) => 0.5,
        (false, _) => 0.25,
    }
}

fn outside(part: &TeamPart) -> Option<(f64, Headline<'_>)> {
    part.patterns.iter().find_map(|pattern| match pattern {
        Pattern::Chronic { weeks, points, .. } => {
            let (weeks, points) = (*weeks, *points);
            let stake = news(weeks, CHRONIC_FROM) * gap(part);
            Some((
                stake,
                Headline::Outside {
                    part,
                    weeks,
                    points,
                },
            ))
        }
        _ => None,
    })
}
