//! The gates of an iteration at scale: the form in which they are ticked, and what becomes of it.

use std::collections::BTreeSet;

use super::{App, Result, Submitted};
use crate::domain::id::{IterationId, PersonId};
use crate::domain::iteration::{Gate, Iteration, Ticks};
use crate::words::message::{About, Form, FormKey, GatesForm};
use crate::words::{form, iteration};

const TITLE: &str = "Iteration";

impl App {
    /// The form in which an iteration's gates are ticked.
    ///
    /// # Errors
    /// When the store does not answer.
    pub(super) async fn gates_form(&self, person: &PersonId, id: &IterationId) -> Result<Form> {
        let it = match self.to_tick(person, id).await? {
            Ok(it) => it,
            Err(sentence) => return Ok(form::page(TITLE, sentence, &[])),
        };
        let about = FormKey {
            about: About::Gates(GatesForm {
                iteration: it.id.clone(),
                shown: it.gates.clone(),
            }),
            opened: self.clock.now().timestamp(),
        };
        Ok(iteration::tick(about, &it))
    }

    /// Takes the gates as a person sent them. No message that is out shows them, so none is edited.
    ///
    /// # Errors
    /// When the store does not answer in time: then nothing is saved.
    pub async fn tick_gates(
        &self,
        person: &PersonId,
        about: &GatesForm,
        sent: &BTreeSet<Gate>,
    ) -> Result<Submitted> {
        let sentence = match self.to_tick(person, &about.iteration).await? {
            Ok(it) => {
                let ticks = Ticks::between(&about.shown, sent);
                let now = self.store.tick_gates(&self.workspace, &it.id, &ticks);
                match now.await? {
                    Some(now) if now.may_tick() => iteration::ticked(&now),
                    Some(decided) => iteration::nothing_to_tick(&decided),
                    None => iteration::unknown("of that kind"),
                }
            }
            Err(sentence) => sentence,
        };
        Ok(Submitted::Page(form::page(TITLE, sentence, &[])))
    }

    /// An iteration whose gates a person may tick now, or why they may not.
    async fn to_tick(
        &self,
        person: &PersonId,
        id: &IterationId,
    ) -> Result<std::result::Result<Iteration, String>> {
        let org = self.organisation().await?;
        Ok(match self.theirs(&org, person, id).await? {
            Ok(it) if it.may_tick() => Ok(it),
            Ok(it) => Err(iteration::nothing_to_tick(&it)),
            Err(sentence) => Err(sentence),
        })
    }
}
