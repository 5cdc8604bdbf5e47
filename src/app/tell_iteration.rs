//! What came of an iteration: its form, with the key result before and now, and what becomes of it.

use super::begin_iteration::may_keep;
use super::{App, Result, Submitted};
use crate::domain::id::{IterationId, PersonId};
use crate::domain::iteration::{Decision, Iteration, result};
use crate::domain::organisation::Organisation;
use crate::domain::typed::Typed;
use crate::domain::week::Week;
use crate::words::message::{About, Form, FormKey, ResultForm};
use crate::words::{form, iteration};

const TITLE: &str = "Iteration";

impl App {
    /// The form of an iteration's result.
    ///
    /// # Errors
    /// When the store does not answer.
    pub(super) async fn result_form(&self, person: &PersonId, id: &IterationId) -> Result<Form> {
        let org = self.organisation().await?;
        let it = match self.theirs(&org, person, id).await? {
            Ok(it) => it,
            Err(sentence) => return Ok(form::page(TITLE, sentence, &[])),
        };
        let readings = self
            .store
            .readings_of(&self.workspace, std::slice::from_ref(&it.key_result))
            .await?;
        let began = Week::of(it.started);
        let until = |last: Option<Week>| {
            let known = readings
                .iter()
                .filter(|reading| last.is_none_or(|last| reading.week <= last));
            known
                .max_by_key(|reading| reading.week)
                .map(|reading| reading.value)
        };
        let key_result = org.key_result(&it.key_result);
        let moved = key_result.map(|(_, key_result)| (key_result, until(Some(began)), until(None)));
        let about = FormKey {
            about: About::Result(ResultForm {
                iteration: id.clone(),
            }),
            opened: self.clock.now().timestamp(),
        };
        Ok(iteration::result(about, &it, moved))
    }

    /// Takes what a person typed into the form of a result. Where the feature goes on, the form of the following
    /// slice comes in its place, with everything copied.
    ///
    /// # Errors
    /// When the store does not answer in time: then nothing is saved.
    pub async fn tell_iteration(
        &self,
        person: &PersonId,
        about: &ResultForm,
        typed: &Typed<result::Field>,
    ) -> Result<Submitted> {
        let org = self.organisation().await?;
        let it = match self.theirs(&org, person, &about.iteration).await? {
            Ok(it) => it,
            Err(sentence) => return Ok(Submitted::Page(form::page(TITLE, sentence, &[]))),
        };
        let outcome = match result::read(&it, typed, self.today(&org, person)) {
            Ok(outcome) => outcome,
            Err(mistakes) => {
                let said = |(field, mistake): (result::Field, _)| {
                    (field.into(), iteration::result_mistake(mistake))
                };
                return Ok(Submitted::Mistakes(
                    mistakes.into_iter().map(said).collect(),
                ));
            }
        };
        let now = self.clock.now();
        self.store
            .tell_iteration(&self.workspace, &it.id, &outcome, person, now)
            .await?;
        if outcome.decision == Some(Decision::NextStage) {
            let following = self.begin_form(person, Some(&it.id), None).await?;
            return Ok(Submitted::Page(following));
        }
        let page = form::page(TITLE, iteration::told(&it, &outcome), &[]);
        Ok(Submitted::Page(page))
    }

    /// An iteration that a person may tell, or why they may not.
    async fn theirs(
        &self,
        org: &Organisation,
        person: &PersonId,
        id: &IterationId,
    ) -> Result<std::result::Result<Iteration, String>> {
        let Some(it) = self.store.iteration(&self.workspace, id).await? else {
            return Ok(Err(iteration::unknown("of that kind")));
        };
        let team = org.team(&it.team);
        let may = it.owner == *person || team.is_some_and(|team| may_keep(org, person, team));
        Ok(if may {
            Ok(it)
        } else {
            let name = team.map_or(it.team.as_str(), |team| team.name.as_str());
            Err(iteration::not_yours(name))
        })
    }
}
