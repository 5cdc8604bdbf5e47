//! Objectives and key results, as they are read, measured, made, changed and closed in Slack.

mod alone;
mod exporting;
mod forms;
mod hostile;
mod mistakes;
mod not_yet;
mod numbers;
mod receipts;
mod retiring;

use slack_sandbox::Act;

use super::house::{COMPANY, House};

#[tokio::test]
async fn a_reading_is_recorded_by_a_command_and_shown_at_once() {
    let mut house = House::new().await;
    let said = house
        .person("ana")
        .types("/okr update pay-1.2 4,800 7 \"campaign started\"")
        .await;
    assert_eq!(
        said,
        "Recorded for week 47: PAY-1.2 Weekly active payers 4,800 of 6,000 (43% of the way, a straight line would be \
         at 50%), confidence 7: at risk. “campaign started”"
    );
    let said = house.person("ana").types("/okr PAY-1.2 update 5 400").await;
    assert!(
        said.starts_with("Recorded for week 47 instead of 4,800 (by Ana Ruiz, today at 09:00): "),
        "{said}"
    );
    let seen = house.person("ana").types("/okr").await;
    assert!(
        seen.contains("PAY-1.2 Weekly active payers: 5,400 of 6,000"),
        "{seen}"
    );
    assert!(
        seen.contains("• PAY-1.1 Successful first payments: no reading yet; from 64%, aim 80%.")
    );
    let one = house.person("ana").types("/okr pay 1.2").await;
    assert!(one.contains("Revised: week 47: 4,800 → 5,400."), "{one}");
    assert!(
        one.contains("On track; confidence is 7 of 10, week 47."),
        "{one}"
    );
    house.ends().await;
}

#[tokio::test]
async fn a_check_in_does_not_undo_a_reading_that_was_given_by_itself() {
    let mut house = House::new().await;
    house
        .person("ana")
        .types("/okr update PAY-1.2 4420 7")
        .await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    house.person("ana").presses("Check in").await;
    let split = [("Fires", "20"), ("PAY-1.1", "70")];
    house.person("ana").submits(&split).await;
    house.walks_to("2026-11-26T14:01:00Z").await;
    house
        .person("ana")
        .types("/okr update PAY-1.2 5000 8 \"campaign started\"")
        .await;
    let view = house.person("ana").presses("Check in").await;
    assert!(
        view.to_string()
            .contains("recorded this week: 5,000; left as it is, that stays")
    );
    house
        .person("ana")
        .presses_only("Same split as last week")
        .await;
    house
        .person("ana")
        .presses_only("Measured, unchanged")
        .await;
    let one = house.person("ana").reads("/okr PAY-1.2").await;
    assert!(
        one.contains("5,000 of 6,000") && one.contains("“campaign started”"),
        "{one}"
    );
    let other = house.person("ana").reads("/okr PAY-1.1").await;
    assert!(
        other.contains("70% of 80%") && other.contains("week 48"),
        "{other}"
    );
    house.ends().await;
}

#[tokio::test]
async fn only_those_who_measure_record_and_only_members_see() {
    let mut house = House::new().await;
    let refused = house
        .person("farid")
        .types("/okr update PAY-1.2 4800")
        .await;
    assert_eq!(
        refused,
        "You cannot record a reading of PAY-1.2; Ana Ruiz, Mara Lindqvist and Omar Haddad can."
    );
    let deputy = house.person("ben").types("/okr update PAY-1.2 4800").await;
    assert!(deputy.starts_with("Recorded"), "{deputy}");
    let refused = house.person("ben").types("/okr edit PAY-1").await;
    assert_eq!(
        refused,
        "You cannot change PAY-1; Mara Lindqvist, Ana Ruiz and Omar Haddad can."
    );
    let guest = house.person("gus").types("/okr all").await;
    assert!(guest.contains("guests and people from other companies cannot use it"));
    let private = COMPANY.replace(
        "title = \"Paying is the easy part\"",
        "title = \"Paying is the easy part\"\nprivate = true",
    );
    house.imports(&private).await;
    assert_eq!(
        house.person("farid").types("/okr all").await,
        "All teams: nothing this quarter."
    );
    assert!(
        house
            .person("farid")
            .types("/okr PAY-1.2")
            .await
            .starts_with("There is no")
    );
    assert!(
        house
            .person("ben")
            .types("/okr all")
            .await
            .contains("PAY-1.2")
    );
    // Nor does a private one leave its people in a shared answer, or in the digest.
    let leadership = house.channel("leadership");
    for text in ["all share", "PAY-1.2 share"] {
        let slash = Act::Slash {
            command: "/okr".to_owned(),
            text: text.to_owned(),
            channel: Some(leadership.clone()),
        };
        let outcome = house.person("ben").act(slash, None).await;
        let said = outcome.ephemeral.map(|it| it["text"].to_string());
        let why = said.as_deref().unwrap_or_default();
        assert_eq!(why.contains("PAY-1.2 is private"), text != "all share");
    }
    let shared = house.thread().messages;
    assert_eq!(shared.len(), 1);
    assert_eq!(shared[0].text, "All teams: nothing this quarter.");
    house.walks_to("2026-11-20T15:01:00Z").await;
    let thread = house.thread();
    let digest: String = thread.messages.iter().map(|it| it.text.clone()).collect();
    assert!(
        digest.contains("Week 47") && !digest.contains("PAY-1.1"),
        "{digest}"
    );
    house.ends().await;
}

#[tokio::test]
async fn lists_are_found_by_status_by_team_and_by_person() {
    let mut house = House::new().await;
    house.person("ana").types("/okr update PAY-1.1 65 8").await;
    let at_risk = house.person("ana").types("/okr At-Risk").await;
    assert!(
        at_risk.starts_with("1 key result at risk or off track, of 2\n"),
        "{at_risk}"
    );
    assert!(
        at_risk.contains("PAY-1.1") && !at_risk.contains("• PAY-1.2"),
        "{at_risk}"
    );
    let on_track = house.person("ana").types("/okr on track").await;
    assert!(
        on_track.starts_with("0 key results on track, of 2"),
        "{on_track}"
    );
    let stale = house.person("ana").types("/okr stales").await;
    assert!(
        stale.starts_with("0 key results without a reading for too long, of 2"),
        "{stale}"
    );
    assert!(
        house
            .person("mara")
            .types("/okr payments team")
            .await
            .contains("PAY-1.1")
    );
    assert!(
        house
            .person("mara")
            .types("/okr paym")
            .await
            .contains("PAY-1.1")
    );
    assert!(
        house
            .person("omar")
            .types("/okr @ana")
            .await
            .contains("PAY-1.1")
    );
    assert_eq!(
        house.person("omar").types("/okr team paymets").await,
        "There is no team paymets. Did you mean Payments?"
    );
    assert_eq!(
        house.person("omar").types("/okr paymets").await,
        "There is no /okr paymets. Did you mean Payments?"
    );
    let unknown = house.person("omar").types("/okr stael").await;
    assert!(
        unknown.starts_with("There is no /okr stael. Did you mean /okr stale?"),
        "{unknown}"
    );
    // Friday's status, a week later.
    house.jumps_to("2026-11-23T09:00:00Z").await;
    house.person("ana").types("/okr update PAY-1.1 79 8").await;
    let on_track = house.person("ana").types("/okr on track").await;
    assert!(
        on_track.starts_with("1 key result on track, of 2\n") && on_track.contains("PAY-1.1"),
        "{on_track}"
    );
    let changed = house.person("ana").types("/okr changed").await;
    assert!(
        changed.starts_with("1 key result with another status than a week ago, of 2\n"),
        "{changed}"
    );
    house.ends().await;
}

#[tokio::test]
async fn a_long_list_pages_and_loses_nothing() {
    let mut company = COMPANY.to_owned();
    for number in 3..50 {
        company.push_str(&format!(
            "\n[objectives.PAY-1.key_results.\"PAY-1.{number}\"]\nmetric = \"Payers of kind {number}\"\nunit = \"number\"\nbaseline = 1\ntarget = 2\n"
        ));
    }
    let mut house = House::with(&company).await;
    let mut seen = Vec::new();
    for page in 1..=3 {
        let said = house
            .person("ana")
            .types(&format!("/okr all page {page}"))
            .await;
        assert!(said.ends_with(&format!("Page {page} of 3.")), "{said}");
        seen.extend((1..50).filter(|number| said.contains(&format!("• PAY-1.{number} "))));
    }
    assert_eq!(seen, (1..50).collect::<Vec<_>>());
    house.ends().await;
}

#[tokio::test]
async fn a_key_result_is_shown_with_its_slope_and_a_chart() {
    let mut house = House::new().await;
    for (day, value) in [
        ("2026-11-16", 4170),
        ("2026-11-23", 4290),
        ("2026-11-30", 4420),
    ] {
        house.jumps_to(&format!("{day}T09:00:00Z")).await;
        let update = format!("/okr update PAY-1.2 {value} 7");
        house.person("ana").types(&update).await;
    }
    let said = house.person("ana").reads("/okr PAY-1.2").await;
    assert!(
        said.contains("PAY-1.2 Weekly active payers · PAY-1 Paying is the easy part · owner Ana Ruiz · Payments"),
        "{said}"
    );
    assert!(said.contains("4,420 of 6,000 (from 3,900): 25% of the way; a straight line would be at 65% (5,270) today, Monday 30 November."), "{said}");
    // Slope 125 a week through 4,293.3 in week 48; 31 December lies five weeks on.
    assert!(said.contains("At this slope 4,920 of 6,000 by 31 December (least squares over three readings: 4,170 4,290 4,420)."), "{said}");
    assert!(said.contains("Target: 6000, 6000, 6000"), "{said}");
    house.ends().await;
}

#[tokio::test]
async fn hostile_text_stays_text() {
    let mut house = House::new().await;
    let said = house
        .person("ana")
        .types("/okr update PAY-1.2 4800 7 \"<!channel> &lt;b&gt; *x* \u{202e}\"")
        .await;
    assert!(!said.contains("<!channel>"), "{said}");
    for typed in [
        "/okr <!channel>",
        "/okr team \u{1F525}",
        "/okr update \u{202e} \u{202e}",
        "/okr close PAY-1 9 x",
    ] {
        let said = house.person("ana").types(typed).await;
        assert!(!said.is_empty() && !said.contains("<!"), "{typed}: {said}");
    }
    let long = "x".repeat(3_500);
    let said = house
        .person("ana")
        .types(&format!("/okr update PAY-1.2 4800 7 \"{long}\""))
        .await;
    assert!(said.contains("Too long: 3000 characters at most"), "{said}");
    house.ends().await;
}

#[tokio::test]
async fn an_owner_in_no_team_is_asked_for_key_results_alone() {
    let company = COMPANY.replace(
        "metric = \"Weekly active payers\"",
        "metric = \"Weekly active payers\"\nowner = \"nora@example.com\"",
    );
    let company = company.replacen("target = 6000\nowner = \"ana\"", "target = 6000", 1);
    let mut house = House::with(&company).await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    let asked = house.person("nora").last();
    assert_eq!(
        asked,
        "Your key results: week 47 (16–22 November)\n\
         What do they read now? Left out is no reading. Until Tuesday 12:00 it counts for this week's digest.\n\
         • PAY-1.2 Weekly active payers: no reading yet, aim 6,000."
    );
    // The lead is asked for the other one alone.
    assert!(!house.person("ana").last().contains("PAY-1.2"));
    house.person("nora").presses("Update PAY-1.2").await;
    let outcome = house
        .person("nora")
        .submits(&[
            ("What does it read now?", "4,800"),
            ("Will we get there", "7"),
        ])
        .await;
    assert!(
        outcome.body["view"]
            .to_string()
            .contains("Recorded for week 47"),
        "{:?}",
        outcome.body
    );
    let message = house.person("nora").last();
    assert!(
        message.contains("PAY-1.2 Weekly active payers: recorded, 4,800 of 6,000"),
        "{message}"
    );
    house.walks_to("2026-11-20T15:01:00Z").await;
    let thread = house.thread();
    assert!(
        thread.replies("Payments")[0].contains("PAY-1.2 Weekly active payers stands at 4,800"),
        "{:?}",
        thread.replies("Payments")
    );
    // A digest that is out is edited by a later reading, and the close takes the buttons.
    house
        .person("nora")
        .types("/okr update PAY-1.2 5000 7")
        .await;
    house.settles().await;
    assert!(house.thread().replies("Payments")[0].contains("stands at 5,000"));
    house.restarts().await;
    house.walks_to("2026-11-24T11:01:00Z").await;
    let message = house.person("nora").last();
    assert!(message.contains("Week 47 is closed."), "{message}");
    assert_eq!(house.person("nora").messages().len(), 1, "asked once");
    house.ends().await;
}
