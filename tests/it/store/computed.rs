//! Every number of a digest, computed again from the rows that its printed query gives.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc, Weekday};
use headway::cli::explain::print_explained;
use headway::config::DigestFormat;
use headway::domain::week::Week;
use headway::store::Store;
use sqlx::{AnyConnection, AssertSqlSafe, Column as _, Row as _};

/// A number as it was printed.
struct Printed {
    name: String,
    value: String,
    formula: String,
    query: String,
}

async fn printed(
    store: &Store,
    (week, team): (Week, Option<&str>),
    now: DateTime<Utc>,
) -> Vec<Printed> {
    let mut out = Vec::new();
    print_explained(store, (week, team), DigestFormat::Text, now, &mut out)
        .await
        .unwrap();
    let text = String::from_utf8(out).unwrap();
    let all = text.trim_end().split("\n\n").map(|block| {
        let lines: Vec<&str> = block.lines().collect();
        let (name, value) = lines[0].rsplit_once(": ").unwrap();
        Printed {
            name: name.to_owned(),
            value: value.to_owned(),
            formula: lines[1].trim_start_matches("  = ").to_owned(),
            query: lines[2].trim().to_owned(),
        }
    });
    all.collect()
}

type Cells = BTreeMap<String, String>;

async fn rows(connection: &mut AnyConnection, sql: &str) -> Vec<Cells> {
    let sql = sql.to_owned();
    let found = sqlx::query(AssertSqlSafe(sql.clone()))
        .fetch_all(connection)
        .await;
    let found = found.unwrap_or_else(|error| panic!("{error}: {sql}"));
    let read = found.iter().map(|row| {
        let cells = row.columns().iter().enumerate().map(|(at, column)| {
            let text = row
                .try_get::<Option<String>, _>(at)
                .map(Option::unwrap_or_default);
            let whole = || row.try_get::<i64, _>(at).map(|it| it.to_string());
            let real = || row.try_get::<f64, _>(at).map(|it| it.to_string());
            let cell = whole().or_else(|_| real()).or(text).unwrap();
            (column.name().to_owned(), cell)
        });
        cells.collect()
    });
    read.collect()
}

fn number(cells: &Cells, name: &str) -> f64 {
    cells[name]
        .parse()
        .unwrap_or_else(|_| panic!("{name} in {cells:?}"))
}

fn lines(cells: &Cells, column: &str, of: &[&str]) -> f64 {
    let split: BTreeMap<String, f64> = serde_json::from_str(&cells[column]).unwrap();
    of.iter().filter_map(|line| split.get(*line)).sum()
}

const ELECTIVE: [&str; 3] = ["new", "existing", "tune-ups"];

fn is_shown(cells: &Cells) -> bool {
    !cells["split"].is_empty()
        && (number(cells, "estimate") == 1.0 || number(cells, "counted") >= 3.0)
}

/// The mean of lines over rows, by their weights.
fn weighed(rows: &[Cells], column: &str, of: &[&str]) -> f64 {
    let shown: Vec<&Cells> = rows.iter().filter(|row| is_shown(row)).collect();
    let people: f64 = shown.iter().map(|row| number(row, "weight")).sum();
    let sum: f64 = shown
        .iter()
        .map(|row| lines(row, column, of) * number(row, "weight"))
        .sum();
    sum / people
}

fn written(value: &str) -> f64 {
    let number: String = value
        .chars()
        .filter(|letter| letter.is_ascii_digit() || *letter == '.')
        .collect();
    number
        .parse()
        .unwrap_or_else(|_| panic!("no number: {value}"))
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    if values.len().is_multiple_of(2) {
        f64::midpoint(values[middle - 1], values[middle])
    } else {
        values[middle]
    }
}

/// Slope and level by least squares, through (week, value), read so many weeks after the first.
fn line_through(rows: &[Cells], at: f64) -> f64 {
    let first: Week = rows[0]["week"].parse().unwrap();
    let points: Vec<(f64, f64)> = rows
        .iter()
        .map(|row| {
            let week: Week = row["week"].parse().unwrap();
            (week.since(first) as f64, number(row, "value"))
        })
        .collect();
    let n = points.len() as f64;
    let (x, y) = (
        points.iter().map(|it| it.0).sum::<f64>() / n,
        points.iter().map(|it| it.1).sum::<f64>() / n,
    );
    let rise: f64 = points.iter().map(|it| (it.0 - x) * (it.1 - y)).sum();
    let run: f64 = points.iter().map(|it| (it.0 - x).powi(2)).sum();
    y + rise / run * (at - x)
}

/// The number that the rows say, and by how much rounding may differ.
fn again(it: &Printed, rows: &[Cells], day: NaiveDate) -> (f64, f64) {
    let count =
        |which: &dyn Fn(&Cells) -> bool| rows.iter().filter(|row| which(row)).count() as f64;
    let sum = |column: &str| -> f64 {
        let shown = rows.iter().filter(|row| is_shown(row));
        shown.map(|row| number(row, column)).sum()
    };
    // A team without a row has no answers, and nobody was asked.
    let first = |column: &str| rows.first().map_or(0.0, |row| number(row, column));
    let whole = 0.999;
    match it.name.as_str() {
        "elective" | "elective of the teams that agreed" => {
            (weighed(rows, "split", &ELECTIVE), whole)
        }
        "non-elective" => (100.0 - weighed(rows, "split", &ELECTIVE), whole),
        "gap in points" => match rows.len() {
            1 => (
                (lines(&rows[0], "split", &ELECTIVE) - lines(&rows[0], "agreed", &ELECTIVE)).abs(),
                0.0,
            ),
            _ => (
                (weighed(rows, "split", &ELECTIVE) - weighed(rows, "agreed", &ELECTIVE)).abs(),
                1.0,
            ),
        },
        "weeks in the mean" => {
            let weeks: BTreeSet<&String> = rows.iter().map(|row| &row["week"]).collect();
            (weeks.len() as f64, 0.0)
        }
        "people of the team" => (number(&rows[0], "strength"), 0.06),
        "answers" => (first("counted"), 0.0),
        "asked" => (first("asked"), 0.0),
        "new features" => (weighed(rows, "split", &["new"]), whole),
        "existing features" => (weighed(rows, "split", &["existing"]), whole),
        "tune-ups" => (weighed(rows, "split", &["tune-ups"]), whole),
        "fires" => (weighed(rows, "split", &["fires"]), whole),
        "fires, people's weeks" => (
            weighed(rows, "split", &["fires"]) * sum("weight") / 100.0,
            0.06,
        ),
        "fires, normal" => {
            let mut weeks: BTreeMap<&str, Vec<Cells>> = BTreeMap::new();
            for row in rows {
                weeks.entry(&row["week"]).or_default().push(row.clone());
            }
            let of = |rows: &Vec<Cells>| weighed(rows, "split", &["fires"]).round();
            (median(weeks.values().map(of).collect()), 1.0)
        }
        "agreed" => match it.value.contains('±') {
            true => (100.0 - lines(&rows[0], "agreed", &ELECTIVE), 0.0),
            false => (weighed(rows, "agreed", &ELECTIVE), 0.5),
        },
        "gap" => {
            let gap: f64 = rows
                .iter()
                .map(|row| {
                    let points = lines(row, "split", &ELECTIVE) - lines(row, "agreed", &ELECTIVE);
                    points * number(row, "weight") / 100.0
                })
                .sum();
            (gap.abs(), 0.06)
        }
        "people of the teams that agreed" | "people" => (sum("weight"), 0.06),
        "four-week mean" => {
            let mut weeks: BTreeMap<&str, Vec<Cells>> = BTreeMap::new();
            for row in rows {
                weeks.entry(&row["week"]).or_default().push(row.clone());
            }
            let all: f64 = weeks
                .values()
                .map(|it| weighed(it, "split", &ELECTIVE))
                .sum();
            (all / weeks.len() as f64, 1.0)
        }
        "teams in the numbers" => (count(&is_shown), 0.0),
        "teams" | "key results" => (rows.len() as f64, 0.0),
        "available time" => {
            let available: f64 = rows.iter().map(|row| number(row, "available")).sum();
            (100.0 * sum("weight") / available, 0.51)
        }
        "leads' estimates" => (
            count(&|row| is_shown(row) && number(row, "estimate") == 1.0),
            0.0,
        ),
        "by everyone" => (
            count(&|row| is_shown(row) && number(row, "estimate") == 0.0),
            0.0,
        ),
        "repeated last week's split" => (sum("repeated"), 0.0),
        "key results measured" => (count(&|row| !row["value"].is_empty()), 0.0),
        "minutes of answering" => {
            let seconds: f64 = rows.iter().map(|row| number(row, "seconds")).sum();
            ((seconds / 60.0).ceil(), 0.0)
        }
        "still off track" => (doubted_twice(rows) as f64, 0.0),
        "requests that wait" | "questions that are with teams" => (rows.len() as f64, 0.0),
        "questions that are with teams, beyond the oldest" => (rows.len() as f64 - 1.0, 0.0),
        "validated iterations that have waited" => (rows.len() as f64, 0.0),
        age if age.ends_with(", age") => {
            let made = rows[0]
                .get("made_in_seconds")
                .or(rows[0].get("asked_in_seconds"));
            let made: i64 = made.unwrap().parse().unwrap();
            let made = DateTime::from_timestamp(made, 0).unwrap().date_naive();
            assert_eq!(rows.len(), 1, "{rows:?}");
            ((day - made).num_days() as f64, 0.0)
        }
        line if line.ends_with(", elective") => (weighed(rows, "split", &ELECTIVE), whole),
        line if line.starts_with("week ") && line.ends_with(", agreed") => {
            (weighed(rows, "agreed", &ELECTIVE), whole)
        }
        outside if outside.ends_with("weeks outside the band") => (rows.len() as f64, 0.0),
        mean if mean.ends_with("mean gap of these weeks") => {
            let gap =
                |row: &Cells| lines(row, "split", &ELECTIVE) - lines(row, "agreed", &ELECTIVE);
            let all: f64 = rows.iter().map(gap).sum();
            ((all / rows.len() as f64).abs(), 0.5)
        }
        same if same.ends_with("weeks with the same split") => (rows.len() as f64, 0.0),
        of if of.starts_with("non-elective, mean of") => {
            let run = |row: &Cells| 100.0 - lines(row, "split", &ELECTIVE);
            (rows.iter().map(run).sum::<f64>() / rows.len() as f64, 0.5)
        }
        whose if whose.starts_with("PAYMENTS, ") || whose.starts_with("SEARCH, ") => {
            let (_, name) = whose.split_once(", ").unwrap();
            again(
                &Printed {
                    name: name.to_owned(),
                    value: it.value.clone(),
                    formula: String::new(),
                    query: String::new(),
                },
                rows,
                day,
            )
        }
        aim if aim.ends_with(", aim") => (number(&rows[0], "target"), 0.0),
        before if before.ends_with(", before") => (number(&rows[rows.len() - 2], "value"), 0.0),
        sure if sure.ends_with(", confidence") => (number(rows.last().unwrap(), "confidence"), 0.0),
        points if points.ends_with(", readings of the slope") => (rows.len() as f64, 0.0),
        "iterations past their measure-by date"
        | "validated iterations that wait for a next stage"
        | "iterations begun" => (rows.len() as f64, 0.0),
        verdict if verdict.starts_with("iterations ") => (rows.len() as f64, 0.0),
        of if of.starts_with("iteration ") => {
            let told: serde_json::Value = serde_json::from_str(&rows[0]["told"]).unwrap();
            let number = match of.rsplit_once(", ").unwrap().1 {
                "measured" => told["value"].as_f64().unwrap(),
                "saw it" => told["seen"].as_f64().unwrap(),
                "were needed" => number(&rows[0], "sample"),
                _ => number(&rows[0], "threshold"),
            };
            (number, 0.0)
        }
        did if did.starts_with("decision until ") => (number(rows.last().unwrap(), "value"), 0.0),
        line if line.contains(", line on ") => {
            let (from, to) = (number(&rows[0], "baseline"), number(&rows[0], "target"));
            // Of the quarter's 92 days.
            let first: NaiveDate = "2026-10-01".parse().unwrap();
            let passed = (day - first).num_days() as f64;
            (from + (to - from) * passed / 92.0, 0.5)
        }
        // The last day is a Thursday, as those of the weeks are: week 53.
        slope if slope.contains(", at this slope") => {
            let last: Week = "2026-W53".parse().unwrap();
            let first: Week = rows[0]["week"].parse().unwrap();
            let value = line_through(rows, last.since(first) as f64);
            (value, value / 100.0)
        }
        code if code.starts_with("PAY-") => match rows.last() {
            Some(row) => (number(row, "value"), 0.0),
            None => (f64::NAN, 0.0),
        },
        other => panic!("nobody computes {other} again"),
    }
}

/// Key results of which the newest reading had a confidence below 4 at the last look and at the one before.
fn doubted_twice(rows: &[Cells]) -> usize {
    let mut looks: BTreeMap<&str, Vec<Option<u8>>> = BTreeMap::new();
    for row in rows {
        let own = looks.entry(&row["key_result"]).or_default();
        let newest = row["confidence"].parse().ok();
        own.push(newest.or(own.last().copied().flatten()));
    }
    let doubted = |look: &Option<u8>| look.is_some_and(|it| it < 4);
    let both = |own: &&Vec<Option<u8>>| own.iter().rev().take(2).all(doubted);
    looks.values().filter(both).count()
}

/// Computes every number of a week again from the rows that its query gives, and returns them all, those of teams behind
/// their keys.
pub(super) async fn computed_again(
    store: &Store,
    connection: &mut AnyConnection,
    (week, teams): (Week, &[&str]),
    now: DateTime<Utc>,
) -> BTreeMap<String, String> {
    let mut seen = BTreeMap::new();
    let day = week.day(Weekday::Fri).min(now.date_naive());
    for team in std::iter::once(None).chain(teams.iter().map(Some)) {
        for it in printed(store, (week, team.copied()), now).await {
            let rows = rows(connection, &it.query).await;
            assert!(!it.formula.is_empty(), "{}", it.name);
            let whose = team.map_or(String::new(), |team| format!("{team}: "));
            seen.insert(format!("{whose}{}", it.name), it.value.clone());
            // A word, or several numbers: those of the lines stand by themselves in their own week.
            if [
                ", status",
                ", weeks so",
                ", lines",
                "gap of each of these weeks",
            ]
            .iter()
            .any(|end| it.name.ends_with(end))
            {
                continue;
            }
            let (number, within) = again(&it, &rows, day);
            if number.is_nan() {
                assert_eq!(it.value, "no reading", "{}", it.name);
                continue;
            }
            // Of "65% ± 10" the agreement alone.
            let value = it.value.split(" ±").next().unwrap();
            let away = (written(value) - number).abs();
            let said = (&it.name, &it.value, &it.formula, &it.query);
            assert!(away <= within, "{said:?}: {number} of {rows:?}");
        }
    }
    seen
}
