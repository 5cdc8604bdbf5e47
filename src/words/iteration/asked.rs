//! What a check-in asks about iterations, and its message says of them.

use super::{result_fields, what_decides};
use crate::domain::iteration::Iteration;
use crate::domain::prompt::Prompt;
use crate::domain::submission::Field;
use crate::words::figures::{listed, quoted};
use crate::words::message::{FormPart, Input, Line, Part};

/// So many iterations are asked about in a form; the others are told by /iteration.
const IN_A_FORM: usize = 4;

/// What came of the iterations whose date has come; or, where nothing runs, the question what could.
#[must_use]
pub fn asked(prompt: &Prompt) -> Vec<FormPart> {
    let small = |text: String| FormPart::Text(Part::Small(vec![Line::plain(text)]));
    let all = &prompt.iterations;
    let (shown, more) = all.split_at(all.len().min(IN_A_FORM));
    let (mut due, mut told) = (Vec::new(), Vec::new());
    for it in shown {
        let field = |field| Field::Result(it.id.clone(), field).into();
        match it.outcome {
            None => due.extend(result_fields(it, field)),
            Some(_) => told.extend(result_fields(it, field)),
        }
    }
    let (told_more, due_more): (Vec<&Iteration>, Vec<&Iteration>) =
        more.iter().partition(|it| it.outcome.is_some());
    let mut parts = Vec::new();
    if !due.is_empty() {
        parts.push(FormPart::Heading("Due for measurement".to_owned()));
        parts.append(&mut due);
    }
    if let Some(numbers) = numbers(&due_more) {
        let them = if due_more.len() == 1 { "it" } else { "them" };
        parts.push(small(format!(
            "Also due: {numbers}. Type /iteration to say what came of {them}."
        )));
    }
    if !told.is_empty() {
        parts.push(FormPart::Heading("Told this week".to_owned()));
        parts.append(&mut told);
    }
    if let Some(numbers) = numbers(&told_more) {
        let them = if told_more.len() == 1 { "it" } else { "them" };
        parts.push(small(format!(
            "Also told this week: {numbers}. Type /iteration to correct {them}."
        )));
    }
    let next = prompt.given.as_ref().and_then(|it| it.next_slice.clone());
    if prompt.nothing_runs || next.is_some() {
        parts.push(FormPart::FreeText(Input {
            field: Field::NextSlice.into(),
            label: super::SMALLEST.to_owned(),
            hint: Some("nothing is running; the receipt offers to begin it".to_owned()),
            initial: next,
            optional: true,
        }));
    }
    parts
}

/// "#5 and #6"; nothing where there are none.
fn numbers(of: &[&Iteration]) -> Option<String> {
    let numbers: Vec<String> = of.iter().map(|it| format!("#{}", it.number)).collect();
    (!numbers.is_empty()).then(|| listed(&numbers))
}

/// "Due for measurement: #1 “Insights by e-mail” (readers who click, at least 8%)"; nothing where nothing is due.
#[must_use]
pub fn due(prompt: &Prompt) -> Option<Line> {
    let untold = prompt.iterations.iter().filter(|it| it.outcome.is_none());
    let named: Vec<String> = untold
        .map(|it| {
            format!(
                "#{} {} ({})",
                it.number,
                quoted(&it.title),
                what_decides(it)
            )
        })
        .collect();
    (!named.is_empty()).then(|| Line::plain(format!("Due for measurement: {}.", listed(&named))))
}
