//! `[objectives]`: what teams want to be true by the end of a quarter, and the key results that measure it.

use std::collections::BTreeMap;

use toml::de::DeValue;

use super::entry::{Entry, Section};
use super::mistake::quoted;
use super::people::People;
use super::reader::Reader;
use super::targets::quarter;
use super::teams::Teams;
use crate::domain::id::{KeyResultCode, ObjectiveCode, PersonId, TeamId};
use crate::domain::okr::{KeyResult, Objective, Unit};

const OBJECTIVE: &str = "[objectives.PAY-1]";
const KEY_RESULT: &str = "[objectives.PAY-1.key_results.\"PAY-1.2\"]";

/// The most characters of a title, a metric, a code.
const TITLE: usize = 150;
const METRIC: usize = 100;
const CODE: usize = 20;

/// Codes that are taken, and by whom.
type Codes = BTreeMap<String, String>;

/// Reads them, in the order of the file.
pub(super) fn read(
    reader: &mut Reader,
    root: &Section,
    teams: &Teams,
    people: &mut People,
) -> Vec<Objective> {
    let section = root
        .get("objectives")
        .and_then(|entry| reader.section(&entry, OBJECTIVE));
    let entries = section.map(|section| section.entries()).unwrap_or_default();
    let mut codes = Codes::new();
    for (code, entry) in &entries {
        check_code(reader, &mut codes, code, entry);
    }
    entries
        .iter()
        .filter_map(|(code, entry)| objective(reader, code, entry, teams, people, &mut codes))
        .collect()
}

fn objective(
    reader: &mut Reader,
    code: &str,
    entry: &Entry,
    teams: &Teams,
    people: &mut People,
    codes: &mut Codes,
) -> Option<Objective> {
    let section = reader.section(entry, OBJECTIVE)?;
    let keys = ["title", "accountable", "teams", "quarter", "key_results"];
    section.only(reader, &keys);
    let title = section.require(reader, "title", "write what shall be true");
    let accountable = section.require(reader, "accountable", "name the one accountable person");
    let sharing = section.require(reader, "teams", "write teams = [\"payments\"]");
    let due = section.require(reader, "quarter", "write quarter = \"2026-Q4\"");
    let title = title.and_then(|entry| reader.line_of(&entry, TITLE));
    let accountable = accountable.and_then(|entry| people.refer(reader, &entry));
    let sharing = sharing.map(|entry| teams_of(reader, &entry, teams));
    let due = due.and_then(|entry| {
        let text = reader.text(&entry)?;
        quarter(reader, &entry, text)
    });
    let key_results = key_results(reader, code, &section, accountable.as_ref(), people, codes);
    Some(Objective {
        code: ObjectiveCode::new(code),
        title: title?,
        accountable: accountable?,
        teams: sharing?,
        quarter: due?,
        key_results,
    })
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

fn key_results(
    reader: &mut Reader,
    objective: &str,
    section: &Section,
    accountable: Option<&PersonId>,
    people: &mut People,
    codes: &mut Codes,
) -> Vec<KeyResult> {
    let section = section
        .get("key_results")
        .and_then(|entry| reader.section(&entry, KEY_RESULT));
    let mut read = Vec::new();
    for (code, entry) in section.map(|section| section.entries()).unwrap_or_default() {
        if let Some(inner) = unquoted(objective, code, &entry) {
            let what = format!(
                "a code with a dot in it needs quotes: key_results.\"{objective}.{inner}\""
            );
            reader.mistake(&entry, what);
            continue;
        }
        check_code(reader, codes, code, &entry);
        let rest = code.strip_prefix(objective);
        if !rest.is_some_and(|rest| rest.len() > 1 && rest.starts_with(['.', '-'])) {
            let what = format!(
                "does not start with its objective's code; write it like \"{objective}.1\""
            );
            reader.mistake(&entry, what);
        }
        read.extend(key_result(reader, code, &entry, accountable, people));
    }
    read
}

/// `[objectives.PAY-1.key_results.PAY-1.2]` without quotes is a table `2` in a table `PAY-1`.
fn unquoted<'a>(objective: &str, code: &str, entry: &Entry<'a>) -> Option<&'a str> {
    let DeValue::Table(table) = entry.value else {
        return None;
    };
    let names: Vec<&str> = Section::at(entry, table).names().collect();
    let inner = names.first().filter(|_| code == objective)?;
    matches!(table.get(*inner)?.get_ref(), DeValue::Table(_)).then_some(*inner)
}

fn key_result(
    reader: &mut Reader,
    code: &str,
    entry: &Entry,
    accountable: Option<&PersonId>,
    people: &mut People,
) -> Option<KeyResult> {
    let section = reader.section(entry, KEY_RESULT)?;
    section.only(reader, &["metric", "unit", "baseline", "target", "owner"]);
    let metric = section.require(reader, "metric", "write what is measured");
    let baseline = section.require(reader, "baseline", "write the number it starts from");
    let target = section.require(reader, "target", "write the number it should reach");
    let metric = metric.and_then(|entry| reader.line_of(&entry, METRIC));
    let start = baseline.and_then(|entry| reader.number(&entry));
    let aim = target.as_ref().and_then(|entry| reader.number(entry));
    if let (Some(entry), Some(start), Some(aim)) = (&target, start, aim)
        && start == aim
    {
        reader.mistake(
            entry,
            format!("{aim} is the baseline too; a key result goes from one number to another"),
        );
    }
    let unit = match section.get("unit") {
        None => Some(Unit::Number),
        Some(entry) => reader.word(&entry, &["number", "percent", "EUR"], Unit::from_word),
    };
    let owner = match section.get("owner") {
        None => accountable.cloned(),
        Some(entry) => people.refer(reader, &entry),
    };
    Some(KeyResult {
        code: KeyResultCode::new(code),
        metric: metric?,
        unit: unit?,
        baseline: start?,
        target: aim?,
        owner: owner?,
    })
}

/// People type codes: a few plain characters, each code once in the whole file.
fn check_code(reader: &mut Reader, codes: &mut Codes, code: &str, entry: &Entry) {
    let plain = |byte: u8| {
        byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'-' || byte == b'.'
    };
    if code.is_empty() || code.len() > CODE || !code.bytes().all(plain) {
        let what = "is not a code that works; use A to Z, 0 to 9, - and ., 20 characters at most";
        reader.mistake(entry, what);
    }
    match codes.get(code) {
        Some(other) => {
            let what = format!("is a code that {other} has already");
            reader.mistake(entry, what);
        }
        None => {
            codes.insert(code.to_owned(), entry.key.clone());
        }
    }
}
