//! Who is asked for a team: its lead, a deputy in the lead's place, or everybody.

use std::collections::BTreeSet;

use crate::domain::id::PersonId;
use crate::domain::organisation::{Answers, Role, Team};

/// Somebody who is asked for a team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked<'a> {
    /// Who.
    pub person: &'a PersonId,
    /// Whether the answer stands for the whole team.
    pub estimate: bool,
}

/// Whom a team's ask goes to, in the order in which its people were declared.
///
/// A team that answers by its lead is asked of the lead, of the first deputy who is here when the lead is away, and
/// of nobody when it has no lead: a deputy stands in for somebody.
#[must_use]
pub fn asked<'a>(team: &'a Team, away: &BTreeSet<PersonId>) -> Vec<Asked<'a>> {
    let here = |person: &&PersonId| !away.contains(*person);
    match team.answers {
        Answers::Everyone => team
            .workers()
            .map(|member| &member.person)
            .filter(here)
            .map(|person| Asked {
                person,
                estimate: false,
            })
            .collect(),
        Answers::Lead => {
            let deputies = team.members.iter().filter(|it| it.role == Role::Deputy);
            team.lead()
                .into_iter()
                .flat_map(|lead| std::iter::once(lead).chain(deputies.clone()))
                .map(|member| &member.person)
                .find(here)
                .map(|person| Asked {
                    person,
                    estimate: true,
                })
                .into_iter()
                .collect()
        }
    }
}
