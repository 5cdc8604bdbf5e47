//! Every number of time computed again from an export's rows, and every message within what Slack takes.

use headway::domain::allocation::History;
use headway::domain::id::{KeyResultCode, ObjectiveCode};
use headway::domain::okr::{KeyResult, Objective, Unit};
use headway::domain::period::Period;
use headway::domain::review::{Declared, Review, Section, Sources, review};
use headway::domain::shape::Shape;
use headway::slack::view;
use headway::words::message::Message;
use headway::words::review::{head, section, thread};
use serde_json::json;
use slack_sandbox::blockkit::{Surface, message_blocks_too_long, validate_blocks};

use super::answered;
use crate::demo::process::command;
use crate::thread::{company, row};

/// Rows of `headway export --what splits`: a number and what it counts for.
fn exported(database: &str) -> Vec<std::collections::BTreeMap<String, String>> {
    let arguments = [
        "export", "--what", "splits", "--format", "csv", "--from", "2026-W45", "--to", "2026-W48",
    ];
    let output = command(&arguments).env("DATABASE_URL", database).output();
    let csv = String::from_utf8(output.unwrap().stdout).unwrap();
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    reader.deserialize().map(Result::unwrap).collect()
}

#[tokio::test]
async fn the_rows_of_an_export_come_to_what_a_review_says() {
    let mut house = answered().await;
    house.walks_to("2026-12-02T08:01:00Z").await;
    let rows = exported(&house.database);
    let number = |row: &std::collections::BTreeMap<String, String>, column: &str| {
        row[column].parse::<f64>().ok()
    };
    let (mut all, mut elective) = (0.0, 0.0);
    let (mut compared, mut done, mut agreed) = (0.0, 0.0, 0.0);
    for row in &rows {
        let Some((percent, weight)) = number(row, "percent").zip(number(row, "weight")) else {
            continue;
        };
        let chosen = f64::from(u8::from(row["elective"] == "true"));
        all += percent * weight;
        elective += percent * weight * chosen;
        if let Some(of_it) = number(row, "agreed_percent") {
            compared += percent * weight;
            done += percent * weight * chosen;
            agreed += of_it * weight * chosen;
        }
    }
    let whole = |part: f64, of: f64| format!("{:.0}%", 100.0 * part / of);
    let head = house.thread().messages;
    let head = head.iter().find(|it| it.text.starts_with("November 2026:"));
    let text = &head.expect("the review's head").text;
    let said = format!(
        "Time: {} elective; of the teams that agreed on a mix {}, {} agreed.",
        whole(elective, all),
        whole(done, compared),
        whole(agreed, compared),
    );
    assert!(text.contains(&said), "{said}\n{text}");
    let gap = format!(
        "The gap is {} of {} people's weeks",
        (agreed - done) / 100.0,
        compared / 100.0
    );
    assert!(text.contains(&gap), "{gap}\n{text}");
    house.ends().await;
}

/// A quarter of so many teams, every third outside its band, with as many objectives.
fn quarter(teams: usize) -> (headway::domain::organisation::Organisation, Review) {
    let org = company(teams);
    let period: Period = "2026-Q4".parse().unwrap();
    let first = period.first_week();
    let rounds: Vec<_> = (0..14).map(|ahead| first.ahead(ahead)).collect();
    let rows = (0..teams).flat_map(|team| {
        let fires = if team % 3 == 0 { 60 } else { 20 };
        rounds
            .iter()
            .map(|week| row(&org, team, *week, fires))
            .collect::<Vec<_>>()
    });
    let history = History::new(rows.collect());
    let objectives: Vec<Declared> = (0..teams)
        .map(|at| {
            let key_result = KeyResult::new(
                KeyResultCode::new(format!("O{at}-1.1")),
                "Weekly <active> payers & \"co\"",
                Unit::Number,
                (0.0, 100.0),
                org.people[0].id.clone(),
            );
            let objective = Objective::new(
                ObjectiveCode::new(format!("O{at}-1")),
                "Paying is the <easy> part & *nothing* else",
                org.people[0].id.clone(),
                vec![org.teams[at].id.clone()],
                "2026-Q4".parse().unwrap(),
            );
            Declared {
                objective: objective.with(vec![key_result]),
                retired: None,
            }
        })
        .collect();
    let review = review(
        &Sources {
            org: &org,
            period,
            day: period.last_day(),
            today: period.last_day(),
            rounds: &rounds,
            history: &history,
            objectives: &objectives,
            readings: &[],
            decisions: &[],
            iterations: &[],
        },
        true,
    );
    (org, review)
}

fn holds(message: &Message, when: &str) {
    let text = view::text(message);
    let fits = text.chars().count() < 4_000 && !text.contains('…');
    assert!(fits, "{when}: {text}");
    for shape in [Shape::Native, Shape::Tables, Shape::Plain] {
        let blocks = json!(view::blocks(message, shape));
        assert_eq!(validate_blocks(Surface::Message, &blocks), [], "{when}");
        assert!(!message_blocks_too_long(&blocks), "{when} {shape:?}");
        let blocks = blocks.to_string();
        assert!(!blocks.contains('…'), "{when} {shape:?}: {blocks}");
    }
}

#[test]
fn a_company_of_any_size_has_a_review_that_slack_takes() {
    for (teams, most) in [(1, 10), (20, 16), (400, 24)] {
        let (org, review) = quarter(teams);
        holds(&head(&review, &org), &format!("{teams} teams, head"));
        for one in Section::ALL {
            for page in section(&review, &org, one) {
                holds(&page, &format!("{teams} teams, {one:?}"));
            }
        }
        let pages = thread(&review, &org).len();
        assert!(pages <= most, "{teams} teams: {pages} pages");
    }
}
