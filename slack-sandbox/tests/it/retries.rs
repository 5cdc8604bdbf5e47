//! Events that the app did not take are sent again, and nothing else is.

use crate::app::{Desk, MANIFEST};
use axum::http::HeaderValue;
use serde_json::{Value, json};
use slack_sandbox::Delivery;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

fn home_opened() -> Value {
    json!({"do": "open_home"})
}

/// The deliveries of events: which attempt, why, and what the app answered.
fn attempts(desk: &Desk) -> Vec<(u8, Option<String>, Option<u16>)> {
    let all = desk.sandbox.deliveries().into_iter();
    let event = |one: &Delivery| one.kind.starts_with("event:");
    let told = |one: Delivery| (one.retry_num, one.retry_reason, one.status);
    all.filter(event).map(told).collect()
}

async fn at(desk: &Desk, time: &str) {
    let now = format!("2026-11-19T{time}Z");
    let (status, _) = desk.control("POST", "clock", json!({"now": now})).await;
    assert_eq!(status, 200);
}

#[tokio::test]
async fn an_event_that_fails_is_sent_at_once_after_a_minute_and_after_five() {
    let desk = Desk::new().await;
    for _ in 0..4 {
        desk.answer(500, json!("broken"));
    }
    desk.act(home_opened()).await;
    desk.until(|sandbox| sandbox.deliveries().len() == 2).await;
    at(&desk, "14:00:59").await;
    assert_eq!(desk.received(), 2, "a minute is not over");
    at(&desk, "14:01:00").await;
    desk.until(|sandbox| sandbox.deliveries().len() == 3).await;
    at(&desk, "14:06:00").await;
    desk.until(|sandbox| sandbox.deliveries().len() == 4).await;
    at(&desk, "20:00:00").await;
    desk.act(home_opened()).await;

    let http_error = || Some("http_error".to_owned());
    let expected = [
        (0, None, Some(500)),
        (1, http_error(), Some(500)),
        (2, http_error(), Some(500)),
        (3, http_error(), Some(500)),
        (0, None, Some(200)),
    ];
    assert_eq!(attempts(&desk), expected, "three times again, then never");
    let heads = desk.app.heads.lock().unwrap();
    assert!(!heads[0].1.contains_key("x-slack-retry-num"));
    for (head, num) in heads[1..4].iter().zip(["1", "2", "3"]) {
        assert_eq!(head.1["x-slack-retry-num"], num);
        assert_eq!(head.1["x-slack-retry-reason"], "http_error");
    }
    let received = desk.app.received.lock().unwrap();
    let ids: Vec<_> = received.iter().map(|one| &one["event_id"]).collect();
    assert!(ids[..4].iter().all(|id| *id == ids[0]), "{ids:?}");
    assert_ne!(ids[4], ids[0]);
}

#[tokio::test]
async fn an_event_is_not_sent_again_once_it_is_taken() {
    let desk = Desk::new().await;
    desk.answer(503, json!(""));
    desk.act(home_opened()).await;
    desk.until(|sandbox| sandbox.deliveries().len() == 2).await;
    at(&desk, "15:00:00").await;
    desk.act(json!({"do": "slash", "command": "/okr"})).await;
    assert_eq!(attempts(&desk).len(), 2);
}

#[tokio::test]
async fn an_app_can_ask_not_to_be_sent_an_event_again() {
    let desk = Desk::new().await;
    let no = HeaderValue::from_static("1");
    desk.app
        .answer_headers
        .lock()
        .unwrap()
        .insert("x-slack-no-retry", no);
    desk.answer(400, json!("unreadable"));
    desk.act(home_opened()).await;
    at(&desk, "15:00:00").await;
    desk.act(json!({"do": "slash", "command": "/okr"})).await;
    assert_eq!(attempts(&desk), [(0, None, Some(400))]);
}

#[tokio::test]
async fn an_app_that_is_away_gets_its_event_when_it_is_back() {
    let away = Desk::without_app().await;
    away.act(home_opened()).await;
    away.until(|sandbox| sandbox.deliveries().len() == 2).await;
    let reason = Some("connection_failed".to_owned());
    assert_eq!(attempts(&away), [(0, None, None), (1, reason, None)]);
}

#[tokio::test]
async fn an_event_is_followed_through_two_redirects_and_not_through_three() {
    for (redirects, expected) in [(2, Some(200)), (3, None)] {
        let desk = Desk::new().await;
        let place = HeaderValue::from_static("/slack/elsewhere");
        desk.app
            .answer_headers
            .lock()
            .unwrap()
            .insert("location", place);
        for _ in 0..redirects {
            desk.answer(307, json!(""));
        }
        let (_, outcome) = desk.act(home_opened()).await;
        assert_eq!(outcome["status"], json!(expected));
        let paths: Vec<String> = {
            let heads = desk.app.heads.lock().unwrap();
            heads.iter().map(|head| head.0.clone()).collect()
        };
        assert_eq!(
            paths[..3],
            ["/slack/events", "/slack/elsewhere", "/slack/elsewhere"]
        );
        if expected.is_none() {
            desk.until(|sandbox| sandbox.deliveries().len() == 2).await;
            let reason = attempts(&desk)[1].1.clone();
            assert_eq!(reason.as_deref(), Some("too_many_redirects"));
        }
    }
}

#[tokio::test]
async fn a_submission_that_fails_is_never_sent_again() {
    let desk = Desk::new().await;
    desk.answer(500, json!(""));
    let (_, outcome) = desk.act(json!({"do": "slash", "command": "/okr"})).await;
    assert_eq!(outcome["status"], 500);
    at(&desk, "15:00:00").await;
    desk.act(home_opened()).await;
    assert_eq!(desk.received(), 2, "the command once, the home tab once");
}

#[tokio::test]
async fn a_request_url_is_tried_with_a_challenge() {
    let desk = Desk::new().await;
    desk.answer(200, json!("something else"));
    let (_, outcome) = desk.act(json!({"do": "verify_url"})).await;
    let sent = desk.last();
    assert_eq!(sent["type"], "url_verification");
    assert!(outcome["shown"].as_str().unwrap().contains("challenge"));

    let echo = axum::Router::new().fallback(
        async |axum::Json(body): axum::Json<Value>| -> axum::Json<Value> {
            axum::Json(json!({"challenge": body["challenge"]}))
        },
    );
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, echo).await.unwrap() });
    desk.sandbox.set_app_url(&url).unwrap();
    let (_, outcome) = desk.act(json!({"do": "verify_url"})).await;
    assert_eq!(
        (&outcome["status"], &outcome["shown"]),
        (&json!(200), &json!(null))
    );

    let url = "request_url: \"https://tiny.example/slack/events\", ";
    let none = MANIFEST.replace(url, "").replace(
        "  interactivity:",
        "  socket_mode_enabled: true\n  interactivity:",
    );
    let desk = Desk::with_manifest(&none).await;
    assert_eq!(desk.act(json!({"do": "verify_url"})).await.0, 400);
}

#[tokio::test]
async fn an_event_that_is_not_answered_in_three_seconds_comes_again_as_timed_out() {
    let desk = Desk::without_app().await;
    let slow = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", slow.local_addr().unwrap());
    desk.sandbox.set_app_url(&url).unwrap();
    let second = async {
        let _first = slow.accept().await.unwrap();
        let (mut second, _) = slow.accept().await.unwrap();
        let mut head = vec![0; 4096];
        let length = second.read(&mut head).await.unwrap();
        let head = String::from_utf8_lossy(&head[..length]).to_lowercase();
        second
            .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")
            .await
            .unwrap();
        head
    };
    let ((_, outcome), head) = tokio::join!(desk.act(home_opened()), second);
    assert_eq!(outcome["status"], json!(null));
    assert!(head.contains("x-slack-retry-num: 1\r\n"), "{head}");
    assert!(
        head.contains("x-slack-retry-reason: http_timeout\r\n"),
        "{head}"
    );
    desk.until(|sandbox| sandbox.deliveries().len() == 2).await;
    assert_eq!(desk.sandbox.deliveries()[1].status, Some(200));
}
