//! Readings and endings as they are typed, in a form or behind a command.

use super::super::command::Update;
use super::super::{
    Cause, Closing, Commitment, Confidence, Decision, KeyResult, NotAValue, Objective, Reading,
    Score, read_value,
};
use super::{Field, Mistake, Mistakes};
use crate::domain::id::PersonId;
use crate::domain::week::Week;

/// Makes a reading of what was typed; the confidence is that of the last reading before where none was given.
///
/// # Errors
/// Every mistake beside its field.
pub fn read_reading(
    key_result: &KeyResult,
    typed: &Update,
    before: &[Reading],
    week: Week,
    by: &PersonId,
) -> Result<Reading, Mistakes> {
    let mut mistakes = Mistakes::new();
    let known: Vec<f64> = before.iter().map(|reading| reading.value).collect();
    let text = |text: &Option<String>| {
        text.as_deref()
            .map(str::trim)
            .filter(|text| !text.is_empty())
            .map(str::to_owned)
    };
    let value = match text(&typed.value) {
        None => Err(Mistake::Missing),
        Some(text) => read_value(&text, key_result, &known).map_err(|not| match not {
            NotAValue::NotANumber(not) => Mistake::NotANumber(not),
            NotAValue::Doubtful(doubt) => Mistake::Doubtful(doubt),
        }),
    };
    let value = value
        .map_err(|mistake| mistakes.push((Field::Value, mistake)))
        .ok();
    let last = before.last();
    let confidence = match text(&typed.confidence) {
        None => Some(last.map_or(Confidence::START, |last| last.confidence)),
        Some(text) => text
            .parse::<u8>()
            .ok()
            .and_then(|number| Confidence::try_from(number).ok()),
    };
    if confidence.is_none() {
        mistakes.push((Field::Confidence, Mistake::NotAConfidence));
    }
    let note = text(&typed.note).map(|note| note.replace('\0', ""));
    if note
        .as_ref()
        .is_some_and(|note| note.chars().count() > Field::Note.longest())
    {
        mistakes.push((Field::Note, Mistake::TooLong(Field::Note.longest())));
    }
    match (value, confidence) {
        (Some(value), Some(confidence)) if mistakes.is_empty() => Ok(Reading {
            key_result: key_result.code.clone(),
            week,
            value,
            confidence,
            by: by.clone(),
            note,
        }),
        _ => Err(mistakes),
    }
}

/// An ending as far as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ending {
    /// How much of it came true.
    pub score: Option<String>,
    /// Why it ended so.
    pub cause: Option<Cause>,
    /// What becomes of it.
    pub decision: Option<Decision>,
    /// In words.
    pub explanation: Option<String>,
}

/// Sorts the words behind `/okr close`: a number is the score, the others are known by themselves.
#[must_use]
pub fn read_ending(words: &[String], explanation: Option<&str>) -> Ending {
    let mut ending = Ending {
        explanation: explanation.map(str::to_owned),
        ..Ending::default()
    };
    let mut rest = Vec::new();
    for word in words {
        let plain = word.to_lowercase();
        let cause = Cause::ALL
            .into_iter()
            .find(|cause| cause.word().replace('-', "") == plain.replace('-', ""));
        if ending.cause.is_none() && cause.is_some() {
            ending.cause = cause;
        } else if let (None, Some(decision)) = (ending.decision, Decision::from_word(&plain)) {
            ending.decision = Some(decision);
        } else if ending.score.is_none()
            && plain.starts_with(|c: char| c.is_ascii_digit() || ".,-".contains(c))
        {
            ending.score = Some(plain);
        } else {
            rest.push(word.as_str());
        }
    }
    if ending.explanation.is_none() && !rest.is_empty() {
        ending.explanation = Some(rest.join(" "));
    }
    ending
}

/// Makes an ending of what was typed.
///
/// # Errors
/// Every mistake beside its field; a committed objective that ends below 1.0 needs an explanation.
pub fn read_closing(
    objective: &Objective,
    ending: &Ending,
    by: &PersonId,
    at: chrono::DateTime<chrono::Utc>,
) -> Result<Closing, Mistakes> {
    let mut mistakes = Mistakes::new();
    let score: Option<Score> = ending.score.as_deref().and_then(|text| text.parse().ok());
    if score.is_none() {
        mistakes.push((Field::Score, Mistake::NotAScore));
    }
    if ending.cause.is_none() {
        mistakes.push((Field::Cause, Mistake::Missing));
    }
    if ending.decision.is_none() {
        mistakes.push((Field::Decision, Mistake::Missing));
    }
    let explanation = ending
        .explanation
        .as_ref()
        .map(|text| text.trim().replace('\0', ""))
        .filter(|text| !text.is_empty());
    let below = score.is_some_and(|score| score < Score::FULL);
    if below && objective.commitment == Commitment::Committed && explanation.is_none() {
        mistakes.push((Field::Explanation, Mistake::NeedsExplanation));
    }
    if explanation
        .as_ref()
        .is_some_and(|text| text.chars().count() > Field::Explanation.longest())
    {
        mistakes.push((
            Field::Explanation,
            Mistake::TooLong(Field::Explanation.longest()),
        ));
    }
    match (score, ending.cause, ending.decision) {
        (Some(score), Some(cause), Some(decision)) if mistakes.is_empty() => Ok(Closing {
            score,
            cause,
            explanation,
            decision,
            by: by.clone(),
            at,
        }),
        _ => Err(mistakes),
    }
}
