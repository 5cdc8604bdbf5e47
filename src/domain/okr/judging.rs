//! What makes a status: the borders between on track, at risk and off track, all of them settings.

use serde::{Deserialize, Serialize};

/// The borders by which a workspace judges its key results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Judging {
    /// On track is who is at least at so many percent of the expected curve.
    pub on_track: u8,
    /// At risk is who is at least at so many; below is off track.
    pub at_risk: u8,
    /// A confidence of at least so much is on track.
    pub confident: u8,
    /// A confidence of at least so much is at risk; below is off track.
    pub doubtful: u8,
    /// So many whole weeks may be missed …
    pub missed_weeks: u8,
    /// … and so many days more, before silence is stale.
    pub grace_days: u8,
    /// A status that changed by pace is announced once it is so many percent of the curve past the border …
    pub clear: u8,
    /// … or has held so many weeks running.
    pub clear_weeks: u8,
}

impl Default for Judging {
    /// Ninety and sixty percent of the line; 7 and 4 of 10; a week and three days; a twentieth, or two weeks.
    fn default() -> Self {
        Self {
            on_track: 90,
            at_risk: 60,
            confident: 7,
            doubtful: 4,
            missed_weeks: 1,
            grace_days: 3,
            clear: 5,
            clear_weeks: 2,
        }
    }
}

/// What a workspace says about key results: how they are judged, and which words read like output.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ResultsSettings {
    /// The borders.
    pub judging: Judging,
    /// Words of its own that read like output.
    pub output_words: Vec<String>,
    /// Words that would read like output elsewhere, and do not here.
    pub outcome_words: Vec<String>,
}
