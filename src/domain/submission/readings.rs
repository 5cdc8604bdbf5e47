//! The readings of a submitted check-in: a value with its confidence, or a new confidence in what the week reads already.

use super::{Field, Mistake};
use crate::domain::id::KeyResultCode;
use crate::domain::okr::{Confidence, KeyResult, Reading, read_value};
use crate::domain::prompt::Prompt;
use crate::domain::typed::Typed;

pub(super) fn read(
    prompt: &Prompt,
    typed: &Typed<Field>,
    mistakes: &mut Vec<(Field, Mistake)>,
) -> Vec<Reading> {
    let mut readings: Vec<Reading> = prompt
        .given
        .iter()
        .flat_map(|given| given.readings.iter())
        // What was retired while the form was open keeps what it read.
        .filter(|reading| {
            !typed.shown(&Field::Value(reading.key_result.clone()))
                || prompt.org.key_result(&reading.key_result).is_none()
        })
        .cloned()
        .collect();
    // Those that the ask carries, or that this answer has already.
    let ours = |code: &KeyResultCode| {
        prompt
            .key_results
            .iter()
            .any(|asked| asked.key_result.code == *code)
            || prompt
                .given
                .iter()
                .any(|given| given.readings.iter().any(|it| it.key_result == *code))
    };
    let shown = typed.0.keys().filter_map(|field| match field {
        Field::Value(code) if ours(code) => prompt.org.key_result(code).map(|(_, it)| it),
        _ => None,
    });
    for key_result in shown {
        readings.extend(read_reading(prompt, typed, key_result, mistakes));
    }
    readings.sort_by(|a, b| a.key_result.cmp(&b.key_result));
    readings
}

fn read_reading(
    prompt: &Prompt,
    typed: &Typed<Field>,
    key_result: &KeyResult,
    mistakes: &mut Vec<(Field, Mistake)>,
) -> Option<Reading> {
    let code = &key_result.code;
    let field = Field::Confidence(code.clone());
    let confidence = match typed.text(&field) {
        None => Some(known_confidence(prompt, code)),
        Some(text) => text
            .parse::<u8>()
            .ok()
            .and_then(|number| Confidence::try_from(number).ok()),
    };
    if confidence.is_none() {
        mistakes.push((field, Mistake::NotAConfidence));
    }
    let field = Field::Value(code.clone());
    if typed.text(&field).is_none() {
        return confidence_alone(prompt, code, typed, confidence?, mistakes);
    }
    let value = match read_value(typed.text(&field)?, key_result, &prompt.known_values(code)) {
        Ok(value) => value,
        Err(not) => {
            mistakes.push((field, Mistake::NotAValue(not)));
            return None;
        }
    };
    let (week, by) = (prompt.ask.week, prompt.ask.person.clone());
    Some(Reading {
        key_result: code.clone(),
        week,
        value,
        confidence: confidence?,
        by,
        note: None,
    })
}

/// A confidence that was changed beside an empty value: it belongs to what the week reads already, and without a
/// reading to nothing. One that anybody has said before is what the menu began with.
fn confidence_alone(
    prompt: &Prompt,
    code: &KeyResultCode,
    typed: &Typed<Field>,
    confidence: Confidence,
    mistakes: &mut Vec<(Field, Mistake)>,
) -> Option<Reading> {
    let field = Field::Confidence(code.clone());
    if typed.text(&field).is_none() || began_with(prompt, code, confidence) {
        return None;
    }
    match &prompt.asked(code)?.recorded {
        Some(recorded) => Some(Reading {
            confidence,
            by: prompt.ask.person.clone(),
            ..recorded.clone()
        }),
        None => {
            mistakes.push((field, Mistake::ConfidenceAlone));
            None
        }
    }
}

/// Whether the menu of a key result's confidence may have begun with this: as it stands now, or as it stood before
/// somebody recorded a reading this week.
pub(in crate::domain) fn began_with(
    prompt: &Prompt,
    code: &KeyResultCode,
    confidence: Confidence,
) -> bool {
    let asked = prompt.asked(code);
    let recorded = asked.and_then(|it| it.recorded.as_ref());
    let before = asked.and_then(|it| it.standing.latest.as_ref());
    recorded.is_some_and(|it| it.confidence == confidence)
        || before.map_or(Confidence::START, |it| it.confidence) == confidence
}

/// What the menu of a key result's confidence begins with.
#[must_use]
pub fn known_confidence(prompt: &Prompt, code: &KeyResultCode) -> Confidence {
    let asked = prompt.asked(code);
    let known = asked.and_then(|it| it.recorded.as_ref().or(it.standing.latest.as_ref()));
    known.map_or(Confidence::START, |reading| reading.confidence)
}
