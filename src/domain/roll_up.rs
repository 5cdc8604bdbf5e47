//! What the answers of one team in one week come to.

use super::check_in::{Ask, AskOutcome, CheckIn, RollUp};
use super::id::{PersonId, TeamId};
use super::presence::{Present, short};
use super::publication::{Published, is_nearly_one_persons};
use super::time_split::TimeSplit;
use super::week::Week;

/// A form that was left open over lunch cost nobody more than this, in seconds.
const LONGEST_ANSWER: i64 = 600;

/// Everything that one row is made of.
#[derive(Debug, Clone, Copy)]
pub struct Raw<'a> {
    /// Which week.
    pub week: Week,
    /// Which team.
    pub team: &'a TeamId,
    /// Who was there.
    pub present: &'a Present,
    /// Everybody who was asked.
    pub asks: &'a [Ask],
    /// Every answer as it stands.
    pub check_ins: &'a [CheckIn],
    /// The answers in the published total, where everybody answers; none of them where nothing is published.
    pub published: &'a [Published],
}

/// Rolls the asks and answers of a team and week up. Whether one person's estimate stands for all is what the asks
/// say, since a team may have changed its ways since.
#[must_use]
pub fn roll_up(raw: &Raw<'_>) -> RollUp {
    let estimate = raw.asks.iter().any(|ask| ask.estimate);
    let row = RollUp {
        week: raw.week,
        team: raw.team.clone(),
        split: None,
        estimate,
        weight: 0.0,
        available: there(raw),
        strength: short(raw.present.values().map(|one| one.whole).sum()),
        asked: count(
            raw.asks
                .iter()
                .filter(|ask| ask.outcome != Some(AskOutcome::Away))
                .count(),
        ),
        answered: 0,
        counted: 0,
        repeated: 0,
        seconds: seconds(raw.check_ins),
    };
    if estimate {
        by_estimate(row, raw.check_ins)
    } else {
        by_everyone(row, raw)
    }
}

/// An estimate stands for everybody who was there. Of several the newest stands, and the others count for nothing:
/// a deputy's may come after the lead's, or the other way round.
fn by_estimate(row: RollUp, check_ins: &[CheckIn]) -> RollUp {
    let estimates = check_ins.iter().filter(|check_in| check_in.estimate);
    let Some(newest) = estimates.max_by_key(|check_in| check_in.sent) else {
        return row;
    };
    RollUp {
        split: Some(newest.split.clone()),
        weight: row.available,
        answered: 1,
        counted: 1,
        repeated: u32::from(newest.repeated),
        ..row
    }
}

/// The published answers by how much each person was there, out of all who were. Where they come to nearly one
/// person's, they are counted and not told.
fn by_everyone(row: RollUp, raw: &Raw<'_>) -> RollUp {
    let published = raw.published;
    if is_nearly_one_persons(published) {
        return RollUp {
            answered: count(raw.check_ins.len()),
            counted: count(published.len()),
            ..row
        };
    }
    RollUp {
        split: TimeSplit::mean(published.iter().map(|it| (&it.split, it.weight))),
        weight: short(published.iter().map(|it| it.weight).sum()),
        answered: count(raw.check_ins.len()),
        counted: count(published.len()),
        repeated: count(published.iter().filter(|it| it.repeated).count()),
        ..row
    }
}

/// The people who were there, together; who was away for the ask was not.
fn there(raw: &Raw<'_>) -> f64 {
    let away = |person: &PersonId| {
        raw.asks
            .iter()
            .any(|ask| ask.person == *person && ask.outcome == Some(AskOutcome::Away))
    };
    let there = raw.present.iter().filter(|(person, _)| !away(person));
    short(there.map(|(_, one)| one.there).sum())
}

fn seconds(check_ins: &[CheckIn]) -> u32 {
    let open = |check_in: &CheckIn| {
        let opened = check_in.form_opened?;
        Some(
            (check_in.sent - opened)
                .num_seconds()
                .clamp(0, LONGEST_ANSWER),
        )
    };
    let sum: i64 = check_ins.iter().filter_map(open).sum();
    u32::try_from(sum).unwrap_or(u32::MAX)
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
