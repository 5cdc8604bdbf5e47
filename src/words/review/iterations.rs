//! What became of iterations, in words: by stage, how long it took, how many were validated.

use crate::domain::iteration::{Decision, Verdict};
use crate::domain::review::{Iterations, Review, StageLine};
use crate::words::chart::{Cell, Table};
use crate::words::figures::{capitalised, spelled};
use crate::words::iteration::stage;
use crate::words::message::{Line, Part};

/// "five results, three of them validated (60%); half of them came within nine days."
pub(super) fn in_the_head(iterations: &Iterations) -> String {
    let told = told(iterations);
    let open = open(iterations);
    let open = open.map_or(String::new(), |open| format!("; {open}"));
    format!("{told}{open}.")
}

fn told(iterations: &Iterations) -> String {
    let (all, validated) = (iterations.told, iterations.validated);
    if all == 0 {
        return match iterations.begun {
            0 => "none began and no result was told".to_owned(),
            1 => "no result was told; one began".to_owned(),
            many => format!("no result was told; {} began", spelled(many)),
        };
    }
    let days = iterations.median_days.map_or(String::new(), |days| {
        let days = days_in_words(days);
        if all == 1 {
            format!(", {days} after it began")
        } else {
            format!("; the median from start to result is {days}")
        }
    });
    if all == 1 {
        let was = if validated == 1 {
            "validated"
        } else {
            "not validated"
        };
        return format!("one result, {was}{days}");
    }
    let share = (200 * validated + all) / (2 * all);
    format!(
        "{} results, {} of them validated ({share}%){days}",
        spelled(all),
        spelled(validated)
    )
}

/// "9 days", "1 day", "9.5 days".
pub(super) fn days_in_words(days: f64) -> String {
    let number = if days.fract() == 0.0 {
        format!("{days:.0}")
    } else {
        format!("{days:.1}")
    };
    let word = if number == "1" { "day" } else { "days" };
    format!("{number} {word}")
}

/// "two are past their measure-by date, one validated slice waits for its next stage".
fn open(iterations: &Iterations) -> Option<String> {
    let past = match iterations.past_date {
        0 => None,
        1 => Some("one is past its measure-by date".to_owned()),
        many => Some(format!("{} are past their measure-by date", spelled(many))),
    };
    let waiting = match iterations.waiting {
        0 => None,
        1 => Some("one validated slice waits for its next stage".to_owned()),
        many => Some(format!(
            "{} validated slices wait for a next stage",
            spelled(many)
        )),
    };
    let said: Vec<String> = past.into_iter().chain(waiting).collect();
    (!said.is_empty()).then(|| said.join("; "))
}

pub(super) fn parts(review: &Review) -> Vec<Part> {
    let iterations = &review.iterations;
    let mut points = vec![format!("{}.", capitalised(&told(iterations)))];
    let decided: Vec<String> = iterations
        .decisions
        .iter()
        .filter(|(_, many)| *many > 0)
        .map(|(decision, many)| decided(*decision, *many))
        .collect();
    if !decided.is_empty() {
        points.push(format!("{}.", capitalised(&decided.join("; "))));
    }
    if iterations.told > 0 && iterations.begun > 0 {
        let many = spelled(iterations.begun);
        points.push(format!("{} began in this time.", capitalised(&many)));
    }
    let running = match iterations.running {
        0 => None,
        1 => Some("one was running".to_owned()),
        many => Some(format!("{} were running", spelled(many))),
    };
    let open: Vec<String> = running.into_iter().chain(open(iterations)).collect();
    if !open.is_empty() {
        points.push(format!("At the end {}.", open.join("; ")));
    }
    let mut parts = vec![Part::Bullets(points.into_iter().map(Line::plain).collect())];
    if !iterations.stages.is_empty() {
        parts.push(Part::Table(by_stage(&iterations.stages)));
    }
    parts
}

fn decided(decision: Decision, many: u32) -> String {
    let (one, several) = match decision {
        Decision::NextStage => ("goes on to its next stage", "go on to their next stage"),
        Decision::Change => ("is changed and tried again", "are changed and tried again"),
        Decision::Stop => ("stops", "stop"),
    };
    let does = if many == 1 { one } else { several };
    format!("{} {does}", spelled(many))
}

fn by_stage(stages: &[StageLine]) -> Table {
    let number = |number: u32| Cell::Number(f64::from(number), number.to_string());
    let row = |line: &StageLine| {
        let days = line.median_days.map_or("–".to_owned(), days_in_words);
        vec![
            Cell::Text(capitalised(stage(line.stage))),
            number(line.told),
            number(line.with(Verdict::Validated)),
            number(line.with(Verdict::Refuted)),
            number(line.with(Verdict::Inconclusive)),
            Cell::Text(days),
        ]
    };
    let columns = [
        "Stage",
        "Results",
        "Validated",
        "Refuted",
        "Inconclusive",
        "Start to result",
    ];
    Table {
        caption: "Results by stage; days are medians".to_owned(),
        columns: columns.map(str::to_owned).to_vec(),
        rows: stages.iter().map(row).collect(),
    }
}
