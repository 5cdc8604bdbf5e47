//! When something is refused or breaks: what happened, whether the answer is saved, and what to do.

use super::figures::moment_for;
use super::message::{Line, Message, Part};
use crate::domain::delivery::Delivery;
use crate::domain::id::DeliveryId;
use crate::domain::prompt::Prompt;

/// The database did not take an answer.
#[must_use]
pub fn not_saved(reference: &str) -> String {
    format!(
        "Your answer is not saved. Nothing you did caused this; please try again in a minute, or tell your Headway admin (reference {reference})."
    )
}

/// Something else broke, and no answer was at stake.
#[must_use]
pub fn broke(reference: &str) -> String {
    format!(
        "Something broke. Nothing you did caused this; please try again in a minute, or tell your Headway admin (reference {reference})."
    )
}

/// The form came after the close; `with_text` where the page shows what was typed.
#[must_use]
pub fn closed(prompt: &Prompt, with_text: bool) -> String {
    let week = prompt.ask.week;
    let at = moment_for(prompt.close, prompt.org.settings.time_zone, prompt.zone);
    let next = week.next().number();
    let text = if with_text {
        format!(" Here is your text; you can send it as a note for week {next}.")
    } else {
        String::new()
    };
    format!("Week {} closed on {at}.{text}", week.number())
}

/// Somebody presses or sends what was asked of somebody else.
#[must_use]
pub fn not_yours() -> String {
    "This check-in was asked of somebody else, so it is not recorded.".to_owned()
}

/// The ask is no longer known.
#[must_use]
pub fn unknown_ask() -> String {
    "Headway no longer knows this check-in. Type /checkin to see what is open.".to_owned()
}

/// The team is no longer known.
#[must_use]
pub fn unknown_team() -> String {
    "Headway no longer knows this team. Nothing is saved.".to_owned()
}

/// What was sent says what is agreed.
#[must_use]
pub fn agreed_already() -> String {
    "That is what is agreed already; nothing changed.".to_owned()
}

/// Slack did not open the form in time.
#[must_use]
pub fn form_did_not_open() -> Message {
    Message::line(
        "Slack did not open the form in time. Nothing is lost; please press the button again.",
    )
}

/// An organisation-wide install, which Headway does not serve.
#[must_use]
pub fn organisation_wide() -> &'static str {
    "Headway serves one workspace; it is installed for the whole organisation here. Please ask your admin to install it in one workspace."
}

/// Headway has not been told about a company yet.
#[must_use]
pub fn no_company() -> Message {
    Message::line(
        "Headway does not know your company yet. Its admin can run `headway import org.toml`.",
    )
}

/// What an admin reads about a delivery that needs them.
#[must_use]
pub fn notice(delivery: &Delivery) -> Message {
    let what = match delivery.state {
        crate::domain::delivery::State::Failed => "was refused by Slack",
        _ => "may or may not have arrived; Headway cannot look, so it was not sent again",
    };
    let error = delivery.error.as_deref().unwrap_or("no reason given");
    Message {
        parts: vec![Part::Paragraph(vec![
            Line::plain(format!(
                "A message ({}) {what}: {error}.",
                delivery.subject.key()
            )),
            Line::plain(format!(
                "Settle it with `headway deliveries` (reference {}).",
                reference(&delivery.id)
            )),
        ])],
    }
}

/// The short reference by which an operator finds what broke: the end of an id, which is its random part.
#[must_use]
pub fn reference(id: &DeliveryId) -> String {
    let text = id.as_str();
    text.get(text.len().saturating_sub(4)..)
        .unwrap_or(text)
        .to_owned()
}

/// The database took too long: the answer may have been kept all the same.
#[must_use]
pub fn perhaps_not_saved() -> String {
    "Saving took too long, so your answer may not be saved. Please send it again in a minute; sending it twice is one answer.".to_owned()
}

/// A request from another workspace than the one that Headway serves.
#[must_use]
pub fn another_workspace() -> &'static str {
    "Headway serves another workspace than this one. Please ask your admin to install it here."
}

/// A command that the manifest does not know.
#[must_use]
pub fn unknown_command() -> &'static str {
    "Headway knows /checkin, /okr and /iteration; add the word help to read what each does."
}

/// A press that changed nothing, because an answer is already there.
#[must_use]
pub fn nothing_to_do() -> String {
    "That is already recorded; nothing changed.".to_owned()
}

/// A press on the message of a round that is over.
#[must_use]
pub fn round_is_closed(week: u32) -> String {
    format!("Week {week} is closed; nothing changed.")
}

/// *Same split as last week*, where last week's split has a category that is no longer asked for.
#[must_use]
pub fn split_does_not_fit() -> String {
    "Nothing is recorded: last week's split no longer fits the categories. Please press Check in."
        .to_owned()
}
