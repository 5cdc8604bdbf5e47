//! Whoever settles a request has read it as it is: whole, and as the team wants it now.

use crate::house::{House, led_by_two, page, says};

const WEEK_47: &str = "2026-11-19T14:01:00Z";
const ENGINEER: &str = "A week of a database engineer";

async fn asked() -> House {
    let mut house = House::with(&led_by_two()).await;
    house.walks_to(WEEK_47).await;
    house
}

#[tokio::test]
async fn a_request_that_the_team_changed_meanwhile_is_read_before_it_is_answered() {
    let mut house = asked().await;
    house
        .person("ana")
        .checks_in(&[("Do you need", ENGINEER)])
        .await;
    house
        .person("mara")
        .presses_beside("/checkin open", ENGINEER, "Answer")
        .await;
    house.person("ana").presses("Edit").await;
    house
        .person("ana")
        .submits(&[("Do you need", "A month of one"), ("By when", "2026-12-11")])
        .await;
    let outcome = house
        .person("mara")
        .submits(&[("Your answer", "From Monday: Ines.")])
        .await;
    let again = outcome.view.expect("the form, once more");
    let said = says(&again);
    let changed = "The team changed it meanwhile: “A month of one”, by 11 December.";
    assert!(said.contains(changed), "{said}");
    assert!(again.to_string().contains("From Monday: Ines."), "{again}");
    let open = house.person("omar").types("/checkin open").await;
    assert!(open.contains("One thing is open"), "{open}");
    // Sent as it is, it answers what was read now.
    let outcome = house.person("mara").submits(&[]).await;
    assert_eq!(
        page(&outcome),
        "Said. Payments' next check-in has it, and so has the digest."
    );
    let settled = house.person("omar").types("/checkin open").await;
    assert!(
        settled.contains("Mara answered today: “From Monday: Ines.”"),
        "{settled}"
    );
    house.ends().await;
}

#[tokio::test]
async fn a_long_request_is_whole_where_it_is_decided() {
    let mut house = asked().await;
    let long = format!("A week of {}engineer", "very ".repeat(80));
    house
        .person("ana")
        .checks_in(&[("Do you need", &long)])
        .await;
    let open = house.person("mara").types("/checkin open").await;
    assert!(
        open.contains("What ends in “…” is shortened here"),
        "{open}"
    );
    assert!(!open.contains(&long), "{open}");
    let outcome = house
        .person("mara")
        .presses_beside("/checkin open", "A week of", "Decline")
        .await;
    let form = outcome.view.unwrap();
    assert!(says(&form).contains(&long), "{form}");
    assert!(form.to_string().contains("\"max_length\":1000"), "{form}");
    house.ends().await;
}
