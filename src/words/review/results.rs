//! What became of objectives, in words: final scores, and how the others stood.

use super::named;
use crate::domain::okr::Status;
use crate::domain::review::{Closed, OpenObjective, Results, Review};
use crate::words::chart::{Cell, Table};
use crate::words::figures::{
    capitalised, counted, day_and_month, fixed, listed, of_the_way, spelled,
};
use crate::words::message::{Line, Part, Style};
use crate::words::okr::cause;
use crate::words::team::status;

/// So many rows a table has; the rest is counted.
const ROWS: usize = 40;

/// "two objectives closed, with scores of 0.7 and 0.4; of 12 open key results five on track, …"
pub(super) fn in_the_head(review: &Review) -> String {
    let results = &review.results;
    let said: Vec<String> = [closed(results), open(results)]
        .into_iter()
        .flatten()
        .collect();
    if said.is_empty() {
        return format!(
            "no objective of {} is open or was closed.",
            review.period.quarter()
        );
    }
    format!("{}.", said.join("; "))
}

/// "two objectives were closed, with scores of 0.7 and 0.4".
fn closed(results: &Results) -> Option<String> {
    const IN_WORDS: usize = 4;
    let many = u32::try_from(results.closed.len()).unwrap_or(u32::MAX);
    let mean = results.mean_score()?;
    let scores = results.closed.iter();
    let scores: Vec<String> = scores.map(|it| it.closing.score.to_string()).collect();
    let said = match scores.as_slice() {
        [one] => return Some(format!("one objective was closed, with a score of {one}")),
        few if few.len() <= IN_WORDS => format!("scores of {}", listed(few)),
        _ => format!("a mean score of {}", fixed(mean / 10.0, 1)),
    };
    Some(format!(
        "{} objectives were closed, with {said}",
        spelled(many)
    ))
}

/// "three objectives are open; of their 12 key results five are on track, three at risk and four stale".
fn open(results: &Results) -> Option<String> {
    let (objectives, are, their) = match u32::try_from(results.open.len()).unwrap_or(u32::MAX) {
        0 => return None,
        1 => ("one objective".to_owned(), "is", "its"),
        many => (format!("{} objectives", spelled(many)), "are", "their"),
    };
    let statuses = results.statuses.iter().filter(|(_, many)| *many > 0);
    let each: Vec<String> = statuses
        .enumerate()
        .map(|(at, (of, many))| {
            let verb = match (at, many) {
                (0, 1) => " is",
                (0, _) => " are",
                _ => "",
            };
            format!("{}{verb} {}", spelled(*many), status(*of))
        })
        .collect();
    let all = counted(results.key_results(), "key result", "key results");
    Some(match each.as_slice() {
        [] => format!("{objectives} {are} open, without a key result"),
        [_] => {
            let of = results.statuses.iter().find(|(_, many)| *many > 0);
            let of = of.map_or(Status::NotYet, |(of, _)| *of);
            let whole = match (results.key_results(), of) {
                (1, of) => format!("{their} key result is {}", status(of)),
                (_, Status::NotYet) => format!("none of {their} {all} is measured yet"),
                (_, of) => format!("{their} {all} are all {}", status(of)),
            };
            format!("{objectives} {are} open; {whole}")
        }
        _ => format!(
            "{objectives} {are} open; of {their} {all} {}",
            listed(&each)
        ),
    })
}

pub(super) fn parts(review: &Review) -> Vec<Part> {
    let results = &review.results;
    let quarter = review.period.quarter();
    let mut points = vec![capitalised(&in_the_head(review))];
    if let Some(mean) = results.mean_score().filter(|_| results.closed.len() > 1) {
        points.push(format!(
            "The mean of the final scores is {}.",
            fixed(mean / 10.0, 2)
        ));
    }
    if results.closed_before > 0 {
        let many = counted(results.closed_before, "objective was", "objectives were");
        points.push(format!("Earlier in {quarter} {many} closed."));
    }
    if !results.given_up.is_empty() {
        let names = results.given_up.iter();
        let names: Vec<String> = names
            .map(|(code, title)| format!("{code} {title}"))
            .collect();
        points.push(format!(
            "Declared no more, and never closed: {}.",
            named(&names)
        ));
    }
    let mut parts = vec![Part::Bullets(points.into_iter().map(Line::plain).collect())];
    if !results.closed.is_empty() {
        parts.push(Part::Table(scores(&results.closed)));
        parts.extend(rest(results.closed.len()));
    }
    if !results.open.is_empty() {
        parts.push(Part::Table(stood(review)));
        parts.extend(rest(results.open.len()));
    }
    parts
}

/// How many do not stand in the table.
fn rest(all: usize) -> Option<Part> {
    let more = u32::try_from(all.checked_sub(ROWS)?)
        .ok()
        .filter(|more| *more > 0)?;
    let line = Line::plain(format!("{} more; each with ", capitalised(&spelled(more))))
        .with("/okr all", Style::Code)
        .and(".");
    Some(Part::Small(vec![line]))
}

fn scores(closed: &[Closed]) -> Table {
    let row = |it: &Closed| {
        let closing = &it.closing;
        let score = closing.score;
        vec![
            Cell::Text(format!("{} {}", it.code, it.title)),
            Cell::from(it.quarter.to_string().as_str()),
            Cell::from(it.commitment.word()),
            Cell::Number(f64::from(score.tenths()) / 10.0, score.to_string()),
            Cell::from(cause(closing.cause)),
            Cell::from(closing.decision.word()),
        ]
    };
    let columns = [
        "Objective",
        "Quarter",
        "Meant as",
        "Score",
        "Because",
        "Then",
    ];
    Table {
        caption: "Final scores".to_owned(),
        columns: columns.map(str::to_owned).to_vec(),
        rows: closed.iter().take(ROWS).map(row).collect(),
    }
}

/// The open ones, the worst first.
fn stood(review: &Review) -> Table {
    let mut open: Vec<&OpenObjective> = review.results.open.iter().collect();
    open.sort_by_key(|it| std::cmp::Reverse(it.status));
    let row = |it: &&OpenObjective| {
        let percent = of_the_way;
        let dash = || "–".to_owned();
        let behind: Vec<String> = it.behind.iter().map(ToString::to_string).collect();
        let behind = if behind.is_empty() {
            dash()
        } else {
            named(&behind)
        };
        let known = it.status.filter(|_| it.key_results > 0);
        vec![
            Cell::Text(format!("{} {}", it.code, it.title)),
            Cell::Text(it.progress.map_or_else(dash, percent)),
            Cell::Text(it.progress.map_or_else(dash, |_| percent(it.expected))),
            Cell::from(known.map_or("no key results", status)),
            Cell::Text(behind),
        ]
    };
    let columns = [
        "Objective",
        "Of the way",
        "Expected",
        "Status",
        "Needs a look",
    ];
    let day = day_and_month(review.day);
    Table {
        caption: format!("Open objectives, as they stood on {day}"),
        columns: columns.map(str::to_owned).to_vec(),
        rows: open.iter().take(ROWS).map(row).collect(),
    }
}

/// How many were measured and are not as they should be.
pub(super) fn behind(results: &Results) -> u32 {
    results.with(Status::AtRisk) + results.with(Status::OffTrack)
}

/// "PAY-1 and SRC-2".
pub(super) fn codes<T: ToString>(codes: &[T]) -> String {
    let codes: Vec<String> = codes.iter().map(ToString::to_string).collect();
    named(&codes)
}
