//! What others said while somebody's check-in form was open: what the form had seen, what stands now, and where the two
//! meet. Only what really changed is held against an answer, and only where the person filled in something else.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::check_in::CheckIn;
use super::id::{IterationId, KeyResultCode, PersonId};
use super::iteration::{Outcome, result};
use super::number;
use super::okr::{Reading, ReadingRevision};
use super::prompt::Prompt;
use super::submission::{Field, Told, began_with};
use super::typed::Typed;

/// How often each thing had been said when somebody looked; what is missing had not been said at all.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Seen {
    /// Key results, in the week of the ask.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub readings: BTreeMap<KeyResultCode, u32>,
    /// Iterations.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub tellings: BTreeMap<IterationId, u32>,
}

impl Seen {
    /// Whether nothing had been said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.readings.is_empty() && self.tellings.is_empty()
    }
}

/// The last word on an iteration.
#[derive(Debug, Clone, PartialEq)]
pub struct Telling {
    /// How often it has been told.
    pub version: u32,
    /// Who told it last.
    pub by: PersonId,
    /// When.
    pub at: DateTime<Utc>,
    /// What had been told when the form was opened.
    pub seen: Option<Outcome>,
}

/// The last word on each thing that a form has fields for.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Stands {
    /// Of key results, in the week of the ask.
    pub readings: BTreeMap<KeyResultCode, ReadingRevision>,
    /// Of iterations.
    pub tellings: BTreeMap<IterationId, Telling>,
    /// The key results that read as they did when the form was opened, whatever was said between.
    pub again: BTreeSet<KeyResultCode>,
}

/// Where somebody else's word and this person's differ.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Met {
    /// Key results.
    pub readings: Vec<KeyResultCode>,
    /// Iterations.
    pub tellings: Vec<IterationId>,
}

impl Met {
    /// Whether nothing met.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.readings.is_empty() && self.tellings.is_empty()
    }
}

impl Stands {
    /// What a form that shows a prompt has seen. What was said after the prompt was read, it has not.
    #[must_use]
    pub fn seen_in(&self, prompt: &Prompt) -> Seen {
        let shown = |code: &KeyResultCode, last: &ReadingRevision| {
            let asked = prompt.key_results.iter();
            let mut recorded = asked.filter(|it| it.key_result.code == *code);
            let recorded = recorded.find_map(|it| it.recorded.as_ref());
            recorded.map(|it| it.value) == last.value
        };
        let readings = self.readings.iter().map(|(code, last)| {
            let unseen = u32::from(!shown(code, last));
            (code.clone(), last.revision.saturating_sub(unseen))
        });
        let told = |id: &IterationId| {
            let mut known = prompt.iterations.iter();
            known.any(|it| it.id == *id && it.outcome.is_some())
        };
        let tellings = self.tellings.iter().filter(|(id, _)| told(id));
        Seen {
            readings: readings.filter(|(_, revision)| *revision > 0).collect(),
            tellings: tellings
                .map(|(id, telling)| (id.clone(), telling.version))
                .collect(),
        }
    }

    /// How often each of these has been said.
    #[must_use]
    pub fn counted(&self) -> Seen {
        let readings = self.readings.iter();
        let tellings = self.tellings.iter();
        Seen {
            readings: readings
                .map(|(code, it)| (code.clone(), it.revision))
                .collect(),
            tellings: tellings.map(|(id, it)| (id.clone(), it.version)).collect(),
        }
    }

    /// The same of all that a form has fields for, what nobody has said included.
    #[must_use]
    pub fn counted_of(&self, typed: &Typed<Field>) -> Seen {
        let mut seen = self.counted();
        for field in typed.0.keys() {
            match field {
                Field::Value(code) => {
                    seen.readings.entry(code.clone()).or_default();
                }
                Field::Result(id, _) => {
                    seen.tellings.entry(id.clone()).or_default();
                }
                _ => {}
            }
        }
        seen
    }
}

/// Takes out of an answer what meets somebody else's word, said since the form was opened (Unix seconds); the rest of
/// the answer stands. Where both say the same value and this person left the confidence as it was, the other's stays.
pub fn meet(
    prompt: &Prompt,
    (seen, opened): (&Seen, i64),
    stands: &Stands,
    check_in: &mut CheckIn,
    told: &mut Told,
) -> Met {
    let mut met = Met::default();
    let me = &prompt.ask.person;
    let since = |said: u32, known: Option<&u32>, by: &PersonId, at: DateTime<Utc>| {
        said > known.copied().unwrap_or(0) && by != me && at.timestamp() >= opened
    };
    let given = |code: &KeyResultCode| {
        let given = prompt.given.iter();
        let mut readings = given.flat_map(|it| it.readings.iter());
        readings.find(|it| it.key_result == *code)
    };
    let mut kept: Vec<Reading> = Vec::new();
    for mut reading in std::mem::take(&mut check_in.readings) {
        let code = &reading.key_result;
        let before = given(code);
        let asked = prompt
            .key_results
            .iter()
            .any(|it| it.key_result.code == *code);
        let touched = before
            .is_none_or(|it| (it.value, it.confidence) != (reading.value, reading.confidence));
        let last = stands.readings.get(code);
        let last = last.filter(|it| since(it.revision, seen.readings.get(code), &it.by, it.at));
        let last = last.filter(|_| !stands.again.contains(code));
        let Some((value, confidence)) = last.and_then(|it| Some((it.value?, it.confidence?)))
        else {
            kept.push(reading);
            continue;
        };
        if !touched || !asked {
            kept.push(reading);
        } else if value == reading.value
            && (confidence == reading.confidence || untouched(prompt, before, &reading))
        {
            reading.confidence = confidence;
            kept.push(reading);
        } else {
            met.readings.push(code.clone());
            kept.extend(before.cloned());
        }
    }
    check_in.readings = kept;
    told.retain(|(id, outcome)| {
        let known = prompt.iterations.iter().find(|it| it.id == *id);
        if known.is_some_and(|it| it.outcome.as_ref() == Some(outcome)) {
            return true;
        }
        let last = stands.tellings.get(id);
        let last = last.filter(|it| since(it.version, seen.tellings.get(id), &it.by, it.at));
        let Some(last) = last else {
            return true;
        };
        let seen = last.seen.as_ref();
        if seen.is_some_and(|it| says_the_same(it, outcome)) {
            return false;
        }
        let now = known.and_then(|it| it.outcome.as_ref());
        let again = seen
            .zip(now)
            .is_some_and(|(it, now)| says_the_same(it, now));
        if !again {
            met.tellings.push(id.clone());
        }
        again
    });
    met
}

/// Whether two outcomes say the same, on whatever day.
fn says_the_same(one: &Outcome, other: &Outcome) -> bool {
    (&one.measured, &one.was_it_so, one.decision)
        == (&other.measured, &other.was_it_so, other.decision)
}

/// Whether a reading's confidence is the one that the form showed before anybody chose.
fn untouched(prompt: &Prompt, given: Option<&Reading>, reading: &Reading) -> bool {
    given.map_or_else(
        || began_with(prompt, &reading.key_result, reading.confidence),
        |it| it.confidence == reading.confidence,
    )
}

/// What was typed into a field of something that this person is not asked for any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TooLate {
    /// The value of a key result that was retired, closed or given to somebody else.
    Reading {
        /// Which.
        code: KeyResultCode,
        /// As it was typed.
        text: String,
    },
    /// What came of an iteration.
    Result {
        /// As it was typed.
        text: String,
    },
}

/// What of a form cannot be recorded, because what it is about was taken away while the form was open.
#[must_use]
pub fn too_late(prompt: &Prompt, typed: &Typed<Field>) -> Vec<TooLate> {
    let mut late = Vec::new();
    for field in typed.0.keys() {
        let Field::Value(code) = field else { continue };
        let Some(text) = typed.text(field) else {
            continue;
        };
        let mut asked = prompt.key_results.iter().map(|it| &it.key_result.code);
        let mut given = prompt.given.iter().flat_map(|it| it.readings.iter());
        let given = given.find(|it| it.key_result == *code);
        let there = prompt.org.key_result(code).is_some();
        if asked.any(|it| it == code) || (given.is_some() && there) {
            continue;
        }
        let mut retired = prompt
            .org
            .objectives
            .iter()
            .flat_map(|it| it.retired.iter());
        let unit = retired.find(|it| it.key_result.code == *code);
        let unit = unit.map(|it| &it.key_result.unit);
        let same = given.zip(unit);
        if same.is_some_and(|(it, unit)| number::write(it.value, unit) == text) {
            continue;
        }
        let confidence = typed.text(&Field::Confidence(code.clone()));
        late.push(TooLate::Reading {
            code: code.clone(),
            text: confidence.map_or_else(
                || text.to_owned(),
                |confidence| format!("{text}, confidence {confidence}"),
            ),
        });
    }
    let mut gone: Vec<&IterationId> = Vec::new();
    for field in typed.0.keys() {
        let Field::Result(id, _) = field else {
            continue;
        };
        if !gone.contains(&id) && !prompt.iterations.iter().any(|it| it.id == *id) {
            gone.push(id);
        }
    }
    for id in gone {
        let of = |field: &result::Field| typed.text(&Field::Result(id.clone(), *field));
        let texts: Vec<&str> = result::Field::ALL.iter().filter_map(of).collect();
        if !texts.is_empty() {
            late.push(TooLate::Result {
                text: texts.join("; "),
            });
        }
    }
    late
}

#[cfg(test)]
mod tests;
