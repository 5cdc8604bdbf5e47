//! A reading by `/okr update` or its form, in any week, by whoever measures or stands in.
//!
//! Accepted race: a digest that goes out between the reading and its edits tells the reading itself.

use super::show_okrs::Asking;
use super::{App, CheckIns, Opening, Result, Submitted};
use crate::domain::delivery::NewDelivery;
use crate::domain::id::{KeyResultCode, PersonId};
use crate::domain::okr::command::Update;
use crate::domain::okr::form::{Field, Mistakes, Values, read_reading};
use crate::domain::okr::{
    Confidence, Found, KeyResult, Objective, Reading, editors, find, may_measure, may_see,
    standing_of,
};
use crate::domain::organisation::{Organisation, Team};
use crate::domain::typed::Typed;
use crate::domain::week::Week;
use crate::words::message::{About, Form, FormKey, Message, OkrForm};
use crate::words::{form, okr};

const TITLE: &str = "Reading";

impl App {
    /// `/okr update PAY-1.2 5400 7 "campaign started"`; without a value its form.
    pub(super) async fn update_key_result(
        &self,
        asking: &Asking<'_>,
        typed: Update,
    ) -> Result<CheckIns> {
        let Some(code) = typed.code.as_deref() else {
            return Ok(CheckIns::Say(okr::which("update PAY-1.2 5400 7")));
        };
        let (objective, it) = match measured(asking, code) {
            Ok(found) => found,
            Err(said) => return Ok(CheckIns::Say(said)),
        };
        if let Some(refusal) = refusal(asking.org, objective, it, asking.person) {
            return Ok(CheckIns::Say(Message::line(refusal)));
        }
        if typed.value.is_none() && typed.note.is_none() {
            let form = OkrForm::Reading {
                key_result: it.code.clone(),
            };
            return Ok(CheckIns::Open(Opening::Okr(form)));
        }
        let said = match self.record_reading(asking, objective, it, &typed).await? {
            Ok(said) => said,
            Err(mistakes) => {
                let whys: Vec<String> = mistakes
                    .iter()
                    .map(|(_, why)| okr::form::mistake(why))
                    .collect();
                okr::updated_needs(it, &whys.join(" "))
            }
        };
        Ok(CheckIns::Say(said))
    }

    /// The form of a reading, for whoever may record one.
    pub(super) async fn reading_form(
        &self,
        org: &Organisation,
        person: &PersonId,
        code: &KeyResultCode,
    ) -> Result<Form> {
        let found = org
            .key_result(code)
            .filter(|(objective, _)| may_see(org, objective, person));
        let Some((objective, it)) = found else {
            return Ok(form::page(TITLE, okr::gone(code.as_str()), &[]));
        };
        if let Some(refusal) = refusal(org, objective, it, person) {
            return Ok(form::page(TITLE, refusal, &[]));
        }
        let readings = self
            .store
            .readings_of(&self.workspace, std::slice::from_ref(code))
            .await?;
        let own: Vec<&Reading> = readings.iter().collect();
        let today = self.today(org, person);
        let standing = standing_of(
            &org.settings.results.judging,
            it,
            objective.quarter,
            &own,
            today,
        );
        let confidence = standing
            .latest
            .as_ref()
            .map_or(Confidence::START, |last| last.confidence);
        let values = Values::from([(Field::Confidence, confidence.value().to_string())]);
        let about = FormKey {
            about: About::Okr(OkrForm::Reading {
                key_result: code.clone(),
            }),
            opened: self.clock.now().timestamp(),
        };
        Ok(okr::form::reading(about, objective, it, &standing, &values))
    }

    /// Takes what was typed into the form of a reading.
    pub(super) async fn submit_reading(
        &self,
        asking: &Asking<'_>,
        code: &KeyResultCode,
        typed: &Typed<Field>,
    ) -> Result<Submitted> {
        let text = |field: Field| typed.text(&field).map(str::to_owned);
        let page = |said: String| {
            let texts: Vec<String> = text(Field::Note).into_iter().collect();
            Submitted::Page(form::page(TITLE, said, &texts))
        };
        let found = asking.org.key_result(code);
        let found = found.filter(|(objective, _)| may_see(asking.org, objective, asking.person));
        let Some((objective, it)) = found else {
            return Ok(page(okr::gone(code.as_str())));
        };
        if let Some(refusal) = refusal(asking.org, objective, it, asking.person) {
            return Ok(page(refusal));
        }
        let update = Update {
            code: Some(code.to_string()),
            value: text(Field::Value),
            confidence: text(Field::Confidence),
            note: text(Field::Note),
        };
        Ok(
            match self.record_reading(asking, objective, it, &update).await? {
                Ok(said) => Submitted::Page(form::page(TITLE, said.text(), &[])),
                Err(mistakes) => super::edit_objective::beside(&mistakes),
            },
        )
    }

    async fn record_reading(
        &self,
        asking: &Asking<'_>,
        objective: &Objective,
        it: &KeyResult,
        typed: &Update,
    ) -> Result<std::result::Result<Message, Mistakes>> {
        let (store, workspace) = (&self.store, &self.workspace);
        let mut readings = store
            .readings_of(workspace, std::slice::from_ref(&it.code))
            .await?;
        let week = Week::of(asking.today);
        let last = readings.iter().rfind(|reading| reading.week <= week);
        let reading = match read_reading(it, typed, last, week, asking.person) {
            Ok(reading) => reading,
            Err(mistakes) => return Ok(Err(mistakes)),
        };
        let mut edits = self
            .edits_after_reading(asking.org, objective, week)
            .await?;
        edits.extend(
            self.results_edits(asking.org, week, Some(&it.owner))
                .await?,
        );
        store
            .record_reading(workspace, &reading, self.clock.now(), &edits)
            .await?;
        self.enqueued.notify_one();
        let before = readings.iter().find(|one| one.week == week).cloned();
        readings.retain(|one| one.week != week);
        readings.push(reading.clone());
        readings.sort_by_key(|one| one.week);
        let own: Vec<&Reading> = readings.iter().collect();
        let judging = &asking.org.settings.results.judging;
        let standing = standing_of(judging, it, objective.quarter, &own, asking.today);
        Ok(Ok(okr::updated(it, before.as_ref(), &reading, &standing)))
    }

    /// A digest that is out and still open says the new reading.
    async fn edits_after_reading(
        &self,
        org: &Organisation,
        objective: &Objective,
        week: Week,
    ) -> Result<Vec<NewDelivery>> {
        let round = self.store.round(&self.workspace, week).await?;
        let out = round.is_some_and(|round| round.digested.is_some() && round.closed.is_none());
        if !out || objective.private {
            return Ok(Vec::new());
        }
        let shared = |team: &&Team| objective.teams.contains(&team.id);
        let teams = org.teams.iter().filter(shared);
        self.digest_edits(org, week, teams).await
    }
}

/// The one key result that a code means, or what is said instead.
fn measured<'a>(
    asking: &Asking<'a>,
    code: &str,
) -> std::result::Result<(&'a Objective, &'a KeyResult), Message> {
    match find(&asking.visible(), code) {
        Found::KeyResult(objective, it) => Ok((objective, it)),
        Found::Objective(objective) => match objective.key_results.as_slice() {
            [one] => Ok((objective, one)),
            several => {
                let codes = several.iter().map(|it| it.code.as_str());
                Err(choose_update(code, codes))
            }
        },
        Found::Retired(_, gone) => Err(okr::is_retired(asking.org, gone)),
        Found::Several(codes) => Err(choose_update(code, codes.into_iter())),
        Found::Nothing(near) => Err(okr::nothing_like("key result", code, near)),
    }
}

fn choose_update<'a>(typed: &str, codes: impl Iterator<Item = &'a str>) -> Message {
    let choices: Vec<_> = codes
        .map(|code| (code.to_owned(), format!("update {code}")))
        .collect();
    if choices.is_empty() {
        return okr::nothing_like("key result", typed, None);
    }
    okr::choose(typed, &choices)
}

/// Why somebody's reading is not taken.
fn refusal(
    org: &Organisation,
    objective: &Objective,
    it: &KeyResult,
    person: &PersonId,
) -> Option<String> {
    if !may_measure(org, objective, it, person) {
        let mut who = vec![&it.owner];
        who.extend(
            editors(org, objective)
                .into_iter()
                .filter(|one| **one != it.owner),
        );
        let what = format!("record a reading of {}", it.code);
        return Some(okr::may_not(org, &what, &who).text());
    }
    (!objective.is_open()).then(|| okr::already_closed(objective))
}
