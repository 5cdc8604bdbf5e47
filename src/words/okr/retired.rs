//! What is said of a key result that was retired: how, what it means, and how it comes back.

use chrono::NaiveDate;

use super::super::figures::{day_seen_from, ended, quoted};
use super::super::message::{Button, Message, Part, Press};
use crate::domain::cadence::local;
use crate::domain::okr::{KeyResult, Objective, Retired};
use crate::domain::organisation::Organisation;

/// "Retired on 19 November by Ana Ruiz: “nobody measures it”."
#[must_use]
pub(super) fn how(org: &Organisation, gone: &Retired, today: NaiveDate) -> String {
    format!(
        "Retired on {} by {}: {}.",
        day_seen_from(local(org.settings.time_zone, gone.at).date_naive(), today),
        org.name_of(&gone.by),
        quoted(&gone.reason)
    )
}

/// A key result is retired.
#[must_use]
pub fn retired(it: &KeyResult, reason: &str) -> String {
    format!(
        "{} {} is retired: {}. It is asked for and counted no more; its history stays, and /okr reopen {} brings it back.",
        it.code,
        it.metric,
        quoted(reason),
        it.code
    )
}

/// Why nothing is done with a key result that is retired.
#[must_use]
pub fn is_retired(org: &Organisation, gone: &Retired, today: NaiveDate) -> Message {
    let it = &gone.key_result;
    let said = format!(
        "{} {}: {} Nothing is changed.",
        it.code,
        it.metric,
        how(org, gone, today)
    );
    Message::line(said).and(Part::Buttons(vec![Button {
        label: "Bring it back".to_owned(),
        press: Press::Okr(format!("reopen {}", it.code)),
        primary: false,
    }]))
}

/// It is there again.
#[must_use]
pub fn brought_back(it: &KeyResult) -> String {
    ended(&format!(
        "{} {} is back, with its history, and is asked for again",
        it.code, it.metric
    ))
}

/// A whole objective is closed, not retired.
#[must_use]
pub fn only_key_results(objective: &Objective) -> Message {
    Message::line(format!(
        "Key results are retired; an objective is closed: /okr close {}.",
        objective.code
    ))
}

/// Why it is not retired by a command.
#[must_use]
pub fn retiring_needs(it: &KeyResult, why: &str) -> Message {
    Message::line(format!("{why} {} stays as it is.", it.code))
}
