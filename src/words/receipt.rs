//! The receipt: the ask's own message after the answer; it says what leadership will read.

use super::figures::{day_and_time, moment_for, spelled, split};
use super::message::{Button, Line, Message, Part, Press};
use super::team::{in_their_words, key_result, sentences};
use crate::domain::check_in::CheckIn;
use crate::domain::digest::TeamPart;
use crate::domain::organisation::Answers;
use crate::domain::prompt::Prompt;
use crate::domain::submission::lost_lines;

/// The receipt of an answer. `open` says whether the round takes edits; `later` names whoever answered for the same
/// team afterwards, since that answer stands.
#[must_use]
pub fn receipt(
    prompt: &Prompt,
    given: &CheckIn,
    part: &TeamPart,
    open: Open,
    later: Option<&str>,
) -> Message {
    let at = day_and_time(given.sent, prompt.zone);
    let head = Line::bold(format!(
        "{}, week {}: recorded",
        prompt.team.name,
        prompt.ask.week.number()
    ))
    .and(format!(" {at}."));
    let mut parts = match prompt.answers() {
        Answers::Lead => as_the_digest(head, part, prompt, open),
        Answers::Everyone => as_one_of_many(head, given, part, (prompt, open)),
    };
    if let Some(later) = later {
        let line = format!("{later} answered for the team later; that answer stands.");
        parts.insert(1, Part::Paragraph(vec![Line::plain(line)]));
    }
    if open == Open::Closed {
        parts.push(Part::Small(vec![Line::plain(
            "The round is closed; this is how it stands.",
        )]));
        return Message { parts };
    }
    let lost = lost_lines(prompt, &given.split);
    if !lost.is_empty() {
        let named = lost.iter().map(|id| {
            let percent = given.split.percent(id);
            format!("{percent}% under {}", prompt.org.category_name(id))
        });
        let named: Vec<String> = named.collect();
        parts.push(Part::Paragraph(vec![Line::plain(format!(
            "No longer asked for: {}. Edit gives it another place; otherwise it stands.",
            named.join(", ")
        ))]));
    }
    let results_open = !given.results_asked && !prompt.key_results.is_empty();
    if results_open {
        parts.push(Part::Paragraph(vec![Line::plain(
            "One question more: were the key results measured this week?",
        )]));
        parts.push(Part::Buttons(results_buttons(prompt)));
    }
    let until = moment_for(prompt.close, prompt.org.settings.time_zone, prompt.zone);
    parts.push(Part::Small(vec![Line::plain(format!(
        "Open until {until}."
    ))]));
    parts.push(Part::Buttons(edit_buttons(prompt)));
    Message { parts }
}

/// Whether a round still takes edits, and whether its digest has gone out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Open {
    /// Before the digest.
    BeforeDigest,
    /// The digest is out; it is edited in place.
    AfterDigest,
    /// The digest is out, and Slack does not let it be edited: its thread tells at the close what came late.
    ToldAtTheClose,
    /// No more.
    Closed,
}

fn as_the_digest(head: Line, part: &TeamPart, prompt: &Prompt, open: Open) -> Vec<Part> {
    let day = prompt
        .digest
        .with_timezone(&prompt.org.settings.time_zone)
        .format("%A");
    let told = prompt.team.told_channel().is_some();
    let promise = match open {
        Open::BeforeDigest if told => {
            format!(" Leadership reads this on {day}, and your team's channel before it:")
        }
        Open::BeforeDigest => format!(" {day}'s digest will say:"),
        Open::AfterDigest if told => {
            " The digest and your team's channel are updated; they say:".to_owned()
        }
        Open::AfterDigest => " The digest is updated; it says:".to_owned(),
        Open::ToldAtTheClose => {
            " Slack does not let the digest be changed any more; leadership reads this below it at the close:"
                .to_owned()
        }
        Open::Closed => " The digest says:".to_owned(),
    };
    let mut parts = vec![
        Part::Paragraph(vec![head.and(promise)]),
        Part::Bullets(sentences(part, &prompt.org)),
    ];
    parts.extend(in_their_words(part, &prompt.org));
    parts
}

fn as_one_of_many(
    head: Line,
    given: &CheckIn,
    part: &TeamPart,
    (prompt, open): (&Prompt, Open),
) -> Vec<Part> {
    let enough = spelled(prompt.org.settings.enough_answers);
    let promise = match open {
        Open::Closed => format!(
            " It counts in the team's total, which is shown where at least {enough} have answered."
        ),
        _ => format!(
            " It counts in the team's total, which is shown once {enough} have answered and, until the round closes, never changes by one answer alone."
        ),
    };
    let mut lines = vec![Line::plain(format!(
        "Your week: {}.",
        split(&given.split, &prompt.org)
    ))];
    let measured = |code| {
        given
            .readings
            .iter()
            .any(|reading| reading.key_result == code)
    };
    lines.extend(
        part.key_results
            .iter()
            .filter(|line| measured(line.key_result.code.clone()))
            .map(|line| Line::plain(key_result(line))),
    );
    let own = [
        &given.results_note,
        &given.note,
        &given.next_slice,
        // A request says more than its text.
        if prompt.carried.own.is_none() {
            &given.need
        } else {
            &None
        },
    ];
    let mut said: Vec<Line> = own
        .into_iter()
        .flatten()
        .map(|text| Line::plain(super::figures::quoted(text)))
        .collect();
    said.extend(super::matters::own(prompt));
    let mut parts = vec![
        Part::Paragraph(vec![head.and(promise)]),
        Part::Bullets(lines),
    ];
    if !said.is_empty() {
        parts.push(Part::Quote(said));
    }
    parts
}

fn results_buttons(prompt: &Prompt) -> Vec<Button> {
    let ask = || prompt.ask.id.clone();
    let button = |label: &str, press| Button {
        label: label.to_owned(),
        press,
        primary: false,
    };
    let every_result_stands = prompt
        .key_results
        .iter()
        .all(|asked| asked.standing.latest.is_some());
    let mut buttons = Vec::new();
    if every_result_stands {
        buttons.push(button(
            "Measured, unchanged",
            Press::MeasuredUnchanged(ask()),
        ));
    }
    buttons.push(button("Not measured", Press::NotMeasured(ask())));
    buttons.push(button("Enter values", Press::EnterValues(ask())));
    buttons
}

fn edit_buttons(prompt: &Prompt) -> Vec<Button> {
    let ask = || prompt.ask.id.clone();
    let next = prompt
        .given
        .as_ref()
        .is_some_and(|it| it.next_slice.is_some());
    let begin = (next && prompt.nothing_runs).then(|| Button {
        label: "Begin the iteration".to_owned(),
        press: Press::BeginNext(ask()),
        primary: false,
    });
    let mut buttons = vec![
        Button {
            label: "Edit".to_owned(),
            press: Press::CheckIn(ask()),
            primary: false,
        },
        Button {
            label: "Add a sentence".to_owned(),
            press: Press::AddSentence(ask()),
            primary: false,
        },
    ];
    buttons.extend(begin);
    buttons
}
