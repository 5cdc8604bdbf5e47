//! `/okr`: where objectives and key results stand, in lists that page and are never cut off silently.

mod alone;
mod doubt;
mod export;
pub mod form;
mod help;
mod one;
mod retired;
mod said;
mod stands;

pub use alone::{
    Until, alone, alone_away, alone_back, alone_closed, alone_reminder, not_asked_alone,
};
pub use doubt::doubtful;
pub use export::{export, export_csv, export_sent};
pub use help::{choose, help, meant, nothing_like, unknown};
pub use one::{KeyResultView, key_result, objective};
pub use retired::{brought_back, is_retired, only_key_results, retired, retiring_needs};
pub use said::{
    already_closed, cause, changed_meanwhile, changed_meanwhile_to, closed, closed_needs,
    closing_lacks, ended_already, ended_meanwhile, gone, made, may_not, may_not_make, not_closed,
    not_retired, overtaken, private_to_share, reopened, saved, saved_key_result, typed_ending,
    updated, updated_needs, which,
};
pub use stands::{aim_today, expectation, line_today, rounded_forecast, stands};

use super::figures::{counted, listed, of_the_way};
use super::message::{Button, Line, Message, Part, Press};
use super::team::status;
use crate::domain::number;
use crate::domain::okr::{KeyResult, Objective, Standing, Status, objective_standing};
use crate::domain::organisation::Organisation;

/// An objective with its key results as they stand, and which of them are shown here.
#[derive(Debug, Clone)]
pub struct Entry<'a> {
    /// The objective.
    pub objective: &'a Objective,
    /// All of its key results.
    pub key_results: Vec<(KeyResult, Standing)>,
    /// Those that are shown, by their place.
    pub shown: Vec<usize>,
}

/// Which part of a list is shown.
#[derive(Debug, Clone)]
pub struct Page {
    /// From 0.
    pub number: usize,
    /// How many there are.
    pub pages: usize,
    /// The command that shows the list, without its page.
    pub command: String,
}

/// Objectives, each with its key results as they stand.
#[must_use]
pub fn list(
    org: &Organisation,
    heading: Option<String>,
    entries: &[Entry<'_>],
    page: &Page,
) -> Message {
    let mut message = Message::default();
    if let Some(heading) = heading {
        message = message.and(Part::Paragraph(vec![Line::bold(heading)]));
    }
    for entry in entries {
        message = message.and(Part::Paragraph(head(org, entry)));
        let lines: Vec<Line> = entry
            .shown
            .iter()
            .filter_map(|at| entry.key_results.get(*at))
            .map(|(key_result, standing)| line(key_result, standing))
            .collect();
        message = match (lines.is_empty(), entry.key_results.is_empty()) {
            (false, _) => message.and(Part::Bullets(lines)),
            (true, true) => message.and(Part::Bullets(vec![Line::plain("No key results yet.")])),
            (true, false) => message,
        };
    }
    paged(message, page)
}

/// With where one is in it, and buttons to go on and back.
fn paged(message: Message, page: &Page) -> Message {
    if page.pages < 2 {
        return message;
    }
    let button = |label: &str, to: usize| Button {
        label: label.to_owned(),
        press: Press::Okr(
            format!("{} page {}", page.command, to + 1)
                .trim()
                .to_owned(),
        ),
        primary: false,
    };
    let mut buttons = Vec::new();
    if page.number + 1 < page.pages {
        buttons.push(button("Next page", page.number + 1));
    }
    if page.number > 0 {
        buttons.push(button("Previous page", page.number - 1));
    }
    let small = format!("Page {} of {}.", page.number + 1, page.pages);
    message
        .and(Part::Small(vec![Line::plain(small)]))
        .and(Part::Buttons(buttons))
}

/// "PAY-1 Paying is the easy part · 2026-Q4 · Payments · accountable Ana Ruiz", and how far it is.
fn head(org: &Organisation, entry: &Entry<'_>) -> Vec<Line> {
    let objective = entry.objective;
    let mut about = vec![objective.quarter.to_string(), teams(org, objective)];
    about.push(format!(
        "accountable {}",
        org.name_of(&objective.accountable)
    ));
    if objective.private {
        about.push("private".to_owned());
    }
    about.retain(|one| !one.is_empty());
    let name = Line::bold(format!("{} {}", objective.code, objective.title));
    let mut lines = vec![name.and(format!(" · {}", about.join(" · ")))];
    if let Some(closing) = &objective.closed {
        let line = format!(
            "Closed with a score of {} ({}): {}.",
            closing.score,
            said::cause(closing.cause),
            closing.decision.word()
        );
        lines.push(Line::plain(line));
    } else if let Some(standing) = objective_standing(&entry.key_results) {
        let weakest: Vec<String> = standing.weakest.iter().map(ToString::to_string).collect();
        let all = weakest.len() == entry.key_results.len();
        let because = match weakest.as_slice() {
            _ if all && standing.status == Status::NotYet => String::new(),
            [] => String::new(),
            few if few.len() <= 3 => format!(", because of {}", listed(few)),
            many => format!(
                ", because of {} and {} more",
                many[..2].join(", "),
                many.len() - 2
            ),
        };
        let measured = entry.key_results.iter().any(|(_, it)| it.latest.is_some());
        let (progress, expected) = (of_the_way(standing.progress), of_the_way(standing.expected));
        let far = if measured {
            format!("{progress} of the way, {expected} expected today: ")
        } else {
            format!("Nothing measured, {expected} of the way expected today: ")
        };
        lines.push(
            Line::plain(far)
                .and_bold(status(standing.status))
                .and(format!("{because}.")),
        );
    }
    lines
}

fn teams(org: &Organisation, objective: &Objective) -> String {
    let teams: Vec<String> = objective
        .teams
        .iter()
        .map(|id| {
            org.team(id)
                .map_or(id.to_string(), |team| team.name.clone())
        })
        .collect();
    listed(&teams)
}

/// "PAY-1.2 Weekly active payers: 4,800 of 6,000 (43% of the way, a straight line would be at 53%), confidence 7,
/// week 47: at risk, behind the line."
fn line(key_result: &KeyResult, standing: &Standing) -> Line {
    let write = |value| number::write(value, &key_result.unit);
    let name = Line::bold(key_result.code.to_string()).and(format!(" {}: ", key_result.metric));
    let Some(latest) = &standing.latest else {
        let aim = match key_result.direction {
            crate::domain::okr::Direction::Done => "done or not done".to_owned(),
            _ => format!(
                "from {}, aim {}",
                write(key_result.baseline),
                write(key_result.target)
            ),
        };
        let name = name.and(format!("no reading yet; {aim}"));
        return match standing.status {
            Status::Stale => name.and(": ").and_bold(status(Status::Stale)).and("."),
            _ => name.and("."),
        };
    };
    let because = stands::because(key_result, standing);
    let because = if because.is_empty() {
        String::new()
    } else {
        format!(", {}", because.join(" and "))
    };
    name.and(format!(
        "{}, confidence {}, week {}: ",
        stands(key_result, standing),
        latest.confidence.value(),
        latest.week.number(),
    ))
    .and_bold(status(standing.status))
    .and(format!("{because}."))
}

/// Nothing to show: of whom, and of what.
#[must_use]
pub fn nothing(of: &str) -> Message {
    Message::line(format!("{of}: nothing this quarter."))
}

/// Somebody's teams have no objectives.
#[must_use]
pub fn no_objectives(of: &[String]) -> Message {
    let have = if of.len() == 1 { "has" } else { "have" };
    Message::line(format!("{} {have} no objectives this quarter.", listed(of)))
}

/// "3 key results at risk or off track, of 58 in 2026-Q4".
#[must_use]
pub fn of_all(found: usize, what: &str, all: usize) -> String {
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    format!(
        "{} {what}, of {all}",
        counted(count(found), "key result", "key results")
    )
}
