//! `headway export --what results`: what key results stand at, week by week.

use std::collections::BTreeMap;

use super::{Row, columns, text};
use crate::demo::process::command;
use crate::house::{COMPANY, House};

fn rows(house: &House, arguments: &[&str]) -> Vec<Row> {
    let all = [&["export", "--what", "results"], arguments].concat();
    let output = command(&all)
        .env("DATABASE_URL", &house.database)
        .output()
        .unwrap();
    let csv = text(&output);
    assert!(csv.starts_with(&columns("docs/export-results.md")), "{csv}");
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    reader.deserialize().map(Result::unwrap).collect()
}

fn number(row: &Row, column: &str) -> f64 {
    row[column].parse().unwrap()
}

#[tokio::test]
async fn progress_pace_and_forecast_can_be_computed_again_from_the_rows() {
    let formula = COMPANY.replace("metric = \"Weekly active payers\"", "metric = \"=SUM(A1)\"");
    let mut house = House::with(&formula).await;
    for (day, value) in [
        ("2026-11-16", 4170.0),
        ("2026-11-23", 4290.0),
        ("2026-11-30", 4420.0),
    ] {
        house.jumps_to(&format!("{day}T09:00:00Z")).await;
        let update = format!("/okr update PAY-1.2 {value} 7 \"a *note*\"");
        house.person("ana").types(&update).await;
    }
    house
        .person("ana")
        .types("/okr retire PAY-1.1 nobody measures it")
        .await;
    let rows = rows(&house, &[]);
    let by_week: BTreeMap<(String, String), &Row> = rows
        .iter()
        .map(|row| ((row["week"].clone(), row["key_result"].clone()), row))
        .collect();
    let weeks: Vec<&(String, String)> = by_week.keys().collect();
    let of = |week: &str, code: &str| (week.to_owned(), code.to_owned());
    assert_eq!(
        weeks,
        [
            &of("2026-W47", "PAY-1.1"),
            &of("2026-W47", "PAY-1.2"),
            &of("2026-W48", "PAY-1.1"),
            &of("2026-W48", "PAY-1.2"),
            &of("2026-W49", "PAY-1.2"),
        ],
        "the retired one has rows until then"
    );
    let never = by_week[&of("2026-W48", "PAY-1.1")];
    assert_eq!(
        (never["value"].as_str(), never["status"].as_str()),
        ("", "not measured yet"),
        "it was made in week 47"
    );
    let last = by_week[&of("2026-W49", "PAY-1.2")];
    assert_eq!(last["day"], "2026-12-04");
    assert_eq!(last["metric"], "'=SUM(A1)");
    assert!((number(last, "progress") - 520.0 / 2100.0).abs() < 1e-12);
    // Of the quarter's 92 days 64 have passed on 4 December.
    assert!((number(last, "expected") - 64.0 / 92.0).abs() < 1e-12);
    // Slope 125 a week through 4,293 1/3 in week 48; 31 December lies five weeks on.
    assert!((number(last, "forecast") - (4293.0 + 1.0 / 3.0 + 5.0 * 125.0)).abs() < 1e-9);
    assert_eq!(last["forecast_readings"], "3");
    assert_eq!(last["status"], "off track");
    let only = rows_between(&house);
    assert!(only.iter().all(|row| row["week"] == "2026-W48"), "{only:?}");
    assert!(
        rows.iter()
            .all(|row| row.values().all(|it| !it.contains("note")))
    );
    house.ends().await;
}

#[tokio::test]
async fn a_quarter_begins_with_what_was_read_in_the_week_before_its_first_days() {
    let next = COMPANY.replace("\nquarter = \"2026-Q4\"", "\nquarter = \"2027-Q1\"");
    let mut house = House::with(&next).await;
    // The quarter's first day lies in week 53.
    for (day, code, value) in [
        ("2026-12-14", "PAY-1.2", "4170"),
        ("2026-12-21", "PAY-1.1", "71.5"),
    ] {
        house.jumps_to(&format!("{day}T09:00:00Z")).await;
        let update = format!("/okr update {code} {value} 7");
        house.person("ana").types(&update).await;
    }
    house.jumps_to("2027-01-07T14:01:00Z").await;
    house.person("ana").checks_in(&[("Fires", "20")]).await;
    house.walks_to("2027-01-08T15:01:00Z").await;
    let reply = house.reply("Payments");
    let rows = rows(&house, &["--from", "2027-W01", "--to", "2027-W01"]);
    for (code, week, value, digest) in [
        ("PAY-1.1", "2026-W52", "71.5", "71.5%"),
        ("PAY-1.2", "", "", "no reading yet"),
    ] {
        let row = rows.iter().find(|row| row["key_result"] == code).unwrap();
        assert_eq!((&*row["last_week"], &*row["last_value"]), (week, value));
        let line = reply.lines().find(|line| line.contains(code)).unwrap();
        assert!(line.contains(digest), "{reply}");
    }
    house.ends().await;
}

fn rows_between(house: &House) -> Vec<Row> {
    rows(house, &["--from", "2026-W48", "--to", "2026-W48"])
}
