//! What Slack refuses: for good, until an admin helps, or because the installation is gone.

use std::sync::Arc;

use chrono::TimeDelta;
use headway::chance::SeededChance;
use headway::clock::Clock as _;
use headway::deliver::{Say, Sayer, Step, Worker};
use headway::domain::delivery::{State, Subject, Target};
use headway::domain::id::AskId;
use headway::domain::shape::Shape;
use headway::words::chart::{Chart, Look, Series};
use headway::words::message::{Message, Part};
use slack_sandbox::{Call, Fault, FaultRule};

use super::bench::{Bench, workspace};

const POST: &str = "chat.postMessage";

fn error(code: &str) -> Fault {
    Fault::Error(code.to_owned())
}

#[tokio::test]
async fn blocks_that_slack_refuses_go_as_plain_text_once() {
    let bench = Bench::new().await;
    bench.fault(POST, error("invalid_blocks"));
    let ask = bench.ask("ben").await;
    bench.work_until_empty().await;
    let messages = bench.dm("ben");
    assert_eq!(messages.len(), 1);
    assert_eq!(messages[0].text, "ask:ben ");
    assert_eq!(bench.calls(POST)[1].args.get("blocks"), None);
    assert_eq!(bench.state(&ask).await, State::Sent);
}

#[tokio::test]
async fn what_is_refused_even_as_plain_text_fails_and_an_admin_hears_of_it() {
    let bench = Bench::new().await;
    let refusal = FaultRule::new(POST, error("msg_too_long")).times(2);
    bench.sandbox.faults().add(refusal);
    let ask = bench.ask("ben").await;
    bench.work_until_empty().await;
    assert_eq!(bench.state(&ask).await, State::Failed);
    assert_eq!(bench.dm("ben"), []);
    assert_eq!(bench.dm("ana").len(), 1);
}

#[tokio::test]
async fn a_person_who_left_fails_and_an_admin_hears_of_it_once() {
    let bench = Bench::new().await;
    let ask = bench.ask("olga").await;
    bench.work_until_empty().await;
    let row = bench.row(&ask).await;
    assert_eq!(
        (row.state, row.error.as_deref()),
        (State::Failed, Some("user_disabled"))
    );
    assert_eq!(bench.calls(POST).len(), 1);
    assert_eq!(bench.dm("ana").len(), 1);
}

#[tokio::test]
async fn a_notice_that_fails_makes_no_notice() {
    let bench = Bench::new().await;
    let refusal = FaultRule::new(POST, error("restricted_action")).for_ever();
    bench.sandbox.faults().add(refusal);
    bench.ask("ben").await;
    bench.work_until_empty().await;
    let failed = bench
        .store
        .deliveries(&workspace(), &[State::Failed])
        .await
        .unwrap();
    assert_eq!(failed.len(), 2);
}

#[tokio::test]
async fn an_edit_that_slack_refuses_fails_quietly() {
    let bench = Bench::new().await;
    bench.ask("ben").await;
    bench.work_until_empty().await;
    bench.fault("chat.update", error("edit_window_closed"));
    let edit = Subject::AskEdit(AskId::new("ben"));
    bench
        .enqueue(edit.clone(), Target::Person(bench.person("ben")))
        .await;
    bench.work_until_empty().await;
    assert_eq!(bench.state(&edit).await, State::Failed);
    assert_eq!(bench.dm("ana"), []);
}

#[tokio::test]
async fn a_dead_token_stops_everything_and_a_new_one_goes_on() {
    let bench = Bench::new().await;
    bench.fault(POST, Fault::TokenRevoked);
    let ben = bench.ask("ben").await;
    let chloe = bench.ask("chloe").await;
    bench.work_until_empty().await;
    assert_eq!(bench.calls(POST).len(), 1);
    for ask in [&ben, &chloe] {
        assert_eq!(bench.state(ask).await, State::Pending);
    }
    let halted = bench.store.halted(&workspace()).await.unwrap();
    assert_eq!(halted.as_deref(), Some("token_revoked"));
    bench.store.resume(&workspace()).await.unwrap();
    bench.work_until_empty().await;
    assert_eq!((bench.dm("ben").len(), bench.dm("chloe").len()), (1, 1));
}

fn with_a_chart() -> Sayer {
    let chart = Chart {
        title: "Elective work, %".to_owned(),
        look: Look::Lines,
        points: vec!["W46".to_owned(), "W47".to_owned()],
        series: vec![Series {
            name: "Elective".to_owned(),
            values: vec![50.0, 65.0],
        }],
    };
    let message = Message::line("Where it went").and(Part::Chart(chart));
    Arc::new(move |_, _, _| {
        let said = Say::Post(message.clone());
        Box::pin(async move { Ok(said) })
    })
}

#[tokio::test]
async fn a_chart_that_slack_refuses_goes_as_a_table_and_the_next_one_at_once() {
    let bench = Bench::new().await;
    let clock = Arc::new(bench.clock.clone());
    let chance = Arc::new(SeededChance::new(9));
    let (store, slack) = (bench.store.clone(), bench.slack.clone());
    let worker = Worker::new(store, slack, clock, chance, workspace(), with_a_chart());
    bench.fault(POST, error("invalid_blocks"));
    for name in ["ben", "chloe"] {
        bench.ask(name).await;
        while worker.step(bench.clock.now()).await.unwrap() == Step::Worked {}
        bench.walk_to(bench.clock.now() + TimeDelta::minutes(1));
    }
    let calls = bench.calls(POST);
    let drawn = |call: &Call| {
        call.args["blocks"]
            .to_string()
            .contains("data_visualization")
    };
    let shapes: Vec<bool> = calls.iter().map(drawn).collect();
    assert_eq!(shapes, [true, false, false]);
    for name in ["ben", "chloe"] {
        let messages = bench.dm(name);
        assert_eq!(messages.len(), 1, "{name}");
        assert!(messages[0].text.contains("Elective: 50, 65"), "{name}");
    }
    let refused = |at| {
        let store = bench.store.clone();
        async move { store.refused_shapes(&workspace(), at).await.unwrap() }
    };
    assert_eq!(refused(bench.clock.now()).await, [Shape::Native]);
    assert_eq!(refused(bench.clock.now() + TimeDelta::days(1)).await, []);
}
