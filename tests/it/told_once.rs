//! What several teams share stands once in the digest's thread; where no team has answered, the teams share a line.

use crate::house::{House, told};

/// Payments and Platform share PAY-1.
fn sharing() -> String {
    let teams = "accountable = \"mara\"\nteams = [\"payments\"]";
    let both = "accountable = \"mara\"\nteams = [\"platform\", \"payments\"]";
    let company = told().replacen(teams, both, 1);
    assert!(company.contains(both));
    company
}

async fn platform_answers(house: &mut House) {
    for who in ["jonas", "ines", "farid"] {
        house.person(who).presses("Check in").await;
        house.person(who).submits(&[("Fires", "30")]).await;
    }
}

#[tokio::test]
async fn the_key_results_of_a_shared_objective_stand_in_one_reply() {
    let mut house = House::with(&sharing()).await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    platform_answers(&mut house).await;
    house.person("ana").presses("Check in").await;
    let fields = [("Fires", "45"), ("PAY-1.1", "71")];
    assert_eq!(house.person("ana").submits(&fields).await.errors, None);
    house.walks_to("2026-11-20T15:02:00Z").await;
    let line = "PAY-1.1 Successful first payments stands at 71%";
    let elsewhere = "The key results of PAY-1 “Paying is the easy part” stand with Platform.";
    let (payments, platform) = (house.reply("Payments"), house.reply("Platform"));
    assert!(platform.contains(line), "{platform}");
    assert!(!platform.contains(elsewhere), "{platform}");
    assert!(!payments.contains("PAY-1.1"), "{payments}");
    assert!(payments.contains(elsewhere), "{payments}");
    // The team reads its own part alone, and all of it.
    let part = house.team_channel().remove(0).text;
    assert!(part.contains(line) && !part.contains(elsewhere), "{part}");
    // A late reading changes the reply in which it stands.
    house.walks_to("2026-11-23T09:00:00Z").await;
    house.person("ana").presses("Edit").await;
    let fields = [("PAY-1.1", "73")];
    assert_eq!(house.person("ana").submits(&fields).await.errors, None);
    house.walks_to("2026-11-23T09:10:00Z").await;
    let (payments, platform) = (house.reply("Payments"), house.reply("Platform"));
    let late = "PAY-1.1 Successful first payments stands at 73%";
    assert!(platform.contains(late), "{platform}");
    assert!(payments.contains(elsewhere), "{payments}");
    house.ends().await;
}

#[tokio::test]
async fn a_week_without_an_answer_has_no_replies_and_says_so_in_a_line() {
    let mut house = House::new().await;
    house.walks_to("2026-11-20T15:02:00Z").await;
    let before = house.thread().messages;
    assert_eq!(before.len(), 2, "the head and the table: {before:?}");
    let silent = "No answer from: Platform, Payments.";
    let table = |house: &House| house.thread().messages.remove(1).text;
    assert!(table(&house).ends_with(silent), "{}", table(&house));
    // One late answer is told, and makes the others no louder.
    house.walks_to("2026-11-23T09:00:00Z").await;
    house.person("ana").presses("Check in").await;
    house.person("ana").submits(&[("Fires", "45")]).await;
    house.walks_to("2026-11-23T09:10:00Z").await;
    let after = table(&house);
    assert!(after.contains("Payments spent 45%"), "{after}");
    assert!(after.ends_with("No answer from: Platform."), "{after}");
    assert!(!after.contains("No answer from Platform yet"), "{after}");
    assert_eq!(house.thread().messages.len(), 2);
    house.ends().await;
}

#[tokio::test]
async fn a_silent_team_is_named_in_a_line_and_a_late_answer_stands_in_the_table() {
    let mut house = House::new().await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    platform_answers(&mut house).await;
    house.walks_to("2026-11-20T15:02:00Z").await;
    let table = |house: &House| house.thread().messages.remove(1).text;
    let silent = "No answer from: Payments.";
    assert!(table(&house).ends_with(silent), "{}", table(&house));
    assert!(house.thread().replies("Payments").is_empty());
    let posted = house.thread().messages.len();
    house.walks_to("2026-11-23T09:00:00Z").await;
    house.person("ana").presses("Check in").await;
    let late = [
        ("Fires", "55"),
        ("Anything leadership", "The vault is open."),
    ];
    assert_eq!(house.person("ana").submits(&late).await.errors, None);
    house.walks_to("2026-11-23T09:10:00Z").await;
    let after = table(&house);
    for line in ["Payments spent 55%", "“The vault is open.”"] {
        assert!(after.contains(line), "no `{line}` in: {after}");
    }
    assert!(!after.contains(silent), "{after}");
    assert_eq!(house.thread().messages.len(), posted);
    house.ends().await;
}

#[tokio::test]
async fn what_moved_of_a_shared_objective_stands_with_a_team_that_answered_and_in_no_line_of_the_quiet()
 {
    let mut house = House::with(&sharing()).await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    house.person("ana").presses("Check in").await;
    let as_agreed = [
        ("Fires", "20"),
        ("Security", "10"),
        ("Support", "5"),
        ("New features", "15"),
        ("Tune-ups", "15"),
        ("PAY-1.1", "71"),
    ];
    assert_eq!(house.person("ana").submits(&as_agreed).await.errors, None);
    house.walks_to("2026-11-20T15:02:00Z").await;
    let line = "PAY-1.1 Successful first payments stands at 71%";
    let reply = house.reply("Payments");
    assert!(reply.contains(line), "{reply}");
    let messages = house.thread().messages;
    assert_eq!(messages.len(), 3, "{messages:?}");
    let table = &messages[1].text;
    assert!(!table.contains("Nothing changed"), "{table}");
    assert!(table.ends_with("No answer from: Platform."), "{table}");
    house.ends().await;
}

#[tokio::test]
async fn late_answers_of_silent_teams_leave_each_other_and_the_names_their_room() {
    let mut house = House::new().await;
    house.walks_to("2026-11-20T15:02:00Z").await;
    let posted = house.thread().messages.len();
    house.walks_to("2026-11-23T09:00:00Z").await;
    let long = "The vault took us longer than we thought. ".repeat(45);
    for (who, note, needs) in [
        ("ana", long.as_str(), "A desk"),
        ("jonas", long.as_str(), "A chair"),
    ] {
        house.person(who).presses("Check in").await;
        let late = [
            ("Fires", "55"),
            ("Anything leadership", note),
            ("Do you need", needs),
        ];
        assert_eq!(house.person(who).submits(&late).await.errors, None);
    }
    house.walks_to("2026-11-23T09:10:00Z").await;
    let messages = house.thread().messages;
    assert_eq!(messages.len(), posted);
    let table = &messages[1].text;
    for said in ["Payments spent 55%", "“A desk”", "“A chair”", "Platform ("] {
        assert!(table.contains(said), "no `{said}` in: {table}");
    }
    assert!(!table.contains("more; /checkin split"), "{table}");
    house.ends().await;
}

#[tokio::test]
async fn a_team_of_which_only_what_it_shares_moved_is_not_said_to_be_unchanged() {
    let mut house = House::with(&sharing()).await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    platform_answers(&mut house).await;
    house.walks_to("2026-11-26T14:01:00Z").await;
    platform_answers(&mut house).await;
    house.person("ana").presses("Check in").await;
    let fields = [("Fires", "60"), ("PAY-1.1", "71")];
    assert_eq!(house.person("ana").submits(&fields).await.errors, None);
    house.walks_to("2026-11-27T15:02:00Z").await;
    let line = "PAY-1.1 Successful first payments stands at 71%";
    let reply = house.reply("Payments");
    assert!(reply.contains(line), "{reply}");
    let tables = house.thread().messages.into_iter().map(|it| it.text);
    let mut tables = tables.filter(|text| text.starts_with("Week 48, team by team"));
    let table = tables.next().unwrap();
    let shared = "Nothing changed, but for key results that stand with another team, in: Platform.";
    assert!(table.ends_with(shared), "{table}");
    house.ends().await;
}
