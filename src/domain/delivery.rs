//! The ledger of everything sent to Slack: what a row says, and which states it walks through.

mod key;
mod subject;

use chrono::{DateTime, Utc};

use super::id::{ChannelId, DeliveryId, MessageTs, PersonId, WorkspaceId};
pub use subject::{Kind, Subject};

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
