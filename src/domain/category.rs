//! The lines of a time split, and the two marks by which they are read.

use serde::{Deserialize, Serialize};

use super::id::CategoryId;

/// What the work was for; crosses with whether it was elective.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    /// New and existing product features.
    Innovation,
    /// Automation, quality, speed of delivery: what makes later innovation cheaper.
    TuneUp,
    /// Keeping what there is alive.
    Run,
}

impl Purpose {
    /// All of them, in the order in which they are listed.
    pub const ALL: [Self; 3] = [Self::Innovation, Self::TuneUp, Self::Run];

    /// The word in `org.toml` and in the database.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Innovation => "innovation",
            Self::TuneUp => "tune-up",
            Self::Run => "run",
        }
    }

    /// Reads [`Purpose::word`] back.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.word() == word)
    }
}

/// One line of the time split.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Category {
    /// Its key, kept when the name changes.
    pub id: CategoryId,
    /// As people read it: "Existing features".
    pub name: String,
    /// One line, shown in the form.
    pub explanation: String,
    /// Chosen work, rather than work that came by itself.
    pub elective: bool,
    /// The second mark.
    pub purpose: Purpose,
    /// No longer asked for; history keeps it.
    pub retired: bool,
}

/// The categories of a company that has named none, in the order of the form.
#[must_use]
pub fn defaults() -> Vec<Category> {
    let line = |id: &str, name: &str, explanation: &str, elective, purpose| Category {
        id: CategoryId::new(id),
        name: name.to_owned(),
        explanation: explanation.to_owned(),
        elective,
        purpose,
        retired: false,
    };
    vec![
        line(
            "fires",
            "Fires",
            "Incidents, and mending what broke",
            false,
            Purpose::Run,
        ),
        line(
            "security",
            "Security",
            "Vulnerabilities, audits, compliance",
            false,
            Purpose::Run,
        ),
        line(
            "support",
            "Support",
            "Customers' and colleagues' questions",
            false,
            Purpose::Run,
        ),
        line(
            "new",
            "New features",
            "What customers could not do before",
            true,
            Purpose::Innovation,
        ),
        line(
            "existing",
            "Existing features",
            "Making better what customers already use",
            true,
            Purpose::Innovation,
        ),
        line(
            "tune-ups",
            "Tune-ups",
            "Automation, quality, refactoring, speed of delivery",
            true,
            Purpose::TuneUp,
        ),
    ]
}

/// The default category that has no field and takes what the others leave.
pub const DEFAULT_REMAINDER: &str = "existing";
