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

/// The form came after the close.
#[must_use]
pub fn closed(prompt: &Prompt) -> String {
    let week = prompt.ask.week;
    let at = moment_for(prompt.close, prompt.org.settings.time_zone, prompt.zone);
    format!(
        "Week {} closed on {at}. Here is your text; you can send it as a note for week {}.",
        week.number(),
        week.next().number()
    )
}

/// Somebody presses or sends what was asked of somebody else.
#[must_use]
pub fn not_yours() -> String {
    "This check-in was asked of somebody else, so it is not recorded. Here is your text.".to_owned()
}

/// The ask is no longer known.
#[must_use]
pub fn unknown_ask() -> String {
    "Headway no longer knows this check-in. Type /checkin to see what is open.".to_owned()
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
