//! The parts of a review, in the order in which they are read.

/// One part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    /// What was agreed, and by whom.
    Align,
    /// Where the time went against it.
    Time,
    /// What became of objectives.
    Results,
    /// What became of iterations.
    Iterations,
    /// What leadership decided, and what the numbers did: for leaders alone.
    Decisions,
    /// Tune-ups beside later fires.
    TuneUps,
    /// What to talk about.
    Prioritise,
}

impl Section {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Align,
        Self::Time,
        Self::Results,
        Self::Iterations,
        Self::Decisions,
        Self::TuneUps,
        Self::Prioritise,
    ];

    /// The word in commands and on buttons.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Align => "align",
            Self::Time => "time",
            Self::Results => "results",
            Self::Iterations => "iterations",
            Self::Decisions => "decisions",
            Self::TuneUps => "tune-ups",
            Self::Prioritise => "prioritise",
        }
    }

    /// Whether it may share a message with others where it has little to say.
    #[must_use]
    pub fn may_share(self) -> bool {
        matches!(self, Self::Iterations | Self::Decisions | Self::TuneUps)
    }

    /// Whether leaders alone may read it outside of their channel.
    #[must_use]
    pub fn is_for_leaders(self) -> bool {
        self == Self::Decisions
    }

    /// Reads [`Section::word`] back.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|section| section.word() == word)
    }
}
