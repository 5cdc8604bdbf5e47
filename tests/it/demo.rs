//! `headway demo` from outside: the played week, the line of addresses, the clock, acting as a person over HTTP.

mod explained;
pub mod http;
pub mod process;

use hyper::Method;
use process::{Demo, command};
use serde_json::{Value, json};

#[test]
fn the_played_week_is_told_on_standard_output() {
    let played = command(&["demo", "--play", "--listen", "127.0.0.1:0"])
        .output()
        .unwrap();
    let told = String::from_utf8(played.stdout).unwrap();
    let complaint = String::from_utf8_lossy(&played.stderr);
    assert!(played.status.success(), "{complaint}\n{told}");
    for sentence in [
        "To Ana Ruiz:\n  Payments: your week 47 (16–22 November)",
        "About a minute. Last week: 40% fires",
        "The form \"Week 47\":",
        "Where did the week go?",
        "Fires: [40]",
        "beside the field: Adds up to 105: 5 too many.",
        "Payments, week 47: recorded",
        "Payments spent 50% on non-elective work; 35% ± 10 was agreed",
        "grace presses \"Same split as last week\".",
        "To Omar Haddad:",
        "less elective work than agreed",
        "PAY-1.2 Weekly active payers is better: off track → at risk",
        "Mara asked on Friday: “Is the card-vault migration the reason fires nearly doubled?”",
        "To Mara: “Yes, mostly. It is done; we expect fires to fall from Monday.”",
        "Waiting for you: Search needs “A decision on index cost” by Wednesday;",
        "Payments' request is nine days old, needed by 4 December: “A week of a database engineer”",
        "Mara answered on 23 November: “Farid joins you from Monday, for a week.”",
        "Stands on 3 of 4 teams",
        "Stands on 4 of 4 teams",
        "Only Ana sees:",
        "#team-payments:\n  Week 47. Payments (application; the lead's estimate for",
        "Payments, week 47: 15 points less elective work than agreed",
        "Northwind, week 47:",
    ] {
        assert!(told.contains(sentence), "no `{sentence}` in:\n{told}");
    }
}

#[tokio::test]
async fn the_line_of_addresses_is_whole_and_each_of_them_answers() {
    let demo = Demo::start().await;
    let mut keys: Vec<&String> = demo.ready.as_object().unwrap().keys().collect();
    keys.sort();
    let wanted = [
        "api_url",
        "bot_token",
        "clock_url",
        "commands_url",
        "control_url",
        "events_url",
        "interactions_url",
        "page_url",
        "signing_secret",
    ];
    assert_eq!(keys, wanted);
    let (status, _) = http::send(Method::GET, demo.url("page_url"), String::new()).await;
    assert_eq!(status, 200);
    let test = format!(
        "{}/auth.test?token={}",
        demo.url("api_url"),
        demo.url("bot_token")
    );
    assert_eq!(http::get(&test).await["ok"], true);
    for key in ["commands_url", "interactions_url", "events_url"] {
        let (status, _) = http::post(demo.url(key), &json!({})).await;
        assert_eq!(status, 401, "{key}: unsigned");
    }
}

#[tokio::test]
async fn the_clock_walks_jumps_and_goes_neither_back_nor_astray() {
    let demo = Demo::start().await;
    let clock = demo.url("clock_url");
    let morning = json!({"now": "2026-11-19T08:00:00Z"});
    assert_eq!(http::get(clock).await, morning);
    for (wrong, why) in [
        (
            json!({"now": "2026-11-19T07:59:59Z"}).to_string(),
            "backwards",
        ),
        (json!({"now": "tomorrow"}).to_string(), "no time"),
        (json!({}).to_string(), "nothing"),
        ("{".to_owned(), "no JSON"),
    ] {
        let (status, answer) = http::send(Method::POST, clock, wrong).await;
        assert_eq!(status, 400, "{why}: {answer}");
        assert!(answer["error"].is_string(), "{why}: {answer}");
    }
    assert_eq!(http::get(clock).await, morning, "nothing moved it");

    let asked = json!({"now": "2026-11-19T14:00:30Z"});
    assert_eq!(http::post(clock, &asked).await, (200, asked.clone()));
    assert_eq!(http::get(clock).await, asked);
    let state = state(&demo).await;
    assert_eq!(direct_messages(&state, "ana").len(), 1, "asked on the way");
    assert_eq!(direct_messages(&state, "grace").len(), 0, "not yet");

    // As after two days of downtime: the digest is still wanted, Friday's reminders are not.
    let later = json!({"now": "2026-11-21T10:00:00Z", "jump": true});
    let (status, answer) = http::post(clock, &later).await;
    assert_eq!((status, &answer["now"]), (200, &later["now"]));
    // The thread is posted one message a second.
    let (status, _) = http::post(clock, &json!({"now": "2026-11-21T10:00:10Z"})).await;
    assert_eq!(status, 200);
    let state = self::state(&demo).await;
    assert_eq!(direct_messages(&state, "ana").len(), 1, "no reminder");
    let digest = messages(&state, &channel(&state, "leadership"));
    assert_eq!(
        digest.len(),
        3,
        "a head, a table and a reply of the one team with something to say"
    );
}

#[tokio::test]
async fn a_program_is_a_person_over_the_control_interface() {
    let demo = Demo::start().await;
    let asked = json!({"now": "2026-11-19T14:00:30Z"});
    http::post(demo.url("clock_url"), &asked).await;
    let before = state(&demo).await;
    let (ana, ask) = (
        person(&before, "ana"),
        direct_messages(&before, "ana").remove(0),
    );
    let channel = dm(&before, "ana").unwrap();

    let slash = json!({"user": ana, "do": "slash", "command": "/okr", "until": "message"});
    let answer = act(&demo, slash).await;
    let said = answer["ephemeral"]["text"].as_str().unwrap();
    assert!(said.contains("PAY-1.1"), "{said}");
    assert!(answer["ms"].is_number() && answer["errors"].is_null());

    let press = json!({"user": ana, "do": "press", "channel": channel, "ts": ask["ts"], "label": "Check in",
        "until": "view"});
    let view = act(&demo, press).await["view"].take();
    assert_eq!(view["title"]["text"], "Week 47");

    let submit = |fires: &str| {
        json!({"user": ana, "do": "submit", "view_id": view["id"],
            "values": {"Fires": fires, "Security": "5", "Tune-ups": "40"}})
    };
    let wrong = act(&demo, submit("70")).await;
    let errors = wrong["errors"].as_object().unwrap();
    assert_eq!(
        errors.values().collect::<Vec<_>>(),
        ["Adds up to 115: 15 too many."]
    );
    let right = act(&demo, submit("45")).await;
    assert_eq!(
        (&right["errors"], &right["view"]),
        (&json!(null), &json!(null))
    );

    // The receipt is delivered where the clock stands; walking to the same instant waits for it.
    assert_eq!(http::post(demo.url("clock_url"), &asked).await.0, 200);
    let after = state(&demo).await;
    let receipt = direct_messages(&after, "ana").remove(0);
    assert_eq!(receipt["ts"], ask["ts"], "the ask became the receipt");
    let text = receipt["text"].as_str().unwrap();
    assert!(text.contains("Payments, week 47: recorded"), "{text}");
    assert!(receipt["edited"].is_object());
}

/// Somebody presses Ctrl-C, or a supervisor ends it.
#[cfg(unix)]
#[tokio::test]
async fn nothing_is_left_behind_however_it_is_told_to_end() {
    for signal in ["-INT", "-TERM"] {
        let folder = tempfile::tempdir().unwrap();
        let mut demo = Demo::start_in(folder.path()).await;
        let there = || folder.path().read_dir().unwrap().count();
        assert_eq!(there(), 1, "its database");
        let (status, _) = http::send(Method::GET, demo.url("page_url"), String::new()).await;
        assert_eq!(status, 200);
        assert!(demo.ends(signal).success(), "{signal}");
        assert_eq!(there(), 0, "{signal}");
    }
}

#[test]
fn what_would_let_anybody_in_is_refused_in_one_sentence() {
    let open = command(&["demo", "--listen", "0.0.0.0:0"]).output();
    let real = command(&["demo", "--listen", "127.0.0.1:0"])
        .env("SLACK_BOT_TOKEN", "xoxb-a-real-one")
        .output();
    for (refused, why) in [
        (open.unwrap(), "is not a loopback address"),
        (real.unwrap(), "SLACK_BOT_TOKEN"),
    ] {
        let complaint = String::from_utf8(refused.stderr).unwrap();
        assert_eq!(refused.status.code(), Some(2), "{complaint}");
        assert_eq!(complaint.trim().lines().count(), 1, "{complaint}");
        assert!(complaint.contains(why), "{complaint}");
        assert!(!complaint.contains("xoxb-a-real-one"), "{complaint}");
        assert!(refused.stdout.is_empty());
    }
}

async fn state(demo: &Demo) -> Value {
    http::get(&format!("{}/state", demo.url("control_url"))).await
}

async fn act(demo: &Demo, act: Value) -> Value {
    let (status, answer) = http::post(&format!("{}/act", demo.url("control_url")), &act).await;
    assert_eq!((status, &answer["status"]), (200, &json!(200)), "{answer}");
    answer
}

fn person(state: &Value, name: &str) -> String {
    let users = state["users"].as_array().unwrap();
    let found = users.iter().find(|user| user["name"] == name).unwrap();
    found["id"].as_str().unwrap().to_owned()
}

fn channel(state: &Value, name: &str) -> String {
    let channels = state["channels"].as_array().unwrap();
    let found = channels.iter().find(|one| one["name"] == name).unwrap();
    found["id"].as_str().unwrap().to_owned()
}

fn dm(state: &Value, name: &str) -> Option<String> {
    let person = person(state, name);
    let channels = state["channels"].as_array().unwrap();
    let found = channels.iter().find(|one| one["user"] == person)?;
    Some(found["id"].as_str().unwrap().to_owned())
}

fn messages(state: &Value, channel: &str) -> Vec<Value> {
    state["messages"][channel]
        .as_array()
        .cloned()
        .unwrap_or_default()
}

fn direct_messages(state: &Value, name: &str) -> Vec<Value> {
    dm(state, name).map_or_else(Vec::new, |channel| messages(state, &channel))
}
