//! What the numbers stand on stays right: when asks come later than answers, and when the close publishes what waited.

use crate::house::{COMPANY, House};

/// The usual company, with Nora in Platform, who lives where the ask comes six hours later.
fn company() -> String {
    let nora = "\n[people.nora]\nname = \"Nora Newcomer\"\nemail = \"nora@example.com\"\ntime_zone = \"America/New_York\"\n";
    COMPANY
        .replace(
            r#"members = ["jonas", "ines", "farid"]"#,
            r#"members = ["jonas", "ines", "farid", "nora"]"#,
        )
        .replace("\n[people.ben]", &format!("{nora}\n[people.ben]"))
}

async fn answers(house: &mut House, who: &str, label: &str, fires: &str) {
    house.person(who).presses(label).await;
    let fields = [("Fires", fires), ("Tune-ups", "0")];
    let outcome = house.person(who).submits(&fields).await;
    assert_eq!(outcome.errors, None, "{who}");
}

fn reply(house: &House) -> String {
    house.thread().replies("Platform").remove(0)
}

#[tokio::test]
async fn who_is_asked_after_the_others_have_answered_is_counted() {
    let mut house = House::with(&company()).await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    for who in ["jonas", "ines", "farid"] {
        answers(&mut house, who, "Check in", "30").await;
    }
    house.walks_to("2026-11-20T15:01:00Z").await;
    assert!(house.person("nora").ask().contains("week 47"));
    let said = reply(&house);
    assert!(said.contains("3 of 4 people"), "{said}");
    house.ends().await;
}

#[tokio::test]
async fn the_close_tells_what_waited_although_everybody_had_answered() {
    let mut house = House::with(COMPANY).await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    for who in ["jonas", "ines", "farid"] {
        answers(&mut house, who, "Check in", "30").await;
    }
    house.walks_to("2026-11-20T15:01:00Z").await;
    answers(&mut house, "farid", "Edit", "90").await;
    assert!(reply(&house).contains("30% fires"), "{}", reply(&house));
    house.walks_to("2026-11-24T11:01:00Z").await;
    let said = reply(&house);
    assert!(said.contains("50% fires"), "{said}");
    house.ends().await;
}

#[tokio::test]
async fn the_band_of_one_team_is_not_that_of_its_kind() {
    let company = COMPANY.replace(r#"kind = "platform""#, r#"kind = "application""#);
    let mut house = House::with(&company).await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    answers(&mut house, "ana", "Check in", "40").await;
    for who in ["jonas", "ines", "farid"] {
        answers(&mut house, who, "Check in", "90").await;
    }
    let said = house
        .person("mara")
        .reads("/checkin split application teams")
        .await;
    assert!(
        said.contains("of the teams that agreed on a mix 60%, 65% agreed."),
        "{said}"
    );
    assert!(said.contains("5 points less"), "{said}");
    assert!(!said.contains("as agreed"), "{said}");
    house.ends().await;
}

#[tokio::test]
async fn of_two_categories_that_took_as_much_every_view_names_the_same() {
    let mut house = House::new().await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    house.person("ana").presses("Check in").await;
    let fields = [("Fires", "20"), ("Security", "20"), ("Tune-ups", "0")];
    house.person("ana").submits(&fields).await;
    let receipt = house.person("ana").ask();
    assert!(receipt.contains("Fires took 20%"), "{receipt}");
    let said = house.person("mara").reads("/checkin split payments").await;
    assert!(said.contains("Fires took the week of"), "{said}");
    house.ends().await;
}
