//! The ledger of everything sent to Slack: what a row says, and which states it walks through.

mod state;

use chrono::{DateTime, Utc};

pub use self::state::State;
use super::id::{
    AskId, ChannelId, DecisionId, DeliveryId, MessageTs, PersonId, QuestionId, TeamId, WorkspaceId,
};
use super::period::Period;
use super::week::Week;

/// What a delivery says. It names its subject and never carries blocks: it is rendered when it is sent.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Subject {
    /// The ask, as a direct message.
    Ask(AskId),
    /// The ask's message again, as the ask now stands: receipt, away, closed.
    AskEdit(AskId),
    /// Somebody in no team is asked for key results alone.
    Results(Week, PersonId),
    /// That message again, as the readings now stand.
    ResultsEdit(Week, PersonId),
    /// A reminder of that message: the first or the second.
    ResultsReminder(Week, PersonId, u8),
    /// A reminder of an ask: the first or the second.
    Reminder(AskId, u8),
    /// The digest's head, in the leadership channel.
    DigestHead(Week),
    /// The head again, as the week now stands.
    DigestHeadEdit(Week),
    /// The team by team part of the digest's thread, by its page, from 1 on.
    DigestTable(Week, u32),
    /// That page again, as the week now stands.
    DigestTableEdit(Week, u32),
    /// One team's reply in the digest's thread.
    DigestReply(Week, TeamId),
    /// The reply again, as the week now stands.
    DigestReplyEdit(Week, TeamId),
    /// A team's own part of the digest, in the team's channel: before leadership reads it.
    TeamPart(Week, TeamId),
    /// The part again, as the week now stands.
    TeamPartEdit(Week, TeamId),
    /// The head of a review, in the leadership channel.
    Review(Period),
    /// A reply in a review's thread, by its number, from 1 on.
    ReviewPart(Period, u32),
    /// A later message of what is too long for one, by its number, from 2 on.
    More(Box<Subject>, u32),
    /// That message again, as the week now stands.
    MoreEdit(Box<Subject>, u32),
    /// What came after a digest whose messages Slack does not let us change any more, in its thread.
    DigestLate(Week),
    /// That reply again, as the week now stands.
    DigestLateEdit(Week),
    /// The digest without what is leadership's alone, to somebody who subscribed: the head, as a direct message.
    SubscriberHead(Week, PersonId),
    /// That head again, as the week now stands.
    SubscriberHeadEdit(Week, PersonId),
    /// A page of its teams, in the thread of that message, from 1 on.
    SubscriberTable(Week, PersonId, u32),
    /// That page again, as the week now stands.
    SubscriberTableEdit(Week, PersonId, u32),
    /// A question of leadership, in the team's channel.
    Question(QuestionId),
    /// That message again, as the question now stands.
    QuestionEdit(QuestionId),
    /// What the number of a decision did, in the thread of the digest on which it was recorded.
    Decision(Week, DecisionId),
    /// A sentence to one admin about a delivery whose fate Headway cannot learn, or that failed.
    Notice(PersonId, DeliveryId),
}

/// How the two families of deliveries differ: a post must not happen twice, an edit may.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `chat.postMessage`.
    Post,
    /// `chat.update` of a message that a post made.
    Edit,
}

impl Subject {
    /// Whether this makes a message or changes one.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::AskEdit(_)
            | Self::ResultsEdit(..)
            | Self::DigestHeadEdit(_)
            | Self::DigestTableEdit(..)
            | Self::DigestReplyEdit(..)
            | Self::TeamPartEdit(..)
            | Self::QuestionEdit(_)
            | Self::MoreEdit(..)
            | Self::DigestLateEdit(_)
            | Self::SubscriberHeadEdit(..)
            | Self::SubscriberTableEdit(..) => Kind::Edit,
            Self::Ask(_)
            | Self::Results(..)
            | Self::ResultsReminder(..)
            | Self::Reminder(..)
            | Self::DigestHead(_)
            | Self::DigestTable(..)
            | Self::DigestReply(..)
            | Self::TeamPart(..)
            | Self::Review(_)
            | Self::ReviewPart(..)
            | Self::More(..)
            | Self::DigestLate(_)
            | Self::SubscriberHead(..)
            | Self::SubscriberTable(..)
            | Self::Question(_)
            | Self::Decision(..)
            | Self::Notice(..) => Kind::Post,
        }
    }

    /// The delivery after which this one comes: whose message it changes, in whose thread it stands, or which
    /// others read first.
    #[must_use]
    pub fn follows(&self) -> Option<Self> {
        match self {
            Self::AskEdit(ask) => Some(Self::Ask(ask.clone())),
            Self::ResultsEdit(week, person) => Some(Self::Results(*week, person.clone())),
            Self::DigestHeadEdit(week)
            | Self::DigestTable(week, _)
            | Self::DigestReply(week, _)
            | Self::DigestLate(week)
            | Self::Decision(week, _) => Some(Self::DigestHead(*week)),
            Self::DigestTableEdit(week, page) => Some(Self::DigestTable(*week, *page)),
            Self::DigestReplyEdit(week, team) => Some(Self::DigestReply(*week, team.clone())),
            Self::TeamPartEdit(week, team) => Some(Self::TeamPart(*week, team.clone())),
            Self::ReviewPart(period, _) => Some(Self::Review(*period)),
            // In the thread in which the first one stands, or in that of the first one.
            Self::More(of, _) => Some(of.follows().unwrap_or_else(|| (**of).clone())),
            Self::MoreEdit(of, number) => Some(Self::More(of.clone(), *number)),
            Self::DigestLateEdit(week) => Some(Self::DigestLate(*week)),
            // Leadership reads it first; where its head never was, nobody else reads one.
            Self::SubscriberHead(week, _) => Some(Self::DigestHead(*week)),
            Self::SubscriberHeadEdit(week, person) | Self::SubscriberTable(week, person, _) => {
                Some(Self::SubscriberHead(*week, person.clone()))
            }
            Self::SubscriberTableEdit(week, person, page) => {
                Some(Self::SubscriberTable(*week, person.clone(), *page))
            }
            Self::QuestionEdit(question) => Some(Self::Question(question.clone())),
            Self::Ask(_)
            | Self::Results(..)
            | Self::ResultsReminder(..)
            | Self::Reminder(..)
            | Self::DigestHead(_)
            | Self::TeamPart(..)
            | Self::Review(_)
            | Self::Question(_)
            | Self::Notice(..) => None,
        }
    }

    /// What is said instead where Slack refuses this edit for good: the one reply in the digest's thread, and what it
    /// says now. Nothing where nobody misses the edit.
    #[must_use]
    pub fn instead(&self) -> Option<[Self; 2]> {
        match self {
            Self::DigestHeadEdit(week)
            | Self::DigestTableEdit(week, _)
            | Self::DigestReplyEdit(week, _) => {
                Some([Self::DigestLate(*week), Self::DigestLateEdit(*week)])
            }
            Self::MoreEdit(of, _) => match **of {
                Self::DigestReply(week, _) => {
                    Some([Self::DigestLate(week), Self::DigestLateEdit(week)])
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// The delivery whose message this one changes, or in whose thread it stands.
    #[must_use]
    pub fn belongs_to(&self) -> Option<Self> {
        match self {
            Self::SubscriberHead(..) => None,
            _ => self.follows(),
        }
    }

    /// Who subscribed to it, where it is a subscriber's.
    #[must_use]
    pub fn subscriber(&self) -> Option<&PersonId> {
        match self {
            Self::SubscriberHead(_, person)
            | Self::SubscriberHeadEdit(_, person)
            | Self::SubscriberTable(_, person, _)
            | Self::SubscriberTableEdit(_, person, _) => Some(person),
            _ => None,
        }
    }

    /// The natural key: a thing that was enqueued once is never enqueued again.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::Ask(ask) => format!("ask:{ask}"),
            Self::AskEdit(ask) => format!("ask-edit:{ask}"),
            Self::Results(week, person) => format!("results:{week}:{person}"),
            Self::ResultsEdit(week, person) => format!("results-edit:{week}:{person}"),
            Self::ResultsReminder(week, person, number) => {
                format!("results-reminder:{week}:{person}:{number}")
            }
            Self::Reminder(ask, number) => format!("reminder:{ask}:{number}"),
            Self::DigestHead(week) => format!("digest:{week}"),
            Self::DigestHeadEdit(week) => format!("digest-edit:{week}"),
            Self::DigestTable(week, page) => format!("table:{week}:{page}"),
            Self::DigestTableEdit(week, page) => format!("table-edit:{week}:{page}"),
            Self::DigestReply(week, team) => format!("reply:{week}:{team}"),
            Self::DigestReplyEdit(week, team) => format!("reply-edit:{week}:{team}"),
            Self::TeamPart(week, team) => format!("team-part:{week}:{team}"),
            Self::TeamPartEdit(week, team) => format!("team-part-edit:{week}:{team}"),
            Self::Review(period) => format!("review:{period}"),
            Self::ReviewPart(period, number) => format!("review-part:{period}:{number}"),
            Self::More(of, number) => format!("more:{number}:{}", of.key()),
            Self::MoreEdit(of, number) => format!("more-edit:{number}:{}", of.key()),
            Self::DigestLate(week) => format!("late:{week}"),
            Self::DigestLateEdit(week) => format!("late-edit:{week}"),
            Self::SubscriberHead(week, person) => format!("subscriber:{week}:{person}"),
            Self::SubscriberHeadEdit(week, person) => format!("subscriber-edit:{week}:{person}"),
            Self::SubscriberTable(week, person, page) => {
                format!("subscriber-table:{week}:{person}:{page}")
            }
            Self::SubscriberTableEdit(week, person, page) => {
                format!("subscriber-table-edit:{week}:{person}:{page}")
            }
            Self::Question(question) => format!("question:{question}"),
            Self::QuestionEdit(question) => format!("question-edit:{question}"),
            Self::Decision(week, decision) => format!("decision:{week}:{decision}"),
            Self::Notice(person, delivery) => format!("notice:{person}:{delivery}"),
        }
    }

    /// Reads [`Subject::key`] back.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        let (kind, rest) = key.split_once(':')?;
        let week_and_team = || {
            let (week, team) = rest.split_once(':')?;
            Some((week.parse().ok()?, TeamId::new(team)))
        };
        Some(match kind {
            "ask" => Self::Ask(AskId::new(rest)),
            "ask-edit" => Self::AskEdit(AskId::new(rest)),
            "reminder" => {
                let (ask, number) = rest.rsplit_once(':')?;
                Self::Reminder(AskId::new(ask), number.parse().ok()?)
            }
            "results-reminder" => {
                let (week, rest) = rest.split_once(':')?;
                let (person, number) = rest.rsplit_once(':')?;
                let (week, number) = (week.parse().ok()?, number.parse().ok()?);
                Self::ResultsReminder(week, PersonId::new(person), number)
            }
            "results" | "results-edit" | "subscriber" | "subscriber-edit" => {
                let (week, person) = rest.split_once(':')?;
                let (week, person) = (week.parse().ok()?, PersonId::new(person));
                match kind {
                    "results" => Self::Results(week, person),
                    "subscriber" => Self::SubscriberHead(week, person),
                    "subscriber-edit" => Self::SubscriberHeadEdit(week, person),
                    _ => Self::ResultsEdit(week, person),
                }
            }
            "subscriber-table" | "subscriber-table-edit" => {
                let (week, rest) = rest.split_once(':')?;
                let (person, page) = rest.rsplit_once(':')?;
                let (week, page) = (week.parse().ok()?, page.parse().ok()?);
                let person = PersonId::new(person);
                match kind {
                    "subscriber-table" => Self::SubscriberTable(week, person, page),
                    _ => Self::SubscriberTableEdit(week, person, page),
                }
            }
            "digest" => Self::DigestHead(rest.parse().ok()?),
            "digest-edit" => Self::DigestHeadEdit(rest.parse().ok()?),
            "table" | "table-edit" => {
                let (week, page) = rest.split_once(':')?;
                let (week, page) = (week.parse().ok()?, page.parse().ok()?);
                match kind {
                    "table" => Self::DigestTable(week, page),
                    _ => Self::DigestTableEdit(week, page),
                }
            }
            "reply" => week_and_team().map(|(week, team)| Self::DigestReply(week, team))?,
            "reply-edit" => {
                week_and_team().map(|(week, team)| Self::DigestReplyEdit(week, team))?
            }
            "team-part" => week_and_team().map(|(week, team)| Self::TeamPart(week, team))?,
            "team-part-edit" => {
                week_and_team().map(|(week, team)| Self::TeamPartEdit(week, team))?
            }
            "review" => Self::Review(rest.parse().ok()?),
            "review-part" => {
                let (period, number) = rest.split_once(':')?;
                Self::ReviewPart(period.parse().ok()?, number.parse().ok()?)
            }
            "more" | "more-edit" => {
                let (number, of) = rest.split_once(':')?;
                let (of, number) = (Box::new(Self::from_key(of)?), number.parse().ok()?);
                match kind {
                    "more" => Self::More(of, number),
                    _ => Self::MoreEdit(of, number),
                }
            }
            "late" => Self::DigestLate(rest.parse().ok()?),
            "late-edit" => Self::DigestLateEdit(rest.parse().ok()?),
            "question" => Self::Question(QuestionId::new(rest)),
            "question-edit" => Self::QuestionEdit(QuestionId::new(rest)),
            "decision" => {
                let (week, decision) = rest.split_once(':')?;
                Self::Decision(week.parse().ok()?, DecisionId::new(decision))
            }
            "notice" => {
                let (person, delivery) = rest.split_once(':')?;
                Self::Notice(PersonId::new(person), DeliveryId::new(delivery))
            }
            _ => return None,
        })
    }
}

/// To whom a post goes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Target {
    /// A direct message; the conversation is opened first.
    Person(PersonId),
    /// A channel, by id or by name.
    Channel(ChannelId),
}

/// Something to be sent, before the ledger has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDelivery {
    /// Its id, made by chance outside.
    pub id: DeliveryId,
    /// What it says.
    pub subject: Subject,
    /// To whom; an edit goes where its post went.
    pub target: Target,
    /// Not before this instant.
    pub due: DateTime<Utc>,
}

/// One row of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// Whose.
    pub workspace: WorkspaceId,
    /// Its id; travels in the message's metadata.
    pub id: DeliveryId,
    /// What it says.
    pub subject: Subject,
    /// To whom.
    pub target: Target,
    /// Where it is on its way.
    pub state: State,
    /// Not before this instant: the first try, the next one, or the next look.
    pub due: DateTime<Utc>,
    /// How often a request went out.
    pub attempts: u32,
    /// When the last one began; the window in which to look starts ten minutes earlier.
    pub attempted: Option<DateTime<Utc>>,
    /// How often it was looked for since the last attempt ended.
    pub looks: u32,
    /// For edits: which state of the subject is wanted; grows with each change.
    pub wanted: u32,
    /// The message, once Slack has it.
    pub message: Option<(ChannelId, MessageTs)>,
    /// Where the attempt went, known before its outcome is.
    pub channel: Option<ChannelId>,
    /// What went wrong last, in Slack's word for it.
    pub error: Option<String>,
}

#[cfg(test)]
mod tests;
