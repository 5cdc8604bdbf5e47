//! The week's thread, and what subscribers get of it, with a Slack that refuses charts, tables, edits or one message.

use slack_sandbox::{Fault, FaultRule, Message};

use crate::house::House;

const POST: &str = "chat.postMessage";
const EDIT: &str = "chat.update";

/// A week up to just before the digest, to which the admin is subscribed.
async fn before_the_digest() -> House {
    let mut house = House::new().await;
    house.person("omar").types("/checkin subscribe").await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    house.person("ana").presses("Check in").await;
    let note = ("Anything leadership", "The vault is open.");
    house.person("ana").submits(&[("Fires", "45"), note]).await;
    house.hears_one_of_platform().await;
    house.walks_to("2026-11-20T14:59:00Z").await;
    house
}

fn texts(messages: &[Message]) -> Vec<String> {
    messages.iter().map(|it| it.text.clone()).collect()
}

/// What stands in the leadership channel, and with the subscriber.
fn read(house: &mut House) -> [Vec<String>; 2] {
    [
        texts(&house.thread().messages),
        texts(&house.person("omar").messages()),
    ]
}

fn refuses(house: &House, code: &str, channel: &str) -> FaultRule {
    let channel = house.channel(channel);
    FaultRule::new(POST, Fault::Error(code.to_owned())).in_channel(&channel)
}

#[tokio::test]
async fn what_slack_refuses_to_draw_is_said_in_words_in_every_message() {
    let mut house = before_the_digest().await;
    house.walks_to("2026-11-20T15:10:00Z").await;
    let whole = read(&mut house);
    assert_eq!((whole[0].len(), whole[1].len()), (4, 2));
    house.ends().await;
    // A table is refused as such, as the older one, and with all blocks; what has none, with all blocks.
    let cases = [
        ("leadership", 0, 1),
        ("leadership", 1, 1),
        ("leadership", 1, 2),
        ("leadership", 1, 3),
        ("leadership", 2, 1),
        ("omar", 0, 1),
        ("omar", 1, 2),
        ("omar", 1, 3),
    ];
    for (channel, skip, times) in cases {
        let when = format!("{times} times after {skip} in {channel}");
        let mut house = before_the_digest().await;
        let rule = refuses(&house, "invalid_blocks", channel);
        house.sandbox.faults().add(rule.skip(skip).times(times));
        house.walks_to("2026-11-20T15:10:00Z").await;
        assert!(house.sandbox.faults().waiting().is_empty(), "{when}");
        assert_eq!(read(&mut house), whole, "{when}");
        house.ends().await;
    }
}

#[tokio::test]
async fn a_chart_that_slack_refuses_is_said_in_words_to_leadership_and_to_subscribers() {
    let mut read_with = Vec::new();
    for times in 0..3 {
        let mut house = before_the_digest().await;
        house.walks_to("2026-11-26T14:01:00Z").await;
        house
            .person("ana")
            .presses_only("Same split as last week")
            .await;
        house.walks_to("2026-11-27T14:59:00Z").await;
        if times > 0 {
            let rule = refuses(&house, "invalid_blocks", "leadership");
            house.sandbox.faults().add(rule.times(times));
        }
        house.walks_to("2026-11-27T15:10:00Z").await;
        let said = read(&mut house);
        assert!(said[0].iter().any(|it| it.contains("W47, W48")), "{said:?}");
        assert!(said[1].iter().any(|it| it.contains("W47, W48")), "{said:?}");
        read_with.push(said);
        house.ends().await;
    }
    assert_eq!(read_with[0], read_with[1]);
    assert_eq!(read_with[0], read_with[2]);
}

#[tokio::test]
async fn a_message_of_the_thread_whose_outcome_is_unknown_stands_there_once_for_subscribers_too() {
    let mut house = before_the_digest().await;
    house.walks_to("2026-11-20T15:10:00Z").await;
    let whole = read(&mut house);
    house.ends().await;
    let faults = [
        Fault::CutAfter,
        Fault::CutBefore,
        Fault::LateCommit,
        Fault::Http500,
        Fault::RateLimited,
    ];
    for (channel, skip) in [("leadership", 1), ("omar", 0), ("omar", 1)] {
        for fault in &faults {
            let when = format!("{fault:?} after {skip} in {channel}");
            let mut house = before_the_digest().await;
            let rule = FaultRule::new(POST, fault.clone());
            let rule = rule.in_channel(&house.channel(channel)).skip(skip);
            house.sandbox.faults().add(rule.seconds(200.0));
            house.walks_to("2026-11-20T15:30:00Z").await;
            assert!(house.sandbox.faults().waiting().is_empty(), "{when}");
            assert_eq!(read(&mut house), whole, "{when}");
            house.ends().await;
        }
    }
}

#[tokio::test]
async fn a_third_message_that_slack_refuses_for_good_leaves_the_others_and_an_admin_hears_of_it() {
    let mut house = before_the_digest().await;
    let rule = refuses(&house, "restricted_action", "leadership").skip(2);
    house.sandbox.faults().add(rule);
    house.walks_to("2026-11-20T15:10:00Z").await;
    let thread = house.thread();
    assert_eq!((thread.heads(), thread.messages.len()), (1, 3));
    // What the third message was to tell stands below the table.
    let table = &thread.messages[1].text;
    assert!(table.contains("One of three answered"), "{table}");
    let omar = texts(&house.person("omar").messages());
    assert_eq!(omar.len(), 3, "{omar:?}");
    let told = omar
        .iter()
        .any(|it| it.contains("was refused by Slack: restricted_action"));
    assert!(told, "{omar:?}");
    house.ends().await;
}

#[tokio::test]
async fn a_slack_that_refuses_edits_is_asked_again_with_the_next_change_and_nothing_is_posted_twice()
 {
    let mut house = before_the_digest().await;
    house.walks_to("2026-11-20T15:10:00Z").await;
    let [_, before] = read(&mut house);
    let closed = FaultRule::new(EDIT, Fault::Error("edit_window_closed".to_owned()));
    let closed = closed.in_channel(&house.channel("omar"));
    house.sandbox.faults().add(closed.for_ever());
    house.walks_to("2026-11-23T09:12:00Z").await;
    house.person("ana").presses("Edit").await;
    house
        .person("ana")
        .submits(&[("Fires", "20"), ("Tune-ups", "25")])
        .await;
    house.walks_to("2026-11-23T09:30:00Z").await;
    assert!(house.thread().head().contains("one edit"));
    // Quietly: nobody can do anything about it.
    assert_eq!(read(&mut house)[1], before);
    house.sandbox.faults().clear();
    house.walks_to("2026-11-23T10:00:00Z").await;
    house.person("ana").presses("Edit").await;
    house
        .person("ana")
        .submits(&[("Fires", "25"), ("Tune-ups", "20")])
        .await;
    house.walks_to("2026-11-23T10:10:00Z").await;
    let [_, after] = read(&mut house);
    assert_eq!(after.len(), 2);
    assert!(after[1].contains("Non-elective 25%"), "{}", after[1]);
    house.ends().await;
}

#[tokio::test]
async fn many_subscribers_keep_no_receipt_waiting() {
    let mut house = House::new().await;
    let app = house.running().app.clone();
    house.walks_to("2026-11-20T14:59:00Z").await;
    for number in 0..30 {
        // Nobody whom the local Slack knows: what counts here is the ledger, and who waits behind whom.
        let person = headway::domain::id::PersonId::new(format!("U{number:04}"));
        let now = house.clock_now();
        app.store
            .subscribe(&app.workspace, &person, now)
            .await
            .unwrap();
        let channel = headway::domain::id::ChannelId::new(house.channel("omar"));
        let known = app
            .store
            .remember_conversation(&app.workspace, &person, &channel);
        known.await.unwrap();
    }
    house.walks_to("2026-11-20T15:30:00Z").await;
    let posted = house.person("omar").messages().len();
    assert_eq!(posted, 60, "a head and a page each");
    house.person("ana").presses("Check in").await;
    house.person("ana").submits(&[("Fires", "45")]).await;
    house.walks_to("2026-11-20T15:31:00Z").await;
    // Their edits have begun; somebody answers meanwhile, and sees it at once.
    house.person("jonas").presses("Check in").await;
    house.person("jonas").submits(&[("Fires", "45")]).await;
    let receipt = house.person("jonas").ask();
    assert!(receipt.contains("recorded"), "{receipt}");
    house.walks_to("2026-11-20T18:00:00Z").await;
    let messages = house.person("omar").messages();
    assert_eq!(messages.len(), 60);
    let told = messages
        .iter()
        .filter(|it| it.text.contains("Non-elective 45%"))
        .count();
    assert_eq!(told, 30, "every page says it by now");
    let calls = house.sandbox.calls();
    let edits = calls.iter().filter(|it| it.method == EDIT);
    let mut minutes = std::collections::BTreeMap::new();
    edits.for_each(|it| *minutes.entry(it.at.timestamp() / 60).or_insert(0) += 1);
    assert!(minutes.values().all(|count| *count <= 50), "{minutes:?}");
    house.ends().await;
}
