//! The numbers of the head that are counted: iterations, and what all the others stand on.

use chrono::NaiveDate;

use super::{Explained, explained};
use crate::domain::digest::{Digest, Iterations, LateNews, Rows, Then};
use crate::domain::number;
use crate::domain::week::{Quarter, Week};

pub(super) fn iterations(digest: &Digest, (day, then): (NaiveDate, Then)) -> Vec<Explained> {
    let (monday, sunday) = (digest.week.monday(), digest.week.sunday());
    let iterations = &digest.iterations;
    let told = iterations.verdicts().into_iter().map(|(verdict, count)| {
        explained(
            format!("iterations {}", verdict.word()),
            count.to_string(),
            format!(
                "iterations whose result was told this week, with the verdict {}",
                verdict.word()
            ),
            Rows::Told(monday, sunday, verdict, then),
        )
    });
    let mut all: Vec<Explained> = told.collect();
    all.push(explained(
        "iterations past their measure-by date",
        iterations.past_date.len().to_string(),
        "iterations without a result whose date was before this week",
        Rows::PastDate(Week::of(day).monday(), then),
    ));
    all.push(explained(
        "validated iterations that wait for a next stage",
        iterations.waiting.len().to_string(),
        "validated, decided to go on, and no slice follows",
        Rows::WaitingForNextStage(None, then),
    ));
    all.push(explained(
        "iterations begun",
        iterations.begun.to_string(),
        "begun this week, following no other",
        Rows::Begun(monday, sunday, then),
    ));
    all
}

/// What was measured of iterations whose result was told this week.
pub(super) fn measured(iterations: &Iterations, then: Then) -> Vec<Explained> {
    let mut all = Vec::new();
    for it in &iterations.told {
        let Some(outcome) = &it.outcome else {
            continue;
        };
        let number = it.number;
        let mut one = |name: &str, value: String, formula: &str| {
            all.push(explained(
                format!("iteration {number}, {name}"),
                value,
                formula,
                Rows::Iteration(number, then),
            ));
        };
        let write = |value| number::write(value, &it.threshold.unit);
        if let Some(value) = outcome.measured.value {
            one("measured", write(value), "the value that was told");
        }
        let threshold = write(it.threshold.value);
        one("threshold", threshold, "as it was set when it was begun");
        if let Some(seen) = outcome.measured.sample {
            one("saw it", seen.to_string(), "as it was told");
        }
        if let Some(wanted) = it.threshold.sample {
            one(
                "were needed",
                wanted.to_string(),
                "as it was set when it was begun",
            );
        }
    }
    all
}

/// What late answers made of the week before.
pub(super) fn late(news: &LateNews) -> Vec<Explained> {
    let week = news.week;
    let name = format!("week {}", week.number());
    let percent = |of: Option<u32>| of.map_or("no number".to_owned(), |of| format!("{of}%"));
    let told = |what: &str, value: String| {
        explained(
            format!("{name}, {what} as it was told"),
            value,
            "kept when its digest went out",
            Rows::ToldOf(week),
        )
    };
    let now = |what: &str, value: String, formula: &str| {
        explained(
            format!("{name}, {what} now"),
            value,
            formula,
            Rows::RollUps(week, week),
        )
    };
    let mut all = Vec::new();
    if let Some((was, _)) = news.elective {
        all.push(told("elective", percent(was)));
    }
    let weighed = "percents × people, over the people that the splits stand for";
    all.push(now("elective", percent(news.stands_at), weighed));
    if let Some((was, is)) = news.teams_in {
        all.push(told("teams in the numbers", was.to_string()));
        let rows = "rows with a split that is shown";
        all.push(now("teams in the numbers", is.to_string(), rows));
    }
    let many = |what: &str, many: usize, formula: &str, rows: Rows| {
        let name = format!("{name}, {what} since it was told");
        (many > 0).then(|| explained(name, many.to_string(), formula, rows))
    };
    let measured = || Rows::Measured(Quarter::of_week(week), week);
    all.extend(many(
        "readings that came",
        news.read.len(),
        "the key results with a value now of which what was told has none",
        measured(),
    ));
    all.extend(many(
        "readings that were corrected",
        news.corrected.len(),
        "the key results whose value now is another than what was told has",
        measured(),
    ));
    all.extend(many(
        "iterations that got a verdict",
        news.results.len(),
        "the iterations told in the week whose verdict is another than what was told has, or of which it has none",
        Rows::ToldOf(week),
    ));
    all
}

pub(super) fn stands_on(digest: &Digest) -> Vec<Explained> {
    let (it, week) = (&digest.stands_on, digest.week);
    let rows = || Rows::RollUps(week, week);
    let measured = || Rows::Measured(Quarter::of_week(week), week);
    let shown = "a lead's estimate, or answers of three people and more";
    let repeats = if it.more_repeats { " and more" } else { "" };
    let number = |name: &str, value: u32, formula: &str, rows: Rows| {
        explained(name, value.to_string(), formula, rows)
    };
    vec![
        number(
            "teams in the numbers",
            it.teams_in,
            &format!("rows with a split that is {shown}"),
            rows(),
        ),
        number("teams", it.teams, "teams that are not retired", Rows::Teams),
        explained(
            "available time",
            format!("{}%", it.available),
            "100 × the weights of the rows that are in the numbers, over the time that was available to all teams; a team without a row counts with all its people",
            Rows::Available(week),
        ),
        number(
            "leads' estimates",
            it.estimates,
            "rows in the numbers that are estimates",
            rows(),
        ),
        number(
            "by everyone",
            it.everyone,
            "rows in the numbers that are not",
            rows(),
        ),
        explained(
            "repeated last week's split",
            format!("{}{repeats}", it.repeats),
            "the repeated answers of the rows in the numbers; of a team that answers by everyone only where two others did not repeat",
            rows(),
        ),
        number(
            "key results measured",
            it.measured,
            "those with a reading this week",
            measured(),
        ),
        number(
            "key results",
            it.key_results,
            "of open objectives of the quarter that are not private",
            measured(),
        ),
        number(
            "minutes of answering",
            it.minutes,
            "the seconds that forms were open, over 60, rounded up",
            rows(),
        ),
    ]
}
