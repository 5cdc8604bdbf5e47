//! `/checkin`: the open asks of whoever types it, or when the next one comes.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::figures::{day_and_month, echoed, listed};
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

/// `/checkin help`.
#[must_use]
pub fn help() -> Message {
    Message {
        parts: vec![Part::Paragraph(commands())],
    }
}

/// What a word gets that is no command.
#[must_use]
pub fn unknown(typed: &str, near: Option<&str>) -> Message {
    let mut lines = vec![Line::plain(format!(
        "There is no /checkin {}.",
        echoed(typed)
    ))];
    lines.extend(near.map(|near| {
        Line::plain("Did you mean ")
            .with(format!("/checkin {near}"), Style::Code)
            .and("?")
    }));
    lines.extend(commands());
    Message {
        parts: vec![Part::Paragraph(lines)],
    }
}

fn commands() -> Vec<Line> {
    let command = |typed: &str, does: &str| Line::default().with(typed, Style::Code).and(does);
    let mut commands = vec![
        command(
            "/checkin",
            " opens your check-in, or says when the next one comes.",
        ),
        command(
            "/checkin split",
            " shows where your teams' time went, against what was agreed; for others and other spans: ",
        )
        .with("/checkin split payments 8", Style::Code)
        .and(", ")
        .with("split platform teams", Style::Code)
        .and(", ")
        .with("split company", Style::Code)
        .and("; with the word ")
        .with("share", Style::Code)
        .and(" the channel sees it."),
        command(
            "/checkin target",
            " shows what your team agreed, and lets those who may agree it anew; with a team's name behind it, another team's.",
        ),
        command(
            "/checkin review",
            " looks back on this month so far; on another month or a quarter: ",
        )
        .with("/checkin review last month", Style::Code)
        .and(", ")
        .with("review 2026-Q4", Style::Code)
        .and("; with the word ")
        .with("share", Style::Code)
        .and(" the channel sees it."),
        command(
            "/checkin open",
            " lists what lies open between teams and leadership: requests, questions, decisions; for leaders all of it, for leads their team's; leaders ask any team there and record decisions about it, also where nothing changed and the digest has no reply.",
        ),
    ];
    commands.extend(super::subscription::commands());
    commands.push(command("/checkin help", " says this."));
    commands
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
