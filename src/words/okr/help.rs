//! What `/okr` can do, and what is said of a word that it cannot.

use super::super::figures::{echoed, listed, shortened};
use super::super::message::{Button, Line, Message, Part, Press, Style};
use crate::domain::okr::command::nearest_command;

const LINES: [(&str, &str); 15] = [
    ("/okr", "where your teams' objectives and key results stand"),
    ("/okr all", "the whole company's"),
    ("/okr team payments", "a team's"),
    ("/okr @ana", "what somebody answers for or measures"),
    (
        "/okr PAY-1.2",
        "one key result: history, forecast, notes; or an objective by its code",
    ),
    (
        "/okr at risk",
        "what is at risk or off track; also: off track, on track, stale",
    ),
    ("/okr changed", "what has another status than a week ago"),
    (
        "/okr update PAY-1.2 5400 7 \"campaign started\"",
        "a reading: value, confidence 0 to 10, note",
    ),
    (
        "/okr new",
        "a new objective; /okr new PAY-1 adds a key result to it",
    ),
    (
        "/okr edit PAY-1",
        "changes an objective, or a key result by its code",
    ),
    (
        "/okr retire PAY-1.2 \"nobody measures it\"",
        "takes a key result out, history kept; /okr reopen PAY-1.2 brings it back",
    ),
    (
        "/okr close PAY-1",
        "scores it 0.0 to 1.0 and says what becomes of it; /okr reopen PAY-1 takes it back",
    ),
    ("/okr export", "all of it as a file for spreadsheets"),
    (
        "share",
        "behind any of these shows the answer to the whole channel",
    ),
    ("/okr help", "this"),
];

/// `/okr help`.
#[must_use]
pub fn help() -> Message {
    let line = |(command, says): (&str, &str)| {
        Line::default()
            .with(command, Style::Code)
            .and(format!(" {says}"))
    };
    Message {
        parts: vec![Part::Bullets(LINES.map(line).to_vec())],
    }
}

/// What any other word gets: the nearest command, and what there is.
#[must_use]
pub fn unknown(word: &str) -> Message {
    let near = nearest_command(word);
    let right = near.map_or(String::new(), |near| format!(" Did you mean /okr {near}?"));
    let line = format!("There is no /okr {}.{right}", echoed(word));
    let mut parts = vec![Part::Paragraph(vec![Line::plain(line)])];
    if let Some(near) = near {
        parts.push(Part::Buttons(vec![to(near, &format!("/okr {near}"))]));
    }
    parts.extend(help().parts);
    Message { parts }
}

/// What names nothing, and the whole command that was probably meant.
#[must_use]
pub fn meant(typed: &str, command: &str) -> Message {
    const LABEL: usize = 70;
    /// What a button carries.
    const CARRIED: usize = 2000;
    let whole = format!("/okr {command}");
    let said = Message::line(format!(
        "There is no /okr {}. Did you mean {}?",
        echoed(typed),
        echoed(&whole)
    ));
    if command.chars().count() > CARRIED {
        return said;
    }
    said.and(Part::Buttons(vec![to(command, &shortened(&whole, LABEL))]))
}

/// A code, a team or a person that is not there; perhaps one that is spelled nearly so.
#[must_use]
pub fn nothing_like(what: &str, typed: &str, near: Option<&str>) -> Message {
    let right = near.map_or(String::new(), |near| format!(" Did you mean {near}?"));
    let said = Message::line(format!("There is no {what} {}.{right}", echoed(typed)));
    match near {
        Some(near) => said.and(Part::Buttons(vec![to(near, near)])),
        None => said,
    }
}

/// Several that may be meant: one is chosen.
#[must_use]
pub fn choose(typed: &str, commands: &[(String, String)]) -> Message {
    let names: Vec<String> = commands.iter().map(|(label, _)| label.clone()).collect();
    let buttons = commands
        .iter()
        .map(|(label, command)| to(command, label))
        .collect();
    let typed = echoed(typed);
    Message::line(format!("{typed} may be {}. Which one?", listed(&names)))
        .and(Part::Buttons(buttons))
}

fn to(command: &str, label: &str) -> Button {
    Button {
        label: label.to_owned(),
        press: Press::Okr(command.to_owned()),
        primary: false,
    }
}
