//! Which messages of the open rounds an import edits, by what it made of the company.
//!
//! A digest that is out is asked whenever anything has changed: an edit that would change nothing is not sent. A receipt
//! is asked only where its words may be others: it says, too, whether the digest has gone out since it was written, and
//! an import is no reason to tell everybody.

use std::collections::HashSet;

use crate::domain::delivery::NewDelivery;
use crate::domain::id::TeamId;
use crate::domain::okr::Objective;
use crate::domain::organisation::Organisation;

/// The edits that may follow an import.
#[derive(Debug, Clone, Default)]
pub struct Follows {
    /// Of digests that are out.
    pub digests: Vec<NewDelivery>,
    /// Of asks and receipts, each with its team; without one where somebody is asked for key results alone.
    pub asks: Vec<(Option<TeamId>, NewDelivery)>,
}

impl Follows {
    /// Whether there is nothing that could follow.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.digests.is_empty() && self.asks.is_empty()
    }

    /// Those that do follow from what was before and what is now; `weighed` says whether any week is weighed otherwise.
    #[must_use]
    pub fn from(
        &self,
        before: &Organisation,
        now: &Organisation,
        weighed: bool,
    ) -> Vec<NewDelivery> {
        if before == now && !weighed {
            return Vec::new();
        }
        let changed = touched(before, now);
        let anew = |team: &Option<TeamId>| match (&changed, team) {
            (None, _) => true,
            (Some(teams), Some(team)) => teams.contains(team),
            (Some(_), None) => before.objectives != now.objectives,
        };
        let asks = self.asks.iter().filter(|(team, _)| anew(team));
        let asks = asks.map(|(_, edit)| edit);
        self.digests.iter().chain(asks).cloned().collect()
    }
}

/// The teams whose messages may say something else; none where all of them may.
fn touched<'a>(before: &'a Organisation, now: &Organisation) -> Option<HashSet<&'a TeamId>> {
    let called_otherwise = before.people.iter().any(|old| {
        let now = now.person(&old.id);
        now.is_some_and(|it| (&it.name, it.time_zone) != (&old.name, old.time_zone))
    });
    if called_otherwise || before.settings != now.settings || before.categories != now.categories {
        return None;
    }
    let theirs = |org: &Organisation, team: &TeamId| -> Vec<Objective> {
        let theirs = org.objectives.iter().filter(|it| it.teams.contains(team));
        theirs.cloned().collect()
    };
    let teams = before.teams.iter().map(|team| &team.id);
    let changed = teams.filter(|team| {
        before.team(team) != now.team(team) || theirs(before, team) != theirs(now, team)
    });
    Some(changed.collect())
}
