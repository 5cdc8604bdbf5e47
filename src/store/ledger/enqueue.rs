//! Putting deliveries into the ledger: a post once and never again, an edit as often as its subject changes.

use sqlx::AnyConnection;

use crate::domain::delivery::{Kind, NewDelivery, Target};
use crate::domain::id::WorkspaceId;
use crate::store::transaction::whole;
use crate::store::value::text;
use crate::store::{Result, Store};

impl Store {
    /// Enqueues deliveries. A post that the ledger has is left alone; an edit that it has is wanted once more, and
    /// is sent again after the one that is on its way.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn enqueue(&self, workspace: &WorkspaceId, deliveries: &[NewDelivery]) -> Result<()> {
        if deliveries.is_empty() {
            return Ok(());
        }
        whole!(self, tx => enqueue_all(tx, workspace, deliveries))
    }
}

/// The same, inside a transaction.
pub(in crate::store) async fn enqueue_all(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    deliveries: &[NewDelivery],
) -> Result<()> {
    for delivery in deliveries {
        enqueue(tx, workspace, delivery).await?;
    }
    Ok(())
}

/// Edits that are to say at least this state of their subject, inside a transaction.
pub(in crate::store) async fn enqueue_at(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    edits: &[(NewDelivery, u32)],
) -> Result<()> {
    for (edit, state) in edits {
        enqueue(tx, workspace, edit).await?;
        sqlx::query("UPDATE delivery SET wanted = $1 WHERE workspace = $2 AND key = $3")
            .bind(i64::from(*state))
            .bind(text(workspace.as_str()))
            .bind(text(edit.subject.key()))
            .execute(&mut *tx)
            .await?;
    }
    Ok(())
}

const POST: &str = "INSERT INTO delivery (workspace, delivery, key, kind, follows, person, channel,
         state, due, attempts, begun, looks, wanted)
     VALUES ($1, $2, $3, 'post', $4, $5, $6, 'pending', $7, 0, 0, 0, 1)
     ON CONFLICT (workspace, key) DO NOTHING";

const EDIT: &str = "INSERT INTO delivery (workspace, delivery, key, kind, follows, person, channel,
         state, due, attempts, begun, looks, wanted)
     VALUES ($1, $2, $3, 'edit', $4, $5, $6, 'pending', $7, 0, 0, 0, 1)
     ON CONFLICT (workspace, key) DO UPDATE SET
         wanted = delivery.wanted + 1,
         state = CASE WHEN delivery.state = 'sending' THEN 'sending' ELSE 'pending' END,
         due = CASE
             WHEN delivery.state = 'sending' THEN delivery.due
             WHEN delivery.state = 'pending' AND delivery.due < excluded.due THEN delivery.due
             ELSE excluded.due END,
         attempts = CASE WHEN delivery.state = 'sending' THEN delivery.attempts ELSE 0 END,
         error = CASE WHEN delivery.state = 'sending' THEN delivery.error ELSE NULL END";

async fn enqueue(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    delivery: &NewDelivery,
) -> Result<()> {
    let (person, channel) = match &delivery.target {
        Target::Person(person) => (Some(text(person.as_str())), None),
        Target::Channel(channel) => (None, Some(text(channel.as_str()))),
    };
    let sql = match delivery.subject.kind() {
        Kind::Post => POST,
        Kind::Edit => EDIT,
    };
    sqlx::query(sql)
        .bind(text(workspace.as_str()))
        .bind(text(delivery.id.as_str()))
        .bind(text(delivery.subject.key()))
        .bind(delivery.subject.follows().map(|head| text(head.key())))
        .bind(person)
        .bind(channel)
        .bind(delivery.due.timestamp())
        .execute(tx)
        .await?;
    Ok(())
}
