//! An operator settles what nobody else can.

use chrono::{DateTime, Utc};
use sqlx::AnyConnection;

use super::ORPHANED;
use crate::domain::id::{ChannelId, DeliveryId, MessageTs, WorkspaceId};
use crate::store::transaction::whole;
use crate::store::value::text;
use crate::store::{Result, Store};

/// What an operator found out or decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ByHand {
    /// It is in Slack, as this message.
    Sent(ChannelId, MessageTs),
    /// It is not; send it again.
    Retry,
    /// Leave it.
    Skip,
}

impl Store {
    /// Settles a delivery that is unknown, parked or failed; false, and nothing, in any other state, and while a
    /// worker is looking for it. What was skipped because it would have followed this one is wanted again, unless
    /// this one is left.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn settle_by_hand(
        &self,
        workspace: &WorkspaceId,
        delivery: &DeliveryId,
        by_hand: &ByHand,
        now: DateTime<Utc>,
    ) -> Result<bool> {
        whole!(self, tx => settle(tx, workspace, delivery, by_hand, now))
    }
}

async fn settle(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    delivery: &DeliveryId,
    by_hand: &ByHand,
    now: DateTime<Utc>,
) -> Result<bool> {
    let (state, message) = match by_hand {
        ByHand::Sent(channel, ts) => ("sent", Some((channel, ts))),
        ByHand::Retry => ("pending", None),
        ByHand::Skip => ("skipped", None),
    };
    let key: Option<(String,)> = sqlx::query_as(
        "UPDATE delivery SET state = $1, sent_channel = COALESCE($2, sent_channel),
             sent_ts = COALESCE($3, sent_ts), due = $4, attempts = 0, looks = 0, owner = NULL,
             lease_ends = NULL, begun = 0
         WHERE workspace = $5 AND delivery = $6 AND state IN ('unknown', 'parked', 'failed')
             AND (lease_ends IS NULL OR lease_ends <= $4)
         RETURNING key",
    )
    .bind(state.to_owned())
    .bind(message.map(|(channel, _)| text(channel.as_str())))
    .bind(message.map(|(_, ts)| text(ts.as_str())))
    .bind(now.timestamp())
    .bind(text(workspace.as_str()))
    .bind(text(delivery.as_str()))
    .fetch_optional(&mut *tx)
    .await?;
    let Some((key,)) = key else {
        return Ok(false);
    };
    if *by_hand != ByHand::Skip {
        revive_followers(tx, workspace, &key).await?;
    }
    Ok(true)
}

/// Those that follow, those that follow them, and once more: an edit of a page in a subscriber's thread is as far as
/// it goes.
async fn revive_followers(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    key: &str,
) -> Result<()> {
    sqlx::query(
        "UPDATE delivery SET state = 'pending', error = NULL
         WHERE workspace = $1 AND state = 'skipped' AND error = $2
             AND (follows = $3 OR follows IN (SELECT f.key FROM delivery f
                 WHERE f.workspace = $1 AND (f.follows = $3
                     OR f.follows IN (SELECT g.key FROM delivery g
                         WHERE g.workspace = $1 AND g.follows = $3))))",
    )
    .bind(text(workspace.as_str()))
    .bind(ORPHANED.to_owned())
    .bind(key.to_owned())
    .execute(tx)
    .await?;
    Ok(())
}
