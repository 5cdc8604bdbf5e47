//! Which teams the digest's thread speaks of, and in which order: where something is worth saying, the largest
//! stakes first, within product lines or kinds of teams.

use std::collections::{HashMap, HashSet};

use super::{Digest, Silence, StatusChange, TeamPart, shared_by};
use crate::domain::id::{KeyResultCode, TeamId};
use crate::domain::insight::AgainstAgreed;
use crate::domain::okr::Objective;
use crate::domain::organisation::Organisation;

/// The teams of a week, sorted for whoever reads the thread.
#[derive(Debug, Clone, PartialEq)]
pub struct Thread<'a> {
    /// Teams of which something is worth saying, in groups with their names; the largest stakes first.
    pub told: Vec<(String, Vec<&'a TeamPart>)>,
    /// Teams in which nothing changed, or that are silent, in the same groups.
    pub quiet: Vec<(String, Vec<&'a TeamPart>)>,
    /// Those of the quiet ones that share what moved with a team that is told.
    pub share: HashSet<&'a TeamId>,
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

/// Whether a team has something to say of itself, beside the key results that it shares with others: outside its band,
/// a split that moved, a pattern, something agreed anew, a key result that was measured or changed status, an iteration
/// with a result, past its date or waiting, a word of the team, a request, a question or a decision, or answers of
/// which nothing can be shown.
fn speaks(part: &TeamPart, moved: &HashSet<&KeyResultCode>, org: &Organisation) -> bool {
    let shared = |code| shared_by(&part.team, org).any(|objective| has(objective, code));
    let lines = part.key_results.iter().map(|line| &line.key_result.code);
    let mut moved = lines.filter(|code| moved.contains(code));
    let hidden = matches!(part.time, Err(Silence::TooFew | Silence::Outweighed));
    let iterations = &part.iterations;
    let tested = [&iterations.told, &iterations.past_date, &iterations.waiting];
    let words = [&part.results_notes, &part.notes, &part.needs];
    hidden
        || part.moved
        || !part.matters.is_empty()
        || is_outside(part)
        || !part.patterns.is_empty()
        || !part.agreed_anew.is_empty()
        || tested.iter().any(|iterations| !iterations.is_empty())
        || words.iter().any(|texts| !texts.is_empty())
        || moved.any(|code| !shared(code))
}

fn has(objective: &Objective, code: &KeyResultCode) -> bool {
    objective.key_results.iter().any(|it| it.code == *code)
}

/// Sorts the teams of a week. A team without an answer has nothing to say by itself: it is named in a line, and a late
/// answer is told by an edit of the table.
#[must_use]
pub fn thread<'a>(digest: &'a Digest, org: &Organisation) -> Thread<'a> {
    thread_as_posted(digest, org, &HashSet::new())
}

/// Sorts the teams of a week whose thread is out; a silent team that has a reply keeps it.
#[must_use]
pub fn thread_as_posted<'a>(
    digest: &'a Digest,
    org: &Organisation,
    replies: &HashSet<&TeamId>,
) -> Thread<'a> {
    // That nobody measured for long is told in the head.
    let changes = digest.changes.iter().filter(|change| !change.is_stale());
    let mut moved: HashSet<&KeyResultCode> = changes.map(code).collect();
    let lines = digest.teams.iter().flat_map(|part| &part.key_results);
    let measured = lines.filter(|line| line.measured);
    moved.extend(measured.map(|line| &line.key_result.code));
    let silent = |part: &TeamPart| {
        matches!(part.time, Err(Silence::NoAnswer(_))) && replies.contains(&part.team)
    };
    let told = digest.teams.iter();
    let told = told.filter(|part| silent(part) || speaks(part, &moved, org));
    let mut told: HashSet<&TeamId> = told.map(|part| &part.team).collect();
    // What moved of a shared objective stands once: with one of its teams that has a reply anyway, else with the first
    // that answered.
    let by_team = digest.teams.iter().map(|part| (&part.team, part));
    let by_team: HashMap<&TeamId, &TeamPart> = by_team.collect();
    for objective in org.objectives.iter().filter(|it| it.teams.len() > 1) {
        if !moved.iter().any(|code| has(objective, code)) {
            continue;
        }
        let parts = objective.teams.iter().filter_map(|team| by_team.get(team));
        let parts: Vec<&TeamPart> = parts.copied().collect();
        let stands = |it: &&&TeamPart| told.contains(&it.team) || replies.contains(&it.team);
        let holder = parts.iter().find(stands);
        let holder = holder.or_else(|| parts.iter().find(|it| it.time.is_ok()));
        told.extend(holder.or(parts.first()).map(|part| &part.team));
    }
    let teams = digest.teams.iter();
    let moves = |part: &&TeamPart| {
        let mut lines = part.key_results.iter();
        lines.any(|line| moved.contains(&line.key_result.code))
    };
    let share = teams.clone().filter(moves).map(|part| &part.team);
    let share: HashSet<&TeamId> = share.filter(|team| !told.contains(team)).collect();
    let (told, rest): (Vec<_>, Vec<_>) = teams.partition(|part| told.contains(&part.team));
    let (unasked, quiet): (Vec<_>, Vec<_>) = rest
        .into_iter()
        .partition(|part| part.time == Err(Silence::NobodyAsked));
    Thread {
        told: grouped(told, org),
        quiet: grouped(quiet, org),
        share,
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
