//! What `/checkin review` answers: the head with a button for each part, a part page by page, or why there is none.

use super::{head, name, section};
use crate::domain::organisation::Organisation;
use crate::domain::period::Period;
use crate::domain::review::{Review, Section};
use crate::words::figures::{capitalised, counted, echoed, quoted};
use crate::words::message::{Button, Line, Message, Part, Press, Style};

/// The head, with a button for each part that this reader may see.
#[must_use]
pub fn so_far(review: &Review, org: &Organisation, leader: bool) -> Message {
    let button = |one: Section| Button {
        label: capitalised(one.word()),
        press: Press::Review(one, review.period.to_string()),
        primary: false,
    };
    let sections = Section::ALL.into_iter();
    let may = sections.filter(|one| leader || !one.is_for_leaders());
    head(review, org).and(Part::Buttons(may.map(button).collect()))
}

/// One page of a part, from 1 on, with buttons to the others; the last one where there are not so many.
#[must_use]
pub fn part(review: &Review, org: &Organisation, one: Section, page: usize) -> Message {
    let mut pages = section(review, org, one);
    let all = pages.len();
    let at = page.clamp(1, all) - 1;
    let message = pages.swap_remove(at);
    let button = |label: &str, to: usize| Button {
        label: label.to_owned(),
        press: Press::Review(one, format!("{} {to}", review.period)),
        primary: false,
    };
    let mut buttons = Vec::new();
    if at + 1 < all {
        buttons.push(button("Next page", at + 2));
    }
    if at > 0 {
        buttons.push(button("Previous page", at));
    }
    if buttons.is_empty() {
        message
    } else {
        message.and(Part::Buttons(buttons))
    }
}

/// To whoever asks for a part that leaders alone may read, or would share it.
#[must_use]
pub fn for_leaders() -> Message {
    Message {
        parts: vec![Part::Paragraph(vec![
            Line::plain("Decisions are read by leaders alone, and are not shared; those of the teams that you lead: ")
                .with("/checkin open", Style::Code)
                .and("."),
        ])],
    }
}

/// Who shared it; pings nobody.
#[must_use]
pub fn shared_by(name: &str) -> Part {
    let said = format!("Shared by {name}, with /checkin review.");
    Part::Small(vec![Line::plain(said)])
}

/// More is to be said by now than replies were planned for.
#[must_use]
pub fn more(period: Period, pages: usize) -> Part {
    let pages = counted(u32::try_from(pages).unwrap_or(u32::MAX), "page", "pages");
    let said = format!("{pages} more; /checkin review {period} shows all of them.");
    Part::Small(vec![Line::plain(said)])
}

/// The period has not begun.
#[must_use]
pub fn not_begun(period: Period) -> Message {
    Message::line(format!(
        "{} has not begun; there is nothing to look back on.",
        name(period)
    ))
}

/// More than one period.
#[must_use]
pub fn several(typed: &str) -> Message {
    Message::line(format!(
        "{} names more than one period; a review looks back on one month or one quarter. Which one?",
        quoted(&echoed(typed))
    ))
}

/// A word that means no month, no quarter and no part.
#[must_use]
pub fn unknown(typed: &str, near: Option<&str>) -> Message {
    let code = |line: Line, typed: &str| line.with(typed.to_owned(), Style::Code);
    let mut lines = vec![Line::plain(format!(
        "{} is no month, no quarter and no part of a review.",
        quoted(&echoed(typed))
    ))];
    lines.extend(near.map(|near| {
        code(
            Line::plain("Did you mean "),
            &format!("/checkin review {near}"),
        )
        .and("?")
    }));
    let line = code(Line::plain("For example "), "/checkin review").and(" (this month so far), ");
    let line = code(line, "review last month").and(", ");
    let line = code(line, "review 2026-11").and(", ");
    let line = code(line, "review quarter").and(", ");
    let line = code(line, "review q3 results").and("; with ");
    lines.push(code(line, "share").and(" the channel sees it."));
    Message {
        parts: vec![Part::Paragraph(lines)],
    }
}
