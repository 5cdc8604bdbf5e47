//! Objectives, key results and the aims that they had: how they are written, all of them or one.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use sqlx::AnyConnection;

use super::ledger::enqueue_all;
use super::replace::{ACTIVE, place, word};
use super::rows::{Cell, Declared, declare_part};
use super::transaction::whole;
use super::value::{maybe_text, text};
use super::{Result, Store, StoreError};
use crate::domain::delivery::NewDelivery;
use crate::domain::id::{PersonId, WorkspaceId};
use crate::domain::okr::{Closing, KeyResult, Objective};
use crate::domain::organisation::{Organisation, Person};

pub(super) const OBJECTIVE: Declared = Declared {
    table: "objective",
    key: 2,
    columns: &[
        "workspace",
        "objective",
        "title",
        "accountable",
        "quarter",
        "product",
        "engineering",
        "commitment",
        "private",
        "origin",
        "version",
        "closed",
        "closed_by",
        "score",
        "cause",
        "explanation",
        "decision",
        "position",
        "retired",
    ],
};

pub(super) const OBJECTIVE_TEAM: Declared = Declared {
    table: "objective_team",
    key: 3,
    columns: &["workspace", "objective", "team", "position", "retired"],
};

pub(super) const KEY_RESULT: Declared = Declared {
    table: "key_result",
    key: 2,
    columns: &[
        "workspace",
        "key_result",
        "objective",
        "metric",
        "unit",
        "baseline",
        "target",
        "owner",
        "direction",
        "curve",
        "weight",
        "outcome",
        "kept",
        "reason",
        "position",
        "retired",
    ],
};

/// What became of a change to an objective.
#[derive(Debug, Clone, PartialEq)]
pub enum Kept {
    /// It is kept.
    Yes,
    /// Somebody else changed it meanwhile; this is how it stands now. Nothing was written.
    Changed(Box<Objective>),
    /// There is one of this code already, or it is there no more. Nothing was written.
    No,
}

impl Store {
    /// Keeps an objective with all its key results as they stand in it, and whoever it names and is not known yet.
    /// `base` is the version that it was made of, none where it is new; it is kept as the next one. `edits` are
    /// enqueued with it.
    ///
    /// # Errors
    /// When the database cannot be written, or a number in it is not finite.
    pub async fn save_objective(
        &self,
        workspace: &WorkspaceId,
        objective: &Objective,
        base: Option<i64>,
        people: &[Person],
        (now, edits): (DateTime<Utc>, &[NewDelivery]),
    ) -> Result<Kept> {
        if !objective.key_results.iter().all(finite) {
            return Err(StoreError::Refused("a number that is not finite"));
        }
        whole!(self, tx => save(tx, workspace, (objective, base), people, now.timestamp(), edits))
    }
}

async fn save(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    (objective, base): (&Objective, Option<i64>),
    people: &[Person],
    now: i64,
    edits: &[NewDelivery],
) -> Result<Kept> {
    let key = text(workspace.as_str());
    let Some((_, before)) = super::organisation::load(tx, workspace).await? else {
        return Ok(Kept::No);
    };
    let before = before.organisation;
    let old = before.objective(&objective.code);
    match (old, base) {
        (None, None) => {}
        (Some(old), Some(base)) if old.version == base => {}
        (Some(old), Some(_)) => return Ok(Kept::Changed(Box::new(old.clone()))),
        (None, Some(_)) | (Some(_), None) => return Ok(Kept::No),
    }
    let at = before
        .objectives
        .iter()
        .position(|one| one.code == objective.code)
        .unwrap_or(before.objectives.len());
    let mut one = Organisation {
        objectives: vec![objective.clone()],
        ..(*before).clone()
    };
    one.objectives[0].version = base.unwrap_or(0) + 1;
    let strangers: Vec<&Person> = people
        .iter()
        .filter(|person| before.person(&person.id).is_none())
        .collect();
    super::replace::add_people(tx, &key, before.people.len(), &strangers, now).await?;
    forget_since_when_retired_ones_were_known(tx, &key, objective.key_results.iter()).await?;
    let code = objective.code.as_str();
    let within = |declared| (declared, "objective", code);
    declare_part(
        tx,
        within(&OBJECTIVE),
        &key,
        now,
        &objectives_from(&one, &key, at),
    )
    .await?;
    declare_part(
        tx,
        within(&OBJECTIVE_TEAM),
        &key,
        now,
        &objective_teams(&one, &key),
    )
    .await?;
    declare_part(tx, within(&KEY_RESULT), &key, now, &key_results(&one, &key)).await?;
    keep_earlier_aims(tx, &key, &objective.key_results).await?;
    keep_since_when_key_results_are_known(tx, &key, now).await?;
    super::retired::keep(tx, &key, objective).await?;
    sqlx::query("UPDATE workspace SET version = version + 1 WHERE workspace = $1")
        .bind(key)
        .execute(&mut *tx)
        .await?;
    enqueue_all(tx, workspace, edits).await?;
    Ok(Kept::Yes)
}

/// Writes those that are not there yet; what once held is never written again.
pub(super) async fn keep_earlier_aims(
    tx: &mut AnyConnection,
    workspace: &str,
    key_results: &[KeyResult],
) -> Result<()> {
    for key_result in key_results {
        for (position, earlier) in (0_i64..).zip(&key_result.earlier) {
            let aim = &earlier.aim;
            sqlx::query(
                "INSERT INTO earlier_aim (workspace, key_result, position, until, person, reason,
                     baseline, target, weight, curve, direction)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
                 ON CONFLICT (workspace, key_result, position) DO NOTHING",
            )
            .bind(workspace.to_owned())
            .bind(text(key_result.code.as_str()))
            .bind(position)
            .bind(earlier.until.to_string())
            .bind(maybe_text(earlier.by.as_ref().map(PersonId::as_str)))
            .bind(text(&earlier.reason))
            .bind(aim.baseline)
            .bind(aim.target)
            .bind(aim.weight)
            .bind(aim.curve.word().to_owned())
            .bind(aim.direction.word().to_owned())
            .execute(&mut *tx)
            .await?;
        }
    }
    Ok(())
}

/// What is retired and is about to be declared again counts from then on as if it were new: nobody was asked for it
/// meanwhile.
pub(super) async fn forget_since_when_retired_ones_were_known(
    tx: &mut AnyConnection,
    workspace: &str,
    declared: impl Iterator<Item = &KeyResult>,
) -> Result<()> {
    let gone: Vec<(String,)> = sqlx::query_as(
        "SELECT key_result FROM key_result WHERE workspace = $1 AND retired IS NOT NULL",
    )
    .bind(workspace.to_owned())
    .fetch_all(&mut *tx)
    .await?;
    let gone: HashSet<String> = gone.into_iter().map(|(code,)| code).collect();
    for back in declared.filter(|it| gone.contains(it.code.as_str())) {
        sqlx::query(
            "UPDATE key_result SET known_since = NULL WHERE workspace = $1 AND key_result = $2",
        )
        .bind(workspace.to_owned())
        .bind(text(back.code.as_str()))
        .execute(&mut *tx)
        .await?;
    }
    Ok(())
}

/// Whatever came with this change is known from now on.
pub(super) async fn keep_since_when_key_results_are_known(
    tx: &mut AnyConnection,
    workspace: &str,
    now: i64,
) -> Result<()> {
    sqlx::query(
        "UPDATE key_result SET known_since = $1 WHERE workspace = $2 AND known_since IS NULL",
    )
    .bind(now)
    .bind(workspace.to_owned())
    .execute(tx)
    .await?;
    Ok(())
}

/// Whether a database can hold its numbers.
pub(super) fn finite(key_result: &KeyResult) -> bool {
    [key_result.baseline, key_result.target, key_result.weight]
        .iter()
        .all(|number| number.is_finite())
}

pub(super) fn objectives(organisation: &Organisation, workspace: &str) -> Vec<Vec<Cell>> {
    objectives_from(organisation, workspace, 0)
}

fn objectives_from(organisation: &Organisation, workspace: &str, first: usize) -> Vec<Vec<Cell>> {
    let row = |(position, objective): (usize, &Objective)| {
        let person = |id: Option<&PersonId>| Cell::MaybeText(maybe_text(id.map(PersonId::as_str)));
        let closed = objective.closed.as_ref();
        let known = |of: fn(&Closing) -> String| Cell::MaybeText(closed.map(of));
        let explanation = closed.and_then(|closed| closed.explanation.as_ref());
        vec![
            word(workspace),
            word(objective.code.as_str()),
            word(&objective.title),
            word(objective.accountable.as_str()),
            Cell::Text(objective.quarter.to_string()),
            person(objective.product.as_ref()),
            person(objective.engineering.as_ref()),
            word(objective.commitment.word()),
            Cell::Whole(objective.private.into()),
            word(objective.origin.word()),
            Cell::Whole(objective.version),
            Cell::MaybeWhole(closed.map(|closed| closed.at.timestamp())),
            person(closed.map(|closed| &closed.by)),
            Cell::MaybeWhole(closed.map(|closed| closed.score.tenths().into())),
            known(|closed| closed.cause.word().to_owned()),
            Cell::MaybeText(maybe_text(explanation)),
            known(|closed| closed.decision.word().to_owned()),
            place(first + position),
            ACTIVE,
        ]
    };
    organisation
        .objectives
        .iter()
        .enumerate()
        .map(row)
        .collect()
}

pub(super) fn objective_teams(organisation: &Organisation, workspace: &str) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for objective in &organisation.objectives {
        for (position, team) in objective.teams.iter().enumerate() {
            rows.push(vec![
                word(workspace),
                word(objective.code.as_str()),
                word(team.as_str()),
                place(position),
                ACTIVE,
            ]);
        }
    }
    rows
}

pub(super) fn key_results(organisation: &Organisation, workspace: &str) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for objective in &organisation.objectives {
        for (position, aim) in objective.key_results.iter().enumerate() {
            rows.push(vec![
                word(workspace),
                word(aim.code.as_str()),
                word(objective.code.as_str()),
                word(&aim.metric),
                word(aim.unit.word()),
                Cell::Real(aim.baseline),
                Cell::Real(aim.target),
                word(aim.owner.as_str()),
                Cell::MaybeText(Some(aim.direction.word().to_owned())),
                word(aim.curve.word()),
                Cell::Real(aim.weight),
                Cell::MaybeText(aim.outcome.map(|outcome| outcome.word().to_owned())),
                Cell::MaybeText(maybe_text(aim.kept.as_ref())),
                Cell::MaybeText(maybe_text(aim.reason.as_ref())),
                place(position),
                ACTIVE,
            ]);
        }
    }
    rows
}
