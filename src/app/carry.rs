//! What an ask carries of what lies open between its team and leadership, and which messages change when that does.

use std::sync::Arc;

use chrono::TimeDelta;

use super::{App, Result};
use crate::domain::brought::Brought;
use crate::domain::carried::{Carried, carried};
use crate::domain::check_in::{Ask, AskOutcome};
use crate::domain::delivery::NewDelivery;
use crate::domain::id::{QuestionId, TeamId};
use crate::domain::organisation::{Organisation, Role, Team};
use crate::domain::prompt::Prompt;
use crate::domain::submission;
use crate::domain::typed::Typed;
use crate::words::message::CheckInForm;

/// A team that was never asked before hears of what happened within this time.
const FIRST: TimeDelta = TimeDelta::days(28);

impl App {
    /// What an ask carries.
    pub(super) async fn carried(&self, ask: &Ask, team: &Team) -> Result<Carried> {
        let (store, workspace) = (&self.store, &self.workspace);
        let before = store.last_asked(workspace, &team.id, ask.week).await?;
        let since = before.unwrap_or(ask.due - FIRST);
        let matters = store.matters_of(workspace, &team.id, since).await?;
        let speaks = self.speaks(ask, team).await?;
        let org = self.organisation().await?;
        let day = ask.due.with_timezone(&org.settings.time_zone).date_naive();
        Ok(carried(&matters, ask, (before, day), speaks))
    }

    /// Whether whoever is asked speaks for the team: one who answers for all of it, its lead, or a deputy in whose
    /// week the lead is away or nobody leads.
    pub(super) async fn speaks(&self, ask: &Ask, team: &Team) -> Result<bool> {
        let role = team.member(&ask.person).map(|member| member.role);
        if ask.estimate || role == Some(Role::Lead) {
            return Ok(true);
        }
        if role != Some(Role::Deputy) {
            return Ok(false);
        }
        let Some(lead) = team.lead() else {
            return Ok(true);
        };
        let away = self.away(ask.week).await?;
        Ok(away.contains(&(team.id.clone(), lead.person.clone())))
    }

    /// The answers to questions that a form brings, of whoever may give any.
    pub(super) async fn answers(
        &self,
        ask: &Ask,
        team: &Team,
        typed: &Typed<submission::Field>,
    ) -> Result<Vec<(QuestionId, Option<String>)>> {
        let answers: Vec<_> = typed.answers().collect();
        if answers.is_empty() || !self.speaks(ask, team).await? {
            return Ok(Vec::new());
        }
        Ok(answers)
    }

    /// The texts of answers that were not taken: their questions were settled by others while they were typed.
    pub(super) async fn too_late(&self, ask: &Ask, brought: &Brought) -> Result<Vec<String>> {
        let mut lost = Vec::new();
        for (id, text) in &brought.answers {
            let Some(text) = text else { continue };
            let question = self.store.question(&self.workspace, id).await?;
            let taken = question.is_some_and(|it| {
                let answer = it.answer();
                answer.is_some_and(|answer| answer.ask.as_ref() == Some(&ask.id))
            });
            if !taken {
                lost.push(text.clone());
            }
        }
        Ok(lost)
    }

    /// The prompt of a form that has another page, with what the ask carries: the last page shows it.
    pub(super) async fn carry_on(&self, prompt: Prompt, about: &CheckInForm) -> Result<Prompt> {
        if about.page.is_none() {
            return Ok(prompt);
        }
        let carried = self.carried(&prompt.ask, &prompt.team).await?;
        self.seeing(Prompt { carried, ..prompt }).await
    }

    /// The messages that change when something between a team and leadership is settled or comes up: those of its
    /// open rounds' asks, and digests that are out.
    pub(super) async fn matter_edits(
        &self,
        org: &Arc<Organisation>,
        team: &TeamId,
    ) -> Result<Vec<NewDelivery>> {
        let Some(team) = org.team(team) else {
            return Ok(Vec::new());
        };
        let mut edits = Vec::new();
        for round in self.store.live_rounds(&self.workspace).await? {
            let asks = self
                .store
                .asks_of_team(&self.workspace, round.week, &team.id)
                .await?;
            let told = asks
                .into_iter()
                .filter(|ask| matches!(ask.outcome, None | Some(AskOutcome::Answered)));
            edits.extend(told.map(|ask| self.ask_edit(&ask)));
            if round.digested.is_some() {
                edits.extend(self.digest_edits(round.week, [team]).await?);
            }
        }
        Ok(edits)
    }
}
