//! The numbers of a key result: in the head, where its status changed or lasts, and with its team.

use chrono::NaiveDate;

use super::super::form::rounded_like;
use super::super::okr::{line_today, rounded_forecast};
use super::super::team::status;
use super::{Explained, exact, explained};
use crate::domain::digest::{KeyResultLine, Rows, StatusChange};
use crate::domain::number;
use crate::domain::okr::{Standing, first_week_read};
use crate::domain::week::{Quarter, Week};

/// What a status is made of.
fn made_of(standing: &Standing) -> String {
    format!(
        "the worst of confidence, pace (progress {} of {} expected) and silence",
        exact(standing.progress),
        exact(standing.expected)
    )
}

/// The readings of the week's quarter up to it, with the week before, whose reading is where a quarter begins.
fn readings(line: &KeyResultLine, week: Week) -> Rows {
    let first = first_week_read(Quarter::of_week(week));
    Rows::Readings(line.key_result.code.clone(), first, week)
}

/// The newest reading and the aim.
fn stands_at(line: &KeyResultLine, week: Week) -> Vec<Explained> {
    let code = &line.key_result.code;
    let write = |value| number::write(value, &line.key_result.unit);
    let latest = line.standing.latest.as_ref();
    vec![
        explained(
            code.to_string(),
            latest.map_or("no reading".to_owned(), |it| write(it.value)),
            "the newest reading",
            readings(line, week),
        ),
        explained(
            format!("{code}, aim"),
            write(line.key_result.target),
            "the target that held on the digest's day: of the first row whose `until` is later, else of the last one",
            Rows::KeyResult(code.clone()),
        ),
    ]
}

/// What the head says of one.
pub(super) fn in_the_head(change: &StatusChange, week: Week, day: NaiveDate) -> Vec<Explained> {
    let (key_result, standing) = (&change.line.key_result, &change.line.standing);
    let code = &key_result.code;
    let mut all = stands_at(&change.line, week);
    all.extend(confidence(&change.line, week));
    if line_today(key_result, standing).is_some() {
        let (from, to) = (key_result.baseline, key_result.target);
        all.push(explained(
            format!("{code}, line on {day}"),
            number::write(
                rounded_like(standing.expected_value, to),
                &key_result.unit,
            ),
            format!(
                "{} + ({} − {}) × {}, the part of the curve that is expected by then, is {}; written as finely as the aim",
                exact(from),
                exact(to),
                exact(from),
                exact(standing.expected),
                exact(standing.expected_value)
            ),
            Rows::KeyResult(code.clone()),
        ));
    }
    let before = change.before.map_or("nothing", status);
    all.push(explained(
        format!("{code}, status"),
        status(change.status),
        format!(
            "{}, announced once it is clear; {before} a week before",
            made_of(standing)
        ),
        readings(&change.line, week),
    ));
    all.push(explained(
        format!("{code}, weeks so"),
        change.weeks.to_string(),
        "the weeks in a row, up to and with this one, in which the status was announced so",
        readings(&change.line, week),
    ));
    all
}

fn confidence(line: &KeyResultLine, week: Week) -> Option<Explained> {
    let latest = line.standing.latest.as_ref()?;
    Some(explained(
        format!("{}, confidence", line.key_result.code),
        latest.confidence.value().to_string(),
        "the confidence of the newest reading",
        readings(line, week),
    ))
}

/// What a team's reply says of one.
pub(super) fn of_team(line: &KeyResultLine, week: Week) -> Vec<Explained> {
    let key_result = &line.key_result;
    let write = |value| number::write(value, &key_result.unit);
    let code = &key_result.code;
    let mut all = stands_at(line, week);
    all.extend(confidence(line, week));
    if let Some(before) = &line.standing.before {
        all.push(explained(
            format!("{code}, before"),
            write(before.value),
            "the reading before the newest one",
            readings(line, week),
        ));
    }
    all.push(explained(
        format!("{code}, status"),
        status(line.standing.status),
        made_of(&line.standing),
        readings(line, week),
    ));
    let Some(forecast) = &line.forecast else {
        return all;
    };
    let rows = || {
        let first = Week::of(Quarter::of_week(week).first_day());
        Rows::Readings(code.clone(), first, week)
    };
    let values: Vec<String> = forecast.values.iter().map(|value| exact(*value)).collect();
    all.push(explained(
        format!("{code}, at this slope"),
        write(rounded_forecast(&line.key_result, forecast)),
        format!(
            "a line by least squares through {}, each as of its week's Thursday, read on {}: {}",
            values.join(" "),
            forecast.by,
            exact(forecast.value)
        ),
        rows(),
    ));
    all.push(explained(
        format!("{code}, readings of the slope"),
        values.len().to_string(),
        "the newest of the quarter's readings that the line goes through",
        rows(),
    ));
    all
}
