//! In the ask and its form: what became of requests, questions to answer, decisions to hear of, and what is needed.

use super::{brief, called, needed_by, number_name, on_day, reply};
use crate::domain::matters::leaders;
use crate::domain::prompt::Prompt;
use crate::domain::question::Question;
use crate::domain::request::Request;
use crate::domain::submission::{Field, Mistake};
use crate::words::figures::{capitalised, counted, day_seen_from, ended, quoted};
use crate::words::message::{FormPart, Input, Line, Part};

/// So much of a text that somebody typed is shown in the ask; the form and `/checkin open` have all of it.
const IN_THE_ASK: usize = 300;
/// So many questions are asked in a form, and so many requests recalled; the others stand in `/checkin open`.
const IN_A_FORM: usize = 4;

/// Lines of the ask's message; none where nothing lies open.
#[must_use]
pub fn in_the_ask(prompt: &Prompt) -> Vec<Line> {
    let carried = &prompt.carried;
    let replies = carried.replies.iter().filter_map(|it| {
        let said = reply(
            it,
            &prompt.org,
            |at| on_day(at, prompt.zone, prompt.day),
            IN_THE_ASK,
        )?;
        Some(Line::plain(said))
    });
    let open = carried.questions.iter().filter(|it| it.ended.is_none());
    let questions = open.map(|it| Line::plain(asked(prompt, it, IN_THE_ASK)));
    let decisions = carried.decisions.iter().map(|it| {
        let who = called(&prompt.org, &it.by);
        let day = on_day(it.recorded, prompt.zone, prompt.day);
        let number = it.number.as_ref().map_or(String::new(), |moved| {
            format!("; {} should move", number_name(&prompt.org, &moved.number))
        });
        let gives_way = it.gives_way.as_ref().map_or(String::new(), |text| {
            format!("; gives way: {}", brief(text, IN_THE_ASK))
        });
        let what = brief(&it.what, IN_THE_ASK);
        let until = day_seen_from(it.until, prompt.day);
        Line::plain(ended(&format!(
            "{who} decided {day}, until {until}: {what}{number}{gives_way}"
        )))
    });
    replies.chain(questions).chain(decisions).collect()
}

/// "Mara asked on Friday: “Is the card-vault migration the reason fires nearly doubled?”"
fn asked(prompt: &Prompt, question: &Question, most: usize) -> String {
    let who = called(&prompt.org, &question.by);
    let day = on_day(question.asked, prompt.zone, prompt.day);
    format!("{who} asked {day}: {}", brief(&question.text, most))
}

/// The form's part with the questions of leadership and a field for each answer.
#[must_use]
pub fn from_friday(prompt: &Prompt) -> Vec<FormPart> {
    let questions = &prompt.carried.questions;
    if questions.is_empty() {
        return Vec::new();
    }
    let zone = prompt.org.settings.time_zone;
    let day = prompt.digest.with_timezone(&zone).format("%A");
    let mut parts = vec![FormPart::Heading(format!("From {day}"))];
    for question in questions.iter().take(IN_A_FORM) {
        let who = called(&prompt.org, &question.by);
        parts.push(FormPart::Text(Part::Paragraph(vec![Line::plain(asked(
            prompt,
            question,
            usize::MAX,
        ))])));
        parts.push(FormPart::FreeText(Input {
            field: Field::Answer(question.id.clone()).into(),
            label: format!("Your answer to {who}"),
            hint: Some(
                "the next digest shows it beside the question; empty is no answer".to_owned(),
            ),
            initial: question.answer().map(|answer| answer.text.clone()),
            optional: true,
        }));
    }
    parts.extend(more(questions.len(), "question"));
    parts
}

/// "Two questions more: /checkin open."
fn more(all: usize, what: &str) -> Option<FormPart> {
    let more = u32::try_from(all.checked_sub(IN_A_FORM)?).ok()?;
    let said = format!(
        "{} more: type /checkin open.",
        counted(more, what, &format!("{what}s"))
    );
    (more > 0).then(|| FormPart::Text(Part::Small(vec![Line::plain(said)])))
}

/// The form's fields about a request, behind a line for each that is open already.
#[must_use]
pub fn needs(prompt: &Prompt) -> Vec<FormPart> {
    let carried = &prompt.carried;
    let mut parts = Vec::new();
    let open: Vec<Line> = carried
        .open
        .iter()
        .take(IN_A_FORM)
        .map(|it| still_open(prompt, it))
        .collect();
    if !open.is_empty() {
        parts.push(FormPart::Text(Part::Paragraph(open)));
        parts.extend(more(carried.open.len(), "open request"));
    }
    let own = carried.own.as_ref();
    // What was written before there were requests stays in its field; what ended is not asked for again.
    let old = prompt.given.as_ref().and_then(|given| given.need.as_ref());
    let text = own.map(|own| &own.what);
    let text = text.or(old.filter(|_| !carried.own_ended));
    let input = |field: Field, label: &str, initial: Option<String>| Input {
        field: field.into(),
        label: label.to_owned(),
        hint: None,
        initial,
        optional: true,
    };
    parts.push(FormPart::FreeText(input(
        Field::Need,
        "Do you need something?",
        text.cloned(),
    )));
    let org = &prompt.org;
    let owner = own
        .and_then(|own| own.owner_in(org))
        .map(|owner| owner.id.to_string());
    let owners: Vec<(String, String)> = leaders(org)
        .map(|leader| (leader.id.to_string(), leader.name.clone()))
        .collect();
    if !owners.is_empty() {
        parts.push(FormPart::Choice(
            Input {
                hint: Some(format!("left empty: {}", owners[0].1)),
                ..input(Field::NeedOwner, "Who can decide?", owner)
            },
            owners,
        ));
    }
    let by = own.and_then(|own| own.needed_by).map(|day| day.to_string());
    parts.push(FormPart::Day(input(Field::NeedBy, "By when?", by)));
    parts
}

/// "Open since 12 November: “A week of a database engineer”, with Mara."
fn still_open(prompt: &Prompt, request: &Request) -> Line {
    let day = on_day(request.made, prompt.zone, prompt.day);
    let owner = request.owner_in(&prompt.org);
    let with = owner.map_or(String::new(), |owner| {
        format!(", with {}", called(&prompt.org, &owner.id))
    });
    let said = format!(
        "needed since {}: {}{with}",
        day.trim_start_matches("on "),
        quoted(&request.what)
    );
    Line::plain(ended(&capitalised(&said)))
}

/// What the receipt of one answer among many says of its request and its answers.
#[must_use]
pub fn own(prompt: &Prompt) -> Vec<Line> {
    let org = &prompt.org;
    let answers = prompt.carried.questions.iter().filter_map(|it| {
        let answer = it.answer()?;
        let who = called(org, &it.by);
        Some(Line::plain(format!("To {who}: {}", quoted(&answer.text))))
    });
    let request = prompt.carried.own.as_ref().map(|own| {
        let from = own.owner_in(org).map_or(String::new(), |owner| {
            format!(", from {}", called(org, &owner.id))
        });
        let by = needed_by(own);
        Line::plain("Needs: ").and(ended(&format!("{}{from}{by}", quoted(&own.what))))
    });
    answers.chain(request).collect()
}

/// What is wrong with a field about a request.
#[must_use]
pub fn needs_mistake(mistake: &Mistake) -> &'static str {
    match mistake {
        Mistake::NothingNeeded => "What do you need? Or clear who can decide and by when.",
        Mistake::NotALeader => "Somebody who leads no more: please choose another.",
        _ => "That day is over: please choose a later one.",
    }
}
