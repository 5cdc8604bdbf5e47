//! What a call of the Web API may and may not do, beyond its token.

use crate::app::{Desk, MANIFEST, send};
use serde_json::{Value, json};
use slack_sandbox::{Manifest, Options, PersonSpec, Sandbox, WorkspaceSpec};
use std::sync::Arc;

async fn desk(scopes: &str) -> (Desk, String) {
    let manifest = MANIFEST.replace("\"users:read\"]", &format!("\"users:read\", {scopes}]"));
    let desk = Desk::with_manifest(&manifest).await;
    let general = desk.sandbox.find_channel("general").unwrap().id;
    (desk, general)
}

async fn error(desk: &Desk, method: &str, args: Value) -> String {
    let answer = desk.call(method, args.clone()).await;
    let code = answer["error"].as_str();
    code.unwrap_or_else(|| panic!("{method} {args} gave {answer}"))
        .to_owned()
}

#[tokio::test]
async fn every_method_of_the_list_is_there_by_get_and_by_post() {
    let desk = Desk::without_app().await;
    let methods = "api.test auth.test apps.connections.open blocks.validate chat.postMessage chat.postEphemeral \
        chat.update chat.delete chat.getPermalink conversations.list conversations.info conversations.members \
        conversations.open conversations.join conversations.history conversations.replies users.list users.info \
        users.lookupByEmail users.profile.get usergroups.list usergroups.users.list dnd.info team.info views.open \
        views.push views.update views.publish files.getUploadURLExternal files.completeUploadExternal files.info \
        reactions.add";
    let token = desk.sandbox.bot_token();
    let form = [("content-type", "application/x-www-form-urlencoded")];
    for method in methods.split_whitespace() {
        let url = format!("{}/{method}", desk.sandbox.api_url());
        let query = format!("{url}?token={token}");
        let get = send("GET", &query, &[], String::new()).await.unwrap();
        let post = send("POST", &url, &form, format!("token={token}"))
            .await
            .unwrap();
        let json = desk.try_call(method, json!({})).await.unwrap();
        for (_, answer, headers) in [&get, &post, &json] {
            assert!(answer["ok"].is_boolean(), "{method} {answer}");
            assert_ne!(answer["error"], "unknown_method", "{method}");
            assert!(headers.contains_key("x-oauth-scopes"), "{method}");
            assert!(headers.contains_key("x-accepted-oauth-scopes"), "{method}");
            assert_eq!(answer["error"], get.1["error"], "{method}");
        }
        let without = send("POST", &url, &[], String::new()).await.unwrap().1;
        let expected = if method == "api.test" {
            Value::Null
        } else {
            json!("not_authed")
        };
        assert_eq!(without["error"], expected, "{method}");
    }
}

#[tokio::test]
async fn limits_and_cursors_that_make_no_sense_are_refused() {
    let (desk, general) = desk("\"channels:read\"").await;
    let channel = |limit: Value| json!({"channel": general, "limit": limit});
    for (method, args, code) in [
        (
            "conversations.list",
            json!({"limit": 1000}),
            "invalid_limit",
        ),
        ("conversations.list", json!({"limit": -1}), "invalid_limit"),
        (
            "conversations.list",
            json!({"limit": "ten"}),
            "invalid_limit",
        ),
        (
            "conversations.list",
            json!({"types": "everything"}),
            "invalid_types",
        ),
        (
            "conversations.list",
            json!({"cursor": "x"}),
            "invalid_cursor",
        ),
        (
            "conversations.members",
            channel(json!(1001)),
            "invalid_limit",
        ),
        (
            "conversations.history",
            channel(json!(1000)),
            "invalid_limit",
        ),
        ("users.list", json!({"cursor": "zz="}), "invalid_cursor"),
        (
            "conversations.history",
            json!({"channel": general, "oldest": "x"}),
            "invalid_ts_oldest",
        ),
        (
            "conversations.history",
            json!({"channel": general, "latest": "x"}),
            "invalid_ts_latest",
        ),
        (
            "conversations.replies",
            json!({"channel": general, "ts": "x"}),
            "thread_not_found",
        ),
    ] {
        assert_eq!(
            error(&desk, method, args.clone()).await,
            code,
            "{method} {args}"
        );
    }
    let most = desk.call("conversations.list", json!({"limit": 999})).await;
    assert_eq!(most["ok"], true, "{most}");
}

#[tokio::test]
async fn a_message_has_one_kind_of_text() {
    let (desk, general) = desk("\"reactions:write\"").await;
    let post = |args: Value| {
        let mut args = args;
        args["channel"] = json!(general);
        args
    };
    let divider = json!([{"type": "divider"}]);
    for (args, code) in [
        (
            json!({"markdown_text": "**x**", "text": "x"}),
            "markdown_text_conflict",
        ),
        (
            json!({"markdown_text": "**x**", "blocks": divider}),
            "markdown_text_conflict",
        ),
        (json!({"markdown_text": "x".repeat(12_001)}), "msg_too_long"),
        (json!({"text": ""}), "no_text"),
        (
            json!({"text": "x", "attachments": [1]}),
            "invalid_attachments",
        ),
        (
            json!({"text": "x", "attachments": [{"blocks": [{"type": "input"}]}]}),
            "invalid_attachments",
        ),
        (
            json!({"text": "x", "attachments": vec![json!({}); 101]}),
            "too_many_attachments",
        ),
        (
            json!({"text": "x", "metadata": "{"}),
            "invalid_metadata_format",
        ),
        (
            json!({"text": "x", "metadata": {"event_type": 1}}),
            "invalid_metadata_schema",
        ),
    ] {
        assert_eq!(
            error(&desk, "chat.postMessage", post(args.clone())).await,
            code,
            "{args}"
        );
    }
    let posted = desk
        .call("chat.postMessage", post(json!({"markdown_text": "**x**"})))
        .await;
    assert_eq!(posted["message"]["blocks"][0]["type"], "markdown");
    let long = desk
        .call(
            "chat.postMessage",
            post(json!({"text": "x".repeat(40_001)})),
        )
        .await;
    assert_eq!(long["warning"], "message_truncated");
    assert_eq!(long["message"]["text"].as_str().unwrap().len(), 40_000);
    let edit = json!({"ts": posted["ts"], "text": "x".repeat(4_001)});
    assert_eq!(
        error(&desk, "chat.update", post(edit)).await,
        "msg_too_long"
    );
    let smile = json!({"timestamp": posted["ts"], "name": "Not A Name"});
    assert_eq!(
        error(&desk, "reactions.add", post(smile)).await,
        "invalid_name"
    );
    let thumb = || post(json!({"timestamp": posted["ts"], "name": ":thumbsup:"}));
    assert_eq!(desk.call("reactions.add", thumb()).await["ok"], true);
    assert_eq!(
        error(&desk, "reactions.add", thumb()).await,
        "already_reacted"
    );
}

#[tokio::test]
async fn another_name_needs_its_own_scope() {
    let (plain, general) = desk("\"channels:read\"").await;
    let args =
        json!({"channel": general, "text": "x", "username": "Robot", "icon_emoji": ":robot_face:"});
    let refused = plain.call("chat.postMessage", args.clone()).await;
    assert_eq!(
        (&refused["error"], &refused["needed"]),
        (&json!("missing_scope"), &json!("chat:write.customize"))
    );
    let (custom, _) = desk("\"chat:write.customize\"").await;
    let posted = custom.call("chat.postMessage", args).await;
    let message = &posted["message"];
    assert_eq!(
        (
            &message["username"],
            &message["icons"]["emoji"],
            &message["subtype"]
        ),
        (
            &json!("Robot"),
            &json!(":robot_face:"),
            &json!("bot_message")
        )
    );
}

#[tokio::test]
async fn a_reply_can_be_shown_in_the_channel_at_once_or_later() {
    let (desk, general) = desk("\"channels:read\"").await;
    let post = async |text: &str, more: Value| {
        let mut args = json!({"channel": general, "text": text});
        args.as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        desk.call("chat.postMessage", args).await
    };
    let head = post("head", json!({})).await;
    let quiet = post("quiet", json!({"thread_ts": head["ts"]})).await;
    post(
        "loud",
        json!({"thread_ts": head["ts"], "reply_broadcast": true}),
    )
    .await;
    let texts = async || -> Vec<String> {
        let history = desk
            .call("conversations.history", json!({"channel": general}))
            .await;
        let messages = history["messages"].as_array().unwrap();
        messages
            .iter()
            .map(|one| one["text"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(texts().await, ["loud", "head"]);
    let again = json!({"channel": general, "ts": quiet["ts"], "reply_broadcast": true});
    let mut both = again.clone();
    both["text"] = json!("new");
    assert_eq!(
        error(&desk, "chat.update", both).await,
        "no_dual_broadcast_content_update"
    );
    assert_eq!(desk.call("chat.update", again.clone()).await["ok"], true);
    assert_eq!(texts().await, ["loud", "quiet", "head"]);
    assert_eq!(
        error(&desk, "chat.update", again).await,
        "cant_broadcast_message"
    );
    let nested = post("nested", json!({"thread_ts": quiet["ts"]})).await;
    assert_eq!(nested["error"], "cannot_reply_to_message");
}

#[tokio::test]
async fn an_ephemeral_message_in_a_thread_is_seen_once_the_thread_is_alive() {
    let (desk, general) = desk("\"channels:read\"").await;
    let head = desk
        .call(
            "chat.postMessage",
            json!({"channel": general, "text": "head"}),
        )
        .await;
    let whisper =
        json!({"channel": general, "user": desk.ana, "text": "psst", "thread_ts": head["ts"]});
    assert_eq!(
        desk.call("chat.postEphemeral", whisper.clone()).await["ok"],
        true
    );
    assert!(desk.sandbox.ephemerals(&desk.ana).is_empty());
    let reply = json!({"channel": general, "text": "reply", "thread_ts": head["ts"]});
    desk.call("chat.postMessage", reply).await;
    desk.call("chat.postEphemeral", whisper).await;
    assert_eq!(desk.sandbox.ephemerals(&desk.ana).len(), 1);
    let gus = desk.sandbox.find_user("gus").unwrap().id;
    let outside = json!({"channel": general, "user": gus, "text": "psst"});
    assert_eq!(
        error(&desk, "chat.postEphemeral", outside).await,
        "user_not_in_channel"
    );
}

#[tokio::test]
async fn a_large_workspace_is_listed_by_pages_alone() {
    let mut workspace = WorkspaceSpec::empty("Large", "large");
    workspace.people = (0..1_001)
        .map(|n| PersonSpec {
            name: format!("p{n}"),
            ..PersonSpec::default()
        })
        .collect();
    let options = Options {
        workspace,
        ..Options::new(Manifest::parse(MANIFEST).unwrap())
    };
    let desk = Desk {
        sandbox: Sandbox::start(options).await.unwrap(),
        app: Arc::default(),
        ana: String::new(),
    };
    assert_eq!(
        error(&desk, "users.list", json!({})).await,
        "limit_required"
    );
    let page = desk.call("users.list", json!({"limit": 1000})).await;
    assert_eq!(page["members"].as_array().unwrap().len(), 1000);
    let next = json!({"cursor": page["response_metadata"]["next_cursor"]});
    let rest = desk.call("users.list", next).await;
    assert_eq!(rest["members"].as_array().unwrap().len(), 2, "and the bot");
}

#[tokio::test]
async fn a_body_is_json_or_a_form_of_either_kind_and_says_so() {
    let desk = Desk::without_app().await;
    let url = format!("{}/users.info", desk.sandbox.api_url());
    let (token, ana) = (desk.sandbox.bot_token(), &desk.ana);
    let part = |name: &str, value: &str| {
        format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let parts = part("token", token) + &part("user", ana) + "--b--\r\n";
    let kinds = "multipart/form-data; boundary=b";
    let said = send("POST", &url, &[("content-type", kinds)], parts).await;
    assert_eq!(said.unwrap().1["user"]["id"], ana.as_str());

    let bearer = format!("Bearer {token}");
    for (kind, body, code) in [
        ("", format!("user={ana}"), "missing_post_type"),
        ("text/xml", "<user/>".to_owned(), "invalid_post_type"),
        ("text/plain", format!("user={ana}"), "invalid_post_type"),
        ("application/jsonx", "{}".to_owned(), "invalid_post_type"),
        ("Application/JSON", "{}".to_owned(), "invalid_arguments"),
        (
            "application/json; charset=koi8-r",
            "{}".to_owned(),
            "invalid_charset",
        ),
        (
            "multipart/form-data",
            String::from("x"),
            "invalid_form_data",
        ),
        (
            "multipart/form-data; boundary=b",
            String::from("x"),
            "invalid_form_data",
        ),
        ("application/json", "{".to_owned(), "invalid_json"),
        ("application/json", "[]".to_owned(), "json_not_object"),
        ("application/json", "{}".to_owned(), "invalid_arguments"),
    ] {
        let mut headers = vec![("authorization", bearer.as_str())];
        if !kind.is_empty() {
            headers.push(("content-type", kind));
        }
        let (_, answer, _) = send("POST", &url, &headers, body).await.unwrap();
        assert_eq!(answer["error"], code, "{kind}");
    }
}
