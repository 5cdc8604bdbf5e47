//! The small print of the head: what its numbers stand on.

use super::super::figures::counted;
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
    let repeats = match stands_on.repeats {
        0 if stands_on.more_repeats => "some repeated last week's split".to_owned(),
        many if stands_on.more_repeats => format!("{many} and more repeated last week's split"),
        0 => "nobody repeated last week's split".to_owned(),
        1 => "1 repeated last week's split".to_owned(),
        many => format!("{many} repeated last week's split"),
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
        "Stands on {} of {}, {}% of available time{how}; {repeats}; {results}{cost}.",
        stands_on.teams_in,
        counted(stands_on.teams, "team", "teams"),
        stands_on.available,
    )
}
