//! Who is asked for a team: its lead, a deputy in the lead's place, or everybody.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::domain::id::PersonId;
use crate::domain::organisation::{Answers, Member, Role, Team};

/// Somebody who is asked for a team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked<'a> {
    /// Who.
    pub person: &'a PersonId,
    /// Whether the answer stands for the whole team.
    pub estimate: bool,
}

/// Whom a team's ask goes to, in the order in which its people were declared: those who are in it on the day of the
/// ask.
///
/// A team that answers by its lead is asked of the lead, of the first deputy who is here when the lead is away, and
/// of nobody when it has no lead: a deputy stands in for somebody.
#[must_use]
pub fn asked<'a>(team: &'a Team, day: NaiveDate, away: &BTreeSet<PersonId>) -> Vec<Asked<'a>> {
    let here = |member: &&Member| member.is_in_on(day) && !away.contains(&member.person);
    match team.answers {
        Answers::Everyone => team
            .workers()
            .filter(here)
            .map(|member| Asked {
                person: &member.person,
                estimate: false,
            })
            .collect(),
        Answers::Lead => {
            let deputies = team.members.iter().filter(|it| it.role == Role::Deputy);
            team.lead()
                .into_iter()
                .flat_map(|lead| std::iter::once(lead).chain(deputies.clone()))
                .find(here)
                .map(|member| Asked {
                    person: &member.person,
                    estimate: true,
                })
                .into_iter()
                .collect()
        }
    }
}
