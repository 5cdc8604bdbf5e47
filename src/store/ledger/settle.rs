//! Writing down what came of a claimed delivery.

use chrono::{DateTime, Utc};
use sqlx::AnyConnection;

use crate::domain::delivery_rules::Settled;
use crate::domain::id::{ChannelId, DeliveryId, MessageTs, WorkspaceId};
use crate::store::transaction::whole;
use crate::store::value::text;
use crate::store::{Result, Store};

impl Store {
    /// Settles a delivery that `owner` claimed; false, and nothing, when somebody else has it by now.
    ///
    /// # Errors
    /// When the database cannot be written; then the lease ends in its time.
    pub async fn settle(
        &self,
        workspace: &WorkspaceId,
        delivery: &DeliveryId,
        owner: &str,
        settled: &Settled,
        now: DateTime<Utc>,
    ) -> Result<bool> {
        whole!(self, tx => settle(tx, workspace, delivery, owner, settled, now))
    }
}

pub(super) async fn settle(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    delivery: &DeliveryId,
    owner: &str,
    settled: &Settled,
    now: DateTime<Utc>,
) -> Result<bool> {
    let ours = (
        text(workspace.as_str()),
        text(delivery.as_str()),
        text(owner),
    );
    match settled {
        Settled::Sent {
            channel,
            ts,
            wanted,
            look_again,
        } => sent(tx, ours, (channel, ts), (*wanted, *look_again), now).await,
        Settled::Retry { due, error } => {
            not_sent(tx, ours, ("pending", error), Some((*due, 0))).await
        }
        Settled::Unknown { due, looks, error } => {
            not_sent(tx, ours, ("unknown", error), Some((*due, *looks))).await
        }
        Settled::Parked { error } => not_sent(tx, ours, ("parked", error), None).await,
        Settled::Skipped { why } => not_sent(tx, ours, ("skipped", why), None).await,
        Settled::Failed { error } => not_sent(tx, ours, ("failed", error), None).await,
    }
}

/// A workspace, one of its deliveries, and who has it.
type Ours = (String, String, String);

async fn sent(
    tx: &mut AnyConnection,
    (workspace, delivery, owner): Ours,
    (channel, ts): (&ChannelId, &MessageTs),
    (wanted, look_again): (u32, Option<DateTime<Utc>>),
    now: DateTime<Utc>,
) -> Result<bool> {
    let done = sqlx::query(
        "UPDATE delivery SET sent_channel = $1, sent_ts = $2,
             state = CASE WHEN kind = 'edit' AND wanted > $3 THEN 'pending' ELSE 'sent' END,
             due = CASE WHEN kind = 'edit' AND wanted > $3 THEN $4 ELSE COALESCE($8, due) END,
             looks = $9,
             attempts = CASE WHEN kind = 'edit' AND wanted > $3 THEN 0 ELSE attempts END,
             error = NULL, owner = NULL, lease_ends = NULL, begun = 0
         WHERE workspace = $5 AND delivery = $6 AND owner = $7
             AND state IN ('sending', 'unknown', 'sent')",
    )
    .bind(text(channel.as_str()))
    .bind(text(ts.as_str()))
    .bind(i64::from(wanted))
    .bind(now.timestamp())
    .bind(workspace)
    .bind(delivery)
    .bind(owner)
    .bind(look_again.map(|due| due.timestamp()))
    // A message that was looked for and is to be looked for once more; see `take_unknown`.
    .bind(i64::from(look_again.is_some()) * 2)
    .execute(tx)
    .await?;
    Ok(done.rows_affected() > 0)
}

async fn not_sent(
    tx: &mut AnyConnection,
    (workspace, delivery, owner): Ours,
    (state, error): (&str, &str),
    again: Option<(DateTime<Utc>, u32)>,
) -> Result<bool> {
    let done = sqlx::query(
        "UPDATE delivery SET state = $1, error = $2, due = COALESCE($3, due),
             looks = COALESCE($4, looks), owner = NULL, lease_ends = NULL, begun = 0
         WHERE workspace = $5 AND delivery = $6 AND owner = $7
             AND state IN ('sending', 'unknown')",
    )
    .bind(state.to_owned())
    .bind(text(error))
    .bind(again.map(|(due, _)| due.timestamp()))
    .bind(again.map(|(_, looks)| i64::from(looks)))
    .bind(workspace)
    .bind(delivery)
    .bind(owner)
    .execute(tx)
    .await?;
    Ok(done.rows_affected() > 0)
}
