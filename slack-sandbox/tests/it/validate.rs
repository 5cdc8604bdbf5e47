//! `blocks.validate`: form alone, told as Slack tells it.

use crate::app::Desk;
use serde_json::{Value, json};

#[tokio::test]
async fn each_of_the_three_is_judged_with_pointers_into_it() {
    let desk = Desk::without_app().await;
    let wall = json!([{"type": "divider"}, {"type": "wall"}]);
    let modal =
        json!({"type": "modal", "title": {"type": "plain_text", "text": "a"}, "blocks": wall});
    for (key, wrong, code, pointer) in [
        ("blocks", wall.clone(), "invalid_blocks", "/1/type"),
        (
            "message",
            json!({"blocks": wall}),
            "invalid_message",
            "/blocks/1/type",
        ),
        ("view", modal, "invalid_view", "/blocks/1/type"),
    ] {
        let answer = desk
            .call("blocks.validate", json!({key: wrong.to_string()}))
            .await;
        assert_eq!(answer["error"], code, "{answer}");
        let error = &answer["errors"][0];
        assert_eq!(error["pointer"], pointer);
        assert_eq!(error["code"], "failed_constraint");
        assert_eq!(error["message"], "unsupported type: wall");
        assert_eq!(error["constraint"]["type"], "enum");
        assert_eq!(error["constraint"]["got"], "wall");
        let expected = error["constraint"]["expected"].as_array().unwrap();
        assert!(expected.contains(&json!("section")), "{error}");
    }
}

#[tokio::test]
async fn what_is_missing_is_named() {
    let desk = Desk::without_app().await;
    let blocks = json!([{"type": "header"}]).to_string();
    let answer = desk
        .call("blocks.validate", json!({"blocks": blocks}))
        .await;
    assert_eq!(
        answer["errors"],
        json!([{"pointer": "/0", "code": "missing_field", "message": "missing required field: text", "field": "text"}])
    );
}

#[tokio::test]
async fn form_alone_is_judged() {
    let desk = Desk::without_app().await;
    let blocks = json!([
        {"type": "image", "alt_text": "a", "slack_file": {"id": "F0NOBODYHAS"}},
        {"type": "section", "text": {"type": "mrkdwn", "text": "<@U0NOBODY>"},
         "accessory": {"type": "users_select", "initial_user": "U0NOBODY"}},
    ]);
    for args in [
        json!({"blocks": blocks.to_string()}),
        json!({"message": json!({"blocks": blocks}).to_string()}),
        json!({"view": json!({"type": "home", "blocks": blocks}).to_string()}),
    ] {
        assert_eq!(
            desk.call("blocks.validate", args).await,
            json!({"ok": true})
        );
    }
}

#[tokio::test]
async fn exactly_one_is_judged_and_it_is_json() {
    let desk = Desk::without_app().await;
    for args in [
        json!({}),
        json!({"blocks": "[]", "view": "{}"}),
        json!({"blocks": "[{"}),
        json!({"message": "text"}),
    ] {
        let answer: Value = desk.call("blocks.validate", args.clone()).await;
        assert_eq!(answer["error"], "invalid_arguments", "{args}");
    }
}
