//! What came after a digest went out: answers and edits; what was told by itself, readings and results of iterations;
//! and what moved numbers without anybody having said something.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::facts::told_codes;
use super::{Moved, Mover, Sources, iterations};
use crate::domain::check_in::CheckIn;
use crate::domain::id::{IterationId, KeyResultCode, PersonId};
use crate::domain::iteration::{Iteration, Verdict};
use crate::domain::week::{Quarter, Week};

/// What came after a digest went out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CameLate {
    /// When the last of it came.
    pub last: DateTime<Utc>,
    /// How many answers.
    pub answers: u32,
    /// How many answers that had been there became others.
    pub edits: u32,
    /// Key results that were read by themselves.
    pub readings: BTreeSet<KeyResultCode>,
    /// Iterations that were told by themselves.
    pub results: BTreeSet<IterationId>,
    /// Teams whose numbers were moved by something else.
    pub moved: Vec<Moved>,
}

/// What was said and done after a digest went out, each with its moment.
#[derive(Debug, Clone, Default)]
pub struct SaidLater {
    /// Answers whose last revision is later, each with all its revisions, the first first.
    pub answers: Vec<Vec<CheckIn>>,
    /// Readings of the week that no answer gave.
    pub readings: Vec<(KeyResultCode, DateTime<Utc>)>,
    /// Tellings of iterations, by answers too.
    pub tellings: Vec<(IterationId, PersonId, DateTime<Utc>)>,
    /// What moved teams' numbers beside answers.
    pub moved: Vec<Moved>,
}

/// Counts what came late and belongs to this digest; none where nothing did. What an answer told of an iteration
/// is counted with the answer.
#[must_use]
pub fn came_late(
    sources: &Sources<'_>,
    digested: DateTime<Utc>,
    said: &SaidLater,
) -> Option<CameLate> {
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let codes = told_codes(sources.org, Quarter::of_week(sources.week));
    let read = said.readings.iter();
    let read: Vec<_> = read.filter(|(code, _)| codes.contains(code)).collect();
    let revisions = || said.answers.iter().flatten();
    let by_answer = |by: &PersonId, at| revisions().any(|it| it.person == *by && it.sent == at);
    let shown = shown(sources);
    let told = said.tellings.iter();
    let told: Vec<_> = told
        .filter(|(id, by, at)| shown.contains(id) && !by_answer(by, *at))
        .collect();
    let edited = said.answers.iter().filter(|revisions| {
        let first = revisions.first();
        first.is_some_and(|first| first.sent <= digested)
    });
    let edits = edited.count();
    // A team that an import let go is missing in the numbers; what the close did to one that is gone stands nowhere.
    let missed = |it: &&Moved| it.by == Mover::Import || sources.org.team(&it.team).is_some();
    let moved: Vec<Moved> = said.moved.iter().filter(missed).cloned().collect();
    let moments = revisions().map(|it| it.sent);
    let moments = moments.chain(read.iter().map(|(_, at)| *at));
    let moments = moments.chain(told.iter().map(|(.., at)| *at));
    let moments = moments.chain(moved.iter().map(|it| it.at));
    Some(CameLate {
        last: moments.max()?,
        answers: number(said.answers.len() - edits),
        edits: number(edits),
        readings: read.into_iter().map(|(code, _)| code.clone()).collect(),
        results: told.into_iter().map(|(id, ..)| id.clone()).collect(),
        moved,
    })
}

/// The iterations of whose result this digest says something, or said something until it was told.
fn shown<'a>(sources: &Sources<'a>) -> BTreeSet<&'a IterationId> {
    let said = iterations::iterations(sources, None);
    let told: Vec<IterationId> = said.told.into_iter().map(|it| it.id).collect();
    let waits: Vec<IterationId> = said.waiting.into_iter().map(|it| it.id).collect();
    let monday = Week::of(sources.day).monday();
    let shown =
        |it: &&Iteration| it.measure_by < monday || told.contains(&it.id) || waits.contains(&it.id);
    sources
        .iterations
        .iter()
        .filter(shown)
        .map(|it| &it.id)
        .collect()
}

/// An iteration's result that a digest did not have on its day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LateResult {
    /// What the slice is called.
    pub title: String,
    /// What it aims at.
    pub key_result: KeyResultCode,
    /// What came of it.
    pub verdict: Verdict,
}
