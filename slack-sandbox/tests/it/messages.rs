//! Messages: time, threads, metadata, edits, and the state as it is shown.

use crate::app::Desk;
use serde_json::{Value, json};

#[tokio::test]
async fn ts_come_from_the_sandboxes_clock_and_never_repeat() {
    let desk = Desk::without_app().await;
    let (_, first) = desk.post_to_ana(json!([])).await;
    let (_, second) = desk.post_to_ana(json!([])).await;
    assert!(
        first.starts_with("1795096800.") && first < second,
        "{first} {second}"
    );
    desk.control("POST", "clock", json!({"now": "2026-11-20T15:00:00Z"}))
        .await;
    let (_, third) = desk.post_to_ana(json!([])).await;
    assert!(third.starts_with("1795186800."), "{third}");
    let (status, _) = desk
        .control("POST", "clock", json!({"now": "tomorrow"}))
        .await;
    assert_eq!(status, 400);
}

#[tokio::test]
async fn a_thread_is_read_by_pages_and_metadata_on_request() {
    let desk = Desk::without_app().await;
    let general = desk.sandbox.find_channel("general").unwrap().id;
    let metadata = json!({"event_type": "post", "event_payload": {"key": "k"}});
    let head = desk
        .call(
            "chat.postMessage",
            json!({"channel": general, "text": "head", "metadata": metadata}),
        )
        .await;
    for n in 0..5 {
        let reply = desk
            .call(
                "chat.postMessage",
                json!({"channel": general, "text": n.to_string(), "thread_ts": head["ts"]}),
            )
            .await;
        assert_eq!(reply["message"]["parent_user_id"], head["message"]["user"]);
    }
    let history = desk
        .call(
            "conversations.history",
            json!({"channel": general, "include_all_metadata": true}),
        )
        .await;
    let messages = history["messages"].as_array().unwrap();
    assert_eq!(
        (
            messages.len(),
            &messages[0]["reply_count"],
            &messages[0]["metadata"]
        ),
        (1, &json!(5), &metadata)
    );
    let plain = desk
        .call("conversations.history", json!({"channel": general}))
        .await;
    assert!(plain["messages"][0].get("metadata").is_none());

    let mut cursor = Value::Null;
    let mut texts = Vec::new();
    loop {
        let page = desk
            .call(
                "conversations.replies",
                json!({"channel": general, "ts": head["ts"], "limit": 4, "cursor": cursor}),
            )
            .await;
        texts.extend(
            page["messages"]
                .as_array()
                .unwrap()
                .iter()
                .map(|one| one["text"].as_str().unwrap().to_owned()),
        );
        cursor = page["response_metadata"]["next_cursor"].clone();
        if page["has_more"] == false {
            break;
        }
    }
    assert_eq!(texts, ["head", "0", "1", "2", "3", "4"]);
}

#[tokio::test]
async fn history_is_cut_by_times_and_pages() {
    let desk = Desk::without_app().await;
    let general = desk.sandbox.find_channel("general").unwrap().id;
    let mut ts = Vec::new();
    for n in 0..10 {
        let posted = desk
            .call(
                "chat.postMessage",
                json!({"channel": general, "text": n.to_string()}),
            )
            .await;
        ts.push(posted["ts"].clone());
    }
    let texts = |answer: &Value| -> String {
        answer["messages"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["text"].as_str().unwrap())
            .collect()
    };
    let window = json!({"channel": general, "oldest": ts[2], "latest": ts[6]});
    assert_eq!(
        texts(&desk.call("conversations.history", window.clone()).await),
        "543"
    );
    let mut inclusive = window.clone();
    inclusive["inclusive"] = json!(true);
    assert_eq!(
        texts(&desk.call("conversations.history", inclusive).await),
        "65432"
    );
    let page = desk
        .call(
            "conversations.history",
            json!({"channel": general, "limit": 4}),
        )
        .await;
    assert_eq!(
        (texts(&page).as_str(), &page["has_more"]),
        ("9876", &json!(true))
    );
    let next = &page["response_metadata"]["next_cursor"];
    let page = desk
        .call(
            "conversations.history",
            json!({"channel": general, "limit": 4, "cursor": next}),
        )
        .await;
    assert_eq!(texts(&page), "5432");
}

#[tokio::test]
async fn an_edit_and_a_deletion_are_seen_in_the_state() {
    let desk = Desk::without_app().await;
    let (channel, ts) = desk.post_to_ana(json!([{"type": "divider"}])).await;
    let kept = desk
        .call(
            "chat.update",
            json!({"channel": channel, "ts": ts, "text": "new"}),
        )
        .await;
    assert_eq!(
        (&kept["text"], &kept["message"]["blocks"][0]["type"]),
        (&json!("new"), &json!("divider"))
    );
    let (_, state) = desk.control("GET", "state", Value::Null).await;
    let message = &state["messages"][&channel][0];
    assert_eq!(
        (&message["text"], &message["ts"]),
        (&json!("new"), &json!(ts))
    );
    assert!(message["edited"]["ts"].is_string());
    for (key, is_right) in [
        ("users", state["users"].is_array()),
        ("channels", state["channels"].is_array()),
        ("views", state["views"].is_object()),
        ("homes", state["homes"].is_object()),
        ("ephemerals", state["ephemerals"].is_object()),
        ("deliveries", state["deliveries"].is_array()),
    ] {
        assert!(is_right, "{key}");
    }
    desk.call("chat.delete", json!({"channel": channel, "ts": ts}))
        .await;
    assert!(desk.sandbox.messages(&channel).is_empty());
}
