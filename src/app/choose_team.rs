//! A leader asks a team, or records a decision about it, from `/checkin open`: a team that had nothing to say has no
//! reply below which to press. It stands below the newest digest that is out.

use super::submit_matter::{mistakes, page};
use super::{App, Result, Submitted};
use crate::domain::id::PersonId;
use crate::domain::matters::{TeamReply, is_leader};
use crate::domain::matters_form::{Field, MattersForm, Then, read_team};
use crate::domain::organisation::Organisation;
use crate::domain::typed::Typed;
use crate::domain::week::Week;
use crate::words::matters;
use crate::words::message::Form;

impl App {
    /// The form in which a team is chosen, or a page that says why there is none.
    pub(super) async fn choose_form(
        &self,
        org: &Organisation,
        person: &PersonId,
        then: Then,
    ) -> Result<Form> {
        if !is_leader(org, person) {
            let what = "ask teams and record decisions";
            return Ok(page(matters::refused(org, what).text(), &[]));
        }
        if self.newest_digest().await?.is_none() {
            return Ok(page(matters::no_digest_yet().to_owned(), &[]));
        }
        let about = self.matter_key(MattersForm::Choose { then });
        Ok(matters::choose_team(about, then, org))
    }

    /// Goes on with the team that was chosen.
    pub(super) async fn choose_team(
        &self,
        org: &Organisation,
        person: &PersonId,
        then: Then,
        typed: &Typed<Field>,
    ) -> Result<Submitted> {
        let team = match read_team(org, typed) {
            Ok(team) => team,
            Err(wrong) => return Ok(mistakes(wrong)),
        };
        let Some(week) = self.newest_digest().await? else {
            return Ok(Submitted::Page(page(
                matters::no_digest_yet().to_owned(),
                &[],
            )));
        };
        let reply = TeamReply::new(week, &team.id);
        Ok(Submitted::GoesOn(match then {
            Then::Ask => self.ask_form(org, person, &reply),
            Then::Decide => self.decide_form(org, person, &reply),
        }))
    }

    /// The week of the newest digest that is out.
    async fn newest_digest(&self) -> Result<Option<Week>> {
        let (store, workspace) = (&self.store, &self.workspace);
        // The week that runs may have none yet; before it, one is missing after a downtime only.
        for week in store.round_weeks(workspace).await?.into_iter().rev() {
            let round = store.round(workspace, week).await?;
            if round.is_some_and(|round| round.digested.is_some()) {
                return Ok(Some(week));
            }
        }
        Ok(None)
    }
}
