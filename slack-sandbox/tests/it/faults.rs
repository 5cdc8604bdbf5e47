//! Faults on purpose, as a client meets them.

use crate::app::{Desk, MANIFEST, send};
use serde_json::{Value, json};
use slack_sandbox::{
    ChannelSpec, Fault, FaultRule, Manifest, Options, Sandbox, SandboxClock, WorkspaceSpec,
};

fn texts(desk: &Desk) -> Vec<String> {
    let general = desk.sandbox.find_channel("general").unwrap().id;
    desk.sandbox
        .messages(&general)
        .into_iter()
        .map(|one| one.text)
        .collect()
}

async fn post(desk: &Desk, text: &str) -> Result<(u16, Value, axum::http::HeaderMap), String> {
    let general = desk.sandbox.find_channel("general").unwrap().id;
    desk.try_call(
        "chat.postMessage",
        json!({"channel": general, "text": text}),
    )
    .await
}

#[tokio::test]
async fn a_cut_connection_is_broken_and_not_an_empty_answer() {
    let desk = Desk::without_app().await;
    desk.sandbox
        .faults()
        .add(FaultRule::new("chat.postMessage", Fault::CutBefore).skip(1));
    desk.sandbox
        .faults()
        .add(FaultRule::new("chat.postMessage", Fault::CutAfter).skip(1));
    assert!(post(&desk, "a").await.is_ok());
    assert!(post(&desk, "b").await.is_err());
    assert!(post(&desk, "c").await.is_err());
    assert_eq!(texts(&desk), ["a", "c"]);
    let calls = desk.sandbox.calls();
    assert_eq!(
        (calls.len(), calls[2].status, calls[2].fault.as_deref()),
        (3, None, Some("cut_after"))
    );
}

#[tokio::test]
async fn late_work_is_done_when_the_clock_passes() {
    let desk = Desk::without_app().await;
    let fault = json!({"method": "chat.postMessage", "fault": "late_commit", "seconds": 30});
    assert_eq!(desk.control("POST", "faults", fault).await.0, 200);
    assert!(post(&desk, "late").await.is_err());
    desk.sandbox
        .set_now("2026-11-19T14:00:29Z".parse().unwrap());
    assert!(texts(&desk).is_empty());
    desk.sandbox
        .set_now("2026-11-19T14:00:30Z".parse().unwrap());
    assert_eq!(texts(&desk), ["late"]);
}

#[tokio::test]
async fn a_hidden_message_shows_later_in_history() {
    let desk = Desk::without_app().await;
    let general = desk.sandbox.find_channel("general").unwrap().id;
    desk.sandbox
        .faults()
        .add(FaultRule::new("chat.postMessage", Fault::HiddenFromHistory).seconds(5.0));
    assert_eq!(post(&desk, "shy").await.unwrap().1["ok"], true);
    let history = || async {
        desk.call("conversations.history", json!({"channel": general}))
            .await["messages"]
            .as_array()
            .unwrap()
            .len()
    };
    assert_eq!(history().await, 0);
    desk.sandbox
        .set_now("2026-11-19T14:00:05Z".parse().unwrap());
    assert_eq!(history().await, 1);
}

#[tokio::test]
async fn answers_go_wrong_as_asked() {
    let desk = Desk::without_app().await;
    for fault in [
        json!({"fault": "rate_limited", "seconds": 7}),
        json!({"fault": "http_500"}),
        json!({"fault": "html"}),
        json!({"fault": "internal_error_before"}),
        json!({"fault": "internal_error_after"}),
        json!({"fault": "token_revoked"}),
        json!({"error": "invalid_blocks"}),
        json!({"fault": {"error": "fatal_error"}}),
    ] {
        let mut fault = fault;
        fault["method"] = json!("chat.postMessage");
        assert_eq!(desk.control("POST", "faults", fault).await.0, 200);
    }
    let (status, answer, headers) = post(&desk, "1").await.unwrap();
    assert_eq!(
        (
            status,
            answer["error"].as_str(),
            headers["retry-after"].to_str().unwrap()
        ),
        (429, Some("ratelimited"), "7")
    );
    assert_eq!(post(&desk, "2").await.unwrap().0, 500);
    let (status, html, _) = post(&desk, "3").await.unwrap();
    assert!(status == 200 && html.as_str().unwrap().starts_with("<!DOCTYPE html>"));
    for code in [
        "internal_error",
        "internal_error",
        "token_revoked",
        "invalid_blocks",
        "fatal_error",
    ] {
        assert_eq!(post(&desk, "4").await.unwrap().1["error"], code);
    }
    assert_eq!(
        texts(&desk),
        ["4"],
        "only internal_error_after did its work"
    );
    assert!(post(&desk, "5").await.is_ok() && desk.sandbox.faults().waiting().is_empty());
    assert_eq!(
        desk.control("POST", "faults", json!({"method": "x", "fault": "meteor"}))
            .await
            .0,
        400
    );
}

#[tokio::test]
async fn an_answer_is_late_and_its_work_is_done() {
    let desk = Desk::without_app().await;
    desk.sandbox
        .faults()
        .add(FaultRule::new("chat.postMessage", Fault::Delay).seconds(0.15));
    let start = std::time::Instant::now();
    assert_eq!(post(&desk, "slow").await.unwrap().1["ok"], true);
    assert!(start.elapsed() >= std::time::Duration::from_millis(150));
    assert_eq!(texts(&desk), ["slow"]);
}

#[tokio::test]
async fn a_fault_strikes_its_method_and_channel_as_often_as_it_says() {
    let desk = Desk::without_app().await;
    let partners = desk.sandbox.find_channel("partners").unwrap().id;
    let rule = |method: &str| FaultRule::new(method, Fault::Error("fatal_error".to_owned()));
    desk.sandbox.faults().add(
        rule("chat.postMessage")
            .in_channel(&partners)
            .skip(1)
            .times(2),
    );
    let mut codes = Vec::new();
    for _ in 0..5 {
        assert_eq!(post(&desk, "elsewhere").await.unwrap().1["ok"], true);
        let args = json!({"channel": partners, "text": "x"});
        codes.push(desk.call("chat.postMessage", args).await["error"].clone());
    }
    let (none, fatal) = (Value::Null, json!("fatal_error"));
    assert_eq!(
        codes,
        [&none, &fatal, &fatal, &none, &none].map(Clone::clone)
    );
    desk.sandbox.faults().add(rule("*").for_ever());
    for method in ["api.test", "users.list", "auth.test"] {
        assert_eq!(desk.call(method, json!({})).await["error"], "fatal_error");
    }
    assert_eq!(desk.sandbox.faults().waiting()[0].count, None);
    desk.control("DELETE", "faults", json!({})).await;
    assert_eq!(desk.call("auth.test", json!({})).await["ok"], true);
}

#[tokio::test]
async fn a_revoked_token_is_dead_until_the_faults_are_cleared() {
    let desk = Desk::without_app().await;
    let fault = json!({"method": "*", "fault": "token_revoked", "count": null});
    assert_eq!(desk.control("POST", "faults", fault).await.0, 200);
    for method in ["auth.test", "chat.postMessage", "users.info"] {
        let answer = desk.call(method, json!({})).await;
        assert_eq!(answer, json!({"ok": false, "error": "token_revoked"}));
    }
    desk.sandbox.faults().clear();
    assert_eq!(desk.call("auth.test", json!({})).await["ok"], true);
}

#[tokio::test]
async fn work_that_is_refused_at_once_is_not_done_later() {
    let desk = Desk::without_app().await;
    let general = desk.sandbox.find_channel("general").unwrap().id;
    desk.sandbox
        .faults()
        .add(FaultRule::new("chat.postMessage", Fault::LateCommit));
    let url = format!("{}/chat.postMessage", desk.sandbox.api_url());
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let body = format!("token=xoxb-nobody&channel={general}&text=late");
    assert!(send("POST", &url, &form, body).await.is_err());
    desk.sandbox
        .set_now("2026-11-19T15:00:00Z".parse().unwrap());
    assert!(texts(&desk).is_empty());
}

#[tokio::test]
async fn a_fault_that_makes_no_sense_gets_a_sentence() {
    let desk = Desk::without_app().await;
    for (fault, wanted) in [
        (json!({"fault": "html"}), "missing field `method`"),
        (
            json!({"method": "chat.postMesage", "fault": "html"}),
            "there is no method \"chat.postMesage\" here; did you mean \"chat.postMessage\"?",
        ),
        (
            json!({"method": "*", "fault": "meteor"}),
            "unknown variant `meteor`, expected one of `delay`, `rate_limited`,",
        ),
        (
            json!({"method": "*", "error": "Not a code"}),
            "\"Not a code\" is no error code; write one like \"fatal_error\"",
        ),
        (
            json!({"method": "*", "fault": "html", "count": 0}),
            "count is 0, so it would never strike; null is for ever",
        ),
        (
            json!({"method": "*", "fault": "delay", "seconds": -1}),
            "seconds must be between 0 and 86400000",
        ),
        (
            json!({"method": "*", "fault": "html", "often": 2}),
            "unknown field `often`",
        ),
    ] {
        let (status, answer) = desk.control("POST", "faults", fault.clone()).await;
        let told = answer["error"].as_str().unwrap();
        assert!(status == 400 && told.starts_with(wanted), "{fault}: {told}");
    }
    let (_, answer) = desk.control("GET", "faults", json!({})).await;
    assert_eq!(answer["faults"], json!([]));
    assert_eq!(answer["kinds"][0]["name"], "delay");
}

/// A sandbox that holds the app to the limits, at a clock that stands still.
async fn strict(workspace: WorkspaceSpec) -> Desk {
    let options = Options {
        strict: true,
        workspace,
        clock: SandboxClock::Fixed("2026-11-19T14:00:00Z".parse().unwrap()),
        ..Options::new(Manifest::parse(MANIFEST).unwrap())
    };
    let sandbox = Sandbox::start(options).await.unwrap();
    let ana = sandbox.find_user("ana").unwrap().id;
    Desk {
        sandbox,
        app: std::sync::Arc::default(),
        ana,
    }
}

async fn status(desk: &Desk, method: &str, args: Value) -> (u16, Option<u64>) {
    let (status, _, headers) = desk.try_call(method, args).await.unwrap();
    let wait = headers.get("retry-after");
    (
        status,
        wait.map(|wait| wait.to_str().unwrap().parse().unwrap()),
    )
}

#[tokio::test]
async fn a_strict_sandbox_wants_one_message_a_second_and_channel() {
    let desk = strict(WorkspaceSpec::default()).await;
    let channel = desk
        .call("conversations.open", json!({"users": desk.ana}))
        .await;
    let channel = channel["channel"]["id"].as_str().unwrap();
    // The same conversation by two names.
    for to in [channel, &desk.ana, channel] {
        let args = json!({"channel": to, "text": "x"});
        assert_eq!(status(&desk, "chat.postMessage", args).await, (200, None));
    }
    let again = || json!({"channel": desk.ana, "text": "x"});
    assert_eq!(
        status(&desk, "chat.postMessage", again()).await,
        (429, Some(3))
    );
    assert_eq!(post(&desk, "other channels go on").await.unwrap().0, 200);
    assert_eq!(status(&desk, "users.info", again()).await.0, 200);
    desk.sandbox
        .set_now("2026-11-19T14:00:02Z".parse().unwrap());
    assert_eq!(
        status(&desk, "chat.postMessage", again()).await,
        (429, Some(1))
    );
    desk.sandbox
        .set_now("2026-11-19T14:00:03Z".parse().unwrap());
    assert_eq!(
        status(&desk, "chat.postMessage", again()).await,
        (200, None)
    );
}

#[tokio::test]
async fn a_strict_sandbox_holds_each_method_to_its_tier() {
    let desk = strict(WorkspaceSpec::default()).await;
    for (method, most) in [
        ("users.list", 20),
        ("usergroups.list", 20),
        ("chat.update", 50),
        ("conversations.history", 50),
        ("conversations.open", 50),
        ("views.publish", 100),
        ("chat.postEphemeral", 100),
    ] {
        for _ in 0..most {
            assert_eq!(status(&desk, method, json!({})).await.0, 200, "{method}");
        }
        let early = status(&desk, method, json!({})).await;
        assert_eq!(early, (429, Some(60)), "{method}");
    }
    for _ in 0..150 {
        assert_eq!(status(&desk, "auth.test", json!({})).await.0, 200);
    }
    desk.sandbox
        .set_now("2026-11-19T14:01:00Z".parse().unwrap());
    assert_eq!(status(&desk, "users.list", json!({})).await.0, 200);
}

#[tokio::test]
async fn a_strict_sandbox_takes_several_hundred_messages_a_minute() {
    let channels = (0..101)
        .map(|n| ChannelSpec {
            name: format!("c{n}"),
            bot: true,
            ..ChannelSpec::default()
        })
        .collect();
    let workspace = WorkspaceSpec {
        channels,
        ..WorkspaceSpec::default()
    };
    let desk = strict(workspace).await;
    for n in 0..300 {
        let id = desk
            .sandbox
            .find_channel(&format!("c{}", n / 3))
            .unwrap()
            .id;
        let args = json!({"channel": id, "text": "x"});
        assert_eq!(status(&desk, "chat.postMessage", args).await.0, 200, "{n}");
    }
    let id = desk.sandbox.find_channel("c100").unwrap().id;
    let args = json!({"channel": id, "text": "x"});
    assert_eq!(
        status(&desk, "chat.postMessage", args).await,
        (429, Some(60))
    );
}

#[tokio::test]
async fn a_fault_waits_while_calls_come_too_early() {
    let desk = strict(WorkspaceSpec::default()).await;
    for _ in 0..3 {
        post(&desk, "x").await.unwrap();
    }
    desk.sandbox
        .faults()
        .add(FaultRule::new("chat.postMessage", Fault::Http500));
    assert_eq!(post(&desk, "x").await.unwrap().0, 429);
    desk.sandbox
        .set_now("2026-11-19T14:00:03Z".parse().unwrap());
    assert_eq!(post(&desk, "x").await.unwrap().0, 500);
}
