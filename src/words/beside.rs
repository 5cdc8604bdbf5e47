//! Time beside results, in one sentence that claims no cause.

use super::figures::{listed, lower_first, possessive, spelled};
use crate::domain::beside::Beside;
use crate::domain::number;
use crate::domain::organisation::Organisation;

/// "Weeks 44 to 47: 48% of Payments' time went into existing features; PAY-1.2 moved from 3,960 to 4,170; two of
/// three iterations were validated."
#[must_use]
pub fn beside(beside: &Beside, teams: &[String], org: &Organisation) -> String {
    let (category, percent) = &beside.most;
    let whose = match teams {
        [one] => possessive(one),
        several => possessive(&listed(several)),
    };
    let mut said = vec![format!(
        "{percent}% of {whose} time went into {}",
        lower_first(org.category_name(category))
    )];
    said.extend(beside.moved.iter().map(|(it, before, now)| {
        let write = |value| number::write(value, &it.unit);
        if write(*before) == write(*now) {
            format!("{} stayed at {}", it.code, write(*now))
        } else {
            format!(
                "{} moved from {} to {}",
                it.code,
                write(*before),
                write(*now)
            )
        }
    }));
    let (told, validated) = beside.iterations;
    if told == 1 {
        let verdict = if validated == 1 { "was" } else { "was not" };
        said.push(format!(
            "one iteration was measured and {verdict} validated"
        ));
    } else if told > 1 {
        said.push(format!(
            "{} of {} iterations were validated",
            spelled(validated),
            spelled(told)
        ));
    }
    format!(
        "Weeks {} to {}: {}.",
        beside.from.number(),
        beside.to.number(),
        said.join("; ")
    )
}
