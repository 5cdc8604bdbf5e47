//! What others said while somebody's form was open. The last words are read before an answer is held against them,
//! and the transaction that records it looks again: what came between is looked at anew, never overwritten unseen.

use std::collections::{BTreeMap, BTreeSet};

use super::{App, Result};
use crate::domain::id::{IterationId, KeyResultCode};
use crate::domain::meanwhile::{Seen, Stands};
use crate::domain::okr::ReadingRevision;
use crate::domain::prompt::Prompt;
use crate::domain::submission::Field;
use crate::domain::typed::Typed;
use crate::domain::week::Week;

impl App {
    /// The last word on each thing that a form had a field for.
    pub(super) async fn stands_of(
        &self,
        week: Week,
        typed: &Typed<Field>,
        seen: &Seen,
    ) -> Result<Stands> {
        let codes = typed.0.keys().filter_map(|field| match field {
            Field::Value(code) => Some(code.clone()),
            _ => None,
        });
        let mut told: Vec<&IterationId> = Vec::new();
        for field in typed.0.keys() {
            if let Field::Result(id, _) = field
                && !told.contains(&id)
            {
                told.push(id);
            }
        }
        self.stands(week, &codes.collect::<Vec<_>>(), &told, seen)
            .await
    }

    /// A prompt that a form is made of, with what that form has seen.
    pub(super) async fn seeing(&self, prompt: Prompt) -> Result<Prompt> {
        let codes = prompt
            .key_results
            .iter()
            .map(|it| it.key_result.code.clone());
        let codes: Vec<KeyResultCode> = codes.collect();
        let told = prompt.iterations.iter().filter(|it| it.outcome.is_some());
        let told: Vec<&IterationId> = told.map(|it| &it.id).collect();
        let stands = self
            .stands(prompt.ask.week, &codes, &told, &Seen::default())
            .await?;
        let seen = stands.seen_in(&prompt);
        Ok(Prompt { seen, ..prompt })
    }

    async fn stands(
        &self,
        week: Week,
        codes: &[KeyResultCode],
        told: &[&IterationId],
        seen: &Seen,
    ) -> Result<Stands> {
        let (store, workspace) = (&self.store, &self.workspace);
        let readings = store.last_readings(workspace, week, codes).await?;
        let mut tellings = BTreeMap::new();
        for id in told {
            let before = seen.tellings.get(*id).copied().unwrap_or(0);
            if let Some(telling) = store.telling(workspace, id, before).await? {
                tellings.insert((*id).clone(), telling);
            }
        }
        let mut again = BTreeSet::new();
        for (code, last) in &readings {
            let before = seen.readings.get(code).copied().unwrap_or(0);
            if self.reads_again(code, last, before).await? {
                again.insert(code.clone());
            }
        }
        Ok(Stands {
            readings,
            tellings,
            again,
        })
    }

    /// Whether a key result reads as it did when it had been recorded so often, though it was recorded since: what
    /// somebody took back has changed nothing.
    pub(super) async fn reads_again(
        &self,
        code: &KeyResultCode,
        last: &ReadingRevision,
        seen: u32,
    ) -> Result<bool> {
        if seen == 0 || last.revision <= seen {
            return Ok(false);
        }
        let all = self.store.reading_revisions(&self.workspace, code).await?;
        let mut seen = all
            .iter()
            .filter(|it| it.week == last.week && it.revision == seen);
        Ok(seen.any(|it| (it.value, it.confidence) == (last.value, last.confidence)))
    }
}
