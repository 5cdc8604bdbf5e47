//! After a repeated split the receipt asks once whether the key results were measured; this is the answer.

use super::{App, Result};
use crate::domain::id::{AskId, PersonId};
use crate::domain::okr::Reading;

impl App {
    /// *Measured, unchanged*: every key result of the ask reads what it read last.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn measured_unchanged(&self, person: &PersonId, ask: &AskId) -> Result<bool> {
        self.answer_results(person, ask, true).await
    }

    /// *Not measured*: no readings this week.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn not_measured(&self, person: &PersonId, ask: &AskId) -> Result<bool> {
        self.answer_results(person, ask, false).await
    }

    async fn answer_results(&self, person: &PersonId, ask: &AskId, measured: bool) -> Result<bool> {
        let Some((prompt, round)) = self.pressed(person, ask).await? else {
            return Ok(false);
        };
        let Some(mut check_in) = prompt.given.clone().filter(|given| !given.results_asked) else {
            return Ok(false);
        };
        if measured {
            check_in.readings = prompt
                .key_results
                .iter()
                .filter_map(|asked| {
                    // What was recorded by itself this week has been measured, and may have changed.
                    let last = || asked.standing.latest.clone();
                    let unchanged = |last| Reading {
                        week: prompt.ask.week,
                        by: person.clone(),
                        note: None,
                        ..last
                    };
                    asked.recorded.clone().or_else(|| last().map(unchanged))
                })
                .collect();
        }
        check_in.results_asked = true;
        check_in.sent = self.clock.now();
        self.record(&prompt, &round, &check_in).await?;
        Ok(true)
    }
}
