//! Outcomes that nobody knows: looked for, adopted, sent again, second copies deleted.

use headway::clock::Clock;
use headway::domain::delivery::{State, Subject, Target};
use headway::domain::id::AskId;
use headway::domain::shape::Shape;
use headway::words::message::Message;
use slack_sandbox::{Fault, FaultRule};

use super::bench::{Bench, workspace};

const POST: &str = "chat.postMessage";
const HISTORY: &str = "conversations.history";

#[tokio::test]
async fn a_post_whose_answer_was_lost_is_adopted() {
    for fault in [Fault::CutAfter, Fault::InternalErrorAfter] {
        let bench = Bench::new().await;
        bench.fault(POST, fault);
        let ask = bench.ask("ben").await;
        bench.work_until_empty().await;
        assert_eq!(bench.times(POST), [0]);
        assert_eq!(bench.times(HISTORY), [30]);
        let row = bench.row(&ask).await;
        assert_eq!(row.state, State::Sent);
        let messages = bench.dm("ben");
        assert_eq!(messages.len(), 1);
        assert_eq!(row.message.unwrap().1.as_str(), messages[0].ts.to_string());
    }
}

#[tokio::test]
async fn a_post_that_is_nowhere_is_sent_again_after_two_looks() {
    for fault in [
        Fault::CutBefore,
        Fault::Html,
        Fault::Http500,
        Fault::InternalErrorBefore,
    ] {
        let bench = Bench::new().await;
        bench.fault(POST, fault.clone());
        let ask = bench.ask("ben").await;
        bench.work_until_empty().await;
        assert_eq!(bench.times(POST), [0, 120], "{fault:?}");
        assert_eq!(bench.times(HISTORY), [30, 120, 420], "{fault:?}");
        assert_eq!(bench.state(&ask).await, State::Sent);
        assert_eq!(bench.dm("ben").len(), 1);
    }
}

#[tokio::test]
async fn a_second_copy_is_deleted_and_the_one_that_edits_go_to_stays() {
    let bench = Bench::new().await;
    let late = FaultRule::new(POST, Fault::LateCommit).seconds(200.0);
    bench.sandbox.faults().add(late);
    let ask = bench.ask("ben").await;
    bench.work_until(250).await;
    assert_eq!(bench.dm("ben").len(), 2, "Slack committed it late");
    let kept = bench.row(&ask).await.message.unwrap().1;
    let edit = Subject::AskEdit(AskId::new("ben"));
    bench
        .enqueue(edit, Target::Person(bench.person("ben")))
        .await;
    bench.work_until_empty().await;
    let messages = bench.dm("ben");
    assert_eq!(messages.len(), 1);
    assert_eq!(messages[0].ts.to_string(), kept.as_str());
    assert_eq!(messages[0].text, "ask-edit:ben ");
    assert_eq!(bench.seconds(), 420);
}

#[tokio::test]
async fn an_ask_that_was_answered_meanwhile_is_not_sent_again() {
    let bench = Bench::new().await;
    bench.fault(POST, Fault::CutBefore);
    let ask = bench.ask("ben").await;
    bench.work_until(60).await;
    bench.not_wanted.lock().unwrap().insert(ask.key());
    bench.work_until_empty().await;
    assert_eq!(bench.state(&ask).await, State::Skipped);
    assert_eq!(bench.times(POST), [0]);
}

#[tokio::test]
async fn a_reminder_that_is_nowhere_is_dropped() {
    let bench = Bench::new().await;
    bench.fault(POST, Fault::Html);
    let reminder = Subject::Reminder(AskId::new("ben"), 1);
    bench
        .enqueue(reminder.clone(), Target::Person(bench.person("ben")))
        .await;
    bench.work_until_empty().await;
    assert_eq!(bench.times(POST), [0]);
    assert_eq!(bench.times(HISTORY), [30, 120]);
    assert_eq!(bench.state(&reminder).await, State::Skipped);
    assert_eq!(bench.dm("ben"), []);
}

#[tokio::test]
async fn looking_goes_on_when_looking_fails() {
    let bench = Bench::new().await;
    bench.fault(POST, Fault::CutAfter);
    bench.fault(HISTORY, Fault::Http500);
    let limit = FaultRule::new(HISTORY, Fault::RateLimited).seconds(40.0);
    bench.sandbox.faults().add(limit);
    let ask = bench.ask("ben").await;
    bench.work_until_empty().await;
    assert_eq!(bench.times(HISTORY), [30, 90, 130]);
    assert_eq!(bench.state(&ask).await, State::Sent);
    assert_eq!(bench.dm("ben").len(), 1);
}

#[tokio::test]
async fn where_nobody_can_look_an_admin_is_told_and_nothing_is_sent_again() {
    let bench = Bench::without(&["im:history"]).await;
    bench.fault(POST, Fault::CutAfter);
    let ask = bench.ask("ben").await;
    bench.work_until_empty().await;
    let row = bench.row(&ask).await;
    assert_eq!(row.state, State::Parked);
    assert_eq!(row.error.as_deref(), Some("missing_scope (im:history)"));
    assert_eq!(bench.dm("ben").len(), 1);
    let notice = Subject::Notice(bench.person("ana"), row.id);
    assert_eq!(bench.state(&notice).await, State::Sent);
    assert_eq!(bench.dm("ana").len(), 1);
}

#[tokio::test]
async fn an_unknown_edit_is_simply_sent_again_with_the_newest() {
    let bench = Bench::new().await;
    bench.ask("ben").await;
    bench.work_until_empty().await;
    bench.fault("chat.update", Fault::CutAfter);
    let edit = Subject::AskEdit(AskId::new("ben"));
    let to = || Target::Person(bench.person("ben"));
    *bench.news.lock().unwrap() = "old".into();
    bench.enqueue(edit.clone(), to()).await;
    bench.work().await;
    *bench.news.lock().unwrap() = "new".into();
    bench.work_until_empty().await;
    assert_eq!(bench.calls("chat.update").len(), 2);
    assert_eq!(bench.calls(HISTORY).len(), 0);
    assert_eq!(bench.dm("ben")[0].text, "ask-edit:ben new");
}

#[tokio::test]
async fn a_worker_that_died_after_its_request_leaves_one_message() {
    for posted in [true, false] {
        let bench = Bench::new().await;
        let ask = bench.ask("ben").await;
        let channel = bench
            .slack
            .open_conversation(&bench.person("ben"))
            .await
            .unwrap();
        // What a worker does before it dies: all of it but the settling.
        let lease = std::time::Duration::from_secs(90);
        let now = bench.clock.now();
        let claimed = bench
            .store
            .claim(&workspace(), "dead", now, lease, 1)
            .await
            .unwrap();
        let begun = bench
            .store
            .begin_attempt(&workspace(), &claimed[0], "dead", &channel, now)
            .await;
        assert!(begun.unwrap());
        if posted {
            let message = Message::line("from the dead");
            let post = bench
                .slack
                .post(&channel, None, &message, Shape::Plain, &claimed[0].id);
            post.await.unwrap();
        }
        bench.work_until_empty().await;
        assert_eq!(bench.dm("ben").len(), 1, "posted: {posted}");
        assert_eq!(bench.state(&ask).await, State::Sent);
        let posts: &[i64] = if posted { &[0] } else { &[180] };
        assert_eq!(bench.times(POST), posts);
    }
}
