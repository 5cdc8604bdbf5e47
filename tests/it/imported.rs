//! An import while a digest is out: what stands there is edited where it says something else then, and nothing is sent
//! where it does not.

use headway::domain::delivery::{Delivery, State};
use slack_sandbox::Call;

use crate::house::{House, at, told};

const EDIT: &str = "chat.update";
const MONDAY: &str = "2026-11-23T09:00:00Z";

/// A week in which all have answered, after its digest; Payments has a channel, and Omar is subscribed.
async fn digested() -> House {
    let mut house = House::with(&told()).await;
    house.person("omar").types("/checkin subscribe").await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    house.person("ana").presses("Check in").await;
    house.person("ana").submits(&[("Fires", "45")]).await;
    for who in ["jonas", "ines", "farid"] {
        house.person(who).presses("Check in").await;
        house.person(who).submits(&[("Fires", "30")]).await;
    }
    house.walks_to("2026-11-20T15:05:00Z").await;
    house.walks_to(MONDAY).await;
    house
}

/// The edits since Monday morning.
fn edits(house: &House) -> usize {
    let calls = house.sandbox.calls();
    let made = |call: &&Call| call.method == EDIT && call.at >= at(MONDAY);
    calls.iter().filter(made).count()
}

async fn ledger(house: &House) -> Vec<Delivery> {
    let app = &house.running().app;
    let all = app.store.deliveries(&app.workspace, &State::ALL).await;
    all.unwrap()
}

/// Nora has been in Payments for all of week 47.
fn with_nora() -> String {
    let nora =
        "\n[people.nora]\nname = \"Nora Newcomer\"\nemail = \"nora@example.com\"\n\n[people.ben]";
    let members = r#"members = ["ana", "ben", { person = "nora", from = "2026-11-16" }]"#;
    let company = told().replace(r#"members = ["ana", "ben"]"#, members);
    company.replace("\n[people.ben]", nora)
}

#[tokio::test]
async fn who_is_in_a_team_now_is_told_by_the_digest_that_is_out() {
    let mut house = digested().await;
    let before = house.thread();
    assert!(before.replies("Payments")[0].contains("for 2 people"));
    house.imports(&with_nora()).await;
    house.walks_to("2026-11-23T09:05:00Z").await;
    let after = house.thread();
    assert_eq!(after.messages.len(), before.messages.len());
    assert!(after.replies("Payments")[0].contains("for 3 people"));
    assert!(
        house.team_channel()[0].text.contains("for 3 people"),
        "{}",
        house.team_channel()[0].text
    );
    // Of three people's time and three others' the mean is another.
    assert_ne!(time(&before.head()), time(&after.head()));
    let updated = "Updated Monday 10:00, a change of teams or people.";
    assert!(after.head().contains(updated), "{}", after.head());
    let messages = house.person("omar").messages();
    assert!(messages[0].text.contains(time(&after.head())));
    assert!(messages[0].text.contains(updated), "{}", messages[0].text);
    house.ends().await;
}

fn time(head: &str) -> &str {
    let line = head.lines().find(|line| line.starts_with("• Time: "));
    line.expect("the head tells the time")
}

#[tokio::test]
async fn a_name_is_another_in_the_digest_and_in_receipts_alike() {
    let mut house = digested().await;
    let head = house.thread().head();
    let renamed = told().replace("name = \"Payments\"", "name = \"Checkout\"");
    house.imports(&renamed).await;
    house.walks_to("2026-11-23T09:05:00Z").await;
    let thread = house.thread();
    assert_eq!(thread.replies("Payments"), [""; 0]);
    assert_eq!(thread.replies("Checkout").len(), 1);
    assert!(house.team_channel()[0].text.contains("Checkout"));
    let receipt = house.person("ana").ask();
    assert!(receipt.starts_with("Checkout, week 47"), "{receipt}");
    // No number has moved.
    assert_eq!(thread.head(), head.replace("Payments", "Checkout"));
    house.ends().await;
}

#[tokio::test]
async fn an_import_that_changes_nothing_writes_nothing_down() {
    let mut house = digested().await;
    let before = ledger(&house).await;
    house.imports(&told()).await;
    assert_eq!(ledger(&house).await, before);
    house.walks_to("2026-11-24T12:00:00Z").await;
    assert!(!house.thread().head().contains("Updated"));
    house.ends().await;
}

#[tokio::test]
async fn an_import_that_changes_nothing_that_is_told_sends_nothing() {
    let mut house = digested().await;
    let leader = told().replace("leaders = [\"mara\"]", "leaders = [\"mara\", \"ben\"]");
    house.imports(&leader).await;
    house.walks_to("2026-11-23T09:30:00Z").await;
    assert_eq!(edits(&house), 0);
    house.ends().await;
}

#[tokio::test]
async fn a_team_that_goes_is_missing_in_the_numbers_and_its_reply_stays() {
    let mut house = digested().await;
    let before = house.thread();
    let (rest, objectives) = told().split_once("[teams.platform]").map_or_else(
        || panic!("the company has a Platform"),
        |(rest, platform)| {
            let objectives = &platform[platform.find("[objectives").unwrap()..];
            (rest.to_owned(), objectives.to_owned())
        },
    );
    house.imports(&(rest + &objectives)).await;
    house.walks_to("2026-11-23T09:05:00Z").await;
    let after = house.thread();
    assert!(before.head().contains("Stands on 2 of 2 teams"));
    assert!(
        after.head().contains("Stands on 1 of 1 team"),
        "{}",
        after.head()
    );
    let updated = "Updated Monday 10:00, a change of teams or people.";
    assert!(after.head().contains(updated), "{}", after.head());
    assert_eq!(after.replies("Platform"), before.replies("Platform"));
    house.ends().await;
}

#[tokio::test]
async fn an_import_before_the_digest_edits_what_was_asked() {
    let mut house = House::with(&told()).await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    let renamed = told().replace("name = \"Payments\"", "name = \"Checkout\"");
    house.imports(&renamed).await;
    house.walks_to("2026-11-19T14:05:00Z").await;
    let ask = house.person("ana").ask();
    assert!(ask.starts_with("Checkout: your week 47"), "{ask}");
    house.walks_to("2026-11-20T15:05:00Z").await;
    assert!(!house.thread().head().contains("Updated"));
    house.ends().await;
}
