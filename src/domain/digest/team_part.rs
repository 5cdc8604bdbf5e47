//! One team's part of the week: what the receipt promises and the digest keeps.

use super::results::{KeyResultLine, lines};
use super::{Iterations, Sources, WeekMatters, iterations, matters, shown};
use crate::domain::calendar::digest_at;
use crate::domain::check_in::{AskOutcome, RollUp};
use crate::domain::id::{AskId, CategoryId, ObjectiveCode, TeamId};
use crate::domain::insight::{
    AgainstAgreed, LEAST_CHANGE, Pattern, WeekPoint, against_agreed, normal, patterns, series,
};
use crate::domain::organisation::{Answers, Team, TeamKind};
use crate::domain::target::{Anew, TargetSplit, once_a_day};
use crate::domain::time_split::TimeSplit;
use crate::domain::week::Week;

/// One team's week.
#[derive(Debug, Clone, PartialEq)]
pub struct TeamPart {
    /// Which week.
    pub week: Week,
    /// Its key.
    pub team: TeamId,
    /// As people read it.
    pub name: String,
    /// What kind of work it does.
    pub kind: TeamKind,
    /// Who answers for it.
    pub answers: Answers,
    /// The team's split, or why there is none.
    pub time: Result<TimeSplit, Silence>,
    /// Whether the split is another than the week before: it had none, or a category moved by ten points or more.
    pub moved: bool,
    /// For how many people it stands.
    pub weight: f64,
    /// How many people the team is.
    pub strength: f64,
    /// How many answers stand in the split, or have come where there is none; of how many asked.
    pub answered: (u32, u32),
    /// Whether every answer repeated last week's split.
    pub repeated: bool,
    /// Against what was agreed.
    pub against: Option<AgainstAgreed>,
    /// What its weeks show together, in the order in which it is said.
    pub patterns: Vec<Pattern>,
    /// What was agreed for the week.
    pub target: Option<TargetSplit>,
    /// What was agreed anew since the digest before.
    pub agreed_anew: Vec<Anew>,
    /// The largest non-elective category, its percent, and what is normal for the team.
    pub loudest: Option<(CategoryId, u32, Option<u32>)>,
    /// Its key results.
    pub key_results: Vec<KeyResultLine>,
    /// Shared objectives whose key results stand in the reply of another team.
    pub elsewhere: Vec<(ObjectiveCode, TeamId)>,
    /// What the week brought of its iterations.
    pub iterations: Iterations,
    /// Notes on key results, in the words of those who wrote them.
    pub results_notes: Vec<String>,
    /// What leadership should know, in their words.
    pub notes: Vec<String>,
    /// What it could ship and measure next, in its words.
    pub next_slices: Vec<String>,
    /// What the team needs, in its words, where it was written as a note without an owner.
    pub needs: Vec<String>,
    /// What lies open between the team and leadership.
    pub matters: WeekMatters,
}

/// Why a team has no split this week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Silence {
    /// Nobody was asked: all away, or nobody leads.
    NobodyAsked,
    /// Nobody has answered yet.
    NoAnswer(Waiting),
    /// Some have answered, too few to show what they said.
    TooFew,
    /// Enough have, and one of them is most of the team: a total would be nearly theirs.
    Outweighed,
}

/// Whether an answer may still come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waiting {
    /// The round is open.
    Open,
    /// The round closed without one.
    Expired,
}

/// Tells one team's week.
#[must_use]
pub fn team_part(sources: &Sources<'_>, team: &Team) -> TeamPart {
    let categories = &sources.org.categories;
    let row = sources.history.row(&team.id, sources.week);
    let time = split_or_silence(sources, team, row);
    let against = time
        .as_ref()
        .ok()
        .and_then(|split| against_agreed(team, sources.week, split, categories));
    // Without a number for this week there is nothing to tell of it.
    let points = match time {
        Ok(_) => series(team, sources.history.of(&team.id), categories, sources.week),
        Err(_) => Vec::new(),
    };
    let said = |text: fn(&crate::domain::check_in::CheckIn) -> Option<&String>| -> Vec<String> {
        sources
            .check_ins
            .iter()
            .filter(|check_in| check_in.team == team.id)
            .filter_map(text)
            .cloned()
            .collect()
    };
    TeamPart {
        week: sources.week,
        team: team.id.clone(),
        name: team.name.clone(),
        kind: team.kind,
        answers: match row.map(|row| row.estimate) {
            Some(true) => Answers::Lead,
            Some(false) => Answers::Everyone,
            None => team.answers,
        },
        moved: time.as_ref().is_ok_and(|split| moved(sources, team, split)),
        weight: row.map_or(0.0, |row| row.weight),
        strength: row.map_or(team.strength(), |row| row.strength),
        answered: row.map_or((0, 0), |row| match shown(row) {
            true => (row.counted, row.asked),
            false => (row.answered, row.asked),
        }),
        repeated: row
            .is_some_and(|row| row.repeated > 0 && row.told_repeats() == Some(row.counted)),
        patterns: patterns(&points, categories),
        against,
        target: team.target(sources.week).cloned(),
        agreed_anew: agreed_anew(sources, team),
        loudest: time
            .as_ref()
            .ok()
            .and_then(|split| loudest(sources, &points, split)),
        time,
        key_results: lines(sources, team),
        elsewhere: Vec::new(),
        iterations: iterations(sources, Some(&team.id)),
        results_notes: said(|check_in| check_in.results_note.as_ref()),
        notes: said(|check_in| check_in.note.as_ref()),
        next_slices: said(|check_in| check_in.next_slice.as_ref()),
        needs: needs(sources, team),
        matters: matters(sources, Some(&team.id)),
    }
}

/// Needs of check-ins that made no request: those of before there were any.
fn needs(sources: &Sources<'_>, team: &Team) -> Vec<String> {
    let requested = |ask: &AskId| sources.matters.requests.iter().any(|it| it.ask == *ask);
    let check_ins = sources.check_ins.iter().filter(|it| it.team == team.id);
    check_ins
        .filter(|it| !requested(&it.ask))
        .filter_map(|it| it.need.clone())
        .collect()
}

fn moved(sources: &Sources<'_>, team: &Team, split: &TimeSplit) -> bool {
    let before = sources.history.row(&team.id, sources.week.previous());
    let before = before.filter(|row| shown(row));
    let Some(before) = before.and_then(|row| row.split.as_ref()) else {
        return true;
    };
    sources.org.categories.iter().any(|category| {
        let points = split
            .percent(&category.id)
            .abs_diff(before.percent(&category.id));
        f64::from(points) >= LEAST_CHANGE
    })
}

/// What was agreed anew on the days that this digest is about: those after the digest before, up to its own.
fn agreed_anew(sources: &Sources<'_>, team: &Team) -> Vec<Anew> {
    let zone = sources.org.settings.time_zone;
    let told = |week| {
        digest_at(sources.org, week)
            .with_timezone(&zone)
            .date_naive()
    };
    let first = told(sources.week.previous()).succ_opt();
    first.map_or(Vec::new(), |first| {
        once_a_day(team.agreed_anew(first, told(sources.week)))
    })
}

fn split_or_silence(
    sources: &Sources<'_>,
    team: &Team,
    row: Option<&RollUp>,
) -> Result<TimeSplit, Silence> {
    if let Some(split) = row
        .filter(|row| shown(row))
        .and_then(|row| row.split.clone())
    {
        return Ok(split);
    }
    if row.is_some_and(RollUp::is_outweighed) {
        return Err(Silence::Outweighed);
    }
    if row.is_some_and(|row| !row.estimate && row.answered > 0) {
        return Err(Silence::TooFew);
    }
    let mut asks = sources
        .asks
        .iter()
        .filter(|ask| ask.team == team.id && ask.outcome != Some(AskOutcome::Away))
        .peekable();
    if asks.peek().is_none() {
        return Err(Silence::NobodyAsked);
    }
    let open = asks.any(|ask| ask.outcome.is_none());
    Err(Silence::NoAnswer(if open {
        Waiting::Open
    } else {
        Waiting::Expired
    }))
}

fn loudest(
    sources: &Sources<'_>,
    points: &[WeekPoint<'_>],
    split: &TimeSplit,
) -> Option<(CategoryId, u32, Option<u32>)> {
    let (category, percent) = sources
        .org
        .categories
        .iter()
        .filter(|category| !category.marks(sources.week).elective)
        .map(|category| (category.id.clone(), u32::from(split.percent(&category.id))))
        // Of equal ones the first, as in the company's and in `/checkin split`: the last maximum, from behind.
        .rev()
        .max_by_key(|(_, percent)| *percent)
        .filter(|(_, percent)| *percent > 0)?;
    let normal = normal(points, &category);
    Some((category, percent, normal))
}
