//! Presses and forms about requests, questions and decisions, each led to its use case.

use super::{App, CheckIns, Opening, Result, Submitted};
use crate::domain::id::{PersonId, TeamId};
use crate::domain::matters::{TeamReply, is_leader};
use crate::domain::matters_form::{Field, MattersForm, Mistakes, Then};
use crate::domain::organisation::{Organisation, Team};
use crate::domain::typed::Typed;
use crate::domain::week::Week;
use crate::words::message::{About, Form, FormKey, MatterPress, Message};
use crate::words::{form, matters};

impl App {
    /// Does what a press means: opens a form, or says what became of it.
    ///
    /// # Errors
    /// When the store does not answer in time: then nothing is saved.
    pub async fn press_matter(&self, person: &PersonId, press: MatterPress) -> Result<CheckIns> {
        let org = self.organisation().await?;
        let said = match &press {
            MatterPress::WithdrawRequest(request) => {
                self.withdraw_request(&org, person, request).await?
            }
            MatterPress::WithdrawQuestion(question) => {
                self.withdraw_question(&org, person, question).await?
            }
            MatterPress::WithdrawDecision(decision) => {
                self.withdraw_decision(&org, person, decision).await?
            }
            MatterPress::List(page) => {
                let page = page.parse().unwrap_or(1);
                return Ok(CheckIns::Say(self.list_open(&org, person, page).await?));
            }
            MatterPress::AskTeam(_)
            | MatterPress::Decide(_)
            | MatterPress::AskSome
            | MatterPress::DecideSome
            | MatterPress::AnswerRequest(_)
            | MatterPress::DeclineRequest(_)
            | MatterPress::HandOver(_)
            | MatterPress::AnswerQuestion(_) => return Ok(CheckIns::Open(Opening::Matter(press))),
        };
        Ok(CheckIns::Say(Message::line(said)))
    }

    /// The form that a press opens, or a page that says why there is none.
    pub(super) async fn matter_form(&self, person: &PersonId, press: &MatterPress) -> Result<Form> {
        let org = self.organisation().await?;
        match press {
            MatterPress::AskTeam(reply) => Ok(self.ask_form(&org, person, reply)),
            MatterPress::Decide(reply) => Ok(self.decide_form(&org, person, reply)),
            MatterPress::AskSome => self.choose_form(&org, person, Then::Ask).await,
            MatterPress::DecideSome => self.choose_form(&org, person, Then::Decide).await,
            MatterPress::AnswerRequest(request)
            | MatterPress::DeclineRequest(request)
            | MatterPress::HandOver(request) => {
                self.request_form(&org, person, press, request).await
            }
            MatterPress::AnswerQuestion(question) => self.answer_form(&org, person, question).await,
            MatterPress::WithdrawRequest(_)
            | MatterPress::WithdrawQuestion(_)
            | MatterPress::WithdrawDecision(_)
            | MatterPress::List(_) => Ok(page(matters::saved::gone(), &[])),
        }
    }

    /// Takes what a person typed into one of the forms.
    ///
    /// # Errors
    /// When the store does not answer in time: then nothing is saved.
    pub async fn submit_matter(
        &self,
        person: &PersonId,
        about: &MattersForm,
        typed: &Typed<Field>,
    ) -> Result<Submitted> {
        let org = self.organisation().await?;
        match about {
            MattersForm::AskTeam { question, reply } => {
                self.ask_team(&org, person, (question, reply), typed).await
            }
            MattersForm::Choose { then } => self.choose_team(&org, person, *then, typed).await,
            MattersForm::AnswerQuestion { question } => {
                self.answer_question(&org, person, question, typed).await
            }
            MattersForm::AnswerRequest { request, .. }
            | MattersForm::DeclineRequest { request, .. }
            | MattersForm::HandOver { request } => {
                self.settle_request(&org, person, (about, request), typed)
                    .await
            }
            MattersForm::Decide { decision, reply } => {
                self.record_decision(&org, person, (decision, reply), typed)
                    .await
            }
        }
    }

    /// What travels with one of the forms.
    pub(super) fn matter_key(&self, about: MattersForm) -> FormKey {
        FormKey {
            about: About::Matters(about),
            opened: self.clock.now().timestamp(),
        }
    }
}

/// The week and the team of a reply below which a leader does something, or why they may not.
pub(super) fn below<'a>(
    org: &'a Organisation,
    person: &PersonId,
    reply: &TeamReply,
    what: &str,
) -> std::result::Result<(Week, &'a Team), String> {
    if !is_leader(org, person) {
        return Err(matters::refused(org, what).text());
    }
    let parts = reply.parts();
    let known = parts.and_then(|(week, team)| Some((week, org.team(&team)?)));
    known.ok_or_else(matters::saved::gone)
}

/// A page that says something, with what was typed, so that it is not lost.
pub(super) fn page(sentence: String, typed: &[String]) -> Form {
    form::page("Headway", sentence, typed)
}

/// Mistakes in the words of the form.
pub(super) fn mistakes(wrong: Mistakes) -> Submitted {
    let said = |(field, mistake): (Field, _)| (field.into(), matters::mistake(field, mistake));
    Submitted::Mistakes(wrong.into_iter().map(said).collect())
}

/// Everything that was typed, field by field.
pub(super) fn texts(typed: &Typed<Field>) -> Vec<String> {
    let words = [
        Field::Question,
        Field::Answer,
        Field::Reason,
        Field::What,
        Field::GivesWay,
    ];
    let said = words.iter().filter_map(|field| typed.text(field));
    said.map(str::to_owned).collect()
}

/// A team's name, also of one that is declared no more.
pub(super) fn team_name<'a>(org: &'a Organisation, team: &'a TeamId) -> &'a str {
    org.team(team)
        .map_or(team.as_str(), |team| team.name.as_str())
}
