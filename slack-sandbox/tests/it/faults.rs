//! Faults on purpose, as a client meets them.

use crate::app::{Desk, MANIFEST};
use serde_json::{Value, json};
use slack_sandbox::{Fault, FaultRule, Manifest, Options, Sandbox, SandboxClock};

fn texts(desk: &Desk) -> Vec<String> {
    let general = desk.sandbox.find_channel("general").unwrap().id;
    desk.sandbox
        .messages(&general)
        .into_iter()
        .map(|one| one.text)
        .collect()
}

async fn post(desk: &Desk, text: &str) -> Result<(u16, Value, axum::http::HeaderMap), String> {
    let general = desk.sandbox.find_channel("general").unwrap().id;
    desk.try_call(
        "chat.postMessage",
        json!({"channel": general, "text": text}),
    )
    .await
}

#[tokio::test]
async fn a_cut_connection_is_broken_and_not_an_empty_answer() {
    let desk = Desk::without_app().await;
    desk.sandbox
        .faults()
        .add(FaultRule::new("chat.postMessage", Fault::CutBefore).skip(1));
    desk.sandbox
        .faults()
        .add(FaultRule::new("chat.postMessage", Fault::CutAfter).skip(1));
    assert!(post(&desk, "a").await.is_ok());
    assert!(post(&desk, "b").await.is_err());
    assert!(post(&desk, "c").await.is_err());
    assert_eq!(texts(&desk), ["a", "c"]);
    let calls = desk.sandbox.calls();
    assert_eq!(
        (calls.len(), calls[2].status, calls[2].fault.as_deref()),
        (3, None, Some("cut_after"))
    );
}

#[tokio::test]
async fn late_work_is_done_when_the_clock_passes() {
    let desk = Desk::without_app().await;
    let fault = json!({"method": "chat.postMessage", "fault": "late_commit", "seconds": 30});
    assert_eq!(desk.control("POST", "faults", fault).await.0, 200);
    assert!(post(&desk, "late").await.is_err());
    desk.sandbox
        .set_now("2026-11-19T14:00:29Z".parse().unwrap());
    assert!(texts(&desk).is_empty());
    desk.sandbox
        .set_now("2026-11-19T14:00:30Z".parse().unwrap());
    assert_eq!(texts(&desk), ["late"]);
}

#[tokio::test]
async fn a_hidden_message_shows_later_in_history() {
    let desk = Desk::without_app().await;
    let general = desk.sandbox.find_channel("general").unwrap().id;
    desk.sandbox
        .faults()
        .add(FaultRule::new("chat.postMessage", Fault::HiddenFromHistory).seconds(5.0));
    assert_eq!(post(&desk, "shy").await.unwrap().1["ok"], true);
    let history = || async {
        desk.call("conversations.history", json!({"channel": general}))
            .await["messages"]
            .as_array()
            .unwrap()
            .len()
    };
    assert_eq!(history().await, 0);
    desk.sandbox
        .set_now("2026-11-19T14:00:05Z".parse().unwrap());
    assert_eq!(history().await, 1);
}

#[tokio::test]
async fn answers_go_wrong_as_asked() {
    let desk = Desk::without_app().await;
    for fault in [
        json!({"fault": "rate_limited", "seconds": 7}),
        json!({"fault": "http_500"}),
        json!({"fault": "html"}),
        json!({"fault": "internal_error_before"}),
        json!({"fault": "internal_error_after"}),
        json!({"fault": "token_revoked"}),
        json!({"error": "invalid_blocks"}),
        json!({"fault": {"error": "fatal_error"}}),
    ] {
        let mut fault = fault;
        fault["method"] = json!("chat.postMessage");
        assert_eq!(desk.control("POST", "faults", fault).await.0, 200);
    }
    let (status, answer, headers) = post(&desk, "1").await.unwrap();
    assert_eq!(
        (
            status,
            answer["error"].as_str(),
            headers["retry-after"].to_str().unwrap()
        ),
        (429, Some("ratelimited"), "7")
    );
    assert_eq!(post(&desk, "2").await.unwrap().0, 500);
    let (status, html, _) = post(&desk, "3").await.unwrap();
    assert!(status == 200 && html.as_str().unwrap().starts_with("<!DOCTYPE html>"));
    for code in [
        "internal_error",
        "internal_error",
        "token_revoked",
        "invalid_blocks",
        "fatal_error",
    ] {
        assert_eq!(post(&desk, "4").await.unwrap().1["error"], code);
    }
    assert_eq!(
        texts(&desk),
        ["4"],
        "only internal_error_after did its work"
    );
    assert!(post(&desk, "5").await.is_ok() && desk.sandbox.faults().waiting().is_empty());
    assert_eq!(
        desk.control("POST", "faults", json!({"method": "x", "fault": "meteor"}))
            .await
            .0,
        400
    );
}

#[tokio::test]
async fn a_strict_sandbox_wants_one_message_a_second_and_channel() {
    let options = Options {
        strict: true,
        clock: SandboxClock::Fixed("2026-11-19T14:00:00Z".parse().unwrap()),
        ..Options::new(Manifest::parse(MANIFEST).unwrap())
    };
    let sandbox = Sandbox::start(options).await.unwrap();
    let ana = sandbox.find_user("ana").unwrap().id;
    let desk = Desk {
        sandbox,
        app: std::sync::Arc::default(),
        ana,
    };
    for _ in 0..3 {
        assert_eq!(post(&desk, "x").await.unwrap().0, 200);
    }
    let (status, _, headers) = post(&desk, "x").await.unwrap();
    assert_eq!(
        (status, headers["retry-after"].to_str().unwrap()),
        (429, "3")
    );
    desk.sandbox
        .set_now("2026-11-19T14:00:03Z".parse().unwrap());
    assert_eq!(post(&desk, "x").await.unwrap().0, 200);
    for n in 0..60 {
        let (status, _, _) = desk.try_call("users.list", json!({})).await.unwrap();
        assert_eq!(status, if n < 20 { 200 } else { 429 });
    }
}
