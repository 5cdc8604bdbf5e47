//! A team's iterations in order: what runs, what is due, what is decided, what waits; and what they come to.

use chrono::NaiveDate;

use super::in_the_ledger;
use crate::domain::iteration::{Ledger, Stage, StageCount};
use crate::words::figures::{counted, listed, people, spelled};
use crate::words::message::{Button, Line, Message, Part, Press, Style};

/// Buttons that a ledger offers at most; all else can be reached by its number.
const BUTTONS: usize = 10;

/// A team's iterations: what runs, what is due, what is decided, what waits; and what they come to.
#[must_use]
pub fn ledger(team: &str, ledger: &Ledger<'_>, day: NaiveDate, decided: usize) -> Message {
    let mut parts = vec![Part::Paragraph(vec![
        Line::bold(format!("Iterations of {team}")).and(summary(ledger)),
    ])];
    let recent = &ledger.decided[..ledger.decided.len().min(decided)];
    for (title, iterations) in [
        ("Past its measure-by date", ledger.past_date.as_slice()),
        ("Due this week", &ledger.due),
        ("Measured, to be decided", &ledger.undecided),
        ("Validated, waiting for the next stage", &ledger.waiting),
        ("Running", &ledger.running),
        ("Decided", recent),
    ] {
        if !iterations.is_empty() {
            parts.push(Part::Paragraph(vec![Line::bold(title)]));
            let lines = iterations.iter().map(|it| in_the_ledger(it, day));
            parts.push(Part::Bullets(lines.collect()));
        }
    }
    let older = ledger.decided.len() - recent.len();
    if older > 0 {
        let older = u32::try_from(older).unwrap_or(u32::MAX);
        parts.push(Part::Small(vec![Line::plain(format!(
            "{} before; type /iteration and its number to read one.",
            counted(older, "decided iteration", "decided iterations")
        ))]));
    }
    if ledger.running.is_empty() && ledger.due.is_empty() {
        let past = u32::try_from(ledger.past_date.len()).unwrap_or(u32::MAX);
        let runs = match past {
            0 => "Nothing is running.".to_owned(),
            1 => "Nothing else is running; one is past its measure-by date, and nobody has told what came of it.".to_owned(),
            many => format!(
                "Nothing else is running; {} are past their measure-by date, and nobody has told what came of them.",
                spelled(many)
            ),
        };
        parts.push(Part::Paragraph(vec![Line::plain(format!(
            "{runs} {SMALLEST}"
        ))]));
    }
    parts.push(Part::Buttons(ledger_buttons(ledger)));
    parts.extend(more_than_buttons(ledger));
    Message { parts }
}

/// "And two more: type /iteration #13."; nothing where each has its button.
fn more_than_buttons(ledger: &Ledger<'_>) -> Option<Part> {
    let all = ledger.past_date.iter().chain(&ledger.due);
    let mut rest = all
        .chain(&ledger.undecided)
        .chain(&ledger.waiting)
        .skip(BUTTONS);
    let first = rest.next()?;
    let more = u32::try_from(rest.count() + 1).unwrap_or(u32::MAX);
    let line = Line::plain(format!("And {} more: type ", spelled(more)))
        .with(format!("/iteration #{}", first.number), Style::Code)
        .and(".");
    Some(Part::Small(vec![line]))
}

/// What a team is asked that has nothing running.
pub const SMALLEST: &str = "What is the smallest thing you could ship and measure next week?";

/// ": 3 sketches and 2 MVPs; 3 of 5 validated; 8 days from start to result".
fn summary(ledger: &Ledger<'_>) -> String {
    let (validated, told) = ledger.validated;
    let stages: Vec<String> = ledger.by_stage.iter().map(at_stage).collect();
    let mut said = Vec::new();
    if !stages.is_empty() {
        said.push(listed(&stages));
    }
    if told > 0 {
        said.push(format!("{validated} of {told} validated"));
    }
    if let Some(days) = ledger.median_days {
        said.push(format!(
            "{} days from start to result, as a rule",
            people(days)
        ));
    }
    if said.is_empty() {
        ": none yet.".to_owned()
    } else {
        format!(": {}.", said.join("; "))
    }
}

/// "12 sketches", "2 at scale".
fn at_stage(count: &StageCount) -> String {
    match count.stage {
        Stage::Sketch => counted(count.all, "sketch", "sketches"),
        Stage::Mvp => counted(count.all, "MVP", "MVPs"),
        Stage::Scale => format!("{} at scale", count.all),
        Stage::LastMile => format!("{} on the last mile", count.all),
    }
}

fn ledger_buttons(ledger: &Ledger<'_>) -> Vec<Button> {
    let button = |label: String, press, primary| Button {
        label,
        press,
        primary,
    };
    let tell = ledger.past_date.iter().chain(&ledger.due);
    let tell = tell.map(|it| {
        let label = format!("What came of #{}?", it.number);
        button(label, Press::TellIteration(it.id.clone()), true)
    });
    let decide = ledger.undecided.iter().map(|it| {
        let label = format!("Decide on #{}", it.number);
        button(label, Press::TellIteration(it.id.clone()), false)
    });
    let go_on = ledger.waiting.iter().map(|it| {
        let label = format!("Next stage of #{}", it.number);
        button(label, Press::FollowIteration(it.id.clone()), false)
    });
    let mut buttons: Vec<Button> = tell.chain(decide).chain(go_on).collect();
    buttons.truncate(BUTTONS);
    buttons.push(button(
        "New iteration".to_owned(),
        Press::NewIteration,
        false,
    ));
    buttons
}
