//! The message to somebody who owns key results and is in no team: what is asked for, and what has been recorded.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use super::super::ask::answers_by;
use super::super::figures::{capitalised, days_of, listed, moment_for};
use super::super::message::{Button, Line, Message, Part, Press};
use super::super::team::status;
use super::stands;
use crate::domain::number;
use crate::domain::okr::{Direction, KeyResult, Standing};
use crate::domain::week::Week;

/// How long readings of a week are taken, and by whose clocks.
#[derive(Debug, Clone, Copy)]
pub struct Until {
    /// Which week.
    pub week: Week,
    /// Whether its round is open.
    pub open: bool,
    /// When its digest is posted.
    pub digest: DateTime<Utc>,
    /// When it closes.
    pub close: DateTime<Utc>,
    /// Where the reader lives.
    pub zone: Tz,
    /// Where the close is counted.
    pub company: Tz,
    /// Today, where the reader lives.
    pub day: NaiveDate,
}

/// So many have a button.
const BUTTONS: usize = 20;

/// The message, as the readings stand.
#[must_use]
pub fn alone(until: &Until, key_results: &[(&KeyResult, Standing)]) -> Message {
    let week = until.week;
    let head = Line::bold(format!("Your key results: week {}", week.number()))
        .and(format!(" ({})", days_of(week)));
    let says = if until.open {
        let close = moment_for(until.close, until.company, until.zone);
        format!(
            "What do they read now? Left out is no reading. Until {close} it counts for this week's digest."
        )
    } else {
        closed(week)
    };
    let message = Message {
        parts: vec![
            Part::Paragraph(vec![head, Line::plain(says)]),
            Part::Bullets(
                key_results
                    .iter()
                    .map(|(it, standing)| line(week, it, standing))
                    .collect(),
            ),
        ],
    };
    if !until.open {
        return message;
    }
    let key_results: Vec<&KeyResult> = key_results.iter().map(|(it, _)| *it).collect();
    message.and(buttons(week, &key_results))
}

fn closed(week: Week) -> String {
    format!(
        "Week {} is closed. /okr update records a reading at any time.",
        week.number()
    )
}

fn buttons(week: Week, key_results: &[&KeyResult]) -> Part {
    let update = |it: &&KeyResult| Button {
        label: format!("Update {}", it.code),
        press: Press::Okr(format!("update {}", it.code)),
        primary: false,
    };
    let mut buttons: Vec<Button> = key_results.iter().take(BUTTONS).map(update).collect();
    buttons.push(Button {
        label: "Away this week".to_owned(),
        press: Press::Okr(format!("away {week}")),
        primary: false,
    });
    Part::Buttons(buttons)
}

/// A reminder, where nothing has been recorded yet.
#[must_use]
pub fn alone_reminder(until: &Until, key_results: &[&KeyResult]) -> Message {
    let codes: Vec<String> = key_results.iter().map(|it| it.code.to_string()).collect();
    let (home, zone) = (until.company, until.zone);
    let by = answers_by(until.digest, until.close, home, zone, until.day);
    let (readings, are) = match codes.len() {
        1 => ("A reading", "is"),
        _ => ("Readings", "are"),
    };
    Message::line(format!(
        "Week {} is open. {readings} of {} by {} {are} in {}; later ones are added until {}.",
        until.week.number(),
        listed(&codes),
        by.digest,
        by.whose,
        by.close,
    ))
    .and(buttons(until.week, key_results))
}

/// The message after *Away this week*; `leads` are asked instead. Only an open round can be come back to.
#[must_use]
pub fn alone_away(until: &Until, leads: &[String]) -> Message {
    let week = until.week;
    let instead = match leads {
        [] => "nobody is asked in your place".to_owned(),
        [one] => format!("{one} is asked in your place"),
        several => format!("{} are asked in your place", listed(several)),
    };
    let message = Message {
        parts: vec![Part::Paragraph(vec![
            Line::bold(format!("Your key results, week {}: away", week.number())).and("."),
            Line::plain(format!("{}.", capitalised(&instead))),
        ])],
    };
    if !until.open {
        return message;
    }
    message.and(Part::Buttons(vec![Button {
        label: "I'm here after all".to_owned(),
        press: Press::Okr(format!("back {week}")),
        primary: false,
    }]))
}

/// Said after *I'm here after all*.
#[must_use]
pub fn alone_back(until: &Until) -> Message {
    Message::line(format!(
        "Week {} is asked of you again.",
        until.week.number()
    ))
}

/// Said where a week takes no answer any more.
#[must_use]
pub fn alone_closed(until: &Until) -> Message {
    Message::line(closed(until.week))
}

/// Said to somebody who is asked for nothing alone.
#[must_use]
pub fn not_asked_alone() -> Message {
    Message::line(
        "No message asks you for key results alone. Whoever answers for a team is away by the button of the check-in: \
         /checkin.",
    )
}

fn line(week: Week, it: &KeyResult, standing: &Standing) -> Line {
    let write = |value| number::write(value, &it.unit);
    let name = Line::bold(it.code.to_string()).and(format!(" {}: ", it.metric));
    match &standing.latest {
        Some(latest) if latest.week == week => name.and(format!(
            "recorded, {}, confidence {}: {}.",
            stands(it, standing),
            latest.confidence.value(),
            status(standing.status)
        )),
        latest => {
            let last = latest
                .as_ref()
                .map_or("no reading yet".to_owned(), |latest| {
                    format!("last {}", write(latest.value))
                });
            let aim = match it.direction {
                Direction::Done => String::new(),
                _ => format!(", aim {}", write(it.target)),
            };
            name.and(format!("{last}{aim}."))
        }
    }
}
