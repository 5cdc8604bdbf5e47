//! The digest before it goes out, for leaders and admins alone.

use super::figures::{counted, listed};
use super::message::{Line, Message, Part, Style};
use super::subscription::Moment;
use crate::domain::digest::StandsOn;
use crate::domain::week::Week;

/// So many names are said; the others can be found.
const MOST_NAMES: usize = 5;

/// The head of a digest that is still to come.
#[must_use]
pub fn before(week: Week, goes_out: Moment, stands_on: &StandsOn, head: Message) -> Message {
    let number = week.number();
    titled(
        format!("Preview of week {number}: the digest as it would be now."),
        format!(
            "It goes out on {}; so far it stands on {} of {}. Only you see this.",
            goes_out.written(),
            stands_on.teams_in,
            counted(stands_on.teams, "team", "teams"),
        ),
        head,
    )
}

/// The head of a digest that is out.
#[must_use]
pub fn after(week: Week, went_out: Moment, closes: Moment, head: Message) -> Message {
    let number = week.number();
    titled(
        format!("Week {number}: the digest as it stands now."),
        format!(
            "It went out on {}; late answers change it until {}. Only you see this.",
            went_out.written(),
            closes.written()
        ),
        head,
    )
}

/// Nobody has been asked about the week yet.
#[must_use]
pub fn nothing(week: Week, goes_out: Moment) -> Message {
    let number = week.number();
    Message::line(format!(
        "There is nothing to preview yet: nobody has been asked about week {number}. Its digest goes out on {}.",
        goes_out.written()
    ))
}

/// Behind the last page that is shown, where there are more.
#[must_use]
pub fn more_pages(more: u32) -> Part {
    let pages = counted(more, "more page", "more pages");
    Part::Small(vec![Line::plain(format!(
        "The digest's thread has {pages} of teams."
    ))])
}

/// To somebody who may not see it.
#[must_use]
pub fn refusal(names: &[String]) -> Message {
    let who = match names.len().checked_sub(MOST_NAMES).filter(|more| *more > 0) {
        Some(more) => {
            let more = counted(u32::try_from(more).unwrap_or(u32::MAX), "more", "more");
            format!("{} and {more}", names[..MOST_NAMES].join(", "))
        }
        None => listed(names),
    };
    let line = Line::plain(format!(
        "Leaders and admins can see the digest before it goes out: {who}. "
    ));
    Message::line(
        line.with("/checkin subscribe", Style::Code)
            .and(" sends you the company's digest once it is out."),
    )
}

fn titled(title: String, sentence: String, head: Message) -> Message {
    let mut parts = vec![
        Part::Paragraph(vec![Line::bold(title), Line::plain(sentence)]),
        Part::Divider,
    ];
    // Nothing can be done about it yet, and what can be is done in the digest's own thread.
    let head = head.parts.into_iter();
    parts.extend(head.filter(|part| !matches!(part, Part::Buttons(_))));
    Message { parts }
}
