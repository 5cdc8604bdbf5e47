//! What is typed into the form of a result, and how it becomes an outcome or a list of mistakes.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Decision, Iteration, Measured, Outcome, Verdict};
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
    /// It is to go on although this came of it, and nothing says why.
    GoesOn(Verdict),
    /// More than a field takes.
    TooLong,
}

/// What stands in a form's fields; what is empty is missing.
pub type Values = BTreeMap<Field, String>;

/// What the fields of an iteration's form hold of an outcome.
#[must_use]
pub fn values(iteration: &Iteration, outcome: Option<&Outcome>) -> Values {
    let mut values = Values::new();
    if let Some(told) = outcome {
        let value = told.measured.value;
        let value = value.map(|value| number::write(value, &iteration.threshold.unit));
        values.extend(value.map(|text| (Field::Value, text)));
        let sample = told.measured.sample.map(|sample| sample.to_string());
        values.extend(sample.map(|text| (Field::Sample, text)));
        values.extend(told.was_it_so.clone().map(|text| (Field::WasItSo, text)));
        let decision = told.decision.map(|it| it.word().to_owned());
        values.extend(decision.map(|text| (Field::Decision, text)));
    }
    values
}

/// What belongs into the fields where somebody else has told it meanwhile: what this person typed where they changed a
/// field, else what stands now.
#[must_use]
pub fn merge(before: &Values, typed: &Typed<Field>, now: &Values) -> Values {
    let text = |field: Field| {
        let stood = before.get(&field).map(|text| text.trim());
        let typed_here = typed.text(&field);
        if typed_here == stood {
            now.get(&field).map(String::as_str)
        } else {
            typed_here
        }
    };
    let of = |field: Field| Some((field, text(field)?.to_owned()));
    Field::ALL.into_iter().filter_map(of).collect()
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
    let measured = Measured { value, sample };
    let verdict = iteration.threshold.verdict(&measured);
    // To go on against the evidence is theirs to decide, with a reason that is kept.
    if mistakes.is_empty()
        && decision == Some(Decision::NextStage)
        && verdict != Verdict::Validated
        && was_it_so.is_none()
    {
        mistakes.push((Field::Decision, Mistake::GoesOn(verdict)));
    }
    let said = measured.value.is_some()
        || measured.sample.is_some()
        || was_it_so.is_some()
        || decision.is_some();
    if mistakes.is_empty() && !said {
        mistakes.push((Field::Value, Mistake::Nothing));
    }
    if !mistakes.is_empty() {
        return Err(mistakes);
    }
    // The day of the result is the day on which it was first told.
    let told = iteration.outcome.as_ref().map(|outcome| outcome.day);
    Ok(Outcome {
        verdict,
        measured,
        day: told.unwrap_or(today),
        was_it_so,
        decision,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_touched_follows_what_stands() {
        let before = Values::from([(Field::Value, "5,000".to_owned())]);
        let now = Values::from([
            (Field::Value, "6,000".to_owned()),
            (Field::WasItSo, "yes, three told us".to_owned()),
            (Field::Decision, "change".to_owned()),
        ]);
        let mut typed = Typed::default();
        for (field, text) in [
            (Field::Value, Some(" 5,000 ")),
            (Field::WasItSo, None),
            (Field::Decision, Some("stop")),
        ] {
            typed.0.insert(field, text.map(str::to_owned));
        }
        let merged = Values::from([
            (Field::Value, "6,000".to_owned()),
            (Field::WasItSo, "yes, three told us".to_owned()),
            (Field::Decision, "stop".to_owned()),
        ]);
        assert_eq!(merge(&before, &typed, &now), merged);
    }
}
