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
use crate::domain::organisation::{Answers, Settings};

const KEYS: [&str; 11] = [
    "name",
    "time_zone",
    "leadership_channel",
    "leaders",
    "admins",
    "ask",
    "reminders",
    "digest",
    "close",
    "answers",
    "remainder",
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
