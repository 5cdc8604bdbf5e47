//! What a batch of deliveries reads once, and not for each of its messages: a large company's week, a review.
//!
//! Invariant: a batch reads after all of its rows were claimed, and its reads die with it. So whatever changes later
//! finds the rows claimed, asks for their edit again, and is told by another batch.

use std::collections::HashMap;
use std::sync::Arc;

use tokio::sync::Mutex;

use super::compose_review::look_back;
use super::load::WeekRows;
use super::{App, Result};
use crate::domain::organisation::Organisation;
use crate::domain::period::Period;
use crate::domain::review::Review;
use crate::domain::week::Week;

/// The reads of one batch.
#[derive(Debug, Default)]
pub struct Batch {
    weeks: Mutex<HashMap<Week, Arc<WeekRows>>>,
    reviews: Mutex<HashMap<Period, Arc<Review>>>,
}

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
        let mut read = batch.weeks.lock().await;
        if let Some(rows) = read.get(&week) {
            return Ok(rows.clone());
        }
        let rows = Arc::new(self.read_week(org, week).await?);
        read.insert(week, rows.clone());
        Ok(rows)
    }

    /// A period as it looks now; in a batch as it looked for its first message.
    pub(super) async fn look_back(
        &self,
        org: &Arc<Organisation>,
        period: Period,
    ) -> Result<Arc<Review>> {
        let now = self.clock.now();
        let looked_back = look_back(&self.store, &self.workspace, org, period, now);
        let Some(batch) = &self.batch else {
            return Ok(Arc::new(looked_back.await?));
        };
        let mut read = batch.reviews.lock().await;
        if let Some(review) = read.get(&period) {
            return Ok(review.clone());
        }
        let review = Arc::new(looked_back.await?);
        read.insert(period, review.clone());
        Ok(review)
    }
}
