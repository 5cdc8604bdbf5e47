//! What is typed into the form of a new iteration, and how it becomes one or a list of mistakes.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};

use super::{Gate, Impact, Iteration, NotAThreshold, Stage, Threshold, USUAL_DAYS, read_gates};
use crate::domain::id::{IterationId, KeyResultCode, PersonId, TeamId};
use crate::domain::typed::Typed;

/// A field of the form of a new iteration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// Whose it is.
    Team,
    /// The feature that is cut into slices.
    Feature,
    /// The slice.
    Title,
    /// The key result that it should move.
    KeyResult,
    /// "We believe … will …".
    Hypothesis,
    /// The cheapest test.
    Test,
    /// How far the feature is taken.
    Stage,
    /// Which of the three gates are ticked.
    Gates,
    /// What is measured.
    Metric,
    /// What decides.
    Threshold,
    /// How many must have seen it.
    Sample,
    /// By which day it is measured.
    MeasureBy,
    /// What it is mainly for.
    Impact,
    /// That in a sentence.
    ImpactSentence,
}

impl Field {
    /// All of them, in the order of the form.
    pub const ALL: [Self; 14] = [
        Self::Team,
        Self::Feature,
        Self::Title,
        Self::KeyResult,
        Self::Hypothesis,
        Self::Test,
        Self::Stage,
        Self::Gates,
        Self::Metric,
        Self::Threshold,
        Self::Sample,
        Self::MeasureBy,
        Self::Impact,
        Self::ImpactSentence,
    ];
}

/// What was written, in the order of the form: what must not be lost where nothing can be begun.
#[must_use]
pub fn texts(typed: &Typed<Field>) -> Vec<String> {
    let written = [
        Field::Feature,
        Field::Title,
        Field::Hypothesis,
        Field::Test,
        Field::Metric,
        Field::Threshold,
        Field::Sample,
        Field::ImpactSentence,
    ];
    let texts = written.iter().filter_map(|field| typed.text(field));
    texts.map(str::to_owned).collect()
}

/// Why a field cannot be taken as it was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mistake {
    /// Nothing stands in it.
    Missing,
    /// No threshold can be read.
    NotAThreshold(NotAThreshold),
    /// No whole number of people can be read.
    NotACount,
    /// No team that the person may begin one for.
    NoSuchTeam,
    /// No key result that can be aimed at now.
    NoSuchKeyResult,
    /// The day is not after today.
    NotAhead,
    /// More than a field takes.
    TooLong,
}

/// The longest name of a feature, a slice or a metric.
pub const LONGEST_NAME: usize = 150;

/// The longest sentence.
pub const LONGEST_SENTENCE: usize = 1000;

/// Who begins it, when, and what it follows: what no field says.
#[derive(Debug, Clone, PartialEq)]
pub struct Beginning {
    /// The id that the form was opened with, so that a form sent twice begins one iteration.
    pub id: IterationId,
    /// Who sends the form.
    pub owner: PersonId,
    /// Today, where they live.
    pub today: NaiveDate,
    /// The slice before it.
    pub follows: Option<IterationId>,
}

/// Reads a submitted form.
///
/// # Errors
/// Every mistake beside its field.
pub fn read(
    beginning: Beginning,
    typed: &Typed<Field>,
) -> Result<Iteration, Vec<(Field, Mistake)>> {
    let mut form = Form {
        typed,
        mistakes: Vec::new(),
    };
    let threshold = form.threshold();
    let measure_by = form.measure_by(beginning.today);
    let iteration = Iteration {
        id: beginning.id,
        number: 0,
        team: TeamId::new(form.text(Field::Team, LONGEST_NAME)),
        feature: form.text(Field::Feature, LONGEST_NAME),
        title: form.text(Field::Title, LONGEST_NAME),
        owner: beginning.owner,
        key_result: KeyResultCode::new(form.text(Field::KeyResult, LONGEST_NAME)),
        hypothesis: form.text(Field::Hypothesis, LONGEST_SENTENCE),
        test: form.text(Field::Test, LONGEST_SENTENCE),
        stage: form.chosen(Field::Stage, Stage::from_word, Stage::Sketch),
        gates: form.gates(),
        metric: form.text(Field::Metric, LONGEST_NAME),
        threshold,
        impact: form.chosen(Field::Impact, Impact::from_word, Impact::Customer),
        impact_sentence: form.text(Field::ImpactSentence, LONGEST_SENTENCE),
        started: beginning.today,
        measure_by,
        follows: beginning.follows,
        outcome: None,
    };
    if form.mistakes.is_empty() {
        Ok(iteration)
    } else {
        form.mistakes.sort_by_key(|(field, _)| *field);
        Err(form.mistakes)
    }
}

struct Form<'a> {
    typed: &'a Typed<Field>,
    mistakes: Vec<(Field, Mistake)>,
}

impl Form<'_> {
    fn text(&mut self, field: Field, most: usize) -> String {
        let text = self.typed.text(&field).unwrap_or_default();
        if text.is_empty() {
            self.mistakes.push((field, Mistake::Missing));
        } else if text.chars().count() > most {
            self.mistakes.push((field, Mistake::TooLong));
        }
        text.to_owned()
    }

    fn chosen<T>(&mut self, field: Field, read: fn(&str) -> Option<T>, otherwise: T) -> T {
        self.typed.text(&field).and_then(read).unwrap_or_else(|| {
            self.mistakes.push((field, Mistake::Missing));
            otherwise
        })
    }

    fn gates(&self) -> BTreeSet<Gate> {
        read_gates(self.typed.text(&Field::Gates).unwrap_or_default())
    }

    fn threshold(&mut self) -> Threshold {
        let text = self.typed.text(&Field::Threshold).unwrap_or_default();
        let read = Threshold::parse(text).unwrap_or_else(|not| {
            let mistake = if text.is_empty() {
                Mistake::Missing
            } else {
                Mistake::NotAThreshold(not)
            };
            self.mistakes.push((Field::Threshold, mistake));
            Threshold::NOTHING
        });
        let sample = self.typed.text(&Field::Sample).map(super::people);
        let sample = sample.and_then(|sample| match sample {
            Some(sample @ 1..=1_000_000_000) => Some(sample),
            _ => {
                self.mistakes.push((Field::Sample, Mistake::NotACount));
                None
            }
        });
        Threshold { sample, ..read }
    }

    fn measure_by(&mut self, today: NaiveDate) -> NaiveDate {
        let usual = today
            .checked_add_days(Days::new(USUAL_DAYS))
            .unwrap_or(today);
        let Some(text) = self.typed.text(&Field::MeasureBy) else {
            return usual;
        };
        match text.parse::<NaiveDate>() {
            Ok(day) if day > today => day,
            _ => {
                self.mistakes.push((Field::MeasureBy, Mistake::NotAhead));
                usual
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn beginning() -> Beginning {
        Beginning {
            id: IterationId::new("a"),
            owner: PersonId::new("U1"),
            today: "2026-11-19".parse().unwrap(),
            follows: None,
        }
    }

    fn typed(changes: &[(Field, &str)]) -> Typed<Field> {
        let mut typed = Typed::default();
        for (field, text) in [
            (Field::Team, "payments"),
            (Field::Feature, "Insights"),
            (Field::Title, " Insights by e-mail "),
            (Field::KeyResult, "PAY-1.2"),
            (Field::Hypothesis, "We believe readers will click"),
            (Field::Test, "An e-mail to fifty"),
            (Field::Stage, "sketch"),
            (Field::Gates, ""),
            (Field::Metric, "readers who click"),
            (Field::Threshold, "at least 8%"),
            (Field::Sample, "50"),
            (Field::MeasureBy, ""),
            (Field::Impact, "customer"),
            (Field::ImpactSentence, "They see what they spend"),
        ]
        .iter()
        .chain(changes)
        {
            typed.0.insert(*field, Some((*text).to_owned()));
        }
        typed
    }

    #[test]
    fn a_form_becomes_an_iteration_of_one_week() {
        let read = read(beginning(), &typed(&[])).unwrap();
        assert_eq!(read.title, "Insights by e-mail");
        assert_eq!(read.threshold.sample, Some(50));
        assert_eq!(read.measure_by.to_string(), "2026-11-26");
        assert!(!read.is_long());
    }

    #[test]
    fn gates_are_ticked_one_by_one() {
        let changes = [(Field::Stage, "scale"), (Field::Gates, "quality,support")];
        let read = read(beginning(), &typed(&changes)).unwrap();
        assert_eq!(read.gates, BTreeSet::from([Gate::Quality, Gate::Support]));
    }

    #[test]
    fn every_mistake_stands_beside_its_field() {
        let long = "x".repeat(LONGEST_NAME + 1);
        let changes = [
            (Field::Title, long.as_str()),
            (Field::Hypothesis, " "),
            (Field::Threshold, "lots"),
            (Field::Sample, "0"),
            (Field::MeasureBy, "2026-11-19"),
        ];
        assert_eq!(
            read(beginning(), &typed(&changes)).unwrap_err(),
            [
                (Field::Title, Mistake::TooLong),
                (Field::Hypothesis, Mistake::Missing),
                (
                    Field::Threshold,
                    Mistake::NotAThreshold(NotAThreshold::Words)
                ),
                (Field::Sample, Mistake::NotACount),
                (Field::MeasureBy, Mistake::NotAhead),
            ]
        );
        let nothing = read(beginning(), &Typed::default()).unwrap_err();
        assert_eq!(nothing.len(), 11);
    }
}
