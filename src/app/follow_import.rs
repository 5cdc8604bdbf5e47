//! What follows an import: the messages of the rounds that still take answers say how things stand after it.
//!
//! Whoever imports may have no Slack: the edits are written down in the import's own transaction, if that changes
//! anything, for `headway serve` to send. Accepted race: what is posted between reading the ledger and that
//! transaction, or after it, tells the change itself.

use chrono::{DateTime, Utc};

use super::tell_thread::edits_of_digest;
use crate::chance::Chance;
use crate::domain::assignment::asked_alone;
use crate::domain::changes::Follows;
use crate::domain::delivery::{NewDelivery, Subject, Target};
use crate::domain::id::{DeliveryId, WorkspaceId};
use crate::domain::week::Week;
use crate::store::{Store, StoreError};

/// The weeks whose digest is out and is still edited, the oldest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn digests_out(store: &Store, workspace: &WorkspaceId) -> Result<Vec<Week>, StoreError> {
    let rounds = store.live_rounds(workspace).await?.into_iter();
    let out = rounds.filter(|round| round.digested.is_some());
    Ok(out.map(|round| round.week).collect())
}

/// The edits of what stands of the rounds that are open: the digest where it is out, receipts and asks.
pub(super) async fn what_may_follow(
    store: &Store,
    chance: &dyn Chance,
    workspace: &WorkspaceId,
    now: DateTime<Utc>,
) -> Result<Follows, StoreError> {
    let mut follows = Follows::default();
    let Some(org) = store.organisation(workspace).await? else {
        return Ok(follows);
    };
    let new = |subject, target| NewDelivery {
        id: DeliveryId::new(chance.id(now)),
        subject,
        target,
        due: now,
    };
    for round in store.live_rounds(workspace).await? {
        let week = round.week;
        let digest = edits_of_digest(store, workspace, week, |_| true, new);
        follows.digests.extend(digest.await?);
        let asks = store.asks(workspace, week).await?.into_iter();
        follows.asks.extend(asks.map(|ask| {
            let edit = new(Subject::AskEdit(ask.id), Target::Person(ask.person));
            (Some(ask.team), edit)
        }));
        let alone = asked_alone(&org, week).into_iter();
        let alone: Vec<Subject> = alone.map(|it| Subject::Results(week, it.clone())).collect();
        for asked in store.enqueued(workspace, &alone).await? {
            if let Subject::Results(week, person) = asked {
                let edit = Subject::ResultsEdit(week, person.clone());
                follows.asks.push((None, new(edit, Target::Person(person))));
            }
        }
    }
    Ok(follows)
}
