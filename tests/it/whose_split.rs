//! What is typed behind `/checkin split`: whose time is meant, and over how many weeks.

use crate::house::{COMPANY, House};

async fn reads(house: &mut House, command: &str) -> String {
    let message = house.person("ana").asks(command).await;
    message["text"].as_str().unwrap().to_owned()
}

/// The usual company, with Payments and Platform called otherwise; a week of Payments is known.
async fn called(payments: &str, platform: &str) -> House {
    let company = COMPANY
        .replace("name = \"Payments\"", &format!("name = \"{payments}\""))
        .replace("name = \"Platform\"", &format!("name = \"{platform}\""));
    let mut house = House::with(&company).await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    house.person("ana").presses("Check in").await;
    house.person("ana").submits(&[("Fires", "40")]).await;
    house
}

#[tokio::test]
async fn more_weeks_than_are_shown_are_said_to_be_more() {
    let mut house = called("Payments", "Platform").await;
    let said = reads(&mut house, "/checkin split payments 60").await;
    let why = "60 weeks were asked for; 52 at most are shown.";
    assert!(
        said.contains("Payments, week 47") && said.contains(why),
        "{said}"
    );
    let said = reads(&mut house, "/checkin split payments 52").await;
    assert!(!said.contains("were asked for"), "{said}");
    house.ends().await;
}

#[tokio::test]
async fn a_slip_in_a_teams_name_finds_the_team_and_not_the_company() {
    let mut house = called("Team Ax", "Search").await;
    for typed in ["team Team Al", "team al", "Team Al", "team ax", "Team AX"] {
        let said = reads(&mut house, &format!("/checkin split {typed}")).await;
        assert!(said.starts_with("Team Ax, week 47"), "{typed}: {said}");
    }
    let said = reads(&mut house, "/checkin split all teams").await;
    assert!(said.starts_with("Northwind, week 47"), "{said}");
    house.ends().await;
}

#[tokio::test]
async fn of_several_that_are_equally_near_one_is_chosen() {
    let mut house = called("Team A1", "Team A2").await;
    let said = reads(&mut house, "/checkin split Team AL").await;
    assert!(
        said.starts_with("“Team AL” may mean several. Which one?"),
        "{said}"
    );
    for team in ["Team A1", "Team A2"] {
        assert!(
            said.contains(&format!("/checkin split team {team} for")),
            "{said}"
        );
    }
    house.ends().await;
}
