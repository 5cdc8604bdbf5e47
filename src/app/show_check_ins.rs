//! `/checkin`: one open ask opens its form, several are offered, none says when the next one comes.

use std::collections::BTreeSet;
use std::sync::PoisonError;
use std::time::Duration;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::{App, Exported, Opening, Result, Which};
use crate::domain;
use crate::domain::calendar::{self, PlannedKind};
use crate::domain::check_in::AskOutcome;
use crate::domain::check_in_command::CheckInCommand;
use crate::domain::id::PersonId;
use crate::domain::organisation::Organisation;
use crate::domain::week::Week;
use crate::words::check_in_command;
use crate::words::message::Message;

/// What `/checkin` leads to.
#[derive(Debug, Clone, PartialEq)]
pub enum CheckIns {
    /// This form is to be opened.
    Open(Opening),
    /// This is to be said to whoever asks.
    Say(Message),
    /// These are to be said to whoever asks, one after the other.
    Several(Vec<Message>),
    /// This is to be said to everybody in the channel.
    Share(Message),
    /// This file is to be sent to whoever asks.
    Export(Box<Exported>),
}

/// Slack is asked about somebody whom Headway does not know, while that person waits: not for long.
pub(super) const PATIENCE: Duration = Duration::from_millis(1_200);

impl App {
    /// Answers `/checkin` with the text behind it.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn show_check_ins(&self, person: &PersonId, text: &str) -> Result<CheckIns> {
        let command = domain::check_in_command::check_in_command(text);
        if command == CheckInCommand::Help {
            return Ok(CheckIns::Say(check_in_command::help()));
        }
        let org = self.organisation().await?;
        if let Some(refusal) = self.refusal(&org, person).await {
            return Ok(CheckIns::Say(refusal));
        }
        match command {
            CheckInCommand::Own | CheckInCommand::Help => self.show_own(&org, person).await,
            CheckInCommand::Open(page) => {
                Ok(CheckIns::Say(self.list_open(&org, person, page).await?))
            }
            CheckInCommand::Split(asked) => self.show_split(&org, person, &asked).await,
            CheckInCommand::Review(words) => self.show_review(&org, person, &words).await,
            CheckInCommand::Target(team) => Ok(self.show_target(&org, person, &team)),
            CheckInCommand::Subscribe => self.subscribe(&org, person).await,
            CheckInCommand::Unsubscribe => self.unsubscribe(person).await,
            CheckInCommand::Preview => self.preview_digest(&org, person).await,
            CheckInCommand::Unknown(typed, near) => {
                Ok(CheckIns::Say(check_in_command::unknown(&typed, near)))
            }
        }
    }

    /// One open ask opens its form, several are offered, none says when the next one comes.
    async fn show_own(&self, org: &Organisation, person: &PersonId) -> Result<CheckIns> {
        let mut asks = self.store.open_asks_of(&self.workspace, person).await?;
        asks.retain(|ask| org.team(&ask.team).is_some());
        let unanswered: Vec<_> = asks
            .iter()
            .filter(|ask| ask.outcome != Some(AskOutcome::Answered))
            .cloned()
            .collect();
        let offered = if unanswered.is_empty() {
            asks
        } else {
            unanswered
        };
        Ok(match offered.as_slice() {
            [one] => CheckIns::Open(Opening::CheckIn(one.id.clone(), Which::Whole)),
            [] if org.teams_of(person).next().is_none() => {
                CheckIns::Say(check_in_command::in_no_team(&self.admins(org)))
            }
            [] => CheckIns::Say(check_in_command::nothing_open(self.next_ask(org, person))),
            several => CheckIns::Say(check_in_command::choose(org, several)),
        })
    }

    fn next_ask(&self, org: &Organisation, person: &PersonId) -> Option<(DateTime<Utc>, Tz)> {
        let now = self.clock.now();
        let this = Week::of(now.with_timezone(&org.settings.time_zone).date_naive());
        (0..6)
            .flat_map(|weeks| calendar::plan(org, this.ahead(weeks), &BTreeSet::new()))
            .find_map(|planned| {
                let theirs =
                    planned.kind == PlannedKind::Ask && planned.person.as_ref() == Some(person);
                (theirs && planned.at > now).then_some((planned.at, planned.zone))
            })
    }

    /// A sentence for somebody who cannot use Headway: a guest, or a person from another company.
    pub(super) async fn refusal(&self, org: &Organisation, person: &PersonId) -> Option<Message> {
        if org.person(person).is_some() {
            return None;
        }
        let known = self
            .strangers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(person)
            .copied();
        let stranger = match known {
            Some(stranger) => stranger,
            None => self.ask_slack_whether_stranger(person).await,
        };
        stranger.then(|| check_in_command::guests(&self.admins(org)))
    }

    async fn ask_slack_whether_stranger(&self, person: &PersonId) -> bool {
        match tokio::time::timeout(PATIENCE, self.slack.user(person)).await {
            Ok(Ok(user)) => {
                let stranger = user.guest || user.stranger;
                self.remember_whether_stranger(person, stranger);
                stranger
            }
            Ok(Err(_)) | Err(_) => false,
        }
    }

    /// The names of those who can help.
    pub(super) fn admins(&self, org: &Organisation) -> Vec<String> {
        org.people
            .iter()
            .filter(|person| person.admin)
            .map(|person| person.name.clone())
            .collect()
    }
}
