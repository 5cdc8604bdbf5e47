//! `[objectives.PAY-1.key_results."PAY-1.2"]`: what is measured, from where to where, and how it is meant.

use toml::de::DeValue;

use super::entry::{Entry, Section};
use super::mistake::quoted;
use super::objectives::Codes;
use super::people::People;
use super::reader::Reader;
use crate::domain::id::{KeyResultCode, PersonId};
use crate::domain::number;
use crate::domain::okr::{
    Curve, Direction, Draft, KeyResult, KnownSince, Objection, Outcome, ResultsSettings, Unit,
    objections,
};
use crate::words::outcome;

const KEY_RESULT: &str = "[objectives.PAY-1.key_results.\"PAY-1.2\"]";

const KEYS: [&str; 11] = [
    "metric",
    "unit",
    "baseline",
    "target",
    "direction",
    "curve",
    "weight",
    "outcome",
    "owner",
    "keep",
    "reason",
];

/// The most characters of a metric, and of a reason.
const METRIC: usize = 100;
const REASON: usize = 300;

/// The most that a key result may weigh.
const HEAVIEST: f64 = 1000.0;

/// What the key results of an objective are read with.
pub(super) struct Around<'a> {
    /// The objective's code.
    pub(super) objective: &'a str,
    /// Who owns what names no owner.
    pub(super) accountable: Option<&'a PersonId>,
    /// How they are checked.
    pub(super) settings: &'a ResultsSettings,
}

/// Reads them, in the order of the file.
pub(super) fn read(
    reader: &mut Reader,
    section: &Section,
    around: &Around,
    people: &mut People,
    codes: &mut Codes,
) -> Vec<KeyResult> {
    let section = section
        .get("key_results")
        .and_then(|entry| reader.section(&entry, KEY_RESULT));
    let objective = around.objective;
    let mut read = Vec::new();
    for (code, entry) in section.map(|section| section.entries()).unwrap_or_default() {
        if let Some(inner) = unquoted(objective, code, &entry) {
            let what = format!(
                "a code with a dot in it needs quotes: key_results.\"{objective}.{inner}\""
            );
            reader.mistake(&entry, what);
            continue;
        }
        codes.check(reader, code, &entry);
        let rest = code.strip_prefix(objective);
        if !rest.is_some_and(|rest| rest.len() > 1 && rest.starts_with(['.', '-'])) {
            let what = format!(
                "does not start with its objective's code; write it like \"{objective}.1\""
            );
            reader.mistake(&entry, what);
        }
        read.extend(key_result(reader, code, &entry, around, people));
        codes.places.push((
            KeyResultCode::new(code),
            entry.key.clone(),
            reader.line(entry.at),
        ));
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
    around: &Around,
    people: &mut People,
) -> Option<KeyResult> {
    let section = reader.section(entry, KEY_RESULT)?;
    section.only(reader, &KEYS);
    let metric = section.require(reader, "metric", "write what is measured");
    let metric = metric.and_then(|entry| reader.line_of(&entry, METRIC));
    let kept = text_at(reader, &section, "keep", REASON);
    let reason = text_at(reader, &section, "reason", REASON);
    let owner = match section.get("owner") {
        None => around.accountable.cloned(),
        Some(entry) => people.refer(reader, &entry),
    };
    let curve = word_at(
        reader,
        &section,
        "curve",
        &Curve::ALL.map(Curve::word),
        Curve::from_word,
    );
    let outcomes = Outcome::ALL.map(Outcome::word);
    let outcome = word_at(reader, &section, "outcome", &outcomes, Outcome::from_word);
    let weight = section.get("weight").map(|entry| weight(reader, &entry));
    let aim = aim(reader, &section, kept.is_some());
    let (metric, aim) = (metric?, aim?);
    let draft = Draft {
        metric: &metric,
        unit: aim.written_unit.as_ref(),
        baseline: Some(aim.baseline),
        target: Some(aim.target),
        direction: aim.direction,
    };
    if kept.is_none() {
        for objection in objections(&draft, around.settings) {
            let said = outcome::objection(&objection);
            let what = format!("{said} Or keep it, and say why: keep = \"…\"");
            let at = match objection {
                Objection::Output { .. } => section.get("metric"),
                Objection::NoWay | Objection::OtherWay { .. } => section.get("target"),
                Objection::NoNumber | Objection::NoUnit => None,
            };
            reader.mistake(at.as_ref().unwrap_or(entry), what);
        }
    }
    Some(KeyResult {
        code: KeyResultCode::new(code),
        metric,
        unit: aim.unit,
        baseline: aim.baseline,
        target: aim.target,
        direction: aim
            .direction
            .unwrap_or_else(|| Direction::between(aim.baseline, aim.target)),
        curve: curve.unwrap_or(Curve::Straight),
        weight: weight.unwrap_or(Some(1.0))?,
        outcome,
        owner: owner?,
        kept,
        reason,
        earlier: Vec::new(),
        known_since: KnownSince::default(),
    })
}

/// From where to where, in what.
struct WrittenAim {
    written_unit: Option<Unit>,
    unit: Unit,
    baseline: f64,
    target: f64,
    direction: Option<Direction>,
}

fn aim(reader: &mut Reader, section: &Section, kept: bool) -> Option<WrittenAim> {
    let directions = Direction::ALL.map(Direction::word);
    let mut direction = word_at(
        reader,
        section,
        "direction",
        &directions,
        Direction::from_word,
    );
    let numbers = section.get("baseline").is_some() || section.get("target").is_some();
    if direction == Some(Direction::Done) || (kept && !numbers && direction.is_none()) {
        for key in ["unit", "baseline", "target"] {
            if let Some(entry) = section.get(key) {
                reader.mistake(
                    &entry,
                    "does not belong to what is done or not done; take it out",
                );
            }
        }
        return Some(WrittenAim {
            written_unit: Some(Unit::Done),
            unit: Unit::Done,
            baseline: 0.0,
            target: 1.0,
            direction: Some(Direction::Done),
        });
    }
    let words = ["number", "percent", "duration", "EUR"];
    let known = |word: &str| Unit::from_word(word).filter(|unit| *unit != Unit::Done);
    let written_unit = match section.get("unit") {
        None => None,
        Some(entry) => Some(reader.word(&entry, &words, known)?),
    };
    let unit = written_unit.clone().unwrap_or(Unit::Number);
    let baseline = section.require(reader, "baseline", "write the number it starts from");
    let target = section.require(reader, "target", "write the number it should reach");
    let baseline = baseline.and_then(|entry| value(reader, &entry, &unit));
    let aim_at = target
        .as_ref()
        .and_then(|entry| value(reader, entry, &unit));
    let (baseline, aim_at) = (baseline?, aim_at?);
    let against = match direction {
        Some(Direction::Increase) => aim_at < baseline,
        Some(Direction::Decrease) => aim_at > baseline,
        _ => false,
    };
    if let (true, Some(entry), Some(meant)) = (against, section.get("direction"), direction) {
        let what = format!(
            "is {}, and the target lies on the other side of the baseline; change one of them",
            quoted(meant.word())
        );
        reader.mistake(&entry, what);
        direction = None;
    }
    Some(WrittenAim {
        written_unit,
        unit,
        baseline,
        target: aim_at,
        direction,
    })
}

/// A number as TOML has it, or as people write it, in quotes: `"3h20"`, `"12%"`.
fn value(reader: &mut Reader, entry: &Entry, unit: &Unit) -> Option<f64> {
    match (entry.value, unit) {
        (DeValue::String(text), unit) => {
            let read = number::parse(text, unit);
            if let Err(not) = read {
                reader.mistake(entry, format!("{}: {not}", quoted(text)));
            }
            read.ok()
        }
        (DeValue::Integer(_) | DeValue::Float(_), Unit::Duration) => {
            let what = "is a number, and nobody knows of what; write it like \"45min\" or \"3h20\"";
            reader.mistake(entry, what);
            None
        }
        _ => reader.number(entry),
    }
}

fn weight(reader: &mut Reader, entry: &Entry) -> Option<f64> {
    let weight = reader.number(entry)?;
    if weight > 0.0 && weight <= HEAVIEST {
        return Some(weight);
    }
    reader.mistake(
        entry,
        format!("{weight} is not a weight; write a number above 0, like 2"),
    );
    None
}

fn text_at(reader: &mut Reader, section: &Section, key: &str, most: usize) -> Option<String> {
    let entry = section.get(key)?;
    reader.line_of(&entry, most)
}

fn word_at<T>(
    reader: &mut Reader,
    section: &Section,
    key: &str,
    words: &[&str],
    from_word: impl Fn(&str) -> Option<T>,
) -> Option<T> {
    let entry = section.get(key)?;
    reader.word(&entry, words, from_word)
}
