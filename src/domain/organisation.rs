//! The company as it is declared: settings, people, teams, what they agreed, what they aim at.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::cadence::{Cadence, TeamCadence};
use super::category::Category;
use super::id::{
    CategoryId, ChannelId, KeyResultCode, ObjectiveCode, PersonId, SlackTeamId, TeamId, WorkspaceId,
};
use super::okr::{KeyResult, Objective, ResultsSettings};
use super::target::TargetSplit;
use super::week::Week;

/// Everything about a company that a person declares and Headway does not learn.
#[derive(Debug, Clone, PartialEq)]
pub struct Organisation {
    /// What holds for all.
    pub settings: Settings,
    /// In the order of the form; retired ones too, for history.
    pub categories: Vec<Category>,
    /// Everybody whom a team, a key result or a role names.
    pub people: Vec<Person>,
    /// Active teams, in the order in which they were declared.
    pub teams: Vec<Team>,
    /// Active objectives, in the order in which they were declared.
    pub objectives: Vec<Objective>,
}

/// Fewer answers than this are never shown as a team's total where everybody answers for themselves: two people
/// could each tell what the other said.
pub const LEAST_ENOUGH_ANSWERS: u32 = 3;

/// For how many weeks single splits are kept where nothing is written.
pub const KEEP_SINGLE_SPLITS_WEEKS: u32 = 26;

/// What holds for the whole workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Our own key of the workspace.
    pub workspace: WorkspaceId,
    /// Slack's, once Headway has met it.
    pub slack_team: Option<SlackTeamId>,
    /// The company's name.
    pub name: String,
    /// Where digest and close are counted.
    pub time_zone: Tz,
    /// Where the digest goes: an id, or a name where the company was imported without Slack.
    pub leadership_channel: ChannelId,
    /// The moments of the week.
    pub cadence: Cadence,
    /// The category without a field, which takes what the others leave; none asks for all of them.
    pub remainder: Option<CategoryId>,
    /// How key results are judged and checked.
    pub results: ResultsSettings,
    /// How many answers a team's total needs before it is shown, where everybody answers for themselves.
    pub enough_answers: u32,
    /// For how many weeks single splits are kept where everybody answers; then the team's total alone.
    pub keep_single_splits_weeks: u32,
}

/// A Slack user whom Headway knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Slack's id, or an e-mail address as it was written.
    pub id: PersonId,
    /// As others read it.
    pub name: String,
    /// Written for this person; else the team's holds, else the workspace's.
    pub time_zone: Option<Tz>,
    /// Days on which nobody asks them anything: their public holidays too.
    pub days_off: BTreeSet<NaiveDate>,
    /// Reads the digest; may ask teams.
    pub leader: bool,
    /// Is told what is wrong with Headway itself.
    pub admin: bool,
}

/// What kind of work a team does; the right mix depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TeamKind {
    /// Builds what customers use.
    Application,
    /// Builds what other teams build on.
    Platform,
    /// Runs what everything stands on.
    Infrastructure,
}

impl TeamKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Application, Self::Platform, Self::Infrastructure];

    /// The word in `org.toml`, in the database and in sentences.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Application => "application",
            Self::Platform => "platform",
            Self::Infrastructure => "infrastructure",
        }
    }

    /// Reads [`TeamKind::word`] back.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// Who answers for a team.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answers {
    /// The lead, for the whole team; a deputy when the lead is away.
    Lead,
    /// Everybody but observers, each for themselves.
    Everyone,
}

impl Answers {
    /// The word in `org.toml` and in the database.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Lead => "lead",
            Self::Everyone => "everyone",
        }
    }

    /// Reads [`Answers::word`] back.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Lead, Self::Everyone]
            .into_iter()
            .find(|answers| answers.word() == word)
    }
}

/// A group that answers together.
#[derive(Debug, Clone, PartialEq)]
pub struct Team {
    /// Its key.
    pub id: TeamId,
    /// As people read it.
    pub name: String,
    /// What kind of work it does.
    pub kind: TeamKind,
    /// The product line that it belongs to.
    pub product_line: Option<String>,
    /// Its own channel.
    pub channel: Option<ChannelId>,
    /// Whether its own part is told there.
    pub tell_channel: bool,
    /// Holds for its people unless their own is written.
    pub time_zone: Option<Tz>,
    /// Who answers.
    pub answers: Answers,
    /// Whether its lead may read the single splits of a team that answers by everyone.
    pub lead_sees_answers: bool,
    /// Its own moments for asking, where they differ from the workspace's.
    pub cadence: TeamCadence,
    /// Its people, in the order in which they were declared; one lead at most.
    pub members: Vec<Member>,
    /// All that it ever agreed, in the order in which it was agreed.
    pub targets: Vec<TargetSplit>,
}

/// One person's place in one team.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    /// Who.
    pub person: PersonId,
    /// As what.
    pub role: Role,
    /// The part of full time that they give this team, 0 to 1.
    pub share: f64,
    /// The first day in it, where one is written.
    pub from: Option<NaiveDate>,
    /// The last day in it, where one is written.
    pub until: Option<NaiveDate>,
}

impl Member {
    /// Whether they are in the team on a day.
    #[must_use]
    pub fn is_in_on(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}

/// As what a person belongs to a team.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Answers for the team.
    Lead,
    /// Answers when the lead is away.
    Deputy,
    /// Works in it.
    Member,
    /// Sees it; is never asked and weighs nothing.
    Observer,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Lead, Self::Deputy, Self::Member, Self::Observer];

    /// The word in the database.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Lead => "lead",
            Self::Deputy => "deputy",
            Self::Member => "member",
            Self::Observer => "observer",
        }
    }

    /// Reads [`Role::word`] back.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.word() == word)
    }
}

impl Organisation {
    /// A person by id.
    #[must_use]
    pub fn person(&self, id: &PersonId) -> Option<&Person> {
        self.people.iter().find(|person| person.id == *id)
    }

    /// A person's name, or their id where they are not known.
    #[must_use]
    pub fn name_of<'a>(&'a self, id: &'a PersonId) -> &'a str {
        self.person(id)
            .map_or(id.as_str(), |person| person.name.as_str())
    }

    /// A team by its key.
    #[must_use]
    pub fn team(&self, id: &TeamId) -> Option<&Team> {
        self.teams.iter().find(|team| team.id == *id)
    }

    /// The teams that a person belongs to, observers included.
    pub fn teams_of<'a>(&'a self, person: &'a PersonId) -> impl Iterator<Item = &'a Team> {
        self.teams
            .iter()
            .filter(move |team| team.member(person).is_some())
    }

    /// The categories that are still asked for, in the order of the form.
    pub fn asked_categories(&self) -> impl Iterator<Item = &Category> {
        self.categories.iter().filter(|category| !category.retired)
    }

    /// A category's name, or its key where it is no longer known.
    #[must_use]
    pub fn category_name<'a>(&'a self, id: &'a CategoryId) -> &'a str {
        self.categories
            .iter()
            .find(|category| category.id == *id)
            .map_or(id.as_str(), |category| category.name.as_str())
    }

    /// The day on which a team is asked in a week: who is in the team on it is asked.
    #[must_use]
    pub fn ask_day(&self, team: &Team, week: Week) -> NaiveDate {
        let ask = team.cadence.ask.unwrap_or(self.settings.cadence.ask);
        week.day(ask.weekday)
    }

    /// Whether digests speak of a key result: it is there, and not a private objective's.
    #[must_use]
    pub fn tells(&self, code: &KeyResultCode) -> bool {
        self.key_result(code)
            .is_some_and(|(objective, _)| !objective.private)
    }

    /// A key result and its objective, by code.
    #[must_use]
    pub fn key_result(&self, code: &KeyResultCode) -> Option<(&Objective, &KeyResult)> {
        self.objectives.iter().find_map(|objective| {
            objective
                .key_results
                .iter()
                .find(|key_result| key_result.code == *code)
                .map(|key_result| (objective, key_result))
        })
    }

    /// An objective by code.
    #[must_use]
    pub fn objective(&self, code: &ObjectiveCode) -> Option<&Objective> {
        self.objectives
            .iter()
            .find(|objective| objective.code == *code)
    }

    /// The zone that holds for a person in a team: the person's, else the team's, else the workspace's.
    #[must_use]
    pub fn zone_of(&self, person: &PersonId, team: Option<&Team>) -> Tz {
        self.person(person)
            .and_then(|person| person.time_zone)
            .or_else(|| team.and_then(|team| team.time_zone))
            .unwrap_or(self.settings.time_zone)
    }
}

impl Team {
    /// A person's place in the team.
    #[must_use]
    pub fn member(&self, person: &PersonId) -> Option<&Member> {
        self.members.iter().find(|member| member.person == *person)
    }

    /// Who leads it.
    #[must_use]
    pub fn lead(&self) -> Option<&Member> {
        self.members.iter().find(|member| member.role == Role::Lead)
    }

    /// Those whose work counts: everybody but observers.
    pub fn workers(&self) -> impl Iterator<Item = &Member> {
        self.members
            .iter()
            .filter(|member| member.role != Role::Observer)
    }

    /// How many people the team is, in shares of full time.
    #[must_use]
    pub fn strength(&self) -> f64 {
        self.workers().map(|member| member.share).sum()
    }

    /// The channel that is told the team's own part of the digest, if one is.
    #[must_use]
    pub fn told_channel(&self) -> Option<&ChannelId> {
        self.channel.as_ref().filter(|_| self.tell_channel)
    }
}
