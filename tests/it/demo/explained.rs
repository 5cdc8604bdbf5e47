//! The demo's week 47, read by the commands of an operator: every number of the digest is explained.

use serde_json::{Value, json};

use super::process::{Demo, command};
use super::{act, direct_messages, dm, http, person, state};
use crate::numbers::unexplained;

/// What `headway digest` prints of week 47, a value a line.
fn digest(database: &str, more: &[&str]) -> Vec<Value> {
    let arguments = ["digest", "--week", "2026-W47", "--format", "json"];
    let arguments = [&arguments, more].concat();
    let mut command = command(&arguments);
    let done = command.env("DATABASE_URL", database).output().unwrap();
    let complaint = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{more:?}: {complaint}");
    let said = String::from_utf8(done.stdout).unwrap();
    let lines = said.lines().map(|line| serde_json::from_str(line).unwrap());
    lines.collect()
}

fn values(database: &str, more: &[&str]) -> Vec<String> {
    let all = digest(database, &[&["--explain"], more].concat());
    let value = |it: &Value| it["value"].as_str().unwrap().to_owned();
    all.iter().map(value).collect()
}

/// Payments answers with a number that moves, Search repeats its split.
async fn the_week_is_answered(demo: &Demo) {
    let clock = |now: &str| json!({ "now": now });
    http::post(demo.url("clock_url"), &clock("2026-11-19T21:00:30Z")).await;
    let now = state(demo).await;
    let ana = person(&now, "ana");
    let ask = direct_messages(&now, "ana").remove(0);
    let press = json!({"user": ana, "do": "press", "channel": dm(&now, "ana").unwrap(), "ts": ask["ts"],
        "label": "Check in", "until": "view"});
    let view = act(demo, press).await["view"].take();
    let submit = json!({"user": ana, "do": "submit", "view_id": view["id"],
        "values": {"Fires": "45", "Security": "5", "Tune-ups": "15",
            "PAY-1.2 Weekly active payers (from 3,900 to 6,000; straight line today: 5,018)": "4800"}});
    let done = act(demo, submit).await;
    assert_eq!(done["errors"], json!(null), "{done}");
    for handle in ["grace", "hugo", "jonas"] {
        let asks = direct_messages(&now, handle);
        let Some(ask) = asks.first() else { continue };
        let press = json!({"user": person(&now, handle), "do": "press", "channel": dm(&now, handle).unwrap(),
            "ts": ask["ts"], "label": "Same split as last week", "until": "message"});
        act(demo, press).await;
    }
    http::post(demo.url("clock_url"), &clock("2026-11-20T15:10:00Z")).await;
}

#[tokio::test]
async fn every_number_of_the_demos_digest_is_explained() {
    let folder = tempfile::tempdir().unwrap();
    let demo = Demo::start_in(folder.path()).await;
    the_week_is_answered(&demo).await;
    let mut inside = std::fs::read_dir(folder.path()).unwrap();
    let place = inside.next().unwrap().unwrap().path().join("demo.db");
    let database = format!("sqlite:{}", place.display());

    let head = values(&database, &[]);
    let keys = ["payments", "search", "platform", "infrastructure"];
    let teams = keys.map(|key| (key, values(&database, &["--team", key])));
    let of_teams: Vec<String> = teams
        .iter()
        .flat_map(|(_, values)| values.clone())
        .collect();
    let mut read = Vec::new();
    for message in digest(&database, &[]) {
        let text = message["text"].as_str().unwrap();
        let values = match message["message"].as_str().unwrap() {
            "head" => &head,
            "table" => &of_teams,
            _ => {
                let name = text.split(" (").next().unwrap().to_lowercase();
                let of = teams.iter().find(|(key, _)| name == **key);
                &of.unwrap_or_else(|| panic!("whose is {text}")).1
            }
        };
        let none: Vec<String> = Vec::new();
        assert_eq!(
            unexplained(text, values),
            none,
            "of:\n{text}\nin {values:#?}"
        );
        read.push(text.to_owned());
    }
    // The week says enough to be worth the question.
    let all = read.join("\n");
    for said in [
        "days old",
        "went from",
        "at this slope",
        "W46",
        "outside the band",
        "is normal",
    ] {
        assert!(all.contains(said), "no `{said}` in:\n{all}");
    }
}
