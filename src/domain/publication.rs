//! When a team's total changes, where everybody answers for themselves: never by one person's answer alone.
//!
//! Whoever reads two totals, one after the other, reads their difference too. So a total is published once enough
//! have answered, and again only when the answers of two different people have changed since, whether they are new
//! or edited; the close of the round publishes what there is, but for one case: whoever an import let
//! go stays in the total where they would be the only one who left it. An import changes no total: whom it lets go, and whom
//! it lets in, counts as a change when the next answer comes. A lead's estimate is published at once, and is none of
//! this.
//!
//! A total that is nearly one person's is not shown, however many have answered.

use serde::{Deserialize, Serialize};

use super::check_in::CheckIn;
use super::id::{AskId, PersonId};
use super::presence::{Present, short};
use super::time_split::TimeSplit;

/// Different people whose answers must have changed before a total may.
const PEOPLE_TO_HIDE_AMONG: usize = 2;

/// A total of which one answer makes more than this is nearly that answer: the (1, k) dominance rule of statistical
/// offices, with k = 67% (Hundepool and others, "Statistical Disclosure Control", Wiley 2012, chapter 4).
const MOST_OF_ONE: f64 = 2.0 / 3.0;

/// One answer as it stands in a published total.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Published {
    /// To which ask.
    pub ask: AskId,
    /// Where the week went.
    pub split: TimeSplit,
    /// How much it weighs.
    pub weight: f64,
    /// Whether it repeated last week's.
    pub repeated: bool,
}

/// How much a person's answer weighs.
#[must_use]
pub fn weight(present: &Present, person: &PersonId) -> f64 {
    present.get(person).map_or(0.0, |one| one.there)
}

/// The answers as they would be published now: those of people who were there, in the order of their asks.
#[must_use]
pub fn answers(check_ins: &[CheckIn], present: &Present) -> Vec<Published> {
    let mut answers: Vec<Published> = check_ins
        .iter()
        .map(|check_in| Published {
            ask: check_in.ask.clone(),
            split: check_in.split.clone(),
            weight: weight(present, &check_in.person),
            repeated: check_in.repeated,
        })
        .filter(|answer| answer.weight > 0.0)
        .collect();
    answers.sort_by(|a, b| a.ask.cmp(&b.ask));
    answers
}

/// Who is to stay in the total at the close although they were not there: one person whom an import let go, and of
/// whom the total without them would differ from the published one by nothing else. Each with their weight.
#[must_use]
pub fn who_stays(
    published: &[Published],
    check_ins: &[CheckIn],
    present: &Present,
) -> Vec<(PersonId, f64)> {
    let now = answers(check_ins, present);
    let gone: Vec<&Published> = published
        .iter()
        .filter(|answer| !now.iter().any(|it| it.ask == answer.ask))
        .collect();
    if changed(published, &now) >= PEOPLE_TO_HIDE_AMONG {
        return Vec::new();
    }
    let person = |answer: &&Published| {
        let check_in = check_ins.iter().find(|it| it.ask == answer.ask)?;
        Some((check_in.person.clone(), answer.weight))
    };
    gone.iter().filter_map(person).collect()
}

/// Whether one person weighs so much among these answers that their total would be that person's.
#[must_use]
pub fn is_nearly_one_persons(answers: &[Published]) -> bool {
    let weights: Vec<f64> = answers.iter().map(|answer| answer.weight).collect();
    one_outweighs(&weights)
}

/// Whether one of several weights is more than two thirds of them.
#[must_use]
pub fn one_outweighs(weights: &[f64]) -> bool {
    let all: f64 = weights.iter().sum();
    let most = weights.iter().copied().fold(0.0, f64::max);
    // Compared in whole millionths, in which shares are written: two thirds exactly are not more.
    short(most) > short(all * MOST_OF_ONE)
}

/// Whether the answers as they stand may take the place of those that are published; a person has one ask a team
/// and week.
#[must_use]
pub fn is_due(published: &[Published], now: &[Published], enough: u32) -> bool {
    if now.len() < enough as usize {
        return false;
    }
    if published.is_empty() {
        return true;
    }
    changed(published, now) >= PEOPLE_TO_HIDE_AMONG
}

/// How many people's answers are new, edited or gone.
fn changed(published: &[Published], now: &[Published]) -> usize {
    let of = |list: &[Published], ask: &AskId| {
        list.iter()
            .find(|answer| answer.ask == *ask)
            .map(|answer| answer.split.clone())
    };
    let new_or_edited = now
        .iter()
        .filter(|answer| of(published, &answer.ask).as_ref() != Some(&answer.split));
    let gone = published
        .iter()
        .filter(|answer| of(now, &answer.ask).is_none());
    new_or_edited.count() + gone.count()
}

#[cfg(test)]
mod tests;
