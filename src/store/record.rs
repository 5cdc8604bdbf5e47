//! Recording a check-in: the answer, its revision, its readings, the team's roll-up and the deliveries that follow
//! from it, in one transaction and few statements, because somebody waits for it.

use sqlx::AnyConnection;

use super::ask::{set_outcome, standing};
use super::check_in::of_ask;
use super::last_word::overtaken;
use super::ledger::enqueue_all;
use super::question::answer;
use super::record_iteration::tell;
use super::record_reading::{Place, take_back, write_readings};
use super::request::want;
use super::roll_up::roll_up_again;
use super::transaction::whole;
use super::value::{maybe_seconds, maybe_text, text, to_json};
use super::{Result, Store, StoreError};
use crate::domain::brought::Brought;
use crate::domain::check_in::{AskOutcome, CheckIn};
use crate::domain::delivery::NewDelivery;
use crate::domain::id::WorkspaceId;
use crate::domain::okr::Reading;
use crate::domain::request::Wanted;

/// What became of a check-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recorded {
    /// The first answer to its ask.
    New,
    /// It replaced an earlier one, and is this revision.
    Revised(u32),
    /// The answer says so already; nothing was written.
    Same,
    /// Its round takes no answers any more; nothing was written.
    Closed,
    /// Nobody asked this person for this team and week; nothing was written.
    NotAsked,
    /// Something in it was said by somebody since it was held against what others said; nothing was written.
    Overtaken,
}

impl Store {
    /// Records a check-in, durably once this returns; whatever revision it carries, it becomes the next one. `edits`
    /// are enqueued if anything was written.
    ///
    /// # Errors
    /// When the database cannot be written, or not in time: then nothing was.
    pub async fn record_check_in(
        &self,
        workspace: &WorkspaceId,
        check_in: &CheckIn,
        edits: &[NewDelivery],
    ) -> Result<Recorded> {
        self.record_answer(workspace, check_in, &Brought::default(), edits)
            .await
    }

    /// The same, with all that the answer says beside its check-in, in the same transaction.
    ///
    /// # Errors
    /// When the database cannot be written, or not in time: then nothing was.
    pub async fn record_answer(
        &self,
        workspace: &WorkspaceId,
        check_in: &CheckIn,
        brought: &Brought,
        edits: &[NewDelivery],
    ) -> Result<Recorded> {
        if check_in.readings.iter().any(|it| !it.value.is_finite()) {
            return Err(StoreError::Refused("a number that is not finite"));
        }
        let check_in = storable(check_in);
        whole!(self, tx => record(self, tx, workspace, &check_in, brought, edits))
    }
}

/// As the database will give it back: free texts without U+0000, which PostgreSQL refuses.
fn storable(check_in: &CheckIn) -> CheckIn {
    CheckIn {
        results_note: maybe_text(check_in.results_note.as_ref()),
        note: maybe_text(check_in.note.as_ref()),
        need: maybe_text(check_in.need.as_ref()),
        next_slice: maybe_text(check_in.next_slice.as_ref()),
        ..check_in.clone()
    }
}

async fn record(
    store: &Store,
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    check_in: &CheckIn,
    brought: &Brought,
    edits: &[NewDelivery],
) -> Result<Recorded> {
    let Some(asked) = standing(tx, workspace, &check_in.ask).await? else {
        return Ok(Recorded::NotAsked);
    };
    if (asked.week, &asked.team, &asked.person) != (check_in.week, &check_in.team, &check_in.person)
    {
        return Ok(Recorded::NotAsked);
    }
    if !asked.live {
        return Ok(Recorded::Closed);
    }
    if overtaken(tx, workspace, check_in.week, &brought.stood).await? {
        return Ok(Recorded::Overtaken);
    }
    let mut news = false;
    for (iteration, outcome) in &brought.told {
        news |= tell(
            tx,
            workspace,
            iteration,
            outcome,
            &check_in.person,
            check_in.sent,
        )
        .await?;
    }
    let old = of_ask(tx, workspace, &check_in.ask).await?;
    // A first answer that needs nothing has no request to look for.
    let wanted = brought.wanted.as_ref();
    if let Some(wanted) = wanted.filter(|it| old.is_some() || **it != Wanted::Nothing) {
        news |= want(tx, workspace, check_in, wanted).await?;
    }
    news |= answer(tx, workspace, check_in, &brought.answers).await?;
    let answered = asked.outcome == Some(AskOutcome::Answered);
    if answered && old.as_ref().is_some_and(|old| says_the_same(old, check_in)) {
        if news {
            enqueue_all(tx, workspace, edits).await?;
        }
        return Ok(Recorded::Same);
    }
    let revision = old.as_ref().map_or(0, |old| old.revision) + 1;
    let check_in = &CheckIn {
        revision,
        ..check_in.clone()
    };
    upsert(tx, workspace, check_in).await?;
    keep_revision(tx, workspace, check_in).await?;
    readings(tx, workspace, old.as_ref(), answered, check_in).await?;
    if !answered {
        let outcome = Some((AskOutcome::Answered, check_in.sent));
        set_outcome(tx, workspace, &check_in.ask, outcome).await?;
    }
    roll_up_again(store, tx, workspace, check_in.week, &check_in.team).await?;
    enqueue_all(tx, workspace, edits).await?;
    Ok(match revision {
        1 => Recorded::New,
        revision => Recorded::Revised(revision),
    })
}

/// The readings are compared as the text that the database holds.
fn says_the_same(old: &CheckIn, new: &CheckIn) -> bool {
    let readings: Option<Vec<Reading>> = new.readings.iter().map(through_json).collect();
    readings.is_some_and(|readings| {
        let new = CheckIn {
            readings,
            ..new.clone()
        };
        new.says_the_same_as(old)
    })
}

async fn upsert(tx: &mut AnyConnection, workspace: &WorkspaceId, check_in: &CheckIn) -> Result<()> {
    sqlx::query(
        "INSERT INTO check_in (workspace, ask, week, team, person, estimate, split, repeated,
             readings, results_asked, results_note, note, need, form_opened, sent, revision,
             next_slice)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
         ON CONFLICT (workspace, ask) DO UPDATE SET estimate = excluded.estimate,
             split = excluded.split, repeated = excluded.repeated, readings = excluded.readings,
             results_asked = excluded.results_asked, results_note = excluded.results_note,
             note = excluded.note, need = excluded.need, form_opened = excluded.form_opened,
             sent = excluded.sent, revision = excluded.revision, next_slice = excluded.next_slice",
    )
    .bind(text(workspace.as_str()))
    .bind(text(check_in.ask.as_str()))
    .bind(check_in.week.to_string())
    .bind(text(check_in.team.as_str()))
    .bind(text(check_in.person.as_str()))
    .bind(i64::from(check_in.estimate))
    .bind(to_json(&check_in.split)?)
    .bind(i64::from(check_in.repeated))
    .bind(to_json(&check_in.readings)?)
    .bind(i64::from(check_in.results_asked))
    .bind(check_in.results_note.clone())
    .bind(check_in.note.clone())
    .bind(check_in.need.clone())
    .bind(maybe_seconds(check_in.form_opened))
    .bind(check_in.sent.timestamp())
    .bind(i64::from(check_in.revision))
    .bind(check_in.next_slice.clone())
    .execute(tx)
    .await?;
    Ok(())
}

async fn keep_revision(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    check_in: &CheckIn,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO check_in_revision (workspace, ask, revision, body) VALUES ($1, $2, $3, $4)",
    )
    .bind(text(workspace.as_str()))
    .bind(text(check_in.ask.as_str()))
    .bind(i64::from(check_in.revision))
    .bind(to_json(check_in)?)
    .execute(tx)
    .await?;
    Ok(())
}

/// Writes what this revision of the answer says of key results and the one before did not: a reading that was given
/// by itself meanwhile stays, unless the answer says something else than it did. A key result that the earlier
/// revision had and this one lacks was not measured after all.
async fn readings(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    old: Option<&CheckIn>,
    stands: bool,
    new: &CheckIn,
) -> Result<()> {
    let place = Place {
        workspace,
        week: new.week.to_string(),
        ask: new.ask.as_str(),
        sent: new.sent.timestamp(),
    };
    let before: &[Reading] = old.map_or(&[], |old| &old.readings);
    let gone: Vec<&Reading> = before
        .iter()
        .filter(|it| {
            !new.readings
                .iter()
                .any(|kept| kept.key_result == it.key_result)
        })
        .collect();
    take_back(tx, &place, &gone, &new.person).await?;
    let said = |reading: &Reading| {
        stands
            && before
                .iter()
                .any(|it| through_json(it) == through_json(reading))
    };
    let news: Vec<&Reading> = new.readings.iter().filter(|it| !said(it)).collect();
    write_readings(tx, &place, &news, new.results_note.as_deref()).await?;
    if stands && old.is_some_and(|old| old.results_note != new.results_note) {
        sqlx::query("UPDATE reading SET note = $1 WHERE workspace = $2 AND week = $3 AND ask = $4")
            .bind(new.results_note.clone())
            .bind(text(workspace.as_str()))
            .bind(place.week.clone())
            .bind(text(new.ask.as_str()))
            .execute(tx)
            .await?;
    }
    Ok(())
}

/// A number may come back from JSON as its neighbour.
fn through_json(reading: &Reading) -> Option<Reading> {
    serde_json::from_str(&serde_json::to_string(reading).ok()?).ok()
}
