//! `[teams]`: groups that answer together, in the order of the file.

use toml::de::DeValue;

use super::cadence;
use super::categories::{Categories, check_key};
use super::entry::{Entry, Section};
use super::members;
use super::mistake::quoted;
use super::people::People;
use super::reader::Reader;
use super::targets::{self, TargetPlace};
use super::workspace::{Workspace, answers};
use crate::domain::id::TeamId;
use crate::domain::organisation::{Team, TeamKind};

const LIKE: &str = "[teams.payments]";

const KEYS: [&str; 16] = [
    "name",
    "kind",
    "product_line",
    "channel",
    "tell_channel",
    "time_zone",
    "answers",
    "lead_sees_answers",
    "ask",
    "reminders",
    "lead",
    "deputies",
    "members",
    "observers",
    "targets",
    "temporary_targets",
];

/// The teams, and the keys of all of them: also of one that has a mistake in it.
pub(super) struct Teams {
    pub(super) list: Vec<Team>,
    /// Where their targets stand.
    pub(super) targets: Vec<TargetPlace>,
    /// The line of each channel.
    pub(super) channels: Vec<(TeamId, usize)>,
    keys: Vec<String>,
}

impl Teams {
    /// The team that an entry names.
    pub(super) fn refer(&self, reader: &mut Reader, entry: &Entry) -> Option<TeamId> {
        let text = reader.text(entry)?;
        if self.keys.iter().any(|key| key == text) {
            return Some(TeamId::new(text));
        }
        let near = reader.did_you_mean(text, self.keys.iter().map(String::as_str));
        reader.dangling(entry, format!("{} is not a team{near}", quoted(text)));
        None
    }
}

/// Reads them.
pub(super) fn read(
    reader: &mut Reader,
    root: &Section,
    workspace: &Workspace,
    categories: &Categories,
    people: &mut People,
) -> Teams {
    let entry = root.require(reader, "teams", "write at least one, like [teams.payments]");
    let section = entry.as_ref().and_then(|entry| reader.section(entry, LIKE));
    let entries = section.as_ref().map(Section::entries).unwrap_or_default();
    if let (Some(section), true) = (&section, entries.is_empty()) {
        let what = "is empty; write at least one team, like [teams.payments]";
        reader.absent(section.at, section.key.clone(), what);
    }
    let keys = entries.iter().map(|(key, _)| (*key).to_owned()).collect();
    let (mut list, mut targets) = (Vec::new(), Vec::new());
    for (key, entry) in &entries {
        let found = team(reader, key, entry, workspace, categories, people);
        if let Some((team, places)) = found {
            list.push(team);
            targets.extend(places);
        }
    }
    let channels = entries.iter().filter_map(|(key, entry)| {
        let DeValue::Table(table) = entry.value else {
            return None;
        };
        let channel = Section::at(entry, table).get("channel")?;
        Some((TeamId::new(*key), reader.line(channel.at)))
    });
    Teams {
        channels: channels.collect(),
        list,
        targets,
        keys,
    }
}

fn team(
    reader: &mut Reader,
    key: &str,
    entry: &Entry,
    workspace: &Workspace,
    categories: &Categories,
    people: &mut People,
) -> Option<(Team, Vec<TargetPlace>)> {
    check_key(reader, key, entry);
    let section = reader.section(entry, LIKE)?;
    section.only(reader, &KEYS);
    let name = section.require(reader, "name", "write the team's name, as people read it");
    let kinds = "write kind = \"application\", \"platform\" or \"infrastructure\"";
    let kind = section.require(reader, "kind", kinds);
    let name = name.and_then(|entry| reader.name(&entry));
    let words = TeamKind::ALL.map(TeamKind::word);
    let kind = kind.and_then(|entry| reader.word(&entry, &words, TeamKind::from_word));
    let zone = section.get("time_zone").map(|entry| reader.zone(&entry));
    let answers = match section.get("answers") {
        None => Some(workspace.answers),
        Some(entry) => answers(reader, &entry),
    };
    // With a wrong zone nobody can say which moment is too late.
    let digest = workspace.digest.filter(|_| zone != Some(None));
    let own = zone.flatten();
    let here = own.unwrap_or(workspace.zone);
    let cadence = cadence::of_team(reader, &section, &workspace.cadence, here, digest);
    let product_line = section.get("product_line");
    let channel = section.get("channel");
    let id = TeamId::new(key);
    let members = members::read(reader, &section, answers, people);
    let (targets, places) = targets::read(reader, &section, &id, categories, people);
    let team = Team {
        id,
        product_line: product_line.and_then(|entry| reader.name(&entry)),
        channel: channel.and_then(|entry| reader.channel(&entry)),
        tell_channel: flag(reader, &section, "tell_channel", true),
        lead_sees_answers: flag(reader, &section, "lead_sees_answers", false),
        time_zone: own,
        cadence,
        members,
        targets,
        name: name?,
        kind: kind?,
        answers: answers?,
    };
    Some((team, places))
}

/// True or false; `usual` where nothing is written, or something wrong.
fn flag(reader: &mut Reader, section: &Section, name: &str, usual: bool) -> bool {
    let entry = section.get(name);
    let flag = entry.and_then(|entry| reader.flag(&entry));
    flag.unwrap_or(usual)
}
