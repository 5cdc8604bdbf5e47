//! Who comes and who goes while a week is open, and whose answer is nearly all of a total.

use crate::house::{COMPANY, House};

const NORA: &str = "\n[people.nora]\nname = \"Nora Newcomer\"\nemail = \"nora@example.com\"\n";

/// The usual company with Nora in it, and these in Platform.
pub fn platform(members: &str) -> String {
    let team = COMPANY.replace(r#"members = ["jonas", "ines", "farid"]"#, members);
    team.replace("\n[people.ben]", &format!("{NORA}\n[people.ben]"))
}

/// Somebody answers with tune-ups, and fires for the rest.
pub async fn answers(house: &mut House, who: &str, tune_ups: u8) {
    let (fires, tune_ups) = ((100 - tune_ups).to_string(), tune_ups.to_string());
    let mut person = house.person(who);
    person.presses("Check in").await;
    person
        .submits(&[("Fires", &fires), ("Tune-ups", &tune_ups)])
        .await;
}

fn reply(house: &House) -> String {
    house.thread().replies("Platform").remove(0)
}

#[tokio::test]
async fn a_team_that_comes_after_the_digest_is_asked_about_the_week_to_come() {
    let mut house = House::new().await;
    house.walks_to("2026-11-20T15:01:00Z").await;
    house.walks_to("2026-11-23T09:00:00Z").await;
    let search = "[teams.search]\nname = \"Search\"\nkind = \"platform\"\nlead = \"nora\"\nmembers = [\"nora\"]\n\n[teams.platform]";
    let more = platform(r#"members = ["jonas", "ines", "farid"]"#);
    house
        .imports(&more.replace("[teams.platform]", search))
        .await;
    // Last week is still open, for those who were there.
    house.walks_to("2026-11-24T10:00:00Z").await;
    assert!(house.person("nora").messages().is_empty());
    house.walks_to("2026-11-26T14:01:00Z").await;
    let asked = house.person("nora").ask();
    assert!(asked.contains("Search: your week 48"), "{asked}");
    assert_eq!(house.person("nora").messages().len(), 1);
    house.ends().await;
}

#[tokio::test]
async fn a_team_that_comes_before_the_digest_is_asked_about_the_week() {
    let mut house = House::new().await;
    house.walks_to("2026-11-19T16:00:00Z").await;
    let search = "[teams.search]\nname = \"Search\"\nkind = \"platform\"\nlead = \"nora\"\nmembers = [\"nora\"]\n\n[teams.platform]";
    let more = platform(r#"members = ["jonas", "ines", "farid"]"#);
    house
        .imports(&more.replace("[teams.platform]", search))
        .await;
    house.walks_to("2026-11-20T09:01:00Z").await;
    let asked = house.person("nora").ask();
    assert!(asked.contains("Search: your week 47"), "{asked}");
    house.ends().await;
}

#[tokio::test]
async fn whoever_is_let_go_does_not_show_by_a_difference_at_the_close() {
    let all = platform(r#"members = ["jonas", "ines", "farid", "nora", "mara"]"#);
    let mut house = House::with(&all).await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    let sent = [
        ("jonas", 10),
        ("ines", 20),
        ("farid", 30),
        ("nora", 100),
        ("mara", 40),
    ];
    for (who, tune_ups) in sent {
        answers(&mut house, who, tune_ups).await;
    }
    house.walks_to("2026-11-20T15:01:00Z").await;
    let said = reply(&house);
    assert!(said.contains("40% tune-ups"), "{said}");
    house.walks_to("2026-11-23T09:00:00Z").await;
    let gone = r#"members = ["jonas", "ines", "farid", { person = "nora", until = "2026-11-13" }, "mara"]"#;
    house.imports(&platform(gone)).await;
    house.walks_to("2026-11-24T11:01:00Z").await;
    let now = reply(&house);
    assert!(now.contains("40% tune-ups"), "{now}");
    // What stands is what the raw answers come to.
    let app = &house.running().app;
    let week = "2026-W47".parse().unwrap();
    let kept = app.store.rollups(&app.workspace, week, week).await.unwrap();
    app.store.rebuild_rollups(&app.workspace).await.unwrap();
    let again = app.store.rollups(&app.workspace, week, week).await.unwrap();
    assert_eq!(again, kept);
    house.ends().await;
}

#[tokio::test]
async fn a_total_that_is_nearly_one_persons_is_not_shown() {
    let small = r#"members = ["jonas", { person = "ines", share = 0.2 }, { person = "farid", share = 0.2 }]"#;
    let mut house = House::with(&platform(small)).await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    for (who, tune_ups) in [("jonas", 10), ("ines", 20), ("farid", 30)] {
        answers(&mut house, who, tune_ups).await;
    }
    house.walks_to("2026-11-20T15:01:00Z").await;
    let said = reply(&house);
    let why = "Three of three answered; one of them is more than two thirds of the time that was answered for";
    assert!(said.contains(why) && !said.contains('%'), "{said}");
    let shown = house.person("mara").asks("/checkin split platform").await;
    let shown = shown["text"].as_str().unwrap();
    assert!(
        shown.contains("Platform, week 47: three of three answered; one of them"),
        "{shown}"
    );
    assert!(!shown.contains('%'), "{shown}");
    // The close shows it no more than the days before.
    house.walks_to("2026-11-24T11:01:00Z").await;
    assert!(!reply(&house).contains('%'), "{}", reply(&house));
    house.ends().await;
}
