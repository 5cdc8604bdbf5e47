//! What is said where somebody else was quicker: who said what and when, with everything that was typed still in its
//! field; and what came too late altogether, to copy.

use chrono::{DateTime, Utc};

use super::figures::{ended, possessive, quoted};
use super::form::{confidence, form, page, placing, value};
use super::iteration::{fill, result_fields, told_by};
use super::matters::{on_day, saved};
use super::message::{self, Form, FormPart, Line, Part};
use crate::domain::id::{CategoryId, KeyResultCode};
use crate::domain::iteration::result;
use crate::domain::meanwhile::{Met, Stands, TooLate};
use crate::domain::number;
use crate::domain::okr::{KeyResult, ReadingRevision};
use crate::domain::organisation::Organisation;
use crate::domain::prompt::Prompt;
use crate::domain::submission::Field;
use crate::domain::typed::Typed;

/// "Ben Okafor recorded 5,400 (confidence 7) today at 14:02, after you opened this form."; `when` is made by [`at`].
#[must_use]
pub fn recorded(
    org: &Organisation,
    it: &KeyResult,
    last: &ReadingRevision,
    when: &str,
) -> Option<String> {
    let value = number::write(last.value?, &it.unit);
    let confidence = last.confidence?.value();
    Some(format!(
        "{} recorded {value} (confidence {confidence}) {when}, after you opened this form.",
        org.name_of(&last.by)
    ))
}

/// The same at the head of the form of a reading.
#[must_use]
pub fn reading(
    org: &Organisation,
    it: &KeyResult,
    last: &ReadingRevision,
    when: &str,
) -> Vec<Line> {
    vec![
        Line::bold(recorded(org, it, last, when).unwrap_or_default()),
        Line::plain(
            "Nothing of yours is recorded yet. What you typed is still here: send it if it should stand instead.",
        ),
    ]
}

/// "today at 14:02", "on Thursday at 14:02", where the reader lives.
#[must_use]
pub fn at(instant: DateTime<Utc>, zone: chrono_tz::Tz, now: DateTime<Utc>) -> String {
    let today = now.with_timezone(&zone).date_naive();
    let time = instant.with_timezone(&zone).format("%H:%M");
    format!("{} at {time}", on_day(instant, zone, today))
}

/// The fields in which this person's answer met somebody else's, once more: all else is saved. What was typed is
/// still in them; sent again it stands.
#[must_use]
pub fn met(
    prompt: &Prompt,
    (met, stands): (&Met, &Stands),
    typed: &Typed<Field>,
    (page, opened, now): (Option<u32>, i64, DateTime<Utc>),
) -> Form {
    let prompt = &Prompt {
        seen: stands.counted(),
        ..prompt.clone()
    };
    let mut parts = vec![said(vec![
        Line::bold("Somebody else was quicker."),
        Line::plain(
            "All else of your answer is saved. What you typed here is not yet: send it if it should stand instead, or close this.",
        ),
    ])];
    for asked in &prompt.key_results {
        let it = &asked.key_result;
        let last = stands
            .readings
            .get(&it.code)
            .filter(|_| met.readings.contains(&it.code));
        let Some((last, read)) = last.and_then(|last| Some((last, last.value?))) else {
            continue;
        };
        let when = at(last.at, prompt.zone, now);
        let who = recorded(&prompt.org, it, last, &when);
        parts.push(said(vec![Line::plain(who.unwrap_or_default())]));
        let mut input = value(prompt, asked);
        let stands = number::write(read, &it.unit);
        input.hint = Some(format!("left empty, {stands} stays"));
        input.initial = typed
            .text(&Field::Value(it.code.clone()))
            .map(str::to_owned);
        parts.push(FormPart::Value(input));
        let mut choice = confidence(prompt, asked);
        if let FormPart::Choice(input, _) = &mut choice
            && let Some(chosen) = typed.text(&Field::Confidence(it.code.clone()))
        {
            input.initial = Some(chosen.to_owned());
        }
        parts.push(choice);
    }
    for it in prompt
        .iterations
        .iter()
        .filter(|it| met.tellings.contains(&it.id))
    {
        let Some(last) = stands.tellings.get(&it.id) else {
            continue;
        };
        let who = prompt.org.name_of(&last.by);
        let named = format!("#{} {}: {who}", it.number, it.title);
        parts.push(said(vec![
            told_by(it, &named),
            Line::plain(format!(
                "What you changed of it is still here, the rest is {} now.",
                possessive(who)
            )),
        ]));
        let before = result::values(it, last.seen.as_ref());
        let stands = result::values(it, it.outcome.as_ref());
        let values = result::merge(&before, &typed.of_iteration(&it.id), &stands);
        let mut fields = result_fields(it, |of| Field::Result(it.id.clone(), of).into());
        fill(&mut fields, |field| match field {
            message::Field::CheckIn(Field::Result(_, of)) => values.get(of).cloned(),
            _ => None,
        });
        parts.extend(fields);
    }
    let form = form(prompt, parts, opened, page);
    Form {
        close: "Close".to_owned(),
        ..form
    }
}

/// The same, with the fields of a split in which shares have lost their line: see [`super::form::place`]. `prompt` has
/// the answer as it was saved.
#[must_use]
pub fn and_placing(mut form: Form, prompt: &Prompt, lost: &[CategoryId]) -> Form {
    if !lost.is_empty() {
        form.parts.extend(placing(prompt, lost, None));
    }
    form
}

fn said(lines: Vec<Line>) -> FormPart {
    FormPart::Text(Part::Paragraph(lines))
}

/// What came too late, at the head of whatever is shown next; a page where nothing is.
#[must_use]
pub fn with_too_late(
    next: Option<Form>,
    title: &str,
    prompt: &Prompt,
    (answers, too_late): (&[String], &[TooLate]),
) -> Option<Form> {
    let mut parts = Vec::new();
    if !answers.is_empty() {
        parts.push(said(vec![Line::plain(saved::too_late())]));
        let texts = answers.iter().map(|text| Line::plain(text.clone()));
        parts.push(FormPart::Text(Part::Quote(texts.collect())));
    }
    for it in too_late {
        let (why, text) = match it {
            TooLate::Reading { code, text } => (not_asked(&prompt.org, code), text),
            TooLate::Result { text } => (
                "Somebody else told an iteration meanwhile; this was typed of it, and is not recorded:".to_owned(),
                text,
            ),
        };
        parts.push(said(vec![Line::plain(why)]));
        parts.push(FormPart::Text(Part::Quote(vec![Line::plain(text.clone())])));
    }
    if parts.is_empty() {
        return next;
    }
    let next = next.unwrap_or_else(|| Form {
        parts: Vec::new(),
        ..page(title, String::new(), &[])
    });
    if next.about.is_none() {
        parts.insert(
            0,
            said(vec![Line::plain("All else of your answer is saved.")]),
        );
    }
    parts.extend(next.parts);
    Some(Form { parts, ..next })
}

/// Why a key result has no field any more.
fn not_asked(org: &Organisation, code: &KeyResultCode) -> String {
    let retired = || {
        let mut all = org.objectives.iter().flat_map(|it| it.retired.iter());
        all.find(|it| it.key_result.code == *code)
    };
    let why = match org.key_result(code) {
        Some((objective, it)) if !objective.is_open() => {
            format!(
                "{code} {}: {} was closed meanwhile",
                it.metric, objective.code
            )
        }
        Some((_, it)) => format!("{code} {} is asked of somebody else now", it.metric),
        None => match retired() {
            Some(gone) => format!(
                "{code} {} was retired meanwhile, by {} ({})",
                gone.key_result.metric,
                org.name_of(&gone.by),
                quoted(&gone.reason)
            ),
            None => format!("{code} is a key result no more"),
        },
    };
    format!("{} This was typed, and is not recorded:", ended(&why))
}
