//! A reading by `/okr update` or its form, in any week, by whoever measures or stands in.

use chrono::{DateTime, NaiveDate, Utc};

use super::show_okrs::Asking;
use super::{App, CheckIns, Opening, Result, Submitted};
use crate::domain::id::{KeyResultCode, PersonId};
use crate::domain::okr::command::Update;
use crate::domain::okr::form::{Field, Mistakes, Values, read_reading};
use crate::domain::okr::{
    Confidence, Found, KeyResult, Objective, Reading, ReadingRevision, Standing, editors, find,
    may_measure, may_see, standing_of,
};
use crate::domain::organisation::Organisation;
use crate::domain::typed::Typed;
use crate::domain::week::Week;
use crate::store::Noted;
use crate::words::message::{About, Form, FormKey, FormPart, Message, OkrForm, Part};
use crate::words::{form, meanwhile, okr};

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
                seen: None,
            };
            return Ok(CheckIns::Open(Opening::Okr(form)));
        }
        let typed = typed.in_unit(&it.unit);
        let said = match self
            .record_reading(asking, (objective, it), None, &typed)
            .await?
        {
            Ok(said) => asking.shown(said),
            // A command sees nothing before it is typed: it revises what stands, and says what that was.
            Err(NotTaken::Met(_)) => {
                CheckIns::Say(okr::updated_needs(it, "Somebody else was quicker."))
            }
            Err(NotTaken::Mistakes(mistakes)) => {
                let whys: Vec<String> = mistakes
                    .iter()
                    .map(|(_, why)| okr::form::mistake(why))
                    .collect();
                CheckIns::Say(okr::updated_needs(it, &whys.join(" ")))
            }
        };
        Ok(said)
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
        let today = self.today(org, person);
        let week = Week::of(today);
        let last = self.last_reading(week, code).await?;
        let seen = (week, last.map_or(0, |last| last.revision));
        let confidence = |standing: &Standing| {
            let last = standing.latest.as_ref();
            last.map_or(Confidence::START, |last| last.confidence)
        };
        let values = |standing: &Standing| {
            Values::from([(Field::Confidence, confidence(standing).value().to_string())])
        };
        self.reading_form_of(org, (objective, it), (seen, today), values)
            .await
    }

    async fn reading_form_of(
        &self,
        org: &Organisation,
        (objective, it): (&Objective, &KeyResult),
        (seen, today): ((Week, u32), NaiveDate),
        values: impl FnOnce(&Standing) -> Values,
    ) -> Result<Form> {
        let code = &it.code;
        let readings = self
            .store
            .readings_of(&self.workspace, std::slice::from_ref(code))
            .await?;
        let own: Vec<&Reading> = readings.iter().collect();
        let standing = standing_of(
            &org.settings.results.judging,
            it,
            objective.quarter,
            &own,
            today,
        );
        let values = values(&standing);
        let about = FormKey {
            about: About::Okr(OkrForm::Reading {
                key_result: code.clone(),
                seen: Some(seen),
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
        seen: Option<(Week, u32)>,
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
            as_time: None,
        };
        Ok(
            match self
                .record_reading(asking, (objective, it), seen, &update)
                .await?
            {
                Ok(said) => Submitted::Page(form::page(TITLE, said.text(), &[])),
                Err(NotTaken::Mistakes(mistakes)) => super::edit_objective::beside(&mistakes),
                Err(NotTaken::Met(last)) => {
                    let seen = (last.week, last.revision);
                    let typed = super::save_objective::values(typed);
                    let mut form = self
                        .reading_form_of(asking.org, (objective, it), (seen, asking.today), |_| {
                            typed
                        })
                        .await?;
                    let when = self.when(asking, last.at);
                    let lines = meanwhile::reading(asking.org, it, &last, &when);
                    form.parts.insert(0, FormPart::Text(Part::Paragraph(lines)));
                    Submitted::Page(form)
                }
            },
        )
    }

    /// Records a reading; `seen` is what whoever types it has seen, none where that is not asked.
    async fn record_reading(
        &self,
        asking: &Asking<'_>,
        (objective, it): (&Objective, &KeyResult),
        seen: Option<(Week, u32)>,
        typed: &Update,
    ) -> Result<std::result::Result<Message, NotTaken>> {
        // As often as somebody records another between the look and the writing.
        loop {
            let tried = self
                .try_reading(asking, (objective, it), seen, typed)
                .await?;
            if let Some(done) = tried {
                return Ok(done);
            }
        }
    }

    async fn try_reading(
        &self,
        asking: &Asking<'_>,
        (objective, it): (&Objective, &KeyResult),
        seen: Option<(Week, u32)>,
        typed: &Update,
    ) -> Result<Option<std::result::Result<Message, NotTaken>>> {
        let (store, workspace) = (&self.store, &self.workspace);
        let week = Week::of(asking.today);
        let stands = self.last_reading(week, &it.code).await?;
        let mut readings = store
            .readings_of(workspace, std::slice::from_ref(&it.code))
            .await?;
        let known: Vec<Reading> = readings
            .iter()
            .filter(|reading| reading.week <= week)
            .cloned()
            .collect();
        let reading = match read_reading(it, typed, &known, week, asking.person) {
            Ok(reading) => reading,
            Err(mistakes) => return Ok(Some(Err(NotTaken::Mistakes(mistakes)))),
        };
        if let (Some(stands), Some(seen)) = (&stands, seen)
            && meets(stands, seen, &reading)
            && !(seen.0 == week && self.reads_again(&it.code, stands, seen.1).await?)
        {
            return Ok(Some(Err(NotTaken::Met(stands.clone()))));
        }
        let mut edits = self
            .edits_after_reading(asking.org, objective, week)
            .await?;
        edits.extend(
            self.results_edits(asking.org, week, Some(&it.owner))
                .await?,
        );
        edits.extend(self.receipts_showing(&[objective], week).await?);
        let stood = stands.as_ref().map_or(0, |stands| stands.revision);
        let looked = (self.clock.now(), Some(stood));
        let noted = store.record_reading(workspace, &reading, looked, &edits);
        if noted.await? == Noted::Overtaken {
            return Ok(None);
        }
        self.enqueued.notify_one();
        let before = stands.and_then(|stands| {
            let by = asking.org.name_of(&stands.by);
            let when = self.when(asking, stands.at);
            Some((stands.value?, format!("by {by}, {when}")))
        });
        readings.retain(|one| one.week != week);
        readings.push(reading.clone());
        readings.sort_by_key(|one| one.week);
        let own: Vec<&Reading> = readings.iter().collect();
        let judging = &asking.org.settings.results.judging;
        let standing = standing_of(judging, it, objective.quarter, &own, asking.today);
        let said = okr::updated(it, before.as_ref(), &reading, &standing);
        Ok(Some(Ok(said)))
    }

    async fn last_reading(
        &self,
        week: Week,
        code: &KeyResultCode,
    ) -> Result<Option<ReadingRevision>> {
        let codes = std::slice::from_ref(code);
        let last = self
            .store
            .last_readings(&self.workspace, week, codes)
            .await?;
        Ok(last.into_values().next())
    }

    /// A moment as whoever asks would say it.
    fn when(&self, asking: &Asking<'_>, at: DateTime<Utc>) -> String {
        let team = asking.org.teams_of(asking.person).next();
        let zone = asking.org.zone_of(asking.person, team);
        meanwhile::at(at, zone, self.clock.now())
    }
}

/// Why a reading is not recorded.
enum NotTaken {
    /// What is wrong with it.
    Mistakes(Mistakes),
    /// Somebody else recorded another since the form was opened.
    Met(ReadingRevision),
}

/// Whether a reading would overwrite another's that whoever typed it has not seen.
fn meets(stands: &ReadingRevision, (week, seen): (Week, u32), typed: &Reading) -> bool {
    let seen = if week == stands.week { seen } else { 0 };
    stands.revision > seen
        && stands.by != typed.by
        && stands.value.is_some()
        && (stands.value, stands.confidence) != (Some(typed.value), Some(typed.confidence))
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
        Found::Retired(_, gone) => Err(okr::is_retired(asking.org, gone, asking.today)),
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
