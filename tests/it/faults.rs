//! Whole weeks with a Slack that cuts, limits, stumbles and takes the app away.

use headway::domain::delivery::{Delivery, State};
use headway::domain::id::{ChannelId, MessageTs};
use headway::store::ByHand;
use serde_json::{Map, json};
use slack_sandbox::{Act, Call, Fault, FaultRule, Until};

use crate::house::{House, at};

const POST: &str = "chat.postMessage";

/// Calls of a method, by when they were made, in seconds after an instant.
fn times(house: &House, method: &str, since: &str) -> Vec<i64> {
    let made = |call: &Call| (call.at - at(since)).num_seconds();
    let calls = house.sandbox.calls();
    let calls = calls.iter().filter(|call| call.method == method);
    calls.map(made).filter(|second| *second >= 0).collect()
}

/// What the ledger holds in a state.
async fn rows(house: &House, state: State) -> Vec<Delivery> {
    let app = &house.running().app;
    let rows = app.store.deliveries(&app.workspace, &[state]).await;
    rows.unwrap()
}

/// Whether `readyz` is green, and what it says.
async fn readiness(house: &House) -> (u16, String) {
    crate::door::get(house, "/readyz").await
}

/// A week in which a fault strikes one post: where, and after how many others.
async fn week_with(fault: Fault, channel: &str, skip: u32) {
    let when = format!("{fault:?} in {channel} after {skip}");
    let mut house = House::new().await;
    let rule = FaultRule::new(POST, fault)
        .in_channel(&house.channel(channel))
        .skip(skip)
        .seconds(200.0);
    house.sandbox.faults().add(rule);
    house.walks_to("2026-11-19T14:20:00Z").await;
    house.person("ana").presses("Check in").await;
    let outcome = house.person("ana").submits(&[("Fires", "45")]).await;
    assert_eq!(outcome.errors, None, "{when}");
    house.walks_to("2026-11-20T15:20:00Z").await;
    assert!(house.sandbox.faults().waiting().is_empty(), "{when}");
    let ana = house.person("ana").messages();
    assert_eq!(ana.len(), 1, "{when}: {ana:?}");
    let receipt = "Payments, week 47: recorded";
    assert!(ana[0].text.contains(receipt), "{when}: {}", ana[0].text);
    let thread = house.thread();
    assert_eq!((thread.heads(), thread.messages.len()), (1, 3), "{when}");
    let replies = thread.replies("Payments");
    assert_eq!(replies.len(), 1, "{when}");
    assert!(replies[0].contains("45% fires"), "{when}: {}", replies[0]);
    let table = &thread.messages[1].text;
    assert!(
        table.ends_with("No answer from: Platform."),
        "{when}: {table}"
    );
    house.ends().await;
}

#[tokio::test]
async fn an_ask_whose_outcome_is_unknown_stands_there_once() {
    for fault in unknown_outcomes() {
        week_with(fault, "ana", 0).await;
    }
}

#[tokio::test]
async fn a_digest_whose_outcome_is_unknown_stands_there_once() {
    for fault in unknown_outcomes() {
        week_with(fault, "leadership", 0).await;
    }
}

#[tokio::test]
async fn a_reply_whose_outcome_is_unknown_stands_there_once() {
    // The first reply is the table, the next one a team's.
    for (after, fault) in (1..=2).flat_map(|after| unknown_outcomes().map(|it| (after, it))) {
        week_with(fault, "leadership", after).await;
    }
}

fn unknown_outcomes() -> [Fault; 7] {
    [
        Fault::CutAfter,
        Fault::CutBefore,
        Fault::LateCommit,
        Fault::Html,
        Fault::Http500,
        Fault::InternalErrorBefore,
        Fault::InternalErrorAfter,
    ]
}

#[tokio::test]
async fn an_edit_that_was_lost_is_sent_again() {
    let mut house = House::new().await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    let cut = FaultRule::new("chat.update", Fault::CutBefore).times(2);
    house.sandbox.faults().add(cut);
    house.person("ana").presses("Check in").await;
    house.person("ana").submits(&[("Fires", "45")]).await;
    assert!(!house.person("ana").ask().contains("recorded"));
    house.walks_to("2026-11-19T14:10:00Z").await;
    assert!(house.person("ana").ask().contains("recorded"));
    house.ends().await;
}

#[tokio::test]
async fn a_limit_is_kept_to_the_second_while_other_methods_go_on() {
    let mut house = House::new().await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    house.person("ana").presses("Check in").await;
    house.walks_to("2026-11-20T14:59:59Z").await;
    let limit = FaultRule::new(POST, Fault::RateLimited).seconds(30.0);
    house.sandbox.faults().add(limit);
    let digest = "2026-11-20T15:00:00Z";
    house.walks_to("2026-11-20T15:00:10Z").await;
    assert_eq!(times(&house, POST, digest), [0]);
    house.person("ana").submits(&[("Fires", "45")]).await;
    assert_eq!(times(&house, "chat.update", digest), [10]);
    house.walks_to("2026-11-20T15:01:00Z").await;
    assert_eq!(times(&house, POST, digest)[..2], [0, 30]);
    assert_eq!(house.thread().messages.len(), 2);
    house.ends().await;
}

#[tokio::test]
async fn a_revoked_token_halts_everything_until_one_that_works() {
    let mut house = House::new().await;
    let revoked = FaultRule::new(POST, Fault::TokenRevoked);
    house.sandbox.faults().add(revoked);
    house.walks_to("2026-11-19T14:05:00Z").await;
    let since = "2026-11-19T14:00:00Z";
    assert_eq!(times(&house, POST, since).len(), 1, "one try, no more");
    let (status, said) = readiness(&house).await;
    assert_eq!(status, 503);
    assert!(said.contains("token_revoked"), "{said}");
    house.restarts().await;
    assert_eq!(readiness(&house).await.0, 200);
    house.walks_to("2026-11-19T14:15:00Z").await;
    for handle in ["ana", "jonas", "ines", "farid"] {
        assert_eq!(house.person(handle).messages().len(), 1, "{handle}");
    }
    house.ends().await;
}

#[tokio::test]
async fn an_app_that_was_uninstalled_says_nothing_more() {
    let mut house = House::new().await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    let before = house.sandbox.calls().len();
    let mut event = Map::new();
    event.insert("type".to_owned(), json!("app_uninstalled"));
    house.person("mara").act(Act::Event { event }, None).await;
    assert_eq!(readiness(&house).await.0, 503);
    house.walks_to("2026-11-24T12:00:00Z").await;
    let after = house.sandbox.calls().split_off(before);
    assert!(after.is_empty(), "{after:?}");
    house.ends().await;
}

#[tokio::test]
async fn what_nobody_can_look_for_waits_for_an_operator() {
    for by_hand in ["arrived", "resend", "drop"] {
        let mut house = House::without(&["im:history"]).await;
        let cut = FaultRule::new(POST, Fault::CutAfter).in_channel(&house.channel("ana"));
        house.sandbox.faults().add(cut);
        house.walks_to("2026-11-19T14:10:00Z").await;
        let parked = rows(&house, State::Parked).await;
        assert_eq!(parked.len(), 1);
        assert_eq!(
            parked[0].error.as_deref(),
            Some("missing_scope (im:history)")
        );
        let notice = house.person("omar").last();
        assert!(notice.contains("it was not sent again"), "{notice}");
        let posted = house.person("ana").messages().remove(0);
        let (decision, messages) = match by_hand {
            "arrived" => {
                let ts = MessageTs::new(posted.ts.to_string());
                (ByHand::Sent(ChannelId::new(house.channel("ana")), ts), 1)
            }
            "resend" => (ByHand::Retry, 2),
            _ => (ByHand::Skip, 1),
        };
        let app = &house.running().app;
        let settled =
            app.store
                .settle_by_hand(&app.workspace, &parked[0].id, &decision, house.clock_now());
        assert!(settled.await.unwrap());
        house.walks_to("2026-11-19T14:20:00Z").await;
        assert_eq!(house.person("ana").messages().len(), messages, "{by_hand}");
        assert!(rows(&house, State::Parked).await.is_empty());
        house.person("ana").presses("Check in").await;
        house.person("ana").submits(&[("Fires", "45")]).await;
        let receipt = house.person("ana").last().contains("recorded");
        assert_eq!(receipt, by_hand != "drop", "{by_hand}");
        house.ends().await;
    }
}

#[tokio::test]
async fn somebody_whose_form_does_not_open_is_told() {
    let mut house = House::new().await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    for (code, said) in [
        ("expired_trigger_id", "Slack did not open the form in time."),
        ("internal_error", "Something broke."),
    ] {
        let fault = FaultRule::new("views.open", Fault::Error(code.to_owned()));
        house.sandbox.faults().add(fault);
        let mut ana = house.person("ana");
        let press = ana.press("Check in");
        let outcome = ana.act(press, Some(Until::Message)).await;
        let told = outcome.ephemeral.expect("only they see it")["text"].to_string();
        assert!(told.contains(said), "{told}");
    }
    house.ends().await;
}
