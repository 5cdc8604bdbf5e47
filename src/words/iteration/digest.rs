//! What a digest says of iterations: a line in the head, sentences with a team.

use super::outcome;
use crate::domain::digest::Iterations;
use crate::domain::iteration::Iteration;
use crate::words::figures::{capitalised, day_seen_from, listed, quoted, spelled};

/// "Iterations: three validated, one refuted. Two are past their measure-by date; one validated slice waits for its
/// next stage."; nothing where there is nothing to say.
#[must_use]
pub fn in_the_head(iterations: &Iterations) -> Option<String> {
    let verdicts = verdicts(iterations, |count, verdict| format!("{count} {verdict}"));
    let verdicts = (!verdicts.is_empty()).then(|| format!("{}.", verdicts.join(", ")));
    let alone = verdicts.is_none();
    let open = open(iterations).map(|open| {
        let open = if alone { open } else { capitalised(&open) };
        format!("{open}.")
    });
    let sentences: Vec<String> = verdicts.into_iter().chain(open).collect();
    (!sentences.is_empty()).then(|| format!("Iterations: {}", sentences.join(" ")))
}

/// The same in whole sentences: "Of the iterations, three were validated and one was refuted."
#[must_use]
pub fn in_sentences(iterations: &Iterations) -> Option<String> {
    let verdicts = verdicts(iterations, |count, verdict| {
        let were = if count == "one" { "was" } else { "were" };
        format!("{count} {were} {verdict}")
    });
    let open = open(iterations);
    match (verdicts.is_empty(), open) {
        (true, None) => None,
        (true, Some(open)) => Some(format!("Of the iterations, {open}.")),
        (false, open) => {
            let open = open.map_or(String::new(), |open| format!(" {}.", capitalised(&open)));
            Some(format!("Of the iterations, {}.{open}", listed(&verdicts)))
        }
    }
}

fn verdicts(iterations: &Iterations, said: impl Fn(&str, &str) -> String) -> Vec<String> {
    let some = iterations.verdicts().into_iter();
    let some = some.filter(|(_, count)| *count > 0);
    some.map(|(verdict, count)| said(&spelled(count), verdict.word()))
        .collect()
}

/// What is past its date, and what waits.
fn open(iterations: &Iterations) -> Option<String> {
    let count = |of: &[Iteration]| u32::try_from(of.len()).unwrap_or(u32::MAX);
    let past = match count(&iterations.past_date) {
        0 => None,
        1 => Some("one is past its measure-by date".to_owned()),
        many => Some(format!("{} are past their measure-by date", spelled(many))),
    };
    let meanwhile = meanwhile(iterations.begun);
    let waiting = match count(&iterations.waiting) {
        0 => None,
        1 => Some(format!(
            "one validated slice waits for its next stage{meanwhile}"
        )),
        many => Some(format!(
            "{} validated slices wait for a next stage{meanwhile}",
            spelled(many)
        )),
    };
    let open: Vec<String> = past.into_iter().chain(waiting).collect();
    (!open.is_empty()).then(|| open.join("; "))
}

/// " while three new ones started".
fn meanwhile(begun: u32) -> String {
    match begun {
        0 => String::new(),
        1 => " while a new one started".to_owned(),
        many => format!(" while {} new ones started", spelled(many)),
    }
}

/// A team's sentences: each verdict, each date that passed, what waits.
#[must_use]
pub fn of_team(iterations: &Iterations) -> Vec<String> {
    let told = iterations
        .told
        .iter()
        .filter_map(|it| Some(outcome(it, it.outcome.as_ref()?)));
    let past = iterations.past_date.iter().map(|it| {
        let by = day_seen_from(it.measure_by, it.started);
        format!("{} is past its measure-by date, {by}.", quoted(&it.title))
    });
    let titles: Vec<String> = iterations
        .waiting
        .iter()
        .map(|it| quoted(&it.title))
        .collect();
    let its = if titles.len() == 1 { "its" } else { "their" };
    let waiting = (!titles.is_empty()).then(|| {
        format!(
            "Validated and waiting for {its} next stage: {}.",
            listed(&titles)
        )
    });
    told.chain(past).chain(waiting).collect()
}
