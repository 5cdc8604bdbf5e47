//! The form of a result: what was fixed at the start, the key result before and now, and four fields.

use super::{capitalised, decision, stage, what_decides};
use crate::domain::iteration::result::{Field, Mistake};
use crate::domain::iteration::{Decision, Iteration};
use crate::domain::number::{self, NotANumber};
use crate::domain::okr::KeyResult;
use crate::domain::typed::Typed;
use crate::words::figures::{day_and_month, ended, quoted};
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
            day_and_month(it.started)
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

/// The form again, where somebody else has told it since it was opened: what they told, and what was typed still in
/// its fields.
#[must_use]
pub fn told_meanwhile(mut form: Form, it: &Iteration, who: &str, typed: &Typed<Field>) -> Form {
    let told = it.outcome.as_ref().map(|told| super::outcome(it, told));
    let lines = vec![
        Line::bold(format!("{who} told it meanwhile."))
            .and(format!(" {}", told.unwrap_or_default())),
        Line::plain(
            "Nothing of yours is saved yet. What you typed is still here: send it if it should stand instead.",
        ),
    ];
    for part in &mut form.parts {
        let (FormPart::Value(input) | FormPart::FreeText(input) | FormPart::Choice(input, _)) =
            part
        else {
            continue;
        };
        if let message::Field::Result(field) = input.field {
            input.initial = typed.text(&field).map(str::to_owned);
        }
    }
    form.parts.insert(0, FormPart::Text(Part::Paragraph(lines)));
    form
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
    let input = |of: Field, label: String, initial: Option<String>| Input {
        field: field(of),
        label,
        hint: None,
        initial,
        optional: true,
    };
    let told = it.outcome.as_ref();
    let value = told.and_then(|told| told.measured.value);
    let mut parts = vec![FormPart::Value(Input {
        hint: Some("left empty with something below: it could not be measured".to_owned()),
        ..input(
            Field::Value,
            format!("{}: {}. What came of it?", it.title, what_decides(it)),
            value.map(|value| number::write(value, &it.threshold.unit)),
        )
    })];
    if let Some(wanted) = it.threshold.sample {
        let seen = told.and_then(|told| told.measured.sample);
        parts.push(FormPart::Value(input(
            Field::Sample,
            format!("Seen by how many? Once {wanted} have seen it, it says something"),
            seen.map(|seen| seen.to_string()),
        )));
    }
    parts.push(FormPart::FreeText(input(
        Field::WasItSo,
        format!("You hoped: {}. Was it so?", quoted(&it.impact_sentence)),
        told.and_then(|told| told.was_it_so.clone()),
    )));
    let options: Vec<_> = Decision::ALL
        .into_iter()
        .filter(|one| *one != Decision::NextStage || it.stage.next().is_some())
        .map(|one| (one.word().to_owned(), capitalised(&decision(one, it.stage))))
        .collect();
    let decided = told.and_then(|told| told.decision);
    parts.push(FormPart::Choice(
        input(
            Field::Decision,
            "What follows?".to_owned(),
            decided.map(|one| one.word().to_owned()),
        ),
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
        Mistake::TooLong => format!(
            "Too long: {} characters at most, please.",
            crate::domain::iteration::draft::LONGEST_SENTENCE
        ),
    }
}
