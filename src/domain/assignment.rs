//! Which key results are asked of whom: of the owner, if the owner is asked this week, else of the lead.

use std::collections::{BTreeSet, HashSet};

use chrono::{DateTime, Utc};

use super::id::{PersonId, TeamId};
use super::okr::{KeyResult, Objective};
use super::organisation::{Organisation, Role};
use super::week::{Quarter, Week};

/// One person who is asked for one team in a week.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct AskedFor {
    /// For which team.
    pub team: TeamId,
    /// Whom.
    pub person: PersonId,
}

/// Somebody who is asked for key results alone in a week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedAlone {
    /// Who.
    pub person: PersonId,
    /// When they were asked, not when it was planned.
    pub made: DateTime<Utc>,
    /// Whether they said that they are away.
    pub away: bool,
}

/// The key results that one ask carries, given everybody who is asked in the week. Each is asked once at most.
/// `away` are those who would be asked for theirs alone, and are away.
#[must_use]
pub fn key_results_of<'a>(
    org: &'a Organisation,
    week: Week,
    everybody: &[AskedFor],
    away: &BTreeSet<PersonId>,
    ask: &AskedFor,
) -> Vec<(&'a Objective, &'a KeyResult)> {
    org.objectives
        .iter()
        .filter(|objective| objective.quarter == Quarter::of_week(week) && objective.is_open())
        .flat_map(|objective| {
            objective
                .key_results
                .iter()
                .map(move |key_result| (objective, key_result))
        })
        // Others' are not even looked at: in a large company they are many.
        .filter(|(objective, key_result)| {
            key_result.owner == ask.person || objective.teams.contains(&ask.team)
        })
        .filter(|(objective, key_result)| {
            carrier(org, everybody, away, objective, key_result) == Some(ask)
        })
        .collect()
}

/// The owners of a week's open key results who are in no team: they are asked for these alone, and nobody else is.
/// Each once, in the order of the objectives.
#[must_use]
pub fn asked_alone(org: &Organisation, week: Week) -> Vec<&PersonId> {
    let in_a_team: HashSet<&PersonId> = org
        .teams
        .iter()
        .flat_map(|team| team.members.iter().map(|member| &member.person))
        .collect();
    let mut seen = HashSet::new();
    org.objectives
        .iter()
        .filter(|objective| objective.quarter == Quarter::of_week(week) && objective.is_open())
        .flat_map(|objective| objective.key_results.iter().map(|it| &it.owner))
        .filter(|owner| !in_a_team.contains(owner) && seen.insert(*owner))
        .collect()
}

/// What somebody who is asked alone is asked for.
pub fn of_owner<'a>(
    org: &'a Organisation,
    week: Week,
    owner: &'a PersonId,
) -> impl Iterator<Item = (&'a Objective, &'a KeyResult)> {
    org.objectives
        .iter()
        .filter(move |it| it.quarter == Quarter::of_week(week) && it.is_open())
        .flat_map(|objective| objective.key_results.iter().map(move |it| (objective, it)))
        .filter(move |(_, it)| it.owner == *owner)
}

/// Whether an ask asks for what an owner would say of their team: the owner's own does, and while they are away that of
/// whoever answers for the team then.
#[must_use]
pub fn asks_for(
    org: &Organisation,
    everybody: &[AskedFor],
    away: &BTreeSet<(TeamId, PersonId)>,
    ask: &AskedFor,
    owner: &PersonId,
) -> bool {
    let absent = || away.contains(&(ask.team.clone(), owner.clone()));
    *owner == ask.person || (absent() && answering(org, everybody, &ask.team) == Some(ask))
}

fn carrier<'a>(
    org: &Organisation,
    everybody: &'a [AskedFor],
    away: &BTreeSet<PersonId>,
    objective: &Objective,
    key_result: &KeyResult,
) -> Option<&'a AskedFor> {
    let of_owner = |asked: &&AskedFor| asked.person == key_result.owner;
    let in_objective = |asked: &&AskedFor| objective.teams.contains(&asked.team);
    everybody
        .iter()
        .filter(of_owner)
        .find(in_objective)
        .or_else(|| everybody.iter().find(of_owner))
        .or_else(|| {
            // Whoever is in no team is asked alone, unless they are away.
            let alone = org.teams_of(&key_result.owner).next().is_none();
            if alone && !away.contains(&key_result.owner) {
                return None;
            }
            objective
                .teams
                .iter()
                .find_map(|team| answering(org, everybody, team))
        })
}

/// Who answers for the team as its lead: the lead, or the deputy in the lead's place.
fn answering<'a>(
    org: &Organisation,
    everybody: &'a [AskedFor],
    team: &TeamId,
) -> Option<&'a AskedFor> {
    let team = org.team(team)?;
    let in_role = |role: Role| {
        everybody.iter().find(move |asked| {
            asked.team == team.id
                && team
                    .member(&asked.person)
                    .is_some_and(|member| member.role == role)
        })
    };
    in_role(Role::Lead).or_else(|| in_role(Role::Deputy))
}
