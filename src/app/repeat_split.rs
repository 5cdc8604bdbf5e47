//! *Same split as last week*: one press records last week's split again, and opens nothing.

use super::load::is_open;
use super::{App, Result};
use crate::domain::check_in::CheckIn;
use crate::domain::id::{AskId, PersonId};

impl App {
    /// Records last week's split for an ask, marked as a repeat. A second press changes nothing; an answer that is
    /// already there stays as it is.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn repeat_split(&self, person: &PersonId, ask: &AskId) -> Result<bool> {
        let Some((prompt, round)) = self.pressed(person, ask).await? else {
            return Ok(false);
        };
        let Some(last) = prompt.repeatable().filter(|_| prompt.given.is_none()) else {
            return Ok(false);
        };
        let check_in = CheckIn {
            ask: prompt.ask.id.clone(),
            week: prompt.ask.week,
            team: prompt.ask.team.clone(),
            person: prompt.ask.person.clone(),
            estimate: prompt.ask.estimate,
            split: last.split.clone(),
            repeated: true,
            readings: Vec::new(),
            results_asked: prompt.key_results.is_empty(),
            results_note: None,
            note: None,
            need: None,
            next_slice: None,
            form_opened: None,
            sent: self.clock.now(),
            revision: 1,
        };
        self.record(&prompt, &round, &check_in).await?;
        Ok(true)
    }

    /// What a press on an ask's message starts from: nothing where the ask is somebody else's, gone or closed.
    pub(super) async fn pressed(
        &self,
        person: &PersonId,
        ask: &AskId,
    ) -> Result<
        Option<(
            crate::domain::prompt::Prompt,
            crate::domain::check_in::Round,
        )>,
    > {
        let org = self.organisation().await?;
        let Some(ask) = self
            .store
            .ask(&self.workspace, ask)
            .await?
            .filter(|ask| ask.person == *person)
        else {
            return Ok(None);
        };
        let Some(team) = org.team(&ask.team) else {
            return Ok(None);
        };
        let round = self
            .store
            .round(&self.workspace, ask.week)
            .await?
            .filter(|round| is_open(Some(round)));
        let Some(round) = round else { return Ok(None) };
        Ok(Some((self.prompt(&org, &ask, team).await?, round)))
    }
}

impl App {
    /// Why a press on an ask's message changed nothing.
    pub async fn why_not(&self, person: &PersonId, ask: &AskId) -> String {
        use crate::words::trouble;
        let Ok(Some(ask)) = self.store.ask(&self.workspace, ask).await else {
            return trouble::unknown_ask();
        };
        if ask.person != *person {
            return trouble::not_yours();
        }
        match self.store.round(&self.workspace, ask.week).await {
            Ok(Some(round)) if round.closed.is_none() => {
                match self.store.check_in(&self.workspace, &ask.id).await {
                    Ok(None) => trouble::split_does_not_fit(),
                    _ => trouble::nothing_to_do(),
                }
            }
            _ => trouble::round_is_closed(ask.week.number()),
        }
    }
}
