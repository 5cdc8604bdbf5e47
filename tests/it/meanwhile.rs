//! Two people at once: the second sees what changed, and keeps what was typed.

mod between;
mod hostile;
mod twice;

use slack_sandbox::ActOutcome;

use crate::house::House;

const THURSDAY: &str = "2026-11-19T14:01:00Z";

/// The page or the form that took the place of the one that was sent.
fn shown(outcome: &ActOutcome) -> String {
    outcome.body["view"].to_string()
}

async fn reads(house: &mut House, command: &str) -> String {
    let said = house.person("mara").asks(command).await;
    said["text"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_reading_that_met_another_is_shown_and_sent_again_stands() {
    let mut house = House::new().await;
    house.walks_to(THURSDAY).await;
    house.person("ana").presses("Check in").await;
    house.walks_to("2026-11-19T14:05:00Z").await;
    house.person("ben").types("/okr update PAY-1.2 5400").await;
    let mut ana = house.person("ana");
    let answer = [
        ("Fires", "30"),
        ("PAY-1.1 ", "70%"),
        ("PAY-1.2 ", "5200"),
        ("PAY-1.2: will", "8"),
    ];
    let outcome = ana.submits(&answer).await;
    let again = shown(&outcome);
    assert!(
        again.contains(
            "Ben Okafor recorded 5,400 (confidence 5) today at 15:05, after you opened this form."
        ),
        "{again}"
    );
    assert!(again.contains("\"initial_value\":\"5200\""), "{again}");
    assert!(!again.contains("Where did the week go?"), "{again}");
    assert!(!again.contains("PAY-1.1"), "{again}");
    assert!(ana.last().contains("Fires took 30%"), "{}", ana.last());
    assert!(ana.last().contains("70%"), "{}", ana.last());
    let said = reads(&mut house, "/okr PAY-1.2").await;
    assert!(said.contains("5,400 of 6,000"), "{said}");
    let outcome = house.person("ana").submits(&[]).await;
    assert_eq!(outcome.body, "", "{outcome:?}");
    let said = reads(&mut house, "/okr PAY-1.2").await;
    assert!(said.contains("5,200 of 6,000"), "{said}");
    assert!(said.contains("confidence is 8"), "{said}");
    house.ends().await;
}

#[tokio::test]
async fn only_what_was_filled_in_and_really_changed_is_held_up() {
    let mut house = House::new().await;
    house.person("ben").types("/okr update PAY-1.1 70%").await;
    house.walks_to(THURSDAY).await;
    house.person("ana").presses("Check in").await;
    // Known when the form was opened: it may be put right at once.
    house
        .person("ben")
        .types("/okr update PAY-1.2 5400 9")
        .await;
    let answer = [("Fires", "30"), ("PAY-1.1 ", "71%"), ("PAY-1.2 ", "5,400")];
    let outcome = house.person("ana").submits(&answer).await;
    assert_eq!(outcome.body, "", "{outcome:?}");
    let said = reads(&mut house, "/okr PAY-1.2").await;
    assert!(said.contains("confidence is 9"), "{said}");

    // Ana edits and touches neither; what Ben says meanwhile stays.
    house.person("ana").presses("Edit").await;
    house.person("ben").types("/okr update PAY-1.2 5500").await;
    let outcome = house.person("ana").submits(&[("Fires", "35")]).await;
    assert_eq!(outcome.body, "", "{outcome:?}");
    let said = reads(&mut house, "/okr PAY-1.2").await;
    assert!(said.contains("5,500 of 6,000"), "{said}");
    house.ends().await;
}

#[tokio::test]
async fn what_was_typed_for_a_retired_key_result_is_said_and_shown_to_copy() {
    let mut house = House::new().await;
    house.walks_to(THURSDAY).await;
    house.person("ana").presses("Check in").await;
    house
        .person("ben")
        .types("/okr retire PAY-1.2 \"nobody pays weekly\"")
        .await;
    house
        .person("omar")
        .types("/okr retire PAY-1.2 \"nobody pays weekly\"")
        .await;
    let answer = [("Fires", "30"), ("PAY-1.1 ", "70%"), ("PAY-1.2 ", "5200")];
    let outcome = house.person("ana").submits(&answer).await;
    let said = shown(&outcome);
    assert!(said.contains("All else of your answer is saved."), "{said}");
    assert!(
        said.contains("PAY-1.2 Weekly active payers was retired meanwhile, by Omar Haddad (“nobody pays weekly”)."),
        "{said}"
    );
    assert!(said.contains("5200, confidence 5"), "{said}");
    let receipt = house.person("ana").last();
    assert!(receipt.contains("70%"), "{receipt}");
    house.ends().await;
}

#[tokio::test]
async fn what_was_recorded_before_it_was_retired_stays_recorded() {
    let mut house = House::new().await;
    house.walks_to(THURSDAY).await;
    house.person("ana").presses("Check in").await;
    let answer = [("Fires", "30"), ("PAY-1.1 ", "70%"), ("PAY-1.2 ", "5200")];
    house.person("ana").submits(&answer).await;
    house.person("ana").presses("Edit").await;
    house
        .person("omar")
        .types("/okr retire PAY-1.2 \"nobody pays weekly\"")
        .await;
    let outcome = house.person("ana").submits(&[("Fires", "35")]).await;
    assert_eq!(outcome.body, "", "{outcome:?}");
    house.person("omar").types("/okr restore PAY-1.2").await;
    let said = reads(&mut house, "/okr PAY-1.2").await;
    assert!(said.contains("5,200 of 6,000"), "{said}");
    house.ends().await;
}

#[tokio::test]
async fn values_for_a_closed_objective_are_shown_to_copy() {
    let mut house = House::new().await;
    house.walks_to(THURSDAY).await;
    house.person("ana").presses("Check in").await;
    house
        .person("mara")
        .types("/okr close PAY-1 1.0 as-meant keep")
        .await;
    let answer = [("Fires", "30"), ("PAY-1.2 ", "5200")];
    let outcome = house.person("ana").submits(&answer).await;
    let said = shown(&outcome);
    assert!(
        said.contains("PAY-1.2 Weekly active payers: PAY-1 was closed meanwhile."),
        "{said}"
    );
    assert!(said.contains("5200, confidence 5"), "{said}");
    house.ends().await;
}

#[tokio::test]
async fn a_reading_s_form_opened_before_another_s_shows_it() {
    let mut house = House::new().await;
    house.person("ana").opens("/okr update PAY-1.2").await;
    house.person("ben").types("/okr update PAY-1.2 5400").await;
    let typed = [
        ("What does it read now?", "5200"),
        ("What there is", "<!here> *so*"),
    ];
    let outcome = house.person("ana").submits(&typed).await;
    let again = shown(&outcome);
    for said in [
        "Ben Okafor recorded 5,400 (confidence 5) today at 09:00, after you opened this form.",
        "\"initial_value\":\"5200\"",
        "<!here> *so*",
    ] {
        assert!(again.contains(said), "{said}: {again}");
    }
    let said = reads(&mut house, "/okr PAY-1.2").await;
    assert!(said.contains("5,400 of 6,000"), "{said}");
    let outcome = house.person("ana").submits(&[]).await;
    assert!(
        shown(&outcome).contains("instead of 5,400 (by Ben Okafor, today at 09:00)"),
        "{outcome:?}"
    );
    house.ends().await;
}

#[tokio::test]
async fn a_command_says_what_it_replaced() {
    let mut house = House::new().await;
    house.person("ben").types("/okr update PAY-1.2 5200").await;
    let said = house.person("ana").types("/okr update PAY-1.2 5400").await;
    assert!(
        said.starts_with("Recorded for week 47 instead of 5,200 (by Ben Okafor, today at 09:00): "),
        "{said}"
    );
    house.ends().await;
}

#[tokio::test]
async fn the_second_who_edits_keeps_what_they_changed_and_the_rest_follows_the_first() {
    let mut house = House::new().await;
    house.person("ana").opens("/okr edit PAY-1.2").await;
    house.person("mara").opens("/okr edit PAY-1.2").await;
    let first = [
        ("To", "5000"),
        ("Why does the aim change", "the market halved"),
    ];
    let outcome = house.person("mara").submits(&first).await;
    assert!(shown(&outcome).contains("is saved."), "{outcome:?}");
    let mine = [("What is measured?", "Payers in a week")];
    let outcome = house.person("ana").submits(&mine).await;
    let again = shown(&outcome);
    for said in [
        "where it is to go is now “5,000”",
        "\"initial_value\":\"5,000\"",
        "\"initial_value\":\"Payers in a week\"",
    ] {
        assert!(again.contains(said), "{said}: {again}");
    }
    assert!(
        !again.contains("6,000 →") && !again.contains("→ 6,000"),
        "{again}"
    );
    let outcome = house.person("ana").submits(&[]).await;
    assert!(shown(&outcome).contains("is saved."), "{outcome:?}");
    let said = reads(&mut house, "/okr PAY-1.2").await;
    assert!(said.contains("Payers in a week"), "{said}");
    assert!(
        said.contains("of 5,000") || said.contains("aim 5,000"),
        "{said}"
    );
    house.ends().await;
}

#[tokio::test]
async fn who_edits_something_else_of_an_objective_is_not_held_up() {
    let mut house = House::new().await;
    house.person("ana").opens("/okr edit PAY-1.2").await;
    house.person("mara").opens("/okr edit PAY-1.1").await;
    house
        .person("mara")
        .submits(&[("What is measured?", "First payments that work")])
        .await;
    let mine = [("What is measured?", "Payers in a week")];
    let outcome = house.person("ana").submits(&mine).await;
    assert!(
        shown(&outcome).contains("PAY-1.2 Payers in a week is saved."),
        "{outcome:?}"
    );
    let said = house.person("mara").types("/okr PAY-1").await;
    assert!(said.contains("First payments that work"), "{said}");
    house.ends().await;
}

#[tokio::test]
async fn a_confidence_alone_belongs_to_what_the_week_reads_and_without_that_to_nothing() {
    let mut house = House::new().await;
    house
        .person("ana")
        .types("/okr update PAY-1.2 5000 3")
        .await;
    house.walks_to(THURSDAY).await;
    let ask = house.person("ana").ask();
    assert!(ask.contains("5,000 this week"), "{ask}");
    house.person("ana").presses("Check in").await;
    let alone = [("Fires", "30"), ("PAY-1.1: will", "1")];
    let outcome = house.person("ana").submits(&alone).await;
    let errors = format!("{:?}", outcome.errors);
    assert!(
        errors.contains("A confidence goes with a value"),
        "{errors}"
    );
    let both = [
        ("Fires", "30"),
        ("PAY-1.1: will", "5"),
        ("PAY-1.2: will", "2"),
    ];
    let outcome = house.person("ana").submits(&both).await;
    assert_eq!(outcome.errors, None);
    let said = reads(&mut house, "/okr PAY-1.2").await;
    assert!(said.contains("5,000 of 6,000"), "{said}");
    assert!(said.contains("confidence is 2"), "{said}");
    house.ends().await;
}
