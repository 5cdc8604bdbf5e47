//! `/iteration`: a team's ledger, one iteration, or the form of a new one.

use super::show_okrs::Asking;
use super::{App, CheckIns, Opening, Result};
use crate::domain::id::PersonId;
use crate::domain::iteration::ledger;
use crate::domain::nearest::nearest;
use crate::domain::organisation::{Organisation, Team};
use crate::words::iteration;
use crate::words::message::Message;

/// A ledger names so many decided iterations.
const DECIDED: usize = 10;

impl App {
    /// Answers `/iteration` with the text behind it.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn show_iterations(&self, person: &PersonId, text: &str) -> Result<CheckIns> {
        let word = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let lower = word.to_lowercase();
        if lower == "help" {
            return Ok(CheckIns::Say(iteration::help(None)));
        }
        let org = self.organisation().await?;
        if let Some(refusal) = self.refusal(&org, person).await {
            return Ok(CheckIns::Say(refusal));
        }
        if matches!(lower.as_str(), "new" | "begin" | "start") {
            return Ok(CheckIns::Open(Opening::NewIteration));
        }
        let numbered = lower.trim_start_matches('#').parse::<u32>();
        if let (Ok(number), true) = (numbered, lower.starts_with(['#']) || is_digits(&lower)) {
            let asking = self.asking(&org, person);
            return self.one(&asking, number).await.map(CheckIns::Say);
        }
        let teams = teams_meant(&org, person, &lower);
        if teams.is_empty() {
            let name = word
                .get("team ".len()..)
                .filter(|_| lower.starts_with("team "));
            let names = org.teams.iter().map(|team| team.name.as_str());
            let near = nearest(name.unwrap_or(&word), names);
            let unknown = (!word.is_empty()).then_some((word.as_str(), near));
            return Ok(CheckIns::Say(iteration::help(unknown)));
        }
        let asking = self.asking(&org, person);
        self.ledgers(&asking, &teams).await.map(CheckIns::Say)
    }

    async fn one(&self, asking: &Asking<'_>, number: u32) -> Result<Message> {
        let found = self
            .store
            .iteration_numbered(&self.workspace, number)
            .await?;
        let found = found.into_iter().collect();
        let found = self.readable(asking, found).await?;
        Ok(match found.first() {
            Some(it) => iteration::one(it, asking.org, asking.today),
            None => Message::line(iteration::unknown(&format!("#{number}"))),
        })
    }

    async fn ledgers(&self, asking: &Asking<'_>, teams: &[&Team]) -> Result<Message> {
        let today = asking.today;
        let mut message = Message::default();
        for team in teams {
            let all = self
                .store
                .iterations_of_team(&self.workspace, &team.id)
                .await?;
            let all = self.readable(asking, all).await?;
            let one = iteration::ledger(&team.name, &ledger(&all, today), today, DECIDED);
            message.parts.extend(one.parts);
        }
        Ok(message)
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The teams that a text names: the person's own where it names none.
fn teams_meant<'a>(org: &'a Organisation, person: &'a PersonId, text: &str) -> Vec<&'a Team> {
    let text = text.strip_prefix("team ").unwrap_or(text);
    if text.is_empty() {
        return org.teams_of(person).collect();
    }
    org.teams
        .iter()
        .filter(|team| team.name.to_lowercase() == text || team.id.as_str() == text)
        .collect()
}
