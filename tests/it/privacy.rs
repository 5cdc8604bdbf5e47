//! Who counts how much, who sees what, and that nobody can read another's answer from what is shown.

use headway::domain::id::{PersonId, TeamId};

use crate::house::{COMPANY, House, at};

const NORA: &str = "\n[people.nora]\nname = \"Nora Newcomer\"\nemail = \"nora@example.com\"\n";

/// The usual company with five in Platform, and what is changed in it.
fn company(change: impl Fn(String) -> String) -> String {
    let five = COMPANY
        .replace(
            r#"members = ["jonas", "ines", "farid"]"#,
            r#"members = ["jonas", "ines", "farid", "nora", "ben"]"#,
        )
        .replace("\n[people.ben]", &format!("{NORA}\n[people.ben]"));
    change(five)
}

async fn answers(house: &mut House, who: &str, tune_ups: u8) {
    let (fires, tune_ups) = ((100 - tune_ups).to_string(), tune_ups.to_string());
    let mut person = house.person(who);
    let label = if person.ask().contains("recorded") {
        "Edit"
    } else {
        "Check in"
    };
    person.presses(label).await;
    person
        .submits(&[("Fires", &fires), ("Tune-ups", &tune_ups)])
        .await;
}

fn reply(house: &House) -> String {
    house.thread().replies("Platform").remove(0)
}

#[tokio::test]
async fn one_late_answer_changes_no_number_and_two_do() {
    let mut house = House::with(&company(|it| it)).await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    for (who, tune_ups) in [("jonas", 10), ("ines", 20), ("farid", 30)] {
        answers(&mut house, who, tune_ups).await;
    }
    house.walks_to("2026-11-20T15:01:00Z").await;
    let (said, head) = (reply(&house), house.thread().head());
    assert!(said.contains("3 of 5 people"), "{said}");
    assert!(said.contains("20% tune-ups"), "{said}");
    // One late answer, edited twice: the numbers stay as they are, in the team's part and the company's.
    for tune_ups in [100, 60, 100] {
        answers(&mut house, "nora", tune_ups).await;
        assert_eq!(reply(&house), said);
        let now = house.thread().head();
        assert_eq!(now.lines().nth(1), head.lines().nth(1), "{now}");
    }
    let receipt = house.person("nora").ask();
    assert!(
        receipt.contains("never changes by one answer alone"),
        "{receipt}"
    );
    // An edit of somebody else's: both count.
    answers(&mut house, "jonas", 90).await;
    let said = reply(&house);
    assert!(said.contains("4 of 5 people"), "{said}");
    assert!(said.contains("60% tune-ups"), "{said}");
    // The last one alone waits, and the close counts it.
    answers(&mut house, "jonas", 10).await;
    assert_eq!(reply(&house), said);
    house.walks_to("2026-11-24T11:01:00Z").await;
    let said = reply(&house);
    assert!(said.contains("40% tune-ups"), "{said}");
    house.ends().await;
}

#[tokio::test]
async fn enough_is_a_setting() {
    let four = company(|it| it.replace("[workspace]", "[workspace]\nenough_answers = 4"));
    let mut house = House::with(&four).await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    let form = house.person("ines").presses("Check in").await.to_string();
    assert!(form.contains("once four have answered"), "{form}");
    for who in ["jonas", "ines", "farid"] {
        answers(&mut house, who, 10).await;
    }
    house.walks_to("2026-11-20T15:01:00Z").await;
    let said = reply(&house);
    assert!(
        said.contains("three of five answered; totals are shown once four have."),
        "{said}"
    );
    answers(&mut house, "nora", 10).await;
    assert!(reply(&house).contains("10% tune-ups"), "{}", reply(&house));
    house.ends().await;
}

#[tokio::test]
async fn an_import_in_mid_week_weighs_days_and_publishes_nothing() {
    let mut house = House::with(&company(|it| it)).await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    for (who, tune_ups) in [("jonas", 10), ("ines", 20), ("farid", 30), ("nora", 100)] {
        answers(&mut house, who, tune_ups).await;
    }
    house.walks_to("2026-11-20T15:01:00Z").await;
    let said = reply(&house);
    let gone = company(|it| it.replace(r#""farid", "nora", "ben"]"#, r#""farid", "ben"]"#));
    house.imports(&gone).await;
    answers(&mut house, "ana", 10).await;
    assert_eq!(reply(&house).lines().nth(1), said.lines().nth(1));
    house.walks_to("2026-11-24T11:01:00Z").await;
    // Nora was there until Thursday: 10, 20, 30 and four fifths of 100, of 3.8 people.
    assert!(reply(&house).contains("37% tune-ups"), "{}", reply(&house));
    house.ends().await;
}

#[tokio::test]
async fn a_joiner_is_asked_from_the_day_on_which_they_come() {
    let later = company(|it| {
        it.replace(
            r#""nora", "ben"]"#,
            r#"{ person = "nora", from = "2026-11-24" }, "ben"]"#,
        )
    });
    let mut house = House::with(&later).await;
    house.walks_to("2026-11-20T09:01:00Z").await;
    assert!(house.person("nora").messages().is_empty());
    house.walks_to("2026-11-26T14:01:00Z").await;
    assert!(house.person("nora").ask().contains("your week 48"));
    house.ends().await;
}

#[tokio::test]
async fn a_lead_reads_single_answers_only_where_the_team_says_so_and_the_form_tells() {
    let allowed = company(|it| {
        it.replace(
            "[teams.platform]",
            "[teams.platform]\nlead_sees_answers = true",
        )
    });
    let mut house = House::with(&company(|it| it)).await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    let form = house.person("ines").presses("Check in").await.to_string();
    assert!(!form.contains("Your lead sees"), "{form}");
    answers(&mut house, "ines", 20).await;
    assert_eq!(read_by(&house, "jonas").await, [""; 0]);
    house.imports(&allowed).await;
    // What was answered before stays unread.
    assert_eq!(read_by(&house, "jonas").await, [""; 0]);
    house.walks_to("2026-11-19T14:05:00Z").await;
    let form = house.person("farid").presses("Check in").await.to_string();
    assert!(form.contains("Your lead sees your own split."), "{form}");
    answers(&mut house, "farid", 30).await;
    let lead = house.person("jonas").presses("Check in").await.to_string();
    assert!(!lead.contains("Your lead sees"), "{lead}");
    assert_eq!(
        read_by(&house, "jonas").await,
        [
            "Platform, week 47, one by one; you read this as the lead, and everybody was told so in the form:",
            "• Farid Amiri: 70% fires, 30% tune-ups",
        ]
    );
    assert_eq!(
        read_by(&house, "ines").await,
        ["Your own week 47 for Platform: 80% fires, 20% tune-ups."]
    );
    assert_eq!(read_by(&house, "mara").await, [""; 0]);
    house.imports(&company(|it| it)).await;
    assert_eq!(read_by(&house, "jonas").await, [""; 0]);
    house.ends().await;
}

/// What somebody reads of single answers, line by line.
async fn read_by(house: &House, who: &str) -> Vec<String> {
    let user = house.sandbox.find_user(who).unwrap().id;
    let app = &house.running().app;
    let org = app.organisation().await.unwrap();
    let teams = [TeamId::new("payments"), TeamId::new("platform")];
    let person = PersonId::new(user.to_string());
    let parts = app.single_splits(&org, &person, &teams).await.unwrap();
    let text = headway::words::message::Message { parts }.text();
    text.lines().map(str::to_owned).collect()
}

#[tokio::test]
async fn single_answers_are_folded_after_some_weeks_and_the_total_stays() {
    let two = company(|it| it.replace("[workspace]", "[workspace]\nkeep_single_splits_weeks = 2"));
    let mut house = House::with(&two).await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    for who in ["jonas", "ines", "farid"] {
        answers(&mut house, who, 10).await;
    }
    house.walks_to("2026-12-06T22:00:00Z").await;
    let store = house.running().app.store.clone();
    let workspace = house.running().app.workspace.clone();
    let week = "2026-W47".parse().unwrap();
    assert_eq!(store.check_ins(&workspace, week).await.unwrap().len(), 3);
    let kept = store.rollups(&workspace, week, week).await.unwrap();
    house.walks_to("2026-12-07T06:00:00Z").await;
    assert_eq!(house.clock_now(), at("2026-12-07T06:00:00Z"));
    house.running().app.tick(house.clock_now()).await.unwrap();
    assert_eq!(store.check_ins(&workspace, week).await.unwrap(), []);
    assert_eq!(store.rollups(&workspace, week, week).await.unwrap(), kept);
    house.ends().await;
}
