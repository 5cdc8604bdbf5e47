//! The review's thread: a head in the leadership channel, its parts as replies; posted once, and final.
//!
//! How many replies there are is decided once, when the review falls due; should more be needed by the time they are
//! sent, the last one says so.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::say::Say;
use super::{App, Result};
use crate::crash;
use crate::domain::calendar;
use crate::domain::delivery::{NewDelivery, Subject, Target};
use crate::domain::id::DeliveryId;
use crate::domain::organisation::Organisation;
use crate::domain::period::Period;
use crate::words::review;

impl App {
    /// Enqueues the reviews that are due at an instant, and says how many these are.
    pub(super) async fn tell_reviews(
        &self,
        org: &Arc<Organisation>,
        now: DateTime<Utc>,
    ) -> Result<usize> {
        let since = self.store.imported_at(&self.workspace).await?;
        let mut due = calendar::reviews_due(now, org, since);
        if due.is_empty() {
            return Ok(0);
        }
        let made = self.store.reviews_made(&self.workspace, &due).await?;
        due.retain(|period| !made.contains(period));
        for period in &due {
            let thread = self.review_thread(org, *period).await?;
            self.store.enqueue(&self.workspace, &thread).await?;
            crash::point("review due, not sent");
        }
        Ok(due.len())
    }

    async fn review_thread(
        &self,
        org: &Arc<Organisation>,
        period: Period,
    ) -> Result<Vec<NewDelivery>> {
        let review = self.look_back(org, period).await?;
        let parts = review::thread(&review, org).len();
        let parts = (1..=u32::try_from(parts).unwrap_or(u32::MAX))
            .map(|number| Subject::ReviewPart(period, number));
        let channel = || Target::Channel(org.settings.leadership_channel.clone());
        let subjects = std::iter::once(Subject::Review(period)).chain(parts);
        let mut thread: Vec<NewDelivery> = subjects
            .map(|subject| self.delivery(subject, channel()))
            .collect();
        // What is due at one instant is sent in the order of its ids.
        let mut ids: Vec<DeliveryId> = thread.iter().map(|delivery| delivery.id.clone()).collect();
        ids.sort();
        for (delivery, id) in thread.iter_mut().zip(ids) {
            delivery.id = id;
        }
        Ok(thread)
    }

    pub(super) async fn say_review(&self, org: &Arc<Organisation>, period: Period) -> Result<Say> {
        let looked_back = self.look_back(org, period).await?;
        Ok(Say::Post(review::head(&looked_back, org)))
    }

    pub(super) async fn say_review_part(
        &self,
        org: &Arc<Organisation>,
        period: Period,
        number: u32,
    ) -> Result<Say> {
        let looked_back = self.look_back(org, period).await?;
        let mut parts = review::thread(&looked_back, org);
        let posted = self.store.review_parts(&self.workspace, period).await?;
        let at = usize::try_from(number)
            .unwrap_or(usize::MAX)
            .saturating_sub(1);
        if at >= parts.len() {
            return Ok(Say::NotWanted("nothing is left to say"));
        }
        let more = parts.len().saturating_sub(posted);
        let mut part = parts.swap_remove(at);
        if at + 1 == posted && more > 0 {
            part.parts.push(review::more(period, more));
        }
        Ok(Say::Post(part))
    }
}
