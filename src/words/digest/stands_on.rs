//! The small print of the head: what its numbers stand on.

use super::super::figures::{counted, repeated, spelled};
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

/// "in the one team that answered": of whom a number speaks that less than half of the available time is behind.
pub(super) fn of_whom(stands_on: &StandsOn) -> Option<String> {
    let (told, all) = (stands_on.teams_in, stands_on.teams);
    stands_on.is_few().then(|| match told {
        told if told >= all => format!("in {}% of the available time", stands_on.available),
        1 => "in the one team that answered".to_owned(),
        told => format!(
            "in the {} teams of {} that answered",
            spelled(told),
            spelled(all)
        ),
    })
}

/// "one of four teams", "30% of the available time": the same, to begin a line with.
pub(super) fn by_whom(stands_on: &StandsOn) -> Option<String> {
    let (told, all) = (stands_on.teams_in, stands_on.teams);
    stands_on.is_few().then(|| {
        if told >= all {
            format!("{}% of the available time", stands_on.available)
        } else {
            format!("{} of {} teams", spelled(told), spelled(all))
        }
    })
}
