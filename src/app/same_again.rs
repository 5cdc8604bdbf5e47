//! What is sent and stands so already: a second press of one button, or two people who mean the same. Nothing is
//! written then, and whoever sent it reads what they would have read.

use super::show_okrs::Asking;
use super::{App, Result};
use crate::domain::okr::form::{Field, Mistake, Mistakes, read_key_result, read_objective};
use crate::domain::okr::{KeyResult, Objective, may_edit, remember};
use crate::domain::typed::Typed;

/// Whether an objective reads as it was typed.
pub(super) fn reads_so(asking: &Asking<'_>, now: &Objective, typed: &Typed<Field>) -> bool {
    let read = read_objective(asking.org, Some(now), typed, asking.today);
    read.is_ok_and(|made| made == *now)
}

/// The key result that reads as it was typed: the one that the form is about, or, of a form for a new one, any that
/// came to the same objective by it.
pub(super) fn reading_so<'a>(
    asking: &Asking<'_>,
    now: &'a Objective,
    old: Option<&KeyResult>,
    typed: &Typed<Field>,
) -> Option<&'a KeyResult> {
    let mut all = now.key_results.iter();
    let Some(old) = old else {
        let made = read_key_result(asking.org, now, None, typed).ok()?;
        return all.find(|it| made == with_code_of(&made, it));
    };
    let stands = all.find(|it| it.code == old.code)?;
    let mut made = read_key_result(asking.org, now, Some(stands), typed).ok()?;
    remember(stands, &mut made, None, asking.today);
    (made == *stands).then_some(stands)
}

/// A key result under the code of another.
fn with_code_of(code: &KeyResult, it: &KeyResult) -> KeyResult {
    KeyResult {
        code: code.code.clone(),
        ..it.clone()
    }
}

impl App {
    /// The objective that the same form has made a moment ago; it has no key result yet.
    pub(super) async fn made_already(
        &self,
        asking: &Asking<'_>,
        mistakes: &Mistakes,
        typed: &Typed<Field>,
    ) -> Result<Option<Objective>> {
        if !matches!(mistakes.as_slice(), [(Field::Code, Mistake::Taken)]) {
            return Ok(None);
        }
        let org = self.organisation().await?;
        let asking = self.asking(&org, asking.person);
        let code = typed.text(&Field::Code).unwrap_or_default().to_uppercase();
        let made = org.objectives.iter().find(|it| {
            it.code.as_str() == code
                && it.key_results.is_empty()
                && may_edit(&org, it, asking.person)
                && reads_so(&asking, it, typed)
        });
        Ok(made.cloned())
    }
}
