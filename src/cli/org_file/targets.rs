//! `[teams.payments.targets.2026-Q4]`: the mix that a team agreed for a quarter.

use super::categories::Categories;
use super::entry::{Entry, Section};
use super::mistake::quoted;
use super::reader::Reader;
use crate::domain::id::CategoryId;
use crate::domain::time_split::{TargetSplit, TimeSplit};
use crate::domain::week::Quarter;

const LIKE: &str = "[teams.payments.targets.2026-Q4]";

/// How many points either way are as agreed, where nothing else is written.
const USUAL_BAND: u8 = 10;

/// Reads a team's targets, in order of time.
pub(super) fn read(
    reader: &mut Reader,
    team: &Section,
    categories: &Categories,
) -> Vec<TargetSplit> {
    let section = team
        .get("targets")
        .and_then(|entry| reader.section(&entry, LIKE));
    let entries = section.map(|section| section.entries()).unwrap_or_default();
    let mut targets: Vec<TargetSplit> = entries
        .iter()
        .filter_map(|(key, entry)| target(reader, key, entry, categories))
        .collect();
    targets.sort_by_key(|target| target.quarter);
    targets
}

fn target(
    reader: &mut Reader,
    key: &str,
    entry: &Entry,
    categories: &Categories,
) -> Option<TargetSplit> {
    let quarter = quarter(reader, entry, key);
    let section = reader.section(entry, LIKE)?;
    section.only(reader, &["band", "split"]);
    let hint = "write split = { fires = 20, existing = 80 }, adding up to 100";
    let split = section.require(reader, "split", hint);
    let split = split.and_then(|entry| split_of(reader, &entry, categories));
    let band = match section.get("band") {
        None => Some(USUAL_BAND),
        Some(entry) => reader.percent(&entry),
    };
    Some(TargetSplit {
        quarter: quarter?,
        split: split?,
        band: band?,
    })
}

fn split_of(reader: &mut Reader, entry: &Entry, categories: &Categories) -> Option<TimeSplit> {
    let section = reader.section(entry, "{ fires = 20, existing = 80 }")?;
    let entries = section.entries();
    let mut shares = Vec::new();
    for (key, entry) in &entries {
        let known = categories.refer(reader, entry, key);
        let percent = reader.percent(entry);
        if let Some(percent) = percent {
            // What stands at an unknown category still counts: its name is the mistake, not the sum.
            shares.push((known.unwrap_or_else(|| CategoryId::new(*key)), percent));
        }
    }
    if shares.len() < entries.len() {
        return None;
    }
    match TimeSplit::new(shares) {
        Ok(split) => Some(split),
        Err(no) => {
            reader.mistake(entry, no.to_string());
            None
        }
    }
}

/// A quarter, exactly as it is written.
pub(super) fn quarter(reader: &mut Reader, entry: &Entry, text: &str) -> Option<Quarter> {
    let quarter = text.parse().ok();
    let exact = quarter.filter(|quarter: &Quarter| quarter.to_string() == text);
    if exact.is_none() {
        let what = format!("{} is not a quarter; write it like 2026-Q4", quoted(text));
        reader.mistake(entry, what);
    }
    exact
}
