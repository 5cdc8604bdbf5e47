//! `[results]`: how key results are judged, and which words read like output here.

use super::entry::{Entry, Section};
use super::reader::Reader;
use crate::domain::okr::{Judging, ResultsSettings};

const KEYS: [&str; 10] = [
    "on_track",
    "at_risk",
    "confident",
    "doubtful",
    "missed_weeks",
    "grace_days",
    "clear",
    "clear_weeks",
    "output_words",
    "outcome_words",
];

/// The most characters of a word, and the most words.
const WORD: usize = 60;
const WORDS: usize = 200;

/// Reads it; the usual where nothing is written.
pub(super) fn read(reader: &mut Reader, root: &Section) -> ResultsSettings {
    let section = root
        .get("results")
        .and_then(|entry| reader.section(&entry, "[results]"));
    let Some(section) = section else {
        return ResultsSettings::default();
    };
    section.only(reader, &KEYS);
    let usual = Judging::default();
    let judging = Judging {
        on_track: whole(reader, &section, "on_track", usual.on_track, 100),
        at_risk: whole(reader, &section, "at_risk", usual.at_risk, 100),
        confident: whole(reader, &section, "confident", usual.confident, 10),
        doubtful: whole(reader, &section, "doubtful", usual.doubtful, 10),
        missed_weeks: whole(reader, &section, "missed_weeks", usual.missed_weeks, 12),
        grace_days: whole(reader, &section, "grace_days", usual.grace_days, 28),
        clear: whole(reader, &section, "clear", usual.clear, 50),
        clear_weeks: whole(reader, &section, "clear_weeks", usual.clear_weeks, 12),
    };
    for (upper, lower, crossed) in [
        ("on_track", "at_risk", judging.at_risk > judging.on_track),
        (
            "confident",
            "doubtful",
            judging.doubtful > judging.confident,
        ),
    ] {
        if crossed && let Some(entry) = section.get(lower).or_else(|| section.get(upper)) {
            reader.mistake(
                &entry,
                format!("{lower} is above {upper}; at risk begins below on track"),
            );
        }
    }
    ResultsSettings {
        judging,
        output_words: words(reader, &section, "output_words"),
        outcome_words: words(reader, &section, "outcome_words"),
    }
}

fn whole(reader: &mut Reader, section: &Section, key: &str, usual: u8, most: u8) -> u8 {
    let Some(entry) = section.get(key) else {
        return usual;
    };
    let Some(number) = reader.number(&entry) else {
        return usual;
    };
    let found = (0..=most).find(|one| f64::from(*one) == number);
    if found.is_none() {
        reader.mistake(
            &entry,
            format!("{number} is not a whole number from 0 to {most}"),
        );
    }
    found.unwrap_or(usual)
}

fn words(reader: &mut Reader, section: &Section, key: &str) -> Vec<String> {
    let entries: Vec<Entry> = section
        .get(key)
        .and_then(|entry| {
            let list = reader.list(&entry, "words")?;
            if list.len() > WORDS {
                reader.mistake(
                    &entry,
                    format!("has {} words; {WORDS} are the most", list.len()),
                );
            }
            Some(list)
        })
        .unwrap_or_default();
    entries
        .iter()
        .filter_map(|entry| reader.line_of(entry, WORD))
        .collect()
}
