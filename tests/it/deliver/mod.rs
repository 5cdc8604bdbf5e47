//! The ledger's worker against a local Slack that does what Slack does on its bad days. The clock is walked.

mod bench;
mod once_said;
mod refused;
mod unknown;

use chrono::TimeDelta;
use headway::clock::Clock;
use headway::deliver::run;
use headway::domain::delivery::{State, Subject, Target};
use headway::domain::id::{AskId, DeliveryId, TeamId};
use slack_sandbox::{Fault, FaultRule};
use tokio_util::sync::CancellationToken;

use bench::Bench;

#[tokio::test]
async fn an_ask_is_sent_once_and_edited_in_place() {
    let bench = Bench::new().await;
    let ask = bench.ask("ben").await;
    let edit = Subject::AskEdit(AskId::new("ben"));
    bench
        .enqueue(edit.clone(), Target::Person(bench.person("ben")))
        .await;
    bench.ask("ben").await;
    bench.work_until_empty().await;
    let messages = bench.dm("ben");
    assert_eq!(messages.len(), 1);
    assert_eq!(messages[0].text, "ask-edit:ben ");
    assert_eq!(bench.calls("chat.update").len(), 1);
    assert_eq!(bench.state(&ask).await, State::Sent);
    assert_eq!(bench.state(&edit).await, State::Sent);
}

#[tokio::test]
async fn what_nobody_wants_any_more_is_not_sent() {
    let bench = Bench::new().await;
    let ask = bench.ask("ben").await;
    bench.not_wanted.lock().unwrap().insert(ask.key());
    bench.work_until_empty().await;
    assert_eq!(bench.state(&ask).await, State::Skipped);
    assert_eq!(bench.dm("ben"), []);
}

#[tokio::test]
async fn replies_wait_for_their_head_and_stand_in_its_thread() {
    let bench = Bench::new().await;
    let week = "2026-W47".parse().unwrap();
    let channel = bench.channel("leadership");
    let to = || Target::Channel(channel.clone());
    bench
        .enqueue(Subject::DigestReplyEdit(week, TeamId::new("t1")), to())
        .await;
    bench
        .enqueue(Subject::DigestReply(week, TeamId::new("t1")), to())
        .await;
    bench
        .enqueue(Subject::DigestReply(week, TeamId::new("t2")), to())
        .await;
    // By name, as it is imported without Slack.
    let by_name = Target::Channel(headway::domain::id::ChannelId::new("#leadership"));
    bench.enqueue(Subject::DigestHead(week), by_name).await;
    bench.work_until_empty().await;
    let messages = bench.sandbox.messages(channel.as_str());
    let texts: Vec<_> = messages.iter().map(|one| one.text.trim()).collect();
    assert_eq!(
        texts,
        [
            "digest:2026-W47",
            "reply-edit:2026-W47:t1",
            "reply:2026-W47:t2"
        ]
    );
    let head = messages[0].ts;
    assert!(
        messages[1..]
            .iter()
            .all(|reply| reply.thread_ts == Some(head))
    );
}

#[tokio::test]
async fn a_limit_holds_its_method_for_exactly_as_long_as_slack_says() {
    let bench = Bench::new().await;
    let limit = FaultRule::new("chat.postMessage", Fault::RateLimited).seconds(17.0);
    bench.sandbox.faults().add(limit);
    let ask = bench.ask("ben").await;
    bench.ask("chloe").await;
    bench.work_until_empty().await;
    assert_eq!(bench.times("chat.postMessage"), [0, 17, 17]);
    // The other method went on: both conversations were opened before the hold ended.
    assert!(bench.times("conversations.open").iter().all(|at| *at < 17));
    assert_eq!(bench.row(&ask).await.attempts, 2);
    assert_eq!((bench.dm("ben").len(), bench.dm("chloe").len()), (1, 1));
}

#[tokio::test]
async fn posts_keep_to_one_a_second_per_channel_and_five_per_workspace() {
    let bench = Bench::strict().await;
    for name in ["ana", "ben", "chloe", "dev"] {
        bench
            .worker
            .open_ahead(&[bench.person(name)])
            .await
            .unwrap();
        bench.walk_to(bench.clock.now() + TimeDelta::seconds(2));
    }
    let ready = bench.seconds();
    for number in 0..12 {
        for name in ["ana", "ben", "chloe", "dev"] {
            let person = bench.person(name);
            let about = DeliveryId::new(format!("{number}"));
            bench
                .enqueue(
                    Subject::Notice(person.clone(), about),
                    Target::Person(person),
                )
                .await;
        }
    }
    for number in 1..13 {
        let general = Target::Channel(bench.channel("general"));
        let week = |week: u32| format!("2026-W{week:02}").parse().unwrap();
        bench
            .enqueue(Subject::DigestHead(week(number)), general)
            .await;
        let leadership = Target::Channel(bench.channel("leadership"));
        bench
            .enqueue(Subject::DigestHead(week(number + 20)), leadership)
            .await;
    }
    // Two instances share the pace.
    let other = bench.another_worker(2);
    loop {
        let now = bench.clock.now();
        other.step(now).await.unwrap();
        match bench.worker.step(now).await.unwrap() {
            headway::deliver::Step::Worked => {}
            headway::deliver::Step::WaitUntil(due) => bench.walk_to(due),
            headway::deliver::Step::Empty => break,
        }
    }
    let posts = bench.calls("chat.postMessage");
    assert_eq!(posts.len(), 72);
    for at in bench.times("chat.postMessage") {
        let same: Vec<_> = posts
            .iter()
            .filter(|post| (post.at - bench.begun).num_seconds() == at)
            .collect();
        assert!(same.len() <= 5, "{} posts in second {at}", same.len());
        let channels: std::collections::HashSet<_> = same
            .iter()
            .map(|post| post.args["channel"].to_string())
            .collect();
        assert_eq!(channels.len(), same.len(), "one a channel in second {at}");
    }
    assert!(
        posts.iter().all(|post| post.status == Some(200)),
        "none was refused"
    );
    let taken = bench.seconds() - ready;
    assert!((14..=30).contains(&taken), "{taken} seconds");
}

#[tokio::test]
async fn the_loop_waits_on_the_clock_wakes_when_told_and_stops_when_told() {
    let bench = Bench::new().await;
    let stop = CancellationToken::new();
    let wake = bench.worker.wake();
    let mut changes = bench.sandbox.changes();
    let play = async {
        bench.ask("ben").await;
        wake.notify_one();
        changes
            .wait_for(|_| bench.dm("ben").len() == 1)
            .await
            .unwrap();
        let later = bench.clock.now() + TimeDelta::seconds(10);
        let due = headway::domain::delivery::NewDelivery {
            id: DeliveryId::new("later"),
            subject: Subject::Reminder(AskId::new("ben"), 1),
            target: Target::Person(bench.person("ben")),
            due: later,
        };
        bench
            .store
            .enqueue(&bench::workspace(), &[due])
            .await
            .unwrap();
        wake.notify_one();
        bench.walk_to(later);
        changes
            .wait_for(|_| bench.dm("ben").len() == 2)
            .await
            .unwrap();
        stop.cancel();
    };
    tokio::join!(run(&bench.worker, stop.clone()), play);
    assert_eq!(bench.dm("ben").len(), 2);
}
