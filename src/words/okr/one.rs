//! One key result, or one objective, whole: where it stands, how it went, what it stands on, what was said of it.

use chrono::NaiveDate;

use super::super::chart::{Chart, Look, Series};
use super::super::figures::{
    capitalised, counted, day_seen_from, listed, of_the_way, quoted, spelled,
};
use super::super::form::rounded_like;
use super::super::message::{Button, Line, Message, Part, Press};
use super::super::team::status;
use super::stands::{because, of_target, rounded_forecast};
use super::{Entry, Page, expectation, list, said, teams};
use crate::domain::cadence::local;
use crate::domain::number;
use crate::domain::okr::{
    Direction, Forecast, KeyResult, Objective, Reading, ReadingRevision, Retired, Standing, Unit,
};
use crate::domain::organisation::Organisation;

/// All that is shown of a key result.
#[derive(Debug, Clone)]
pub struct KeyResultView<'a> {
    /// Its objective.
    pub objective: &'a Objective,
    /// The key result.
    pub key_result: &'a KeyResult,
    /// Where it stands.
    pub standing: Standing,
    /// Where it goes.
    pub forecast: Option<Forecast>,
    /// Its readings, the oldest first.
    pub readings: Vec<Reading>,
    /// What was expected in the week of each reading.
    pub expected: Vec<f64>,
    /// What its readings were before, the oldest first.
    pub revisions: Vec<ReadingRevision>,
    /// Where its teams' time went meanwhile, in a sentence.
    pub beside: Option<String>,
    /// How many iterations aimed at it, how many of them were validated, and how many have no result yet.
    pub iterations: (u32, u32, u32),
    /// The day on which it stands so: today, or when it was retired.
    pub day: NaiveDate,
    /// Today.
    pub today: NaiveDate,
    /// How it was retired, where it was.
    pub retired: Option<&'a Retired>,
    /// Whether whoever reads it may record a reading.
    pub may_measure: bool,
}

/// Slack's charts take so many points.
const POINTS: usize = 20;
/// So many notes are told.
const NOTES: usize = 5;

/// One key result.
#[must_use]
pub fn key_result(org: &Organisation, view: &KeyResultView<'_>) -> Message {
    let (objective, it) = (view.objective, view.key_result);
    let about = [
        format!("{} {}", objective.code, objective.title),
        format!("owner {}", org.name_of(&it.owner)),
        teams(org, objective),
    ];
    let mut lines = vec![
        Line::bold(format!("{} {}", it.code, it.metric)).and(format!(" · {}", about.join(" · "))),
    ];
    lines.extend(
        view.retired
            .map(|gone| Line::bold(super::retired::how(org, gone, view.today))),
    );
    lines.extend(objective.closed.as_ref().map(|closing| {
        let (code, score) = (&objective.code, closing.score);
        Line::plain(format!("{code} is closed, with a score of {score}."))
    }));
    lines.extend(standing(view));
    lines.extend(forecast(view).map(Line::plain));
    if let Some(why) = &it.kept {
        lines.push(Line::plain(format!(
            "Kept as it is, because {}.",
            quoted(why)
        )));
    }
    let mut message = Message {
        parts: vec![Part::Paragraph(lines)],
    };
    if let Some(chart) = chart(view) {
        message = message.and(Part::Chart(chart));
    }
    let history = history(org, view);
    if !history.is_empty() {
        message = message.and(Part::Bullets(history));
    }
    let (label, command) = match view.retired {
        None => ("Update", "update"),
        Some(_) => ("Bring it back", "reopen"),
    };
    if view.may_measure && objective.is_open() {
        message = message.and(Part::Buttons(vec![Button {
            label: label.to_owned(),
            press: Press::Okr(format!("{command} {}", it.code)),
            primary: false,
        }]));
    }
    message
}

fn standing(view: &KeyResultView<'_>) -> Vec<Line> {
    let (it, standing) = (view.key_result, &view.standing);
    let write = |value| number::write(value, &it.unit);
    let Some(latest) = &standing.latest else {
        let aim = match it.direction {
            Direction::Done => "done or not done".to_owned(),
            _ => format!("from {}, aim {}", write(it.baseline), write(it.target)),
        };
        return vec![Line::plain(format!("No reading yet; {aim}."))];
    };
    let when = if view.day == view.today {
        "today"
    } else {
        "then"
    };
    let today = format!(
        "{when}, {} {}",
        view.day.format("%A"),
        day_seen_from(view.day, view.today)
    );
    let first = match it.direction {
        Direction::Increase | Direction::Decrease => format!(
            "{} (from {}): {} of the way; {} would be at {} ({}) {today}.",
            of_target(it.direction, &write(latest.value), &write(it.target)),
            write(it.baseline),
            of_the_way(standing.progress),
            expectation(it),
            of_the_way(standing.expected),
            write(rounded_like(standing.expected_value, it.target)),
        ),
        _ => capitalised(&format!("{}, {today}.", super::stands(it, standing))),
    };
    let because = because(it, standing);
    let because = if because.is_empty() {
        String::new()
    } else {
        let reasons: Vec<String> = because.into_iter().map(reason).collect();
        format!(" because {}", reasons.join(" and "))
    };
    let mut status = status(standing.status).to_owned();
    status[..1].make_ascii_uppercase();
    let confidence = format!(
        "; confidence is {} of 10, week {}.",
        latest.confidence.value(),
        latest.week.number()
    );
    vec![
        Line::plain(first),
        Line::bold(status).and(format!("{because}{confidence}")),
    ]
}

/// A short reason in a sentence of its own.
fn reason(short: &str) -> String {
    if short.starts_with("no reading") {
        format!("there has been {short}")
    } else if short.contains(" is ") && !short.contains("what is") {
        short.to_owned()
    } else {
        format!("it is {short}")
    }
}

/// "At this slope 5,380 by 31 December (seven readings: 3,960 4,020 …)."
fn forecast(view: &KeyResultView<'_>) -> Option<String> {
    let forecast = view.forecast.as_ref()?;
    let write = |value| number::write(value, &view.key_result.unit);
    let values: Vec<String> = forecast.values.iter().map(|value| write(*value)).collect();
    let count = u32::try_from(values.len()).unwrap_or(u32::MAX);
    Some(format!(
        "At this slope {} by {} (least squares over {} readings: {}).",
        of_target(
            view.key_result.direction,
            &write(rounded_forecast(view.key_result, forecast)),
            &write(view.key_result.target)
        ),
        day_seen_from(forecast.by, view.today),
        spelled(count),
        values.join(" "),
    ))
}

/// Readings, target and what was expected, over the weeks that have a reading.
fn chart(view: &KeyResultView<'_>) -> Option<Chart> {
    let it = view.key_result;
    if view.readings.len() < 2 || it.direction == Direction::Done {
        return None;
    }
    let from = view.readings.len().saturating_sub(POINTS);
    let readings = &view.readings[from..];
    let (scale, unit) = scale(it);
    let scaled = |value: f64| (value / scale * 100.0).round() / 100.0;
    let series = |name: &str, values: Vec<f64>| Series {
        name: name.to_owned(),
        values: values.into_iter().map(scaled).collect(),
    };
    let target = readings
        .iter()
        .map(|reading| it.aim_on(reading.week.sunday()).target);
    Some(Chart {
        title: format!("{} {}{unit}", it.code, it.metric),
        look: Look::Lines,
        points: readings
            .iter()
            .map(|reading| format!("W{:02}", reading.week.number()))
            .collect(),
        series: vec![
            series(
                "Reading",
                readings.iter().map(|reading| reading.value).collect(),
            ),
            series("Target", target.collect()),
            series("Expected", view.expected[from..].to_vec()),
        ],
    })
}

/// Lengths of time are drawn in the unit in which one would say them.
fn scale(it: &KeyResult) -> (f64, String) {
    let longest = it.baseline.abs().max(it.target.abs());
    match &it.unit {
        Unit::Duration if longest >= 172_800.0 => (86_400.0, ", days".to_owned()),
        Unit::Duration if longest >= 7_200.0 => (3_600.0, ", hours".to_owned()),
        Unit::Duration if longest >= 120.0 => (60.0, ", minutes".to_owned()),
        Unit::Duration => (1.0, ", seconds".to_owned()),
        Unit::Percent => (1.0, ", percent".to_owned()),
        Unit::Money(currency) => (1.0, format!(", {currency}")),
        Unit::Number | Unit::Done => (1.0, String::new()),
    }
}

/// "Iterations that aimed at it: 14, three validated, two running."
fn aimed((all, validated, running): (u32, u32, u32)) -> Option<Line> {
    let came = match running {
        0 => format!("{} validated", spelled(validated)),
        _ if running == all => "no result yet".to_owned(),
        _ => format!(
            "{} validated, {} running",
            spelled(validated),
            spelled(running)
        ),
    };
    let said = format!("Iterations that aimed at it: {}, {came}.", spelled(all));
    (all > 0).then(|| Line::plain(said))
}

fn history(org: &Organisation, view: &KeyResultView<'_>) -> Vec<Line> {
    let it = view.key_result;
    let write = |value| number::write(value, &it.unit);
    let mut lines = Vec::new();
    for earlier in &it.earlier {
        let by = earlier
            .by
            .as_ref()
            .map_or(String::new(), |by| format!(", {}", org.name_of(by)));
        let aim = &earlier.aim;
        lines.push(Line::plain(format!(
            "Until {} the aim was {} (from {}; weight {}, {} curve): {}{by}.",
            day_seen_from(earlier.until, view.today),
            write(aim.target),
            write(aim.baseline),
            aim.weight,
            aim.curve.word(),
            quoted(&earlier.reason),
        )));
    }
    lines.extend(aimed(view.iterations));
    lines.extend(view.beside.clone().map(Line::plain));
    let notes = view.readings.iter().rev().filter_map(|reading| {
        let note = reading.note.as_ref()?;
        let revision = view
            .revisions
            .iter()
            .rev()
            .find(|it| it.week == reading.week);
        let when = revision.map_or(format!("week {}", reading.week.number()), |it| {
            let day = local(org.settings.time_zone, it.at).date_naive();
            day.format("%A, ").to_string() + &day_seen_from(day, view.today)
        });
        Some(Line::plain(format!(
            "{when}, {}: {}",
            org.name_of(&reading.by),
            quoted(note)
        )))
    });
    lines.extend(notes.take(NOTES));
    let revised: Vec<String> = view
        .revisions
        .iter()
        .zip(view.revisions.iter().skip(1))
        .filter(|(was, is)| was.week == is.week && was.value != is.value)
        .map(|(was, is)| {
            let value = |value: Option<f64>| value.map_or("no reading".to_owned(), write);
            format!(
                "week {}: {} → {}",
                is.week.number(),
                value(was.value),
                value(is.value)
            )
        })
        .collect();
    if !revised.is_empty() {
        let from = revised.len().saturating_sub(NOTES);
        let last = if from > 0 {
            let times = u32::try_from(revised.len()).unwrap_or(u32::MAX);
            format!(
                " {}, the last {}",
                counted(times, "time", "times"),
                spelled(u32::try_from(NOTES).unwrap_or(u32::MAX))
            )
        } else {
            String::new()
        };
        lines.push(Line::plain(format!(
            "Revised{last}: {}.",
            listed(&revised[from..])
        )));
    }
    lines
}

/// One objective with all its key results on a day, and how it ended.
#[must_use]
pub fn objective(org: &Organisation, entry: &Entry<'_>, page: &Page, today: NaiveDate) -> Message {
    let objective = entry.objective;
    let mut lines = Vec::new();
    let counterparts: Vec<String> = [
        ("product", &objective.product),
        ("engineering", &objective.engineering),
    ]
    .into_iter()
    .filter_map(|(side, person)| Some(format!("{side}: {}", org.name_of(person.as_ref()?))))
    .collect();
    let meant = objective.commitment.word();
    let who = if counterparts.is_empty() {
        String::new()
    } else {
        format!("; {}", counterparts.join(", "))
    };
    lines.push(Line::plain(format!(
        "{}{}{who}.",
        meant[..1].to_uppercase(),
        &meant[1..]
    )));
    if let Some(closing) = &objective.closed {
        lines.push(Line::plain(said::closed(org, objective, closing, today)));
    }
    lines.extend(objective.retired.iter().map(|gone| {
        let it = &gone.key_result;
        Line::plain(format!(
            "{} {}: {}",
            it.code,
            it.metric,
            super::retired::how(org, gone, today)
        ))
    }));
    let mut message = list(org, None, std::slice::from_ref(entry), page);
    message
        .parts
        .insert(1.min(message.parts.len()), Part::Small(lines));
    message
}
