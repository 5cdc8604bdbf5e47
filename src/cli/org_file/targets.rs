//! `[teams.payments.targets.2026-Q4]` and `[[teams.payments.temporary_targets]]`: the mix that a team agreed, for a
//! quarter or for a while.

use chrono::{NaiveDate, Weekday};

use super::categories::Categories;
use super::entry::{Entry, Section};
use super::mistake::{Mistake, quoted};
use super::people::{People, Places};
use super::reader::Reader;
use crate::domain::id::{CategoryId, PersonId, TeamId};
use crate::domain::target::declared::Wrong;
use crate::domain::target::{TargetSplit, first_week_from};
use crate::domain::time_split::TimeSplit;
use crate::domain::week::Quarter;

const LIKE: &str = "[teams.payments.targets.2026-Q4]";
const LIKE_TEMPORARY: &str = "[[teams.payments.temporary_targets]]";

/// How many points either way are as agreed, where nothing else is written.
const USUAL_BAND: u8 = 10;

/// The most characters that a sentence may have.
const SENTENCE: usize = 500;

/// Where the file declares a target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TargetPlace {
    /// Whose.
    pub team: TeamId,
    /// Its place among the team's targets.
    pub index: usize,
    key: String,
    line: usize,
}

impl Places {
    /// What is wrong with a target, beside what is agreed already.
    #[must_use]
    pub fn target_mistake(&self, place: &TargetPlace, wrong: Wrong) -> Mistake {
        let what = match wrong {
            Wrong::NoReason => {
                "is another than what was agreed; say why it changes: reason = \"the vault has settled\""
            }
            Wrong::OldReason => {
                "changes again, and its reason is that of the change before; write why it changes this time"
            }
            Wrong::Over => {
                "is another than what was agreed, and its time is over; what was agreed then is history, so take the change back"
            }
        };
        Mistake {
            file: self.file.clone(),
            line: place.line,
            key: place.key.clone(),
            what: what.to_owned(),
        }
    }
}

/// Reads a team's targets: those for quarters in order of time, then temporary ones in order of time.
pub(super) fn read(
    reader: &mut Reader,
    team: &Section,
    id: &TeamId,
    categories: &Categories,
    people: &mut People,
) -> (Vec<TargetSplit>, Vec<TargetPlace>) {
    let section = team
        .get("targets")
        .and_then(|entry| reader.section(&entry, LIKE));
    let entries = section.map(|section| section.entries()).unwrap_or_default();
    let mut found: Vec<(TargetSplit, Entry)> = Vec::new();
    for (key, entry) in entries {
        let target = for_quarter(reader, key, &entry, categories, people);
        found.extend(target.map(|target| (target, entry)));
    }
    found.sort_by_key(|(target, _)| target.quarter);
    let list = team
        .get("temporary_targets")
        .and_then(|entry| reader.list(&entry, LIKE_TEMPORARY));
    let mut temporary: Vec<(TargetSplit, Entry)> = Vec::new();
    for entry in list.unwrap_or_default() {
        let Some(target) = for_a_while(reader, &entry, categories, people) else {
            continue;
        };
        if temporary
            .iter()
            .any(|(other, _)| other.since == target.since)
        {
            let what = "begins in the same week as another; write one of them, or another from";
            reader.mistake(&entry, what);
        }
        temporary.push((target, entry));
    }
    temporary.sort_by_key(|(target, _)| target.since);
    found.extend(temporary);
    let place = |(index, (_, entry)): (usize, &(TargetSplit, Entry))| TargetPlace {
        team: id.clone(),
        index,
        key: entry.key.clone(),
        line: reader.line(entry.at),
    };
    let places = found.iter().enumerate().map(place).collect();
    (
        found.into_iter().map(|(target, _)| target).collect(),
        places,
    )
}

fn for_quarter(
    reader: &mut Reader,
    key: &str,
    entry: &Entry,
    categories: &Categories,
    people: &mut People,
) -> Option<TargetSplit> {
    let quarter = quarter(reader, entry, key);
    let section = reader.section(entry, LIKE)?;
    let keys = ["band", "split", "why", "product", "engineering", "reason"];
    section.only(reader, &keys);
    let mix = mix(reader, &section, categories);
    let agreed_by = agreed_by(reader, &section, people);
    let why = sentence(reader, &section, "why");
    let reason = sentence(reader, &section, "reason");
    let (split, band) = mix?;
    Some(TargetSplit {
        why,
        agreed_by,
        reason,
        ..TargetSplit::for_quarter(quarter?, split, band)
    })
}

fn for_a_while(
    reader: &mut Reader,
    entry: &Entry,
    categories: &Categories,
    people: &mut People,
) -> Option<TargetSplit> {
    let section = reader.section(entry, LIKE_TEMPORARY)?;
    let keys = [
        "from",
        "until",
        "split",
        "band",
        "why",
        "gives_way",
        "product",
        "engineering",
        "reason",
    ];
    section.only(reader, &keys);
    let days = days(reader, &section);
    let mix = mix(reader, &section, categories);
    let mut needed = |name, hint| {
        section.require(reader, name, hint)?;
        sentence(reader, &section, name)
    };
    let why = needed("why", "write why = \"launch of X\"");
    let gives_way = needed(
        "gives_way",
        "write what gives way: gives_way = \"tune-ups\"",
    );
    let agreed_by = agreed_by(reader, &section, people);
    let reason = sentence(reader, &section, "reason");
    let ((split, band), (from, until)) = (mix?, days?);
    let since = first_week_from(from);
    Some(TargetSplit {
        why: Some(why?),
        gives_way: Some(gives_way?),
        agreed_by,
        since,
        until: Some(until),
        reason,
        ..TargetSplit::for_quarter(Quarter::of_week(since), split, band)
    })
}

fn days(reader: &mut Reader, section: &Section) -> Option<(NaiveDate, NaiveDate)> {
    let from = section.require(reader, "from", "write from = 2026-11-16");
    let until = section.require(reader, "until", "write until = 2026-12-12");
    let from = from.and_then(|entry| reader.day(&entry));
    let end = until?;
    let (from, until) = (from?, reader.day(&end)?);
    let least = first_week_from(from).day(Weekday::Thu);
    if until < least {
        let what = format!(
            "is too early: a week counts by its Thursday, so the first day that it can end on is {least}"
        );
        reader.mistake(&end, what);
        return None;
    }
    Some((from, until))
}

fn mix(reader: &mut Reader, section: &Section, categories: &Categories) -> Option<(TimeSplit, u8)> {
    let hint = "write split = { fires = 20, existing = 80 }, adding up to 100";
    let split = section.require(reader, "split", hint);
    let split = split.and_then(|entry| split_of(reader, &entry, categories));
    let band = match section.get("band") {
        None => Some(USUAL_BAND),
        Some(entry) => reader.percent(&entry),
    };
    Some((split?, band?))
}

fn sentence(reader: &mut Reader, section: &Section, name: &str) -> Option<String> {
    let entry = section.get(name)?;
    reader.line_of(&entry, SENTENCE)
}

/// One from product and one from engineering: both, or nobody.
fn agreed_by(
    reader: &mut Reader,
    section: &Section,
    people: &mut People,
) -> Option<(PersonId, PersonId)> {
    let (product, engineering) = (section.get("product"), section.get("engineering"));
    let (Some(product), Some(engineering)) = (&product, &engineering) else {
        let alone = product.as_ref().or(engineering.as_ref())?;
        let other = if product.is_some() {
            "engineering"
        } else {
            "product"
        };
        let what = format!("stands alone; name who agreed it from {other}, too: {other} = \"ana\"");
        reader.mistake(alone, what);
        return None;
    };
    let from_product = people.refer(reader, product);
    let person = people.refer(reader, engineering)?;
    let from_product = from_product?;
    if from_product == person {
        let name = people.call(&person);
        let what = format!(
            "{name} agreed it from product; a target is agreed by two people, one from product and one from engineering"
        );
        reader.mistake(engineering, what);
        return None;
    }
    Some((from_product, person))
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
