//! When the round closes: the digest says so where the close moved its numbers, and only there.

use slack_sandbox::{Call, Fault, FaultRule};

use crate::comings::{answers, platform};
use crate::house::{House, at};

const EDIT: &str = "chat.update";

/// Payments has answered, and three of Platform's four: the fourth is alone with a late answer.
async fn digested() -> House {
    let mut house = House::with(&four()).await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    house.person("ana").presses("Check in").await;
    house.person("ana").submits(&[("Fires", "35")]).await;
    for (who, tune_ups) in [("jonas", 10), ("ines", 20), ("farid", 30)] {
        answers(&mut house, who, tune_ups).await;
    }
    house.walks_to("2026-11-20T15:02:00Z").await;
    house
}

fn four() -> String {
    platform(r#"members = ["jonas", "ines", "farid", "nora"]"#)
}

/// What the head says of when it was updated; nothing where it was not.
fn updated(head: &str) -> &str {
    let line = head.lines().find(|line| line.contains("Updated "));
    line.map_or("", |line| &line[line.find("Updated ").unwrap()..])
}

/// How often a message that begins so was edited since an instant.
fn edits_of(house: &House, begin: &str, since: &str) -> usize {
    let messages = house.thread().messages;
    let message = messages.iter().find(|it| it.text.starts_with(begin));
    let ts = message.unwrap().ts.to_string();
    let calls = house.sandbox.calls();
    let ours = |call: &&Call| call.method == EDIT && call.at >= at(since) && call.args["ts"] == ts;
    calls.iter().filter(ours).count()
}

#[tokio::test]
async fn a_close_that_counts_a_late_answer_is_named_in_the_head() {
    let mut house = digested().await;
    house.walks_to("2026-11-23T09:12:00Z").await;
    answers(&mut house, "nora", 100).await;
    house.walks_to("2026-11-23T09:30:00Z").await;
    let thread = house.thread();
    assert_eq!(
        updated(&thread.head()),
        "Updated Monday 10:12, one late answer."
    );
    // One person's answer does not move the total: only the close does.
    assert!(thread.replies("Platform")[0].contains("20% tune-ups"));
    house.walks_to("2026-11-24T11:02:00Z").await;
    let thread = house.thread();
    assert!(thread.replies("Platform")[0].contains("40% tune-ups"));
    assert_eq!(
        updated(&thread.head()),
        "Updated Tuesday 12:00, when the week closed, after one late answer."
    );
    house.ends().await;
}

#[tokio::test]
async fn a_close_that_counts_what_had_waited_since_before_the_digest_is_named_alone() {
    let mut house = House::with(&four()).await;
    house.person("omar").types("/checkin subscribe").await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    for (who, tune_ups) in [("jonas", 10), ("ines", 20), ("farid", 30), ("nora", 100)] {
        answers(&mut house, who, tune_ups).await;
    }
    house.walks_to("2026-11-20T15:02:00Z").await;
    assert_eq!(updated(&house.thread().head()), "");
    assert!(house.thread().replies("Platform")[0].contains("20% tune-ups"));
    house.walks_to("2026-11-24T11:05:00Z").await;
    let closed = "Updated Tuesday 12:00, when the week closed.";
    assert_eq!(updated(&house.thread().head()), closed);
    assert!(house.thread().replies("Platform")[0].contains("40% tune-ups"));
    // Subscribers read the same words, and the same number.
    let messages = house.person("omar").messages();
    let theirs = messages.iter().find(|it| it.text.contains("Updated "));
    assert_eq!(updated(&theirs.unwrap().text), closed);
    assert!(messages.iter().any(|it| it.text.contains("Tune-ups 40%")));
    house.ends().await;
}

#[tokio::test]
async fn a_close_that_moves_no_number_leaves_the_head_as_it_stands() {
    let mut house = digested().await;
    // What Jonas changes and changes back is two edits, and no other total.
    house.walks_to("2026-11-23T09:12:00Z").await;
    for tune_ups in ["60", "10"] {
        let fires = (100 - tune_ups.parse::<u8>().unwrap()).to_string();
        house.person("jonas").presses("Edit").await;
        let fields = [("Fires", fires.as_str()), ("Tune-ups", tune_ups)];
        assert_eq!(house.person("jonas").submits(&fields).await.errors, None);
    }
    house.walks_to("2026-11-24T10:59:00Z").await;
    let head = house.thread().head();
    assert_eq!(updated(&head), "Updated Monday 10:12, one edit.");
    // Nora never answered. The close says so to her, and leadership reads the numbers that it has read.
    house.walks_to("2026-11-24T11:10:00Z").await;
    assert_eq!(house.thread().head(), head);
    let closing = "2026-11-24T10:59:30Z";
    assert_eq!(edits_of(&house, "Week 47: ", closing), 0);
    assert_eq!(edits_of(&house, "Platform", closing), 0);
    house.ends().await;
}

#[tokio::test]
async fn where_the_edits_are_refused_the_reply_tells_what_the_close_counted() {
    let mut house = digested().await;
    let before = house.thread().messages;
    let channel = house.channel("leadership");
    let refusal = FaultRule::new(EDIT, Fault::Error("edit_window_closed".to_owned()));
    let refusal = refusal.in_channel(&channel).for_ever();
    house.sandbox.faults().add(refusal);
    house.walks_to("2026-11-23T09:12:00Z").await;
    answers(&mut house, "nora", 100).await;
    house.walks_to("2026-11-24T11:05:00Z").await;
    let after = house.thread().messages;
    assert_eq!(after.len(), before.len() + 1, "{after:?}");
    let late = &after[before.len()].text;
    let head =
        "Week 47, after it was told: Tuesday 12:00, when the week closed, after one late answer\n";
    assert!(late.starts_with(head), "{late}");
    assert!(late.contains("40% tune-ups"), "{late}");
    house.ends().await;
}

#[tokio::test]
async fn a_digest_that_goes_out_as_its_week_closes_was_not_updated() {
    let mut house = House::with(&four()).await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    for (who, tune_ups) in [("jonas", 10), ("ines", 20), ("farid", 30), ("nora", 100)] {
        answers(&mut house, who, tune_ups).await;
    }
    // The machine is down from Friday's noon to Tuesday's afternoon.
    house.walks_to("2026-11-20T11:00:00Z").await;
    house.jumps_to("2026-11-24T13:00:00Z").await;
    house.walks_to("2026-11-24T13:05:00Z").await;
    let thread = house.thread();
    assert!(thread.replies("Platform")[0].contains("40% tune-ups"));
    assert_eq!(updated(&thread.head()), "");
    house.ends().await;
}
