//! The door: what comes in wrong, late, twice, hostile, or while the database is locked.

mod letter;
mod people;

use std::str::FromStr as _;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _, Executor as _};

use crate::house::House;
pub use letter::{COMMANDS, Letter, get};
use letter::{EVENTS, INTERACTIONS};

const PATHS: [&str; 3] = [COMMANDS, INTERACTIONS, EVENTS];
const MIB: usize = 1024 * 1024;

/// The workspace's id in Slack.
async fn team(house: &House) -> String {
    let identity = house.running().app.slack.whoami().await.unwrap();
    identity.slack_team.as_str().to_owned()
}

/// A command as Slack sends it.
fn command(team: &str, user: &str, command: &str) -> String {
    let fields = [
        ("token", "old"),
        ("team_id", team),
        ("team_domain", "northwind"),
        ("is_enterprise_install", "false"),
        ("channel_id", "D1"),
        ("user_id", user),
        ("command", command),
        ("text", ""),
        ("response_url", "http://127.0.0.1:9/none"),
        ("trigger_id", "1.2.3"),
    ];
    serde_urlencoded::to_string(fields).unwrap()
}

#[tokio::test]
async fn only_what_slack_signed_lately_comes_in() {
    let house = House::new().await;
    let verify = r#"{"type":"url_verification","challenge":"c"}"#;
    for path in PATHS {
        let letter = || Letter::new(&house, path, verify);
        let zeros = format!("v0={}", "0".repeat(64));
        for signature in [None, Some(""), Some("v0="), Some("v0=zz"), Some(&*zeros)] {
            let (status, body) = letter().signed(signature).send(&house).await;
            assert_eq!((status, &*body), (401, ""), "{path} {signature:?}");
        }
        let forged = letter().forged(verify.replace("\"c\"", "\"d\""));
        assert_eq!(forged.send(&house).await.0, 401, "{path}");
        for age in [-3_600, -310, 310, 3_600, i64::from(i32::MAX)] {
            let letter = Letter::aged(&house, path, verify, age);
            assert_eq!(letter.send(&house).await.0, 401, "{path} {age}");
        }
        for age in [-290, 290] {
            let letter = Letter::aged(&house, path, verify, age);
            assert_ne!(letter.send(&house).await.0, 401, "{path} {age}");
        }
    }
    house.ends().await;
}

#[tokio::test]
async fn a_body_over_a_mebibyte_is_refused_before_its_signature() {
    let house = House::new().await;
    for path in PATHS {
        let letter = |size: usize| Letter::new(&house, path, vec![b'a'; size]);
        assert_eq!(letter(MIB + 1).send(&house).await.0, 413, "{path}");
        let unsigned = letter(MIB + 1).signed(None).in_chunks();
        assert_eq!(unsigned.send(&house).await.0, 413, "{path}");
        assert_eq!(letter(MIB).signed(None).send(&house).await.0, 401);
        let fits = letter(MIB).in_chunks().send(&house).await.0;
        assert!(fits < 500 && fits != 413, "{path}: {fits}");
    }
    house.ends().await;
}

#[tokio::test]
async fn slacks_own_checks_are_answered() {
    let house = House::new().await;
    let check = Letter::new(&house, COMMANDS, "ssl_check=1&token=old");
    assert_eq!(check.send(&house).await.0, 200);
    let verify = r#"{"token":"old","challenge":"3eZbrw1aB","type":"url_verification"}"#;
    let (status, body) = Letter::new(&house, EVENTS, verify).send(&house).await;
    assert_eq!((status, &*body), (200, "3eZbrw1aB"));
    assert_eq!(get(&house, "/healthz").await, (200, "ok\n".to_owned()));
    assert_eq!(get(&house, "/readyz").await, (200, "ready\n".to_owned()));
    assert_eq!(get(&house, "/nowhere").await.0, 404);
    assert_eq!(get(&house, COMMANDS).await.0, 401);
    house.ends().await;
}

/// Bodies that are signed and make no sense.
fn nonsense(team: &str) -> Vec<Vec<u8>> {
    let mut bodies: Vec<Vec<u8>> = vec![Vec::new(), vec![0; 100]];
    let texts = [
        "{",
        "[]",
        "null",
        "payload=",
        "payload=%7B",
        "payload=%FF%FE",
        "payload=[]",
        "payload=null",
        "command=%2Fcheckin",
        "%",
        "a=b&a=b",
        "{\"type\":7}",
        "{\"type\":\"event_callback\"}",
        "{\"type\":\"event_callback\",\"event\":{}}",
        "{\"type\":\"url_verification\"}",
        "ssl_check=2",
    ];
    bodies.extend(texts.map(|text| text.as_bytes().to_vec()));
    bodies.push(format!("[{}", "[".repeat(100_000)).into_bytes());
    let base = json!({"team": {"id": team}, "user": {"id": "U1"}});
    for more in [
        json!({"type": "view_submission"}),
        json!({"type": "view_submission", "view": {}}),
        json!({"type": "view_submission", "view": {"callback_id": "checkin.form"}}),
        json!({"type": "view_submission", "view": {"callback_id": "checkin.form",
            "private_metadata": "{\"ask\":\"\u{0}\",\"opened\":9223372036854775807}",
            "state": {"values": {"share:fires": {}, "x": {"answer": {"value": "1"}}}}}}),
        json!({"type": "view_submission", "view": {"callback_id": "other", "private_metadata": "{}"}}),
        json!({"type": "block_actions"}),
        json!({"type": "block_actions", "actions": []}),
        json!({"type": "block_actions", "actions": [{"action_id": "checkin.open"}]}),
        json!({"type": "block_actions", "actions": [{"action_id": "nobody.knows", "value": "x"}]}),
        json!({"type": "block_actions", "actions": [{"action_id": "checkin.away", "value": "no such ask"}]}),
        json!({"type": "block_actions", "user": null}),
        json!({"type": "view_closed", "view": {}}),
        json!({"type": "shortcut"}),
        json!({"type": "message_action", "actions": 7}),
        json!({"type": null}),
    ] {
        let mut payload = base.clone();
        let fields = payload.as_object_mut().unwrap();
        fields.extend(more.as_object().unwrap().clone());
        let form = serde_urlencoded::to_string([("payload", payload.to_string())]).unwrap();
        bodies.push(form.into_bytes());
    }
    bodies
}

#[tokio::test]
async fn what_is_signed_and_makes_no_sense_is_never_our_failure() {
    let house = House::new().await;
    let team = team(&house).await;
    for path in PATHS {
        for body in nonsense(&team) {
            let text = String::from_utf8_lossy(&body[..body.len().min(300)]).into_owned();
            let (status, _) = Letter::new(&house, path, body).send(&house).await;
            assert!(matches!(status, 200 | 400), "{path} {status}: {text}");
        }
        for body in [
            command(&team, "U1", "/nobody"),
            command(&team, "\0", "/okr"),
        ] {
            let (status, _) = Letter::new(&house, path, body).send(&house).await;
            assert!(matches!(status, 200 | 400), "{path} {status}");
        }
    }
    assert_eq!(get(&house, "/readyz").await.0, 200);
    house.ends().await;
}

#[tokio::test]
async fn a_body_that_is_no_text_is_none_of_slacks() {
    let house = House::new().await;
    for path in PATHS {
        let letter = Letter::new(&house, path, vec![0xff, 0xfe, 0x00]);
        assert_eq!(letter.send(&house).await.0, 401, "{path}");
    }
    house.ends().await;
}

#[tokio::test]
async fn an_organisation_wide_install_and_another_workspace_get_a_sentence() {
    let house = House::new().await;
    for (team, install, sentence) in [
        (Value::Null, true, "Headway serves one workspace"),
        (Value::Null, false, "Headway serves one workspace"),
        (
            json!({"id": "T0OTHER"}),
            false,
            "Headway serves another workspace",
        ),
    ] {
        let submission = json!({"type": "view_submission", "team": team, "user": {"id": "U1"},
            "is_enterprise_install": install, "view": {"callback_id": "checkin.form"}});
        let (status, body) = Letter::interaction(&house, &submission).send(&house).await;
        assert_eq!(status, 200);
        assert!(body.contains(sentence), "{body}");
        let press = json!({"type": "block_actions", "team": team, "user": {"id": "U1"},
            "is_enterprise_install": install, "actions": [{"action_id": "checkin.away", "value": "x"}]});
        assert_eq!(
            Letter::interaction(&house, &press).send(&house).await.0,
            200
        );
        let mut form = command(team["id"].as_str().unwrap_or_default(), "U1", "/okr");
        if team.is_null() {
            form = form.replace("team_id=&", "");
        }
        let (status, body) = Letter::new(&house, COMMANDS, form).send(&house).await;
        assert_eq!(status, 200);
        assert!(body.contains(sentence), "{body}");
        let event = json!({"type": "event_callback", "team_id": "T0OTHER", "event": {"type": "app_uninstalled"}});
        let letter = Letter::new(&house, EVENTS, event.to_string());
        assert_eq!(letter.send(&house).await.0, 200);
    }
    assert_eq!(
        get(&house, "/readyz").await.0,
        200,
        "nobody else's news stops us"
    );
    house.ends().await;
}

/// The block of the first field of a form.
fn first_field(blocks: &[Value]) -> Option<&str> {
    let first = blocks.iter().find(|block| block["type"] == "input");
    first?["block_id"].as_str()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_the_database_is_locked_people_are_told_and_the_process_goes_on() {
    let mut house = House::new().await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    let view = house.person("ana").presses("Check in").await;
    let mut lock = SqliteConnectOptions::from_str(&house.database)
        .unwrap()
        .connect()
        .await
        .unwrap();
    lock.execute("BEGIN EXCLUSIVE").await.unwrap();
    let ana = house.person("ana").user;
    let blocks = view["blocks"].as_array().unwrap();
    let id = view["id"].as_str().unwrap();
    let submission = crate::house::Person::submission(id, blocks, &[("Fires", "45")], false);
    let sandbox = house.sandbox.clone();
    let began = Instant::now();
    let (outcome, ready) = tokio::join!(
        sandbox.act(&ana, submission.clone()),
        get(&house, "/readyz")
    );
    let outcome = outcome.unwrap();
    assert!(began.elapsed() < Duration::from_secs(5));
    assert_eq!(outcome.status, Some(200));
    assert!(outcome.ms < 3_000, "{} ms", outcome.ms);
    let errors = outcome.errors.expect("beside a field");
    let (field, said) = errors.iter().next().unwrap();
    assert_eq!(Some(&**field), first_field(blocks), "{field}");
    assert!(said.as_str().unwrap().contains("not saved"), "{said}");
    assert_eq!(ready.0, 503, "{}", ready.1);
    let press = house.person("ana").press("Away this week");
    let outcome = sandbox.act(&ana, press).await.unwrap();
    assert_eq!(outcome.status, Some(200));
    assert!(outcome.ms < 3_000, "{} ms", outcome.ms);
    assert_eq!(get(&house, "/healthz").await.0, 200);
    lock.execute("ROLLBACK").await.unwrap();
    lock.close().await.unwrap();
    assert_eq!(get(&house, "/readyz").await.0, 200);
    let outcome = sandbox.act(&ana, submission).await.unwrap();
    assert_eq!((outcome.status, outcome.errors), (Some(200), None));
    house.settles().await;
    assert!(house.person("ana").ask().contains("recorded"));
    house.ends().await;
}
