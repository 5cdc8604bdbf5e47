//! The second line of the head: which key results changed status, and which stay where they should not be.

use super::super::figures::listed;
use super::super::team::status;
use super::IN_THE_HEAD;
use crate::domain::digest::{Digest, StatusChange};
use crate::domain::number;

pub(super) fn results(digest: &Digest) -> String {
    let mut lines: Vec<String> = digest
        .changes
        .iter()
        .take(IN_THE_HEAD)
        .map(changed)
        .collect();
    if let Some(more) = digest
        .changes
        .len()
        .checked_sub(IN_THE_HEAD)
        .filter(|more| *more > 0)
    {
        lines.push(format!(
            "{more} more changed status; they stand with their teams."
        ));
    }
    let codes = |changes: &[StatusChange]| {
        let codes: Vec<String> = changes.iter().map(named).collect();
        listed(&codes)
    };
    if !digest.still_off_track.is_empty() {
        lines.push(format!(
            "Still off track: {}.",
            codes(&digest.still_off_track)
        ));
    }
    if !digest.stale.is_empty() {
        lines.push(format!(
            "Without a reading for too long: {}.",
            codes(&digest.stale)
        ));
    }
    if lines.is_empty() {
        let nothing = if digest.stands_on.key_results == 0 {
            "no key results this quarter."
        } else {
            "no status changed."
        };
        lines.push(nothing.to_owned());
    }
    format!("Results: {}", lines.join(" "))
}

fn named(change: &StatusChange) -> String {
    format!(
        "{} {}",
        change.line.key_result.code, change.line.key_result.metric
    )
}

fn changed(change: &StatusChange) -> String {
    let standing = &change.line.standing;
    let write = |value| number::write(value, &change.line.key_result.unit);
    let better = change.before.is_some_and(|before| change.status < before);
    let before = change.before.map_or("new", status);
    let line = super::super::okr::line_today(&change.line.key_result, standing)
        .map_or(String::new(), |line| format!("{line}; "));
    let value = standing
        .latest
        .as_ref()
        .map_or(String::new(), |latest| format!("{}; ", write(latest.value)));
    format!(
        "{} is {}: {before} → {} ({value}{line}aim {}).",
        named(change),
        if better { "better" } else { "worse" },
        status(change.status),
        write(change.line.key_result.target),
    )
}
