//! A press or a command that leads to a form: the form, within Slack's three seconds.

use super::load::is_open;
use super::{App, Result};
use crate::domain::id::{AskId, IterationId, PersonId, TeamId};
use crate::words::message::{Form, MatterPress, OkrForm};
use crate::words::{form, trouble};

/// Which form is to be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opening {
    /// An ask's, or a part of it.
    CheckIn(AskId, Which),
    /// What a team agrees.
    Target(TeamId),
    /// That of the iteration that the answer to an ask named.
    NextIteration(AskId),
    /// A new iteration's.
    NewIteration,
    /// That of an iteration's result.
    TellIteration(IterationId),
    /// That of an iteration's gates.
    TickGates(IterationId),
    /// That of the slice that follows an iteration.
    FollowIteration(IterationId),
    /// One of `/okr`.
    Okr(OkrForm),
    /// One about a request, a question or a decision.
    Matter(MatterPress),
}

/// Which part of the check-in's form is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// All of it.
    Whole,
    /// The free texts.
    Sentence,
    /// The key results.
    Values,
}

impl App {
    /// Opens a form for whoever pressed, or a page that says why there is none.
    ///
    /// # Errors
    /// When the store or Slack does not answer; an expired trigger is an error of Slack's.
    pub async fn open_form(
        &self,
        person: &PersonId,
        opening: &Opening,
        trigger: &str,
    ) -> Result<()> {
        let form = match opening {
            Opening::CheckIn(ask, which) => self.form(person, ask, *which).await?,
            Opening::Target(team) => self.target_form(person, team).await?,
            Opening::NextIteration(ask) => {
                let given = self.store.check_in(&self.workspace, ask).await?;
                let named = given.filter(|it| it.person == *person);
                let named = named.and_then(|it| it.next_slice);
                self.begin_form(person, None, named.as_deref()).await?
            }
            Opening::NewIteration => self.begin_form(person, None, None).await?,
            Opening::TellIteration(iteration) => self.result_form(person, iteration).await?,
            Opening::TickGates(iteration) => self.gates_form(person, iteration).await?,
            Opening::FollowIteration(before) => self.begin_form(person, Some(before), None).await?,
            Opening::Matter(press) => self.matter_form(person, press).await?,
            Opening::Okr(form) => self.okr_form(person, form).await?,
        };
        self.slack.open_form(trigger, &form).await?;
        Ok(())
    }

    /// The form of an ask as it now stands.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn form(&self, person: &PersonId, ask: &AskId, which: Which) -> Result<Form> {
        let org = self.organisation().await?;
        let Some(ask) = self.store.ask(&self.workspace, ask).await? else {
            return Ok(form::page("Check-in", trouble::unknown_ask(), &[]));
        };
        let title = format!("Week {}", ask.week.number());
        if ask.person != *person {
            return Ok(form::page(&title, trouble::not_yours(), &[]));
        }
        let Some(team) = org.team(&ask.team) else {
            return Ok(form::page(&title, trouble::unknown_ask(), &[]));
        };
        let prompt = self.prompt(&org, &ask, team).await?;
        if !is_open(self.store.round(&self.workspace, ask.week).await?.as_ref()) {
            return Ok(form::page(&title, trouble::closed(&prompt, false), &[]));
        }
        let prompt = self.seeing(prompt).await?;
        let opened = self.clock.now().timestamp();
        Ok(match which {
            Which::Whole => form::check_in(&prompt, opened),
            Which::Sentence => form::sentence(&prompt, opened),
            Which::Values => form::values(&prompt, opened),
        })
    }
}
