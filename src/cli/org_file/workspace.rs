//! `[workspace]`: what holds for all.

use chrono_tz::Tz;

use super::cadence::{Digest, of_workspace};
use super::categories::Categories;
use super::entry::Section;
use super::people::People;
use super::reader::Reader;
use crate::domain::cadence::Cadence;
use crate::domain::category::DEFAULT_REMAINDER;
use crate::domain::id::{CategoryId, WorkspaceId};
use crate::domain::okr::ResultsSettings;
use crate::domain::organisation::{
    Answers, KEEP_SINGLE_SPLITS_WEEKS, LEAST_ENOUGH_ANSWERS, Settings,
};

const KEYS: [&str; 14] = [
    "name",
    "time_zone",
    "leadership_channel",
    "leaders",
    "admins",
    "ask",
    "reminders",
    "digest",
    "close",
    "review",
    "answers",
    "remainder",
    "enough_answers",
    "keep_single_splits_weeks",
];

/// What holds for all, and what teams inherit of it.
pub(super) struct Workspace {
    /// None where something in it is wrong.
    pub(super) settings: Option<Settings>,
    /// Where the leadership channel is named.
    pub(super) channel_line: Option<usize>,
    /// For a team that says nothing else.
    pub(super) answers: Answers,
    /// The moments of the week.
    pub(super) cadence: Cadence,
    /// The zone; UTC where it is wrong.
    pub(super) zone: Tz,
    /// Against which teams' moments are held; none where zone or moments are wrong.
    pub(super) digest: Option<Digest>,
}

/// Reads it.
pub(super) fn read(
    reader: &mut Reader,
    root: &Section,
    categories: &Categories,
    people: &mut People,
) -> Workspace {
    let entry = root.require(
        reader,
        "workspace",
        "write [workspace] with name, time_zone and leadership_channel",
    );
    let section = entry.and_then(|entry| reader.section(&entry, "[workspace]"));
    match section {
        Some(section) => workspace(reader, &section, categories, people),
        None => Workspace {
            settings: None,
            channel_line: None,
            answers: Answers::Lead,
            cadence: Cadence::default(),
            zone: Tz::UTC,
            digest: None,
        },
    }
}

fn workspace(
    reader: &mut Reader,
    section: &Section,
    categories: &Categories,
    people: &mut People,
) -> Workspace {
    section.only(reader, &KEYS);
    let name = section.require(reader, "name", "write the company's name");
    let zone = section.require(reader, "time_zone", "write one like \"Europe/Berlin\"");
    let channel = section.require(
        reader,
        "leadership_channel",
        "write the channel of the digest, like \"leadership\"",
    );
    let name = name.and_then(|entry| reader.name(&entry));
    let zone = zone.and_then(|entry| reader.zone(&entry));
    let channel_line = channel.as_ref().map(|entry| reader.line(entry.at));
    let channel = channel.and_then(|entry| reader.channel(&entry));
    if let Some(entry) = section.get("leaders") {
        people.refer_all(reader, &entry, |person| person.leader = true);
    }
    if let Some(entry) = section.get("admins") {
        people.refer_all(reader, &entry, |person| person.admin = true);
    }
    let cadence = of_workspace(reader, section, zone.unwrap_or(Tz::UTC));
    let answers = section
        .get("answers")
        .and_then(|entry| answers(reader, &entry));
    let remainder = remainder(reader, section, categories);
    let enough = enough_answers(reader, section);
    let keep = keep_single_splits_weeks(reader, section);
    let settings = || {
        Some(Settings {
            workspace: WorkspaceId::new("main"),
            slack_team: None,
            name: name?,
            time_zone: zone?,
            leadership_channel: channel?,
            cadence: cadence.clone(),
            remainder: remainder?,
            results: ResultsSettings::default(),
            enough_answers: enough,
            keep_single_splits_weeks: keep,
        })
    };
    Workspace {
        settings: settings(),
        channel_line,
        answers: answers.unwrap_or(Answers::Lead),
        zone: zone.unwrap_or(Tz::UTC),
        digest: zone.map(|zone| Digest {
            moment: cadence.digest,
            zone,
        }),
        cadence,
    }
}

/// Who answers.
pub(super) fn answers(reader: &mut Reader, entry: &super::entry::Entry) -> Option<Answers> {
    let words = [Answers::Lead.word(), Answers::Everyone.word()];
    reader.word(entry, &words, Answers::from_word)
}

/// How many answers a total needs; the least where nothing is written, or something wrong.
fn enough_answers(reader: &mut Reader, section: &Section) -> u32 {
    let entry = section.get("enough_answers");
    let why = ": from the total of two people each could read the other's answer";
    let number =
        entry.and_then(|entry| reader.whole_number(&entry, LEAST_ENOUGH_ANSWERS..=100, why));
    number.unwrap_or(LEAST_ENOUGH_ANSWERS)
}

/// For how many weeks single splits are kept: last week's is needed, to fill the form.
fn keep_single_splits_weeks(reader: &mut Reader, section: &Section) -> u32 {
    let entry = section.get("keep_single_splits_weeks");
    let why = ": last week's fills the form";
    let number = entry.and_then(|entry| reader.whole_number(&entry, 2..=520, why));
    number.unwrap_or(KEEP_SINGLE_SPLITS_WEEKS)
}

/// The category without a field; the outer none is a mistake, the inner one asks for all of them.
fn remainder(
    reader: &mut Reader,
    section: &Section,
    categories: &Categories,
) -> Option<Option<CategoryId>> {
    let Some(entry) = section.get("remainder") else {
        let usual = categories.has(DEFAULT_REMAINDER);
        return Some(usual.then(|| CategoryId::new(DEFAULT_REMAINDER)));
    };
    match reader.text(&entry)? {
        "none" => Some(None),
        key => categories.refer(reader, &entry, key).map(Some),
    }
}
