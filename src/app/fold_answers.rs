//! Single splits are not kept for ever where everybody answers for themselves: after some weeks the team's total
//! alone is.

use chrono::{DateTime, Utc};

use super::{App, Result};
use crate::domain::organisation::Organisation;
use crate::domain::week::Week;

/// So many teams' weeks a minute: whoever answers meanwhile waits for one of them at most.
const A_MINUTE: u32 = 50;

impl App {
    /// Folds what is old enough, a little at a time; asking again goes on where it stopped.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn fold_answers(&self, org: &Organisation, now: DateTime<Utc>) -> Result<usize> {
        let settings = &org.settings;
        let this_week = Week::of(now.with_timezone(&settings.time_zone).date_naive());
        let before = this_week.back(settings.keep_single_splits_weeks);
        let store = &self.store;
        Ok(store
            .fold_single_splits(&self.workspace, before, A_MINUTE)
            .await?)
    }
}
