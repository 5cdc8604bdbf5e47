//! What a submitted check-in says of a request: what is needed, from whom, by when.

use chrono::NaiveDate;

use super::id::PersonId;
use super::matters::{is_leader, leaders};
use super::prompt::Prompt;
use super::request::Wanted;
use super::submission::{Field, Mistake};
use super::typed::Typed;

/// What was typed of a request; none where it was not asked. Whoever was not chosen is the leader who was declared
/// first.
///
/// # Errors
/// Every mistake beside its field.
pub fn wanted(
    prompt: &Prompt,
    typed: &Typed<Field>,
) -> Result<Option<Wanted>, Vec<(Field, Mistake)>> {
    if !typed.shown(&Field::Need) {
        return Ok(None);
    }
    let before = prompt
        .given
        .as_ref()
        .and_then(|given| given.need.as_deref());
    let chosen = typed.text(&Field::NeedOwner).map(PersonId::new);
    let day = typed.text(&Field::NeedBy).map(str::parse::<NaiveDate>);
    let Some(what) = typed.text(&Field::Need) else {
        // Whoever clears the text of a request withdraws it, whatever still stands beside it.
        let chosen = chosen.is_some() || day.is_some();
        return match chosen && before.is_none() {
            true => Err(vec![(Field::Need, Mistake::NothingNeeded)]),
            false => Ok(Some(Wanted::Nothing)),
        };
    };
    let mut mistakes = Vec::new();
    let org = &prompt.org;
    if chosen
        .as_ref()
        .is_some_and(|chosen| !is_leader(org, chosen))
    {
        mistakes.push((Field::NeedOwner, Mistake::NotALeader));
    }
    // An edit of something else days later does not have to invent another day.
    let stands = before == Some(what);
    let needed_by = match day {
        None => None,
        Some(Ok(day)) if stands || day >= prompt.day => Some(day),
        Some(_) => {
            mistakes.push((Field::NeedBy, Mistake::Over));
            None
        }
    };
    if !mistakes.is_empty() {
        return Err(mistakes);
    }
    let first = || leaders(org).next().map(|leader| leader.id.clone());
    Ok(Some(Wanted::This {
        what: what.to_owned(),
        owner: chosen.or_else(first),
        needed_by,
    }))
}
