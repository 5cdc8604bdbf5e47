//! The lines of a time split, and the two marks by which they are read.

use serde::{Deserialize, Serialize};

use super::id::CategoryId;
use super::week::Week;

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

/// The two marks by which a category is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marks {
    /// Chosen work, rather than work that came by itself.
    pub elective: bool,
    /// The second mark.
    pub purpose: Purpose,
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
    /// Its marks, from the week after the last of the earlier ones on.
    pub marks: Marks,
    /// Marks that it had before, each up to and with a week; the earliest first.
    pub earlier: Vec<(Week, Marks)>,
    /// No longer asked for; history keeps it.
    pub retired: bool,
}

impl Category {
    /// The marks by which a week is read: a later change does not rewrite it.
    #[must_use]
    pub fn marks(&self, week: Week) -> Marks {
        let held = self.earlier.iter().find(|(until, _)| week <= *until);
        held.map_or(self.marks, |(_, marks)| *marks)
    }
}

/// The categories of a company that has named none, in the order of the form.
#[must_use]
pub fn defaults() -> Vec<Category> {
    let line = |id: &str, name: &str, explanation: &str, elective, purpose| Category {
        id: CategoryId::new(id),
        name: name.to_owned(),
        explanation: explanation.to_owned(),
        marks: Marks { elective, purpose },
        earlier: Vec::new(),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_is_read_by_the_marks_that_it_had() {
        let marks = |elective, purpose| Marks { elective, purpose };
        let mut category = defaults().remove(0);
        let week = |text: &str| text.parse::<Week>().unwrap();
        assert_eq!(category.marks(week("2026-W47")), category.marks);
        category.earlier = vec![
            (week("2026-W40"), marks(true, Purpose::TuneUp)),
            (week("2026-W46"), marks(true, Purpose::Run)),
        ];
        for (at, held) in [
            ("2025-W01", marks(true, Purpose::TuneUp)),
            ("2026-W40", marks(true, Purpose::TuneUp)),
            ("2026-W41", marks(true, Purpose::Run)),
            ("2026-W46", marks(true, Purpose::Run)),
            ("2026-W47", category.marks),
        ] {
            assert_eq!(category.marks(week(at)), held, "{at}");
        }
    }
}
