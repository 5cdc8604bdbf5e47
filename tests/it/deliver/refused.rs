//! What Slack refuses: for good, until an admin helps, or because the installation is gone.

use headway::domain::delivery::{State, Subject, Target};
use headway::domain::id::AskId;
use slack_sandbox::{Fault, FaultRule};

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
