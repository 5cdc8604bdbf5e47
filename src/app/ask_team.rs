//! A leader asks a team below its reply in a digest; the team's lead answers, in a check-in or by itself.
//!
//! Accepted races: a form that is sent twice asks once, because the question has its id from when the form was
//! opened; the same words to the same team below the same digest are one question, as long as it is open, but for two
//! leaders who send them in the same instant to PostgreSQL; a question that is withdrawn while the answer is typed stays withdrawn, and the text is shown again.

use std::sync::Arc;

use super::submit_matter::{below, mistakes, page, team_name, texts};
use super::{App, Result, Submitted};
use crate::domain::brought::Brought;
use crate::domain::calendar::digest_at;
use crate::domain::delivery::{NewDelivery, Subject, Target};
use crate::domain::id::{PersonId, QuestionId};
use crate::domain::matters::{Settling, TeamReply, is_leader, speaks_for};
use crate::domain::matters_form::{Field, MattersForm, read_text};
use crate::domain::organisation::Organisation;
use crate::domain::question::{Answer, Question, QuestionEnd};
use crate::domain::typed::Typed;
use crate::domain::week::Week;
use crate::store::Asked;
use crate::words::matters::{self, saved};
use crate::words::message::Form;

/// What a refusal says that leaders do.
const ASK: &str = "ask teams";

impl App {
    /// The form of a question, or a page that says why there is none.
    pub(super) fn ask_form(
        &self,
        org: &Organisation,
        person: &PersonId,
        reply: &TeamReply,
    ) -> Form {
        let team = match below(org, person, reply, ASK) {
            Ok((_, team)) => team,
            Err(sentence) => return page(sentence, &[]),
        };
        let about = MattersForm::AskTeam {
            question: QuestionId::new(self.chance.id(self.clock.now())),
            reply: reply.clone(),
        };
        matters::ask_team(self.matter_key(about), team)
    }

    /// Takes a question.
    pub(super) async fn ask_team(
        &self,
        org: &Arc<Organisation>,
        person: &PersonId,
        (id, reply): (&QuestionId, &TeamReply),
        typed: &Typed<Field>,
    ) -> Result<Submitted> {
        let lost = |sentence| Ok(Submitted::Page(page(sentence, &texts(typed))));
        let (week, team) = match below(org, person, reply, ASK) {
            Ok(known) => known,
            Err(sentence) => return lost(sentence),
        };
        let text = match read_text(typed, Field::Question) {
            Ok(text) => text,
            Err(wrong) => return Ok(mistakes(wrong)),
        };
        let question = Question {
            id: id.clone(),
            week,
            team: team.id.clone(),
            by: person.clone(),
            text,
            asked: self.clock.now(),
            ended: None,
        };
        let mut deliveries = self.matter_edits(org, &team.id).await?;
        deliveries.extend(self.question_post(org, &question, Subject::Question(id.clone())));
        let store = &self.store;
        let asked = store.ask_question(&self.workspace, &question, &deliveries);
        let asked = asked.await?;
        crate::crash::point("question asked, not acknowledged");
        self.enqueued.notify_one();
        let said = match asked {
            Asked::Now | Asked::Already => saved::asked(team),
            Asked::Same(other) => saved::asked_by(org, (&other, person), self.today(org, person)),
        };
        Ok(Submitted::Page(page(said, &[])))
    }

    /// The form of an answer, or a page that says why there is none.
    pub(super) async fn answer_form(
        &self,
        org: &Organisation,
        person: &PersonId,
        id: &QuestionId,
    ) -> Result<Form> {
        Ok(match self.theirs_to_answer(org, person, id).await? {
            Err(sentence) => page(sentence, &[]),
            Ok(question) if question.ended.is_some() => {
                let today = self.today(org, person);
                page(saved::question_ended(org, &question, today), &[])
            }
            Ok(question) => {
                let about = MattersForm::AnswerQuestion {
                    question: id.clone(),
                };
                matters::answer_question(self.matter_key(about), &question, org)
            }
        })
    }

    /// Takes an answer that is given by itself; the digest of the week in which it is given shows it.
    pub(super) async fn answer_question(
        &self,
        org: &Arc<Organisation>,
        person: &PersonId,
        id: &QuestionId,
        typed: &Typed<Field>,
    ) -> Result<Submitted> {
        let lost = |sentence| Ok(Submitted::Page(page(sentence, &texts(typed))));
        let question = match self.theirs_to_answer(org, person, id).await? {
            Ok(question) => question,
            Err(sentence) => return lost(sentence),
        };
        let text = match read_text(typed, Field::Answer) {
            Ok(text) => text,
            Err(wrong) => return Ok(mistakes(wrong)),
        };
        let answer = Answer {
            text: text.clone(),
            week: self.next_told(org),
            ask: None,
        };
        let end = self.ended_by(person, QuestionEnd::Answered(answer));
        let mut edits = self.matter_edits(org, &question.team).await?;
        let edit = Subject::QuestionEdit(id.clone());
        edits.extend(self.question_post(org, &question, edit));
        let settled = self
            .store
            .end_question(&self.workspace, id, &end, &edits)
            .await?;
        self.enqueued.notify_one();
        let said = saved::answered(matters::called(org, &question.by));
        match settled {
            Settling::Done(_) => Ok(Submitted::Page(page(said, &[]))),
            Settling::Already(stands)
                if stands.answer().is_some_and(|answer| answer.text == text) =>
            {
                Ok(Submitted::Page(page(said, &[])))
            }
            Settling::Already(stands) | Settling::Changed(stands) => {
                lost(saved::question_ended(org, &stands, self.today(org, person)))
            }
            Settling::Gone => lost(saved::gone()),
        }
    }

    /// Nobody wants to know it any more; what is said of that.
    pub(super) async fn withdraw_question(
        &self,
        org: &Arc<Organisation>,
        person: &PersonId,
        id: &QuestionId,
    ) -> Result<String> {
        if !is_leader(org, person) {
            return Ok(matters::refused(org, "withdraw questions").text());
        }
        let Some(question) = self.store.question(&self.workspace, id).await? else {
            return Ok(saved::gone());
        };
        let end = self.ended_by(person, QuestionEnd::Withdrawn);
        let mut edits = self.matter_edits(org, &question.team).await?;
        let edit = Subject::QuestionEdit(id.clone());
        edits.extend(self.question_post(org, &question, edit));
        let settled = self
            .store
            .end_question(&self.workspace, id, &end, &edits)
            .await?;
        self.enqueued.notify_one();
        Ok(match settled {
            Settling::Done(_) => saved::withdrawn("question"),
            Settling::Already(stands) | Settling::Changed(stands) => {
                saved::question_ended(org, &stands, self.today(org, person))
            }
            Settling::Gone => saved::gone(),
        })
    }

    /// What lets a team's channel say that its questions were answered in a check-in.
    pub(super) async fn answered_posts(
        &self,
        org: &Organisation,
        brought: &Brought,
    ) -> Result<Vec<NewDelivery>> {
        let mut edits = Vec::new();
        for (id, _) in &brought.answers {
            if let Some(question) = self.store.question(&self.workspace, id).await? {
                let edit = Subject::QuestionEdit(id.clone());
                edits.extend(self.question_post(org, &question, edit));
            }
        }
        Ok(edits)
    }

    /// What tells a team's channel of a question, where it has one of its own.
    fn question_post(
        &self,
        org: &Organisation,
        question: &Question,
        subject: Subject,
    ) -> Option<NewDelivery> {
        let channel = org.team(&question.team)?.channel.clone()?;
        let own = channel != org.settings.leadership_channel;
        own.then(|| self.delivery(subject, Target::Channel(channel)))
    }

    /// This week: its digest is the next one that is told.
    fn next_told(&self, org: &Organisation) -> Week {
        let now = self.clock.now();
        let this = Week::of(self.company_day(org));
        // After this week's digest a word of now is read in the one of next week.
        if now < digest_at(org, this) {
            this
        } else {
            this.next()
        }
    }

    /// A question that a person may answer, or why they may not.
    async fn theirs_to_answer(
        &self,
        org: &Organisation,
        person: &PersonId,
        id: &QuestionId,
    ) -> Result<std::result::Result<Question, String>> {
        let Some(question) = self.store.question(&self.workspace, id).await? else {
            return Ok(Err(saved::gone()));
        };
        Ok(if speaks_for(org, person, &question.team) {
            Ok(question)
        } else {
            Err(matters::not_the_teams(team_name(org, &question.team)))
        })
    }
}
