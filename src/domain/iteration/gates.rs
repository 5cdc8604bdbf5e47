//! The gates of an iteration at scale: which are open, and what becomes of ticks that two people make at once.

use std::collections::BTreeSet;

use super::{Gate, Iteration, Stage};

impl Iteration {
    /// The gates that nobody has ticked.
    #[must_use]
    pub fn open_gates(&self) -> Vec<Gate> {
        let open = |gate: &Gate| !self.gates.contains(gate);
        Gate::ALL.into_iter().filter(open).collect()
    }

    /// Whether its gates can be ticked: at scale, until it is decided.
    #[must_use]
    pub fn may_tick(&self) -> bool {
        let decided = self.outcome.as_ref().and_then(|told| told.decision);
        self.stage == Stage::Scale && decided.is_none()
    }
}

/// What somebody ticked, and what they took back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticks {
    on: BTreeSet<Gate>,
    off: BTreeSet<Gate>,
}

impl Ticks {
    /// What differs between the gates as a form showed them and as they were sent.
    #[must_use]
    pub fn between(shown: &BTreeSet<Gate>, sent: &BTreeSet<Gate>) -> Self {
        Self {
            on: sent - shown,
            off: shown - sent,
        }
    }

    /// The gates after them: what this person left alone stands as it stands now.
    #[must_use]
    pub fn made(&self, now: &BTreeSet<Gate>) -> BTreeSet<Gate> {
        &(now | &self.on) - &self.off
    }
}

/// Reads ticked boxes: they arrive as their words, one after the other.
#[must_use]
pub fn read_gates(words: &str) -> BTreeSet<Gate> {
    words.split(',').filter_map(Gate::from_word).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_who_tick_at_once_take_nothing_from_each_other() {
        let shown = BTreeSet::from([Gate::Support]);
        let now = BTreeSet::from([Gate::Support, Gate::Quality]);
        let ticks = Ticks::between(&shown, &BTreeSet::from([Gate::Operations]));
        assert_eq!(
            ticks.made(&now),
            BTreeSet::from([Gate::Quality, Gate::Operations])
        );
        let nothing = Ticks::between(&shown, &shown);
        assert_eq!(nothing.made(&now), now);
    }

    #[test]
    fn ticked_boxes_are_read_one_by_one() {
        let read = read_gates("quality,support,odd");
        assert_eq!(read, BTreeSet::from([Gate::Quality, Gate::Support]));
        assert_eq!(read_gates(""), BTreeSet::new());
    }
}
