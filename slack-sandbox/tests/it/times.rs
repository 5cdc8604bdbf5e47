//! What is good for a while only: triggers, response URLs, stacks of views and their hashes.

use crate::app::{Desk, send};
use serde_json::{Value, json};

fn modal() -> Value {
    let blocks = field();
    let plain = |text: &str| json!({"type": "plain_text", "text": text});
    json!({"type": "modal", "title": plain("Form"), "submit": plain("Send"), "blocks": blocks})
}

fn field() -> Value {
    json!([
        {"type": "input", "block_id": "name", "label": {"type": "plain_text", "text": "Name"},
            "element": {"type": "plain_text_input", "action_id": "v"}},
        {"type": "section", "block_id": "note", "text": {"type": "plain_text", "text": "Note"}},
    ])
}

/// A fresh trigger of Ana's.
async fn trigger(desk: &Desk) -> Value {
    desk.act(json!({"do": "slash", "command": "/okr"})).await;
    desk.last()["trigger_id"].clone()
}

async fn open(desk: &Desk, method: &str) -> Value {
    let args = json!({"trigger_id": trigger(desk).await, "view": modal()});
    desk.call(method, args).await
}

#[tokio::test]
async fn a_trigger_opens_one_view_within_three_seconds() {
    let desk = Desk::new().await;
    let late = trigger(&desk).await;
    let used = trigger(&desk).await;
    let view = modal();
    let open = async |trigger: &Value| {
        let args = json!({"trigger_id": trigger, "view": view});
        desk.call("views.open", args).await["error"].clone()
    };
    assert_eq!(open(&json!("1.2.3")).await, "invalid_trigger_id");
    assert_eq!(open(&used).await, json!(null));
    assert_eq!(open(&used).await, "exchanged_trigger_id");
    // A call that the app's silence holds up for three seconds is the clock of this test.
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", silent.local_addr().unwrap());
    desk.sandbox.set_app_url(&url).unwrap();
    desk.act(json!({"do": "slash", "command": "/okr"})).await;
    assert_eq!(open(&late).await, "expired_trigger_id");
}

#[tokio::test]
async fn a_response_url_is_good_for_thirty_minutes_and_five_times() {
    let desk = Desk::new().await;
    desk.act(json!({"do": "slash", "command": "/okr"})).await;
    let url = desk.last()["response_url"].as_str().unwrap().to_owned();
    let say = async |body: Value| {
        let (status, answer, _) = send("POST", &url, &[], body.to_string()).await.unwrap();
        (status, answer["error"].clone())
    };
    let hello = || json!({"text": "hello"});
    assert_eq!(say(hello()).await, (200, json!(null)));
    let wrong = json!({"blocks": [{"type": "input"}]});
    assert_eq!(say(wrong).await, (404, json!("invalid_blocks")));
    assert_eq!(say(json!({})).await, (404, json!("no_text")));
    desk.control("POST", "clock", json!({"now": "2026-11-19T14:30:00Z"}))
        .await;
    assert_eq!(
        say(hello()).await,
        (200, json!(null)),
        "thirty minutes are not over"
    );
    desk.control("POST", "clock", json!({"now": "2026-11-19T14:30:01Z"}))
        .await;
    assert_eq!(say(hello()).await, (404, json!("expired_url")));
    let elsewhere = format!("{}hooks/none", desk.sandbox.page_url());
    let (status, answer, _) = send("POST", &elsewhere, &[], hello().to_string())
        .await
        .unwrap();
    assert_eq!((status, &answer["error"]), (404, &json!("invalid_url")));
}

#[tokio::test]
async fn an_answer_to_a_response_url_can_be_for_all_or_replace_or_delete() {
    let desk = Desk::new().await;
    let button =
        json!({"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}});
    let (channel, ts) = desk
        .post_to_ana(json!([{"type": "actions", "elements": [button]}]))
        .await;
    desk.act(json!({"do": "press", "channel": channel, "ts": ts, "action_id": "go"}))
        .await;
    let url = desk.last()["response_url"].as_str().unwrap().to_owned();
    let say = async |body: Value| send("POST", &url, &[], body.to_string()).await.unwrap().0;
    assert_eq!(
        say(json!({"text": "psst", "replace_original": false})).await,
        200
    );
    assert_eq!(desk.sandbox.ephemerals(&desk.ana).len(), 1);
    let loud = json!({"text": "all", "response_type": "in_channel", "replace_original": false});
    assert_eq!(say(loud).await, 200);
    let texts = || -> Vec<String> {
        let messages = desk.sandbox.messages(&channel).into_iter();
        messages.map(|one| one.text).collect()
    };
    assert_eq!(texts(), ["hello", "all"]);
    assert_eq!(
        say(json!({"text": "new", "replace_original": true})).await,
        200
    );
    assert_eq!(texts(), ["new", "all"]);
    assert_eq!(say(json!({"delete_original": true})).await, 200);
    assert_eq!(texts(), ["all"]);
}

#[tokio::test]
async fn a_stack_holds_three_views_and_nothing_is_pushed_on_none() {
    let desk = Desk::new().await;
    assert_eq!(open(&desk, "views.push").await["error"], "not_found");
    let first = open(&desk, "views.open").await;
    let second = open(&desk, "views.push").await;
    let third = open(&desk, "views.push").await;
    assert_eq!(third["view"]["previous_view_id"], second["view"]["id"]);
    assert_eq!(third["view"]["root_view_id"], first["view"]["id"]);
    assert_eq!(
        open(&desk, "views.push").await["error"],
        "push_limit_reached"
    );
    desk.answer(200, json!({"response_action": "push", "view": modal()}));
    let submit = json!({"do": "submit", "view_id": third["view"]["id"], "values": {"Name": "Ana"}});
    let (_, outcome) = desk.act(submit).await;
    assert!(
        outcome["shown"]
            .as_str()
            .unwrap()
            .contains("trouble connecting")
    );
    assert_eq!(desk.sandbox.views_of(&desk.ana).len(), 3);
    let (_, outcome) = desk
        .act(json!({"do": "close", "view_id": third["view"]["id"]}))
        .await;
    assert_eq!(outcome["view"]["id"], second["view"]["id"]);
}

#[tokio::test]
async fn an_update_needs_the_newest_hash_and_keeps_what_was_typed() {
    let desk = Desk::new().await;
    let opened = open(&desk, "views.open").await;
    let (id, hash) = (&opened["view"]["id"], &opened["view"]["hash"]);
    desk.act(json!({"do": "submit", "view_id": id, "values": {}}))
        .await;
    let update = async |hash: &Value| {
        let args = json!({"view_id": id, "hash": hash, "view": modal()});
        desk.call("views.update", args).await
    };
    let updated = update(hash).await;
    assert_ne!(updated["view"]["hash"], *hash, "{updated}");
    assert_eq!(update(hash).await["error"], "hash_conflict");
    assert_eq!(update(&updated["view"]["hash"]).await["ok"], true);
    assert_eq!(
        update(&json!(null)).await["ok"],
        true,
        "without a hash nothing is compared"
    );
}

#[tokio::test]
async fn an_answer_to_a_modal_that_slack_cannot_read_is_trouble_connecting() {
    let desk = Desk::new().await;
    let opened = open(&desk, "views.open").await;
    let submit =
        json!({"do": "submit", "view_id": opened["view"]["id"], "values": {"Name": "Ana"}});
    let errors = |block: &str| json!({"response_action": "errors", "errors": {block: "wrong"}});
    for (status, answer) in [
        (200, errors("nobody")),
        (200, errors("note")),
        (200, json!({"response_action": "errors", "errors": {}})),
        (200, json!({"response_action": "dance"})),
        (
            200,
            json!({"response_action": "update", "view": {"type": "home", "blocks": []}}),
        ),
        (200, json!("not json")),
        (500, json!("")),
    ] {
        desk.answer(status, answer.clone());
        let (_, outcome) = desk.act(submit.clone()).await;
        let shown = outcome["shown"].as_str().unwrap_or_default();
        assert!(shown.contains("trouble connecting"), "{answer} {outcome}");
        assert_eq!(outcome["view"]["id"], opened["view"]["id"], "it stays open");
    }
    desk.answer(200, errors("name"));
    let (_, outcome) = desk.act(submit.clone()).await;
    assert_eq!(outcome["errors"], json!({"name": "wrong"}));
    desk.answer(200, json!({"response_action": "update", "view": modal()}));
    let (_, outcome) = desk.act(submit.clone()).await;
    assert_eq!(outcome["view"]["id"], opened["view"]["id"]);
    assert_eq!(
        outcome["view"]["state"]["values"]["name"]["v"]["value"],
        "Ana"
    );
    let (_, outcome) = desk.act(submit).await;
    assert_eq!(outcome["view"], json!(null), "an empty answer closes it");
}

#[tokio::test]
async fn a_modal_that_asks_for_a_channel_may_answer_there() {
    let desk = Desk::new().await;
    let plain = |text: &str| json!({"type": "plain_text", "text": text});
    let menu =
        json!({"type": "conversations_select", "action_id": "v", "response_url_enabled": true});
    let blocks =
        json!([{"type": "input", "block_id": "where", "label": plain("Where"), "element": menu}]);
    let view =
        json!({"type": "modal", "title": plain("Say"), "submit": plain("Send"), "blocks": blocks});
    let args = json!({"trigger_id": trigger(&desk).await, "view": view});
    let opened = desk.call("views.open", args).await;
    let general = desk.sandbox.find_channel("general").unwrap().id;
    let submit =
        json!({"do": "submit", "view_id": opened["view"]["id"], "values": {"Where": general}});
    let (_, outcome) = desk.act(submit).await;
    assert_eq!(outcome["status"], 200, "{outcome}");
    let place = desk.last()["response_urls"][0].clone();
    assert_eq!(
        (&place["block_id"], &place["channel_id"]),
        (&json!("where"), &json!(general))
    );
    let body = json!({"text": "all", "response_type": "in_channel"}).to_string();
    let url = place["response_url"].as_str().unwrap();
    assert_eq!(send("POST", url, &[], body).await.unwrap().0, 200);
    assert_eq!(desk.sandbox.messages(&general)[0].text, "all");
}

#[tokio::test]
async fn closing_a_view_that_clears_closes_those_below_it() {
    let desk = Desk::new().await;
    open(&desk, "views.open").await;
    let mut view = modal();
    view["clear_on_close"] = json!(true);
    view["notify_on_close"] = json!(true);
    let args = json!({"trigger_id": trigger(&desk).await, "view": view});
    let top = desk.call("views.push", args).await["view"]["id"].clone();
    let (_, outcome) = desk.act(json!({"do": "close", "view_id": top})).await;
    assert_eq!(outcome["view"], json!(null));
    let told = desk.last();
    assert_eq!(
        (&told["view"]["id"], &told["is_cleared"]),
        (&top, &json!(true))
    );
}
