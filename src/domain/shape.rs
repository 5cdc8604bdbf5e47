//! In which shape a message is sent: with all that Slack can draw, or with less where a workspace refuses that.
//!
//! Slack brings new blocks to one workspace after the other, and until then answers `invalid_blocks`. What was
//! refused is remembered for a day, so that not every message is refused first, and then tried again.

use chrono::TimeDelta;

/// How much of Slack's newer blocks a message uses; each says the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shape {
    /// The text alone: where Slack does not understand our blocks at all.
    TextOnly,
    /// Blocks that every workspace has; charts and tables are lines.
    Plain,
    /// The table of 2025; charts are tables.
    Tables,
    /// Charts and tables of 2026.
    Native,
}

/// How long a refusal is remembered.
pub const REMEMBERED: TimeDelta = TimeDelta::days(1);

/// Who sees the answer to a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SeenBy {
    /// Whoever typed it.
    OnePerson,
    /// Everybody in the channel where it was typed.
    Channel,
}

impl Shape {
    /// Those that a workspace may refuse and others take.
    pub const REFUSED: [Self; 2] = [Self::Native, Self::Tables];

    /// What to try when this is refused.
    #[must_use]
    pub fn weaker(self) -> Option<Self> {
        match self {
            Self::Native => Some(Self::Tables),
            Self::Tables => Some(Self::Plain),
            Self::Plain => Some(Self::TextOnly),
            Self::TextOnly => None,
        }
    }

    /// The best that was not refused.
    #[must_use]
    pub fn best(refused: &[Self]) -> Self {
        let shapes = Self::REFUSED.into_iter();
        shapes
            .filter(|shape| !refused.contains(shape))
            .max()
            .unwrap_or(Self::Plain)
    }

    /// The word in the database.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::TextOnly => "text-only",
            Self::Plain => "plain",
            Self::Tables => "tables",
            Self::Native => "native",
        }
    }

    /// Reads [`Shape::word`] back.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::TextOnly, Self::Plain, Self::Tables, Self::Native]
            .into_iter()
            .find(|shape| shape.word() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_refused_is_not_the_best() {
        for (refused, best) in [
            (vec![], Shape::Native),
            (vec![Shape::Native], Shape::Tables),
            (vec![Shape::Tables, Shape::Native], Shape::Plain),
            (vec![Shape::Tables], Shape::Native),
        ] {
            assert_eq!(Shape::best(&refused), best, "{refused:?}");
        }
    }

    #[test]
    fn every_shape_survives_its_word() {
        let mut shape = Some(Shape::Native);
        while let Some(this) = shape {
            assert_eq!(Shape::from_word(this.word()), Some(this));
            shape = this.weaker();
        }
    }
}
