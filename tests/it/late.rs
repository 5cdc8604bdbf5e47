//! After the digest: edits that change nothing are not sent, where Slack refuses them one reply says what came late,
//! and the next digest tells it.

use serde_json::Map;
use slack_sandbox::{Act, Call, Fault, FaultRule, Until};

use crate::house::{House, at};
use crate::iterations::house_with_one;

const POST: &str = "chat.postMessage";
const EDIT: &str = "chat.update";

async fn platform_answers(house: &mut House) {
    for who in ["jonas", "ines", "farid"] {
        house.person(who).presses("Check in").await;
        house.person(who).submits(&[("Fires", "30")]).await;
    }
}

/// A week in which Platform has answered and Payments has not, after its digest.
async fn digested() -> House {
    let mut house = House::new().await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    platform_answers(&mut house).await;
    house.walks_to("2026-11-20T15:02:00Z").await;
    house
}

/// The edits in the leadership channel since an instant: each message's `ts`.
fn edits(house: &House, since: &str) -> Vec<String> {
    let channel = house.channel("leadership");
    let calls = house.sandbox.calls();
    let made = |call: &&Call| call.method == EDIT && call.at >= at(since);
    let ours = calls.iter().filter(made);
    let ours = ours.filter(|call| call.args["channel"] == channel.as_str());
    ours.map(|call| call.args["ts"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn an_edit_that_changes_nothing_is_not_sent() {
    let mut house = House::new().await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    platform_answers(&mut house).await;
    house.person("ana").presses("Check in").await;
    house.person("ana").submits(&[("Fires", "55")]).await;
    house.walks_to("2026-11-20T15:10:00Z").await;
    // A sentence more changes the reply and the line that says so, and not the table.
    house.walks_to("2026-11-23T09:00:00Z").await;
    house.person("ana").presses("Add a sentence").await;
    let note = [("Anything leadership", "The vault is done.")];
    house.person("ana").submits(&note).await;
    house.walks_to("2026-11-23T09:10:00Z").await;
    let messages = house.thread().messages;
    let ts = |begin: &str| {
        let found = messages.iter().find(|it| it.text.starts_with(begin));
        found.unwrap().ts.to_string()
    };
    let mut edited = edits(&house, "2026-11-23T09:00:00Z");
    edited.sort();
    assert_eq!(edited, [ts("Week 47: "), ts("Payments (application")]);
    // Everybody has answered, so the close changes nothing that leadership reads.
    house.walks_to("2026-11-24T11:10:00Z").await;
    assert_eq!(edits(&house, "2026-11-24T10:00:00Z"), [""; 0]);
    assert!(house.person("ana").ask().contains("The round is closed"));
    house.ends().await;
}

#[tokio::test]
async fn an_edit_whose_outcome_is_unknown_is_sent_again_although_it_says_the_same() {
    let mut house = digested().await;
    let channel = house.channel("leadership");
    let cut = FaultRule::new(EDIT, Fault::CutAfter).in_channel(&channel);
    house.sandbox.faults().add(cut);
    house.person("ana").presses("Check in").await;
    house.person("ana").submits(&[("Fires", "35")]).await;
    house.walks_to("2026-11-20T15:20:00Z").await;
    assert!(house.thread().head().contains("one late answer"));
    assert!(house.thread().messages[1].text.contains("35% fires"));
    let edited = edits(&house, "2026-11-20T15:02:00Z");
    assert_eq!(
        edited.len(),
        3,
        "the head, the table, and one of them twice"
    );
    house.ends().await;
}

#[tokio::test]
async fn where_slack_refuses_the_edits_one_reply_says_at_the_close_all_that_came_late() {
    for code in [
        "edit_window_closed",
        "cant_update_message",
        "message_not_found",
        "is_inactive",
        "msg_too_long",
    ] {
        let mut house = digested().await;
        let before = house.thread().messages;
        let channel = house.channel("leadership");
        let refusal = FaultRule::new(EDIT, Fault::Error(code.to_owned()));
        let refusal = refusal.in_channel(&channel).for_ever();
        house.sandbox.faults().add(refusal);
        house.walks_to("2026-11-23T09:12:00Z").await;
        house.person("ana").presses("Check in").await;
        let fields = [
            ("Fires", "45"),
            ("PAY-1.1", "71"),
            ("Anything leadership", "The vault is open."),
            ("Do you need", "A desk"),
        ];
        assert_eq!(house.person("ana").submits(&fields).await.errors, None);
        house.walks_to("2026-11-23T09:30:00Z").await;
        // Whoever answered late is promised nothing that Slack refused.
        let at_the_close = "Slack does not let the digest be changed any more; leadership reads this below it \
                            at the close:";
        let receipt = house.person("ana").ask();
        assert!(receipt.contains(at_the_close), "{code}: {receipt}");
        // What comes after it is told too.
        house.walks_to("2026-11-24T09:00:00Z").await;
        house.person("ana").presses("Edit").await;
        house.person("ana").submits(&[("Fires", "40")]).await;
        house.walks_to("2026-11-24T09:10:00Z").await;
        let receipt = house.person("ana").ask();
        assert!(receipt.contains(at_the_close), "{code}: {receipt}");
        assert_eq!(house.thread().messages, before, "{code}");
        house.walks_to("2026-11-24T11:05:00Z").await;
        let after = house.thread().messages;
        assert_eq!(after.len(), before.len() + 1, "{code}: {after:?}");
        assert_eq!(after[..before.len()], before[..], "{code}");
        let late = &after[before.len()];
        let head = "Week 47, after it was told: Tuesday 10:00, one late answer\n";
        assert!(late.text.starts_with(head), "{code}: {}", late.text);
        for said in [
            "After week 47's digest it went from 70% to ",
            "PAY-1.1 got its reading",
            "Payments spent 40% on non-elective work",
            "“The vault is open.”",
            "Needs: “A desk”",
        ] {
            assert!(late.text.contains(said), "{code}: {}", late.text);
        }
        let receipt = house.person("ana").ask();
        assert!(receipt.contains("The round is closed"), "{code}: {receipt}");
        // No second reply follows; nobody is alarmed.
        house.walks_to("2026-11-25T12:00:00Z").await;
        assert_eq!(house.thread().messages.len(), after.len(), "{code}");
        let notices = house.person("omar").messages();
        assert!(notices.is_empty(), "{code}: {notices:?}");
        house.ends().await;
    }
}

#[tokio::test]
async fn where_only_the_edits_of_the_close_are_refused_the_reply_comes_at_once() {
    let mut house = digested().await;
    let before = house.thread().messages.len();
    house.walks_to("2026-11-23T09:12:00Z").await;
    house.person("ana").presses("Check in").await;
    house.person("ana").submits(&[("Fires", "45")]).await;
    house.walks_to("2026-11-23T09:30:00Z").await;
    let channel = house.channel("leadership");
    let refusal = FaultRule::new(EDIT, Fault::Error("edit_window_closed".to_owned()));
    house
        .sandbox
        .faults()
        .add(refusal.in_channel(&channel).for_ever());
    house.walks_to("2026-11-24T10:50:00Z").await;
    house.person("ana").presses("Edit").await;
    house.person("ana").submits(&[("Fires", "50")]).await;
    house.walks_to("2026-11-24T11:03:00Z").await;
    let messages = house.thread().messages;
    assert_eq!(messages.len(), before + 1);
    let late = &messages[before].text;
    assert!(late.contains("50% fires"), "{late}");
    house.ends().await;
}

#[tokio::test]
async fn the_next_digest_says_what_late_answers_changed() {
    let mut house = digested().await;
    house.walks_to("2026-11-23T09:12:00Z").await;
    house.person("ana").presses("Check in").await;
    let fields = [("Fires", "45"), ("PAY-1.1", "71")];
    assert_eq!(house.person("ana").submits(&fields).await.errors, None);
    house.walks_to("2026-11-27T15:05:00Z").await;
    let head = house.thread().head();
    assert!(
        !head.contains("To talk about"),
        "of nothing nothing is asked: {head}"
    );
    let told = "After week 47's digest it went from 70% to 64% elective; PAY-1.1 got its reading.";
    assert!(head.contains(told), "{head}");
    // Week 48 had no late answer: the digest after it says nothing of it.
    house.walks_to("2026-12-04T15:05:00Z").await;
    let head = house.thread().head();
    assert!(head.starts_with("Week 49"), "{head}");
    assert!(!head.contains("Late answers"), "{head}");
    house.ends().await;
}

#[tokio::test]
async fn what_a_command_says_after_the_digest_is_counted_and_told_on_the_next_friday() {
    let mut house = house_with_one().await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    platform_answers(&mut house).await;
    house.walks_to("2026-11-20T15:02:00Z").await;
    house.walks_to("2026-11-21T09:12:00Z").await;
    for typed in ["/okr update PAY-1.2 4,800", "/okr update PAY-1.2 4,900"] {
        house.person("ana").types(typed).await;
    }
    house.walks_to("2026-11-21T09:20:00Z").await;
    let head = house.thread().head();
    let updated = "Updated Saturday 10:12, one reading.";
    assert!(head.contains(updated), "{head}");
    // The same again changes nothing.
    house.walks_to("2026-11-21T10:00:00Z").await;
    house.person("ana").types("/okr update PAY-1.2 4,900").await;
    house.walks_to("2026-11-21T10:10:00Z").await;
    assert_eq!(edits(&house, "2026-11-21T10:00:00Z"), [""; 0]);
    house
        .person("ana")
        .answers_with("/iteration 1", "What came of it?")
        .await;
    let told = [
        ("#1 Insights by e-mail", "11%"),
        ("Seen by", "64"),
        ("What follows?", "stop"),
    ];
    house.person("ana").submits(&told).await;
    house.walks_to("2026-11-21T10:30:00Z").await;
    let head = house.thread().head();
    let updated = "Updated Saturday 11:10, one reading and one iteration result.";
    assert!(head.contains(updated), "{head}");
    // What an answer brings is the answer's.
    house.person("ana").presses("Check in").await;
    let fields = [("Fires", "45"), ("PAY-1.1", "71")];
    assert_eq!(house.person("ana").submits(&fields).await.errors, None);
    house.walks_to("2026-11-21T10:40:00Z").await;
    let head = house.thread().head();
    let updated = "Updated Saturday 11:30, one late answer, one reading and one iteration result.";
    assert!(head.contains(updated), "{head}");
    house.walks_to("2026-11-27T15:05:00Z").await;
    let head = house.thread().head();
    let told = "After week 47's digest it went from 70% to 64% elective; PAY-1.1 and PAY-1.2 got their readings; \
                “Insights by e-mail” was validated.";
    assert!(head.contains(told), "{head}");
    house.ends().await;
}

/// What somebody who presses *Copy to forward* below the newest head gets, alone.
async fn copied(house: &mut House, who: &str) -> String {
    let channel = house.channel("leadership");
    let head = house.thread().messages.remove(0);
    let press = Act::Press {
        channel: Some(channel),
        ts: Some(head.ts.to_string()),
        view_id: None,
        block_id: None,
        action_id: None,
        label: Some("Copy to forward".to_owned()),
        value: None,
        values: Map::new(),
    };
    let outcome = house.person(who).act(press, Some(Until::Message)).await;
    let said = outcome.ephemeral.expect("an answer");
    said["text"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn whoever_reads_the_head_can_have_it_as_plain_paragraphs() {
    let mut house = digested().await;
    house.person("ana").presses("Check in").await;
    let fields = [
        ("Fires", "45"),
        ("PAY-1.1", "71"),
        ("Do you need", "A week of *Platform*"),
    ];
    assert_eq!(house.person("ana").submits(&fields).await.errors, None);
    let posted = house.thread().messages.len();
    let text = copied(&mut house, "farid").await;
    let first = "Northwind, week 47 (16–22 November): ";
    assert!(text.starts_with(first), "{text}");
    for said in [
        "Elective work took 64% of the time; in the teams that agreed on a mix it took 55%, where 65% was agreed.",
        "The numbers stand on 2 of 2 teams",
        "Payments needs “A week of *Platform*”",
        "Only you see this",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    for other in ["PAY-1", "• ", "Time:", "Results:", "→"] {
        assert!(!text.contains(other), "{other}: {text}");
    }
    assert_eq!(house.thread().messages.len(), posted, "nobody else sees it");
    house.ends().await;
}

#[tokio::test]
async fn a_slack_that_refuses_one_message_of_the_thread_gets_the_same_with_less() {
    let mut plain = digested().await;
    let texts = |house: &House| -> Vec<String> {
        let messages = house.thread().messages;
        messages.into_iter().map(|it| it.text).collect()
    };
    let usual = texts(&plain);
    for refused in 0..u32::try_from(usual.len()).unwrap() {
        let mut house = House::new().await;
        house.walks_to("2026-11-19T14:01:00Z").await;
        platform_answers(&mut house).await;
        let channel = house.channel("leadership");
        let fault = FaultRule::new(POST, Fault::Error("invalid_blocks".to_owned()));
        house
            .sandbox
            .faults()
            .add(fault.in_channel(&channel).skip(refused));
        house.walks_to("2026-11-20T15:02:00Z").await;
        assert!(house.sandbox.faults().waiting().is_empty(), "{refused}");
        assert_eq!(texts(&house), usual, "the message after {refused}");
        house.ends().await;
    }
    plain.settles().await;
    plain.ends().await;
}
