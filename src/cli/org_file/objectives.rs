//! `[objectives]`: what teams want to be true by the end of a quarter.

use std::collections::BTreeMap;

use super::entry::{Entry, Section};
use super::key_results::{self, Around};
use super::mistake::quoted;
use super::people::People;
use super::reader::Reader;
use super::targets::quarter;
use super::teams::Teams;
use crate::domain::id::{KeyResultCode, ObjectiveCode, PersonId, TeamId};
use crate::domain::okr::command::is_command;
use crate::domain::okr::{Commitment, Objective, ResultsSettings};

const OBJECTIVE: &str = "[objectives.PAY-1]";

const KEYS: [&str; 9] = [
    "title",
    "accountable",
    "product",
    "engineering",
    "commitment",
    "private",
    "teams",
    "quarter",
    "key_results",
];

/// The most characters of a title and of a code.
const TITLE: usize = 150;
const CODE: usize = 20;

/// Codes that are taken, and by whom; where each key result stands.
#[derive(Default)]
pub(super) struct Codes {
    taken: BTreeMap<String, String>,
    /// Code, key and line.
    pub(super) places: Vec<(KeyResultCode, String, usize)>,
}

/// What the file aims at.
pub(super) struct Objectives {
    /// In the order of the file.
    pub(super) list: Vec<Objective>,
    /// Where each key result stands.
    pub(super) places: Vec<(KeyResultCode, String, usize)>,
}

/// Reads them, in the order of the file.
pub(super) fn read(
    reader: &mut Reader,
    root: &Section,
    teams: &Teams,
    people: &mut People,
    settings: &ResultsSettings,
) -> Objectives {
    let section = root
        .get("objectives")
        .and_then(|entry| reader.section(&entry, OBJECTIVE));
    let entries = section.map(|section| section.entries()).unwrap_or_default();
    let mut codes = Codes::default();
    for (code, entry) in &entries {
        codes.check(reader, code, entry);
    }
    let list = entries
        .iter()
        .filter_map(|(code, entry)| {
            objective(reader, (code, entry), teams, people, &mut codes, settings)
        })
        .collect();
    Objectives {
        list,
        places: codes.places,
    }
}

fn objective(
    reader: &mut Reader,
    (code, entry): (&str, &Entry),
    teams: &Teams,
    people: &mut People,
    codes: &mut Codes,
    settings: &ResultsSettings,
) -> Option<Objective> {
    let section = reader.section(entry, OBJECTIVE)?;
    section.only(reader, &KEYS);
    let title = section.require(reader, "title", "write what shall be true");
    let accountable = section.require(reader, "accountable", "name the one accountable person");
    let sharing = section.require(reader, "teams", "write teams = [\"payments\"]");
    let due = section.require(reader, "quarter", "write quarter = \"2026-Q4\"");
    let title = title.and_then(|entry| reader.line_of(&entry, TITLE));
    let accountable = accountable.and_then(|entry| people.refer(reader, &entry));
    let product = counterpart(reader, &section, "product", people);
    let engineering = counterpart(reader, &section, "engineering", people);
    let commitment = section.get("commitment").and_then(|entry| {
        reader.word(
            &entry,
            &Commitment::ALL.map(Commitment::word),
            Commitment::from_word,
        )
    });
    let private = section.get("private").and_then(|entry| reader.flag(&entry));
    let sharing = sharing.map(|entry| teams_of(reader, &entry, teams));
    let due = due.and_then(|entry| {
        let text = reader.text(&entry)?;
        quarter(reader, &entry, text)
    });
    let around = Around {
        objective: code,
        accountable: accountable.as_ref(),
        settings,
    };
    let key_results = key_results::read(reader, &section, &around, people, codes);
    Some(Objective {
        product,
        engineering,
        commitment: commitment.unwrap_or(Commitment::Committed),
        private: private.unwrap_or(false),
        ..Objective::new(
            ObjectiveCode::new(code),
            &title?,
            accountable?,
            sharing?,
            due?,
        )
        .with(key_results)
    })
}

fn counterpart(
    reader: &mut Reader,
    section: &Section,
    key: &str,
    people: &mut People,
) -> Option<PersonId> {
    let entry = section.get(key)?;
    people.refer(reader, &entry)
}

fn teams_of(reader: &mut Reader, entry: &Entry, teams: &Teams) -> Vec<TeamId> {
    let list = reader.list(entry, "teams");
    if let Some([]) = list.as_deref() {
        reader.mistake(entry, "is empty; at least one team shares an objective");
    }
    let mut sharing = Vec::new();
    for element in list.iter().flatten() {
        if let Some(team) = teams.refer(reader, element) {
            if sharing.contains(&team) {
                let what = format!("{} stands here twice", quoted(team.as_str()));
                reader.mistake(element, what);
            }
            sharing.push(team);
        }
    }
    sharing
}

impl Codes {
    /// People type codes: a few plain characters, each code once in the whole file.
    pub(super) fn check(&mut self, reader: &mut Reader, code: &str, entry: &Entry) {
        let plain = |byte: u8| {
            byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'-' || byte == b'.'
        };
        if code.is_empty() || code.len() > CODE || !code.bytes().all(plain) {
            let what =
                "is not a code that works; use A to Z, 0 to 9, - and ., 20 characters at most";
            reader.mistake(entry, what);
        } else if is_command(code) {
            let what = "begins like a command, so that /okr would not find it; use another code";
            reader.mistake(entry, what);
        }
        match self.taken.get(code) {
            Some(other) => {
                let what = format!("is a code that {other} has already");
                reader.mistake(entry, what);
            }
            None => {
                self.taken.insert(code.to_owned(), entry.key.clone());
            }
        }
    }
}
