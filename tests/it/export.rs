//! `headway export`: a program computes the published numbers again from its rows, and learns nothing else.

mod results;

use std::collections::BTreeMap;
use std::process::Output;

use serde_json::Value;

use crate::demo::process::command;
use crate::house::{COMPANY, House};
use crate::sources::read;

/// Runs it over a house's database.
fn export(house: &House, arguments: &[&str]) -> Output {
    let all = [&["export", "--what", "splits"], arguments].concat();
    let output = command(&all).env("DATABASE_URL", &house.database).output();
    output.unwrap()
}

fn text(output: &Output) -> String {
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{complaint}");
    String::from_utf8(output.stdout.clone()).unwrap()
}

type Row = BTreeMap<String, String>;

fn rows(house: &House, arguments: &[&str]) -> Vec<Row> {
    let csv = text(&export(house, arguments));
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    reader.deserialize().map(Result::unwrap).collect()
}

/// A week in which Payments' lead answered, and all three of Platform.
async fn answered(company: &str) -> House {
    let mut house = House::with(company).await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    for (handle, fires, tune_ups) in [
        ("ana", "45", "15"),
        ("jonas", "10", "45"),
        ("ines", "5", "50"),
        ("farid", "15", "40"),
    ] {
        house.person(handle).presses("Check in").await;
        let split = [("Fires", fires), ("Tune-ups", tune_ups)];
        let outcome = house.person(handle).submits(&split).await;
        assert_eq!(outcome.errors, None, "{handle}");
    }
    house
}

/// A whole number, as one.
fn counted(whole: f64) -> u32 {
    // An empty sum is minus zero.
    format!("{:.0}", whole + 0.0).parse().unwrap()
}

/// A whole given out by exact parts, as docs/export.md says it; not the project's own.
fn given_out(whole: u32, exact: &[f64]) -> Vec<u32> {
    // Doubles that were added up carry dust.
    let exact: Vec<f64> = exact
        .iter()
        .map(|part| (part * 1e9).round() / 1e9)
        .collect();
    let mut parts: Vec<u32> = exact.iter().map(|part| counted(part.floor())).collect();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    let rest = |at: usize| ((exact[at] - exact[at].floor()) * 1e9).round();
    order.sort_by(|a, b| rest(*b).total_cmp(&rest(*a)));
    let missing = whole - parts.iter().sum::<u32>();
    for at in order.into_iter().take(missing as usize) {
        parts[at] += 1;
    }
    parts
}

fn number(row: &Row, column: &str) -> f64 {
    row[column].parse().unwrap()
}

/// Exact percents by category, from a column, over the teams that have something in it.
fn exact(rows: &[Row], column: &str) -> BTreeMap<String, f64> {
    let counted: Vec<&Row> = rows.iter().filter(|row| !row[column].is_empty()).collect();
    let mut weights: BTreeMap<&str, f64> = BTreeMap::new();
    let mut sums: BTreeMap<String, f64> = BTreeMap::new();
    for row in counted {
        let share = number(row, column) * number(row, "weight");
        *sums.entry(row["category"].clone()).or_default() += share;
        weights.insert(&row["team"], number(row, "weight"));
    }
    let all: f64 = weights.values().sum();
    sums.into_iter()
        .map(|(key, sum)| (key, sum / all))
        .collect()
}

fn mark<'a>(rows: &'a [Row], category: &str, column: &str) -> &'a str {
    let row = rows.iter().find(|row| row["category"] == category);
    &row.unwrap()[column]
}

/// Whole percents by category.
fn whole(rows: &[Row]) -> BTreeMap<String, u32> {
    let exact = exact(rows, "percent");
    let of = |elective: &str, purpose: &str| -> Vec<(&String, f64)> {
        let wanted = |key: &str| {
            mark(rows, key, "elective") == elective && mark(rows, key, "purpose") == purpose
        };
        let lines = exact.iter().filter(|(key, _)| wanted(key));
        lines.map(|(key, part)| (key, *part)).collect()
    };
    let total = |lines: &[(&String, f64)]| lines.iter().map(|(_, part)| part).sum::<f64>();
    let halves =
        ["true", "false"].map(|half| ["innovation", "tune-up", "run"].map(|it| of(half, it)));
    let sums = halves
        .each_ref()
        .map(|half| half.iter().map(|lines| total(lines)).sum());
    let mut whole = BTreeMap::new();
    for (half, percent) in halves.iter().zip(given_out(100, &sums)) {
        let sums: Vec<f64> = half.iter().map(|lines| total(lines)).collect();
        for (lines, percent) in half.iter().zip(given_out(percent, &sums)) {
            let parts: Vec<f64> = lines.iter().map(|(_, part)| *part).collect();
            let given = lines.iter().zip(given_out(percent, &parts));
            whole.extend(given.map(|((key, _), percent)| ((*key).clone(), percent)));
        }
    }
    whole
}

/// The elective part, from a column, to the nearest whole.
fn elective(rows: &[Row], column: &str) -> u32 {
    let exact = exact(rows, column);
    let chosen = exact
        .iter()
        .filter(|(key, _)| mark(rows, key, "elective") == "true");
    counted(chosen.map(|(_, part)| part).sum::<f64>().round())
}

#[tokio::test]
async fn the_published_numbers_can_be_computed_again_from_the_rows() {
    let mut house = answered(COMPANY).await;
    house.walks_to("2026-11-20T15:01:00Z").await;
    let rows = rows(&house, &["--from", "2026-W47", "--to", "2026-W47"]);
    let head = house.thread().head();
    let all = elective(&rows, "percent");
    assert!(head.contains(&format!("{all}% elective")), "{all}: {head}");
    let payments: Vec<Row> = rows
        .iter()
        .filter(|row| row["team"] == "payments")
        .cloned()
        .collect();
    let gap = elective(&payments, "agreed_percent") - elective(&payments, "percent");
    let headline = format!("Week 47: {gap} points less elective work than agreed");
    assert!(head.starts_with(&headline), "{headline}: {head}");
    let said = house.person("mara").asks("/checkin split company").await;
    let whole = whole(&rows);
    assert_eq!(whole.values().sum::<u32>(), 100);
    let lines = [
        ("fires", "fires"),
        ("existing", "existing features"),
        ("tune-ups", "tune-ups"),
    ];
    let lines = lines.map(|(key, name)| format!("{}% {name}", whole[key]));
    let in_all = format!("In all: {}.", lines.join(", "));
    let text = said["text"].as_str().unwrap();
    assert!(text.contains(&in_all), "{in_all}: {text}");
    let platform: Vec<&Row> = rows
        .iter()
        .filter(|row| row["team"] == "platform")
        .collect();
    let keys: Vec<&str> = platform
        .iter()
        .map(|row| row["category"].as_str())
        .collect();
    let of_the_form = [
        "fires", "security", "support", "new", "existing", "tune-ups",
    ];
    assert_eq!(keys, of_the_form);
    for (column, value) in [
        ("estimate", "false"),
        ("counted", "3"),
        ("asked", "3"),
        ("weight", "3.0"),
        ("available", "3.0"),
        ("agreed_percent", ""),
        ("band", ""),
    ] {
        assert!(platform.iter().all(|row| row[column] == value), "{column}");
    }
    house.ends().await;
}

#[tokio::test]
async fn what_may_not_be_shown_is_not_exported() {
    let mut house = House::new().await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    for handle in ["jonas", "ines"] {
        house.person(handle).presses("Check in").await;
        house.person(handle).submits(&[("Fires", "37")]).await;
    }
    let rows = rows(&house, &[]);
    assert_eq!(rows.len(), 2, "a row for each team: {rows:?}");
    for (row, team, answered) in [(&rows[0], "payments", "0"), (&rows[1], "platform", "2")] {
        assert_eq!(
            (row["team"].as_str(), row["answered"].as_str()),
            (team, answered)
        );
        for hidden in ["category", "percent", "elective", "purpose"] {
            assert_eq!(row[hidden], "", "{hidden}");
        }
        assert_eq!(
            (row["counted"].as_str(), row["weight"].as_str()),
            ("0", "0.0")
        );
    }
    let json = text(&export(&house, &["--format", "json"]));
    assert!(!json.contains("37"), "{json}");
    house.ends().await;
}

#[tokio::test]
async fn no_name_becomes_a_formula_and_every_line_is_whole() {
    let formula = r#"=HYPERLINK(\"http://x\", \"y\"), or so"#;
    let company = COMPANY.replace("name = \"Payments\"", &format!("name = \"{formula}\""));
    let house = answered(&company).await;
    let csv = text(&export(&house, &[]));
    assert!(csv.ends_with("\r\n"));
    let found = rows(&house, &[]);
    let name = "=HYPERLINK(\"http://x\", \"y\"), or so";
    assert_eq!(found[0]["team_name"], format!("'{name}"));
    assert_eq!(
        text(&export(&house, &[])),
        csv,
        "the same rows in the same order"
    );
    let json = text(&export(&house, &["--format", "json"]));
    let first: Value = serde_json::from_str(json.lines().next().unwrap()).unwrap();
    let keys: Vec<&String> = first.as_object().unwrap().keys().collect();
    assert_eq!(keys, heading().trim().split(',').collect::<Vec<_>>());
    assert_eq!(first["team_name"], name);
    assert_eq!(first["percent"], 45);
    assert_eq!(json.lines().count(), found.len());
    house.ends().await;
}

#[tokio::test]
async fn a_span_without_rounds_is_a_heading_and_a_wrong_one_is_refused() {
    let mut house = House::new().await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    let csv = text(&export(&house, &["--from", "2026-W48"]));
    assert_eq!(csv, heading());
    let refused = |arguments: &[&str], said: &str| {
        let output = export(&house, arguments);
        let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{complaint}");
        assert!(complaint.contains(said), "{complaint}");
    };
    let backwards = ["--from", "2026-W48", "--to", "2026-W47"];
    refused(&backwards, "--from 2026-W48 is after --to 2026-W47");
    refused(
        &["--from", "last"],
        "`last` is not an ISO week; write it like 2026-W47",
    );
    let folder = tempfile::tempdir().unwrap();
    let other = format!("sqlite:{}", folder.path().join("other.db").display());
    let store = headway::store::Store::open(&other).await.unwrap();
    store.close().await;
    let output = command(&["export"])
        .env("DATABASE_URL", other)
        .output()
        .unwrap();
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(
        complaint.contains("no company has been imported"),
        "{complaint}"
    );
    assert_eq!(output.status.code(), Some(2));
    house.ends().await;
}

/// The columns, as docs/export.md lists them.
fn heading() -> String {
    columns("docs/export.md")
}

fn columns(file: &str) -> String {
    let docs = read(file);
    let rows = docs.lines().filter(|line| line.starts_with("| `"));
    let names = rows.map(|line| line.split('`').nth(1).unwrap());
    names.collect::<Vec<_>>().join(",") + "\r\n"
}
