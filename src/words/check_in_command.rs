//! `/checkin`: the open asks of whoever types it, or when the next one comes.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::figures::{day_and_month, listed};
use super::message::{Button, Line, Message, Part, Press, Style};
use crate::domain::check_in::{Ask, AskOutcome};
use crate::domain::organisation::Organisation;

/// Several open asks: one is chosen.
#[must_use]
pub fn choose(org: &Organisation, asks: &[Ask]) -> Message {
    let name = |ask: &Ask| {
        org.team(&ask.team)
            .map_or(ask.team.to_string(), |team| team.name.clone())
    };
    let buttons = asks
        .iter()
        .take(20)
        .map(|ask| {
            let done = if ask.outcome == Some(AskOutcome::Answered) {
                " (edit)"
            } else {
                ""
            };
            Button {
                label: format!("{}, week {}{done}", name(ask), ask.week.number()),
                press: Press::CheckIn(ask.id.clone()),
                primary: false,
            }
        })
        .collect();
    Message {
        parts: vec![
            Part::Paragraph(vec![Line::plain(format!(
                "You have {} open. Which one?",
                super::figures::spelled(u32::try_from(asks.len()).unwrap_or(u32::MAX))
            ))]),
            Part::Buttons(buttons),
        ],
    }
}

/// Nothing is open: when the next ask comes.
#[must_use]
pub fn nothing_open(next: Option<(DateTime<Utc>, Tz)>) -> Message {
    Message::line(match next {
        Some((at, zone)) => {
            let local = at.with_timezone(&zone);
            format!(
                "Nothing is open. The next check-in comes on {} {} at {}.",
                local.format("%A"),
                day_and_month(local.date_naive()),
                local.format("%H:%M")
            )
        }
        None => "Nothing is open, and nobody asks you for a check-in: your team is answered for by its lead.".to_owned(),
    })
}

/// `/checkin help`, and what any other word gets.
#[must_use]
pub fn help(unknown: Option<&str>) -> Message {
    let mut lines = unknown.map_or(Vec::new(), |word| {
        vec![Line::plain(format!("There is no /checkin {word}."))]
    });
    lines.push(
        Line::default()
            .with("/checkin", Style::Code)
            .and(" opens your check-in, or says when the next one comes."),
    );
    lines.push(
        Line::default()
            .with("/checkin target", Style::Code)
            .and(" shows what your team agreed, and lets those who may agree it anew; a team's name behind it shows another team's."),
    );
    lines.push(
        Line::default()
            .with("/checkin help", Style::Code)
            .and(" says this."),
    );
    Message {
        parts: vec![Part::Paragraph(lines)],
    }
}

/// To somebody who is in no team.
#[must_use]
pub fn in_no_team(admins: &[String]) -> Message {
    Message::line(format!(
        "You are in no team that Headway asks. {}",
        whom_to_ask(admins, "add you to one")
    ))
}

/// To a guest, or to somebody from another company.
#[must_use]
pub fn guests(admins: &[String]) -> Message {
    Message::line(format!(
        "Headway is for members of this workspace; guests and people from other companies cannot use it. {}",
        whom_to_ask(admins, "tell you more")
    ))
}

fn whom_to_ask(admins: &[String], what: &str) -> String {
    if admins.is_empty() {
        format!("Your Headway admin can {what}.")
    } else {
        format!("{} can {what}.", listed(admins))
    }
}
