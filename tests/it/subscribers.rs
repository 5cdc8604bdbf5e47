//! The company's digest for whoever subscribes to it: after leadership, without what is leadership's alone, edited in
//! place, and over when they say so.

use headway::domain::delivery::State;
use serde_json::json;
use slack_sandbox::{Act, Call, Fault, FaultRule, Message};

use crate::house::{COMPANY, House};

const POST: &str = "chat.postMessage";
const EDIT: &str = "chat.update";

/// A week with an answer that has everything in it, up to a moment; these are subscribed.
async fn week(subscribers: &[&str], until: &str) -> House {
    let mut house = House::with(&private()).await;
    for handle in subscribers {
        let said = house.person(handle).types("/checkin subscribe").await;
        assert!(said.starts_with("You are subscribed:"), "{said}");
    }
    house.walks_to("2026-11-19T14:01:00Z").await;
    house.person("ana").presses("Check in").await;
    let outcome = house
        .person("ana")
        .submits(&[
            ("Fires", "45"),
            ("Anything leadership", "Our vault is open."),
            ("Do you need something", "A database engineer"),
        ])
        .await;
    assert_eq!(outcome.errors, None);
    house.walks_to(until).await;
    house
}

/// The usual company, with an objective that is nobody else's.
fn private() -> String {
    format!(
        "{COMPANY}\n[objectives.SEC-9]\ntitle = \"A merger\"\naccountable = \"mara\"\nteams = [\"payments\"]\nquarter = \"2026-Q4\"\nprivate = true\n\n[objectives.SEC-9.key_results.\"SEC-9.1\"]\nmetric = \"Share bought\"\nunit = \"percent\"\nbaseline = 0\ntarget = 100\nowner = \"ana\"\n"
    )
}

fn posts_to(house: &House, channel: &str) -> usize {
    let channel = house.channel(channel);
    let calls = house.sandbox.calls();
    let to = |call: &&Call| call.method == POST && call.args["channel"] == channel.as_str();
    calls.iter().filter(to).count()
}

fn edits(house: &House) -> usize {
    let calls = house.sandbox.calls();
    calls.iter().filter(|call| call.method == EDIT).count()
}

/// What somebody in no team has: their digest, and nothing else.
fn nora(house: &mut House) -> Vec<Message> {
    house.person("nora").messages()
}

#[tokio::test]
async fn somebody_in_no_team_reads_the_digest_after_leadership_and_without_what_is_not_theirs() {
    let mut house = week(&["nora"], "2026-11-20T15:05:00Z").await;
    let messages = nora(&mut house);
    assert_eq!(messages.len(), 2, "{messages:?}");
    let leadership = house.thread();
    let (head, page) = (&messages[0], &messages[1]);
    assert!(head.ts > leadership.messages[0].ts, "leadership first");
    assert_eq!(page.thread_ts, Some(head.ts));
    // The same words.
    let theirs = head.text.lines().next();
    assert_eq!(theirs, leadership.head().lines().next());
    assert!(
        head.text.contains("Stands on 1 of 2 teams"),
        "{}",
        head.text
    );
    let ends = "You get this because you subscribed to it. /checkin unsubscribe ends it.";
    assert!(head.text.ends_with(ends), "{}", head.text);
    assert!(page.text.contains("Non-elective 45%"), "{}", page.text);
    assert!(!page.text.contains("Waiting"), "{}", page.text);
    for message in &messages {
        let whole = format!(
            "{} {}",
            message.text,
            serde_json::to_string(&message.blocks).unwrap()
        );
        for secret in ["vault", "engineer", "SEC-9", "merger", "Waiting for you"] {
            assert!(!whole.contains(secret), "{secret}: {whole}");
        }
    }
    assert!(leadership.head().contains("A database engineer"));
    // A message and a page: that is all that a subscriber costs.
    assert_eq!(posts_to(&house, "nora"), 2);
    house.ends().await;
}

#[tokio::test]
async fn subscribing_twice_is_one_and_it_ends_when_they_say_so() {
    let mut house = House::new().await;
    let mut nora = house.person("nora");
    let first = nora.types("/checkin subscribe digest").await;
    insta::assert_snapshot!("subscribed", first);
    let second = nora.types("/checkin subscribe").await;
    insta::assert_snapshot!("subscribed_already", second);
    let ended = nora.types("/checkin stop").await;
    insta::assert_snapshot!("unsubscribed", ended);
    let again = nora.types("/checkin unsubscribe").await;
    insta::assert_snapshot!("not_subscribed", again);
    house.walks_to("2026-11-20T15:05:00Z").await;
    assert!(self::nora(&mut house).is_empty());
    house.ends().await;
}

#[tokio::test]
async fn a_guest_cannot_subscribe_nor_anybody_of_whom_slack_says_nothing() {
    let mut house = House::new().await;
    let said = house.person("gus").types("/checkin subscribe").await;
    assert!(
        said.contains("guests and people from other companies cannot"),
        "{said}"
    );
    let silent = FaultRule::new("users.info", Fault::Http500);
    house.sandbox.faults().add(silent);
    let said = house.person("nora").types("/checkin subscribe").await;
    assert!(
        said.contains("Slack did not say in time who you are"),
        "{said}"
    );
    let app = &house.running().app;
    let subscribers = app.store.subscribers(&app.workspace).await.unwrap();
    assert!(subscribers.is_empty());
    let said = house.person("nora").types("/checkin subscribe").await;
    assert!(said.starts_with("You are subscribed:"), "{said}");
    house.ends().await;
}

#[tokio::test]
async fn who_unsubscribes_while_their_message_waits_does_not_get_it() {
    let mut house = week(&["nora", "omar"], "2026-11-20T14:59:00Z").await;
    let limit = FaultRule::new(POST, Fault::RateLimited).in_channel(&house.channel("leadership"));
    house.sandbox.faults().add(limit.seconds(120.0));
    house.walks_to("2026-11-20T15:01:00Z").await;
    assert!(nora(&mut house).is_empty(), "leadership first");
    house.person("nora").types("/checkin unsubscribe").await;
    house.walks_to("2026-11-20T15:10:00Z").await;
    assert!(nora(&mut house).is_empty());
    assert_eq!(house.person("omar").messages().len(), 2);
    house.ends().await;
}

#[tokio::test]
async fn a_late_answer_edits_their_messages_and_a_note_does_not() {
    let mut house = week(&["nora"], "2026-11-20T15:05:00Z").await;
    let before = nora(&mut house);
    let edited = edits(&house);
    house.walks_to("2026-11-20T16:00:00Z").await;
    house.person("ana").presses("Edit").await;
    house
        .person("ana")
        .submits(&[("Anything leadership", "Our vault is shut.")])
        .await;
    house.walks_to("2026-11-20T16:10:00Z").await;
    // The receipt and leadership's head, table and reply.
    assert!(edits(&house) > edited);
    let texts = |messages: &[Message]| {
        messages
            .iter()
            .map(|it| it.text.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(texts(&nora(&mut house)), texts(&before));
    let calls = house.sandbox.calls();
    let channel = house.channel("nora");
    let to_nora = |call: &&Call| call.method == EDIT && call.args["channel"] == channel.as_str();
    assert_eq!(
        calls.iter().filter(to_nora).count(),
        0,
        "nothing that they read has changed"
    );
    house.walks_to("2026-11-23T09:12:00Z").await;
    house.person("ana").presses("Edit").await;
    house
        .person("ana")
        .submits(&[("Fires", "20"), ("Tune-ups", "25")])
        .await;
    house.walks_to("2026-11-23T09:20:00Z").await;
    let after = nora(&mut house);
    assert_eq!(after.len(), 2, "nothing is posted again");
    assert_eq!((after[0].ts, after[1].ts), (before[0].ts, before[1].ts));
    assert_ne!(after[0].text, before[0].text);
    assert!(
        after[0].text.contains("Updated Monday 10:12"),
        "{}",
        after[0].text
    );
    assert!(
        after[1].text.contains("Non-elective 20%"),
        "{}",
        after[1].text
    );
    house.ends().await;
}

#[tokio::test]
async fn the_close_is_seen_by_subscribers_too() {
    let mut house = week(&["nora"], "2026-11-24T11:30:00Z").await;
    let page = nora(&mut house).remove(1).text;
    let digest = house.thread().messages.remove(1).text;
    assert_eq!(
        page.contains("no answer"),
        digest.contains("no answer"),
        "{page}"
    );
    house.ends().await;
}

#[tokio::test]
async fn after_downtime_they_get_it_once_like_leadership() {
    let mut house = week(&["nora"], "2026-11-19T15:00:00Z").await;
    house.jumps_to("2026-11-23T09:00:00Z").await;
    house.settles().await;
    house.walks_to("2026-11-23T09:10:00Z").await;
    assert_eq!(house.thread().heads(), 1);
    assert_eq!(nora(&mut house).len(), 2);
    house.restarts().await;
    house.walks_to("2026-11-23T10:00:00Z").await;
    assert_eq!(nora(&mut house).len(), 2);
    house.ends().await;
}

#[tokio::test]
async fn who_has_left_is_unsubscribed_and_nobody_is_disturbed() {
    for code in ["user_disabled", "user_not_found", "cannot_dm_bot"] {
        let mut house = week(&["nora"], "2026-11-20T14:59:00Z").await;
        let fault = Fault::Error(code.to_owned());
        house
            .sandbox
            .faults()
            .add(FaultRule::new("conversations.open", fault));
        house.walks_to("2026-11-20T15:10:00Z").await;
        let app = &house.running().app;
        let subscribers = app.store.subscribers(&app.workspace).await.unwrap();
        assert!(subscribers.is_empty(), "{code}");
        let failed = app
            .store
            .deliveries(&app.workspace, &[State::Failed])
            .await
            .unwrap();
        assert_eq!(failed.len(), 1, "{code}: {failed:?}");
        assert!(house.person("omar").messages().is_empty(), "{code}");
        house.walks_to("2026-11-27T15:10:00Z").await;
        assert!(nora(&mut house).is_empty(), "{code}");
        house.ends().await;
    }
}

#[tokio::test]
async fn who_becomes_a_guest_or_leaves_is_unsubscribed_and_a_guest_who_stays_is_let_in() {
    let changed = |user: &str, what: &str| {
        let mut changed = serde_json::Map::new();
        changed.insert("type".to_owned(), json!("user_change"));
        changed.insert("user".to_owned(), json!({"id": user, what: true}));
        Act::Event { event: changed }
    };
    for what in [
        "is_restricted",
        "is_ultra_restricted",
        "is_stranger",
        "deleted",
    ] {
        let mut house = week(&["nora", "omar"], "2026-11-20T14:30:00Z").await;
        for handle in ["nora", "omar"] {
            let mut person = house.person(handle);
            let act = changed(&person.user, what);
            person.act(act, None).await;
        }
        let app = &house.running().app;
        let left = app.store.subscribers(&app.workspace).await.unwrap();
        // Omar is named by the company's file, which is not Slack's to change.
        assert_eq!(left.len(), usize::from(what != "deleted"), "{what}");
        house.walks_to("2026-11-20T15:10:00Z").await;
        assert!(nora(&mut house).is_empty(), "{what}");
        if what != "deleted" {
            let said = house.person("nora").types("/checkin subscribe").await;
            assert!(said.contains("cannot"), "{what}: {said}");
            let act = changed(&house.person("nora").user, "is_member");
            house.person("nora").act(act, None).await;
            let said = house.person("nora").types("/checkin subscribe").await;
            assert!(said.starts_with("You are subscribed"), "{what}: {said}");
        }
        house.ends().await;
    }
}

#[tokio::test]
async fn where_leaderships_head_cannot_be_posted_nobody_else_reads_one() {
    let mut house = week(&["nora"], "2026-11-20T14:59:00Z").await;
    let gone = FaultRule::new(POST, Fault::Error("is_archived".to_owned()));
    let gone = gone.in_channel(&house.channel("leadership"));
    house.sandbox.faults().add(gone);
    house.walks_to("2026-11-20T15:10:00Z").await;
    assert!(nora(&mut house).is_empty());
    // The operator mends the channel and sends it again: then all of it comes.
    let app = &house.running().app;
    let failed = app
        .store
        .deliveries(&app.workspace, &[State::Failed])
        .await
        .unwrap();
    let again = headway::store::ByHand::Retry;
    let settled =
        app.store
            .settle_by_hand(&app.workspace, &failed[0].id, &again, house.clock_now());
    assert!(settled.await.unwrap());
    house.walks_to("2026-11-20T15:20:00Z").await;
    assert_eq!(house.thread().heads(), 1);
    assert_eq!(nora(&mut house).len(), 2);
    house.ends().await;
}
