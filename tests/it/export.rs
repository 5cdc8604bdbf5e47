//! `headway export`: a program computes the published numbers again from its rows, and learns nothing else.

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

/// Largest remainder, as docs/export.md says it; not the project's own.
fn made_whole(exact: &BTreeMap<String, f64>) -> BTreeMap<String, u32> {
    let mut whole: BTreeMap<String, u32> = BTreeMap::new();
    let mut rest: Vec<(f64, String)> = Vec::new();
    for (key, share) in exact {
        whole.insert(key.clone(), share.floor() as u32);
        rest.push((share - share.floor(), key.clone()));
    }
    let missing = 100 - whole.values().sum::<u32>();
    rest.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    for (_, key) in rest.into_iter().take(missing as usize) {
        *whole.get_mut(&key).unwrap() += 1;
    }
    whole
}

/// The company's elective part, from a column.
fn elective(rows: &[Row], column: &str) -> u32 {
    let counted: Vec<&Row> = rows.iter().filter(|row| !row[column].is_empty()).collect();
    let number = |row: &Row, column: &str| row[column].parse::<f64>().unwrap();
    let mut sums: BTreeMap<String, f64> = BTreeMap::new();
    let mut weights: BTreeMap<&str, f64> = BTreeMap::new();
    for row in &counted {
        let share = number(row, column) * number(row, "weight");
        *sums.entry(row["category"].clone()).or_default() += share;
        weights.insert(&row["team"], number(row, "weight"));
    }
    let all: f64 = weights.values().sum();
    let exact = sums
        .into_iter()
        .map(|(key, sum)| (key, sum / all))
        .collect();
    let whole = made_whole(&exact);
    let is_elective = |key: &str| {
        let row = counted.iter().find(|row| row["category"] == key);
        row.unwrap()["elective"] == "true"
    };
    let chosen = whole.iter().filter(|(key, _)| is_elective(key));
    chosen.map(|(_, percent)| percent).sum()
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
    let docs = read("docs/export.md");
    let rows = docs.lines().filter(|line| line.starts_with("| `"));
    let names = rows.map(|line| line.split('`').nth(1).unwrap());
    names.collect::<Vec<_>>().join(",") + "\r\n"
}
