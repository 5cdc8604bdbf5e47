//! The digest as anybody in the workspace may read it: where the time went and what moved, without what was written
//! for leadership alone.
//!
//! Every field is named here, so that whoever gives the digest another one decides whom it is for.

use std::collections::HashSet;

use super::{Digest, Iterations, KeyResultLine, LateNews, StatusChange, TeamPart, WeekMatters};
use crate::domain::id::KeyResultCode;
use crate::domain::iteration::{Iteration, Outcome};
use crate::domain::okr::{KeyResult, Reading, Standing};
use crate::domain::organisation::Organisation;
use crate::domain::target::{Anew, TargetSplit};

/// Leaves out what leadership is to talk about, notes, requests, questions and decisions, what teams want to ship next, what people gave as their
/// reasons, and everything that belongs to a private objective.
#[must_use]
pub fn for_everyone(digest: &Digest, org: &Organisation) -> Digest {
    let objectives = org.objectives.iter().filter(|objective| objective.private);
    let key_results = objectives.flat_map(|objective| &objective.key_results);
    let private: HashSet<&KeyResultCode> = key_results.map(|it| &it.code).collect();
    let changes = |changes: &[StatusChange]| {
        let told = changes
            .iter()
            .filter(|change| !private.contains(&change.line.key_result.code));
        told.map(|change| StatusChange {
            line: line(&change.line),
            status: change.status,
            before: change.before,
            weeks: change.weeks,
        })
        .collect()
    };
    Digest {
        week: digest.week,
        company: digest.company.clone(),
        changes: changes(&digest.changes),
        reached: changes(&digest.reached),
        still_off_track: changes(&digest.still_off_track),
        stale: changes(&digest.stale),
        iterations: iterations(&digest.iterations, &private),
        teams: digest
            .teams
            .iter()
            .map(|part| team(part, &private))
            .collect(),
        stands_on: digest.stands_on.clone(),
        late: digest.late.as_ref().map(|news| late(news, &private)),
        matters: WeekMatters::default(),
        talks: false,
    }
}

fn late(news: &LateNews, private: &HashSet<&KeyResultCode>) -> LateNews {
    let told = |codes: &[KeyResultCode]| {
        let told = codes.iter().filter(|code| !private.contains(code));
        told.cloned().collect()
    };
    LateNews {
        week: news.week,
        elective: news.elective,
        stands_at: news.stands_at,
        teams_in: news.teams_in,
        read: told(&news.read),
        corrected: told(&news.corrected),
        results: news
            .results
            .iter()
            .filter(|it| !private.contains(&it.key_result))
            .cloned()
            .collect(),
    }
}

fn team(part: &TeamPart, private: &HashSet<&KeyResultCode>) -> TeamPart {
    let lines = part
        .key_results
        .iter()
        .filter(|line| !private.contains(&line.key_result.code));
    TeamPart {
        week: part.week,
        team: part.team.clone(),
        name: part.name.clone(),
        kind: part.kind,
        answers: part.answers,
        time: part.time.clone(),
        moved: part.moved,
        weight: part.weight,
        strength: part.strength,
        answered: part.answered,
        repeated: part.repeated,
        against: part.against,
        patterns: part.patterns.clone(),
        target: part.target.as_ref().map(target),
        agreed_anew: part.agreed_anew.iter().map(anew).collect(),
        loudest: part.loudest.clone(),
        key_results: lines.map(line).collect(),
        // A reader of pages alone has no replies.
        elsewhere: Vec::new(),
        iterations: iterations(&part.iterations, private),
        results_notes: Vec::new(),
        notes: Vec::new(),
        next_slices: Vec::new(),
        needs: Vec::new(),
        matters: WeekMatters::default(),
    }
}

fn anew(anew: &Anew) -> Anew {
    Anew {
        now: target(&anew.now),
        before: target(&anew.before),
    }
}

/// What was agreed, and not why.
fn target(target: &TargetSplit) -> TargetSplit {
    TargetSplit {
        why: None,
        gives_way: None,
        reason: None,
        ..target.clone()
    }
}

fn line(line: &KeyResultLine) -> KeyResultLine {
    let unsaid = |reading: &Option<Reading>| {
        let reading = reading.as_ref();
        reading.map(|reading| Reading {
            note: None,
            ..reading.clone()
        })
    };
    KeyResultLine {
        key_result: KeyResult {
            kept: None,
            reason: None,
            earlier: Vec::new(),
            ..line.key_result.clone()
        },
        standing: Standing {
            latest: unsaid(&line.standing.latest),
            before: unsaid(&line.standing.before),
            ..line.standing.clone()
        },
        announced: line.announced,
        measured: line.measured,
        forecast: line.forecast.clone(),
    }
}

fn iterations(iterations: &Iterations, private: &HashSet<&KeyResultCode>) -> Iterations {
    let told = |all: &[Iteration]| {
        let told = all.iter().filter(|it| !private.contains(&it.key_result));
        told.map(|it| Iteration {
            outcome: it.outcome.as_ref().map(|outcome| Outcome {
                was_it_so: None,
                ..outcome.clone()
            }),
            ..it.clone()
        })
        .collect()
    };
    Iterations {
        told: told(&iterations.told),
        past_date: told(&iterations.past_date),
        waiting: told(&iterations.waiting),
        begun: iterations.begun,
    }
}
