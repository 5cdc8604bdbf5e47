//! A shared objective is one objective: in leadership's thread its key results stand in the reply of one of its teams.

use super::TeamPart;
use crate::domain::id::{KeyResultCode, TeamId};
use crate::domain::okr::Objective;
use crate::domain::organisation::Organisation;

/// The objectives that a team shares with others.
pub fn shared_by<'a>(
    team: &'a TeamId,
    org: &'a Organisation,
) -> impl Iterator<Item = &'a Objective> {
    let objectives = org.objectives.iter().filter(|it| it.teams.len() > 1);
    objectives.filter(move |it| it.teams.contains(team))
}

/// A team's part as leadership reads it: the key results of a shared objective stand with the first of its teams, as
/// the objective names them, that has a reply; the others say where. A team's own channel reads all of them.
#[must_use]
pub fn told_once(
    part: &TeamPart,
    org: &Organisation,
    has_reply: impl Fn(&TeamId) -> bool,
) -> TeamPart {
    let mut once = part.clone();
    for objective in shared_by(&part.team, org) {
        let holder = objective.teams.iter().find(|team| has_reply(team));
        let Some(holder) = holder.filter(|holder| **holder != part.team) else {
            continue;
        };
        let all = once.key_results.len();
        let of_it = |code: &KeyResultCode| objective.key_results.iter().any(|it| it.code == *code);
        once.key_results
            .retain(|line| !of_it(&line.key_result.code));
        if once.key_results.len() < all {
            once.elsewhere
                .push((objective.code.clone(), holder.clone()));
        }
    }
    once
}
