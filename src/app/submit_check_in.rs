//! A submitted form becomes a check-in, durable before Slack hears that it was taken.
//!
//! Accepted races: two devices that send at once make two revisions, and the later one stands; a submission that
//! arrives twice says the same and makes one. A round that closes between the press and the submission refuses it
//! in the same transaction that would have saved it.

use chrono::DateTime;

use super::load::is_open;
use super::{App, Result};
use crate::domain::brought::Brought;
use crate::domain::check_in::{Ask, CheckIn, Round};
use crate::domain::delivery::{NewDelivery, Subject, Target};
use crate::domain::id::PersonId;
use crate::domain::organisation::{Organisation, Role, Team};
use crate::domain::prompt::Prompt;
use crate::domain::submission::{self, Field::Share, read};
use crate::domain::typed::Typed;
use crate::domain::wanted::wanted;
use crate::store::Recorded;
use crate::words::message::{CheckInForm, Field, Form};
use crate::words::{self, form, trouble};

/// What follows a page that is saved: of a `split` that was on it, a share that has lost its line is to be placed, or the next page comes.
fn goes_on(
    prompt: Prompt,
    saved: CheckIn,
    split: bool,
    about: &CheckInForm,
    opened: i64,
) -> Submitted {
    let lost = submission::lost_lines(&prompt, &saved.split);
    let prompt = Prompt {
        given: Some(saved),
        ..prompt
    };
    let next = || form::next_page(&prompt, about.page? + 1, opened);
    if split && !lost.is_empty() {
        return Submitted::GoesOn(form::place(&prompt, &lost, about.page, opened));
    }
    next().map_or(Submitted::Saved, Submitted::GoesOn)
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
        let org = self.organisation().await?;
        let page =
            |title: &str, sentence| Submitted::Page(form::page(title, sentence, &typed.texts()));
        let Some(ask) = self.store.ask(&self.workspace, &about.ask).await? else {
            return Ok(page("Check-in", trouble::unknown_ask()));
        };
        let title = format!("Week {}", ask.week.number());
        let Some(team) = org.team(&ask.team).filter(|_| ask.person == *person) else {
            return Ok(page(&title, trouble::not_yours()));
        };
        let prompt = self.answering(&org, &ask, team).await?;
        let closed = || page(&title, trouble::closed(&prompt, !typed.texts().is_empty()));
        let round = self.store.round(&self.workspace, ask.week).await?;
        let Some(round) = round.filter(|round| is_open(Some(round))) else {
            return Ok(closed());
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
        match both(read, both(told, wanted)) {
            Err(mistakes) => {
                let said = mistakes
                    .into_iter()
                    .map(|(field, mistake)| (field.into(), form::mistake(mistake)))
                    .collect();
                Ok(Submitted::Mistakes(said))
            }
            Ok((check_in, (told, wanted))) => {
                let (told, overtaken) = self
                    .not_told_meanwhile(&prompt, told, opened, typed)
                    .await?;
                let brought = Brought {
                    told,
                    wanted,
                    answers: self.answers(&ask, team, typed).await?,
                };
                let recorded = self.record_brought(&prompt, &round, &check_in, &brought);
                Ok(match recorded.await? {
                    Recorded::Closed => closed(),
                    Recorded::NotAsked => page(&title, trouble::not_yours()),
                    Recorded::New | Recorded::Revised(_) | Recorded::Same => {
                        if let Some(form) = overtaken {
                            return Ok(Submitted::GoesOn(form));
                        }
                        let asked = typed.0.keys();
                        let split = asked.into_iter().any(|it| matches!(it, Share(_)));
                        let lost = self.too_late(&ask, &brought).await?;
                        let prompt = self.carry_on(prompt, about).await?;
                        match goes_on(prompt, check_in, split, about, opened) {
                            Submitted::Saved if !lost.is_empty() => {
                                let said = words::matters::saved::too_late().to_owned();
                                Submitted::GoesOn(form::page(&title, said, &lost))
                            }
                            other => other,
                        }
                    }
                })
            }
        }
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
            .what_follows(&prompt.org, &prompt.team, &prompt.ask, round)
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

    /// The messages that an answer, or its absence, changes: the ask's own, and a digest that is already out.
    pub(super) async fn what_follows(
        &self,
        org: &Organisation,
        team: &Team,
        ask: &Ask,
        round: &Round,
    ) -> Result<Vec<NewDelivery>> {
        let edit = |ask: &Ask| {
            let person = Target::Person(ask.person.clone());
            self.delivery(Subject::AskEdit(ask.id.clone()), person)
        };
        let mut edits = vec![edit(ask)];
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
            edits.extend(others.map(edit));
        }
        if round.digested.is_some() {
            // The team's reply, and those of teams that share its key results.
            let teams = teams_beside(org, team);
            edits.extend(self.digest_edits(org, ask.week, teams).await?);
        }
        Ok(edits)
    }
}

fn teams_beside<'a>(org: &'a Organisation, team: &'a Team) -> impl Iterator<Item = &'a Team> {
    let shared = move |other: &Team| {
        org.objectives.iter().any(|objective| {
            objective.teams.contains(&team.id) && objective.teams.contains(&other.id)
        })
    };
    org.teams
        .iter()
        .filter(move |other| other.id == team.id || shared(other))
}
