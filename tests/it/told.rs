//! A team reads its own part of the digest in its own channel, no later than leadership does.

use headway::domain::delivery::State;
use slack_sandbox::{Fault, FaultRule};

use crate::house::{House, at, told};

const POST: &str = "chat.postMessage";
const DIGEST: &str = "2026-11-20T15:00:00Z";

async fn answered() -> House {
    let mut house = House::with(&told()).await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    house.person("ana").presses("Check in").await;
    house
        .person("ana")
        .submits(&[
            ("Fires", "45"),
            ("Anything leadership", "The vault migration is done."),
        ])
        .await;
    house
}

/// How many seconds after the digest was due its head was posted.
fn head_after(house: &House) -> i64 {
    let channel = house.channel("leadership");
    let calls = house.sandbox.calls();
    let head = calls
        .iter()
        .filter(|call| call.method == POST && call.args["channel"] == channel.as_str())
        .find(|call| call.args.get("thread_ts").is_none());
    (head.expect("a head").at - at(DIGEST)).num_seconds()
}

#[tokio::test]
async fn a_team_reads_what_leadership_reads_and_before_it() {
    let mut house = answered().await;
    let receipt = house.person("ana").ask();
    let promise = "recorded Thursday 15:01. Leadership reads this on Friday, and your team's channel before it:";
    assert!(receipt.contains(promise), "{receipt}");
    house.walks_to("2026-11-20T15:01:00Z").await;
    let told = house.team_channel();
    assert_eq!(told.len(), 1, "{told:?}");
    let reply = house.thread().replies("Payments").remove(0);
    let (_, of_the_digest) = reply.split_once('\n').unwrap();
    let text = &told[0].text;
    let head = "Week 47. Payments (application; the lead's estimate for 2 people)";
    assert!(text.starts_with(head), "{text}");
    assert!(
        text.contains(of_the_digest),
        "{text} does not say {of_the_digest}"
    );
    assert!(text.contains("“The vault migration is done.”"), "{text}");
    let end = "Leadership reads no more than this in the digest. Late answers change both until Tuesday 12:00.";
    assert!(text.ends_with(end), "{text}");
    let head = &house.thread().messages[0];
    assert!(told[0].ts < head.ts, "the team first");
    // Platform has no channel, and nobody is told in its place.
    assert_eq!(house.thread().messages.len(), 3);
    house.ends().await;
}

#[tokio::test]
async fn a_team_that_wants_no_part_in_its_channel_gets_none() {
    let quiet = told().replace("[teams.payments]", "[teams.payments]\ntell_channel = false");
    let mut house = House::with(&quiet).await;
    house.walks_to("2026-11-20T15:01:00Z").await;
    assert!(house.team_channel().is_empty());
    assert_eq!(house.thread().messages.len(), 2);
    house.ends().await;
}

#[tokio::test]
async fn a_late_answer_edits_the_teams_part_in_place() {
    let mut house = House::with(&told()).await;
    house.walks_to("2026-11-20T15:01:00Z").await;
    let before = house.team_channel();
    let silent = "No answer from Payments yet";
    assert!(before[0].text.contains(silent), "{}", before[0].text);
    house.walks_to("2026-11-23T09:12:00Z").await;
    house.person("ana").presses("Check in").await;
    house.person("ana").submits(&[("Fires", "45")]).await;
    let after = house.team_channel();
    assert_eq!((after.len(), after[0].ts), (1, before[0].ts));
    assert!(after[0].text.contains("45% fires"), "{}", after[0].text);
    let receipt = house.person("ana").ask();
    let updated = "The digest and your team's channel are updated; they say:";
    assert!(receipt.contains(updated), "{receipt}");
    house.ends().await;
}

#[tokio::test]
async fn the_close_says_in_the_teams_channel_that_no_answer_came() {
    let mut house = House::with(&told()).await;
    house.walks_to("2026-11-24T11:05:00Z").await;
    let closed = house.team_channel().remove(0).text;
    let silent = "No answer from Payments this week; no number is filled in.";
    assert!(closed.contains(silent), "{closed}");
    house.ends().await;
}

#[tokio::test]
async fn a_team_that_hears_late_holds_the_digest_and_one_that_cannot_hear_does_not() {
    for (fault, times, head) in [
        (Fault::RateLimited, 1, 30..=31),
        (Fault::Http500, 1, 120..=125),
        (Fault::Error("is_archived".to_owned()), 1, 0..=2),
        (Fault::Error("channel_not_found".to_owned()), 1, 0..=2),
        // Broken for longer than the digest waits.
        (Fault::Http500, 9, 600..=601),
    ] {
        let when = format!("{fault:?} {times}");
        let mut house = answered().await;
        let channel = house.channel("team-payments");
        let fault = FaultRule::new(POST, fault).in_channel(&channel);
        house.sandbox.faults().add(fault.times(times).seconds(30.0));
        house.walks_to("2026-11-20T16:30:00Z").await;
        let after = head_after(&house);
        assert!(
            head.contains(&after),
            "{when}: the head came after {after} seconds"
        );
        assert_eq!(house.thread().heads(), 1, "{when}");
        let told = house.team_channel().len();
        assert_eq!(told, usize::from(*head.end() > 10), "{when}");
        house.ends().await;
    }
}

#[tokio::test]
async fn a_part_whose_outcome_is_unknown_stands_there_once() {
    for fault in [
        Fault::CutAfter,
        Fault::CutBefore,
        Fault::LateCommit,
        Fault::Html,
        Fault::InternalErrorBefore,
        Fault::InternalErrorAfter,
    ] {
        let when = format!("{fault:?}");
        let mut house = answered().await;
        let channel = house.channel("team-payments");
        let fault = FaultRule::new(POST, fault).in_channel(&channel);
        house.sandbox.faults().add(fault.seconds(200.0));
        house.walks_to("2026-11-20T15:30:00Z").await;
        assert!(house.sandbox.faults().waiting().is_empty(), "{when}");
        let told = house.team_channel();
        assert_eq!(told.len(), 1, "{when}: {told:?}");
        assert_eq!(house.thread().messages.len(), 3, "{when}");
        house.ends().await;
    }
}

#[tokio::test]
async fn a_restart_before_the_teams_are_told_changes_nothing() {
    let mut house = answered().await;
    let channel = house.channel("team-payments");
    let limit = FaultRule::new(POST, Fault::RateLimited).in_channel(&channel);
    house.sandbox.faults().add(limit.seconds(60.0));
    house.walks_to(DIGEST).await;
    assert!(house.team_channel().is_empty());
    house.restarts().await;
    house.walks_to("2026-11-20T15:02:00Z").await;
    assert_eq!(house.team_channel().len(), 1);
    assert_eq!(house.thread().heads(), 1);
    let app = &house.running().app;
    let waiting = app.store.deliveries(&app.workspace, &[State::Pending]);
    assert!(waiting.await.unwrap().is_empty());
    house.ends().await;
}
