//! The threshold that decides about an iteration, fixed before it starts, and the verdict that follows from it.

mod read;
mod words;

use crate::domain::number::NotANumber;
use crate::domain::okr::Unit;

/// On which side of the threshold the hypothesis holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// At the threshold or above.
    AtLeast,
    /// At the threshold or below.
    AtMost,
    /// Above the threshold.
    MoreThan,
    /// Below the threshold.
    LessThan,
}

impl Side {
    /// The word in the database and in sentences.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::AtLeast => "at least",
            Self::AtMost => "at most",
            Self::MoreThan => "more than",
            Self::LessThan => "less than",
        }
    }

    /// Reads [`Side::word`] back.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::AtLeast, Self::AtMost, Self::MoreThan, Self::LessThan]
            .into_iter()
            .find(|side| side.word() == word)
    }
}

/// "At least 8%, seen by 200 at least": what decides.
#[derive(Debug, Clone, PartialEq)]
pub struct Threshold {
    /// Where the hypothesis holds.
    pub side: Side,
    /// The number.
    pub value: f64,
    /// What it counts.
    pub unit: Unit,
    /// How many must have seen it for the result to say anything; none where one look is enough.
    pub sample: Option<u32>,
}

/// What was measured.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// In the threshold's unit; none where it could not be measured.
    pub value: Option<f64>,
    /// How many saw it, where the threshold asks for that.
    pub sample: Option<u32>,
}

/// What the threshold says of a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// The threshold was reached.
    Validated,
    /// It was not.
    Refuted,
    /// Nothing was measured, or by too few to say.
    Inconclusive,
}

impl Verdict {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Validated, Self::Refuted, Self::Inconclusive];

    /// The word in the database and in sentences.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Validated => "validated",
            Self::Refuted => "refuted",
            Self::Inconclusive => "inconclusive",
        }
    }

    /// Reads [`Verdict::word`] back.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.word() == word)
    }
}

/// A text that is no threshold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAThreshold {
    /// Nothing that reads as one.
    #[error("a number with its side, please, like \"at least 8%\" or \"at most 3\"")]
    Words,
    /// Its number may be two.
    #[error(transparent)]
    Number(NotANumber),
}

impl Threshold {
    /// Stands where none could be read, beside the mistake that says so.
    pub(super) const NOTHING: Self = Self {
        side: Side::AtLeast,
        value: 0.0,
        unit: Unit::Number,
        sample: None,
    };

    /// Reads "at least 8%", ">= 8 %", "≤ €3", "under 20", "8% or more", "less than 3h20", "at least 8% of readers". A
    /// bare number means *at least*. What it counts is read from the mark beside it; of whom, the metric says.
    ///
    /// # Errors
    /// When it has no number that can be read, or several.
    pub fn parse(text: &str) -> Result<Self, NotAThreshold> {
        read::read(text)
    }

    /// What a result comes to: the threshold decides, not taste.
    #[must_use]
    pub fn verdict(&self, measured: &Measured) -> Verdict {
        let Some(value) = measured.value else {
            return Verdict::Inconclusive;
        };
        if self
            .sample
            .is_some_and(|wanted| measured.sample.is_none_or(|seen| seen < wanted))
        {
            return Verdict::Inconclusive;
        }
        let holds = match self.side {
            Side::AtLeast => value >= self.value,
            Side::AtMost => value <= self.value,
            Side::MoreThan => value > self.value,
            Side::LessThan => value < self.value,
        };
        if holds {
            Verdict::Validated
        } else {
            Verdict::Refuted
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_threshold_decides() {
        let eight = Threshold {
            sample: Some(50),
            ..Threshold::parse("at least 8%").unwrap()
        };
        let verdict = |value, sample| eight.verdict(&Measured { value, sample });
        assert_eq!(verdict(Some(8.0), Some(50)), Verdict::Validated);
        assert_eq!(verdict(Some(7.9), Some(400)), Verdict::Refuted);
        assert_eq!(verdict(Some(30.0), Some(49)), Verdict::Inconclusive);
        assert_eq!(verdict(Some(30.0), None), Verdict::Inconclusive);
        assert_eq!(verdict(None, Some(50)), Verdict::Inconclusive);
        for (text, value, validated) in [
            ("below 3", 3.0, false),
            ("below 3", 2.9, true),
            ("at most 3", 3.0, true),
            ("> 8", 8.0, false),
            ("> 8", 8.1, true),
        ] {
            let threshold = Threshold::parse(text).unwrap();
            let measured = Measured {
                value: Some(value),
                sample: None,
            };
            let holds = threshold.verdict(&measured) == Verdict::Validated;
            assert_eq!(holds, validated, "{text} {value}");
        }
    }
}
