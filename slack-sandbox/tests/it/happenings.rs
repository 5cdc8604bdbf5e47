//! What happens in channels is told to an app that subscribes to it, its own doings too.

use crate::app::{Desk, MANIFEST};
use serde_json::{Value, json};

async fn desk() -> Desk {
    let events = "message.channels, app_mention, reaction_added, member_joined_channel]";
    let manifest = MANIFEST.replace("message.channels]", events).replace(
        "\"users:read\"]",
        "\"users:read\", \"reactions:write\", \"reactions:read\", \"channels:join\", \"app_mentions:read\"]",
    );
    Desk::beside_app(&manifest).await
}

fn channel(desk: &Desk, name: &str) -> String {
    desk.sandbox.find_channel(name).unwrap().id
}

/// The event of this type and subtype, when it has come.
async fn told(desk: &Desk, kind: &str, subtype: Option<&str>) -> Value {
    let find = || {
        let received = desk.app.received.lock().unwrap();
        let mut events = received.iter().map(|one| one["event"].clone());
        events.find(|event| event["type"] == kind && event["subtype"].as_str() == subtype)
    };
    desk.until(|_| find().is_some()).await;
    find().unwrap()
}

#[tokio::test]
async fn a_message_of_the_app_its_edit_and_its_end_are_told() {
    let desk = desk().await;
    let general = channel(&desk, "general");
    let posted = desk
        .call(
            "chat.postMessage",
            json!({"channel": general, "text": "one"}),
        )
        .await;
    let event = told(&desk, "message", None).await;
    assert_eq!(
        (&event["text"], &event["ts"]),
        (&json!("one"), &posted["ts"])
    );
    assert!(
        event["bot_id"].is_string(),
        "so that the app can ignore itself"
    );

    let edit = json!({"channel": general, "ts": posted["ts"], "text": "two"});
    desk.call("chat.update", edit).await;
    let event = told(&desk, "message", Some("message_changed")).await;
    assert_eq!(
        (
            &event["message"]["text"],
            &event["previous_message"]["text"]
        ),
        (&json!("two"), &json!("one"))
    );
    assert_eq!(
        (&event["hidden"], &event["channel_type"]),
        (&json!(true), &json!("channel"))
    );

    let gone = json!({"channel": general, "ts": posted["ts"]});
    desk.call("chat.delete", gone).await;
    let event = told(&desk, "message", Some("message_deleted")).await;
    assert_eq!(
        (&event["deleted_ts"], &event["previous_message"]["text"]),
        (&posted["ts"], &json!("two"))
    );
}

#[tokio::test]
async fn a_reaction_is_told_whoever_it_comes_from() {
    let desk = desk().await;
    let general = channel(&desk, "general");
    let posted = desk
        .call(
            "chat.postMessage",
            json!({"channel": general, "text": "one"}),
        )
        .await;
    let react = json!({"do": "react", "channel": general, "ts": posted["ts"], "name": "tada"});
    let (status, outcome) = desk.act(react.clone()).await;
    assert_eq!((status, &outcome["status"]), (200, &json!(200)));
    let event = told(&desk, "reaction_added", None).await;
    assert_eq!(
        (&event["user"], &event["reaction"], &event["item"]["ts"]),
        (&json!(desk.ana), &json!("tada"), &posted["ts"])
    );
    assert_eq!(event["item_user"], posted["message"]["user"]);
    assert_eq!(desk.act(react).await.0, 400, "once a person");
    let thumb = json!({"channel": general, "timestamp": posted["ts"], "name": "tada"});
    assert_eq!(desk.call("reactions.add", thumb).await["ok"], true);
    let history = desk
        .call("conversations.history", json!({"channel": general}))
        .await;
    assert_eq!(history["messages"][0]["reactions"][0]["count"], 2);
}

#[tokio::test]
async fn a_bot_that_is_invited_can_speak() {
    let desk = desk().await;
    let random = channel(&desk, "random");
    let hello = json!({"channel": random, "text": "hello"});
    let refused = desk.call("chat.postMessage", hello.clone()).await;
    assert_eq!(refused["error"], "not_in_channel");
    let invite = json!({"do": "invite", "channel": "random", "invited": "tiny"});
    assert_eq!(desk.act(invite.clone()).await.0, 200);
    let event = told(&desk, "member_joined_channel", None).await;
    assert_eq!(
        (&event["channel"], &event["inviter"], &event["channel_type"]),
        (&json!(random), &json!(desk.ana), &json!("C"))
    );
    assert_eq!(desk.call("chat.postMessage", hello).await["ok"], true);
    assert_eq!(desk.act(invite).await.0, 400, "it is there already");
}

#[tokio::test]
async fn a_bot_that_joins_is_told_so() {
    let desk = desk().await;
    let random = channel(&desk, "random");
    desk.call("conversations.join", json!({"channel": random}))
        .await;
    let event = told(&desk, "member_joined_channel", None).await;
    assert!(event.get("inviter").is_none());
}

#[tokio::test]
async fn a_mention_comes_beside_the_message_and_names_it() {
    let desk = desk().await;
    let general = channel(&desk, "general");
    let bot = desk.sandbox.find_user("tiny").unwrap().id;
    let act = json!({"do": "message", "channel": general, "text": "hello @tiny, in #general?"});
    assert_eq!(desk.act(act).await.0, 200);
    let event = told(&desk, "message", None).await;
    assert_eq!(
        event["text"],
        format!("hello <@{bot}>, in <#{general}|general>?")
    );
    let mention = told(&desk, "app_mention", None).await;
    assert_eq!(
        (&mention["ts"], &mention["client_msg_id"]),
        (&event["ts"], &event["client_msg_id"])
    );
    assert!(event["client_msg_id"].is_string() && mention.get("channel_type").is_none());
    assert_eq!(
        told(&desk, "app_mention", None).await["user"],
        desk.ana.as_str()
    );
}

#[tokio::test]
async fn the_messages_tab_is_told_as_the_home_tab_is() {
    let desk = desk().await;
    desk.act(json!({"do": "open_messages"})).await;
    assert_eq!(desk.last()["event"]["tab"], "messages");
    assert!(desk.last()["event"].get("view").is_none());
}
