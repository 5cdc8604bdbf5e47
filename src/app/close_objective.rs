//! `/okr close PAY-1` and `/okr reopen PAY-1`: how an objective ends, by a command or its form.

use super::edit_objective::{beside, changeable, editable};
use super::show_okrs::Asking;
use super::{App, CheckIns, Opening, Result, Submitted};
use crate::domain::id::ObjectiveCode;
use crate::domain::okr::command::Close;
use crate::domain::okr::form::{Ending, Field, Values, read_closing, read_ending};
use crate::domain::okr::{Cause, Closing, Decision, Found, Objective, find, may_edit};
use crate::domain::typed::Typed;
use crate::store::Kept;
use crate::words::message::{About, Form, FormKey, Line, Message, OkrForm};
use crate::words::{form, okr};

const TITLE: &str = "Close an objective";

/// Somebody else was quicker by a moment: a command has no fields in which anything would still stand.
pub(super) fn meanwhile(objective: &Objective) -> CheckIns {
    CheckIns::Say(Message::line(okr::overtaken(objective)))
}

/// How an objective ended that somebody wanted to close; none where it is open, or not theirs.
fn ended<'a>(asking: &Asking<'a>, code: Option<&str>) -> Option<(&'a Objective, &'a Closing)> {
    let (objective, _) = editable(asking, code, "close PAY-1").ok()?;
    Some((objective, objective.closed.as_ref()?))
}

/// What is said to whoever sends the form of an ending once there is one: how it ended, and what was typed. Who ended
/// it so by this very form reads that it is.
fn ended_meanwhile(
    asking: &Asking<'_>,
    objective: &Objective,
    closing: &Closing,
    typed: &Typed<Field>,
) -> Submitted {
    let mine = read_closing(objective, &ending(typed), asking.person, closing.at);
    let said = okr::closed(asking.org, objective, closing, asking.today);
    if mine.as_ref() == Ok(closing) {
        return Submitted::Page(form::page(TITLE, said, &[]));
    }
    let said = okr::ended_meanwhile(objective, &said);
    Submitted::Page(form::page(TITLE, said, &okr::typed_ending(&ending(typed))))
}

fn ending(typed: &Typed<Field>) -> Ending {
    Ending {
        score: typed.text(&Field::Score).map(str::to_owned),
        cause: typed.text(&Field::Cause).and_then(Cause::from_word),
        decision: typed.text(&Field::Decision).and_then(Decision::from_word),
        explanation: typed.text(&Field::Explanation).map(str::to_owned),
    }
}

impl App {
    /// `/okr close PAY-1 0.7 waited keep "the bank was late"`; without words its form.
    pub(super) async fn close_by_text(
        &self,
        asking: &Asking<'_>,
        typed: Close,
    ) -> Result<CheckIns> {
        if let Some((objective, closing)) = ended(asking, typed.code.as_deref()) {
            let said = okr::closed(asking.org, objective, closing, asking.today);
            return Ok(CheckIns::Say(Message::line(okr::ended_already(
                objective, &said,
            ))));
        }
        let objective = match changeable(asking, typed.code.as_deref(), "close PAY-1") {
            Ok((objective, _)) => objective,
            Err(said) => return Ok(CheckIns::Say(said)),
        };
        if typed.words.is_empty() && typed.explanation.is_none() {
            return Ok(CheckIns::Open(Opening::Okr(OkrForm::Close {
                objective: objective.code.clone(),
                version: objective.version,
            })));
        }
        let ending = read_ending(&typed.words, typed.explanation.as_deref());
        let closing = match read_closing(objective, &ending, asking.person, self.clock.now()) {
            Ok(closing) => closing,
            Err(mistakes) => {
                let why = mistakes
                    .first()
                    .map(|(field, _)| okr::closing_lacks(*field));
                return Ok(CheckIns::Say(okr::closed_needs(
                    objective,
                    why.unwrap_or_default(),
                )));
            }
        };
        let mut closed = objective.clone();
        closed.closed = Some(closing.clone());
        let kept = self.save(&closed, Some(objective.version)).await?;
        Ok(match kept {
            Kept::Yes => asking.shown(Message::line(okr::closed(
                asking.org,
                objective,
                &closing,
                asking.today,
            ))),
            Kept::Changed(_) | Kept::No => meanwhile(objective),
        })
    }

    /// `/okr reopen PAY-1`, or `/okr reopen PAY-1.2` for one that was retired.
    pub(super) async fn reopen(
        &self,
        asking: &Asking<'_>,
        code: Option<String>,
    ) -> Result<CheckIns> {
        if let Some(Found::Retired(objective, gone)) =
            code.as_deref().map(|code| find(&asking.visible(), code))
            && may_edit(asking.org, objective, asking.person)
        {
            return self.bring_back(asking, objective, gone).await;
        }
        let (objective, it) = match editable(asking, code.as_deref(), "reopen PAY-1") {
            Ok(found) => found,
            Err(said) => return Ok(CheckIns::Say(said)),
        };
        if objective.is_open() {
            return Ok(CheckIns::Say(match it {
                Some(it) => okr::not_retired(it),
                None => okr::not_closed(objective),
            }));
        }
        let mut open = objective.clone();
        open.closed = None;
        Ok(match self.save(&open, Some(objective.version)).await? {
            Kept::Yes => asking.shown(okr::reopened(objective)),
            Kept::Changed(_) | Kept::No => meanwhile(objective),
        })
    }

    /// The form of an ending.
    pub(super) fn close_form(&self, objective: &Objective) -> Form {
        let lines = vec![
            Line::bold(format!("{} {}", objective.code, objective.title)),
            Line::plain("Nothing carries over by itself."),
        ];
        okr::form::close(self.close_key(objective), objective, &Values::new(), lines)
    }

    fn close_key(&self, objective: &Objective) -> FormKey {
        FormKey {
            about: About::Okr(OkrForm::Close {
                objective: objective.code.clone(),
                version: objective.version,
            }),
            opened: self.clock.now().timestamp(),
        }
    }

    /// Takes what was typed into the form of an ending.
    pub(super) async fn submit_closing(
        &self,
        asking: &Asking<'_>,
        code: &ObjectiveCode,
        version: i64,
        typed: &Typed<Field>,
    ) -> Result<Submitted> {
        if let Some((objective, closing)) = ended(asking, Some(code.as_str())) {
            return Ok(ended_meanwhile(asking, objective, closing, typed));
        }
        let ending = ending(typed);
        let texts = okr::typed_ending(&ending);
        let objective = match changeable(asking, Some(code.as_str()), "close") {
            Ok((objective, _)) => objective,
            Err(said) => return Ok(Submitted::Page(form::page(TITLE, said.text(), &texts))),
        };
        let closing = match read_closing(objective, &ending, asking.person, self.clock.now()) {
            Ok(closing) => closing,
            Err(mistakes) => return Ok(beside(&mistakes)),
        };
        let mut closed = objective.clone();
        closed.closed = Some(closing.clone());
        Ok(match self.save(&closed, Some(version)).await? {
            Kept::Yes => {
                let said = okr::closed(asking.org, objective, &closing, asking.today);
                Submitted::Page(form::page(TITLE, said, &[]))
            }
            Kept::Changed(now) => {
                if let Some(closing) = &now.closed {
                    return Ok(ended_meanwhile(asking, &now, closing, typed));
                }
                let values = super::save_objective::values(typed);
                let lines = vec![Line::plain(okr::changed_meanwhile(&now))];
                Submitted::Page(okr::form::close(self.close_key(&now), &now, &values, lines))
            }
            Kept::No => Submitted::Page(form::page(TITLE, okr::gone(code.as_str()), &texts)),
        })
    }
}
