//! One whole week: asks go out, people answer, reminders come, leadership reads the digest, the round closes.

use crate::house::House;

const PAYMENTS: [(&str, &str); 7] = [
    ("Fires", "45"),
    ("Security", "5"),
    ("Support", "0"),
    ("New features", "0"),
    ("Tune-ups", "15"),
    ("PAY-1.1", "71"),
    ("PAY-1.2", "4,420"),
];

#[tokio::test]
async fn asks_go_out_on_thursday_in_each_persons_zone_and_once() {
    let mut house = House::new().await;
    house.walks_to("2026-11-19T13:59:00Z").await;
    assert!(house.person("ana").messages().is_empty());
    house.walks_to("2026-11-19T14:01:00Z").await;
    house.walks_to("2026-11-19T14:05:00Z").await;
    let ask = house.person("ana").last();
    assert!(
        ask.contains("Payments: your week 47 (16–22 November)"),
        "{ask}"
    );
    assert!(ask.contains("About a minute."), "{ask}");
    assert!(
        ask.contains("PAY-1.2 Weekly active payers, no reading yet, aim 6,000"),
        "{ask}"
    );
    for (handle, messages) in [
        ("ana", 1),
        ("jonas", 1),
        ("ines", 1),
        ("farid", 1),
        ("ben", 0),
        ("mara", 0),
    ] {
        assert_eq!(house.person(handle).messages().len(), messages, "{handle}");
    }
    house.restarts().await;
    house.walks_to("2026-11-19T15:00:00Z").await;
    assert_eq!(house.person("ana").messages().len(), 1);
    house.ends().await;
}

#[tokio::test]
async fn the_receipt_reads_as_the_digest_will() {
    let mut house = House::new().await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    house.person("ana").presses("Check in").await;
    let outcome = house.person("ana").submits(&PAYMENTS).await;
    assert!(outcome.errors.is_none(), "{:?}", outcome.errors);
    let receipt = house.person("ana").ask();
    let sentence = "Payments spent 50% on non-elective work; 35% ± 10 was agreed: 15 points more, the week of 0.3 people, outside the band. Fires took 45%.";
    assert!(receipt.contains("Payments, week 47: recorded"), "{receipt}");
    assert!(receipt.contains(sentence), "{receipt}");
    assert!(
        receipt.contains("Open until Tuesday 12:00 (Berlin)."),
        "{receipt}"
    );
    house.walks_to("2026-11-20T15:01:00Z").await;
    let replies = house.thread().replies("Payments");
    assert_eq!(replies.len(), 1);
    assert!(replies[0].contains(sentence), "{}", replies[0]);
    assert!(
        replies[0].contains("the lead's estimate for 2 people"),
        "{}",
        replies[0]
    );
    house.ends().await;
}

#[tokio::test]
async fn reminders_come_twice_as_direct_messages_and_not_after_an_answer() {
    let mut house = House::new().await;
    house.walks_to("2026-11-20T09:00:00Z").await;
    assert_eq!(house.person("ana").messages().len(), 2);
    let reminder = house.person("ana").last();
    assert_eq!(
        reminder,
        "Payments' week 47 is open. Answers by 16:00 (Berlin) are in today's digest; later ones are added until Tuesday 12:00."
    );
    house.person("ana").presses("Check in").await;
    house.person("ana").submits(&PAYMENTS).await;
    house.walks_to("2026-11-20T16:00:00Z").await;
    assert_eq!(house.person("ana").messages().len(), 2);
    assert_eq!(house.person("jonas").messages().len(), 3);
    house.ends().await;
}

#[tokio::test]
async fn late_answer_edits_the_digest_in_place() {
    let mut house = House::new().await;
    house.walks_to("2026-11-20T15:01:00Z").await;
    let before = house.thread();
    assert_eq!(before.heads(), 1);
    assert!(
        before.head().contains("no answers yet"),
        "{}",
        before.head()
    );
    house.walks_to("2026-11-23T09:12:00Z").await;
    house.person("ana").presses("Check in").await;
    house.person("ana").submits(&PAYMENTS).await;
    house.walks_to("2026-11-23T09:13:00Z").await;
    let after = house.thread();
    assert_eq!(after.messages.len(), before.messages.len());
    assert!(
        after
            .head()
            .contains("15 points less elective work than agreed"),
        "{}",
        after.head()
    );
    assert!(
        after
            .head()
            .contains("Updated Monday 10:12, one late answer."),
        "{}",
        after.head()
    );
    house.ends().await;
}

#[tokio::test]
async fn the_close_expires_what_was_not_answered_and_says_so() {
    let mut house = House::new().await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    let form = house.person("ana").presses("Check in").await;
    house.walks_to("2026-11-24T11:01:00Z").await;
    let ask = house.person("ana").ask();
    assert!(
        ask.contains("closed on Tuesday 12:00 (Berlin) without an answer from you"),
        "{ask}"
    );
    let outcome = house
        .person("ana")
        .forces(
            &form,
            &[
                ("Fires", "10"),
                ("Anything leadership", "It was a long week"),
            ],
        )
        .await;
    let page = serde_json::to_string(&outcome.view).unwrap();
    assert!(
        page.contains("Week 47 closed on Tuesday 12:00 (Berlin). Here is your text"),
        "{page}"
    );
    assert!(page.contains("It was a long week"), "{page}");
    house.ends().await;
}

#[tokio::test]
async fn after_days_of_downtime_what_is_still_wanted_is_sent_and_the_rest_is_not() {
    let mut house = House::new().await;
    house.jumps_to("2026-11-20T14:30:00Z").await;
    // The asks, late; no reminder, because they were asked just now.
    assert_eq!(house.person("ana").messages().len(), 1);
    house.jumps_to("2026-11-23T08:00:00Z").await;
    assert_eq!(house.thread().heads(), 1);
    house.walks_to("2026-11-23T08:05:00Z").await;
    assert_eq!(house.thread().heads(), 1);
    assert_eq!(house.person("ana").messages().len(), 1);
    house.jumps_to("2026-12-08T08:00:00Z").await;
    house.walks_to("2026-12-08T08:10:00Z").await;
    // Week 48 passed wholly unseen: nobody is asked about it, and it has no answers to tell.
    assert!(
        house.person("ana").last().contains("week 49"),
        "{}",
        house.person("ana").last()
    );
    house.ends().await;
}

#[tokio::test]
async fn the_same_split_as_last_week_is_two_presses() {
    let mut house = House::new().await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    house.person("ana").presses("Check in").await;
    house.person("ana").submits(&PAYMENTS).await;
    house.walks_to("2026-11-26T14:01:00Z").await;
    let ask = house.person("ana").last();
    assert!(
        ask.contains("Last week: 45% fires, 5% security, 35% existing features, 15% tune-ups."),
        "{ask}"
    );
    house
        .person("ana")
        .presses_only("Same split as last week")
        .await;
    let receipt = house.person("ana").last();
    assert!(receipt.contains("Payments, week 48: recorded"), "{receipt}");
    assert!(
        receipt.contains("were the key results measured this week?"),
        "{receipt}"
    );
    house
        .person("ana")
        .presses_only("Measured, unchanged")
        .await;
    let receipt = house.person("ana").last();
    assert!(
        !receipt.contains("were the key results measured"),
        "{receipt}"
    );
    assert!(
        receipt.contains("PAY-1.2 Weekly active payers stays at 4,420 (aim 6,000)"),
        "{receipt}"
    );
    house.walks_to("2026-11-27T15:01:00Z").await;
    assert!(
        house
            .thread()
            .head()
            .contains("1 repeated last week's split"),
        "{}",
        house.thread().head()
    );
    house.ends().await;
}

#[tokio::test]
async fn a_lead_who_is_away_hands_over_to_the_deputy_and_may_come_back() {
    let mut house = House::new().await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    house.person("ana").presses_only("Away this week").await;
    assert!(
        house
            .person("ana")
            .ask()
            .contains("Ben Okafor is asked in your place."),
        "{}",
        house.person("ana").ask()
    );
    house.walks_to("2026-11-19T14:02:00Z").await;
    assert!(
        house
            .person("ben")
            .last()
            .contains("Payments: your week 47"),
        "{}",
        house.person("ben").last()
    );
    let asked = house.person("ben").last();
    let why = "Ana Ruiz is away; you are asked in their place.";
    assert!(asked.contains(why), "{asked}");
    house.person("ana").presses_only("I'm here after all").await;
    assert!(
        house.person("ana").ask().contains("Payments: your week 47"),
        "{}",
        house.person("ana").ask()
    );
    house.ends().await;
}

#[tokio::test]
async fn of_two_estimates_the_later_stands_and_the_other_receipt_says_so() {
    let mut house = House::new().await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    house.person("ana").presses_only("Away this week").await;
    house.walks_to("2026-11-19T14:02:00Z").await;
    house.person("ana").presses_only("I'm here after all").await;
    house.person("ana").presses("Check in").await;
    house.person("ana").submits(&[("Fires", "45")]).await;
    house.walks_to("2026-11-19T14:03:00Z").await;
    house.person("ben").presses("Check in").await;
    house.person("ben").submits(&[("Fires", "25")]).await;
    let receipt = house.person("ana").ask();
    assert!(
        receipt.contains("Ben Okafor answered for the team later; that answer stands."),
        "{receipt}"
    );
    house.walks_to("2026-11-20T15:01:00Z").await;
    let reply = house.thread().replies("Payments").remove(0);
    assert!(reply.contains("In all: 25% fires"), "{reply}");
    house.ends().await;
}
