//! The check-in form: where the week went, how the key results moved, two free texts.

use super::figures::{day_seen_from, days_of, moment_for, spelled};
use super::iteration::{asked, result_mistake};
use super::matters::{from_friday, needs, needs_mistake};
use super::message::{self, About, CheckInForm, Form, FormKey, FormPart, Input, Line, Part};
use super::okr::doubtful;
use crate::domain::category::Category;
use crate::domain::id::CategoryId;
use crate::domain::meanwhile::Seen;
use crate::domain::number;
use crate::domain::okr::NotAValue;
use crate::domain::organisation::{Answers, Member};
use crate::domain::prompt::{AskedResult, Prompt};
use crate::domain::submission::{Field, LONGEST_TEXT, Mistake, known_confidence};
use crate::domain::time_split::NotASplit;

/// More key results than this go on to another page: Slack takes a hundred blocks, and each has two.
const KEY_RESULTS_ON_A_PAGE: usize = 30;

/// The form of an ask, as it is opened at an instant (Unix seconds); where it has several pages, the first.
#[must_use]
pub fn check_in(prompt: &Prompt, opened: i64) -> Form {
    let mut parts = vec![FormPart::Text(introduction(prompt))];
    parts.push(FormPart::Heading("Where did the week go?".to_owned()));
    parts.extend(shares(prompt));
    parts.extend(key_results(prompt, 0));
    if pages(prompt) == 1 {
        parts.extend(last_words(prompt));
    }
    form(prompt, parts, opened, first_page(prompt))
}

/// A later page, after the ones before it are saved; none where there is none.
#[must_use]
pub fn next_page(prompt: &Prompt, page: u32, opened: i64) -> Option<Form> {
    let all = pages(prompt);
    if page >= all {
        return None;
    }
    let saved = Line::plain(format!(
        "Page {} of {all}. What you sent so far is saved; what you leave empty here is no reading.",
        page + 1
    ));
    let mut parts = vec![
        FormPart::Text(introduction(prompt)),
        FormPart::Text(Part::Paragraph(vec![saved])),
    ];
    parts.extend(key_results(prompt, page));
    if page + 1 == all {
        parts.extend(last_words(prompt));
    }
    let form = form(prompt, parts, opened, Some(page));
    Some(Form {
        close: "Close".to_owned(),
        ..form
    })
}

/// Asks to place what stands under categories that an import retired while the form was open. The answer is saved
/// as it was typed; what is left goes to the category that takes it, until it is placed.
#[must_use]
pub fn place(prompt: &Prompt, lost: &[CategoryId], page: Option<u32>, opened: i64) -> Form {
    let saved = Line::plain("Your answer is saved. If you close this, it stands as you sent it.");
    let parts = placing(prompt, lost, Some(saved));
    Form {
        close: "Close".to_owned(),
        ..form(prompt, parts, opened, page)
    }
}

pub(super) fn placing(prompt: &Prompt, lost: &[CategoryId], saved: Option<Line>) -> Vec<FormPart> {
    let given = prompt.given.as_ref();
    let lines = lost.iter().map(|id| {
        let percent = given.map_or(0, |given| given.split.percent(id));
        let name = prompt.org.category_name(id);
        Line::plain(format!(
            "{name} is no longer asked for; {percent}% stand there. Where do they belong now?"
        ))
    });
    let lines = lines.chain(saved).collect();
    let mut parts = vec![FormPart::Text(Part::Paragraph(lines))];
    parts.extend(shares(prompt));
    parts
}

pub(super) fn form(prompt: &Prompt, parts: Vec<FormPart>, opened: i64, page: Option<u32>) -> Form {
    let more = page.is_some_and(|page| page + 1 < pages(prompt));
    let submit = if more { "Save and go on" } else { "Send" };
    Form {
        title: format!("Week {}", prompt.ask.week.number()),
        about: Some(FormKey {
            about: About::CheckIn(CheckInForm {
                ask: prompt.ask.id.clone(),
                page,
                rest: prompt.remainder().cloned(),
                seen: seen(prompt, &parts),
            }),
            opened,
        }),
        submit: Some(submit.to_owned()),
        close: "Cancel".to_owned(),
        parts,
    }
}

/// Of what a form has fields for: what travels with it has little room.
fn seen(prompt: &Prompt, parts: &[FormPart]) -> Seen {
    let mut seen = prompt.seen.clone();
    let values = parts.iter().filter_map(|part| match part {
        FormPart::Value(input) | FormPart::Choice(input, _) => Some(&input.field),
        _ => None,
    });
    let fields: Vec<_> = values.collect();
    let has = |wanted: &dyn Fn(&Field) -> bool| {
        let mut fields = fields.iter();
        fields.any(|field| matches!(field, message::Field::CheckIn(field) if wanted(field)))
    };
    seen.readings
        .retain(|code, _| has(&|field| matches!(field, Field::Value(of) if of == code)));
    seen.tellings
        .retain(|id, _| has(&|field| matches!(field, Field::Result(of, _) if of == id)));
    seen
}

fn pages(prompt: &Prompt) -> u32 {
    let pages = prompt.key_results.len().div_ceil(KEY_RESULTS_ON_A_PAGE);
    u32::try_from(pages).unwrap_or(u32::MAX).max(1)
}

fn first_page(prompt: &Prompt) -> Option<u32> {
    (pages(prompt) > 1).then_some(0)
}

fn last_words(prompt: &Prompt) -> Vec<FormPart> {
    let mut parts = Vec::new();
    if !prompt.key_results.is_empty() {
        parts.push(results_note(prompt));
    }
    parts.extend(asked(prompt));
    parts.extend(from_friday(prompt));
    parts.push(FormPart::Heading("In your words".to_owned()));
    parts.extend(free_texts(prompt));
    parts
}

fn introduction(prompt: &Prompt) -> Part {
    let seen = who_sees(prompt);
    let until = moment_for(prompt.close, prompt.org.settings.time_zone, prompt.zone);
    Part::Paragraph(vec![
        Line::bold(prompt.team.name.clone()).and(format!(", {}", days_of(prompt.ask.week))),
        Line::plain(seen),
        Line::plain(format!(
            "Count the week as it will probably end; you can edit until {until}."
        )),
    ])
}

/// Who will see what.
fn who_sees(prompt: &Prompt) -> String {
    let team = &prompt.team;
    match (prompt.answers(), team.told_channel()) {
        (Answers::Lead, Some(_)) => {
            "Leadership and your team's channel see this under the team's name, notes word for word."
                .to_owned()
        }
        (Answers::Lead, None) => {
            "Leadership sees this under the team's name, notes word for word.".to_owned()
        }
        (Answers::Everyone, _) => {
            let enough = spelled(prompt.org.settings.enough_answers);
            let by_lead = seen_by_lead(prompt);
            format!(
                "Only team totals leave this form, once {enough} have answered. Notes are quoted without your name.{by_lead}"
            )
        }
    }
}

/// Said wherever it is said that only totals are shown.
pub(super) fn seen_by_lead(prompt: &Prompt) -> &'static str {
    let others = |lead: &Member| lead.person != prompt.ask.person;
    if prompt.team.lead_sees_answers && prompt.team.lead().is_some_and(others) {
        " Your lead sees your own split."
    } else {
        ""
    }
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

/// The key results of a page, under their heading.
fn key_results(prompt: &Prompt, page: u32) -> Vec<FormPart> {
    let before = usize::try_from(page)
        .unwrap_or(usize::MAX)
        .saturating_mul(KEY_RESULTS_ON_A_PAGE);
    let of_page = prompt.key_results.iter().skip(before);
    let mut parts: Vec<FormPart> = Vec::new();
    for asked in of_page.take(KEY_RESULTS_ON_A_PAGE) {
        if parts.is_empty() {
            parts.push(FormPart::Heading("Key results".to_owned()));
        }
        parts.push(FormPart::Value(value(prompt, asked)));
        parts.push(confidence(prompt, asked));
    }
    parts
}

fn results_note(prompt: &Prompt) -> FormPart {
    FormPart::FreeText(Input {
        field: Field::ResultsNote.into(),
        label: "A note on the key results".to_owned(),
        hint: None,
        initial: prompt
            .given
            .as_ref()
            .and_then(|given| given.results_note.clone()),
        optional: true,
    })
}

pub(super) fn value(prompt: &Prompt, asked: &AskedResult) -> Input {
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
            "{} {} ({})",
            key_result.code,
            key_result.metric,
            super::okr::aim_today(key_result, &asked.standing),
        ),
        hint: Some(match (&asked.recorded, &asked.standing.latest) {
            (Some(recorded), _) if given != Some(recorded.value) => format!(
                "recorded this week: {}; left as it is, that stays",
                write(recorded.value)
            ),
            (_, Some(last)) => format!("last {}; left empty is no reading", write(last.value)),
            (_, None) => "no reading yet; left empty is no reading".to_owned(),
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

pub(super) fn confidence(prompt: &Prompt, asked: &AskedResult) -> FormPart {
    let code = &asked.key_result.code;
    let given = prompt.given.as_ref().and_then(|given| {
        given
            .readings
            .iter()
            .find(|reading| reading.key_result == *code)
    });
    let known = given.map_or_else(
        || known_confidence(prompt, code),
        |reading| reading.confidence,
    );
    let input = Input {
        field: Field::Confidence(code.clone()).into(),
        label: format!(
            "{code}: will we get there by {}?",
            day_seen_from(asked.objective.quarter.last_day(), prompt.day)
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

fn free_texts(prompt: &Prompt) -> Vec<FormPart> {
    let given = prompt.given.as_ref();
    let mut parts = vec![FormPart::FreeText(Input {
        field: Field::Note.into(),
        label: "Anything leadership should know?".to_owned(),
        hint: None,
        initial: given.and_then(|given| given.note.clone()),
        optional: true,
    })];
    parts.extend(needs(prompt));
    parts
}

/// The short form behind *Add a sentence*: the free texts alone.
#[must_use]
pub fn sentence(prompt: &Prompt, opened: i64) -> Form {
    let mut parts = vec![FormPart::Text(introduction(prompt))];
    parts.extend(free_texts(prompt));
    form(prompt, parts, opened, None)
}

/// The form behind *Enter values*: the key results alone; where they take several pages, the first.
#[must_use]
pub fn values(prompt: &Prompt, opened: i64) -> Form {
    let mut parts = vec![FormPart::Text(introduction(prompt))];
    parts.extend(key_results(prompt, 0));
    if pages(prompt) == 1 {
        parts.push(results_note(prompt));
    }
    form(prompt, parts, opened, first_page(prompt))
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
        Mistake::NoSuchCategory => "There is no such category: please use the others.".to_owned(),
        Mistake::NotAValue(NotAValue::NotANumber(not)) => not.to_string(),
        Mistake::NotAValue(NotAValue::Doubtful(doubt)) => doubtful(&doubt),
        Mistake::Result(mistake) => result_mistake(mistake),
        Mistake::ConfidenceAlone => {
            "A confidence goes with a value: what does it read this week? Else leave this as it was."
                .to_owned()
        }
        Mistake::NotAConfidence => "Confidence goes from 0 to 10, in whole numbers.".to_owned(),
        Mistake::TooLong => format!("Too long: {LONGEST_TEXT} characters at most, please."),
        Mistake::NothingNeeded | Mistake::NotALeader | Mistake::Over => {
            needs_mistake(&mistake).to_owned()
        }
    }
}
