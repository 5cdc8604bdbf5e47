//! A submitted form: what was typed, field by field, and how it becomes a check-in or a list of mistakes.

mod readings;

pub(super) use readings::began_with;
pub use readings::known_confidence;

use chrono::{DateTime, Utc};

use super::check_in::CheckIn;
use super::id::{CategoryId, IterationId, KeyResultCode, QuestionId};
use super::iteration::{Outcome, result};
use super::okr::NotAValue;
use super::prompt::Prompt;
use super::time_split::{NotASplit, TimeSplit};
use super::typed::Typed;

/// A field of the check-in form.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// The percent of a category.
    Share(CategoryId),
    /// The value of a key result.
    Value(KeyResultCode),
    /// The confidence in a key result.
    Confidence(KeyResultCode),
    /// A field of what came of an iteration.
    Result(IterationId, result::Field),
    /// The note on the key results.
    ResultsNote,
    /// Anything that leadership should know.
    Note,
    /// What could be shipped and measured next.
    NextSlice,
    /// What the team needs.
    Need,
    /// Who is to decide about it.
    NeedOwner,
    /// By when it is needed.
    NeedBy,
    /// The answer to a question.
    Answer(QuestionId),
}

/// Why a field cannot be taken as it was typed.
#[derive(Debug, Clone, PartialEq)]
pub enum Mistake {
    /// Not a whole number from 0 to 100.
    NotAPercent,
    /// The percents do not make a week.
    Sum(NotASplit),
    /// A share of a category that never was one.
    NoSuchCategory,
    /// Not a value of the key result.
    NotAValue(NotAValue),
    /// Not a confidence from 0 to 10.
    NotAConfidence,
    /// A confidence was changed of what has no reading.
    ConfidenceAlone,
    /// What is wrong with an iteration's result.
    Result(result::Mistake),
    /// More characters than a text may have.
    TooLong,
    /// Somebody or a day was chosen, and not what is needed.
    NothingNeeded,
    /// Somebody who leads nothing, or no more.
    NotALeader,
    /// The day by which something is needed is over.
    Over,
}

/// The longest text that is taken: what Slack's own field takes.
pub const LONGEST_TEXT: usize = 3000;

impl Typed<Field> {
    /// The categories that have a field, with what was typed into it.
    fn shares(&self) -> impl Iterator<Item = (&CategoryId, Option<&str>)> {
        self.0.keys().filter_map(|field| match field {
            Field::Share(id) => Some((id, self.text(field))),
            _ => None,
        })
    }

    /// What was typed of what came of an iteration.
    #[must_use]
    pub fn of_iteration(&self, id: &IterationId) -> Typed<result::Field> {
        self.clone().only(|field| match field {
            Field::Result(of, field) if of == *id => Some(field),
            _ => None,
        })
    }

    /// The texts in it, in the order of the form: what must not be lost when the form comes too late.
    #[must_use]
    pub fn texts(&self) -> Vec<String> {
        [
            Field::ResultsNote,
            Field::NextSlice,
            Field::Note,
            Field::Need,
        ]
        .iter()
        .filter_map(|field| self.text(field).map(str::to_owned))
        .chain(self.answers().filter_map(|(_, text)| text))
        .collect()
    }

    /// The answers to questions; none where a field was left empty.
    pub fn answers(&self) -> impl Iterator<Item = (QuestionId, Option<String>)> {
        self.0.keys().filter_map(|field| match field {
            Field::Answer(id) => Some((id.clone(), self.text(field).map(str::to_owned))),
            _ => None,
        })
    }
}

/// Makes a check-in of what was typed, or says what is wrong with it, field by field. `rest` is the category that
/// took what was left when the form was opened; none where the form did not say.
///
/// # Errors
/// Every mistake beside its field; the sum of the percents beside the last of them.
pub fn read(
    prompt: &Prompt,
    typed: &Typed<Field>,
    rest: Option<&CategoryId>,
    form_opened: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<CheckIn, Vec<(Field, Mistake)>> {
    let mut mistakes = Vec::new();
    let split = read_split(prompt, typed, rest, &mut mistakes);
    let readings = readings::read(prompt, typed, &mut mistakes);
    let given = prompt.given.as_ref();
    let mut text = |field: Field, known: Option<&String>| {
        if !typed.shown(&field) {
            return known.cloned();
        }
        let text = typed.text(&field).map(|text| text.replace('\0', ""));
        if text
            .as_ref()
            .is_some_and(|text| text.chars().count() > LONGEST_TEXT)
        {
            mistakes.push((field, Mistake::TooLong));
        }
        text
    };
    let results_note = text(
        Field::ResultsNote,
        given.and_then(|given| given.results_note.as_ref()),
    );
    let note = text(Field::Note, given.and_then(|given| given.note.as_ref()));
    let need = text(Field::Need, given.and_then(|given| given.need.as_ref()));
    let next_slice = text(
        Field::NextSlice,
        given.and_then(|given| given.next_slice.as_ref()),
    );
    let Some(split) = split.filter(|_| mistakes.is_empty()) else {
        return Err(mistakes);
    };
    Ok(CheckIn {
        ask: prompt.ask.id.clone(),
        week: prompt.ask.week,
        team: prompt.ask.team.clone(),
        person: prompt.ask.person.clone(),
        estimate: prompt.ask.estimate,
        repeated: given.is_some_and(|given| given.repeated && given.split == split),
        split,
        results_asked: prompt.key_results.is_empty()
            || typed.0.keys().any(|field| matches!(field, Field::Value(_)))
            || given.is_some_and(|given| given.results_asked),
        readings,
        results_note,
        note,
        need,
        next_slice,
        form_opened,
        sent: now,
        revision: 1,
    })
}

/// The split as it was typed: an import may have retired a category, or let another take what is left, while the
/// form was open; what the person meant is what the form said then.
fn read_split(
    prompt: &Prompt,
    typed: &Typed<Field>,
    rest: Option<&CategoryId>,
    mistakes: &mut Vec<(Field, Mistake)>,
) -> Option<TimeSplit> {
    let known = || prompt.org.categories.iter().map(|category| &category.id);
    let given = prompt.given.as_ref().map(|given| &given.split);
    let shown: Vec<&CategoryId> = known()
        .filter(|id| typed.shown(&Field::Share((*id).clone())))
        .collect();
    if shown.is_empty() && given.is_some() {
        return given.cloned();
    }
    let before = mistakes.len();
    let unknown = typed.shares().filter(|(id, _)| !shown.contains(id));
    mistakes.extend(unknown.map(|(id, _)| (Field::Share(id.clone()), Mistake::NoSuchCategory)));
    let Some(last) = shown.last() else {
        let first = prompt.org.asked_categories().next();
        mistakes.extend(first.map(|it| (Field::Share(it.id.clone()), Mistake::NotAPercent)));
        return None;
    };
    let mut shares: Vec<(CategoryId, u8)> = Vec::new();
    for id in &shown {
        let field = Field::Share((*id).clone());
        match typed.text(&field).map_or(Some(0), percent) {
            Some(percent) => shares.push(((*id).clone(), percent)),
            None => mistakes.push((field, Mistake::NotAPercent)),
        }
    }
    if mistakes.len() > before {
        return None;
    }
    let rest = rest.or(prompt.remainder());
    let rest = rest.filter(|id| known().any(|known| known == *id) && !shown.contains(id));
    whole_week(shares, rest)
        .map_err(|wrong| mistakes.push((Field::Share((*last).clone()), Mistake::Sum(wrong))))
        .ok()
}

/// The shares, with what they leave for the category that takes it.
fn whole_week(
    mut shares: Vec<(CategoryId, u8)>,
    remainder: Option<&CategoryId>,
) -> Result<TimeSplit, NotASplit> {
    let sum: u32 = shares.iter().map(|(_, percent)| u32::from(*percent)).sum();
    if let (Some(id), Ok(rest)) = (remainder, u8::try_from(100_i64 - i64::from(sum))) {
        shares.push((id.clone(), rest));
    }
    TimeSplit::new(shares)
}

/// A whole percent, as people write it.
pub(super) fn percent(text: &str) -> Option<u8> {
    let digits = text.strip_suffix('%').map_or(text, str::trim_end);
    let digits = digits.strip_suffix(".0").unwrap_or(digits);
    let plain = (1..=3).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits
        .parse()
        .ok()
        .filter(|percent| plain && *percent <= 100)
}

/// What came of iterations, each once.
pub type Told = Vec<(IterationId, Outcome)>;

/// What was typed of the iterations whose date has come; one of which nothing was typed stays untold.
///
/// # Errors
/// Every mistake beside its field.
pub fn outcomes(prompt: &Prompt, typed: &Typed<Field>) -> Result<Told, Vec<(Field, Mistake)>> {
    let (mut told, mut mistakes) = (Vec::new(), Vec::new());
    for iteration in &prompt.iterations {
        let about = typed.of_iteration(&iteration.id);
        if result::Field::ALL
            .iter()
            .all(|field| about.text(field).is_none())
        {
            continue;
        }
        // A late answer is still one of its week.
        let day = prompt.day.min(prompt.ask.week.sunday());
        match result::read(iteration, &about, day) {
            Ok(outcome) => told.push((iteration.id.clone(), outcome)),
            Err(wrong) => mistakes.extend(wrong.into_iter().map(|(field, mistake)| {
                let field = Field::Result(iteration.id.clone(), field);
                (field, Mistake::Result(mistake))
            })),
        }
    }
    if mistakes.is_empty() {
        Ok(told)
    } else {
        Err(mistakes)
    }
}

/// The categories that a split stands under and that are no longer asked for.
#[must_use]
pub fn lost_lines(prompt: &Prompt, split: &TimeSplit) -> Vec<CategoryId> {
    let asked = |id: &CategoryId| prompt.org.asked_categories().any(|it| it.id == *id);
    let lines = split.iter().map(|(id, _)| id);
    lines.filter(|id| !asked(id)).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percent_is_a_whole_number_from_0_to_100() {
        for (text, read) in [
            ("0", Some(0)),
            ("7", Some(7)),
            ("007", Some(7)),
            ("100", Some(100)),
            ("40%", Some(40)),
            ("40 %", Some(40)),
            ("40.0", Some(40)),
            ("-1", None),
            ("-0", None),
            ("+5", None),
            ("101", None),
            ("12.5", None),
            ("12,5", None),
            ("1/2", None),
            ("1e2", None),
            ("0x10", None),
            ("１２", None),
            ("١٢", None),
            ("½", None),
            ("1 0", None),
            ("ten", None),
            ("", None),
            ("%", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(percent(text), read, "{text:?}");
        }
    }
}
