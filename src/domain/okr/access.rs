//! Who may see an objective, and who may change it.

use super::{KeyResult, Objective};
use crate::domain::id::{PersonId, TeamId};
use crate::domain::organisation::{Organisation, Role};

/// Whether a person may see an objective: every member of the workspace, and where it is private its own people
/// alone: those who answer for it or own a key result of it, those in its teams, and admins, who may change it.
/// That somebody is a member and no guest is asked before.
#[must_use]
pub fn may_see(org: &Organisation, objective: &Objective, person: &PersonId) -> bool {
    !objective.private || belongs(org, objective, person) || is_admin(org, person)
}

/// Whether a person may change an objective and its key results: the accountable person, an owner of its key
/// results, a lead of its teams, an admin.
#[must_use]
pub fn may_edit(org: &Organisation, objective: &Objective, person: &PersonId) -> bool {
    editors(org, objective).contains(&person)
}

/// Whether a person may record a reading: whoever may change the objective, and those who stand in for a lead or
/// are the accountable person's counterparts.
#[must_use]
pub fn may_measure(
    org: &Organisation,
    objective: &Objective,
    key_result: &KeyResult,
    person: &PersonId,
) -> bool {
    let deputy = objective.teams.iter().any(|team| {
        org.team(team)
            .and_then(|team| team.member(person))
            .is_some_and(|member| matches!(member.role, Role::Lead | Role::Deputy))
    });
    key_result.owner == *person
        || deputy
        || counterparts(objective).any(|one| one == person)
        || may_edit(org, objective, person)
}

/// Those who may change an objective, in the order in which one would ask them; nobody twice.
#[must_use]
pub fn editors<'a>(org: &'a Organisation, objective: &'a Objective) -> Vec<&'a PersonId> {
    let owners = objective.key_results.iter().map(|it| &it.owner);
    let leads = objective
        .teams
        .iter()
        .filter_map(|team| org.team(team)?.lead())
        .map(|lead| &lead.person);
    let admins = org
        .people
        .iter()
        .filter(|person| person.admin)
        .map(|person| &person.id);
    let mut editors: Vec<&PersonId> = Vec::new();
    for person in std::iter::once(&objective.accountable)
        .chain(owners)
        .chain(leads)
        .chain(admins)
    {
        if !editors.contains(&person) {
            editors.push(person);
        }
    }
    editors
}

/// Whether a person may give an objective to these teams: who leads one of them, who answers for another objective of
/// one of them, as the accountable person or a counterpart, and admins; and who changes it, as long as one of the teams
/// that it had stays.
#[must_use]
pub fn may_place(
    org: &Organisation,
    before: Option<&Objective>,
    teams: &[TeamId],
    person: &PersonId,
) -> bool {
    let leads = |id: &TeamId| {
        let lead = org.team(id).and_then(|team| team.lead());
        lead.is_some_and(|lead| lead.person == *person)
    };
    let stays = |id: &TeamId| before.is_some_and(|before| before.teams.contains(id));
    is_admin(org, person)
        || teams
            .iter()
            .any(|id| leads(id) || stays(id) || answers_for(org, id, person, before))
}

/// Whether a person may make an objective for any team at all.
#[must_use]
pub fn may_make(org: &Organisation, person: &PersonId) -> bool {
    let mut teams = org.teams.iter();
    teams.any(|team| may_place(org, None, std::slice::from_ref(&team.id), person))
}

/// Whether a person answers for an objective of a team; the one that is to be changed does not count.
fn answers_for(
    org: &Organisation,
    team: &TeamId,
    person: &PersonId,
    but: Option<&Objective>,
) -> bool {
    let mut others = org
        .objectives
        .iter()
        .filter(|it| it.teams.contains(team) && but.is_none_or(|but| but.code != it.code));
    others.any(|it| it.accountable == *person || counterparts(it).any(|one| one == person))
}

fn belongs(org: &Organisation, objective: &Objective, person: &PersonId) -> bool {
    objective.accountable == *person
        || counterparts(objective).any(|one| one == person)
        || objective.key_results.iter().any(|it| it.owner == *person)
        || objective.teams.iter().any(|team| {
            org.team(team)
                .is_some_and(|team| team.member(person).is_some())
        })
}

fn counterparts(objective: &Objective) -> impl Iterator<Item = &PersonId> {
    objective.product.iter().chain(&objective.engineering)
}

fn is_admin(org: &Organisation, person: &PersonId) -> bool {
    org.person(person).is_some_and(|person| person.admin)
}
