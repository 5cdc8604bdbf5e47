//! The small print of the head: what its numbers stand on.

use super::super::figures::{counted, repeated};
use crate::domain::digest::StandsOn;

pub(super) fn stands_on(stands_on: &StandsOn) -> String {
    let mut parts = Vec::new();
    if stands_on.estimates > 0 {
        parts.push(counted(
            stands_on.estimates,
            "lead's estimate",
            "leads' estimates",
        ));
    }
    if stands_on.everyone > 0 {
        parts.push(format!("{} by everyone", stands_on.everyone));
    }
    let how = if parts.is_empty() {
        String::new()
    } else {
        format!(": {}", parts.join(", "))
    };
    // Of no answer nothing is said.
    let silent = stands_on.teams_in == 0 && stands_on.repeats == 0 && !stands_on.more_repeats;
    let repeats = if silent {
        String::new()
    } else {
        let repeats = repeated(stands_on.repeats, stands_on.more_repeats);
        format!("; {repeats}")
    };
    let results = format!(
        "{} of {} measured",
        stands_on.measured,
        counted(stands_on.key_results, "key result", "key results")
    );
    let cost = match stands_on.minutes {
        0 => String::new(),
        minutes => format!(
            "; it cost {} of answering",
            counted(minutes, "minute", "minutes")
        ),
    };
    format!(
        "Stands on {} of {}, {}% of available time{how}{repeats}; {results}{cost}.",
        stands_on.teams_in,
        counted(stands_on.teams, "team", "teams"),
        stands_on.available,
    )
}
