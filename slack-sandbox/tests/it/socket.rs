//! Socket Mode: an app without a URL, reached over its own connections.

use crate::app::{Desk, MANIFEST, send};
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use std::time::Duration;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

/// The app's end of a connection.
struct Line(WebSocketStream<MaybeTlsStream<tokio::net::TcpStream>>);

impl Line {
    /// The next thing Slack says that is not a ping; null when it closed.
    async fn next(&mut self) -> Value {
        let limit = Duration::from_secs(10);
        loop {
            let said = tokio::time::timeout(limit, self.0.next()).await;
            match said.expect("Slack says something in time") {
                Some(Ok(Message::Text(text))) => return serde_json::from_str(&text).unwrap(),
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                _ => return Value::Null,
            }
        }
    }

    async fn say(&mut self, answer: Value) {
        let text = Message::Text(answer.to_string().into());
        self.0.send(text).await.unwrap();
    }

    /// Takes the next envelope and acknowledges it with this payload.
    async fn take(&mut self, payload: Value) -> Value {
        let envelope = self.next().await;
        let mut answer = json!({"envelope_id": envelope["envelope_id"]});
        if !payload.is_null() {
            answer["payload"] = payload;
        }
        self.say(answer).await;
        envelope
    }
}

fn manifest() -> String {
    let without_urls = MANIFEST
        .replace(
            "url: \"https://tiny.example/slack/commands\"",
            "usage_hint: x",
        )
        .replace("request_url: \"https://tiny.example/slack/events\", ", "")
        .replace(
            ", request_url: \"https://tiny.example/slack/interactions\"",
            "",
        );
    without_urls + "  socket_mode_enabled: true\n"
}

async fn desk() -> Desk {
    Desk::with_manifest(&manifest()).await
}

/// Calls `apps.connections.open` with a token.
async fn open(desk: &Desk, token: &str) -> Value {
    let url = format!("{}/apps.connections.open", desk.sandbox.api_url());
    let bearer = format!("Bearer {token}");
    let headers = [("authorization", bearer.as_str())];
    send("POST", &url, &headers, String::new()).await.unwrap().1
}

async fn url(desk: &Desk) -> String {
    let answer = open(desk, desk.sandbox.app_token()).await;
    answer["url"]
        .as_str()
        .unwrap_or_else(|| panic!("{answer}"))
        .to_owned()
}

/// A new connection, and its hello.
async fn connect(desk: &Desk) -> (Line, Value) {
    let mut line = Line(connect_async(url(desk).await).await.unwrap().0);
    let hello = line.next().await;
    (line, hello)
}

#[tokio::test]
async fn a_connection_needs_the_app_level_token_and_a_fresh_ticket() {
    let desk = desk().await;
    let refused = open(&desk, desk.sandbox.bot_token()).await;
    assert_eq!(refused["error"], "not_allowed_token_type");
    assert_eq!(open(&desk, "xapp-1").await["error"], "invalid_auth");
    let by_app_token = format!(
        "{}/auth.test?token={}",
        desk.sandbox.api_url(),
        desk.sandbox.app_token()
    );
    let (_, refused, _) = send("GET", &by_app_token, &[], String::new())
        .await
        .unwrap();
    assert_eq!(refused["error"], "not_allowed_token_type");

    let url = url(&desk).await;
    assert!(url.starts_with("ws://127.0.0.1:") && url.contains("/link/?ticket="));
    let (socket, _) = connect_async(&url).await.unwrap();
    let hello = Line(socket).next().await;
    assert_eq!(
        (&hello["type"], &hello["num_connections"]),
        (&json!("hello"), &json!(1))
    );
    assert!(hello["debug_info"]["approximate_connection_time"].is_u64());
    let app_id = hello["connection_info"]["app_id"].as_str().unwrap();
    assert!(url.ends_with(app_id), "{url} {app_id}");
    let Err(Error::Http(again)) = connect_async(&url).await else {
        panic!("a ticket opens one connection")
    };
    assert_eq!(again.status(), 403);

    let over_http = Desk::without_app().await;
    let token = over_http.sandbox.app_token();
    let refused = open(&over_http, token).await;
    assert_eq!(
        refused["error"], "forbidden_team",
        "the app is not in Socket Mode"
    );
}

#[tokio::test]
async fn a_command_is_answered_in_its_acknowledgement() {
    let desk = desk().await;
    let (mut line, _) = connect(&desk).await;
    let slash = desk.act(json!({"do": "slash", "command": "/okr", "text": "all"}));
    let answer = json!({"text": "two open"});
    let ((status, outcome), envelope) = tokio::join!(slash, line.take(answer));
    assert_eq!(
        (&envelope["type"], &envelope["accepts_response_payload"]),
        (&json!("slash_commands"), &json!(true))
    );
    let payload = &envelope["payload"];
    assert_eq!(
        (&payload["command"], &payload["text"], &payload["user_id"]),
        (&json!("/okr"), &json!("all"), &json!(desk.ana))
    );
    assert_eq!((status, &outcome["status"]), (200, &json!(200)));
    assert_eq!(outcome["ephemeral"]["text"], "two open");
    let delivery = &desk.sandbox.deliveries()[0];
    assert_eq!(
        (delivery.url.as_str(), delivery.status),
        ("socket 1", Some(200))
    );
}

#[tokio::test]
async fn a_modal_is_sent_and_refused_over_the_socket() {
    let desk = desk().await;
    let (mut line, _) = connect(&desk).await;
    let slash = desk.act(json!({"do": "slash", "command": "/okr"}));
    let (_, envelope) = tokio::join!(slash, line.take(Value::Null));
    let plain = |text: &str| json!({"type": "plain_text", "text": text});
    let input = json!({"type": "input", "block_id": "name", "label": plain("Name"),
        "element": {"type": "plain_text_input", "action_id": "v"}});
    let view =
        json!({"type": "modal", "title": plain("Who"), "submit": plain("Send"), "blocks": [input]});
    let trigger = &envelope["payload"]["trigger_id"];
    let opened = desk
        .call("views.open", json!({"trigger_id": trigger, "view": view}))
        .await;
    let submit = || {
        desk.act(
            json!({"do": "submit", "view_id": opened["view"]["id"], "values": {"Name": "Ana"}}),
        )
    };
    let errors = json!({"response_action": "errors", "errors": {"name": "taken"}});
    let ((_, outcome), envelope) = tokio::join!(submit(), line.take(errors));
    assert_eq!(
        (&envelope["type"], &envelope["accepts_response_payload"]),
        (&json!("interactive"), &json!(true))
    );
    assert!(envelope.get("retry_attempt").is_none());
    assert_eq!(envelope["payload"]["type"], "view_submission");
    assert_eq!(outcome["errors"]["name"], "taken");
    let ((_, outcome), _) = tokio::join!(submit(), line.take(Value::Null));
    assert_eq!(
        outcome["view"],
        json!(null),
        "an empty acknowledgement closes it"
    );
}

#[tokio::test]
async fn a_press_takes_no_answer_but_an_acknowledgement() {
    let desk = desk().await;
    let (mut line, _) = connect(&desk).await;
    let button =
        json!({"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}});
    let (channel, ts) = desk
        .post_to_ana(json!([{"type": "actions", "elements": [button]}]))
        .await;
    let press = desk.act(json!({"do": "press", "channel": channel, "ts": ts, "action_id": "go"}));
    let ((_, outcome), envelope) = tokio::join!(press, line.take(json!({"text": "ignored"})));
    assert_eq!(envelope["accepts_response_payload"], false);
    assert_eq!(
        (&outcome["status"], &outcome["body"]),
        (&json!(200), &json!(""))
    );
}

#[tokio::test]
async fn an_event_that_is_not_acknowledged_comes_again_with_its_attempt() {
    let desk = desk().await;
    let (mut line, _) = connect(&desk).await;
    let home = desk.act(json!({"do": "open_home"}));
    let ((_, outcome), (first, second)) = tokio::join!(home, async {
        let first = line.next().await;
        let second = line.take(Value::Null).await;
        (first, second)
    });
    assert_eq!(outcome["status"], json!(null));
    assert_eq!(first["type"], "events_api");
    assert_eq!(
        (&first["retry_attempt"], &first["retry_reason"]),
        (&json!(0), &json!(""))
    );
    assert_eq!(
        (&second["retry_attempt"], &second["retry_reason"]),
        (&json!(1), &json!("timeout"))
    );
    assert_eq!(first["payload"]["event_id"], second["payload"]["event_id"]);
    assert_eq!(first["payload"]["event"]["type"], "app_home_opened");
    desk.until(|sandbox| sandbox.deliveries().len() == 2).await;
    assert_eq!(desk.sandbox.deliveries()[1].status, Some(200));
}

#[tokio::test]
async fn without_a_connection_the_person_is_told_and_the_event_waits() {
    let desk = desk().await;
    let (_, outcome) = desk.act(json!({"do": "slash", "command": "/okr"})).await;
    assert_eq!(
        outcome["shown"],
        "/okr failed with the error \"dispatch_failed\""
    );
    desk.act(json!({"do": "open_home"})).await;
    desk.until(|sandbox| sandbox.deliveries().len() == 3).await;
    let (mut line, _) = connect(&desk).await;
    desk.control("POST", "clock", json!({"now": "2026-11-19T14:01:00Z"}))
        .await;
    let envelope = line.take(Value::Null).await;
    assert_eq!(envelope["retry_attempt"], 2);
    assert_eq!(envelope["retry_reason"], "connection_failed");
}

#[tokio::test]
async fn payloads_are_spread_over_ten_connections_and_no_more() {
    let desk = desk().await;
    let mut lines = Vec::new();
    for count in 1..=10 {
        let (line, hello) = connect(&desk).await;
        assert_eq!(hello["num_connections"], count);
        lines.push(line);
    }
    let (mut eleventh, said) = connect(&desk).await;
    assert_eq!(
        (&said["type"], &said["reason"]),
        (&json!("disconnect"), &json!("too_many_websockets"))
    );
    assert_eq!(eleventh.next().await, Value::Null);
    for line in &mut lines {
        let slash = desk.act(json!({"do": "slash", "command": "/okr"}));
        let ((_, outcome), _) = tokio::join!(slash, line.take(Value::Null));
        assert_eq!(outcome["status"], 200);
    }
    let (_, status) = desk.control("GET", "sockets", Value::Null).await;
    let sent: Vec<_> = status["sockets"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["sent"].clone())
        .collect();
    assert_eq!(sent, vec![json!(1); 10]);
    assert_eq!(status["app_token"], desk.sandbox.app_token());
}

#[tokio::test]
async fn a_warned_connection_gets_nothing_new_once_another_is_there_and_then_ends() {
    let desk = desk().await;
    let (mut old, _) = connect(&desk).await;
    let warn = json!({"disconnect": "warning", "seconds": 0.3});
    assert_eq!(desk.control("POST", "sockets", warn).await.0, 200);
    let said = old.next().await;
    assert_eq!(
        (&said["type"], &said["reason"]),
        (&json!("disconnect"), &json!("warning"))
    );
    assert!(said["debug_info"]["host"].is_string());
    let (mut new, hello) = connect(&desk).await;
    assert_eq!(
        hello["num_connections"], 2,
        "the new one before the old one ends"
    );
    for _ in 0..3 {
        let slash = desk.act(json!({"do": "slash", "command": "/okr"}));
        let ((_, outcome), _) = tokio::join!(slash, new.take(Value::Null));
        assert_eq!(outcome["status"], 200);
    }
    assert_eq!(old.next().await["reason"], "refresh_requested");
    assert_eq!(old.next().await, Value::Null);
    desk.until(|sandbox| sandbox.open_sockets().len() == 1)
        .await;
}

#[tokio::test]
async fn a_link_that_is_disabled_ends_every_connection_and_opens_none() {
    let desk = desk().await;
    let (mut line, _) = connect(&desk).await;
    let unused = url(&desk).await;
    desk.control("POST", "sockets", json!({"disconnect": "link_disabled"}))
        .await;
    assert_eq!(line.next().await["reason"], "link_disabled");
    assert_eq!(line.next().await, Value::Null);
    let refused = open(&desk, desk.sandbox.app_token()).await;
    assert_eq!(refused["error"], "forbidden_team");
    assert!(connect_async(unused).await.is_err());
    desk.control("POST", "sockets", json!({"enable": true}))
        .await;
    connect(&desk).await;
    let (status, answer) = desk
        .control("POST", "sockets", json!({"disconnect": "rudely"}))
        .await;
    assert_eq!(status, 400);
    assert!(
        answer["error"]
            .as_str()
            .unwrap()
            .contains("refresh_requested")
    );
}

#[tokio::test]
async fn an_end_that_says_goodbye_is_answered_at_once() {
    let desk = desk().await;
    let (mut line, _) = connect(&desk).await;
    line.0.send(Message::Close(None)).await.unwrap();
    let limit = Duration::from_secs(1);
    let said = tokio::time::timeout(limit, async {
        loop {
            match line.0.next().await {
                Some(Ok(Message::Ping(_))) => {}
                other => break other,
            }
        }
    });
    let said = said.await.expect("at once");
    assert!(matches!(said, Some(Ok(Message::Close(_)))), "{said:?}");
    desk.until(|sandbox| sandbox.open_sockets().is_empty())
        .await;
}

#[tokio::test]
async fn what_a_connection_had_not_acknowledged_when_it_ended_has_failed() {
    let desk = desk().await;
    let (mut line, _) = connect(&desk).await;
    let slash = desk.act(json!({"do": "slash", "command": "/okr"}));
    let ((_, outcome), ()) = tokio::join!(slash, async {
        line.next().await;
        drop(line);
    });
    assert_eq!(
        outcome["shown"],
        "/okr failed with the error \"dispatch_failed\""
    );
    assert!(outcome["ms"].as_u64().unwrap() < 3000, "{outcome}");
}

#[tokio::test]
async fn the_sandbox_pings_and_takes_nonsense_calmly() {
    let desk = desk().await;
    let (mut line, _) = connect(&desk).await;
    for text in ["", "[]", "hello", "{\"envelope_id\": \"none\"}"] {
        let text = Message::Text(text.into());
        line.0.send(text).await.unwrap();
    }
    let ping = loop {
        match line.0.next().await.unwrap().unwrap() {
            Message::Ping(text) => break text,
            other => assert!(!other.is_close(), "{other:?}"),
        }
    };
    assert!(ping.starts_with(b"Ping from"));
    let slash = desk.act(json!({"do": "slash", "command": "/okr"}));
    let ((_, outcome), _) = tokio::join!(slash, line.take(Value::Null));
    assert_eq!(outcome["status"], 200);
    desk.sandbox.shutdown().await;
    assert_eq!(line.next().await, Value::Null);
}
