//! `/checkin target`: what a team agreed, for whoever may read it; the form in which it is agreed, for whoever may
//! agree it; and what was sent becomes an agreement, kept with all that were before.
//!
//! Accepted race: of two people who agree at once the second is shown what the first agreed, with their own text
//! kept; this is decided in the transaction that would have written it.

use chrono::NaiveDate;

use super::show_check_ins::CheckIns;
use super::submit_check_in::Submitted;
use super::{App, Opening, Result};
use crate::domain::check_in::AskOutcome;
use crate::domain::delivery::NewDelivery;
use crate::domain::id::{PersonId, TeamId};
use crate::domain::organisation::{Organisation, Team};
use crate::domain::target::agreement::{Agreement, Field, may_agree, may_see, read, version};
use crate::domain::typed::Typed;
use crate::store::Agreed;
use crate::words::message::{Form, FormPart, TargetForm};
use crate::words::{form, target, target_form, trouble};

impl App {
    /// Answers `/checkin target` with the team's name behind it, if one is there.
    pub(super) fn show_target(
        &self,
        org: &Organisation,
        person: &PersonId,
        name: &str,
    ) -> CheckIns {
        let teams = if name.is_empty() {
            teams_near(org, person)
        } else {
            named(org, name).into_iter().collect()
        };
        match teams.as_slice() {
            [] if name.is_empty() => CheckIns::Say(target::in_no_team()),
            [] => CheckIns::Say(target::no_such_team(org, name)),
            [team] if may_agree(org, team, person) => {
                CheckIns::Open(Opening::Target(team.id.clone()))
            }
            [team] if may_see(org, team, person) => {
                CheckIns::Say(target::read_only(org, team, self.workspace_day(org)))
            }
            [team] => CheckIns::Say(crate::words::message::Message::line(target::refusal(
                org, team,
            ))),
            several => CheckIns::Say(target::choose(several)),
        }
    }

    /// The form for a team's target as it now stands, or a page that says why there is none.
    ///
    /// # Errors
    /// When the store does not answer.
    pub(super) async fn target_form(&self, person: &PersonId, team: &TeamId) -> Result<Form> {
        let org = self.organisation().await?;
        let Some(team) = org.team(team) else {
            return Ok(page(trouble::unknown_team(), &[]));
        };
        let today = self.workspace_day(&org);
        if may_agree(&org, team, person) {
            let opened = self.clock.now().timestamp();
            return Ok(target_form::form(&org, team, today, opened, None));
        }
        if !may_see(&org, team, person) {
            return Ok(page(target::refusal(&org, team), &[]));
        }
        let parts = target::read_only(&org, team, today).parts;
        Ok(Form {
            parts: parts.into_iter().map(FormPart::Text).collect(),
            ..page(String::new(), &[])
        })
    }

    /// Fills a form that is open with what is agreed for the quarter that was chosen in it.
    ///
    /// # Errors
    /// When the store or Slack does not answer, or the form has changed since.
    pub async fn choose_quarter(
        &self,
        person: &PersonId,
        (about, opened): (&TargetForm, i64),
        typed: &Typed<Field>,
        view: (&str, &str),
    ) -> Result<()> {
        let org = self.organisation().await?;
        let team = org.team(&about.team);
        if let Some(team) = team.filter(|team| may_agree(&org, team, person)) {
            let today = self.workspace_day(&org);
            let form = target_form::another_quarter(&org, team, today, (about, opened), typed);
            self.slack.update_form(view, &form).await?;
        }
        Ok(())
    }

    /// Takes what a person typed into the form for a team's target.
    ///
    /// # Errors
    /// When the store does not answer in time: then nothing is saved.
    pub async fn agree_target(
        &self,
        person: &PersonId,
        about: &TargetForm,
        opened: i64,
        typed: &Typed<Field>,
    ) -> Result<Submitted> {
        let org = self.organisation().await?;
        let texts = texts(typed);
        let Some(team) = org.team(&about.team) else {
            return Ok(Submitted::Page(page(trouble::unknown_team(), &texts)));
        };
        if !may_agree(&org, team, person) {
            return Ok(Submitted::Page(page(target::refusal(&org, team), &texts)));
        }
        let today = self.workspace_day(&org);
        let again = |org: &Organisation, team: &Team| {
            // Sent twice, or meant alike by two.
            if read(org, team, person, typed, today) == Ok(None) {
                return Submitted::Page(page(trouble::agreed_already(), &[]));
            }
            Submitted::Page(target_form::form(org, team, today, opened, Some(typed)))
        };
        if version(team) != about.version {
            return Ok(again(&org, team));
        }
        let agreement = match read(&org, team, person, typed, today) {
            Ok(Some(agreement)) => agreement,
            Ok(None) => return Ok(Submitted::Page(page(trouble::agreed_already(), &[]))),
            Err(mistakes) => {
                let said = mistakes
                    .into_iter()
                    .map(|(field, mistake)| (field.into(), target_form::mistake(mistake, today)));
                return Ok(Submitted::Mistakes(said.collect()));
            }
        };
        let edits = self.what_a_target_changes(team, &agreement).await?;
        let (store, workspace) = (&self.store, &self.workspace);
        let agreed = store
            .agree_target(workspace, &team.id, &team.targets, &agreement, &edits)
            .await?;
        if agreed == Agreed::Overtaken {
            let org = self.organisation().await?;
            return Ok(match org.team(&about.team) {
                Some(team) => again(&org, team),
                None => Submitted::Page(page(trouble::unknown_team(), &texts)),
            });
        }
        self.enqueued.notify_one();
        let said = target::kept(&org, team, &agreement);
        Ok(Submitted::Page(page(said, &[])))
    }

    /// The messages that say what is agreed for a week that is still open: receipts, and a digest that is out.
    async fn what_a_target_changes(
        &self,
        team: &Team,
        agreement: &Agreement,
    ) -> Result<Vec<NewDelivery>> {
        let mut edits = Vec::new();
        for round in self.store.live_rounds(&self.workspace).await? {
            if !agreement.target.holds(round.week) {
                continue;
            }
            let asks = self
                .store
                .asks_of_team(&self.workspace, round.week, &team.id);
            for ask in asks.await? {
                if ask.outcome == Some(AskOutcome::Answered) {
                    edits.push(self.ask_edit(&ask));
                }
            }
            if round.digested.is_some() {
                edits.extend(self.digest_edits(round.week, [team]).await?);
            }
        }
        Ok(edits)
    }

    /// The day by the workspace's clocks.
    pub(super) fn workspace_day(&self, org: &Organisation) -> NaiveDate {
        let now = self.clock.now();
        now.with_timezone(&org.settings.time_zone).date_naive()
    }
}

fn page(sentence: String, texts: &[String]) -> Form {
    form::page(target_form::TITLE, sentence, texts)
}

/// What must not be lost where the form is not taken.
fn texts(typed: &Typed<Field>) -> Vec<String> {
    [Field::Why, Field::Reason, Field::GivesWay]
        .iter()
        .filter_map(|field| typed.text(field).map(str::to_owned))
        .collect()
}

/// The teams that a person means who names none: their own, else all that they may see.
fn teams_near<'a>(org: &'a Organisation, person: &'a PersonId) -> Vec<&'a Team> {
    let own: Vec<&Team> = org.teams_of(person).collect();
    if own.is_empty() {
        let seen = org.teams.iter().filter(|team| may_see(org, team, person));
        return seen.collect();
    }
    own
}

/// A team by its key or its name, whatever the case.
fn named<'a>(org: &'a Organisation, name: &str) -> Option<&'a Team> {
    let folded = name.to_lowercase();
    org.teams.iter().find(|team| {
        team.id.as_str().to_lowercase() == folded || team.name.to_lowercase() == folded
    })
}
