//! The ask, and the reminder of it: direct messages.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use super::figures::{city_for, day_and_time, days_of, moment_for, possessive, spelled, split};
use super::form::seen_by_lead;
use super::message::{Button, Line, Message, Part, Press};
use super::receipt::Open;
use crate::domain::number;
use crate::domain::organisation::Answers;
use crate::domain::prompt::{AskedResult, Prompt};

/// The direct message that asks.
#[must_use]
pub fn ask(prompt: &Prompt) -> Message {
    let head = Line::bold(format!(
        "{}: your week {}",
        prompt.team.name,
        prompt.ask.week.number()
    ))
    .and(format!(" ({})", days_of(prompt.ask.week)));
    let mut lines = vec![head];
    lines.extend(in_whose_place(prompt).map(Line::plain));
    if prompt.first {
        lines.extend(introduction(prompt));
    }
    lines.push(Line::plain(match &prompt.last {
        Some(last) if last.week == prompt.ask.week.previous() => {
            format!(
                "About a minute. Last week: {}.",
                split(&last.split, &prompt.org)
            )
        }
        Some(last) => format!(
            "About a minute. Week {}: {}.",
            last.week.number(),
            split(&last.split, &prompt.org)
        ),
        None => "About a minute.".to_owned(),
    }));
    if !prompt.key_results.is_empty() {
        lines.push(Line::plain(format!(
            "Key results: {}",
            prompt
                .key_results
                .iter()
                .map(in_a_line)
                .collect::<Vec<_>>()
                .join(" · ")
        )));
    }
    lines.extend(super::iteration::due(prompt));
    lines.extend(super::matters::in_the_ask(prompt));
    Message {
        parts: vec![Part::Paragraph(lines), Part::Buttons(ask_buttons(prompt))],
    }
}

/// A deputy may not know why it is they who are asked.
fn in_whose_place(prompt: &Prompt) -> Option<String> {
    let lead = prompt.team.lead().filter(|_| prompt.ask.estimate)?;
    (lead.person != prompt.ask.person).then(|| {
        let name = prompt.org.name_of(&lead.person);
        format!("{name} is away; you are asked in their place.")
    })
}

/// A reminder, to somebody who has not answered.
#[must_use]
pub fn reminder(prompt: &Prompt) -> Message {
    let home = prompt.org.settings.time_zone;
    let (team, week) = (&prompt.team.name, prompt.ask.week.number());
    let by = answers_by(prompt.digest, prompt.close, home, prompt.zone, prompt.day);
    let AnswersBy {
        digest: by,
        whose,
        close: until,
    } = by;
    let line = format!(
        "{} week {week} is open. Answers by {by} are in {whose}; later ones are added until {until}.",
        possessive(team)
    );
    let buttons = vec![check_in_button(prompt), away_button(prompt)];
    Message {
        parts: vec![
            Part::Paragraph(vec![Line::plain(line)]),
            Part::Buttons(buttons),
        ],
    }
}

/// By when answers count, in words.
pub(super) struct AnswersBy {
    pub digest: String,
    pub whose: &'static str,
    pub close: String,
}

/// "16:00 (Berlin)", "today's digest", "Tuesday 12:00".
pub(super) fn answers_by(
    digest: DateTime<Utc>,
    close: DateTime<Utc>,
    home: Tz,
    zone: Tz,
    day: NaiveDate,
) -> AnswersBy {
    let at = digest.with_timezone(&home);
    let same_day = digest.with_timezone(&zone).date_naive() == day;
    let (digest, whose) = if same_day {
        (
            format!("{}{}", at.format("%H:%M"), city_for(home, zone)),
            "today's digest",
        )
    } else {
        (moment_for(digest, home, zone), "the digest")
    };
    AnswersBy {
        digest,
        whose,
        close: day_and_time(close, home),
    }
}

fn introduction(prompt: &Prompt) -> [Line; 2] {
    let sees = match prompt.answers() {
        Answers::Lead => {
            let sees = match prompt.team.told_channel() {
                Some(_) => "Leadership and your team's channel see",
                None => "Leadership sees",
            };
            let name = &prompt.team.name;
            format!("{sees} your answer under the name of {name}, as the lead's estimate.")
        }
        Answers::Everyone => format!(
            "Only team totals are shown, once {} have answered; notes are quoted without your name.{}",
            spelled(prompt.org.settings.enough_answers),
            seen_by_lead(prompt)
        ),
    };
    [
        Line::plain(
            "Once a week Headway asks how the week was split and how the key results moved, so that the talk is about what we invest in and whether it works.",
        ),
        Line::plain(sees),
    ]
}

fn in_a_line(asked: &AskedResult) -> String {
    let KeyResultWords {
        code,
        metric,
        last,
        aim,
    } = key_result_words(asked);
    format!("{code} {metric}, {last}, aim {aim}")
}

struct KeyResultWords<'a> {
    code: &'a str,
    metric: &'a str,
    last: String,
    aim: String,
}

fn key_result_words(asked: &AskedResult) -> KeyResultWords<'_> {
    let key_result = &asked.key_result;
    let write = |value| number::write(value, &key_result.unit);
    KeyResultWords {
        code: key_result.code.as_str(),
        metric: &key_result.metric,
        last: match (&asked.recorded, &asked.standing.latest) {
            (Some(recorded), _) => format!("{} this week", write(recorded.value)),
            (None, Some(last)) => format!("last {}", write(last.value)),
            (None, None) => "no reading yet".to_owned(),
        },
        aim: write(key_result.target),
    }
}

fn ask_buttons(prompt: &Prompt) -> Vec<Button> {
    let mut buttons = vec![check_in_button(prompt)];
    if prompt.repeatable().is_some() {
        buttons.push(Button {
            label: "Same split as last week".to_owned(),
            press: Press::SameSplit(prompt.ask.id.clone()),
            primary: false,
        });
    }
    buttons.push(away_button(prompt));
    buttons
}

fn check_in_button(prompt: &Prompt) -> Button {
    Button {
        label: "Check in".to_owned(),
        press: Press::CheckIn(prompt.ask.id.clone()),
        primary: true,
    }
}

fn away_button(prompt: &Prompt) -> Button {
    Button {
        label: "Away this week".to_owned(),
        press: Press::Away(prompt.ask.id.clone()),
        primary: false,
    }
}

/// The ask's message after *Away this week*; `stand_in` is asked instead. Only an open round can be come back to.
#[must_use]
pub fn away(prompt: &Prompt, stand_in: Option<&str>, open: Open) -> Message {
    let (team, week) = (&prompt.team.name, prompt.ask.week.number());
    let mut lines = vec![Line::bold(format!("{team}, week {week}: away")).and(".")];
    if prompt.answers() == Answers::Lead {
        lines.push(Line::plain(match stand_in {
            Some(name) => format!("{name} is asked in your place."),
            None => "Nobody is asked in your place.".to_owned(),
        }));
    }
    let message = Message {
        parts: vec![Part::Paragraph(lines)],
    };
    if open == Open::Closed {
        return message;
    }
    message.and(Part::Buttons(vec![Button {
        label: "I'm here after all".to_owned(),
        press: Press::BackAgain(prompt.ask.id.clone()),
        primary: false,
    }]))
}

/// The ask's message after the round closed without an answer.
#[must_use]
pub fn expired(prompt: &Prompt) -> Message {
    let home = prompt.org.settings.time_zone;
    Message::line(format!(
        "{} week {} closed on {} without an answer from you. No answer is not counted as nothing done.",
        possessive(&prompt.team.name),
        prompt.ask.week.number(),
        moment_for(prompt.close, home, prompt.zone),
    ))
}
