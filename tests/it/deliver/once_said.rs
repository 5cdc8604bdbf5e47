//! What is said of a large week is read once a batch, and not before its turn.

use std::sync::{Arc, Mutex};

use headway::chance::SeededChance;
use headway::clock::Clock;
use headway::deliver::{Batch, Say, Sayer, Step, Worker};
use headway::domain::delivery::{Subject, Target};
use headway::domain::id::TeamId;
use headway::words::message::Message;

use super::bench::{Bench, workspace};

/// What was said, and for which batch.
type Said = Arc<Mutex<Vec<(String, Arc<Batch>)>>>;

fn noting(said: &Said) -> Sayer {
    let said = Arc::clone(said);
    Arc::new(move |delivery, _, batch| {
        let key = delivery.subject.key();
        said.lock().unwrap().push((key.clone(), batch));
        Box::pin(async move { Ok(Say::Post(Message::line(key))) })
    })
}

fn worker(bench: &Bench, said: &Said) -> Worker {
    let clock = Arc::new(bench.clock.clone());
    let chance = Arc::new(SeededChance::new(9));
    let (store, slack) = (bench.store.clone(), bench.slack.clone());
    Worker::new(store, slack, clock, chance, workspace(), noting(said))
}

async fn works(bench: &Bench, worker: &Worker) {
    loop {
        match worker.step(bench.clock.now()).await.unwrap() {
            Step::Worked => {}
            Step::WaitUntil(due) => bench.walk_to(due),
            Step::Empty => return,
        }
    }
}

#[tokio::test]
async fn a_thread_waits_second_by_second_and_each_reply_is_said_once() {
    let bench = Bench::new().await;
    let (said, week) = (Said::default(), "2026-W47".parse().unwrap());
    let to = || Target::Channel(bench.channel("leadership"));
    let teams = ["t1", "t2", "t3", "t4", "t5", "t6"].map(TeamId::new);
    let replies = teams.map(|team| Subject::DigestReply(week, team));
    for post in std::iter::once(Subject::DigestHead(week)).chain(replies) {
        bench.enqueue(post, to()).await;
    }
    works(&bench, &worker(&bench, &said)).await;
    let channel = bench.channel("leadership");
    assert_eq!(bench.sandbox.messages(channel.as_str()).len(), 7);
    assert_eq!(bench.times("chat.postMessage"), [0, 1, 2, 3, 4, 5, 6]);
    let said = said.lock().unwrap();
    assert_eq!(said.len(), 7, "{said:?}");
}

#[tokio::test]
async fn what_is_claimed_together_is_read_together_and_what_comes_later_is_read_anew() {
    let bench = Bench::new().await;
    let said = Said::default();
    let worker = worker(&bench, &said);
    for name in ["ben", "chloe"] {
        bench.ask(name).await;
    }
    works(&bench, &worker).await;
    bench.ask("ana").await;
    works(&bench, &worker).await;
    let said = said.lock().unwrap();
    let batches: Vec<_> = said.iter().map(|(_, batch)| Arc::as_ptr(batch)).collect();
    assert_eq!(batches.len(), 3, "{said:?}");
    assert_eq!(batches[0], batches[1]);
    assert_ne!(batches[1], batches[2]);
}
