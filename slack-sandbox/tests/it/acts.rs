//! A person presses, fills in, submits, closes, opens the home tab and writes.

use crate::app::{Desk, send};
use serde_json::{Value, json};

fn button() -> Value {
    json!([{"type": "actions", "block_id": "doors", "elements": [
        {"type": "button", "action_id": "open", "text": {"type": "plain_text", "text": "Check in"}, "value": "r1"},
    ]}])
}

fn modal() -> Value {
    let plain = |text: &str| json!({"type": "plain_text", "text": text});
    let input = |id: &str, label: &str, element: Value| json!({"type": "input", "block_id": id, "label": plain(label), "element": element});
    let option = |text: &str, value: &str| json!({"text": plain(text), "value": value});
    let mut note = input(
        "note",
        "Note",
        json!({"type": "plain_text_input", "action_id": "v", "max_length": 10}),
    );
    note["optional"] = json!(true);
    let mut tags = input(
        "tags",
        "Tags",
        json!({"type": "checkboxes", "action_id": "v", "options": [option("A", "a"), option("B", "b")]}),
    );
    tags["optional"] = json!(true);
    json!({"type": "modal", "callback_id": "form", "private_metadata": "r1", "notify_on_close": true,
        "title": plain("Check-in"), "submit": plain("Send"), "blocks": [
        input("split", "Product work", json!({"type": "number_input", "action_id": "v", "is_decimal_allowed": false,
            "min_value": "0", "max_value": "100", "initial_value": "40"})),
        input("mood", "Confidence", json!({"type": "static_select", "action_id": "v", "options": [option("Low", "1"), option("High", "9")]})),
        note, tags,
    ]})
}

/// Ana presses the button and the app opens the modal; its id.
async fn opened(desk: &Desk) -> String {
    let (channel, ts) = desk.post_to_ana(button()).await;
    let (status, outcome) = desk
        .act(json!({"do": "press", "channel": channel, "ts": ts, "label": "Check in"}))
        .await;
    assert_eq!(
        (status, &outcome["status"]),
        (200, &json!(200)),
        "{outcome}"
    );
    let pressed = desk.last();
    assert_eq!(pressed["type"], "block_actions");
    assert_eq!(
        pressed["container"],
        json!({"type": "message", "message_ts": ts, "channel_id": channel, "is_ephemeral": false})
    );
    assert_eq!(pressed["actions"][0]["value"], "r1");
    assert_eq!(pressed["message"]["text"], "hello");
    let answer = desk
        .call(
            "views.open",
            json!({"trigger_id": pressed["trigger_id"], "view": modal()}),
        )
        .await;
    assert_eq!(answer["ok"], true, "{answer}");
    assert_eq!(answer["view"]["state"], json!({"values": {}}));
    let again = desk
        .call(
            "views.open",
            json!({"trigger_id": pressed["trigger_id"], "view": modal()}),
        )
        .await;
    assert_eq!(again["error"], "exchanged_trigger_id");
    answer["view"]["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_form_is_refused_beside_its_fields_and_then_taken() {
    let desk = Desk::new().await;
    let view = opened(&desk).await;
    let before = desk.received();

    let (_, outcome) = desk.act(json!({"do": "submit", "view_id": view, "values": {"Product work": "101.5", "note": "far too long a note"}})).await;
    assert_eq!(outcome["status"], json!(null));
    let errors = outcome["errors"].as_object().unwrap();
    assert_eq!(errors.keys().collect::<Vec<_>>(), ["split", "mood", "note"]);
    assert_eq!(desk.received(), before, "Slack's own client refused it");

    desk.answer(
        200,
        json!({"response_action": "errors", "errors": {"split": "5 too many"}}),
    );
    let values = json!({"split": {"v": "45"}, "Confidence": "High", "Tags": ["b"], "Note": null});
    let (_, outcome) = desk
        .act(json!({"do": "submit", "view_id": view, "values": values}))
        .await;
    assert_eq!(outcome["errors"], json!({"split": "5 too many"}));
    assert_eq!(
        outcome["view"]["state"]["values"]["split"]["v"]["value"], "45",
        "nothing typed is lost"
    );
    let sent = desk.last();
    assert_eq!(sent["type"], "view_submission");
    assert_eq!(sent["response_urls"], json!([]));
    assert_eq!(sent["view"]["private_metadata"], "r1");
    let state = &sent["view"]["state"]["values"];
    assert_eq!(
        state["split"]["v"],
        json!({"type": "number_input", "value": "45"})
    );
    assert_eq!(state["mood"]["v"]["selected_option"]["value"], "9");
    assert_eq!(
        state["note"]["v"],
        json!({"type": "plain_text_input", "value": null})
    );
    assert_eq!(state["tags"]["v"]["selected_options"][0]["value"], "b");

    let (_, outcome) = desk.act(json!({"do": "submit", "view_id": view})).await;
    assert_eq!(
        (&outcome["status"], &outcome["errors"], &outcome["view"]),
        (&json!(200), &json!(null), &json!(null))
    );
    let (status, _) = desk.act(json!({"do": "submit", "view_id": view})).await;
    assert_eq!(status, 400, "the modal is closed");
    let (status, _) = desk
        .act(json!({"do": "submit", "view_id": view, "force": true}))
        .await;
    assert_eq!(status, 200, "another device may still have it");
}

#[tokio::test]
async fn force_sends_what_the_client_would_refuse() {
    let desk = Desk::new().await;
    let view = opened(&desk).await;
    let values = json!({"Confidence": "11", "Product work": "many"});
    let (_, outcome) = desk
        .act(json!({"do": "submit", "view_id": view, "values": values}))
        .await;
    assert!(outcome["errors"]["mood"].as_str().unwrap().contains("11"));
    desk.act(json!({"do": "submit", "view_id": view, "values": values, "force": true}))
        .await;
    assert_eq!(
        desk.last()["view"]["state"]["values"]["mood"]["v"]["selected_option"]["value"],
        "11"
    );
    assert_eq!(
        desk.last()["view"]["state"]["values"]["split"]["v"]["value"],
        "many"
    );
}

#[tokio::test]
async fn a_modal_is_updated_pushed_and_cleared() {
    let desk = Desk::new().await;
    let view = opened(&desk).await;
    let values = json!({"Confidence": "Low"});
    desk.answer(200, json!({"response_action": "push", "view": modal()}));
    let (_, outcome) = desk
        .act(json!({"do": "submit", "view_id": view, "values": values}))
        .await;
    let top = outcome["view"]["id"].as_str().unwrap().to_owned();
    assert_eq!(
        (
            &outcome["view"]["previous_view_id"],
            &outcome["view"]["root_view_id"]
        ),
        (&json!(view), &json!(view))
    );
    let stale = desk
        .call(
            "views.update",
            json!({"view_id": top, "hash": "1.x", "view": modal()}),
        )
        .await;
    assert_eq!(stale["error"], "hash_conflict");
    desk.answer(
        200,
        json!({"response_action": "update", "view": {"type": "modal"}}),
    );
    let (_, outcome) = desk
        .act(json!({"do": "submit", "view_id": top, "values": values}))
        .await;
    assert_eq!(
        outcome["shown"],
        "We had some trouble connecting. Try again?"
    );
    assert_eq!(outcome["view"]["id"], top.as_str());
    desk.answer(200, json!({"response_action": "clear"}));
    let (_, outcome) = desk.act(json!({"do": "submit", "view_id": top})).await;
    assert_eq!(outcome["view"], json!(null));
}

#[tokio::test]
async fn closing_tells_the_app_without_the_inputs() {
    let desk = Desk::new().await;
    let view = opened(&desk).await;
    let (_, outcome) = desk.act(json!({"do": "close", "view_id": view})).await;
    assert_eq!(
        (&outcome["status"], &outcome["view"]),
        (&json!(200), &json!(null))
    );
    assert_eq!(
        (&desk.last()["type"], &desk.last()["is_cleared"]),
        (&json!("view_closed"), &json!(false))
    );
    assert_eq!(desk.last()["view"]["state"]["values"], json!({}));
    assert_eq!(
        desk.call("views.update", json!({"view_id": view, "view": modal()}))
            .await["error"],
        "not_found"
    );
}

#[tokio::test]
async fn a_command_is_answered_at_once_and_later() {
    let desk = Desk::new().await;
    desk.answer(200, json!({"text": "two open", "blocks": button()}));
    let (_, outcome) = desk
        .act(json!({"do": "slash", "command": "/tell", "text": "@ben a<b #general"}))
        .await;
    let sent = desk.last();
    let ben = desk.sandbox.find_user("ben").unwrap().id;
    assert!(
        sent["text"]
            .as_str()
            .unwrap()
            .starts_with(&format!("<@{ben}|ben> a&lt;b <#C")),
        "{sent}"
    );
    assert_eq!(sent["channel_name"], "directmessage");
    assert_eq!(outcome["ephemeral"]["text"], "two open");

    let (channel, ts) = (
        &outcome["ephemeral"]["channel"],
        &outcome["ephemeral"]["ts"],
    );
    desk.act(json!({"do": "press", "channel": channel, "ts": ts, "action_id": "open"}))
        .await;
    assert_eq!(desk.last()["container"]["is_ephemeral"], true);
    assert!(
        desk.last().get("message").is_none(),
        "Slack has not kept it"
    );
    let url = desk.last()["response_url"].as_str().unwrap().to_owned();
    let replace = json!({"replace_original": true, "text": "done"}).to_string();
    assert_eq!(
        send("POST", &url, &[], replace.clone()).await.unwrap().0,
        200
    );
    let shown = desk.sandbox.ephemerals(&desk.ana);
    assert_eq!((shown.len(), shown[0].message.text.as_str()), (1, "done"));
    for _ in 0..4 {
        assert_eq!(
            send("POST", &url, &[], replace.clone()).await.unwrap().0,
            200
        );
    }
    let (status, answer, _) = send("POST", &url, &[], replace).await.unwrap();
    assert_eq!((status, &answer["error"]), (404, &json!("used_url")));
}

#[tokio::test]
async fn home_and_messages_reach_the_app_as_it_subscribed() {
    let desk = Desk::new().await;
    desk.act(json!({"do": "open_home"})).await;
    assert_eq!(desk.last()["event"]["tab"], "home");
    assert!(desk.last()["event"].get("view").is_none());
    let home = json!({"type": "home", "blocks": button()});
    let published = desk
        .call("views.publish", json!({"user_id": desk.ana, "view": home}))
        .await;
    desk.act(json!({"do": "press", "view_id": published["view"]["id"], "action_id": "open"}))
        .await;
    assert_eq!(desk.last()["view"]["type"], "home");
    assert!(desk.last().get("response_url").is_none());

    let general = desk.sandbox.find_channel("general").unwrap().id;
    desk.act(json!({"do": "message", "channel": general, "text": "1 < 2"}))
        .await;
    assert_eq!(
        (
            &desk.last()["event"]["text"],
            &desk.last()["event"]["channel_type"]
        ),
        (&json!("1 &lt; 2"), &json!("channel"))
    );
    let before = desk.received();
    let (_, outcome) = desk
        .act(json!({"do": "event", "event": {"type": "app_uninstalled"}}))
        .await;
    assert!(
        outcome["shown"]
            .as_str()
            .unwrap()
            .contains("app_uninstalled")
    );
    assert_eq!(desk.received(), before, "not in the manifest");
    let dm = desk.sandbox.dm_of(&desk.ana).unwrap();
    assert_eq!(
        desk.act(json!({"do": "message", "channel": dm, "text": "hi"}))
            .await
            .0,
        400,
        "read-only"
    );
}

#[tokio::test]
async fn an_app_that_is_silent_for_three_seconds_is_given_up() {
    let desk = Desk::without_app().await;
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    desk.sandbox
        .set_app_url(&format!("http://{}", silent.local_addr().unwrap()))
        .unwrap();
    let (_, outcome) = desk.act(json!({"do": "slash", "command": "/okr"})).await;
    assert_eq!(outcome["status"], json!(null));
    assert_eq!(
        outcome["shown"],
        "/okr failed with the error \"operation_timeout\""
    );
    assert!(outcome["ms"].as_u64().unwrap() >= 3000);
    let delivery = &desk.sandbox.deliveries()[0];
    assert_eq!(
        (delivery.kind.as_str(), delivery.status),
        ("slash_command", None)
    );
}

#[tokio::test]
async fn nonsense_gets_a_sentence() {
    let desk = Desk::new().await;
    for act in [
        json!({"do": "dance"}),
        json!({"do": "slash", "command": "/nope"}),
        json!({"do": "press", "channel": "C1", "ts": "1.0", "action_id": "x"}),
        json!({"do": "press", "action_id": "x"}),
        json!({"do": "submit", "view_id": "V1", "valeus": {}}),
        json!({"do": "open_home", "user": "U1"}),
    ] {
        let (status, answer) = desk.act(act.clone()).await;
        assert_eq!(status, 400, "{act}");
        assert!(answer["error"].as_str().unwrap().len() > 10, "{answer}");
    }
    assert_eq!(desk.received(), 0);
}

#[tokio::test]
async fn until_waits_for_what_the_app_does_after_its_acknowledgement() {
    let desk = Desk::new().await;
    let act = desk.act(json!({"do": "slash", "command": "/okr", "until": "message"}));
    let later = async {
        let mut changes = desk.sandbox.changes();
        while desk.sandbox.deliveries().is_empty() {
            changes.changed().await.unwrap();
        }
        desk.call(
            "chat.postMessage",
            json!({"channel": desk.ana, "text": "here"}),
        )
        .await
    };
    let ((_, outcome), posted) = tokio::join!(act, later);
    assert_eq!(
        (&outcome["status"], &posted["ok"]),
        (&json!(200), &json!(true))
    );
    assert!(
        desk.sandbox
            .messages(posted["channel"].as_str().unwrap())
            .iter()
            .any(|one| one.text == "here")
    );
}
