//! What lies open between teams and leadership: requests, questions and decisions together, how each ends, and who
//! may see and settle them.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::decision::Decision;
use super::id::{PersonId, TeamId};
use super::organisation::{Organisation, Person, Role};
use super::question::Question;
use super::request::Request;
use super::week::Week;

/// How something ended, by whom and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended<How> {
    /// How.
    pub how: How,
    /// By whom.
    pub by: PersonId,
    /// When.
    pub at: DateTime<Utc>,
}

/// What became of an attempt to settle something: the first one stands, whoever tries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Settling<T> {
    /// It is settled now.
    Done(T),
    /// Somebody else was first; this is how it stands.
    Already(T),
    /// It is open and reads otherwise than whoever settles it has read.
    Changed(T),
    /// There is no such thing.
    Gone,
}

/// Requests, questions and decisions, as they were read.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Matters {
    /// What teams need.
    pub requests: Vec<Request>,
    /// What leadership asked.
    pub questions: Vec<Question>,
    /// What leadership decided.
    pub decisions: Vec<Decision>,
}

impl Matters {
    /// Those of one team.
    #[must_use]
    pub fn of(&self, team: &TeamId) -> Self {
        fn only<T: Clone>(all: &[T], theirs: impl Fn(&T) -> bool) -> Vec<T> {
            all.iter().filter(|it| theirs(it)).cloned().collect()
        }
        Self {
            requests: only(&self.requests, |it| it.team == *team),
            questions: only(&self.questions, |it| it.team == *team),
            decisions: only(&self.decisions, |it| it.team == *team),
        }
    }
}

impl Matters {
    /// As all of it stood at an instant: what was made later is not there, what ended later is open.
    #[must_use]
    pub fn as_of(mut self, at: DateTime<Utc>) -> Self {
        fn open_again<How>(ended: &mut Option<Ended<How>>, at: DateTime<Utc>) {
            *ended = ended.take().filter(|ended| ended.at <= at);
        }
        self.requests.retain(|it| it.made <= at);
        self.questions.retain(|it| it.asked <= at);
        self.decisions.retain(|it| it.recorded <= at);
        for it in &mut self.requests {
            open_again(&mut it.ended, at);
        }
        for it in &mut self.questions {
            open_again(&mut it.ended, at);
        }
        for it in &mut self.decisions {
            it.withdrawn = it.withdrawn.take().filter(|(_, when)| *when <= at);
        }
        self
    }
}

/// The reply of a team in a week's digest, below which leaders ask and decide: `2026-W47:payments`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TeamReply(String);

impl TeamReply {
    /// Of a week and a team.
    #[must_use]
    pub fn new(week: Week, team: &TeamId) -> Self {
        Self(format!("{week}:{team}"))
    }

    /// As a button carries it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Reads what a button carried.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        let this = Self(text.to_owned());
        this.parts().is_some().then_some(this)
    }

    /// The week and the team; none where the text was never made here.
    #[must_use]
    pub fn parts(&self) -> Option<(Week, TeamId)> {
        let (week, team) = self.0.split_once(':')?;
        (!team.is_empty()).then_some(())?;
        Some((week.parse().ok()?, TeamId::new(team)))
    }
}

/// Those who read the digest and may ask teams, in the order in which they were declared.
pub fn leaders(org: &Organisation) -> impl Iterator<Item = &Person> {
    org.people.iter().filter(|person| person.leader)
}

/// Whether a person is one of them.
#[must_use]
pub fn is_leader(org: &Organisation, person: &PersonId) -> bool {
    leaders(org).any(|leader| leader.id == *person)
}

/// Whether a person speaks for a team: its lead or a deputy.
#[must_use]
pub fn speaks_for(org: &Organisation, person: &PersonId, team: &TeamId) -> bool {
    let member = org.team(team).and_then(|team| team.member(person));
    member.is_some_and(|member| matches!(member.role, Role::Lead | Role::Deputy))
}

/// Whether a person may see what lies open between a team and leadership: leaders and whoever speaks for the team.
#[must_use]
pub fn may_see(org: &Organisation, person: &PersonId, team: &TeamId) -> bool {
    is_leader(org, person) || speaks_for(org, person, team)
}

/// How many days old something is, by the days of a zone.
#[must_use]
pub fn age(made: DateTime<Utc>, today: NaiveDate, zone: Tz) -> u32 {
    let days = (today - made.with_timezone(&zone).date_naive()).num_days();
    u32::try_from(days).unwrap_or(0)
}

#[cfg(test)]
pub(super) mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::domain::cadence::{Cadence, TeamCadence};
    use crate::domain::id::{ChannelId, WorkspaceId};
    use crate::domain::organisation::{Answers, Member, Settings, Team, TeamKind};

    /// Mara and Jonas lead the company; Ana leads Payments, Tom is her deputy, Kim works there.
    pub(in crate::domain) fn company() -> Organisation {
        let person = |id: &str, leader| Person {
            id: PersonId::new(id),
            name: id.to_owned(),
            time_zone: None,
            days_off: BTreeSet::new(),
            leader,
            admin: false,
        };
        let member = |id: &str, role| Member {
            person: PersonId::new(id),
            role,
            share: 1.0,
            from: None,
            until: None,
        };
        let people = vec![
            person("ana", false),
            person("mara", true),
            person("jonas", true),
            person("tom", false),
            person("kim", false),
        ];
        let teams = vec![Team {
            id: TeamId::new("payments"),
            name: "Payments".to_owned(),
            kind: TeamKind::Application,
            product_line: None,
            channel: None,
            tell_channel: false,
            time_zone: None,
            answers: Answers::Lead,
            lead_sees_answers: false,
            cadence: TeamCadence::default(),
            members: vec![
                member("ana", Role::Lead),
                member("tom", Role::Deputy),
                member("kim", Role::Member),
            ],
            targets: Vec::new(),
        }];
        Organisation {
            settings: Settings {
                workspace: WorkspaceId::new("acme"),
                slack_team: None,
                name: "Acme".to_owned(),
                time_zone: chrono_tz::Europe::Berlin,
                leadership_channel: ChannelId::new("C1"),
                cadence: Cadence::default(),
                remainder: None,
                results: crate::domain::okr::ResultsSettings::default(),
                enough_answers: 3,
                keep_single_splits_weeks: 26,
            },
            categories: Vec::new(),
            people,
            teams,
            objectives: Vec::new(),
        }
    }

    #[test]
    fn leaders_and_whoever_speaks_for_the_team_may_see() {
        let (org, team) = (company(), TeamId::new("payments"));
        for (person, may) in [
            ("mara", true),
            ("jonas", true),
            ("ana", true),
            ("tom", true),
            ("kim", false),
            ("stranger", false),
        ] {
            assert_eq!(
                may_see(&org, &PersonId::new(person), &team),
                may,
                "{person}"
            );
        }
        assert!(!speaks_for(
            &org,
            &PersonId::new("ana"),
            &TeamId::new("search")
        ));
    }

    #[test]
    fn a_reply_survives_the_round_trip() {
        let week = "2026-W47".parse().unwrap();
        let reply = TeamReply::new(week, &TeamId::new("payments"));
        let read = TeamReply::from_text(reply.as_str()).unwrap();
        assert_eq!(read.parts(), Some((week, TeamId::new("payments"))));
        for odd in ["", "2026-W47", "2026-W47:", "x:payments"] {
            assert_eq!(TeamReply::from_text(odd), None, "{odd}");
        }
    }

    #[test]
    fn an_age_is_counted_in_days_of_the_zone() {
        let berlin: Tz = "Europe/Berlin".parse().unwrap();
        // Half past midnight on the 13th in Berlin is still the 12th in Greenwich.
        let made = "2026-11-12T23:30:00Z".parse().unwrap();
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert_eq!(age(made, day("2026-11-13"), berlin), 0);
        assert_eq!(age(made, day("2026-11-20"), berlin), 7);
        assert_eq!(age(made, day("2026-11-20"), Tz::UTC), 8);
        assert_eq!(age(made, day("2026-11-01"), berlin), 0);
    }
}
