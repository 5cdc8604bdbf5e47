//! What a batch of deliveries reads once, and not for each of its messages: a large company's week.
//!
//! Invariant: a batch reads after all of its rows were claimed, and its reads die with it. So whatever changes later
//! finds the rows claimed, asks for their edit again, and is told by another batch.

use std::collections::HashMap;
use std::sync::Arc;

use tokio::sync::Mutex;

use super::load::WeekRows;
use super::{App, Result};
use crate::domain::organisation::Organisation;
use crate::domain::week::Week;

/// The reads of one batch.
#[derive(Debug, Default)]
pub struct Batch(Mutex<HashMap<Week, Arc<WeekRows>>>);

impl App {
    /// The same, but for one batch.
    #[must_use]
    pub fn of_batch(&self, batch: Arc<Batch>) -> Self {
        Self {
            batch: Some(batch),
            ..self.clone()
        }
    }

    /// All that a week's digest is computed from; in a batch as it was read for its first message.
    pub(super) async fn week_rows(
        &self,
        org: &Arc<Organisation>,
        week: Week,
    ) -> Result<Arc<WeekRows>> {
        let Some(batch) = &self.batch else {
            return Ok(Arc::new(self.read_week(org, week).await?));
        };
        let mut read = batch.0.lock().await;
        if let Some(rows) = read.get(&week) {
            return Ok(rows.clone());
        }
        let rows = Arc::new(self.read_week(org, week).await?);
        read.insert(week, rows.clone());
        Ok(rows)
    }
}
