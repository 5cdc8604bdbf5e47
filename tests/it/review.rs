//! The review of a month or a quarter: in its thread, for whoever asks, for operators; once, and by what was published.

mod asked;
mod numbers;

use crate::house::{COMPANY, House};

const WEEK: [(&str, &str); 5] = [
    ("Fires", "35"),
    ("Security", "0"),
    ("Support", "0"),
    ("New features", "0"),
    ("Tune-ups", "15"),
];

/// A house in which weeks 47 and 48 were answered: Payments by its lead, Platform by everyone.
async fn answered() -> House {
    let mut house = House::new().await;
    answers(&mut house).await;
    house
}

async fn answers(house: &mut House) {
    house.walks_to("2026-11-19T14:01:00Z").await;
    for (handle, fires, tune_ups) in [
        ("ana", "35", "15"),
        ("jonas", "10", "45"),
        ("ines", "5", "50"),
        ("farid", "15", "40"),
    ] {
        house.person(handle).presses("Check in").await;
        let mut fields = WEEK.to_vec();
        fields[0].1 = fires;
        fields[4].1 = tune_ups;
        let outcome = house.person(handle).submits(&fields).await;
        assert_eq!(outcome.errors, None, "{handle}");
    }
    house.walks_to("2026-11-26T14:01:00Z").await;
    house.person("ana").presses("Check in").await;
    let second = [("Fires", "45"), ("PAY-1.2", "4800")];
    let outcome = house.person("ana").submits(&second).await;
    assert_eq!(outcome.errors, None);
    for handle in ["jonas", "ines", "farid"] {
        let mut person = house.person(handle);
        person.presses_only("Same split as last week").await;
    }
}

/// The review's thread, and how many messages stood in the channel before it.
fn review_thread(house: &House, name: &str) -> Vec<String> {
    let messages = house.thread().messages;
    let head = messages
        .iter()
        .find(|it| it.text.starts_with(&format!("{name}:")));
    let Some(head) = head else {
        return Vec::new();
    };
    let of_thread = messages.iter().filter(|it| it.thread_ts == Some(head.ts));
    let replies = of_thread.filter(|it| it.ts != head.ts);
    std::iter::once(head)
        .chain(replies)
        .map(|it| it.text.clone())
        .collect()
}

fn reviews(house: &House) -> Vec<String> {
    let messages = house.thread().messages;
    let heads = messages
        .iter()
        .filter(|it| it.thread_ts.is_none_or(|thread| thread == it.ts));
    let lines = heads.filter_map(|it| it.text.lines().next());
    let reviews = lines.filter(|line| !line.starts_with("Week "));
    reviews.map(str::to_owned).collect()
}

#[tokio::test]
async fn a_month_is_looked_back_on_once_its_last_round_has_closed() {
    let mut house = answered().await;
    house.walks_to("2026-12-02T07:59:00Z").await;
    assert_eq!(reviews(&house), [""; 0], "none of October, none too early");
    house.walks_to("2026-12-02T08:01:00Z").await;
    let thread = review_thread(&house, "November 2026");
    insta::assert_snapshot!("november", thread.join("\n\n---\n\n"));
    house.restarts().await;
    house.walks_to("2026-12-20T08:00:00Z").await;
    assert_eq!(reviews(&house).len(), 1);
    assert_eq!(
        review_thread(&house, "November 2026"),
        thread,
        "it is final"
    );
    house.ends().await;
}

#[tokio::test]
async fn after_downtime_a_review_comes_late_or_not_at_all() {
    let mut house = answered().await;
    house.walks_to("2026-11-30T08:00:00Z").await;
    house.jumps_to("2026-12-10T03:00:00Z").await;
    let told = reviews(&house);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with("November 2026: "), "{told:?}");
    house.restarts().await;
    house.settles().await;
    assert_eq!(reviews(&house).len(), 1);
    house.ends().await;

    let mut house = answered().await;
    house.walks_to("2026-11-30T08:00:00Z").await;
    house.jumps_to("2026-12-16T08:00:00Z").await;
    assert_eq!(reviews(&house), [""; 0], "two weeks late is too late");
    house.ends().await;
}

#[tokio::test]
async fn at_a_quarters_end_the_quarter_is_looked_back_on_and_what_was_retired_meanwhile_too() {
    let mut house = answered().await;
    house.walks_to("2027-01-04T08:00:00Z").await;
    // The company aims at something else now.
    let next = COMPANY
        .replace("objectives.PAY-1", "objectives.PAY-2")
        .replace("\"PAY-1.", "\"PAY-2.")
        .replace("quarter = \"2026-Q4\"", "quarter = \"2027-Q1\"");
    house.imports(&next).await;
    house.walks_to("2027-01-06T07:59:00Z").await;
    assert_eq!(reviews(&house).len(), 1, "November's");
    house.walks_to("2027-01-06T08:01:00Z").await;
    let told = reviews(&house);
    assert_eq!(told.len(), 2, "the quarter's, and no December's: {told:?}");
    let thread = review_thread(&house, "2026-Q4").join("\n\n---\n\n");
    insta::assert_snapshot!("quarter", thread);
    house.ends().await;
}

#[tokio::test]
async fn a_company_chooses_how_often_it_looks_back() {
    for (review, expected) in [("quarterly", 1), ("off", 0)] {
        let setting = format!("[workspace]\nreview = \"{review}\"");
        let company = COMPANY.replace("[workspace]", &setting);
        let mut house = House::with(&company).await;
        house.walks_to("2027-01-07T08:00:00Z").await;
        let told = reviews(&house);
        assert_eq!(told.len(), expected, "{review}: {told:?}");
        house.ends().await;
    }
}

#[tokio::test]
async fn a_month_without_an_answer_says_so_and_draws_nothing() {
    let mut house = House::new().await;
    house.walks_to("2026-12-02T08:01:00Z").await;
    let thread = review_thread(&house, "November 2026");
    insta::assert_snapshot!("silence", thread.join("\n\n---\n\n"));
    house.ends().await;
}
