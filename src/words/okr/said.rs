//! What is said after something was done by `/okr`, or could not be done.

use chrono::NaiveDate;

use super::super::figures::{day_seen_from, listed, quoted};
use super::super::message::Message;
use super::super::team::status;
use super::stands;
use crate::domain::cadence::local;
use crate::domain::id::PersonId;
use crate::domain::number;
use crate::domain::okr::form::{Ending, Field, Values};
use crate::domain::okr::{Cause, Closing, KeyResult, Objective, Reading, Standing};
use crate::domain::organisation::Organisation;

/// A reading is recorded, and where the key result stands by it. `before` is what it replaced, and whose that was.
#[must_use]
pub fn updated(
    key_result: &KeyResult,
    before: Option<&(f64, String)>,
    reading: &Reading,
    standing: &Standing,
) -> Message {
    let write = |value| number::write(value, &key_result.unit);
    let instead = before
        .filter(|(value, _)| *value != reading.value)
        .map_or(String::new(), |(value, whose)| {
            format!(" instead of {} ({whose})", write(*value))
        });
    let note = reading
        .note
        .as_ref()
        .map_or(String::new(), |note| format!(" {}", quoted(note)));
    Message::line(format!(
        "Recorded for week {}{instead}: {} {} {}, confidence {}: {}.{note}",
        reading.week.number(),
        key_result.code,
        key_result.metric,
        stands(key_result, standing),
        reading.confidence.value(),
        status(standing.status),
    ))
}

/// A value is missing or wrong: what to type.
#[must_use]
pub fn updated_needs(key_result: &KeyResult, what: &str) -> Message {
    Message::line(format!(
        "{what} Nothing is recorded. Type it like /okr update {} {} 7 \"what there is to say\".",
        key_result.code,
        number::write(key_result.target, &key_result.unit)
    ))
}

/// A code is missing: which one?
#[must_use]
pub fn which(command: &str) -> Message {
    Message::line(format!(
        "Of which one? Type its code behind it, like /okr {command}."
    ))
}

/// Somebody may not, and who may.
#[must_use]
pub fn may_not(org: &Organisation, what: &str, who: &[&crate::domain::id::PersonId]) -> Message {
    let names: Vec<String> = who
        .iter()
        .take(4)
        .map(|id| org.name_of(id).to_owned())
        .collect();
    Message::line(format!("You cannot {what}; {} can.", listed(&names)))
}

/// What only its own people see is not shown to a channel.
#[must_use]
pub fn private_to_share(typed: &str) -> Message {
    Message::line(format!(
        "{} is private: it is not shown to a channel. Without share you alone read it.",
        typed.to_uppercase()
    ))
}

/// Somebody may make no objective for any team, and who may.
#[must_use]
pub fn may_not_make(org: &Organisation) -> Message {
    let admins = org.people.iter().filter(|it| it.admin);
    let names: Vec<String> = admins.take(4).map(|it| it.name.clone()).collect();
    let admins = match names.as_slice() {
        [] => "the admins of Headway".to_owned(),
        names => listed(names),
    };
    Message::line(format!(
        "Objectives are made by the leads of their teams, by whoever answers for another one of a team, and by admins: {admins}."
    ))
}

/// An objective is closed, and takes no readings.
#[must_use]
pub fn already_closed(objective: &Objective) -> String {
    format!(
        "{} is closed: nothing is recorded. /okr reopen {} opens it again.",
        objective.code, objective.code
    )
}

/// What closing needs.
#[must_use]
pub fn closed_needs(objective: &Objective, why: &str) -> Message {
    let causes: Vec<&str> = Cause::ALL.iter().map(|cause| cause.word()).collect();
    Message::line(format!(
        "{why} Nothing is closed. Type it like /okr close {} 0.7 other-work keep \"fires took October\": a score from \
         0.0 to 1.0; one cause of {}; keep, change or drop; and why, in quotation marks.",
        objective.code,
        causes.join(", ")
    ))
}

/// How an objective ended, as it is told on a day.
#[must_use]
pub fn closed(
    org: &Organisation,
    objective: &Objective,
    closing: &Closing,
    today: NaiveDate,
) -> String {
    let explanation = closing
        .explanation
        .as_ref()
        .map_or(String::new(), |why| format!(": {}", quoted(why)));
    format!(
        "{} {} is closed with a score of {} ({}{explanation}) by {} on {}; {}. Nothing carries over by itself.",
        objective.code,
        objective.title,
        closing.score,
        cause(closing.cause),
        org.name_of(&closing.by),
        day_seen_from(
            local(org.settings.time_zone, closing.at).date_naive(),
            today
        ),
        closing.decision.word(),
    )
}

/// Somebody wants to close what is closed: how it ended.
#[must_use]
pub fn ended_already(objective: &Objective, closed: &str) -> String {
    format!(
        "{closed} Nothing is changed; /okr reopen {} opens it again.",
        objective.code
    )
}

/// The same to whoever had the form open.
#[must_use]
pub fn ended_meanwhile(objective: &Objective, closed: &str) -> String {
    format!(
        "{closed} That was after you opened this form: yours is not recorded. /okr reopen {} opens it again; this was typed:",
        objective.code
    )
}

/// An ending as it was typed, to copy.
#[must_use]
pub fn typed_ending(ending: &Ending) -> Vec<String> {
    let texts = [
        ending.score.as_ref().map(|score| format!("score {score}")),
        ending.cause.map(|one| cause(one).to_owned()),
        ending.decision.map(|one| one.word().to_owned()),
        ending.explanation.clone(),
    ];
    texts.into_iter().flatten().collect()
}

/// It was not closed.
#[must_use]
pub fn not_closed(objective: &Objective) -> Message {
    Message::line(format!("{} {} is open.", objective.code, objective.title))
}

/// It was not retired.
#[must_use]
pub fn not_retired(it: &KeyResult) -> Message {
    Message::line(format!(
        "{} {} is not retired, and its objective is open: nothing is changed.",
        it.code, it.metric
    ))
}

/// It is open again.
#[must_use]
pub fn reopened(objective: &Objective) -> Message {
    Message::line(format!(
        "{} {} is open again.",
        objective.code, objective.title
    ))
}

/// A root cause in words.
#[must_use]
pub fn cause(cause: Cause) -> &'static str {
    match cause {
        Cause::AsMeant => "it went as meant",
        Cause::OtherWork => "other work came first",
        Cause::Waited => "it waited for others",
        Cause::WrongBet => "what was built did not move the number",
        Cause::Measured => "it was measured too late, or wrongly",
        Cause::TooHigh => "it aimed too high",
        Cause::TooLate => "it began too late",
        Cause::Outside => "something outside the company",
    }
}

/// What an ending lacks.
#[must_use]
pub fn closing_lacks(field: Field) -> &'static str {
    match field {
        Field::Score => "A score from 0.0 to 1.0 is needed.",
        Field::Cause => "One root cause is needed.",
        Field::Decision => "Say whether to keep, change or drop it.",
        Field::Explanation => {
            "It was committed, and ends below 1.0: please say why, in quotation marks."
        }
        _ => "Something in it cannot be read.",
    }
}

/// What a form was about is there no more.
#[must_use]
pub fn gone(code: &str) -> String {
    format!("{code} is there no more, or not for you. Nothing is saved.")
}

/// It is not what it was when a form was opened: somebody changed it, perhaps the same person in another window, or an
/// import.
#[must_use]
pub fn changed_meanwhile(objective: &Objective) -> String {
    format!(
        "{}; nothing of yours is saved yet. What you typed is still here: look at it again, and send it if it should \
         stand.",
        changed_by(objective)
    )
}

/// The same where it was typed as a command.
#[must_use]
pub fn overtaken(objective: &Objective) -> String {
    format!(
        "{} {} was changed by somebody else in this very moment: nothing of yours is saved. Look at it again, and type it \
         once more if it should stand.",
        objective.code, objective.title
    )
}

/// The same, with what was changed; fields that were left as they were are filled with it.
#[must_use]
pub fn changed_meanwhile_to(
    org: &Organisation,
    objective: &Objective,
    changed: &[Field],
    stands: &Values,
) -> String {
    let what = changed.iter().map(|field| {
        let text = stands.get(field).map(String::as_str);
        let text = match (field, text) {
            (_, None) => "nothing".to_owned(),
            (Field::Accountable | Field::Product | Field::Engineering | Field::Owner, Some(id)) => {
                org.name_of(&PersonId::new(id)).to_owned()
            }
            (_, Some(text)) => quoted(text),
        };
        format!("{} is now {text}", label(*field))
    });
    let what: Vec<String> = what.collect();
    if what.is_empty() {
        return changed_meanwhile(objective);
    }
    format!(
        "{}: {}. Nothing of yours is saved yet. What you changed is still here, the rest follows; send it if it should \
         stand.",
        changed_by(objective),
        listed(&what)
    )
}

fn changed_by(objective: &Objective) -> String {
    format!(
        "{} {} was changed after you opened this form",
        objective.code, objective.title
    )
}

/// A field of the forms of objectives and key results, in a sentence.
fn label(field: Field) -> &'static str {
    match field {
        Field::Title => "what shall be true",
        Field::Accountable => "the accountable person",
        Field::Product => "the counterpart in product",
        Field::Engineering => "the counterpart in engineering",
        Field::Private => "who sees it",
        Field::Metric => "what is measured",
        Field::Baseline => "where it comes from",
        Field::Target => "where it is to go",
        Field::Direction => "how it is meant",
        Field::Curve => "the expected way",
        Field::Outcome => "the kind of outcome",
        Field::Owner => "who measures it",
        Field::Keep => "why it is kept",
        other => other.word(),
    }
}

/// A new objective is there.
#[must_use]
pub fn made(objective: &Objective) -> String {
    format!(
        "{} {} is saved. Here is its first key result; more come with /okr new {}.",
        objective.code, objective.title, objective.code
    )
}

/// An objective is saved.
#[must_use]
pub fn saved(objective: &Objective) -> String {
    format!("{} {} is saved.", objective.code, objective.title)
}

/// A key result is saved.
#[must_use]
pub fn saved_key_result(it: &KeyResult, new: bool) -> String {
    let more = if new {
        format!(" Its first reading: /okr update {}.", it.code)
    } else {
        String::new()
    };
    format!("{} {} is saved.{more}", it.code, it.metric)
}
