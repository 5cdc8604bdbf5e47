//! A leader records a decision below a team's reply in a digest: what, which number should move, what gives way,
//! until when. Where the number stands now is kept with it.

use std::sync::Arc;

use chrono::NaiveDate;

use super::submit_matter::{below, mistakes, page, texts};
use super::{App, Result, Submitted};
use crate::domain::decision::{
    Decision, Did, Moved, Number, WEEKS_BEFORE, weeks_of_readings, weeks_of_share,
};
use crate::domain::id::{DecisionId, PersonId, TeamId};
use crate::domain::matters::{Settling, TeamReply, is_leader};
use crate::domain::matters_form::{Decided, Field, MattersForm, read_decision};
use crate::domain::organisation::Organisation;
use crate::domain::typed::Typed;
use crate::domain::week::Quarter;
use crate::words::matters::{self, saved};
use crate::words::message::Form;

/// What a refusal says that leaders do.
const DECIDE: &str = "record decisions";

impl App {
    /// The form of a decision, or a page that says why there is none.
    pub(super) fn decide_form(
        &self,
        org: &Organisation,
        person: &PersonId,
        reply: &TeamReply,
    ) -> Form {
        let team = match below(org, person, reply, DECIDE) {
            Ok((_, team)) => team,
            Err(sentence) => return page(sentence, &[]),
        };
        let about = MattersForm::Decide {
            decision: DecisionId::new(self.chance.id(self.clock.now())),
            reply: reply.clone(),
        };
        let numbers = numbers(org, &team.id, self.company_day(org));
        matters::decide(self.matter_key(about), team, &numbers, org)
    }

    /// Takes a decision.
    pub(super) async fn record_decision(
        &self,
        org: &Arc<Organisation>,
        person: &PersonId,
        (id, reply): (&DecisionId, &TeamReply),
        typed: &Typed<Field>,
    ) -> Result<Submitted> {
        let lost = |sentence| Ok(Submitted::Page(page(sentence, &texts(typed))));
        let (week, team) = match below(org, person, reply, DECIDE) {
            Ok(known) => known,
            Err(sentence) => return lost(sentence),
        };
        let today = self.company_day(org);
        let Decided {
            what,
            number,
            gives_way,
            until,
        } = match read_decision(typed, &numbers(org, &team.id, today), today) {
            Ok(decided) => decided,
            Err(wrong) => return Ok(mistakes(wrong)),
        };
        let mut decision = Decision {
            id: id.clone(),
            week,
            team: team.id.clone(),
            by: person.clone(),
            what,
            number: number.map(|number| Moved {
                number,
                before: None,
            }),
            gives_way,
            until,
            recorded: self.clock.now(),
            withdrawn: None,
        };
        let did = self.what_moved(org, &decision, today).await?;
        if let Some(moved) = &mut decision.number {
            moved.before = did.before;
        }
        self.store
            .record_decision(&self.workspace, &decision, &[])
            .await?;
        crate::crash::point("decision recorded, not acknowledged");
        Ok(Submitted::Page(page(saved::decided(&team.name), &[])))
    }

    /// It holds no more; what is said of that.
    pub(super) async fn withdraw_decision(
        &self,
        org: &Arc<Organisation>,
        person: &PersonId,
        id: &DecisionId,
    ) -> Result<String> {
        if !is_leader(org, person) {
            return Ok(matters::refused(org, "withdraw decisions").text());
        }
        let Some(decision) = self.store.decision(&self.workspace, id).await? else {
            return Ok(saved::gone());
        };
        let edits = self.matter_edits(org, &decision.team).await?;
        let now = self.clock.now();
        let settled = self
            .store
            .withdraw_decision(&self.workspace, id, person, now, &edits)
            .await?;
        self.enqueued.notify_one();
        Ok(match settled {
            Settling::Done(_) | Settling::Already(_) | Settling::Changed(_) => {
                saved::withdrawn("decision")
            }
            Settling::Gone => saved::gone(),
        })
    }

    /// What the number of a decision did up to a day.
    pub(super) async fn what_moved(
        &self,
        org: &Organisation,
        decision: &Decision,
        day: NaiveDate,
    ) -> Result<Did> {
        let (store, workspace) = (&self.store, &self.workspace);
        let weeks = match decision.number.as_ref().map(|moved| &moved.number) {
            None => return Ok(Did::default()),
            Some(Number::KeyResult(code)) => {
                let codes = std::slice::from_ref(code);
                weeks_of_readings(code, &store.readings_of(workspace, codes).await?)
            }
            Some(Number::ElectiveShare) => {
                let first = decision.week.back(WEEKS_BEFORE);
                let last = decision.stood_in(org).max(decision.stands_in(org, day));
                let rows = store.rollups_of_team(workspace, &decision.team, first, last);
                weeks_of_share(&rows.await?, &org.categories)
            }
        };
        Ok(decision.did(org, &weeks, day))
    }

    /// Today, where the company counts its days.
    pub(super) fn company_day(&self, org: &Organisation) -> NaiveDate {
        let zone = org.settings.time_zone;
        self.clock.now().with_timezone(&zone).date_naive()
    }
}

/// The numbers that a decision about a team may name: its elective share, and what it is measured by from this
/// quarter on. Of private objectives nobody here is told.
fn numbers(org: &Organisation, team: &TeamId, today: NaiveDate) -> Vec<Number> {
    let objectives = org.objectives.iter().filter(|objective| {
        objective.teams.contains(team)
            && !objective.private
            && objective.closed.is_none()
            && objective.quarter >= Quarter::of(today)
    });
    let key_results = objectives
        .flat_map(|objective| &objective.key_results)
        .map(|key_result| Number::KeyResult(key_result.code.clone()));
    key_results.chain([Number::ElectiveShare]).collect()
}
