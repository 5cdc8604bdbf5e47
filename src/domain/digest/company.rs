//! The company's week: all teams by their people, against what they agreed, and what the numbers stand on.

use super::results::told;
use super::{Sources, TeamPart, shown};
use crate::domain::check_in::RollUp;
use crate::domain::organisation::Team;
use crate::domain::time_split::TimeSplit;
use crate::domain::week::Week;

/// Where the company's time went.
#[derive(Debug, Clone, PartialEq)]
pub struct Company {
    /// All teams that answered, by their people; none where nobody did.
    pub split: Option<TimeSplit>,
    /// Against what was agreed, over the teams that agreed something and answered.
    pub against: Option<Against>,
    /// The elective part over the last four weeks; none with fewer than two of them.
    pub four_week_mean: Option<u32>,
    /// For how many people the split stands.
    pub people: f64,
}

/// The company against what its teams agreed.
#[derive(Debug, Clone, PartialEq)]
pub struct Against {
    /// The elective part of the teams that agreed something, in percent.
    pub elective: u32,
    /// What they agreed of it, by their people.
    pub agreed: u32,
    /// How many people the difference is the week of.
    pub gap_people: f64,
    /// How many people these teams are.
    pub people: f64,
    /// The teams that are furthest from what they agreed in the direction of the gap, by people, two at most.
    pub most_in: Vec<String>,
}

/// What the digest's numbers stand on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandsOn {
    /// Teams whose time is in the numbers.
    pub teams_in: u32,
    /// All teams.
    pub teams: u32,
    /// The part of the available time that is in the numbers, in percent.
    pub available: u32,
    /// Teams for which one person answered for all.
    pub estimates: u32,
    /// Teams where everybody was asked.
    pub everyone: u32,
    /// Answers that repeated last week's split.
    pub repeats: u32,
    /// Key results with a reading this week.
    pub measured: u32,
    /// Key results of the quarter.
    pub key_results: u32,
    /// How long all forms were open, in minutes, rounded up.
    pub minutes: u32,
}

fn rows_of<'a>(
    sources: &Sources<'a>,
    week: Week,
) -> impl Iterator<Item = (&'a Team, &'a RollUp, &'a TimeSplit)> {
    let org = sources.org;
    sources
        .history
        .iter()
        .filter(move |row| row.week == week && shown(row))
        .filter_map(move |row| Some((org.team(&row.team)?, row, row.split.as_ref()?)))
}

/// Adds up a week of the company.
#[must_use]
pub fn company(sources: &Sources<'_>) -> Company {
    let split_of =
        |week| TimeSplit::mean(rows_of(sources, week).map(|(_, row, split)| (split, row.weight)));
    let elective: Vec<u32> = (0..4)
        .map(|back| sources.week.back(back))
        .filter_map(|week| Some(split_of(week)?.elective(&sources.org.categories, week)))
        .collect();
    let count = u32::try_from(elective.len()).unwrap_or(4);
    Company {
        split: split_of(sources.week),
        against: against(sources),
        four_week_mean: (count >= 2).then(|| (elective.iter().sum::<u32>() + count / 2) / count),
        people: rows_of(sources, sources.week)
            .map(|(_, row, _)| row.weight)
            .sum(),
    }
}

fn against(sources: &Sources<'_>) -> Option<Against> {
    let categories = &sources.org.categories;
    let agreed: Vec<_> = rows_of(sources, sources.week)
        .filter_map(|(team, row, split)| {
            let target = team.target(sources.week)?;
            Some((team, row.weight, split, &target.split))
        })
        .collect();
    let actual = TimeSplit::mean(agreed.iter().map(|(_, weight, split, _)| (*split, *weight)))?
        .elective(categories, sources.week);
    let target = TimeSplit::mean(
        agreed
            .iter()
            .map(|(_, weight, _, target)| (*target, *weight)),
    )?
    .elective(categories, sources.week);
    let people: f64 = agreed.iter().map(|(_, weight, ..)| weight).sum();
    let direction = f64::from(target) - f64::from(actual);
    let mut stakes: Vec<(f64, &Team)> = agreed
        .iter()
        .map(|(team, weight, split, target)| {
            let points = f64::from(target.elective(categories, sources.week))
                - f64::from(split.elective(categories, sources.week));
            (points * weight / 100.0 * direction.signum(), *team)
        })
        .filter(|(stake, _)| *stake > 0.0)
        .collect();
    stakes.sort_by(|a, b| b.0.total_cmp(&a.0));
    Some(Against {
        elective: actual,
        agreed: target,
        gap_people: direction.abs() / 100.0 * people,
        people,
        most_in: if direction == 0.0 {
            Vec::new()
        } else {
            stakes
                .iter()
                .take(2)
                .map(|(_, team)| team.name.clone())
                .collect()
        },
    })
}

/// Counts what the numbers of a week stand on.
#[must_use]
pub fn stands_on(sources: &Sources<'_>, teams: &[TeamPart]) -> StandsOn {
    let rows: Vec<_> = rows_of(sources, sources.week).collect();
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let in_numbers: f64 = rows.iter().map(|(_, row, _)| row.weight).sum();
    let all: f64 = sources
        .org
        .teams
        .iter()
        .map(|team| available(sources, team))
        .sum();
    let codes = || told(sources).flat_map(|objective| &objective.key_results);
    let measured = |code| {
        sources
            .readings
            .iter()
            .any(|reading| reading.week == sources.week && reading.key_result == code)
    };
    let seconds: u32 = sources
        .history
        .iter()
        .filter(|row| row.week == sources.week)
        .map(|row| row.seconds)
        .sum();
    StandsOn {
        teams_in: count(rows.len()),
        teams: count(teams.len()),
        available: percent(in_numbers, all),
        estimates: count(rows.iter().filter(|(_, row, _)| row.estimate).count()),
        everyone: count(rows.iter().filter(|(_, row, _)| !row.estimate).count()),
        repeats: rows.iter().map(|(_, row, _)| row.repeated).sum(),
        measured: count(
            codes()
                .filter(|key_result| measured(key_result.code.clone()))
                .count(),
        ),
        key_results: count(codes().count()),
        minutes: seconds.div_ceil(60),
    }
}

fn available(sources: &Sources<'_>, team: &Team) -> f64 {
    let row = sources
        .history
        .iter()
        .find(|row| row.week == sources.week && row.team == team.id);
    row.map_or(team.strength(), |row| row.available)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to 0..=100 first"
)]
fn percent(part: f64, whole: f64) -> u32 {
    if whole > 0.0 {
        (100.0 * part / whole).round().clamp(0.0, 100.0) as u32
    } else {
        0
    }
}
