//! The stages that a feature goes through, from a sketch to its last mile, and what an iteration is mainly for.

use serde::{Deserialize, Serialize};

/// How far a feature is taken in one iteration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// A sketch or a prototype, with few users.
    Sketch,
    /// A minimum viable product, or an A/B test.
    Mvp,
    /// For everybody; three gates are ticked first.
    Scale,
    /// What is left to make it whole.
    LastMile,
}

impl Stage {
    /// All of them, in order.
    pub const ALL: [Self; 4] = [Self::Sketch, Self::Mvp, Self::Scale, Self::LastMile];

    /// The word in the database.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Sketch => "sketch",
            Self::Mvp => "mvp",
            Self::Scale => "scale",
            Self::LastMile => "last-mile",
        }
    }

    /// Reads [`Stage::word`] back.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.word() == word)
    }

    /// The stage after this one; none after the last mile.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        match self {
            Self::Sketch => Some(Self::Mvp),
            Self::Mvp => Some(Self::Scale),
            Self::Scale => Some(Self::LastMile),
            Self::LastMile => None,
        }
    }
}

/// What has to be ready before a feature is scaled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Gate {
    /// It is tested, and holds the load.
    Quality,
    /// It is watched, and can be rolled back.
    Operations,
    /// Those who answer customers know it.
    Support,
}

impl Gate {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Quality, Self::Operations, Self::Support];

    /// The word in the database and in forms.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Quality => "quality",
            Self::Operations => "operations",
            Self::Support => "support",
        }
    }

    /// Reads [`Gate::word`] back.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|gate| gate.word() == word)
    }
}

/// What an iteration is mainly for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Impact {
    /// What customers gain.
    Customer,
    /// What the company gains.
    Business,
    /// What the work itself gains.
    Operations,
}

impl Impact {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Customer, Self::Business, Self::Operations];

    /// The word in the database and in sentences.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Business => "business",
            Self::Operations => "operations",
        }
    }

    /// Reads [`Impact::word`] back.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|impact| impact.word() == word)
    }
}
