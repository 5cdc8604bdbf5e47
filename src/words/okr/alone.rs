//! The message to somebody who owns key results and is in no team: what is asked for, and what has been recorded.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::super::figures::{days_of, moment_for};
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
    /// When it closes.
    pub close: DateTime<Utc>,
    /// Where the reader lives.
    pub zone: Tz,
    /// Where the close is counted.
    pub company: Tz,
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
        format!(
            "Week {} is closed. /okr update records a reading at any time.",
            week.number()
        )
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
    let button = |it: &KeyResult| Button {
        label: format!("Update {}", it.code),
        press: Press::Okr(format!("update {}", it.code)),
        primary: false,
    };
    let buttons = key_results
        .iter()
        .take(BUTTONS)
        .map(|(it, _)| button(it))
        .collect();
    message.and(Part::Buttons(buttons))
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
