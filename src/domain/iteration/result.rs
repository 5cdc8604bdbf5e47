//! What is typed into the form of a result, and how it becomes an outcome or a list of mistakes.

use chrono::NaiveDate;

use super::{Decision, Iteration, Measured, Outcome};
use crate::domain::number::{self, NotANumber};
use crate::domain::typed::Typed;

/// A field of the form of a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// The number; empty where it could not be measured.
    Value,
    /// How many saw it.
    Sample,
    /// Whether the impact was as hoped.
    WasItSo,
    /// What follows.
    Decision,
}

impl Field {
    /// All of them, in the order of the form.
    pub const ALL: [Self; 4] = [Self::Value, Self::Sample, Self::WasItSo, Self::Decision];
}

/// What was typed, in the order of the form: what must not be lost where it cannot be told.
#[must_use]
pub fn texts(typed: &Typed<Field>) -> Vec<String> {
    let texts = Field::ALL.iter().filter_map(|field| typed.text(field));
    texts.map(str::to_owned).collect()
}

/// Why a field cannot be taken as it was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mistake {
    /// Nothing was filled in.
    Nothing,
    /// No number can be read, and why.
    NotANumber(NotANumber),
    /// No whole number of people can be read.
    NotACount,
    /// The feature has no next stage.
    NoNextStage,
    /// More than a field takes.
    TooLong,
}

/// Reads a submitted result. An empty value with something below says that it could not be measured, which is
/// inconclusive.
///
/// # Errors
/// Every mistake beside its field.
pub fn read(
    iteration: &Iteration,
    typed: &Typed<Field>,
    today: NaiveDate,
) -> Result<Outcome, Vec<(Field, Mistake)>> {
    let mut mistakes = Vec::new();
    let value = typed.text(&Field::Value).and_then(|text| {
        number::parse(text, &iteration.threshold.unit)
            .map_err(|not| mistakes.push((Field::Value, Mistake::NotANumber(not))))
            .ok()
    });
    let sample = typed.text(&Field::Sample).and_then(|text| {
        let people = super::people(text);
        if people.is_none() {
            mistakes.push((Field::Sample, Mistake::NotACount));
        }
        people
    });
    let was_it_so = typed.text(&Field::WasItSo).map(str::to_owned);
    if was_it_so
        .as_ref()
        .is_some_and(|text| text.chars().count() > super::draft::LONGEST_SENTENCE)
    {
        mistakes.push((Field::WasItSo, Mistake::TooLong));
    }
    let decision = typed.text(&Field::Decision).and_then(Decision::from_word);
    if decision == Some(Decision::NextStage) && iteration.stage.next().is_none() {
        mistakes.push((Field::Decision, Mistake::NoNextStage));
    }
    let said = value.is_some() || sample.is_some() || was_it_so.is_some() || decision.is_some();
    if mistakes.is_empty() && !said {
        mistakes.push((Field::Value, Mistake::Nothing));
    }
    if !mistakes.is_empty() {
        return Err(mistakes);
    }
    let measured = Measured { value, sample };
    // The day of the result is the day on which it was first told.
    let told = iteration.outcome.as_ref().map(|outcome| outcome.day);
    Ok(Outcome {
        verdict: iteration.threshold.verdict(&measured),
        measured,
        day: told.unwrap_or(today),
        was_it_so,
        decision,
    })
}
