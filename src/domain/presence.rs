//! Who was there how much: a team's people in a week, by days.
//!
//! A person weighs the mean over Monday to Friday of their share of full time on that day, and nothing on a day on
//! which they were not, or no longer, or only watching in the team, or had off. A change of members holds from the
//! day of the import on, unless the file says from when.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::id::PersonId;
use super::organisation::{Member, Role};
use super::week::Week;

/// What a person was to a team over some days; the stays of one person in one team do not overlap.
#[derive(Debug, Clone, PartialEq)]
pub struct Stay {
    /// Who.
    pub person: PersonId,
    /// As what.
    pub role: Role,
    /// The part of full time that they gave the team.
    pub share: f64,
    /// The first day; none where Headway has known no other.
    pub from: Option<NaiveDate>,
    /// The last day; none where no end is known.
    pub until: Option<NaiveDate>,
}

/// How much of a week a person was there for a team, in shares of full time.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Presence {
    /// By days.
    pub there: f64,
    /// With every day at their share: how much they would be in a week without absences.
    pub whole: f64,
}

/// A team's people in a week; who only watches is not among them.
pub type Present = BTreeMap<PersonId, Presence>;

/// Who was there in a week, from all stays in a team; `days_off` knows when somebody did not work.
#[must_use]
pub fn present<'a>(
    week: Week,
    stays: &[Stay],
    days_off: impl Fn(&PersonId) -> Option<&'a BTreeSet<NaiveDate>>,
) -> Present {
    let days: Vec<NaiveDate> = week.monday().iter_days().take(5).collect();
    let mut present = Present::new();
    for stay in stays.iter().filter(|stay| stay.role != Role::Observer) {
        let in_it = |day: &&NaiveDate| stay.covers(**day);
        let off = days_off(&stay.person);
        let works = |day: &&NaiveDate| !off.is_some_and(|off| off.contains(*day));
        let in_team = days.iter().filter(in_it).count();
        if in_team == 0 {
            continue;
        }
        let worked = days.iter().filter(in_it).filter(works).count();
        let one = present.entry(stay.person.clone()).or_insert(Presence {
            there: 0.0,
            whole: 0.0,
        });
        one.there = short(one.there + stay.share * fifths(worked));
        one.whole = one.whole.max(short(stay.share));
    }
    present
}

fn fifths(days: usize) -> f64 {
    f64::from(u8::try_from(days).unwrap_or(5)) / 5.0
}

/// Six decimals are more than anybody's share has, and such a number survives being written as text.
pub(super) fn short(share: f64) -> f64 {
    (share * 1e6).round() / 1e6
}

impl Stay {
    fn has_days(&self) -> bool {
        !matches!((self.from, self.until), (Some(from), Some(until)) if until < from)
    }

    fn covers(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}

/// One person's stays in one team after an import, from those before it, the earliest first. `declared` is none for
/// somebody who is no longer in the file; `since` is when somebody new is taken to have begun where the file does
/// not say. Who is declared until a day that is past left then, as what they were. No stay ends before it begins, and
/// no two have a day in common, whatever files came before.
#[must_use]
pub fn after_import(
    before: &[Stay],
    declared: Option<&Member>,
    today: NaiveDate,
    since: Option<NaiveDate>,
) -> Vec<Stay> {
    let mut stays = before.to_vec();
    // Earlier versions have written some of these.
    stays.retain(Stay::has_days);
    let Some(member) = declared else {
        end(&mut stays, today);
        return stays;
    };
    let left = member.until.filter(|until| *until < today);
    match (stays.last().is_some(), left) {
        (false, _) => stays.push(stay_of(member, member.from.or(since))),
        (true, Some(day)) => leave(&mut stays, day),
        (true, None) => stay_on(&mut stays, member, today),
    }
    stays.retain(Stay::has_days);
    if let Some(from) = member.from {
        begin(&mut stays, from);
    }
    stays.retain(Stay::has_days);
    stays
}

fn stay_of(member: &Member, from: Option<NaiveDate>) -> Stay {
    Stay {
        person: member.person.clone(),
        role: member.role,
        share: member.share,
        from,
        until: member.until,
    }
}

/// Somebody known who is declared as there today, or later.
fn stay_on(stays: &mut Vec<Stay>, member: &Member, today: NaiveDate) {
    let Some(last) = stays.last_mut() else {
        return;
    };
    let over = last.until.filter(|until| *until < today);
    // Who would have come later, and is now declared until before that, is there already.
    if over.is_none()
        && matches!((last.from, member.until), (Some(from), Some(until)) if until < from)
    {
        last.from = Some(today);
    }
    if over.is_some() {
        let from = member.from.filter(|from| Some(*from) > over);
        stays.push(stay_of(member, Some(from.unwrap_or(today))));
    } else if (last.role, last.share) == (member.role, member.share) {
        last.until = member.until;
    } else if last.from.is_some_and(|from| from >= today) {
        *last = stay_of(member, last.from);
    } else {
        last.until = day_before(today);
        stays.push(stay_of(member, Some(today)));
    }
}

/// The last day was this one, which is past.
fn leave(stays: &mut Vec<Stay>, day: NaiveDate) {
    stays.retain(|stay| stay.from.is_none_or(|from| from <= day));
    if let Some(last) = stays.last_mut() {
        last.until = Some(day);
    }
}

/// Nothing from a day on.
fn end(stays: &mut Vec<Stay>, day: NaiveDate) {
    stays.retain(|stay| stay.from.is_none_or(|from| from < day));
    if let Some(last) = stays.last_mut() {
        last.until = match last.until {
            Some(until) if until < day => Some(until),
            _ => day_before(day),
        };
    }
}

/// Lets the newest unbroken run of stays begin on a day, or after the run before it where that ends later.
fn begin(stays: &mut Vec<Stay>, day: NaiveDate) {
    let follows = |pair: &[Stay]| {
        let after = pair[0].until.and_then(|until| until.succ_opt());
        after.is_some() && after == pair[1].from
    };
    let mut first = stays.len().saturating_sub(1);
    while first > 0 && follows(&stays[first - 1..=first]) {
        first -= 1;
    }
    let before = first.checked_sub(1).and_then(|index| stays[index].until);
    let day = before
        .and_then(|until| until.succ_opt())
        .map_or(day, |free| day.max(free));
    let mut run = stays.split_off(first);
    // A run that ends before it begins would be nobody's; the file has been checked for that.
    while run.len() > 1 && run[0].until.is_some_and(|until| until < day) {
        run.remove(0);
    }
    if let Some(stay) = run.first_mut() {
        stay.from = Some(day);
    }
    stays.append(&mut run);
}

fn day_before(day: NaiveDate) -> Option<NaiveDate> {
    day.checked_sub_days(Days::new(1))
}

#[cfg(test)]
mod tests;
