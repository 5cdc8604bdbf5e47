//! `headway digest --dry-run` and `--post`: an operator sees what would go where, and lets it go now.

use std::sync::Arc;

use headway::chance::SeededChance;
use headway::cli::digest::post::{Doing, run};
use headway::config::DigestFormat;
use headway::store::Store;
use slack_sandbox::{Fault, FaultRule};

use crate::house::{House, told};

/// What the command prints, in a process of its own.
async fn runs(house: &House, doing: Doing, format: DigestFormat) -> Result<String, String> {
    let store = Store::open(&house.database).await.unwrap();
    let seed = u64::try_from(house.clock_now().timestamp()).unwrap();
    let system: (
        Arc<dyn headway::clock::Clock>,
        Arc<dyn headway::chance::Chance>,
    ) = (
        Arc::new(house.clock.clone()),
        Arc::new(SeededChance::new(seed)),
    );
    let (week, mut out) = ("2026-W47".parse().unwrap(), Vec::new());
    let done = run(&store, week, (doing, format), system, &mut out).await;
    store.close().await;
    match done {
        Ok(()) => Ok(String::from_utf8(out).unwrap()),
        Err(error) => Err(error.to_string()),
    }
}

async fn text(house: &House, doing: Doing) -> String {
    runs(house, doing, DigestFormat::Text).await.unwrap()
}

async fn answered() -> House {
    let mut house = House::with(&told()).await;
    house.person("nora").types("/checkin subscribe").await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    house.person("ana").presses("Check in").await;
    house.person("ana").submits(&[("Fires", "45")]).await;
    house.hears_one_of_platform().await;
    house
}

#[tokio::test]
async fn a_dry_run_says_what_would_go_where_and_changes_nothing() {
    let house = House::new().await;
    let early = runs(&house, Doing::DryRun, DigestFormat::Text).await;
    assert!(
        early
            .unwrap_err()
            .contains("nobody has been asked about 2026-W47 yet")
    );
    house.ends().await;
    let mut house = answered().await;
    let before = text(&house, Doing::DryRun).await;
    let channels = |text: String| {
        let (leadership, team) = (house.channel("leadership"), house.channel("team-payments"));
        let nora = house.sandbox.find_user("nora").unwrap().id;
        text.replace(&leadership, "(leadership)")
            .replace(&team, "(team-payments)")
            .replace(&nora, "(nora)")
    };
    insta::assert_snapshot!("dry_run_before", channels(before.clone()));
    assert_eq!(text(&house, Doing::DryRun).await, before);
    house.walks_to("2026-11-20T14:59:00Z").await;
    assert!(house.thread().messages.is_empty());
    house.walks_to("2026-11-20T15:05:00Z").await;
    let calls = house.sandbox.calls().len();
    let after = text(&house, Doing::DryRun).await;
    insta::assert_snapshot!(
        "dry_run_after",
        after
            .replace(&house.channel("leadership"), "(leadership)")
            .replace(&house.channel("team-payments"), "(team-payments)")
    );
    assert!(
        after.contains("Nothing has changed since, so nothing is edited."),
        "{after}"
    );
    house.walks_to("2026-11-20T15:10:00Z").await;
    assert_eq!(house.sandbox.calls().len(), calls);
    house
        .imports(&told().replace("name = \"Payments\"", "name = \"Paying\""))
        .await;
    let renamed = text(&house, Doing::DryRun).await;
    for line in [
        "With --post these would be edited:",
        "edit      reply-edit:2026-W47:payments",
        "unchanged reply-edit:2026-W47:platform",
    ] {
        assert!(renamed.contains(line), "no `{line}` in:\n{renamed}");
    }
    house.ends().await;
}

#[tokio::test]
async fn what_is_posted_by_hand_is_posted_once() {
    let mut house = answered().await;
    let said = text(&house, Doing::Post).await;
    assert!(
        said.starts_with("2026-W47 is written down. These are posted:\n"),
        "{said}"
    );
    assert!(said.contains("`headway serve` sends them"), "{said}");
    house.walks_to("2026-11-19T14:10:00Z").await;
    let messages = house.thread().messages.len();
    assert_eq!((house.thread().heads(), messages), (1, 4));
    assert_eq!(house.person("nora").messages().len(), 2);
    assert_eq!(house.team_channel().len(), 1);
    let again = text(&house, Doing::Post).await;
    assert!(
        again.starts_with(
            "2026-W47 is out since 2026-11-19 15:01, so nothing is posted. Nothing has changed since, so nothing is edited."
        ),
        "{again}"
    );
    house.walks_to("2026-11-20T15:10:00Z").await;
    assert_eq!(
        house.thread().messages.len(),
        messages,
        "not on Friday either"
    );
    assert_eq!(house.person("nora").messages().len(), 2);
    assert_eq!(house.team_channel().len(), 1);
    house.ends().await;
}

#[tokio::test]
async fn it_says_so_when_nothing_sends() {
    let mut house = answered().await;
    house.stops().await;
    house.clock.set("2026-11-19T14:05:00Z".parse().unwrap());
    text(&house, Doing::Post).await;
    house.clock.set("2026-11-19T14:15:00Z".parse().unwrap());
    let said = text(&house, Doing::Post).await;
    assert!(
        said.contains("Nothing seems to send: a message has been due since 2026-11-19 14:05:00Z"),
        "{said}"
    );
    house.starts().await;
    house.walks_to("2026-11-19T14:25:00Z").await;
    assert_eq!(house.thread().heads(), 1);
    house.ends().await;
}

#[tokio::test]
async fn programs_read_a_line_a_delivery() {
    let house = answered().await;
    let lines = runs(&house, Doing::DryRun, DigestFormat::Json)
        .await
        .unwrap();
    let lines: Vec<serde_json::Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let keys: Vec<&str> = lines
        .iter()
        .map(|it| it["delivery"].as_str().unwrap())
        .collect();
    assert_eq!(
        keys[..2],
        ["team-part:2026-W47:payments", "digest:2026-W47"]
    );
    assert!(
        lines
            .iter()
            .all(|it| it["does"] == "post" && it["done"] == false)
    );
    house.ends().await;
}

#[tokio::test]
async fn a_digest_whose_head_slack_refused_is_not_called_out() {
    let mut house = answered().await;
    let channel = house.channel("leadership");
    let refusal = FaultRule::new(
        "chat.postMessage",
        Fault::Error("invalid_blocks".to_owned()),
    );
    house
        .sandbox
        .faults()
        .add(refusal.in_channel(&channel).for_ever());
    house.walks_to("2026-11-20T15:30:00Z").await;
    for doing in [Doing::DryRun, Doing::Post] {
        let said = text(&house, doing).await;
        let refused = "2026-W47 was written down at 2026-11-20 16:00; its head was not posted (failed: invalid_blocks";
        assert!(said.starts_with(refused), "{said}");
        assert!(said.contains("`headway deliveries resend "), "{said}");
        assert!(!said.contains("is out since"), "{said}");
    }
    house.ends().await;
}
