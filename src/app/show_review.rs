//! `/checkin review`: a month or a quarter so far or as it ended, for whoever asks; and the parts of it, by buttons.

use std::sync::Arc;

use super::show_check_ins::CheckIns;
use super::{App, Result};
use crate::domain::cadence::local;
use crate::domain::id::PersonId;
use crate::domain::organisation::Organisation;
use crate::domain::period::Period;
use crate::domain::review::Section;
use crate::domain::review::asked::{Asked, asked};
use crate::words::message::Message;
use crate::words::review;

impl App {
    /// Answers the words behind `/checkin review`, for somebody who may see what Headway shows.
    ///
    /// # Errors
    /// When the store does not answer.
    pub(super) async fn show_review(
        &self,
        org: &Arc<Organisation>,
        person: &PersonId,
        words: &[String],
    ) -> Result<CheckIns> {
        let today = local(org.settings.time_zone, self.clock.now()).date_naive();
        let (period, section, share) = match asked(words, today) {
            Asked::Review {
                period,
                section,
                share,
            } => (period, section, share),
            Asked::NotBegun(period) => return Ok(CheckIns::Say(review::not_begun(period))),
            Asked::Several(typed) => return Ok(CheckIns::Say(review::several(&typed))),
            Asked::Unknown(typed, near) => return Ok(CheckIns::Say(review::unknown(&typed, near))),
        };
        let leader = org.person(person).is_some_and(|person| person.leader);
        if section.is_some_and(Section::is_for_leaders) && (share || !leader) {
            return Ok(CheckIns::Say(review::for_leaders()));
        }
        let looked_back = self.look_back(org, period).await?;
        let message = match section {
            Some(section) => review::part(&looked_back, org, section, 1),
            None if share => review::head(&looked_back, org),
            None => review::so_far(&looked_back, org, leader),
        };
        Ok(if share {
            CheckIns::Share(message.and(review::shared_by(org.name_of(person))))
        } else {
            CheckIns::Say(message)
        })
    }

    /// Answers a press on a part's button, which carries a period and perhaps a page.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn show_review_part(
        &self,
        person: &PersonId,
        section: Section,
        which: &str,
    ) -> Result<Option<Message>> {
        let org = self.organisation().await?;
        if let Some(refusal) = self.refusal(&org, person).await {
            return Ok(Some(refusal));
        }
        let leader = org.person(person).is_some_and(|person| person.leader);
        if section.is_for_leaders() && !leader {
            return Ok(Some(review::for_leaders()));
        }
        let (period, page) = which.split_once(' ').unwrap_or((which, "1"));
        let (Ok(period), Ok(page)) = (period.parse::<Period>(), page.parse::<usize>()) else {
            return Ok(None);
        };
        let looked_back = self.look_back(&org, period).await?;
        Ok(Some(review::part(&looked_back, &org, section, page)))
    }
}
