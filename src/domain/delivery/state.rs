//! The states that a row of the ledger walks through.

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
