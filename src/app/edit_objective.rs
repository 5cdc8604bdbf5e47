//! `/okr new` and `/okr edit`: the forms of objectives and key results, for whoever may have them.

use super::show_okrs::Asking;
use super::{App, CheckIns, Opening, Result, Submitted};
use crate::domain::id::{KeyResultCode, PersonId};
use crate::domain::okr::form::{
    Field, Mistake, Mistakes, RETIRE, Stood, Values, marks, next_code, values_of,
    values_of_key_result,
};
use crate::domain::okr::{Found, KeyResult, Objective, editors, find, may_edit, may_make};
use crate::domain::organisation::Organisation;
use crate::domain::typed::Typed;
use crate::domain::week::Quarter;
use crate::words::message::{About, Form, FormKey, Line, Message, OkrForm};
use crate::words::{form, okr};

pub(super) const TITLE: &str = "Objectives";

/// `/okr new`, or `/okr new PAY-1` for a key result of it.
pub(super) fn new_by_text(asking: &Asking<'_>, within: Option<&str>) -> CheckIns {
    let Some(code) = within else {
        if !may_make(asking.org, asking.person) {
            return CheckIns::Say(okr::may_not_make(asking.org));
        }
        return CheckIns::Open(Opening::Okr(OkrForm::NewObjective));
    };
    match changeable(asking, Some(code), "new PAY-1") {
        Ok((objective, _)) => CheckIns::Open(Opening::Okr(OkrForm::KeyResult {
            objective: objective.code.clone(),
            key_result: None,
            version: objective.version,
            retire: false,
            stood: Stood::new(),
        })),
        Err(said) => CheckIns::Say(said),
    }
}

/// `/okr edit PAY-1`, or `/okr edit PAY-1.2`.
pub(super) fn edit_by_text(asking: &Asking<'_>, code: Option<&str>) -> CheckIns {
    let form = match changeable(asking, code, "edit PAY-1") {
        Ok((objective, Some(it))) => OkrForm::KeyResult {
            objective: objective.code.clone(),
            key_result: Some(it.code.clone()),
            version: objective.version,
            retire: false,
            stood: Stood::new(),
        },
        Ok((objective, None)) => OkrForm::Objective {
            objective: objective.code.clone(),
            version: objective.version,
            stood: Stood::new(),
        },
        Err(said) => return CheckIns::Say(said),
    };
    CheckIns::Open(Opening::Okr(form))
}

/// What a code means to somebody who may change it, or what is said instead.
pub(super) fn editable<'a>(
    asking: &Asking<'a>,
    code: Option<&str>,
    command: &str,
) -> std::result::Result<(&'a Objective, Option<&'a KeyResult>), Message> {
    let Some(code) = code else {
        return Err(okr::which(command));
    };
    let (objective, it) = match find(&asking.visible(), code) {
        Found::Objective(objective) => (objective, None),
        Found::KeyResult(objective, it) => (objective, Some(it)),
        Found::Retired(objective, gone) if may_edit(asking.org, objective, asking.person) => {
            return Err(okr::is_retired(asking.org, gone, asking.today));
        }
        Found::Retired(objective, _) => (objective, None),
        Found::Several(codes) => {
            let verb = command.split(' ').next().unwrap_or_default();
            let choice = |code: &str| (code.to_owned(), format!("{verb} {code}"));
            let choices: Vec<_> = codes.into_iter().map(choice).collect();
            return Err(okr::choose(code, &choices));
        }
        Found::Nothing(near) => {
            return Err(okr::nothing_like("objective or key result", code, near));
        }
    };
    if may_edit(asking.org, objective, asking.person) {
        Ok((objective, it))
    } else {
        let who = editors(asking.org, objective);
        Err(okr::may_not(
            asking.org,
            &format!("change {}", objective.code),
            &who,
        ))
    }
}

/// As [`editable`], of an objective that is open; what is closed is opened again first.
pub(super) fn changeable<'a>(
    asking: &Asking<'a>,
    code: Option<&str>,
    command: &str,
) -> std::result::Result<(&'a Objective, Option<&'a KeyResult>), Message> {
    let (objective, it) = editable(asking, code, command)?;
    if objective.is_open() {
        Ok((objective, it))
    } else {
        Err(Message::line(okr::already_closed(objective)))
    }
}

/// Mistakes beside their fields.
pub(super) fn beside(mistakes: &Mistakes) -> Submitted {
    let said = |(field, mistake): &(Field, Mistake)| ((*field).into(), okr::form::mistake(mistake));
    Submitted::Mistakes(mistakes.iter().map(said).collect())
}

impl App {
    /// A form of `/okr` for whoever may have it, or a page that says why not.
    pub(super) async fn okr_form(&self, person: &PersonId, wanted: &OkrForm) -> Result<Form> {
        let org = self.organisation().await?;
        let asking = self.asking(&org, person);
        let (objective, it) = match wanted {
            OkrForm::Reading { key_result, .. } => {
                return self.reading_form(&org, person, key_result).await;
            }
            OkrForm::NewObjective => return Ok(self.new_objective_form(&asking)),
            OkrForm::Objective { objective, .. } | OkrForm::Close { objective, .. } => {
                (objective, None)
            }
            OkrForm::KeyResult {
                objective,
                key_result,
                ..
            } => (objective, key_result.as_ref()),
        };
        let found = match changeable(&asking, Some(objective.as_str()), "edit") {
            Ok((found, _)) => found,
            Err(said) => return Ok(form::page(TITLE, said.text(), &[])),
        };
        let known = it.and_then(|code| found.key_results.iter().find(|it| it.code == *code));
        Ok(match wanted {
            OkrForm::Close { .. } => self.close_form(found),
            OkrForm::KeyResult { retire, .. } => {
                let mut values = known.map_or_else(Values::new, values_of_key_result);
                if *retire {
                    values.insert(Field::Stays, RETIRE.to_owned());
                }
                values
                    .entry(Field::Owner)
                    .or_insert_with(|| found.accountable.to_string());
                let name = known.map_or_else(
                    || format!("A new key result of {} {}", found.code, found.title),
                    |it| format!("{} {}", it.code, it.metric),
                );
                self.key_result_form(found, it.cloned(), &values, vec![Line::bold(name)])
            }
            _ => {
                let name = format!("{} {}", found.code, found.title);
                self.objective_form(
                    &asking,
                    found,
                    &values_of(&org, found),
                    vec![Line::bold(name)],
                )
            }
        })
    }

    /// Takes what was typed into a form of `/okr`.
    ///
    /// # Errors
    /// When the store does not answer in time: then nothing is saved.
    pub async fn submit_okr(
        &self,
        person: &PersonId,
        about: &OkrForm,
        typed: &Typed<Field>,
    ) -> Result<Submitted> {
        let org = self.organisation().await?;
        let asking = self.asking(&org, person);
        if let Some(refusal) = self.refusal(&org, person).await {
            return Ok(Submitted::Page(form::page(TITLE, refusal.text(), &[])));
        }
        match about {
            OkrForm::Reading { key_result, seen } => {
                self.submit_reading(&asking, key_result, *seen, typed).await
            }
            OkrForm::NewObjective => self.submit_new_objective(&asking, typed).await,
            OkrForm::Objective {
                objective,
                version,
                stood,
            } => {
                self.submit_objective(&asking, objective, (*version, stood), typed)
                    .await
            }
            OkrForm::KeyResult {
                objective,
                key_result,
                version,
                stood,
                ..
            } => {
                let about = (objective, key_result.as_ref(), (*version, stood));
                self.submit_key_result(&asking, about, typed).await
            }
            OkrForm::Close { objective, version } => {
                self.submit_closing(&asking, objective, *version, typed)
                    .await
            }
        }
    }

    pub(super) fn asking<'a>(&self, org: &'a Organisation, person: &'a PersonId) -> Asking<'a> {
        Asking {
            org,
            person,
            today: self.today(org, person),
            share: false,
            page: 0,
        }
    }

    fn key(&self, about: OkrForm) -> FormKey {
        FormKey {
            about: About::Okr(about),
            opened: self.clock.now().timestamp(),
        }
    }

    fn new_objective_form(&self, asking: &Asking<'_>) -> Form {
        let team = asking.org.teams_of(asking.person).next();
        let name = team.map_or("", |team| team.name.as_str());
        let values = Values::from([
            (Field::Code, next_code(asking.org, name)),
            (Field::Accountable, asking.person.to_string()),
            (Field::Teams, name.to_owned()),
            (Field::Quarter, Quarter::of(asking.today).to_string()),
            (Field::Commitment, "committed".to_owned()),
            (Field::Private, "everybody".to_owned()),
        ]);
        let lines = vec![Line::plain(
            "What you want to be true by the end of the quarter; its key results come next.",
        )];
        okr::form::objective(
            self.key(OkrForm::NewObjective),
            true,
            &values,
            lines,
            &quarters(asking, None),
        )
    }

    pub(super) fn objective_form(
        &self,
        asking: &Asking<'_>,
        objective: &Objective,
        values: &Values,
        lines: Vec<Line>,
    ) -> Form {
        let key = self.key(OkrForm::Objective {
            objective: objective.code.clone(),
            version: objective.version,
            stood: marks(&values_of(asking.org, objective)),
        });
        okr::form::objective(
            key,
            false,
            values,
            lines,
            &quarters(asking, Some(objective.quarter)),
        )
    }

    pub(super) fn key_result_form(
        &self,
        objective: &Objective,
        code: Option<KeyResultCode>,
        values: &Values,
        lines: Vec<Line>,
    ) -> Form {
        let new = code.is_none();
        let mut known = objective.key_results.iter();
        let known = known.find(|it| Some(&it.code) == code.as_ref());
        let stood = known.map(|it| marks(&values_of_key_result(it)));
        let key = self.key(OkrForm::KeyResult {
            objective: objective.code.clone(),
            key_result: code,
            version: objective.version,
            retire: false,
            stood: stood.unwrap_or_default(),
        });
        okr::form::key_result(key, new, values, lines)
    }
}

fn quarters(asking: &Asking<'_>, own: Option<Quarter>) -> Vec<Quarter> {
    let now = Quarter::of(asking.today);
    let next = now.last_day().succ_opt().map_or(now, Quarter::of);
    let mut quarters: Vec<Quarter> = own.into_iter().chain([now, next]).collect();
    quarters.dedup();
    quarters
}
