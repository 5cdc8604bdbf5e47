//! What a delivery says: its subject, what it changes or follows, and for whom it is.

use crate::domain::id::{AskId, DecisionId, DeliveryId, PersonId, QuestionId, TeamId};
use crate::domain::period::Period;
use crate::domain::week::Week;

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

    /// The delivery that lets this message say how things stand by then; none where it is never changed.
    #[must_use]
    pub fn edited(&self) -> Option<Self> {
        Some(match self {
            Self::Ask(ask) => Self::AskEdit(ask.clone()),
            Self::Results(week, person) => Self::ResultsEdit(*week, person.clone()),
            Self::DigestHead(week) => Self::DigestHeadEdit(*week),
            Self::DigestTable(week, page) => Self::DigestTableEdit(*week, *page),
            Self::DigestReply(week, team) => Self::DigestReplyEdit(*week, team.clone()),
            Self::TeamPart(week, team) => Self::TeamPartEdit(*week, team.clone()),
            Self::More(of, number) => Self::MoreEdit(of.clone(), *number),
            Self::DigestLate(week) => Self::DigestLateEdit(*week),
            Self::SubscriberHead(week, person) => Self::SubscriberHeadEdit(*week, person.clone()),
            Self::SubscriberTable(week, person, page) => {
                Self::SubscriberTableEdit(*week, person.clone(), *page)
            }
            Self::Question(question) => Self::QuestionEdit(question.clone()),
            _ => return None,
        })
    }

    /// The team of which alone this message of a digest speaks.
    #[must_use]
    pub fn team(&self) -> Option<&TeamId> {
        match self {
            Self::DigestReply(_, team) | Self::TeamPart(_, team) => Some(team),
            Self::More(of, _) => of.team(),
            _ => None,
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

    /// What is said instead where Slack refuses this edit for good: the one reply in the thread of which week's
    /// digest, and what it says now. Nothing where nobody misses the edit.
    #[must_use]
    pub fn instead(&self) -> Option<(Week, [Self; 2])> {
        let week = match self {
            Self::DigestHeadEdit(week)
            | Self::DigestTableEdit(week, _)
            | Self::DigestReplyEdit(week, _) => week,
            Self::MoreEdit(of, _) => match &**of {
                Self::DigestReply(week, _) => week,
                _ => return None,
            },
            _ => return None,
        };
        Some((
            *week,
            [Self::DigestLate(*week), Self::DigestLateEdit(*week)],
        ))
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
}
