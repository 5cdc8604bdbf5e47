//! The form in which a team's target is agreed: who may, what was typed, and how it becomes an agreement or a list of
//! mistakes.

use chrono::{NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use super::{Entered, TargetSplit, first_week, standing};
use crate::domain::id::{CategoryId, PersonId};
use crate::domain::organisation::{Organisation, Role, Team};
use crate::domain::submission::{LONGEST_TEXT, percent};
use crate::domain::time_split::{NotASplit, TimeSplit};
use crate::domain::typed::Typed;
use crate::domain::week::{Quarter, Week};

/// A field of the form.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Field {
    /// For which quarter.
    Quarter,
    /// The percent of a category.
    Share(CategoryId),
    /// How many points either way are still as agreed.
    Band,
    /// Why this mix.
    Why,
    /// Who agreed it from product.
    Product,
    /// Who agreed it from engineering.
    Engineering,
    /// The last day, where it is agreed for a while.
    Until,
    /// What gives way while it lasts.
    GivesWay,
    /// Why it is changed.
    Reason,
}

/// Why a field cannot be taken as it was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mistake {
    /// Not one of the quarters that can be agreed.
    NotAQuarter,
    /// Not a whole number from 0 to 100.
    NotAPercent,
    /// The percents do not make a week.
    Sum(NotASplit),
    /// A share of a category that is no longer asked for.
    NoLongerAsked,
    /// Nothing says why.
    NoWhy,
    /// Nobody is named.
    Nobody,
    /// Headway does not know this person.
    Stranger,
    /// One person cannot agree for both.
    SamePerson,
    /// No week counts before this day; a week counts by its Thursday.
    EndsBefore(NaiveDate),
    /// What gives way while it lasts is not said.
    NothingGivesWay,
    /// Something gives way, but nothing says until when.
    NoEnd,
    /// It changes what was agreed and does not say why.
    NoReason,
    /// More characters than a text may have.
    TooLong,
}

/// What a form that was sent comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement {
    /// What is agreed now.
    pub target: TargetSplit,
    /// What was agreed before it for the same weeks.
    pub before: Option<TargetSplit>,
    /// The place of a temporary one that it ends.
    pub ends: Option<usize>,
}

/// Who may agree a team's target: leaders, whoever leads the team, admins.
#[must_use]
pub fn may_agree(org: &Organisation, team: &Team, person: &PersonId) -> bool {
    let leads = |role| role == Role::Lead;
    team.member(person).is_some_and(|member| leads(member.role))
        || org
            .person(person)
            .is_some_and(|person| person.leader || person.admin)
}

/// Who may read it: whoever may agree it, and everybody in the team.
#[must_use]
pub fn may_see(org: &Organisation, team: &Team, person: &PersonId) -> bool {
    team.member(person).is_some() || may_agree(org, team, person)
}

/// Those who may agree it, by name: whoever leads the team, then the others in the order of the company.
#[must_use]
pub fn who_may<'a>(org: &'a Organisation, team: &'a Team) -> Vec<&'a str> {
    let lead = team.lead().map(|lead| &lead.person);
    let others = org.people.iter().map(|person| &person.id);
    let others = others.filter(|person| Some(*person) != lead && may_agree(org, team, person));
    lead.into_iter()
        .chain(others)
        .map(|person| org.name_of(person))
        .collect()
}

/// The quarters that can be agreed on a day: this one and the three after it.
#[must_use]
pub fn quarters(today: NaiveDate) -> Vec<Quarter> {
    let mut quarters = vec![Quarter::of_week(Week::of(today))];
    while quarters.len() < 4 {
        quarters.push(quarters[quarters.len() - 1].next());
    }
    quarters
}

/// The state of a team's agreements: a form that was opened on another state shows something else.
#[must_use]
pub fn version(team: &Team) -> usize {
    let ended = team.targets.iter().filter(|target| target.ended.is_some());
    team.targets.len() + ended.count()
}

/// Makes an agreement of what was typed; none where it says what is agreed already.
///
/// # Errors
/// Every mistake beside its field; the sum of the percents beside the last of them.
pub fn read(
    org: &Organisation,
    team: &Team,
    person: &PersonId,
    typed: &Typed<Field>,
    today: NaiveDate,
) -> Result<Option<Agreement>, Vec<(Field, Mistake)>> {
    let mut mistakes = Vec::new();
    let split = read_split(org, typed, &mut mistakes);
    let band = typed.text(&Field::Band).and_then(percent);
    if band.is_none() {
        mistakes.push((Field::Band, Mistake::NotAPercent));
    }
    let agreed_by = read_people(org, typed, &mut mistakes);
    let when = read_when(team, typed, today, &mut mistakes);
    let words = read_words(typed, &mut mistakes);
    let (Some(split), Some(band), Some(when)) = (split, band, when) else {
        return Err(mistakes);
    };
    let target = TargetSplit {
        quarter: when.quarter,
        split,
        band,
        why: words.why,
        agreed_by,
        since: when.since,
        until: when.until,
        gives_way: words.gives_way,
        reason: words.reason,
        entered: Some(Entered {
            on: today,
            by: Some(person.clone()),
        }),
        ended: None,
    };
    let before = when.before.map(|at| team.targets[at].clone());
    let other = |before: &TargetSplit| !before.same_mix(&target);
    if before.as_ref().is_some_and(other) && target.reason.is_none() {
        mistakes.push((Field::Reason, Mistake::NoReason));
    }
    if !mistakes.is_empty() {
        return Err(mistakes);
    }
    let same = before
        .as_ref()
        .is_some_and(|before| before.says_the_same(&target));
    Ok((!same).then_some(Agreement {
        target,
        before,
        ends: when.ends,
    }))
}

/// What is said about a mix.
struct Words {
    why: Option<String>,
    gives_way: Option<String>,
    reason: Option<String>,
}

fn read_words(typed: &Typed<Field>, mistakes: &mut Vec<(Field, Mistake)>) -> Words {
    let why = text(typed, Field::Why, mistakes);
    if why.is_none() {
        mistakes.push((Field::Why, Mistake::NoWhy));
    }
    let gives_way = text(typed, Field::GivesWay, mistakes);
    match (typed.text(&Field::Until), &gives_way) {
        (Some(_), None) => mistakes.push((Field::GivesWay, Mistake::NothingGivesWay)),
        (None, Some(_)) => mistakes.push((Field::Until, Mistake::NoEnd)),
        _ => {}
    }
    Words {
        why,
        gives_way,
        reason: text(typed, Field::Reason, mistakes),
    }
}

/// For which weeks something is agreed, and what it takes the place of.
struct When {
    quarter: Quarter,
    since: Week,
    until: Option<NaiveDate>,
    before: Option<usize>,
    ends: Option<usize>,
}

fn read_when(
    team: &Team,
    typed: &Typed<Field>,
    today: NaiveDate,
    mistakes: &mut Vec<(Field, Mistake)>,
) -> Option<When> {
    let week = Week::of(today);
    let quarter = typed
        .text(&Field::Quarter)
        .and_then(|text| text.parse().ok());
    let Some(quarter) = quarter.filter(|quarter| quarters(today).contains(quarter)) else {
        mistakes.push((Field::Quarter, Mistake::NotAQuarter));
        return None;
    };
    let first = first_week(quarter);
    let next = first.max(week);
    let until = typed.text(&Field::Until).map(str::parse::<NaiveDate>);
    let least = next.day(Weekday::Thu);
    if until
        .as_ref()
        .is_some_and(|until| !until.as_ref().is_ok_and(|until| least <= *until))
    {
        mistakes.push((Field::Until, Mistake::EndsBefore(least)));
        return None;
    }
    let until = until.and_then(Result::ok);
    // What holds for a while in the week from which the new one holds: the new one takes its place.
    let lasting = |target: &TargetSplit| target.until.is_some() && target.holds(next);
    let here = until.is_some() || first <= week;
    let ends = team.targets.iter().rposition(lasting).filter(|_| here);
    let of_quarter = |target: &TargetSplit| target.until.is_none() && target.quarter == quarter;
    let again = until.is_some() || team.targets.iter().any(of_quarter);
    let before = match until {
        Some(_) => ends,
        None => ends.or_else(|| standing(&team.targets, quarter)),
    };
    Some(When {
        quarter,
        since: if again { next } else { first },
        until,
        before,
        ends,
    })
}

fn read_split(
    org: &Organisation,
    typed: &Typed<Field>,
    mistakes: &mut Vec<(Field, Mistake)>,
) -> Option<TimeSplit> {
    let before = mistakes.len();
    let asked = |id: &CategoryId| org.asked_categories().any(|category| category.id == *id);
    let mut shares = Vec::new();
    for field in typed.0.keys() {
        let Field::Share(id) = field else {
            continue;
        };
        match typed.text(field).map_or(Some(0), percent) {
            None => mistakes.push((field.clone(), Mistake::NotAPercent)),
            Some(share) if share > 0 && !asked(id) => {
                mistakes.push((field.clone(), Mistake::NoLongerAsked));
            }
            Some(share) => shares.push((id.clone(), share)),
        }
    }
    if mistakes.len() > before {
        return None;
    }
    // Beside the last field that a person sees: the fields stand in the order of the categories.
    let last = org
        .asked_categories()
        .map(|category| Field::Share(category.id.clone()))
        .filter(|field| typed.shown(field))
        .last()?;
    TimeSplit::new(shares)
        .map_err(|no| mistakes.push((last, Mistake::Sum(no))))
        .ok()
}

fn read_people(
    org: &Organisation,
    typed: &Typed<Field>,
    mistakes: &mut Vec<(Field, Mistake)>,
) -> Option<(PersonId, PersonId)> {
    let mut named = |field: Field| {
        let Some(person) = typed.text(&field).map(PersonId::new) else {
            mistakes.push((field, Mistake::Nobody));
            return None;
        };
        if org.person(&person).is_none() {
            mistakes.push((field, Mistake::Stranger));
            return None;
        }
        Some(person)
    };
    let (product, engineering) = (named(Field::Product), named(Field::Engineering));
    let (product, engineering) = (product?, engineering?);
    if product == engineering {
        mistakes.push((Field::Engineering, Mistake::SamePerson));
        return None;
    }
    Some((product, engineering))
}

fn text(
    typed: &Typed<Field>,
    field: Field,
    mistakes: &mut Vec<(Field, Mistake)>,
) -> Option<String> {
    let text = typed.text(&field)?.replace('\0', "");
    if text.chars().count() > LONGEST_TEXT {
        mistakes.push((field, Mistake::TooLong));
    }
    Some(text)
}

#[cfg(test)]
mod tests;
