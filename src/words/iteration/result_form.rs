//! The form of a result: what was fixed at the start, the key result before and now, and four fields.

use super::{capitalised, decided, decision, outcome, stage, what_decides};
use crate::domain::iteration::result::{Field, Mistake, Values, values};
use crate::domain::iteration::{Decision, Iteration, Outcome};
use crate::domain::number::{self, NotANumber};
use crate::domain::okr::KeyResult;
use crate::words::figures::{day_seen_from, ended, possessive, quoted};
use crate::words::message::{self, Form, FormKey, FormPart, Input, Line, Part};

/// The form, pre-filled with what was told before; `moved` is the key result with its values at the start and now.
#[must_use]
pub fn result(
    about: FormKey,
    it: &Iteration,
    moved: Option<(&KeyResult, Option<f64>, Option<f64>)>,
) -> Form {
    let mut lines = vec![
        Line::bold(format!("#{} {}", it.number, it.title)).and(format!(
            " ({}), begun on {}.",
            stage(it.stage),
            day_seen_from(it.started, about.day())
        )),
        Line::plain(ended(&it.hypothesis)),
    ];
    if let Some((key_result, before, now)) = moved {
        lines.push(Line::plain(movement(key_result, before, now)));
    }
    let mut parts = vec![FormPart::Text(Part::Paragraph(lines))];
    parts.extend(result_fields(it, Into::into));
    Form {
        title: format!("Iteration #{}", it.number),
        about: Some(about),
        submit: Some("Send".to_owned()),
        close: "Cancel".to_owned(),
        parts,
    }
}

/// The form again, where somebody else has told it since it was opened: what they told, and what belongs into its
/// fields now.
#[must_use]
pub fn told_meanwhile(mut form: Form, it: &Iteration, who: &str, values: &Values) -> Form {
    let lines = vec![
        told_by(it, who),
        Line::plain(format!(
            "Nothing of yours is saved yet. What you changed is still here, the rest is {} now: send it if it should stand.",
            possessive(who)
        )),
    ];
    fill(&mut form.parts, |field| match field {
        message::Field::Result(field) => values.get(field).cloned(),
        _ => None,
    });
    form.parts.insert(0, FormPart::Text(Part::Paragraph(lines)));
    form
}

/// Who told it meanwhile, and all that they told.
pub fn told_by(it: &Iteration, who: &str) -> Line {
    let told = it.outcome.as_ref().map(|told| whole(it, told));
    Line::bold(format!("{who} recorded its result meanwhile."))
        .and(format!(" {}", told.unwrap_or_default()))
}

/// Puts values into the fields of a form.
pub fn fill(parts: &mut [FormPart], value: impl Fn(&message::Field) -> Option<String>) {
    for part in parts {
        if let FormPart::Value(input) | FormPart::FreeText(input) | FormPart::Choice(input, _) =
            part
        {
            input.initial = value(&input.field);
        }
    }
}

/// What came of it with all that was said of it.
fn whole(it: &Iteration, told: &Outcome) -> String {
    let was_it_so = told.was_it_so.as_ref();
    let was_it_so =
        was_it_so.map(|said| format!(" {}", ended(&format!("Was it so? {}", quoted(said)))));
    let decided = told
        .decision
        .map(|_| format!(" Decided: {}.", decided(it, told)));
    [Some(outcome(it, told)), was_it_so, decided]
        .into_iter()
        .flatten()
        .collect()
}

/// "PAY-1.2 Weekly active payers: 4,290 when it began, 4,800 now." No cause is claimed.
fn movement(key_result: &KeyResult, before: Option<f64>, now: Option<f64>) -> String {
    let write = |value: Option<f64>| {
        value.map_or("no reading".to_owned(), |value| {
            number::write(value, &key_result.unit)
        })
    };
    format!(
        "{} {}: {} when it began, {} now.",
        key_result.code,
        key_result.metric,
        write(before),
        write(now)
    )
}

/// The fields of a result, wherever it is asked for; `field` says how they are known there.
pub fn result_fields(it: &Iteration, field: impl Fn(Field) -> message::Field) -> Vec<FormPart> {
    let stands = values(it, it.outcome.as_ref());
    let input = |of: Field, label: String| Input {
        field: field(of),
        label,
        hint: None,
        initial: stands.get(&of).cloned(),
        optional: true,
    };
    let mut parts = vec![FormPart::Value(Input {
        hint: Some("left empty with something below: it could not be measured".to_owned()),
        ..input(
            Field::Value,
            format!(
                "#{} {}: {}. What came of it?",
                it.number,
                it.title,
                what_decides(it)
            ),
        )
    })];
    if let Some(wanted) = it.threshold.sample {
        parts.push(FormPart::Value(input(
            Field::Sample,
            format!("Seen by how many? Once {wanted} have seen it, it says something"),
        )));
    }
    parts.push(FormPart::FreeText(input(
        Field::WasItSo,
        format!(
            "You hoped: {} Was it so?",
            ended(&quoted(&it.impact_sentence))
        ),
    )));
    let options: Vec<_> = Decision::ALL
        .into_iter()
        .filter(|one| *one != Decision::NextStage || it.stage.next().is_some())
        .map(|one| (one.word().to_owned(), capitalised(&decision(one, it.stage))))
        .collect();
    parts.push(FormPart::Choice(
        input(Field::Decision, "What follows?".to_owned()),
        options,
    ));
    parts
}

/// What is wrong with a field, and what would be right.
#[must_use]
pub fn result_mistake(mistake: Mistake) -> String {
    match mistake {
        Mistake::Nothing => "A number, please, or a word below on why there is none.".to_owned(),
        Mistake::NotANumber(NotANumber::Number) => {
            "A number, please, like 11%; or leave it empty.".to_owned()
        }
        Mistake::NotANumber(not) => not.to_string(),
        Mistake::NotACount => "A whole number of people, please, like 64.".to_owned(),
        Mistake::NoNextStage => "The last mile has no next stage.".to_owned(),
        Mistake::GoesOn(verdict) => format!(
            "That is {}: to go on all the same, say why under “Was it so?”, please.",
            verdict.word()
        ),
        Mistake::TooLong => format!(
            "Too long: {} characters at most, please.",
            crate::domain::iteration::draft::LONGEST_SENTENCE
        ),
    }
}
