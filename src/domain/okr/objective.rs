//! An objective: what teams want to be true by the end of a quarter, who answers for it, and how it ended.

use chrono::{DateTime, Utc};

use super::{KeyResult, Retired};
use crate::domain::id::{ObjectiveCode, PersonId, TeamId};
use crate::domain::week::Quarter;

/// What teams want to be true by the end of a quarter. However many teams share it, it is one.
#[derive(Debug, Clone, PartialEq)]
pub struct Objective {
    /// What people type: `PAY-1`.
    pub code: ObjectiveCode,
    /// "Paying is the easy part".
    pub title: String,
    /// The one accountable person.
    pub accountable: PersonId,
    /// Their counterpart in product.
    pub product: Option<PersonId>,
    /// Their counterpart in engineering.
    pub engineering: Option<PersonId>,
    /// How it is meant.
    pub commitment: Commitment,
    /// Seen by its own people alone.
    pub private: bool,
    /// The teams that share it.
    pub teams: Vec<TeamId>,
    /// When it is due.
    pub quarter: Quarter,
    /// Its measures, in order.
    pub key_results: Vec<KeyResult>,
    /// Those that were taken out in Slack, with their history: the oldest first.
    pub retired: Vec<Retired>,
    /// Where it was declared, and so who may change it: an import leaves alone what was made in Slack.
    pub origin: Origin,
    /// How it ended, once it is closed.
    pub closed: Option<Closing>,
    /// Counts the changes that were made in Slack, so that two people who edit at once are told.
    pub version: i64,
}

/// Whether an objective is promised, or hoped for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Commitment {
    /// Promised: a score below 1.0 needs an explanation.
    Committed,
    /// Hoped for: 0.7 is a good score.
    Aspirational,
}

/// Where an objective was declared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Origin {
    /// In `org.toml`.
    File,
    /// In Slack.
    Slack,
}

/// How an objective ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closing {
    /// How much of it came true.
    pub score: Score,
    /// The one root cause.
    pub cause: Cause,
    /// Why it is not 1.0, or anything else worth remembering.
    pub explanation: Option<String>,
    /// What becomes of it. Nothing carries over by itself.
    pub decision: Decision,
    /// Who closed it.
    pub by: PersonId,
    /// When.
    pub at: DateTime<Utc>,
}

/// 0.0 to 1.0, in tenths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Score(u8);

/// Why an objective ended as it did; one, so that one has to choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cause {
    /// It went as it was meant to.
    AsMeant,
    /// Other work came first.
    OtherWork,
    /// It waited for others.
    Waited,
    /// What was built did not move the number.
    WrongBet,
    /// It was measured too late, or wrongly.
    Measured,
    /// It was aimed too high.
    TooHigh,
    /// It began too late.
    TooLate,
    /// Something outside the company.
    Outside,
}

/// What becomes of an objective after its quarter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Decision {
    /// It is aimed at again.
    Keep,
    /// It is aimed at again, but differently.
    Change,
    /// It is done, or given up.
    Drop,
}

impl Objective {
    /// An objective that says no more than it must, as a file declares it.
    #[must_use]
    pub fn new(
        code: ObjectiveCode,
        title: &str,
        accountable: PersonId,
        teams: Vec<TeamId>,
        quarter: Quarter,
    ) -> Self {
        Self {
            code,
            title: title.to_owned(),
            accountable,
            product: None,
            engineering: None,
            commitment: Commitment::Committed,
            private: false,
            teams,
            quarter,
            key_results: Vec::new(),
            retired: Vec::new(),
            origin: Origin::File,
            closed: None,
            version: 0,
        }
    }

    /// The same with its measures.
    #[must_use]
    pub fn with(mut self, key_results: Vec<KeyResult>) -> Self {
        self.key_results = key_results;
        self
    }

    /// Whether its key results are still asked for.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.closed.is_none()
    }
}

impl Score {
    /// All of it.
    pub const FULL: Self = Self(10);

    /// So many tenths, 10 at most.
    #[must_use]
    pub fn of_tenths(tenths: u8) -> Option<Self> {
        (tenths <= 10).then_some(Self(tenths))
    }

    /// How many tenths it is.
    #[must_use]
    pub fn tenths(self) -> u8 {
        self.0
    }
}

impl std::str::FromStr for Score {
    type Err = ();

    /// `0.7`, `0,7`, `.7`, `1`.
    fn from_str(text: &str) -> Result<Self, ()> {
        let text = text.trim().replace(',', ".");
        let (whole, tenths) = text.split_once('.').unwrap_or((&text, "0"));
        let digit = |text: &str| match text.as_bytes() {
            [] => Some(0),
            [byte @ b'0'..=b'9'] => Some(byte - b'0'),
            _ => None,
        };
        if text.is_empty() || text == "." {
            return Err(());
        }
        let tenths = tenths.strip_suffix('0').unwrap_or(tenths);
        match (digit(whole), digit(tenths)) {
            (Some(whole), Some(tenths)) => Self::of_tenths(whole * 10 + tenths).ok_or(()),
            _ => Err(()),
        }
    }
}

impl std::fmt::Display for Score {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.0 / 10, self.0 % 10)
    }
}

impl Commitment {
    /// Both of them.
    pub const ALL: [Self; 2] = [Self::Committed, Self::Aspirational];

    /// The word in `org.toml`, in the database and in forms.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Committed => "committed",
            Self::Aspirational => "aspirational",
        }
    }

    /// Reads [`Commitment::word`] back.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }
}

impl Origin {
    /// The word in the database.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Slack => "slack",
        }
    }

    /// Reads [`Origin::word`] back.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::File, Self::Slack]
            .into_iter()
            .find(|one| one.word() == word)
    }
}

impl Cause {
    /// All of them, in the order of the form.
    pub const ALL: [Self; 8] = [
        Self::AsMeant,
        Self::OtherWork,
        Self::Waited,
        Self::WrongBet,
        Self::Measured,
        Self::TooHigh,
        Self::TooLate,
        Self::Outside,
    ];

    /// The word in the database and in commands.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::AsMeant => "as-meant",
            Self::OtherWork => "other-work",
            Self::Waited => "waited",
            Self::WrongBet => "wrong-bet",
            Self::Measured => "measured-late",
            Self::TooHigh => "too-high",
            Self::TooLate => "too-late",
            Self::Outside => "outside",
        }
    }

    /// Reads [`Cause::word`] back.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }
}

impl Decision {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Keep, Self::Change, Self::Drop];

    /// The word in the database, in commands and in sentences.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Keep => "keep",
            Self::Change => "change",
            Self::Drop => "drop",
        }
    }

    /// Reads [`Decision::word`] back.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_is_read_in_tenths() {
        for (text, tenths) in [
            ("0.7", 7),
            ("0,7", 7),
            (".7", 7),
            ("1", 10),
            ("1.0", 10),
            ("0", 0),
            ("0.70", 7),
        ] {
            assert_eq!(text.parse(), Ok(Score(tenths)), "{text}");
        }
        for text in ["", ".", "1.1", "-0.2", "70%", "0.75", "0.7.1", "7", "00.7"] {
            assert_eq!(text.parse::<Score>(), Err(()), "{text}");
        }
        assert_eq!(Score(7).to_string(), "0.7");
        assert_eq!(Score::FULL.to_string(), "1.0");
    }
}
