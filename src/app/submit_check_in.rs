//! A submitted form becomes a check-in, durable before Slack hears that it was taken.
//!
//! Accepted races: two devices that send at once make two revisions, and the later one stands; a submission that
//! arrives twice says the same and makes one. What somebody else said while the form was open is not overwritten
//! unseen: see `meanwhile`. A round that closes between the press and the submission refuses it
//! in the same transaction that would have saved it.

use chrono::DateTime;

use super::follow_results::read_anew;
use super::load::is_open;
use super::{App, Result};
use crate::domain::brought::Brought;
use crate::domain::check_in::{CheckIn, Round};
use crate::domain::delivery::NewDelivery;
use crate::domain::id::{CategoryId, PersonId};
use crate::domain::meanwhile::{meet, too_late};
use crate::domain::okr::Objective;
use crate::domain::organisation::{Organisation, Role, Team};
use crate::domain::prompt::Prompt;
use crate::domain::submission::{self, Field::Share, read};
use crate::domain::typed::Typed;
use crate::domain::wanted::wanted;
use crate::store::Recorded;
use crate::words::message::{CheckInForm, Field, Form};
use crate::words::{self, form, trouble};

/// What follows a page that is saved: a share that has lost its line is to be placed, or the next page comes.
fn goes_on(prompt: &Prompt, lost: &[CategoryId], about: &CheckInForm, opened: i64) -> Option<Form> {
    if lost.is_empty() {
        form::next_page(prompt, about.page? + 1, opened)
    } else {
        Some(form::place(prompt, lost, about.page, opened))
    }
}

/// Two readings of one form: all mistakes of both, or both.
fn both<A, B, M>(
    one: std::result::Result<A, Vec<M>>,
    other: std::result::Result<B, Vec<M>>,
) -> std::result::Result<(A, B), Vec<M>> {
    match (one, other) {
        (Ok(one), Ok(other)) => Ok((one, other)),
        (one, other) => {
            let mut mistakes = one.err().unwrap_or_default();
            mistakes.extend(other.err().unwrap_or_default());
            Err(mistakes)
        }
    }
}

/// What became of a submission.
#[derive(Debug, Clone, PartialEq)]
pub enum Submitted {
    /// It is saved; the form closes.
    Saved,
    /// It is saved; this asks for what is still open, and may be closed.
    GoesOn(Form),
    /// Something is wrong beside these fields; the form stays, with all that was typed.
    Mistakes(Vec<(Field, String)>),
    /// It cannot be taken at all; a page says so and shows the text.
    Page(Form),
}

impl App {
    /// Takes what a person typed into the form of an ask.
    ///
    /// # Errors
    /// When the store does not answer in time: then nothing is saved.
    pub async fn submit_check_in(
        &self,
        person: &PersonId,
        about: &CheckInForm,
        opened: i64,
        typed: &Typed<submission::Field>,
    ) -> Result<Submitted> {
        // As often as somebody says something else between the look and the writing; whoever waits has a time limit.
        loop {
            if let Some(done) = self.try_check_in(person, about, opened, typed).await? {
                return Ok(done);
            }
        }
    }

    /// None where somebody was quicker by a moment: then nothing is saved, and all is to be looked at again.
    async fn try_check_in(
        &self,
        person: &PersonId,
        about: &CheckInForm,
        opened: i64,
        typed: &Typed<submission::Field>,
    ) -> Result<Option<Submitted>> {
        let org = self.organisation().await?;
        let page = |title: &str, sentence| {
            let page = form::page(title, sentence, &typed.texts());
            Ok(Some(Submitted::Page(page)))
        };
        let Some(ask) = self.store.ask(&self.workspace, &about.ask).await? else {
            return page("Check-in", trouble::unknown_ask());
        };
        let title = format!("Week {}", ask.week.number());
        let Some(team) = org.team(&ask.team).filter(|_| ask.person == *person) else {
            return page(&title, trouble::not_yours());
        };
        let stands = self.stands_of(ask.week, typed, &about.seen).await?;
        let prompt = self.answering(&org, &ask, team).await?;
        let closed = || page(&title, trouble::closed(&prompt, !typed.texts().is_empty()));
        let round = self.store.round(&self.workspace, ask.week).await?;
        let Some(round) = round.filter(|round| is_open(Some(round))) else {
            return closed();
        };
        let now = self.clock.now();
        let told = submission::outcomes(&prompt, typed);
        let wanted = wanted(&prompt, typed);
        let read = read(
            &prompt,
            typed,
            about.rest.as_ref(),
            DateTime::from_timestamp(opened, 0).map(|opened| opened.min(now)),
            now,
        );
        let (mut check_in, (mut told, wanted)) = match both(read, both(told, wanted)) {
            Ok(read) => read,
            Err(mistakes) => {
                let said = |(field, mistake): (submission::Field, _)| {
                    (field.into(), form::mistake(mistake))
                };
                let said = mistakes.into_iter().map(said).collect();
                return Ok(Some(Submitted::Mistakes(said)));
            }
        };
        let seen = (&about.seen, opened);
        let met = meet(&prompt, seen, &stands, &mut check_in, &mut told);
        let brought = Brought {
            told,
            wanted,
            answers: self.answers(&ask, team, typed).await?,
            stood: stands.counted_of(typed),
        };
        let recorded = self.record_brought(&prompt, &round, &check_in, &brought);
        match recorded.await? {
            Recorded::Closed => return closed(),
            Recorded::NotAsked => return page(&title, trouble::not_yours()),
            Recorded::Overtaken => return Ok(None),
            Recorded::New | Recorded::Revised(_) | Recorded::Same => {}
        }
        let answers = self.too_late(&ask, &brought).await?;
        let lost = too_late(&prompt, typed);
        let split = typed.0.keys().any(|it| matches!(it, Share(_)));
        let gone = submission::lost_lines(&prompt, &check_in.split);
        let gone = if split { gone } else { Vec::new() };
        let saved = |prompt: Prompt| Prompt {
            given: Some(check_in.clone()),
            ..prompt
        };
        let next = if met.is_empty() {
            let prompt = saved(self.carry_on(prompt.clone(), about).await?);
            goes_on(&prompt, &gone, about, opened)
        } else {
            let of_page = (about.page, opened, now);
            let form = words::meanwhile::met(&prompt, (&met, &stands), typed, of_page);
            let prompt = saved(prompt.clone());
            Some(words::meanwhile::and_placing(form, &prompt, &gone))
        };
        let next = words::meanwhile::with_too_late(next, &title, &prompt, (&answers, &lost));
        Ok(Some(next.map_or(Submitted::Saved, Submitted::GoesOn)))
    }

    /// Saves a check-in with all that follows from it, in one transaction.
    pub(super) async fn record(
        &self,
        prompt: &Prompt,
        round: &Round,
        check_in: &CheckIn,
    ) -> Result<Recorded> {
        self.record_brought(prompt, round, check_in, &Brought::default())
            .await
    }

    /// The same, with all that the answer brings beside its check-in.
    async fn record_brought(
        &self,
        prompt: &Prompt,
        round: &Round,
        check_in: &CheckIn,
        brought: &Brought,
    ) -> Result<Recorded> {
        let mut follows = self
            .what_follows(prompt, round, &read_anew(prompt, check_in))
            .await?;
        follows.extend(self.answered_posts(&prompt.org, brought).await?);
        crate::crash::point("answer read, not saved");
        let recorded = self
            .store
            .record_answer(&self.workspace, check_in, brought, &follows)
            .await?;
        crate::crash::point("answer saved, not acknowledged");
        self.enqueued.notify_one();
        Ok(recorded)
    }

    /// The messages that an answer, or its absence, changes: the ask's own, receipts that show what it reads, and a
    /// digest that is already out. `read` are the objectives of which it says something else than it did.
    pub(super) async fn what_follows(
        &self,
        prompt: &Prompt,
        round: &Round,
        read: &[&Objective],
    ) -> Result<Vec<NewDelivery>> {
        let (org, team, ask) = (&prompt.org, &prompt.team, &prompt.ask);
        let mut edits = vec![self.ask_edit(ask)];
        // Of a lead's estimate and a deputy's the later stands: the other one's message says so.
        if ask.estimate
            && team
                .members
                .iter()
                .any(|member| member.role == Role::Deputy)
        {
            let store = &self.store;
            let asks = store
                .asks_of_team(&self.workspace, ask.week, &team.id)
                .await?;
            let others = asks
                .iter()
                .filter(|other| other.id != ask.id && other.outcome.is_some());
            edits.extend(others.map(|ask| self.ask_edit(ask)));
        }
        for receipt in self.receipts_showing(read, ask.week).await? {
            if !edits.iter().any(|one| one.subject == receipt.subject) {
                edits.push(receipt);
            }
        }
        if round.digested.is_some() {
            // The team's reply, and those of teams that share its key results, or those that it read.
            let teams = org.teams.iter().filter(|other| {
                let shared = |it: &&Objective| !it.private && it.teams.contains(&other.id);
                other.id == team.id || beside(org, team, other) || read.iter().any(shared)
            });
            edits.extend(self.digest_edits(ask.week, teams).await?);
        }
        Ok(edits)
    }
}

fn beside(org: &Organisation, team: &Team, other: &Team) -> bool {
    org.objectives
        .iter()
        .any(|objective| objective.teams.contains(&team.id) && objective.teams.contains(&other.id))
}
