//! Shortcuts, and menus whose options the app gives while a person types.

use crate::app::{Desk, MANIFEST};
use serde_json::{Value, json};

fn manifest() -> String {
    MANIFEST
        .replace(
            "  slash_commands:",
            "  shortcuts:\n    - {name: New idea, type: global, callback_id: idea, description: Makes one}\n    \
             - {name: Answer, type: message, callback_id: answer, description: Answers}\n  slash_commands:",
        )
        .replace(
            "interactivity: {is_enabled: true,",
            "interactivity: {is_enabled: true, message_menu_options_url: \"https://tiny.example/slack/options\",",
        )
}

#[tokio::test]
async fn a_global_shortcut_opens_a_modal_and_has_no_channel() {
    let desk = Desk::beside_app(&manifest()).await;
    let (status, outcome) = desk
        .act(json!({"do": "shortcut", "callback_id": "idea"}))
        .await;
    assert_eq!((status, &outcome["shown"]), (200, &json!(null)));
    let sent = desk.last();
    assert_eq!(
        (&sent["type"], &sent["callback_id"]),
        (&json!("shortcut"), &json!("idea"))
    );
    assert!(sent.get("channel").is_none() && sent.get("response_url").is_none());
    assert!(sent["action_ts"].is_string());
    let plain = json!({"type": "plain_text", "text": "Idea"});
    let view = json!({"type": "modal", "title": plain, "blocks": []});
    let args = json!({"trigger_id": sent["trigger_id"], "view": view});
    let opened = desk.call("views.open", args).await;
    assert_eq!(opened["ok"], true, "{opened}");
}

#[tokio::test]
async fn a_shortcut_on_a_message_brings_the_message() {
    let desk = Desk::beside_app(&manifest()).await;
    let (channel, ts) = desk.post_to_ana(json!([])).await;
    let (status, _) = desk
        .act(json!({"do": "shortcut", "callback_id": "answer", "channel": channel, "ts": ts}))
        .await;
    let sent = desk.last();
    assert_eq!(
        (status, &sent["type"]),
        (200, &json!("message_action")),
        "{sent}"
    );
    assert_eq!(
        (&sent["message"]["ts"], &sent["message_ts"]),
        (&json!(ts), &json!(ts))
    );
    assert_eq!(sent["channel"]["id"], channel.as_str());
    assert!(
        sent["response_url"]
            .as_str()
            .unwrap()
            .starts_with("http://")
    );
    for wrong in [
        json!({"do": "shortcut", "callback_id": "answer"}),
        json!({"do": "shortcut", "callback_id": "idea", "channel": channel, "ts": ts}),
        json!({"do": "shortcut", "callback_id": "answer", "channel": channel, "ts": "1.0"}),
        json!({"do": "shortcut", "callback_id": "nope"}),
    ] {
        assert_eq!(desk.act(wrong.clone()).await.0, 400, "{wrong}");
    }
}

#[tokio::test]
async fn the_options_of_an_external_select_come_from_the_app() {
    let desk = Desk::beside_app(&manifest()).await;
    let select = json!({"type": "external_select", "action_id": "city", "min_query_length": 2});
    let blocks = json!([{"type": "actions", "block_id": "where", "elements": [select]}]);
    let (channel, ts) = desk.post_to_ana(blocks).await;
    let typed = |text: &str| json!({"do": "suggest", "channel": channel, "ts": ts, "action_id": "city", "text": text});
    assert_eq!(desk.act(typed("b")).await.0, 400, "too short to ask");

    let option = |text: &str, value: &str| json!({"text": {"type": "plain_text", "text": text}, "value": value});
    desk.answer(
        200,
        json!({"options": [option("Berlin", "BER"), option("Bern", "BRN")]}),
    );
    let (_, outcome) = desk.act(typed("ber")).await;
    assert_eq!(outcome["body"]["options"][1]["value"], "BRN");
    let sent = desk.last();
    let about = (&sent["type"], &sent["value"], &sent["block_id"]);
    assert_eq!(
        about,
        (&json!("block_suggestion"), &json!("ber"), &json!("where"))
    );
    assert_eq!(sent["container"]["message_ts"], ts.as_str());
    let path = desk.app.heads.lock().unwrap().last().unwrap().0.clone();
    assert_eq!(path, "/slack/options");

    let press = |value: &str| json!({"do": "press", "channel": channel, "ts": ts, "block_id": "where", "value": value});
    assert_eq!(
        desk.act(press("Paris")).await.0,
        400,
        "nobody suggested Paris"
    );
    assert_eq!(desk.act(press("Bern")).await.0, 200);
    let chosen = &desk.last()["actions"][0]["selected_option"];
    assert_eq!(*chosen, option("Bern", "BRN"));

    desk.answer(200, json!({"options": "none"}));
    let (_, outcome) = desk.act(typed("pa")).await;
    assert!(outcome["shown"].as_str().unwrap().contains("options"));
}

#[tokio::test]
async fn menus_and_pickers_of_a_message_send_what_was_chosen() {
    let desk = Desk::new().await;
    let option = |text: &str| json!({"text": {"type": "plain_text", "text": text}, "value": text});
    let blocks = json!([
        {"type": "actions", "block_id": "one", "elements": [
            {"type": "datepicker", "action_id": "day"},
            {"type": "static_select", "action_id": "size", "options": [option("S"), option("L")]},
            {"type": "multi_users_select", "action_id": "who", "max_selected_items": 1},
        ]},
        {"type": "actions", "block_id": "two", "elements": [
            {"type": "datepicker", "action_id": "day"},
        ]},
    ]);
    let (channel, ts) = desk.post_to_ana(blocks).await;
    let press = |block: &str, action: &str, value: Value| json!({"do": "press", "channel": channel, "ts": ts, "block_id": block, "action_id": action, "value": value});
    desk.act(press("two", "day", json!("2026-12-24"))).await;
    let sent = desk.last();
    assert_eq!(
        (
            &sent["actions"][0]["block_id"],
            &sent["actions"][0]["selected_date"]
        ),
        (&json!("two"), &json!("2026-12-24"))
    );
    desk.act(press("one", "size", json!("L"))).await;
    let (_, outcome) = desk.act(press("one", "who", json!([desk.ana]))).await;
    assert_eq!(outcome["status"], 200, "{outcome}");
    let sent: Value = desk.last();
    assert_eq!(sent["actions"][0]["selected_users"], json!([desk.ana]));
    let values = &sent["state"]["values"];
    assert_eq!(values["two"]["day"]["selected_date"], "2026-12-24");
    assert_eq!(values["one"]["size"]["selected_option"]["value"], "L");
    assert_eq!(values["one"]["day"]["selected_date"], json!(null));
    let both = json!({"do": "press", "channel": channel, "ts": ts, "action_id": "day", "value": "2026-12-24"});
    let (status, answer) = desk.act(both).await;
    assert_eq!(status, 400);
    assert!(answer["error"].as_str().unwrap().contains("block_id"));
    for (action, value) in [
        ("day", json!("tomorrow")),
        ("who", json!([desk.ana, desk.ana])),
        ("size", json!("XL")),
    ] {
        let (status, _) = desk.act(press("one", action, value)).await;
        assert_eq!(
            status, 400,
            "no client of Slack lets one choose that: {action}"
        );
    }
}
