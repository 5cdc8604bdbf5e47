//! The second line of the head: which key results changed status, which are silent since when, and which have been off
//! track for how long.

use super::super::figures::{capitalised, spelled};
use super::super::okr::line_today;
use super::super::team::status;
use super::IN_THE_HEAD;
use crate::domain::digest::{Digest, Stakes, StatusChange};
use crate::domain::number;
use crate::domain::okr::{Because, Status};
use crate::domain::organisation::Organisation;

/// So many silent ones are named, and so many that have come to their aims.
const SILENT_NAMED: usize = 3;
const REACHED_NAMED: usize = 3;

pub(super) fn results(digest: &Digest, org: &Organisation) -> String {
    let changes = told(digest, org);
    let mut lines: Vec<String> = changes
        .iter()
        .take(IN_THE_HEAD)
        .map(|it| changed(it))
        .collect();
    if let Some(more) = more(changes.len(), IN_THE_HEAD) {
        let more = capitalised(&spelled(more));
        lines.push(format!(
            "{more} more changed status; they stand with their teams."
        ));
    }
    lines.extend(reached(&digest.reached));
    lines.extend(silent(&silent_ones(digest)));
    lines.extend(still_off_track(&digest.still_off_track));
    if lines.is_empty() {
        let nothing = if digest.stands_on.key_results == 0 {
            "no key results this quarter."
        } else if none_is_measured(digest) {
            "no key result is measured yet."
        } else {
            "no status changed."
        };
        lines.push(nothing.to_owned());
    }
    format!("Results: {}", lines.join(" "))
}

/// Whether nothing has been measured at all, and nothing need have yet: then no status can have changed.
pub(super) fn none_is_measured(digest: &Digest) -> bool {
    let mut lines = digest.teams.iter().flat_map(|part| &part.key_results);
    digest.stands_on.measured == 0 && lines.all(|line| line.standing.status == Status::NotYet)
}

/// The changes that are told, silence aside: all of them in their order, or where they are too many those with the
/// most at stake first.
pub(super) fn told<'a>(digest: &'a Digest, org: &Organisation) -> Vec<&'a StatusChange> {
    let spoken = digest.changes.iter().filter(|it| !it.is_stale());
    let mut changes: Vec<&StatusChange> = spoken.collect();
    if changes.len() > IN_THE_HEAD {
        let stakes = Stakes::of(digest, org);
        changes.sort_by(|a, b| stakes.result(b).total_cmp(&stakes.result(a)));
    }
    changes
}

/// Those that nobody has measured for too long, the longest first; the ones that never were come last.
pub(super) fn silent_ones(digest: &Digest) -> Vec<&StatusChange> {
    let newly = digest.changes.iter().filter(|it| it.is_stale());
    let mut silent: Vec<&StatusChange> = newly.chain(&digest.stale).collect();
    let latest = |it: &StatusChange| it.line.standing.latest.as_ref().map(|it| it.week);
    silent.sort_by_key(|it| (latest(it).is_none(), latest(it)));
    silent
}

/// "PAY-1.2 Weekly active payers".
pub(super) fn named(change: &StatusChange) -> String {
    format!(
        "{} {}",
        change.line.key_result.code, change.line.key_result.metric
    )
}

/// How a status came to be another, and what is said after it.
pub(super) struct Became {
    /// "is better", "fell behind its line".
    pub how: &'static str,
    /// Whether the status before is news beside the new one.
    pub from: bool,
    /// "; no reading since week 48".
    pub since: String,
}

/// Without a new reading only the line has moved: nothing is worse but in comparison.
pub(super) fn became(change: &StatusChange) -> Became {
    let (before, now) = (change.before.unwrap_or(change.status), change.status);
    let became = |how, from| Became {
        how,
        from,
        since: String::new(),
    };
    if before == Status::Stale {
        return became("is measured again", false);
    }
    if now < before {
        return became("is better", true);
    }
    match &change.line.standing.latest {
        Some(latest) if !change.line.measured => Became {
            how: "fell behind its line",
            from: true,
            since: format!("; no reading since week {}", latest.week.number()),
        },
        _ => became("is worse", true),
    }
}

/// "is better: off track → at risk"; "is measured again: on track"; "has had no reading for too long".
pub(super) fn became_what(change: &StatusChange) -> String {
    if change.is_stale() {
        return "has had no reading for too long".to_owned();
    }
    let Became { how, from, since } = became(change);
    let now = status(change.status);
    match change.before.filter(|_| from) {
        Some(before) => format!("{how}: {} → {now}{since}", status(before)),
        None => format!("{how}: {now}{since}"),
    }
}

fn changed(change: &StatusChange) -> String {
    let standing = &change.line.standing;
    let write = |value| number::write(value, &change.line.key_result.unit);
    let reached = if change.line.is_reached() {
        ", which is reached"
    } else {
        ""
    };
    let line = line_today(&change.line.key_result, standing)
        .map_or(String::new(), |line| format!("{line}; "));
    let value = standing
        .latest
        .as_ref()
        .map_or(String::new(), |latest| format!("{}; ", write(latest.value)));
    let doubted = standing.because.contains(&Because::Confidence);
    let doubt = standing.latest.as_ref().filter(|_| doubted);
    let doubt = doubt.map_or(String::new(), |it| {
        format!("confidence {}; ", it.confidence.value())
    });
    format!(
        "{} {} ({value}{doubt}{line}aim {}{reached}).",
        named(change),
        became_what(change),
        write(change.line.key_result.target),
    )
}

/// "PAY-1.2 Weekly active payers has come to its aim (6,010; aim 6,000)."
fn reached(reached: &[StatusChange]) -> Vec<String> {
    let mut lines: Vec<String> = reached
        .iter()
        .take(REACHED_NAMED)
        .map(|change| {
            let write = |value| number::write(value, &change.line.key_result.unit);
            let latest = change.line.standing.latest.as_ref();
            let value = latest.map_or(String::new(), |it| format!("{}; ", write(it.value)));
            let aim = write(change.line.key_result.target);
            format!("{} has come to its aim ({value}aim {aim}).", named(change))
        })
        .collect();
    if let Some(more) = more(reached.len(), REACHED_NAMED) {
        let more = capitalised(&spelled(more));
        lines.push(format!("{more} more have come to their aims."));
    }
    lines
}

/// "SRC-2.1 … has had no reading since week 45."
fn silent(silent: &[&StatusChange]) -> Option<String> {
    let since = |change: &StatusChange| match &change.line.standing.latest {
        Some(latest) => format!("since week {}", latest.week.number()),
        None => "yet".to_owned(),
    };
    match silent {
        [] => None,
        [one] => Some(format!("{} has had no reading {}.", named(one), since(one))),
        many => {
            let short = |change: &&StatusChange| match &change.line.standing.latest {
                Some(_) => format!("{} ({})", named(change), since(change)),
                None => format!("{} (none yet)", named(change)),
            };
            let named: Vec<String> = many.iter().take(SILENT_NAMED).map(short).collect();
            let rest = more(many.len(), SILENT_NAMED);
            let rest = rest.map_or(String::new(), |more| format!(" and {} more", spelled(more)));
            Some(format!("Without a reading: {}{rest}.", named.join(", ")))
        }
    }
}

/// "Still off track: three, one of them for five weeks (PLT-1.2)."
fn still_off_track(still: &[StatusChange]) -> Option<String> {
    let weeks = |change: &StatusChange| match change.weeks {
        1 => "one week".to_owned(),
        weeks => format!("{} weeks", spelled(weeks)),
    };
    let longest = still.iter().rev().max_by_key(|change| change.weeks)?;
    let many = u32::try_from(still.len()).unwrap_or(u32::MAX);
    // What had no status before, because this is its first reading, is not still what it is.
    let begins = if still.iter().all(|change| change.weeks > 1) {
        "Still off track"
    } else {
        "Off track"
    };
    Some(match still {
        [one] if one.weeks <= 1 => format!("{begins}: {}.", named(one)),
        _ if longest.weeks <= 1 => format!("{begins}: {}.", spelled(many)),
        [one] => format!("{begins}: {}, for {}.", named(one), weeks(one)),
        _ => format!(
            "{begins}: {}, one of them for {} ({}).",
            spelled(many),
            weeks(longest),
            longest.line.key_result.code
        ),
    })
}

fn more(all: usize, named: usize) -> Option<u32> {
    let more = all.checked_sub(named).filter(|more| *more > 0)?;
    Some(u32::try_from(more).unwrap_or(u32::MAX))
}
