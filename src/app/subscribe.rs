//! `/checkin subscribe` and `/checkin unsubscribe`: the company's digest for anybody in the workspace.

use std::sync::PoisonError;

use chrono::{DateTime, Utc};

use super::{App, CheckIns, Result};
use crate::domain::calendar;
use crate::domain::id::PersonId;
use crate::domain::organisation::Organisation;
use crate::domain::week::Week;
use crate::words::subscription::{self, Moment};

impl App {
    /// Subscribes somebody who is no guest: that has been asked before, and here the answer has to be known, because
    /// what follows goes on for as long as they like.
    ///
    /// # Errors
    /// When the store does not answer.
    pub(super) async fn subscribe(
        &self,
        org: &Organisation,
        person: &PersonId,
    ) -> Result<CheckIns> {
        if org.person(person).is_none() && !self.is_known(person) {
            return Ok(CheckIns::Say(subscription::not_known()));
        }
        let now = self.clock.now();
        let next = moment(org, person, next_digest(org, now).1);
        let added = self.store.subscribe(&self.workspace, person, now).await?;
        Ok(CheckIns::Say(if added {
            subscription::subscribed(next)
        } else {
            subscription::already(next)
        }))
    }

    /// Ends a subscription.
    ///
    /// # Errors
    /// When the store does not answer.
    pub(super) async fn unsubscribe(&self, person: &PersonId) -> Result<CheckIns> {
        let ended = self.store.unsubscribe(&self.workspace, person).await?;
        Ok(CheckIns::Say(if ended {
            subscription::unsubscribed()
        } else {
            subscription::not_subscribed()
        }))
    }

    /// Everybody to whom Headway may have something to say: whoever the company names, and those who subscribed.
    ///
    /// # Errors
    /// When the store does not answer, or no company was imported.
    pub async fn whom_to_open(&self) -> Result<Vec<PersonId>> {
        let org = self.organisation().await?;
        let mut people: Vec<PersonId> = org.people.iter().map(|it| it.id.clone()).collect();
        let subscribers = self.store.subscribers(&self.workspace).await?;
        people.extend(
            subscribers
                .into_iter()
                .filter(|it| org.person(it).is_none()),
        );
        Ok(people)
    }

    fn is_known(&self, person: &PersonId) -> bool {
        let strangers = self.strangers.lock();
        let strangers = strangers.unwrap_or_else(PoisonError::into_inner);
        strangers.contains_key(person)
    }
}

/// The next digest after an instant, and its week.
pub(super) fn next_digest(org: &Organisation, now: DateTime<Utc>) -> (Week, DateTime<Utc>) {
    let today = now.with_timezone(&org.settings.time_zone).date_naive();
    let mut week = Week::of(today).previous();
    loop {
        let at = calendar::digest_at(org, week);
        if at > now {
            return (week, at);
        }
        week = week.next();
    }
}

/// A moment of the company's as a person reads it.
pub(super) fn moment(org: &Organisation, person: &PersonId, at: DateTime<Utc>) -> Moment {
    Moment {
        at,
        zone: org.settings.time_zone,
        reader: org.zone_of(person, None),
    }
}
