//! What moved a team's numbers after a digest without anybody having answered.

use chrono::{DateTime, Utc};

use crate::domain::id::TeamId;

/// What moves numbers beside answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mover {
    /// The close of the round: what waited for a second person's answer counts.
    Close,
    /// An import: who was there is not who was there before, or the team itself came or went.
    Import,
}

impl Mover {
    /// The word in the database.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Close => "close",
            Self::Import => "import",
        }
    }

    /// Reads [`Mover::word`] back.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        let all = [Self::Close, Self::Import];
        all.into_iter().find(|mover| mover.word() == word)
    }
}

/// One team's numbers, moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// Whose.
    pub team: TeamId,
    /// By what.
    pub by: Mover,
    /// When it last did.
    pub at: DateTime<Utc>,
}
