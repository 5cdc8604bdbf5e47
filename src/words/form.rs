//! The check-in form: where the week went, how the key results moved, two free texts.

use super::figures::{day_and_month, days_of, moment_for};
use super::message::{About, CheckInForm, Form, FormKey, FormPart, Input, Line, Part};
use crate::domain::category::Category;
use crate::domain::number;
use crate::domain::okr::Confidence;
use crate::domain::organisation::Answers;
use crate::domain::prompt::{AskedResult, Prompt};
use crate::domain::submission::{Field, LONGEST_TEXT, Mistake};
use crate::domain::time_split::NotASplit;

/// More key results than this do not fit into one form: Slack takes a hundred blocks.
const KEY_RESULTS_IN_A_FORM: usize = 35;

/// The form of an ask, as it is opened at an instant (Unix seconds).
#[must_use]
pub fn check_in(prompt: &Prompt, opened: i64) -> Form {
    let mut parts = vec![FormPart::Text(introduction(prompt))];
    parts.push(FormPart::Heading("Where did the week go?".to_owned()));
    parts.extend(shares(prompt));
    if !prompt.key_results.is_empty() {
        parts.push(FormPart::Heading("Key results".to_owned()));
        parts.extend(key_results(prompt));
    }
    parts.push(FormPart::Heading("In your words".to_owned()));
    parts.extend(free_texts(prompt));
    Form {
        title: format!("Week {}", prompt.ask.week.number()),
        about: Some(FormKey {
            about: About::CheckIn(CheckInForm {
                ask: prompt.ask.id.clone(),
            }),
            opened,
        }),
        submit: Some("Send".to_owned()),
        close: "Cancel".to_owned(),
        parts,
    }
}

fn introduction(prompt: &Prompt) -> Part {
    let seen = match prompt.team.answers {
        Answers::Lead => "Leadership sees this under the team's name, notes word for word.",
        Answers::Everyone => {
            "Only team totals leave this form, once three have answered. Notes are quoted without your name."
        }
    };
    let until = moment_for(prompt.close, prompt.org.settings.time_zone, prompt.zone);
    Part::Paragraph(vec![
        Line::bold(prompt.team.name.clone()).and(format!(", {}", days_of(prompt.ask.week))),
        Line::plain(seen),
        Line::plain(format!(
            "Count the week as it will probably end; you can edit until {until}."
        )),
    ])
}

fn shares(prompt: &Prompt) -> Vec<FormPart> {
    let remainder = prompt.remainder();
    let mut parts: Vec<FormPart> = prompt
        .org
        .asked_categories()
        .filter(|category| Some(&category.id) != remainder)
        .map(|category| FormPart::Number(share(prompt, category)))
        .collect();
    parts.push(FormPart::Text(Part::Small(vec![Line::plain(
        match remainder {
            Some(id) => format!("{} takes what is left.", prompt.org.category_name(id)),
            None => "Percent; together they make 100.".to_owned(),
        },
    )])));
    parts
}

fn share(prompt: &Prompt, category: &Category) -> Input {
    let known = prompt.given.as_ref().or(prompt.last.as_ref());
    Input {
        field: Field::Share(category.id.clone()).into(),
        label: category.name.clone(),
        hint: Some(category.explanation.clone()).filter(|text| !text.is_empty()),
        initial: known.map(|check_in| check_in.split.percent(&category.id).to_string()),
        optional: true,
    }
}

fn key_results(prompt: &Prompt) -> Vec<FormPart> {
    let mut parts: Vec<FormPart> = Vec::new();
    for asked in prompt.key_results.iter().take(KEY_RESULTS_IN_A_FORM) {
        parts.push(FormPart::Value(value(prompt, asked)));
        parts.push(confidence(prompt, asked));
    }
    if let Some(left_out) = prompt
        .key_results
        .get(KEY_RESULTS_IN_A_FORM..)
        .filter(|rest| !rest.is_empty())
    {
        let codes: Vec<&str> = left_out
            .iter()
            .map(|asked| asked.key_result.code.as_str())
            .collect();
        let line = format!("These do not fit into one form: {}.", codes.join(", "));
        parts.push(FormPart::Text(Part::Small(vec![Line::plain(line)])));
    }
    parts.push(FormPart::FreeText(Input {
        field: Field::ResultsNote.into(),
        label: "A note on the key results".to_owned(),
        hint: None,
        initial: prompt
            .given
            .as_ref()
            .and_then(|given| given.results_note.clone()),
        optional: true,
    }));
    parts
}

fn value(prompt: &Prompt, asked: &AskedResult) -> Input {
    let key_result = &asked.key_result;
    let write = |value| number::write(value, &key_result.unit);
    let given = prompt.given.as_ref().and_then(|given| {
        given
            .readings
            .iter()
            .find(|reading| reading.key_result == key_result.code)
            .map(|reading| reading.value)
    });
    Input {
        field: Field::Value(key_result.code.clone()).into(),
        label: format!(
            "{} {} (from {} to {}; straight line today: {})",
            key_result.code,
            key_result.metric,
            write(key_result.baseline),
            write(key_result.target),
            write(rounded_like(
                asked.standing.expected_value,
                key_result.target
            )),
        ),
        hint: Some(match &asked.standing.latest {
            Some(last) => format!("last {}; left empty is no reading", write(last.value)),
            None => "no reading yet; left empty is no reading".to_owned(),
        }),
        initial: given.map(write),
        optional: true,
    }
}

/// A computed value needs no more decimals than its target has: whole people stay whole.
#[must_use]
pub fn rounded_like(value: f64, target: f64) -> f64 {
    if target.fract() == 0.0 && target.abs() >= 10.0 {
        value.round()
    } else {
        (value * 100.0).round() / 100.0
    }
}

fn confidence(prompt: &Prompt, asked: &AskedResult) -> FormPart {
    let code = &asked.key_result.code;
    let given = prompt.given.as_ref().and_then(|given| {
        given
            .readings
            .iter()
            .find(|reading| reading.key_result == *code)
    });
    let known = given
        .or(asked.standing.latest.as_ref())
        .map_or(Confidence::START, |reading| reading.confidence);
    let input = Input {
        field: Field::Confidence(code.clone()).into(),
        label: format!(
            "{code}: will we get there by {}?",
            day_and_month(asked.objective.quarter.last_day())
        ),
        hint: None,
        initial: Some(known.value().to_string()),
        optional: false,
    };
    let word = |value: u8| match value {
        0 => "0: no".to_owned(),
        5 => "5: even odds".to_owned(),
        10 => "10: surely".to_owned(),
        other => other.to_string(),
    };
    FormPart::Choice(
        input,
        (0..=10)
            .map(|value| (value.to_string(), word(value)))
            .collect(),
    )
}

fn free_texts(prompt: &Prompt) -> [FormPart; 2] {
    let given = prompt.given.as_ref();
    let text = |field: Field, label: &str, initial: Option<&String>| {
        FormPart::FreeText(Input {
            field: field.into(),
            label: label.to_owned(),
            hint: None,
            initial: initial.cloned(),
            optional: true,
        })
    };
    [
        text(
            Field::Note,
            "Anything leadership should know?",
            given.and_then(|given| given.note.as_ref()),
        ),
        text(
            Field::Need,
            "Do you need something? From whom, by when?",
            given.and_then(|given| given.need.as_ref()),
        ),
    ]
}

/// The short form behind *Add a sentence*: the free texts alone.
#[must_use]
pub fn sentence(prompt: &Prompt, opened: i64) -> Form {
    let mut parts = vec![FormPart::Text(introduction(prompt))];
    parts.extend(free_texts(prompt));
    Form {
        parts,
        ..check_in(prompt, opened)
    }
}

/// The form behind *Enter values*: the key results alone.
#[must_use]
pub fn values(prompt: &Prompt, opened: i64) -> Form {
    let mut parts = vec![FormPart::Text(introduction(prompt))];
    parts.extend(key_results(prompt));
    Form {
        parts,
        ..check_in(prompt, opened)
    }
}

/// A page for a form that comes too late or from the wrong hands: what happened, and the text so that it is not
/// lost.
#[must_use]
pub fn page(title: &str, sentence: String, texts: &[String]) -> Form {
    let mut parts = vec![FormPart::Text(Part::Paragraph(vec![Line::plain(sentence)]))];
    if !texts.is_empty() {
        let lines = texts.iter().map(|text| Line::plain(text.clone())).collect();
        parts.push(FormPart::Text(Part::Quote(lines)));
    }
    Form {
        title: title.to_owned(),
        about: None,
        submit: None,
        close: "Close".to_owned(),
        parts,
    }
}

/// What is wrong with a field, and what would be right.
#[must_use]
pub fn mistake(mistake: Mistake) -> String {
    match mistake {
        Mistake::NotAPercent => "A whole number from 0 to 100, please.".to_owned(),
        Mistake::Sum(NotASplit::TooMuch { sum }) => {
            format!("Adds up to {sum}: {} too many.", sum - 100)
        }
        Mistake::Sum(NotASplit::TooLittle { sum }) => {
            format!("Adds up to {sum}: {} missing.", 100 - sum)
        }
        Mistake::NoLongerAsked => {
            "This category is no longer asked for: please put its percents elsewhere.".to_owned()
        }
        Mistake::NotANumber => "A number, please, like 4400 or 4,400.".to_owned(),
        Mistake::NotAConfidence => "A number from 0 to 10, please.".to_owned(),
        Mistake::TooLong => format!("Too long: {LONGEST_TEXT} characters at most, please."),
    }
}
