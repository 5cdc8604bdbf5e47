//! The ledger of everything sent to Slack: what a row says, and which states it walks through.

use chrono::{DateTime, Utc};

use super::id::{AskId, ChannelId, DeliveryId, MessageTs, PersonId, TeamId, WorkspaceId};
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
            | Self::TeamPartEdit(..) => Kind::Edit,
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
            | Self::Notice(..) => Kind::Post,
        }
    }

    /// The delivery whose message this one changes, or in whose thread it stands.
    #[must_use]
    pub fn follows(&self) -> Option<Self> {
        match self {
            Self::AskEdit(ask) => Some(Self::Ask(ask.clone())),
            Self::ResultsEdit(week, person) => Some(Self::Results(*week, person.clone())),
            Self::DigestHeadEdit(week)
            | Self::DigestTable(week, _)
            | Self::DigestReply(week, _) => Some(Self::DigestHead(*week)),
            Self::DigestTableEdit(week, page) => Some(Self::DigestTable(*week, *page)),
            Self::DigestReplyEdit(week, team) => Some(Self::DigestReply(*week, team.clone())),
            Self::TeamPartEdit(week, team) => Some(Self::TeamPart(*week, team.clone())),
            Self::ReviewPart(period, _) => Some(Self::Review(*period)),
            Self::Ask(_)
            | Self::Results(..)
            | Self::ResultsReminder(..)
            | Self::Reminder(..)
            | Self::DigestHead(_)
            | Self::TeamPart(..)
            | Self::Review(_)
            | Self::Notice(..) => None,
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
            "results" | "results-edit" => {
                let (week, person) = rest.split_once(':')?;
                let (week, person) = (week.parse().ok()?, PersonId::new(person));
                match kind {
                    "results" => Self::Results(week, person),
                    _ => Self::ResultsEdit(week, person),
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

/// Where a delivery is on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// Waits until it is due.
    Pending,
    /// Claimed by a worker until its lease ends.
    Sending,
    /// The request went out and its outcome is not known; is looked for in the conversation.
    Unknown,
    /// Cannot be looked for; waits for an operator.
    Parked,
    /// Slack has it.
    Sent,
    /// No longer wanted before it was sent.
    Skipped,
    /// Slack refused it for good.
    Failed,
}

impl State {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Pending,
        Self::Sending,
        Self::Unknown,
        Self::Parked,
        Self::Sent,
        Self::Skipped,
        Self::Failed,
    ];

    /// The word in the database.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Sending => "sending",
            Self::Unknown => "unknown",
            Self::Parked => "parked",
            Self::Sent => "sent",
            Self::Skipped => "skipped",
            Self::Failed => "failed",
        }
    }

    /// Reads [`State::word`] back.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }
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
