//! Requests, questions and decisions in sentences: in the ask and its form, in a team's part of the digest, in the
//! posts about them, in their forms, and in `/checkin open`.

mod asked;
mod forms;
mod open;
mod told;

pub use asked::{from_friday, in_the_ask, needs, needs_mistake, own};
pub use forms::{
    answer_question, answer_request, ask_team, changed_meanwhile, choose_team, decide, decline,
    hand_over, mistake, no_digest_yet, saved,
};
pub use open::{Row, open, refused, rows};
pub use told::{buttons, decision, in_the_quote, of_team, question, reply};

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use super::figures::{day_seen_from, quoted, shortened, spelled};
use crate::domain::decision::Number;
use crate::domain::id::{KeyResultCode, PersonId};
use crate::domain::number;
use crate::domain::okr::KeyResult;
use crate::domain::organisation::Organisation;
use crate::domain::request::Request;

/// A person as colleagues call them: by the first of their names, where nobody else has it.
#[must_use]
pub fn called<'a>(org: &'a Organisation, id: &'a PersonId) -> &'a str {
    let name = org.name_of(id);
    let first = |name: &'a str| name.split_whitespace().next().unwrap_or(name);
    let mut others = org.people.iter().filter(|person| person.id != *id);
    if others.any(|other| first(&other.name) == first(name)) {
        return name;
    }
    first(name)
}

/// "on Friday" within six days, else "on 13 November": a week's digest tells of what came after its own day, too.
#[must_use]
pub fn on_day(at: DateTime<Utc>, zone: Tz, today: NaiveDate) -> String {
    let day = at.with_timezone(&zone).date_naive();
    match (today - day).num_days() {
        0 => "today".to_owned(),
        -6..=6 => format!("on {}", day.format("%A")),
        _ => format!("on {}", day_seen_from(day, today)),
    }
}

/// ", by 4 December", where a day was given.
fn needed_by(request: &Request) -> String {
    let by = request.needed_by.map(|day| {
        let day = day_seen_from(day, request.made.date_naive());
        format!(", by {day}")
    });
    by.unwrap_or_default()
}

/// "nine days old", "made today".
#[must_use]
pub fn old(days: u32) -> String {
    match days {
        0 => "new today".to_owned(),
        1 => "one day old".to_owned(),
        days => format!("{} days old", spelled(days)),
    }
}

/// Text that a person typed, in quotation marks, with so many characters at most; what is missing is marked.
#[must_use]
pub fn brief(text: &str, most: usize) -> String {
    quoted(&shortened(text, most))
}

/// A key result that everybody may be told of.
#[must_use]
pub fn shown_key_result<'a>(org: &'a Organisation, code: &KeyResultCode) -> Option<&'a KeyResult> {
    let (objective, key_result) = org.key_result(code)?;
    (!objective.private).then_some(key_result)
}

/// "PAY-1.2 Weekly active payers", "the elective share"; a code alone where it is a key result no more.
#[must_use]
pub fn number_name(org: &Organisation, number: &Number) -> String {
    match number {
        Number::ElectiveShare => "the elective share".to_owned(),
        Number::KeyResult(code) => match shown_key_result(org, code) {
            Some(key_result) => format!("{code} {}", key_result.metric),
            None => code.to_string(),
        },
    }
}

/// A value of a number as it is written; none where the number is gone, and its unit with it.
#[must_use]
pub fn value(org: &Organisation, number: &Number, value: f64) -> Option<String> {
    match number {
        Number::ElectiveShare => Some(format!("{value}%")),
        Number::KeyResult(code) => {
            let key_result = shown_key_result(org, code)?;
            Some(number::write(value, &key_result.unit))
        }
    }
}

/// To somebody who leads no such team.
#[must_use]
pub fn not_the_teams(team: &str) -> String {
    format!("That is for whoever leads {team}.")
}
