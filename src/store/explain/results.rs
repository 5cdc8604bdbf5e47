//! The queries of key results that a digest speaks of: those of open objectives of a quarter that are not private.

use chrono::{Days, NaiveDate};

use crate::domain::okr::first_week_read;
use crate::domain::week::{Quarter, Week};

/// Which of them: `k` is the key result, `o` its objective.
fn told(ours: &str, quarter: Quarter) -> String {
    format!(
        "k.workspace = {ours} AND o.quarter = '{quarter}' AND o.private = 0 AND o.closed IS NULL AND o.retired IS NULL AND k.retired IS NULL"
    )
}

const OF_OBJECTIVE: &str =
    "key_result k JOIN objective o ON o.workspace = k.workspace AND o.objective = k.objective";

/// Each beside its reading of a week.
pub(super) fn measured(ours: &str, quarter: Quarter, week: Week) -> String {
    format!(
        "SELECT k.key_result, r.value FROM {OF_OBJECTIVE} LEFT JOIN reading r ON r.workspace = k.workspace AND r.key_result = k.key_result AND r.week = '{week}' WHERE {} ORDER BY k.key_result;",
        told(ours, quarter)
    )
}

/// Each as it was looked at, every seven days up to a digest's: the week's reading, and what was aimed at on the day.
pub(super) fn looks(ours: &str, quarter: Quarter, week: Week, day: NaiveDate) -> String {
    let weeks = u32::try_from(week.since(first_week_read(quarter))).unwrap_or(0);
    let look = |back: u32| {
        let days = Days::new(7 * u64::from(back));
        let day = day.checked_sub_days(days).unwrap_or(day);
        format!("('{}', '{day}')", week.back(back))
    };
    let looks: Vec<String> = (0..=weeks).rev().map(look).collect();
    let aims = ["baseline", "target", "direction", "curve"];
    let aims = aims.map(|it| format!("COALESCE(e.{it}, k.{it}) AS {it}"));
    format!(
        "WITH look (week, day) AS (VALUES {}) SELECT k.key_result, look.week, look.day, r.value, r.confidence, {} FROM look CROSS JOIN {OF_OBJECTIVE} LEFT JOIN earlier_aim e ON e.workspace = k.workspace AND e.key_result = k.key_result AND e.position = (SELECT MIN(x.position) FROM earlier_aim x WHERE x.workspace = k.workspace AND x.key_result = k.key_result AND x.until > look.day) LEFT JOIN reading r ON r.workspace = k.workspace AND r.key_result = k.key_result AND r.week = look.week WHERE {} ORDER BY k.key_result, look.week;",
        looks.join(", "),
        aims.join(", "),
        told(ours, quarter)
    )
}
