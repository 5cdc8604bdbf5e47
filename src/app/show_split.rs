//! `/checkin split`: where the time of a team, of several, or of the company went, over some weeks.

use super::show_check_ins::CheckIns;
use super::{App, Result};
use crate::domain::allocation::History;
use crate::domain::check_in_command::SplitAsked;
use crate::domain::course::{Course, course};
use crate::domain::id::{PersonId, TeamId};
use crate::domain::organisation::{Answers, Organisation};
use crate::domain::scope::{Meant, Scope, meant};
use crate::domain::week::Week;
use crate::words::message::Part;
use crate::words::split;

impl App {
    /// Answers `/checkin split` for somebody who may see what Headway shows.
    ///
    /// # Errors
    /// When the store does not answer.
    pub(super) async fn show_split(
        &self,
        org: &Organisation,
        person: &PersonId,
        asked: &SplitAsked,
    ) -> Result<CheckIns> {
        if let Some(word) = no_weeks(org, &asked.about) {
            return Ok(CheckIns::Say(split::no_weeks(word)));
        }
        let scopes = match asked.about.as_slice() {
            [] => own(org, person),
            words => match meant(org, words) {
                Meant::One(scope) => vec![scope],
                Meant::Several(scopes) => {
                    return Ok(CheckIns::Say(split::choose(org, words, &scopes)));
                }
                // `/checkin split my teams` names nobody.
                Meant::Nobody if words.iter().all(|word| is_own(word)) => own(org, person),
                Meant::Nobody => return Ok(CheckIns::Say(split::nobody(org, words))),
            },
        };
        let courses = self.courses(org, &scopes, asked.weeks).await?;
        let fewer = asked.of_weeks.map(split::fewer_weeks);
        Ok(if asked.share {
            let mut message = split::shared(&courses, org, org.name_of(person));
            message.parts.extend(fewer);
            CheckIns::Share(message)
        } else {
            let own = self.own_answers(org, person, &scopes).await?;
            let mut message = split::split(&courses, org);
            message.parts.extend(fewer);
            message.parts.extend(own);
            CheckIns::Say(message)
        })
    }

    /// What a person may read of single answers, where everybody answers for themselves: never shared.
    async fn own_answers(
        &self,
        org: &Organisation,
        person: &PersonId,
        scopes: &[Scope],
    ) -> Result<Vec<Part>> {
        let teams = scopes.iter().filter_map(|scope| match scope {
            Scope::Team(team) => Some(team),
            Scope::Kind(_) | Scope::Line(_) | Scope::Company => None,
        });
        let by_everyone = |team: &&TeamId| {
            let team = org.team(team);
            team.is_some_and(|team| team.answers == Answers::Everyone)
        };
        let teams: Vec<TeamId> = teams.filter(by_everyone).cloned().collect();
        self.single_splits(org, person, &teams).await
    }

    /// How the time of some went, over so many weeks up to this one.
    async fn courses(
        &self,
        org: &Organisation,
        scopes: &[Scope],
        weeks: u32,
    ) -> Result<Vec<Course>> {
        let today = self.clock.now().with_timezone(&org.settings.time_zone);
        let until = Week::of(today.date_naive());
        // Three weeks more, for the mean over four.
        let first = until.back(weeks.max(1) + 3);
        let rows = self.store.rollups(&self.workspace, first, until).await?;
        let history = History::new(rows);
        let scopes = scopes.iter();
        Ok(scopes
            .map(|scope| course(org, &history, scope, until, weeks))
            .collect())
    }
}

/// A person's teams; the company for whoever is in none.
fn own(org: &Organisation, person: &PersonId) -> Vec<Scope> {
    let teams = org.teams_of(person);
    let teams: Vec<Scope> = teams.map(|team| Scope::Team(team.id.clone())).collect();
    if teams.is_empty() {
        return vec![Scope::Company];
    }
    teams
}

/// A number that counts no weeks, like "0" or "3.5", and is part of nobody's name.
fn no_weeks<'a>(org: &Organisation, words: &'a [String]) -> Option<&'a str> {
    let teams = org.teams.iter();
    let names: Vec<&str> = teams
        .flat_map(|team| [Some(team.name.as_str()), team.product_line.as_deref()])
        .flatten()
        .collect();
    let named = |word: &str| names.iter().any(|name| name.contains(word));
    let mut words = words.iter().map(String::as_str);
    words.find(|word| word.parse::<f64>().is_ok_and(f64::is_finite) && !named(word))
}

fn is_own(word: &str) -> bool {
    ["my", "mine", "our", "ours", "team", "teams", "own"]
        .iter()
        .any(|own| word.eq_ignore_ascii_case(own))
}
