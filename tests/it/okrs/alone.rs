//! Whoever is asked for key results alone: reminded as everybody is, and away.

use crate::house::{COMPANY, House};

/// A company in which Nora, who is in no team, measures one of the key results.
fn company() -> String {
    let company = COMPANY.replace(
        "metric = \"Weekly active payers\"",
        "metric = \"Weekly active payers\"\nowner = \"nora@example.com\"",
    );
    company.replacen("target = 6000\nowner = \"ana\"", "target = 6000", 1)
}

#[tokio::test]
async fn who_has_recorded_nothing_is_reminded_twice_and_not_after_the_digest() {
    let mut house = House::with(&company()).await;
    house.walks_to("2026-11-20T08:59:00Z").await;
    assert_eq!(house.person("nora").messages().len(), 1);
    house.walks_to("2026-11-20T09:01:00Z").await;
    assert_eq!(
        house.person("nora").last(),
        "Week 47 is open. A reading of PAY-1.2 by 16:00 is in today's digest; later ones are added until Tuesday 12:00."
    );
    house.restarts().await;
    house.walks_to("2026-11-20T12:01:00Z").await;
    assert_eq!(house.person("nora").messages().len(), 3);
    house.walks_to("2026-11-24T11:30:00Z").await;
    assert_eq!(house.person("nora").messages().len(), 3, "two at most");
    house.ends().await;
}

#[tokio::test]
async fn who_has_recorded_something_is_left_alone() {
    let mut house = House::with(&company()).await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    house
        .person("nora")
        .types("/okr update PAY-1.2 4800 7")
        .await;
    house.walks_to("2026-11-20T15:01:00Z").await;
    assert_eq!(house.person("nora").messages().len(), 1);
    house.ends().await;
}

#[tokio::test]
async fn after_downtime_no_reminder_follows_an_ask_at_its_heels() {
    let mut house = House::with(&company()).await;
    house.jumps_to("2026-11-20T11:00:00Z").await;
    house.walks_to("2026-11-20T11:59:00Z").await;
    assert_eq!(house.person("nora").messages().len(), 1, "asked late, once");
    house.walks_to("2026-11-20T12:01:00Z").await;
    assert_eq!(house.person("nora").messages().len(), 2, "the second one");
    house.ends().await;
}

#[tokio::test]
async fn who_is_away_is_not_reminded_and_the_lead_is_asked_instead() {
    let mut house = House::with(&company()).await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    assert!(!house.person("ana").ask().contains("PAY-1.2"));
    house.person("nora").presses_only("Away this week").await;
    let message = house.person("nora").last();
    assert_eq!(
        message,
        "Your key results, week 47: away.\nAna Ruiz is asked in your place."
    );
    assert!(
        house
            .person("ana")
            .ask()
            .contains("PAY-1.2 Weekly active payers, no reading yet"),
        "{}",
        house.person("ana").ask()
    );
    let form = house.person("ana").presses("Check in").await;
    assert!(form.to_string().contains("PAY-1.2"), "{form}");
    house.walks_to("2026-11-20T09:01:00Z").await;
    assert_eq!(house.person("nora").messages().len(), 1, "no reminder");
    house
        .person("nora")
        .presses_only("I'm here after all")
        .await;
    let again = house.person("nora").ask();
    assert!(again.starts_with("Your key results: week 47"), "{again}");
    assert!(!house.person("ana").ask().contains("PAY-1.2"));
    house.walks_to("2026-11-20T12:01:00Z").await;
    assert_eq!(house.person("nora").messages().len(), 3, "reminded again");
    house.walks_to("2026-11-24T11:30:00Z").await;
    let late = house.person("nora").types("/okr away 2026-W47").await;
    assert!(late.starts_with("Week 47 is closed."), "{late}");
    house.ends().await;
}

#[tokio::test]
async fn away_is_for_those_who_are_asked_alone() {
    let mut house = House::new().await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    for typed in [
        "/okr away",
        "/okr away 2026-W47",
        "/okr away someday",
        "/okr back",
    ] {
        let said = house.person("ana").types(typed).await;
        assert!(
            said.starts_with("No message asks you for key results alone."),
            "{typed}: {said}"
        );
    }
    house.ends().await;
}
