//! What one ask shows and its form pre-fills: the team, last week's answer, the key results it carries.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use super::carried::Carried;
use super::check_in::{Ask, CheckIn};
use super::id::{CategoryId, KeyResultCode};
use super::iteration::Iteration;
use super::meanwhile::Seen;
use super::okr::{KeyResult, Objective, Reading, Standing};
use super::organisation::{Answers, Organisation, Team};

/// All that is known about one ask when it is shown.
#[derive(Debug, Clone)]
pub struct Prompt {
    /// The company.
    pub org: Arc<Organisation>,
    /// The team that is asked for.
    pub team: Team,
    /// The ask.
    pub ask: Ask,
    /// The newest answer of an earlier week: the team's where one answers for all, else the person's own.
    pub last: Option<CheckIn>,
    /// This week's answer, if there is one.
    pub given: Option<CheckIn>,
    /// The key results that this person updates.
    pub key_results: Vec<AskedResult>,
    /// The team's iterations that this person measures and whose date has come, the oldest first; then those that were
    /// told this week already, because what was told may be corrected.
    pub iterations: Vec<Iteration>,
    /// Whether this person speaks for a team that has no iteration running.
    pub nothing_runs: bool,
    /// What lies open between the team and leadership, as far as this person is shown it.
    pub carried: Carried,
    /// What a form of it has seen of what others may change while it is open.
    pub seen: Seen,
    /// Whether this person has never been asked before.
    pub first: bool,
    /// By which zone the person lives.
    pub zone: Tz,
    /// The day on which it is shown.
    pub day: NaiveDate,
    /// When the digest is posted.
    pub digest: DateTime<Utc>,
    /// When the round closes.
    pub close: DateTime<Utc>,
}

/// One key result that an ask carries.
#[derive(Debug, Clone)]
pub struct AskedResult {
    /// Its objective.
    pub objective: Objective,
    /// What is measured.
    pub key_result: KeyResult,
    /// Where it stood before this week.
    pub standing: Standing,
    /// What has been recorded of it this week, by this answer or by itself.
    pub recorded: Option<Reading>,
}

impl Prompt {
    /// Who answers in this week: as the ask has it, whatever an import has changed since.
    #[must_use]
    pub fn answers(&self) -> Answers {
        if self.ask.estimate {
            Answers::Lead
        } else {
            Answers::Everyone
        }
    }

    /// A key result that is asked for.
    #[must_use]
    pub fn asked(&self, code: &KeyResultCode) -> Option<&AskedResult> {
        let mut asked = self.key_results.iter();
        asked.find(|it| it.key_result.code == *code)
    }

    /// Last week's answer, where one press may repeat its split: it is of the very week before, and everything in
    /// it is still asked for.
    #[must_use]
    pub fn repeatable(&self) -> Option<&CheckIn> {
        self.last.as_ref().filter(|last| {
            last.week == self.ask.week.previous()
                && last.split.iter().all(|(id, _)| {
                    self.org
                        .asked_categories()
                        .any(|category| category.id == *id)
                })
        })
    }

    /// What was read of a key result so far, in this week too: what was taken once is not asked about again.
    #[must_use]
    pub fn known_values(&self, code: &KeyResultCode) -> Vec<f64> {
        let asked = self.key_results.iter();
        let asked = asked.filter(|asked| asked.key_result.code == *code);
        let given = self.given.iter().flat_map(|given| &given.readings);
        let given = given.filter(|reading| reading.key_result == *code);
        asked
            .flat_map(|asked| [&asked.recorded, &asked.standing.latest])
            .flatten()
            .chain(given)
            .map(|reading| reading.value)
            .rev()
            .collect()
    }

    /// The category without a field, as long as it is still asked for.
    #[must_use]
    pub fn remainder(&self) -> Option<&CategoryId> {
        let remainder = self.org.settings.remainder.as_ref()?;
        self.org
            .asked_categories()
            .map(|category| &category.id)
            .find(|id| *id == remainder)
    }
}
