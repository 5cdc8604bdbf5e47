//! The loop that production runs on the worker's steps.

use chrono::TimeDelta;
use tokio_util::sync::CancellationToken;

use super::{Step, Worker};

/// How long to wait at most: another instance, or an operator, may enqueue without waking us.
const AT_MOST: TimeDelta = TimeDelta::seconds(60);
/// How long to wait when the ledger cannot be used.
const AFTER_ERROR: TimeDelta = TimeDelta::seconds(5);

/// Steps until it is told to stop; then ends what is in flight, and only that.
pub async fn run(worker: &Worker, shutdown: CancellationToken) {
    while !shutdown.is_cancelled() {
        let now = worker.clock.now();
        let until = match worker.step_unless(now, &shutdown).await {
            Ok(Step::Worked) => continue,
            Ok(Step::WaitUntil(due)) => due.min(now + AT_MOST),
            Ok(Step::Empty) => now + AT_MOST,
            Err(error) => {
                tracing::error!(%error, "the ledger cannot be used; nothing is sent");
                now + AFTER_ERROR
            }
        };
        tokio::select! {
            () = shutdown.cancelled() => {}
            () = worker.wake.notified() => {}
            () = worker.clock.wait_until(until) => {}
        }
    }
}
