//! What leadership decided, in words, and what the numbers did beside it; no cause is claimed.

use chrono::NaiveDate;

use crate::domain::number;
use crate::domain::review::{DecisionLine, NumberLine, Review};
use crate::words::figures::{day_seen_from, ended, quoted};
use crate::words::message::{Line, Part};

pub(super) fn parts(review: &Review) -> Vec<Part> {
    if review.decisions.is_empty() {
        let line = "No decision was recorded in this time, and none had its day in it.";
        return vec![Part::Paragraph(vec![Line::plain(line)])];
    }
    let lines = review.decisions.iter().map(|it| line(it, review.day));
    let small = "What the numbers did since: no cause is claimed.";
    vec![
        Part::Bullets(lines.collect()),
        Part::Small(vec![Line::plain(small)]),
    ]
}

/// "Payments, decided on 6 November until 20 November: “freeze the vault”. PAY-1.2 went from 4,420 to 4,800."
fn line(decision: &DecisionLine, today: NaiveDate) -> Line {
    let on = day_seen_from(decision.on, today);
    let until = day_seen_from(decision.until, today);
    let day = if decision.come {
        format!("to be seen by {until}")
    } else {
        format!("to be seen by {until}, still to come")
    };
    let way = decision.gives_way.as_ref();
    let way = way.map_or(String::new(), |way| {
        format!("; what gives way: {}", quoted(way))
    });
    let what = ended(&format!("{}{way}", quoted(&decision.what)));
    let number = decision.number.as_ref().map(number_line);
    let number = number.map_or(String::new(), |number| format!(" {number}"));
    Line::bold(decision.team.clone()).and(format!(", decided on {on}, {day}: {what}{number}"))
}

/// "PAY-1.2 Weekly active payers went from 4,420 to 4,800."
fn number_line(line: &NumberLine) -> String {
    let (name, write): (String, Box<dyn Fn(f64) -> String>) = match &line.key_result {
        Some(key_result) => {
            let unit = key_result.unit.clone();
            (
                format!("{} {}", key_result.code, key_result.metric),
                Box::new(move |value| number::write(value, &unit)),
            )
        }
        None => (
            "The elective share".to_owned(),
            Box::new(|value| format!("{value:.0}%")),
        ),
    };
    match (line.did.before, line.did.after) {
        (Some(before), Some(now)) if write(before) == write(now) => {
            format!("{name} stays at {}.", write(now))
        }
        (Some(before), Some(now)) => {
            format!("{name} went from {} to {}.", write(before), write(now))
        }
        (None, Some(now)) => format!("{name} had no number then and is at {} now.", write(now)),
        (Some(before), None) => {
            format!(
                "{name} was at {} then; there is no number since.",
                write(before)
            )
        }
        (None, None) => format!("{name} has had no number."),
    }
}
