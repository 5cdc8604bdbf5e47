//! What is due while its owner is away: whoever answers for the team is asked, and tells it.

use super::house_with_one;

#[tokio::test]
async fn the_deputy_of_an_absent_owner_is_asked_what_came_of_it() {
    let mut house = house_with_one().await;
    house.walks_to("2026-11-26T14:01:00Z").await;
    house.person("ana").presses_only("Away this week").await;
    house.walks_to("2026-11-26T14:02:00Z").await;
    let asked = house.person("ben").last();
    let due = "Due for measurement: #1 “Insights by e-mail”";
    assert!(asked.contains(due), "{asked}");
    house.person("ben").presses("Check in").await;
    let told = [
        ("Fires", "30"),
        ("#1 Insights by e-mail", "11%"),
        ("Seen by", "64"),
        ("What follows?", "change"),
    ];
    let outcome = house.person("ben").submits(&told).await;
    assert!(outcome.errors.is_none(), "{outcome:?}");
    let said = house.person("ana").types("/iteration 1").await;
    assert!(said.contains("validated"), "{said}");
    house.ends().await;
}

#[tokio::test]
async fn a_deputy_is_not_asked_about_what_an_owner_who_is_there_has_begun() {
    let mut house = house_with_one().await;
    house.walks_to("2026-11-26T14:01:00Z").await;
    let said = house.person("ben").types("/checkin").await;
    assert!(!said.contains("Due for measurement"), "{said}");
    assert!(house.person("ana").last().contains("Due for measurement"));
    house.ends().await;
}
