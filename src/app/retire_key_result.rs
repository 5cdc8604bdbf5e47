//! `/okr retire PAY-1.2 "why"`, or the menu in its form: a key result is asked for and counted no more, and its
//! history stays. `/okr reopen PAY-1.2` brings it back.

use super::close_objective::meanwhile;
use super::edit_objective::{TITLE, beside, changeable};
use super::save_objective::texts;
use super::show_okrs::Asking;
use super::{App, CheckIns, Opening, Result, Submitted};
use crate::domain::id::KeyResultCode;
use crate::domain::okr::form::{Field, Mistakes, RETIRE, Stood, read_retiring};
use crate::domain::okr::{KeyResult, Objective, Retired};
use crate::domain::typed::Typed;
use crate::store::Kept;
use crate::words::message::{Line, Message, OkrForm};
use crate::words::{form, okr};

/// What is said to whoever sends the form of a key result that is there no more: who retired it and why, with what was
/// typed. Who retired it by this very form reads that it is.
pub(super) fn no_more(
    asking: &Asking<'_>,
    objective: &Objective,
    code: &KeyResultCode,
    typed: &Typed<Field>,
) -> Submitted {
    let mut retired = objective.retired.iter();
    let Some(gone) = retired.find(|it| it.key_result.code == *code) else {
        return Submitted::Page(form::page(TITLE, okr::gone(code.as_str()), &texts(typed)));
    };
    let reason = read_retiring(typed).and_then(std::result::Result::ok);
    if gone.by == *asking.person && reason.as_ref() == Some(&gone.reason) {
        let said = okr::retired(&gone.key_result, &gone.reason);
        return Submitted::Page(form::page(TITLE, said, &[]));
    }
    let said = okr::is_retired(asking.org, gone, asking.today).text();
    Submitted::Page(form::page(TITLE, said, &texts(typed)))
}

impl App {
    /// By a command: with a reason at once, without one by its form.
    pub(super) async fn retire_by_text(
        &self,
        asking: &Asking<'_>,
        code: Option<String>,
        why: Option<String>,
    ) -> Result<CheckIns> {
        let (objective, it) = match changeable(asking, code.as_deref(), "retire PAY-1.2") {
            Ok((objective, Some(it))) => (objective, it),
            Ok((objective, None)) => return Ok(CheckIns::Say(okr::only_key_results(objective))),
            Err(said) => return Ok(CheckIns::Say(said)),
        };
        let Some(why) = why else {
            return Ok(CheckIns::Open(Opening::Okr(OkrForm::KeyResult {
                objective: objective.code.clone(),
                key_result: Some(it.code.clone()),
                version: objective.version,
                retire: true,
                stood: Stood::new(),
            })));
        };
        let typed = Typed(
            [(Field::Stays, RETIRE.to_owned()), (Field::Reason, why)]
                .map(|(field, text)| (field, Some(text)))
                .into(),
        );
        let reason = match read_retiring(&typed) {
            Some(Ok(reason)) => reason,
            Some(Err(mistakes)) => {
                let whys: Vec<String> = mistakes
                    .iter()
                    .map(|(_, why)| okr::form::mistake(why))
                    .collect();
                return Ok(CheckIns::Say(okr::retiring_needs(it, &whys.join(" "))));
            }
            None => return Ok(CheckIns::Say(okr::which("retire PAY-1.2"))),
        };
        let kept = self
            .retire(asking, objective, it, &reason, objective.version)
            .await?;
        Ok(match kept {
            Kept::Yes => asking.shown(Message::line(okr::retired(it, &reason))),
            Kept::Changed(_) | Kept::No => meanwhile(objective),
        })
    }

    /// By the form of a key result, whose other fields are not looked at then.
    pub(super) async fn submit_retiring(
        &self,
        asking: &Asking<'_>,
        (objective, it, version): (&Objective, &KeyResult, i64),
        typed: &Typed<Field>,
        reason: std::result::Result<String, Mistakes>,
    ) -> Result<Submitted> {
        let reason = match reason {
            Ok(reason) => reason,
            Err(mistakes) => return Ok(beside(&mistakes)),
        };
        let kept = self.retire(asking, objective, it, &reason, version).await?;
        Ok(match kept {
            Kept::Yes => Submitted::Page(form::page(TITLE, okr::retired(it, &reason), &[])),
            Kept::Changed(now) if !now.key_results.iter().any(|one| one.code == it.code) => {
                no_more(asking, &now, &it.code, typed)
            }
            Kept::Changed(now) => {
                let lines = vec![Line::plain(okr::changed_meanwhile(&now))];
                let values = super::save_objective::values(typed);
                Submitted::Page(self.key_result_form(&now, Some(it.code.clone()), &values, lines))
            }
            Kept::No => Submitted::Page(form::page(TITLE, okr::gone(it.code.as_str()), &[reason])),
        })
    }

    async fn retire(
        &self,
        asking: &Asking<'_>,
        objective: &Objective,
        it: &KeyResult,
        reason: &str,
        version: i64,
    ) -> Result<Kept> {
        let now = self.clock.now();
        let without = objective
            .clone()
            .retiring(&it.code, reason, asking.person, now);
        self.save(&without, Some(version)).await
    }

    /// Brings one back.
    pub(super) async fn bring_back(
        &self,
        asking: &Asking<'_>,
        objective: &Objective,
        gone: &Retired,
    ) -> Result<CheckIns> {
        let code: &KeyResultCode = &gone.key_result.code;
        let whole = objective.clone().bringing_back(code);
        Ok(match self.save(&whole, Some(objective.version)).await? {
            Kept::Yes => asking.shown(Message::line(okr::brought_back(&gone.key_result))),
            Kept::Changed(_) | Kept::No => meanwhile(objective),
        })
    }
}
