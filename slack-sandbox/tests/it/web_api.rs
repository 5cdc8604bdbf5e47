//! Tokens, bodies, scopes, cursors and Slack's error codes.

use crate::app::{Desk, MANIFEST, send};
use serde_json::{Value, json};
use slack_sandbox::{Manifest, Options, Sandbox};

#[tokio::test]
async fn every_method_takes_get_and_post_bearer_and_form() {
    let desk = Desk::without_app().await;
    let url = format!("{}/auth.test", desk.sandbox.api_url());
    let token = desk.sandbox.bot_token();
    let bearer = format!("Bearer {token}");
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let (_, by_get, headers) = send("GET", &url, &[("authorization", &bearer)], String::new())
        .await
        .unwrap();
    let (_, by_form, _) = send("POST", &url, &form, format!("token={token}"))
        .await
        .unwrap();
    let (_, by_query, _) = send("GET", &format!("{url}?token={token}"), &[], String::new())
        .await
        .unwrap();
    assert_eq!((&by_get["ok"], &by_get), (&json!(true), &by_form));
    assert_eq!(by_get, by_query);
    assert!(by_get["bot_id"].as_str().unwrap().starts_with('B'));
    assert!(
        headers["x-oauth-scopes"]
            .to_str()
            .unwrap()
            .contains("chat:write,im:write")
    );
}

#[tokio::test]
async fn a_call_is_refused_with_slacks_code() {
    let desk = Desk::without_app().await;
    let url = |method: &str| format!("{}/{method}", desk.sandbox.api_url());
    let error = |answer: Result<(u16, Value, _), String>| {
        answer.unwrap().1["error"].as_str().unwrap_or("").to_owned()
    };
    assert_eq!(
        error(send("GET", &url("auth.test"), &[], String::new()).await),
        "not_authed"
    );
    assert_eq!(
        error(send("GET", &url("auth.test?token=xoxb-1"), &[], String::new()).await),
        "invalid_auth"
    );
    assert_eq!(
        error(desk.try_call("chat.postTelegram", json!({})).await),
        "unknown_method"
    );
    assert_eq!(
        error(desk.try_call("chat/postMessage", json!({})).await),
        "unknown_method"
    );
    let general = desk.sandbox.find_channel("general").unwrap().id;
    let id = |name: &str| desk.sandbox.find_channel(name).unwrap().id;
    for (method, args, code) in [
        (
            "chat.postMessage",
            json!({"channel": "C1", "text": "x"}),
            "channel_not_found",
        ),
        (
            "chat.postMessage",
            json!({"channel": id("secret"), "text": "x"}),
            "channel_not_found",
        ),
        (
            "chat.postMessage",
            json!({"channel": id("random"), "text": "x"}),
            "not_in_channel",
        ),
        (
            "chat.postMessage",
            json!({"channel": id("old-project"), "text": "x"}),
            "is_archived",
        ),
        ("chat.postMessage", json!({"channel": general}), "no_text"),
        (
            "chat.postMessage",
            json!({"channel": general, "text": "x", "thread_ts": "1.0"}),
            "thread_not_found",
        ),
        (
            "chat.postMessage",
            json!({"channel": general, "blocks": "[{"}),
            "invalid_blocks_format",
        ),
        (
            "chat.update",
            json!({"channel": general, "ts": "1.0", "text": "x"}),
            "message_not_found",
        ),
        (
            "conversations.open",
            json!({"users": desk.sandbox.find_user("olga").unwrap().id}),
            "user_disabled",
        ),
        (
            "conversations.open",
            json!({"users": "U1"}),
            "user_not_found",
        ),
        ("users.info", json!({"user": "U1"}), "user_not_found"),
        (
            "views.open",
            json!({"trigger_id": "1.2.3", "view": {"type": "home", "blocks": []}}),
            "invalid_arguments",
        ),
    ] {
        assert_eq!(
            desk.call(method, args.clone()).await["error"],
            code,
            "{method} {args}"
        );
    }
}

#[tokio::test]
async fn wrong_blocks_are_pointed_at() {
    let desk = Desk::without_app().await;
    let blocks =
        json!([{"type": "header", "text": {"type": "plain_text", "text": "x".repeat(151)}}]);
    let general = desk.sandbox.find_channel("general").unwrap().id;
    let answer = desk
        .call(
            "chat.postMessage",
            json!({"channel": general, "blocks": blocks}),
        )
        .await;
    assert_eq!(answer["error"], "invalid_blocks");
    let message = answer["response_metadata"]["messages"][0].as_str().unwrap();
    assert!(
        message.starts_with("[ERROR] ") && message.contains("[json-pointer:/blocks/0/text"),
        "{message}"
    );
}

#[tokio::test]
async fn a_scope_that_is_withheld_is_missed() {
    let options = Options {
        withhold: vec!["im:history".to_owned()],
        ..Options::new(Manifest::parse(MANIFEST).unwrap())
    };
    let sandbox = Sandbox::start(options).await.unwrap();
    let ana = sandbox.find_user("ana").unwrap().id;
    let desk = Desk {
        sandbox,
        app: std::sync::Arc::default(),
        ana,
    };
    let (channel, _) = desk.post_to_ana(json!([])).await;
    let answer = desk
        .call("conversations.history", json!({"channel": channel}))
        .await;
    assert_eq!(
        (&answer["error"], &answer["needed"]),
        (&json!("missing_scope"), &json!("im:history"))
    );
    assert!(answer["provided"].as_str().unwrap().contains("chat:write"));
    assert_eq!(
        desk.call("users.lookupByEmail", json!({"email": "x"}))
            .await["needed"],
        "users:read.email"
    );
    assert!(
        desk.call("users.info", json!({"user": desk.ana})).await["user"]["profile"]
            .get("email")
            .is_none()
    );
}

#[tokio::test]
async fn a_scope_that_is_withheld_is_missed_wherever_the_manifest_asks_for_it() {
    let both = MANIFEST.replace("\"users:read\"]", "\"users:read\", \"im:history\"]");
    let manifest = Manifest::parse(&both).unwrap();
    let asked = &manifest.oauth_config.scopes;
    assert!(asked.bot.contains(&"im:history".to_owned()));
    assert!(asked.bot_optional.contains(&"im:history".to_owned()));
    let all = manifest.granted(&[]);
    let granted = |scope: &str| all.iter().filter(|one| *one == scope).count();
    assert_eq!(
        granted("im:history"),
        1,
        "in both lists, granted once: {all:?}"
    );
    let options = Options {
        withhold: vec!["im:history".to_owned()],
        ..Options::new(manifest)
    };
    let sandbox = Sandbox::start(options).await.unwrap();
    let ana = sandbox.find_user("ana").unwrap().id;
    let desk = Desk {
        sandbox,
        app: std::sync::Arc::default(),
        ana,
    };
    let (channel, _) = desk.post_to_ana(json!([])).await;
    let answer = desk
        .call("conversations.history", json!({"channel": channel}))
        .await;
    assert_eq!(answer["needed"], "im:history", "{answer}");
}

#[tokio::test]
async fn users_come_page_by_page() {
    let desk = Desk::without_app().await;
    let mut cursor = String::new();
    let mut names = Vec::new();
    loop {
        let answer = desk
            .call("users.list", json!({"limit": 3, "cursor": cursor}))
            .await;
        let members = answer["members"].as_array().unwrap();
        assert!(members.len() <= 3);
        names.extend(
            members
                .iter()
                .map(|user| user["name"].as_str().unwrap().to_owned()),
        );
        cursor = answer["response_metadata"]["next_cursor"]
            .as_str()
            .unwrap()
            .to_owned();
        if cursor.is_empty() {
            break;
        }
    }
    assert_eq!(
        names,
        [
            "ana", "ben", "chloe", "dev", "gus", "sue", "sam", "olga", "tiny"
        ]
    );
    let ana = desk.call("users.info", json!({"user": desk.ana})).await;
    assert_eq!(
        (&ana["user"]["tz"], &ana["user"]["tz_offset"]),
        (&json!("Europe/Madrid"), &json!(3600))
    );
}

#[tokio::test]
async fn a_body_over_a_mebibyte_is_refused() {
    let desk = Desk::without_app().await;
    let (status, _, _) = desk
        .try_call("chat.postMessage", json!({"text": "x".repeat(1 << 20)}))
        .await
        .unwrap();
    assert_eq!(status, 413);
}

#[tokio::test]
async fn a_charset_that_is_missing_or_too_much_is_warned_of() {
    let desk = Desk::without_app().await;
    let url = format!("{}/api.test", desk.sandbox.api_url());
    let form = "application/x-www-form-urlencoded";
    for (kind, body, warning) in [
        ("application/json", "{}", json!("missing_charset")),
        ("application/json; charset=utf-8", "{}", Value::Null),
        ("application/json;charset=\"ISO-8859-1\"", "{}", Value::Null),
        (form, "a=b", Value::Null),
        (
            &format!("{form}; charset=UTF-8"),
            "a=b",
            json!("superfluous_charset"),
        ),
        ("application/json", "", Value::Null),
    ] {
        let said = send("POST", &url, &[("content-type", kind)], body.to_owned()).await;
        let (_, answer, _) = said.unwrap();
        assert_eq!(
            (&answer["ok"], &answer["warning"]),
            (&json!(true), &warning),
            "{kind}"
        );
        let listed = &answer["response_metadata"]["warnings"][0];
        assert_eq!(listed, &warning, "{kind}");
    }
}
