//! `/checkin review`, and `headway review`.

use headway::cli::review::print;
use headway::clock::Clock;
use headway::config::DigestFormat;
use headway::store::Store;

use super::{answered, review_thread};
use crate::house::House;

#[tokio::test]
async fn the_running_month_is_told_so_far_and_its_parts_by_buttons() {
    let mut house = answered().await;
    let said = house.person("ben").is_told("/checkin review").await;
    let text = said["text"].as_str().unwrap_or_default();
    assert!(
        text.starts_with("November 2026 so far: 5 points less elective work than agreed"),
        "{text}"
    );
    assert!(text.ends_with("As of Thursday 26 November."), "{text}");
    let blocks = said["blocks"].to_string();
    assert!(!blocks.contains("\"Decisions\""), "{blocks}");
    let rows = said["blocks"].as_array().unwrap().iter();
    let rows = rows.filter(|block| block["type"] == "actions").count();
    assert_eq!(rows, 1, "the parts share a row");
    for (label, expected) in [
        ("Align", "November 2026 so far, align: what was agreed"),
        ("Time", "November 2026 so far, measure: time"),
        ("Results", "November 2026 so far, measure: results"),
        ("Iterations", "November 2026 so far, measure: iterations"),
        (
            "Tune-ups",
            "November 2026 so far, measure: tune-ups beside what came later",
        ),
        ("Prioritise", "November 2026 so far, prioritise"),
    ] {
        let part = house.person("ben").presses_in(&said, label).await;
        let text = part["text"].as_str().unwrap_or_default();
        assert!(text.starts_with(expected), "{label}: {text}");
    }
    // A part of several pages is turned by buttons.
    let time = house.person("ben").presses_in(&said, "Time").await;
    let next = house.person("ben").presses_in(&time, "Next page").await;
    let text = next["text"].as_str().unwrap_or_default();
    assert!(
        text.starts_with("November 2026 so far, measure: time (2 of"),
        "{text}"
    );
    house.ends().await;
}

#[tokio::test]
async fn leaders_alone_read_decisions_and_guests_read_nothing() {
    let mut house = answered().await;
    let said = house.person("mara").is_told("/checkin review").await;
    assert!(said["blocks"].to_string().contains("\"Decisions\""));
    let part = house.person("mara").presses_in(&said, "Decisions").await;
    let text = part["text"].as_str().unwrap_or_default();
    assert!(text.contains("No decision was recorded"), "{text}");
    for command in [
        "/checkin review decisions",
        "/checkin review decisions share",
    ] {
        let text = house.person("ana").types(command).await;
        assert!(text.contains("read by leaders alone"), "{text}");
    }
    let text = house.person("gus").types("/checkin review").await;
    assert!(text.contains("guests"), "{text}");
    house.ends().await;
}

#[tokio::test]
async fn what_is_typed_is_read_forgivingly_and_shared_only_with_the_word() {
    let mut house = answered().await;
    for (typed, begins) in [
        ("quarter", "2026-Q4 so far: "),
        ("last month", "October 2026: no answers"),
        ("q4 prioritise", "2026-Q4 so far, prioritise"),
        ("2027-01", "January 2027 has not begun"),
        (
            "q4 sharing",
            "“sharing” is no month, no quarter and no part of a review.",
        ),
        (
            "october november share",
            "“october november share” names more than one period",
        ),
        (
            "novembr",
            "“novembr” is no month, no quarter and no part of a review.",
        ),
    ] {
        let command = format!("/checkin review {typed}");
        let text = house.person("ana").types(&command).await;
        assert!(text.starts_with(begins), "{typed}: {text}");
    }
    let channel = house.channel("team-payments");
    house
        .person("ana")
        .shares("/checkin review share", "team-payments")
        .await;
    let shared = house.sandbox.messages(&channel);
    let text = &shared.last().expect("it was shared").text;
    assert!(text.starts_with("November 2026 so far: "), "{text}");
    assert!(
        text.ends_with("Shared by Ana Ruiz, with /checkin review."),
        "{text}"
    );
    house.ends().await;
}

async fn printed(house: &House, period: &str, format: DigestFormat) -> Result<String, String> {
    let store = Store::open(&house.database).await.unwrap();
    let (period, mut out) = (period.parse().unwrap(), Vec::new());
    let now = house.clock.now();
    match print(&store, period, format, now, &mut out).await {
        Ok(()) => Ok(String::from_utf8(out).unwrap()),
        Err(error) => Err(error.to_string()),
    }
}

#[tokio::test]
async fn the_command_prints_what_the_thread_says_and_posts_nothing() {
    let mut house = answered().await;
    house.walks_to("2026-12-02T08:01:00Z").await;
    let calls = house.sandbox.calls().len();
    let text = printed(&house, "2026-11", DigestFormat::Text)
        .await
        .unwrap();
    let thread = review_thread(&house, "November 2026");
    assert_eq!(text.trim_end(), thread.join("\n\n"));
    let lines = printed(&house, "2026-11", DigestFormat::Blocks)
        .await
        .unwrap();
    assert_eq!(lines.lines().count(), thread.len());
    let early = printed(&house, "2027-Q1", DigestFormat::Text).await;
    assert!(early.unwrap_err().contains("2027-Q1 has not begun"));
    assert_eq!(house.sandbox.calls().len(), calls);
    house.ends().await;
}
