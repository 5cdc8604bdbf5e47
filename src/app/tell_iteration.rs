//! What came of an iteration: its form, with the key result before and now, and what becomes of it.
//!
//! Two people may tell one iteration at once: the second is shown what the first told, with everything that was typed
//! still in its fields. Of check-ins that tell it, see `meanwhile`.

use chrono::NaiveTime;

use super::begin_iteration::may_keep;
use super::{App, Result, Submitted};
use crate::domain::cadence::instant;
use crate::domain::delivery::NewDelivery;
use crate::domain::id::{IterationId, PersonId};
use crate::domain::iteration::{Decision, Iteration, result};
use crate::domain::okr::stood_at;
use crate::domain::organisation::Organisation;
use crate::domain::typed::Typed;
use crate::store::Told;
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
        let last = self.store.last_telling(&self.workspace, id).await?;
        let version = last.map_or(0, |(version, ..)| version);
        self.form_of(&org, &it, version).await
    }

    async fn form_of(&self, org: &Organisation, it: &Iteration, version: i64) -> Result<Form> {
        let (store, workspace) = (&self.store, &self.workspace);
        let revisions = store.reading_revisions(workspace, &it.key_result).await?;
        let began = store.begun(workspace, &it.id).await?;
        // Where the moment was not kept, nothing of that day is taken for what stood before.
        let began =
            began.unwrap_or_else(|| instant(org.settings.time_zone, it.started, NaiveTime::MIN));
        let key_result = org.key_result(&it.key_result);
        let moved = key_result.map(|(_, key_result)| {
            let now = stood_at(&revisions, self.clock.now());
            (key_result, stood_at(&revisions, began), now)
        });
        let about = FormKey {
            about: About::Result(ResultForm {
                iteration: it.id.clone(),
                version,
            }),
            opened: self.clock.now().timestamp(),
        };
        Ok(iteration::result(about, it, moved))
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
            Err(sentence) => {
                let page = form::page(TITLE, sentence, &result::texts(typed));
                return Ok(Submitted::Page(page));
            }
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
        let told = (&it.id, about.version);
        let edits = self.edits_after(&org, &it).await?;
        let by = (person, self.clock.now());
        let kept = self
            .store
            .tell_iteration(&self.workspace, told, &outcome, by, &edits)
            .await?;
        match kept {
            Told::Yes => self.enqueued.notify_one(),
            Told::Same => {}
            Told::Changed(_) => {
                let form = self.told_meanwhile(&org, about, typed).await?;
                return Ok(Submitted::Page(form));
            }
            Told::No => {
                let texts = result::texts(typed);
                let page = form::page(TITLE, iteration::unknown("of that kind"), &texts);
                return Ok(Submitted::Page(page));
            }
        }
        if outcome.decision == Some(Decision::NextStage) {
            let following = self.begin_form(person, Some(&it.id), None).await?;
            return Ok(Submitted::Page(following));
        }
        let page = form::page(TITLE, iteration::told(&it, &outcome), &[]);
        Ok(Submitted::Page(page))
    }

    /// The form as it stands now that somebody else has told it, with what this person changed still in it.
    async fn told_meanwhile(
        &self,
        org: &Organisation,
        about: &ResultForm,
        typed: &Typed<result::Field>,
    ) -> Result<Form> {
        let (store, id) = (&self.store, &about.iteration);
        let seen = u32::try_from(about.version).unwrap_or(0);
        let last = store.telling(&self.workspace, id, seen).await?;
        let now = store.iteration(&self.workspace, id).await?;
        let (Some(it), Some(last)) = (now, last) else {
            return Ok(form::page(TITLE, iteration::unknown("of that kind"), &[]));
        };
        let form = self.form_of(org, &it, i64::from(last.version)).await?;
        let before = result::values(&it, last.seen.as_ref());
        let stands = result::values(&it, it.outcome.as_ref());
        let values = result::merge(&before, typed, &stands);
        let who = org.name_of(&last.by);
        Ok(iteration::told_meanwhile(form, &it, who, &values))
    }

    /// The messages that an iteration changes when it is begun or told: a digest that is out and open, and the asks
    /// that ask for it.
    pub(super) async fn edits_after(
        &self,
        org: &Organisation,
        it: &Iteration,
    ) -> Result<Vec<NewDelivery>> {
        let Some(team) = org.team(&it.team) else {
            return Ok(Vec::new());
        };
        let mut edits = Vec::new();
        for round in self.store.live_rounds(&self.workspace).await? {
            let asks = self
                .store
                .asks_of_team(&self.workspace, round.week, &team.id)
                .await?;
            let theirs = asks
                .into_iter()
                .filter(|ask| ask.estimate || ask.person == it.owner);
            edits.extend(theirs.map(|ask| self.ask_edit(&ask)));
            if round.digested.is_some() {
                edits.extend(self.digest_edits(round.week, [team]).await?);
            }
        }
        Ok(edits)
    }

    /// An iteration that a person may tell, or why they may not.
    pub(super) async fn theirs(
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
