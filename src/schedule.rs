//! The pulse: tokio-cron-scheduler, once a minute, calls the tick; nothing else. What is due is computed, so a
//! missed or a doubled beat does no harm.

use std::sync::Arc;

use tokio::sync::Mutex;
use tokio_cron_scheduler::{Job, JobScheduler, JobSchedulerError};

use crate::app::{App, Heartbeat};

/// Every minute, at its first second, whatever the zone.
const EVERY_MINUTE: &str = "0 * * * * *";

/// Starts the pulse; it stops when the scheduler is shut down.
///
/// # Errors
/// When the scheduler cannot be made.
pub async fn start(app: App, heartbeat: Heartbeat) -> Result<JobScheduler, JobSchedulerError> {
    let scheduler = JobScheduler::new().await?;
    let busy = Arc::new(Mutex::new(()));
    beat(&app, &heartbeat).await;
    let job = Job::new_async(EVERY_MINUTE, move |_, _| {
        let (app, heartbeat, busy) = (app.clone(), heartbeat.clone(), busy.clone());
        Box::pin(async move {
            // A tick that takes longer than a minute is not overtaken by the next.
            if let Ok(_alone) = busy.try_lock() {
                beat(&app, &heartbeat).await;
            }
        })
    })?;
    scheduler.add(job).await?;
    scheduler.start().await?;
    Ok(scheduler)
}

async fn beat(app: &App, heartbeat: &Heartbeat) {
    match app.tick(app.clock.now()).await {
        Ok(_) => heartbeat.beat(),
        Err(failure) => {
            tracing::error!(error = %failure, "a tick failed; the next minute tries again")
        }
    }
}
