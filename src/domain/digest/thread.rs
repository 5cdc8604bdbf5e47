//! Which teams the digest's thread speaks of, and in which order: where something is worth saying, the largest
//! stakes first, within product lines or kinds of teams.

use std::collections::HashSet;

use super::{Digest, Silence, StatusChange, TeamPart};
use crate::domain::id::KeyResultCode;
use crate::domain::insight::AgainstAgreed;
use crate::domain::organisation::Organisation;

/// The teams of a week, sorted for whoever reads the thread.
#[derive(Debug, Clone, PartialEq)]
pub struct Thread<'a> {
    /// Teams of which something is worth saying, in groups with their names; the largest stakes first.
    pub told: Vec<(String, Vec<&'a TeamPart>)>,
    /// Teams in which nothing changed, in the same groups.
    pub quiet: Vec<(String, Vec<&'a TeamPart>)>,
    /// Teams for which nobody was asked and of which nothing else is worth saying.
    pub unasked: Vec<&'a TeamPart>,
}

impl<'a> Thread<'a> {
    /// The teams that are told, in the thread's order.
    pub fn told(&self) -> impl Iterator<Item = &'a TeamPart> + '_ {
        self.told
            .iter()
            .flat_map(|(_, teams)| teams.iter().copied())
    }
}

/// Whether a team gets a reply of its own: outside its band, a split that moved, a pattern, something agreed anew, a
/// key result that was measured or changed status, an iteration with a result, past its date or waiting, a word of the
/// team, a request, a question or a decision, or silence where somebody was asked.
#[must_use]
pub fn worth_saying(part: &TeamPart, changed: &HashSet<&KeyResultCode>) -> bool {
    let moved = part.key_results.iter().any(|line| {
        let code = &line.key_result.code;
        line.measured || changed.contains(code)
    });
    let silent = matches!(
        part.time,
        Err(Silence::NoAnswer(_) | Silence::TooFew | Silence::Outweighed)
    );
    let iterations = &part.iterations;
    let tested = [&iterations.told, &iterations.past_date, &iterations.waiting];
    let words = [&part.results_notes, &part.notes, &part.needs];
    moved
        || silent
        || part.moved
        || !part.matters.is_empty()
        || is_outside(part)
        || !part.patterns.is_empty()
        || !part.agreed_anew.is_empty()
        || tested.iter().any(|iterations| !iterations.is_empty())
        || words.iter().any(|texts| !texts.is_empty())
}

/// Sorts the teams of a week.
#[must_use]
pub fn thread<'a>(digest: &'a Digest, org: &Organisation) -> Thread<'a> {
    let changed: HashSet<&KeyResultCode> = digest.changes.iter().map(code).collect();
    let teams = digest.teams.iter();
    let (told, rest): (Vec<_>, Vec<_>) = teams.partition(|part| worth_saying(part, &changed));
    let (unasked, quiet): (Vec<_>, Vec<_>) = rest
        .into_iter()
        .partition(|part| part.time == Err(Silence::NobodyAsked));
    Thread {
        told: grouped(told, org),
        quiet: grouped(quiet, org),
        unasked,
    }
}

fn code(change: &StatusChange) -> &KeyResultCode {
    &change.line.key_result.code
}

fn is_outside(part: &TeamPart) -> bool {
    part.against.is_some_and(AgainstAgreed::outside)
}

/// What is at stake in a team: the people's week between its time and what was agreed, where that is outside the
/// band; then how many people the team is.
fn stakes(part: &TeamPart) -> (f64, f64) {
    let gap = part.against.filter(|against| against.outside());
    let gap = gap.map_or(0.0, |against| {
        f64::from(against.points().unsigned_abs()) * part.weight / 100.0
    });
    (gap, part.strength)
}

/// Teams by their product line, else by their kind; groups and teams with the largest stakes first, and as they were
/// declared where these are equal.
fn grouped<'a>(teams: Vec<&'a TeamPart>, org: &Organisation) -> Vec<(String, Vec<&'a TeamPart>)> {
    let mut groups: Vec<(String, Vec<&TeamPart>)> = Vec::new();
    for part in teams {
        let line = org.team(&part.team).and_then(|it| it.product_line.clone());
        let name = line.unwrap_or_else(|| part.kind.word().to_owned());
        match groups.iter_mut().find(|(group, _)| *group == name) {
            Some((_, teams)) => teams.push(part),
            None => groups.push((name, vec![part])),
        }
    }
    let larger = |one: (f64, f64), other: (f64, f64)| {
        other.0.total_cmp(&one.0).then(other.1.total_cmp(&one.1))
    };
    let sum = |teams: &[&TeamPart]| {
        let each = teams.iter().map(|part| stakes(part));
        each.fold((0.0, 0.0), |sum, one| (sum.0 + one.0, sum.1 + one.1))
    };
    for (_, teams) in &mut groups {
        teams.sort_by(|one, other| larger(stakes(one), stakes(other)));
    }
    groups.sort_by(|(_, one), (_, other)| larger(sum(one), sum(other)));
    groups
}
