//! Who may read an iteration: everybody, unless it aims at a key result of a private objective. Then what it is about
//! would tell what that is.

use std::collections::BTreeSet;

use super::Iteration;
use crate::domain::id::{KeyResultCode, PersonId};
use crate::domain::okr::may_see;
use crate::domain::organisation::Organisation;

/// Whether a person may read it: whoever may see the objective, and its own owner. Where the objective is declared no
/// more, its team's people and admins. `private` are the key results of private objectives, earlier ones too.
#[must_use]
pub fn may_read(
    org: &Organisation,
    private: &BTreeSet<KeyResultCode>,
    iteration: &Iteration,
    person: &PersonId,
) -> bool {
    if !private.contains(&iteration.key_result) || iteration.owner == *person {
        return true;
    }
    let of = |code: &KeyResultCode| {
        org.objectives.iter().find(|objective| {
            let retired = objective.retired.iter().map(|gone| &gone.key_result);
            let mut all = objective.key_results.iter().chain(retired);
            all.any(|it| it.code == *code)
        })
    };
    match of(&iteration.key_result) {
        Some(objective) => may_see(org, objective, person),
        None => {
            let team = org.team(&iteration.team);
            team.is_some_and(|team| team.member(person).is_some())
                || org.person(person).is_some_and(|person| person.admin)
        }
    }
}

/// Those that may stand in a digest, in a team's channel and in a shared answer.
#[must_use]
pub fn public(private: &BTreeSet<KeyResultCode>, mut iterations: Vec<Iteration>) -> Vec<Iteration> {
    iterations.retain(|it| !private.contains(&it.key_result));
    iterations
}
