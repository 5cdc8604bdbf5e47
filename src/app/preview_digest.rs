//! `/checkin digest preview`: the digest as it would be now, for leaders and admins alone and never in a channel.
//!
//! It is made of the rows that the digest is made of, so that it shows nothing that the digest would not.

use std::sync::Arc;

use super::subscribe::{moment, next_digest};
use super::{App, CheckIns, Result};
use crate::domain::calendar;
use crate::domain::digest::{Digest, digest, thread};
use crate::domain::id::PersonId;
use crate::domain::organisation::Organisation;
use crate::words;
use crate::words::preview;
use crate::words::thread::alone;

/// Slack takes five answers to a command; with the head these are four, and one may be refused.
const MOST_PAGES: usize = 3;

impl App {
    /// Shows the digest of the round that takes answers, or says when there will be one.
    ///
    /// # Errors
    /// When the store does not answer.
    pub(super) async fn preview_digest(
        &self,
        org: &Arc<Organisation>,
        person: &PersonId,
    ) -> Result<CheckIns> {
        let may = |it: &&crate::domain::organisation::Person| it.leader || it.admin;
        if org.person(person).filter(may).is_none() {
            let names = org.people.iter().filter(may).map(|it| it.name.clone());
            return Ok(CheckIns::Say(preview::refusal(&names.collect::<Vec<_>>())));
        }
        let rounds = self.store.live_rounds(&self.workspace).await?;
        let Some(round) = rounds.last() else {
            let (week, at) = next_digest(org, self.clock.now());
            return Ok(CheckIns::Say(preview::nothing(
                week,
                moment(org, person, at),
            )));
        };
        let week = round.week;
        let rows = self.week_rows(org, week).await?;
        let digest: Digest = digest(&rows.sources());
        let head = |updated: Option<&str>| words::digest::head(&digest, org, updated);
        let first = match round.digested {
            None => {
                let at = moment(org, person, calendar::digest_at(org, week));
                preview::before(week, at, &digest.stands_on, head(None))
            }
            Some(digested) => {
                let updated = self.updated(&rows, digested).await?;
                let closes = moment(org, person, calendar::close_at(org, week));
                let went_out = moment(org, person, digested);
                preview::after(week, went_out, closes, head(updated.as_deref()))
            }
        };
        let mut pages = alone(&thread(&digest, org), week, org, None);
        let more = pages.len().saturating_sub(MOST_PAGES);
        pages.truncate(MOST_PAGES);
        if more > 0
            && let Some(last) = pages.last_mut()
        {
            let more = u32::try_from(more).unwrap_or(u32::MAX);
            last.parts.push(preview::more_pages(more));
        }
        let messages = std::iter::once(first).chain(pages);
        Ok(CheckIns::Several(messages.collect()))
    }
}
