//! Direct conversations with several people.

use crate::app::{Desk, MANIFEST};
use serde_json::{Value, json};

async fn desk() -> Desk {
    let scopes = "\"users:read\", \"mpim:write\", \"mpim:read\", \"mpim:history\"]";
    let events = "message.channels, message.mpim]";
    let manifest = MANIFEST
        .replace("\"users:read\"]", scopes)
        .replace("message.channels]", events);
    Desk::beside_app(&manifest).await
}

fn id(desk: &Desk, name: &str) -> String {
    desk.sandbox.find_user(name).unwrap().id
}

async fn open(desk: &Desk, users: &str) -> Value {
    desk.call("conversations.open", json!({"users": users}))
        .await
}

#[tokio::test]
async fn several_people_share_one_conversation_with_the_app() {
    let desk = desk().await;
    let (ben, chloe) = (id(&desk, "ben"), id(&desk, "chloe"));
    let opened = open(&desk, &format!("{ben},{chloe}")).await;
    let group = opened["channel"]["id"].as_str().unwrap().to_owned();
    let again = open(&desk, &format!("{chloe}, {ben}")).await;
    assert_eq!(
        (&again["channel"]["id"], &again["already_open"]),
        (&json!(group), &json!(true)),
        "whatever their order"
    );
    let info = desk
        .call("conversations.info", json!({"channel": group}))
        .await;
    let channel = &info["channel"];
    assert_eq!(
        (
            &channel["is_mpim"],
            &channel["is_private"],
            &channel["name"]
        ),
        (
            &json!(true),
            &json!(true),
            &json!("mpdm-ben--chloe--tiny-1")
        )
    );
    let listed = desk
        .call("conversations.list", json!({"types": "mpim"}))
        .await;
    assert_eq!(listed["channels"][0]["id"], group.as_str());

    desk.call(
        "chat.postMessage",
        json!({"channel": group, "text": "both"}),
    )
    .await;
    let history = desk
        .call("conversations.history", json!({"channel": group}))
        .await;
    assert_eq!(history["messages"][0]["text"], "both");
    desk.act(json!({"user": ben, "do": "message", "channel": group, "text": "yes"}))
        .await;
    let received = desk.app.received.lock().unwrap().clone();
    let mut events = received.iter().map(|one| &one["event"]);
    let said = events.find(|event| event["text"] == "yes").unwrap();
    assert_eq!(said["channel_type"], "mpim");
    let (status, _) = desk
        .act(json!({"do": "message", "channel": group, "text": "me too"}))
        .await;
    assert_eq!(status, 400, "Ana is not in it");
}

#[tokio::test]
async fn a_conversation_needs_people_whom_the_app_can_reach() {
    let desk = desk().await;
    let ana = &desk.ana;
    let (ben, olga) = (id(&desk, "ben"), id(&desk, "olga"));
    for (users, code) in [
        (String::new(), "users_list_not_supplied"),
        (format!("{ana},{olga}"), "user_disabled"),
        (format!("{ana},U1"), "user_not_found"),
        (
            (0..9)
                .map(|n| format!("U{n}"))
                .collect::<Vec<_>>()
                .join(","),
            "too_many_users",
        ),
    ] {
        assert_eq!(open(&desk, &users).await["error"], code, "{users}");
    }
    let prevented = json!({"users": [ana, ben], "prevent_creation": true});
    assert_eq!(
        desk.call("conversations.open", prevented).await["error"],
        "channel_not_found"
    );
    let alone = Desk::without_app().await;
    let both = json!({"users": [alone.ana, id(&alone, "ben")]});
    let refused = alone.call("conversations.open", both).await;
    assert_eq!(
        (&refused["error"], &refused["needed"]),
        (&json!("missing_scope"), &json!("mpim:write"))
    );
    let general = alone.sandbox.find_channel("general").unwrap().id;
    assert_eq!(
        alone
            .call("conversations.open", json!({"channel": general}))
            .await["error"],
        "method_not_supported_for_channel_type"
    );
}
