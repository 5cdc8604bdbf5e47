//! What a delivery says, rendered when it is sent, from how things stand then; or that it is no longer wanted.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::load::{WeekRows, away_in, is_open};
use super::{App, Result};
use crate::domain::calendar::{self, PlannedKind};
use crate::domain::check_in::{Ask, AskOutcome, CheckIn, Round};
use crate::domain::delivery::{Delivery, Subject};
use crate::domain::digest::{digest, team_part};
use crate::domain::id::AskId;
use crate::domain::organisation::Organisation;
use crate::domain::prompt::Prompt;
use crate::domain::week::Week;
use crate::words;
use crate::words::message::Message;
use crate::words::receipt::{Open, receipt};

/// What is to be sent.
#[derive(Debug, Clone, PartialEq)]
pub enum Say {
    /// This.
    Post(Message),
    /// Nothing any more, and why.
    NotWanted(&'static str),
}

impl App {
    /// What a delivery says now.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn say(&self, delivery: &Delivery, now: DateTime<Utc>) -> Result<Say> {
        let org = self.organisation().await?;
        match &delivery.subject {
            Subject::Ask(ask) => self.say_ask(&org, ask, now).await,
            Subject::AskEdit(ask) => self.say_ask_edit(&org, ask).await,
            Subject::Results(week, person) | Subject::ResultsEdit(week, person) => {
                let edit = matches!(delivery.subject, Subject::ResultsEdit(..));
                self.say_results(&org, *week, person, edit).await
            }
            Subject::ResultsReminder(week, person, number) => {
                self.say_results_reminder(&org, (*week, person, *number), now)
                    .await
            }
            Subject::Reminder(ask, number) => self.say_reminder(&org, ask, *number, now).await,
            Subject::DigestHead(week) | Subject::DigestHeadEdit(week) => {
                self.say_head(&org, *week).await
            }
            Subject::DigestTable(week, page) | Subject::DigestTableEdit(week, page) => {
                self.say_table(&org, *week, *page).await
            }
            Subject::DigestReply(week, team) | Subject::DigestReplyEdit(week, team) => {
                self.say_reply(&org, *week, team, 1).await
            }
            Subject::TeamPart(week, team) | Subject::TeamPartEdit(week, team) => {
                self.say_team_part(&org, *week, team, 1).await
            }
            Subject::Review(period) => self.say_review(&org, *period).await,
            Subject::ReviewPart(period, number) => {
                self.say_review_part(&org, *period, *number).await
            }
            Subject::More(of, number) | Subject::MoreEdit(of, number) => match of.as_ref() {
                Subject::DigestReply(week, team) => {
                    self.say_reply(&org, *week, team, *number).await
                }
                Subject::TeamPart(week, team) => {
                    self.say_team_part(&org, *week, team, *number).await
                }
                _ => Ok(Say::NotWanted("it is one message")),
            },
            Subject::DigestLate(week) | Subject::DigestLateEdit(week) => {
                self.say_late(&org, *week).await
            }
            Subject::SubscriberHead(week, person) | Subject::SubscriberHeadEdit(week, person) => {
                self.say_to_subscriber(&org, *week, person, None).await
            }
            Subject::SubscriberTable(week, person, page)
            | Subject::SubscriberTableEdit(week, person, page) => {
                self.say_to_subscriber(&org, *week, person, Some(*page))
                    .await
            }
            Subject::Question(question) => self.say_question(&org, question, false).await,
            Subject::QuestionEdit(question) => self.say_question(&org, question, true).await,
            Subject::Decision(_, decision) => self.say_decision(&org, decision).await,
            Subject::Notice(_, about) => {
                Ok(match self.store.delivery(&self.workspace, about).await? {
                    Some(about) => Say::Post(words::trouble::notice(&about)),
                    None => Say::NotWanted("the delivery is gone"),
                })
            }
        }
    }

    async fn asked(&self, org: &Arc<Organisation>, id: &AskId) -> Result<Option<(Prompt, Round)>> {
        let Some(ask) = self.store.ask(&self.workspace, id).await? else {
            return Ok(None);
        };
        let Some(team) = org.team(&ask.team) else {
            return Ok(None);
        };
        let Some(round) = self.store.round(&self.workspace, ask.week).await? else {
            return Ok(None);
        };
        Ok(Some((self.prompt(org, &ask, team).await?, round)))
    }

    async fn say_ask(
        &self,
        org: &Arc<Organisation>,
        id: &AskId,
        now: DateTime<Utc>,
    ) -> Result<Say> {
        let Some((prompt, round)) = self.asked(org, id).await? else {
            return Ok(Say::NotWanted("the team is gone"));
        };
        Ok(if prompt.ask.outcome.is_some() {
            Say::NotWanted("answered")
        } else if !is_open(Some(&round)) || now >= prompt.close {
            Say::NotWanted("the round is closed")
        } else {
            Say::Post(words::ask::ask(&prompt))
        })
    }

    /// The ask's own message, as the ask stands: open, answered, away, over.
    async fn say_ask_edit(&self, org: &Arc<Organisation>, id: &AskId) -> Result<Say> {
        let Some((prompt, round)) = self.asked(org, id).await? else {
            return Ok(Say::NotWanted("the team is gone"));
        };
        let open = match (round.digested, round.closed) {
            (_, Some(_)) => Open::Closed,
            (Some(_), None) if self.edits_refused(prompt.ask.week).await? => Open::ToldAtTheClose,
            (Some(_), None) => Open::AfterDigest,
            (None, None) => Open::BeforeDigest,
        };
        Ok(Say::Post(match (prompt.ask.outcome, &prompt.given) {
            (Some(AskOutcome::Answered), Some(given)) => {
                let rows = self
                    .week_rows_of(org, prompt.ask.week, &prompt.team)
                    .await?;
                let part = team_part(&rows.sources(), &prompt.team);
                receipt(&prompt, given, &part, open, later_estimate(&rows, given))
            }
            (Some(AskOutcome::Away), _) => {
                words::ask::away(&prompt, self.stand_in(&prompt).await?.as_deref(), open)
            }
            (Some(AskOutcome::Expired), _) => words::ask::expired(&prompt),
            (Some(AskOutcome::Answered) | None, _) if open == Open::Closed => {
                words::ask::expired(&prompt)
            }
            (Some(AskOutcome::Answered) | None, _) => words::ask::ask(&prompt),
        }))
    }

    /// Who is asked in the place of somebody who is away, if anybody is.
    async fn stand_in(&self, prompt: &Prompt) -> Result<Option<String>> {
        let away = self.away(prompt.ask.week).await?;
        let of_team = away.into_iter().filter(|(team, _)| *team == prompt.team.id);
        let away = of_team.map(|(_, person)| person).collect();
        let day = prompt.org.ask_day(&prompt.team, prompt.ask.week);
        let asked = calendar::asked(&prompt.team, day, &away);
        let asked = asked.first().filter(|_| prompt.ask.estimate);
        Ok(asked.map(|asked| prompt.org.name_of(asked.person).to_owned()))
    }

    async fn say_reminder(
        &self,
        org: &Arc<Organisation>,
        id: &AskId,
        number: u8,
        now: DateTime<Utc>,
    ) -> Result<Say> {
        let Some((prompt, round)) = self.asked(org, id).await? else {
            return Ok(Say::NotWanted("the team is gone"));
        };
        if prompt.ask.outcome.is_some() {
            return Ok(Say::NotWanted("answered"));
        }
        if round.digested.is_some() || now >= prompt.digest {
            return Ok(Say::NotWanted("the digest has gone out"));
        }
        let asks = self.store.asks(&self.workspace, prompt.ask.week).await?;
        let until = reminder_ends(org, &prompt.ask, number, &asks);
        Ok(match until {
            Some(until) if now < until => Say::Post(words::ask::reminder(&prompt)),
            _ => Say::NotWanted("too late"),
        })
    }

    async fn say_head(&self, org: &Arc<Organisation>, week: Week) -> Result<Say> {
        let rows = self.week_rows(org, week).await?;
        let round = self.store.round(&self.workspace, week).await?;
        let digested = round.and_then(|round| round.digested);
        let updated = match digested {
            Some(digested) => self.updated(&rows, digested).await?,
            None => None,
        };
        Ok(Say::Post(words::digest::head(
            &digest(&rows.sources()),
            org,
            updated.as_deref(),
        )))
    }
}

/// Until when a reminder is wanted: the next one, four hours, or the digest, whichever is first.
fn reminder_ends(org: &Organisation, ask: &Ask, number: u8, asks: &[Ask]) -> Option<DateTime<Utc>> {
    let plan = calendar::plan(org, ask.week, &away_in(asks));
    let at = |wanted: u8| {
        plan.iter().find(|planned| {
            planned.kind == PlannedKind::Reminder(wanted)
                && planned.team.as_ref() == Some(&ask.team)
                && planned.person.as_ref() == Some(&ask.person)
        })
    };
    let keeps = at(number)?.at + calendar::REMINDER_KEEPS;
    Some(at(number + 1).map_or(keeps, |next| next.at.min(keeps)))
}

/// Who answered for the team later than this estimate: theirs is what the digest says.
fn later_estimate<'a>(rows: &'a WeekRows, given: &CheckIn) -> Option<&'a str> {
    let estimates = rows
        .check_ins
        .iter()
        .filter(|it| it.estimate && it.team == given.team);
    let newest = estimates.max_by_key(|check_in| check_in.sent)?;
    (given.estimate && newest.person != given.person).then(|| rows.org.name_of(&newest.person))
}
