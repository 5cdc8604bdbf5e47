//! What an import must not undo: objectives that were made in Slack, how objectives ended, and what the aims of key
//! results were before.

use chrono::NaiveDate;

use super::{EarlierAim, KeyResult, Objective, Origin};
use crate::domain::id::{KeyResultCode, PersonId};
use crate::domain::organisation::Organisation;

/// Why a changed aim is not taken from a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unexplained {
    /// No reason stands beside it.
    NoReason,
    /// The reason is the one of the change before.
    OldReason,
    /// Its numbers count something else now, and old readings would be read as if they counted that too.
    OtherUnit,
}

/// The key results whose aim or unit is not what it was, and why that is not taken as it stands.
#[must_use]
pub fn unexplained(
    before: &Organisation,
    after: &Organisation,
) -> Vec<(KeyResultCode, Unexplained)> {
    let mut found = Vec::new();
    for new in after.objectives.iter().flat_map(|it| &it.key_results) {
        let Some((_, old)) = before.key_result(&new.code) else {
            continue;
        };
        if old.unit != new.unit {
            found.push((new.code.clone(), Unexplained::OtherUnit));
        } else if old.aim() != new.aim() {
            let why = match &new.reason {
                None => Unexplained::NoReason,
                reason if *reason == old.reason => Unexplained::OldReason,
                Some(_) => continue,
            };
            found.push((new.code.clone(), why));
        }
    }
    found
}

/// Gives a company that was read from a file what only Headway knows of it: the objectives made in Slack, with the
/// people they name; how the others ended; the aims that no longer hold, each until the day on which it changed; the
/// key results that were retired in Slack, which stay retired though the file still names them.
pub fn carry_over(before: &Organisation, after: &mut Organisation, day: NaiveDate) {
    for new in &mut after.objectives {
        let Some(old) = before.objective(&new.code) else {
            continue;
        };
        new.closed.clone_from(&old.closed);
        new.retired.clone_from(&old.retired);
        let retired = |it: &KeyResult| {
            old.retired
                .iter()
                .any(|gone| gone.key_result.code == it.code)
        };
        new.key_results.retain(|it| !retired(it));
        new.version = old.version + i64::from(differs(old, new));
        for key_result in &mut new.key_results {
            if let Some(old) = old.key_results.iter().find(|it| it.code == key_result.code) {
                remember(old, key_result, None, day);
            }
        }
    }
    for old in &before.objectives {
        if old.origin == Origin::Slack && after.objective(&old.code).is_none() {
            for person in named(old) {
                if after.person(person).is_none() {
                    after.people.extend(before.person(person).cloned());
                }
            }
            after.objectives.push(old.clone());
        }
    }
}

/// Keeps the aim that a key result had until a day, if it has another one now.
pub fn remember(old: &KeyResult, new: &mut KeyResult, by: Option<PersonId>, day: NaiveDate) {
    new.earlier.clone_from(&old.earlier);
    if old.aim() == new.aim() {
        if new.reason.is_none() {
            new.reason.clone_from(&old.reason);
        }
        return;
    }
    new.earlier.push(EarlierAim {
        aim: old.aim(),
        until: day,
        by,
        reason: new.reason.clone().unwrap_or_default(),
    });
}

fn differs(old: &Objective, new: &Objective) -> bool {
    let mut like_old = new.clone();
    like_old.version = old.version;
    for (mine, theirs) in like_old.key_results.iter_mut().zip(&old.key_results) {
        mine.earlier.clone_from(&theirs.earlier);
    }
    like_old != *old
}

/// Everybody whom an objective names.
pub fn named(objective: &Objective) -> impl Iterator<Item = &PersonId> {
    std::iter::once(&objective.accountable)
        .chain(&objective.product)
        .chain(&objective.engineering)
        .chain(objective.key_results.iter().map(|it| &it.owner))
        .chain(objective.retired.iter().map(|it| &it.key_result.owner))
}
