//! The queries of iterations: as they stood at an instant, without those that aim at a private objective's key result.

use super::still_there;
use crate::domain::digest::{Rows, Then};

/// The query of rows of iterations; empty for any others.
pub(super) fn of_iterations(rows: &Rows, ours: &str) -> String {
    match rows {
        Rows::Iteration(number, then) => format!(
            "SELECT i.number, i.title, i.threshold, i.unit, i.sample, t.body AS told {} WHERE i.workspace = {ours} AND i.number = {number};",
            with_telling(*then)
        ),
        Rows::Told(from, to, verdict, then) => select(
            "t.body AS told",
            &format!(
                "i.told BETWEEN '{from}' AND '{to}' AND {}",
                said("verdict", verdict.word())
            ),
            (ours, *then),
        ),
        Rows::PastDate(monday, then) => select(
            "i.measure_by",
            &format!("t.revision IS NULL AND i.measure_by < '{monday}'"),
            (ours, *then),
        ),
        Rows::WaitingForNextStage(before, then) => {
            let before = before.map_or(String::new(), |day| format!(" AND i.told < '{day}'"));
            let follows = known("f", (ours, *then));
            select(
                "i.stage, t.body AS told",
                &format!(
                    "{} AND {}{before} AND i.stage <> 'last-mile' AND NOT EXISTS (SELECT 1 FROM iteration f WHERE f.follows = i.iteration AND {follows})",
                    said("verdict", "validated"),
                    said("decision", "next-stage")
                ),
                (ours, *then),
            )
        }
        Rows::Begun(from, to, then) => select(
            "i.started",
            &format!("i.follows IS NULL AND i.started BETWEEN '{from}' AND '{to}'"),
            (ours, *then),
        ),
        _ => String::new(),
    }
}

fn select(columns: &str, which: &str, place: (&str, Then)) -> String {
    format!(
        "SELECT i.number, i.title, {columns} {} WHERE {} AND i.team IN ({}) AND {which} ORDER BY i.number;",
        with_telling(place.1),
        known("i", place),
        still_there(place.0)
    )
}

/// Each iteration beside what had been told of it by then.
fn with_telling(then: Then) -> String {
    let at = then.at.timestamp();
    format!(
        "FROM iteration i LEFT JOIN iteration_change t ON t.workspace = i.workspace AND t.iteration = i.iteration AND t.revision = (SELECT MAX(b.revision) FROM iteration_change b WHERE b.workspace = i.workspace AND b.iteration = i.iteration AND b.changed <= {at})"
    )
}

/// Those that had begun by then and that everybody may read.
fn known(it: &str, (ours, then): (&str, Then)) -> String {
    let (at, day) = (then.at.timestamp(), then.day);
    format!(
        "{it}.workspace = {ours} AND ({it}.begun <= {at} OR ({it}.begun IS NULL AND {it}.started <= '{day}')) AND {it}.key_result NOT IN (SELECT k.key_result FROM key_result k JOIN objective o ON o.workspace = k.workspace AND o.objective = k.objective WHERE k.workspace = {ours} AND o.private = 1)"
    )
}

/// That a telling said so: a quotation mark in people's words stands behind a backslash.
fn said(what: &str, word: &str) -> String {
    format!("t.body LIKE '%\"{what}\":\"{word}\"%'")
}
