//! Where the time went as rows, one a team, week and category: what a program needs to compute every published
//! number again, and nothing that may not be shown.

use std::collections::BTreeMap;

use super::category::{Category, Purpose};
use super::check_in::RollUp;
use super::id::{CategoryId, TeamId};
use super::insight::shown;
use super::organisation::{Organisation, Team};
use super::week::Week;

/// One team, week and category; or one team and week that have no number to show.
#[derive(Debug, Clone, PartialEq)]
pub struct SplitRow<'a> {
    /// Which week.
    pub week: Week,
    /// Which team.
    pub team: &'a Team,
    /// The category and its percent.
    pub share: Option<Share<'a>>,
    /// Whether one person answered for all.
    pub estimate: bool,
    /// How many answers are in the number.
    pub counted: u32,
    /// How many have come.
    pub answered: u32,
    /// How many were asked and not away.
    pub asked: u32,
    /// How many of the answers repeated the split of the week before.
    pub repeated: Option<u32>,
    /// For how many people the number stands.
    pub weight: f64,
    /// How many people could have answered for.
    pub available: f64,
    /// How many points either way are as agreed.
    pub band: Option<u8>,
}

/// A category of a row.
#[derive(Debug, Clone, PartialEq)]
pub struct Share<'a> {
    /// Its key.
    pub category: &'a CategoryId,
    /// As people read it, and its marks; none where it is no longer known at all.
    pub name: &'a str,
    /// Chosen work.
    pub elective: bool,
    /// What it was for.
    pub purpose: Option<Purpose>,
    /// How much of the week.
    pub percent: u8,
    /// How much was agreed.
    pub agreed: Option<u8>,
}

/// The rows of one week: by the team's key, then in the order of the form.
#[must_use]
pub fn split_rows<'a>(
    org: &'a Organisation,
    rollups: &'a [RollUp],
    week: Week,
) -> Vec<SplitRow<'a>> {
    let of_week = rollups.iter().filter(|row| row.week == week);
    let by_team: BTreeMap<&TeamId, &RollUp> = of_week.map(|row| (&row.team, row)).collect();
    let mut teams: Vec<&Team> = org.teams.iter().collect();
    teams.sort_by(|a, b| a.id.cmp(&b.id));
    teams
        .into_iter()
        .flat_map(|team| of_team(org, team, by_team.get(&team.id).copied(), week))
        .collect()
}

fn of_team<'a>(
    org: &'a Organisation,
    team: &'a Team,
    row: Option<&'a RollUp>,
    week: Week,
) -> Vec<SplitRow<'a>> {
    let target = team.target(week);
    let split = row
        .filter(|row| shown(row))
        .and_then(|row| row.split.as_ref());
    let bare = SplitRow {
        week,
        team,
        share: None,
        estimate: row.is_some_and(|row| row.estimate && split.is_some()),
        counted: row.filter(|_| split.is_some()).map_or(0, |row| row.counted),
        answered: row.map_or(0, |row| row.answered),
        asked: row.map_or(0, |row| row.asked),
        // How few repeated something would say who did.
        repeated: row
            .filter(|_| split.is_some())
            .map_or(Some(0), RollUp::told_repeats),
        weight: row
            .filter(|_| split.is_some())
            .map_or(0.0, |row| row.weight),
        available: row.map_or_else(|| team.strength(), |row| row.available),
        band: target.map(|target| target.band),
    };
    let Some(split) = split else {
        return vec![bare];
    };
    let agreed = |id: &CategoryId| target.map(|target| target.split.percent(id));
    let known = org.categories.iter().filter(|category| {
        let some = split.percent(&category.id) > 0 || agreed(&category.id).unwrap_or(0) > 0;
        some || !category.retired
    });
    let known = known.map(|category| {
        known_share(
            category,
            week,
            split.percent(&category.id),
            agreed(&category.id),
        )
    });
    let is_known = |id: &CategoryId| org.categories.iter().any(|category| category.id == *id);
    let unknown = split.iter().filter(|(id, _)| !is_known(id));
    let unknown = unknown.map(|(id, percent)| Share {
        category: id,
        name: id.as_str(),
        elective: false,
        purpose: None,
        percent,
        agreed: agreed(id),
    });
    known
        .chain(unknown)
        .map(|share| SplitRow {
            share: Some(share),
            ..bare.clone()
        })
        .collect()
}

fn known_share(category: &Category, week: Week, percent: u8, agreed: Option<u8>) -> Share<'_> {
    let marks = category.marks(week);
    Share {
        category: &category.id,
        name: &category.name,
        elective: marks.elective,
        purpose: Some(marks.purpose),
        percent,
        agreed,
    }
}
