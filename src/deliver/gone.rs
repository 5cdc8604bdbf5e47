//! Somebody whom Slack no longer delivers to: their subscription ends with them.

use super::job::Job;
use crate::domain::delivery_rules::{Settled, Verdict};
use crate::store::StoreError;

/// Slack's words for somebody who has left, or was never one to write to.
const GONE: [&str; 4] = [
    "user_not_found",
    "user_disabled",
    "user_not_visible",
    "cannot_dm_bot",
];

impl Job<'_> {
    /// Ends the subscription of somebody to whom nothing can be delivered any more.
    pub async fn forget_who_is_gone(&self, verdict: &Verdict) -> Result<(), StoreError> {
        let Settled::Failed { error } = &verdict.settled else {
            return Ok(());
        };
        let Some(person) = self.delivery.subject.subscriber() else {
            return Ok(());
        };
        if !GONE.contains(&error.as_str()) {
            return Ok(());
        }
        let worker = self.worker;
        let ended = worker.store.unsubscribe(&worker.workspace, person).await?;
        if ended {
            tracing::warn!(%person, code = error, "a subscriber is gone; the subscription ends");
        }
        Ok(())
    }
}
