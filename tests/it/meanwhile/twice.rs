//! One form sent twice at once, as a double click does: one effect, and the second press is told what the first was.

use slack_sandbox::ActOutcome;

use super::reads;
use crate::house::House;
use crate::iterations::{FIRST, house_with_one};

/// What both presses were answered.
fn both(outcomes: &[ActOutcome; 2]) -> [String; 2] {
    outcomes.each_ref().map(|it| it.body.to_string())
}

/// Both presses read this, and nothing of a mistake or of anybody else.
fn all_say(outcomes: &[ActOutcome; 2], said: &str) {
    for body in both(outcomes) {
        assert!(body.contains(said), "{said}: {body}");
        for wrong in ["\"errors\"", "changed after", "meanwhile", "instead of"] {
            assert!(!body.contains(wrong), "{wrong}: {body}");
        }
    }
}

#[tokio::test]
async fn an_objective_and_its_key_result_are_made_once() {
    let mut house = House::new().await;
    house.person("ana").opens("/okr new").await;
    let objective = [
        ("What shall be true?", "Nobody waits for a refund"),
        ("Teams", "payments"),
    ];
    let outcomes = house.person("ana").submits_twice(&objective).await;
    all_say(&outcomes, "PAY-2 Nobody waits for a refund is saved.");
    let key_result = [
        ("What is measured?", "Refunds within a day"),
        ("In what?", "percent"),
        ("From", "40"),
        ("To", "90%"),
    ];
    let outcomes = house.person("ana").submits_twice(&key_result).await;
    all_say(&outcomes, "PAY-2.1 Refunds within a day is saved.");
    let said = reads(&mut house, "/okr PAY-2").await;
    assert!(!said.contains("PAY-2.2"), "{said}");
    // A code that somebody else's objective has is still refused.
    house.person("mara").opens("/okr new").await;
    let other = [
        ("Code", "PAY-2"),
        ("What shall be true?", "Nobody waits for a refund"),
        ("Teams", "payments"),
    ];
    let outcome = house.person("mara").submits(&other).await;
    let errors = outcome.body["errors"].to_string();
    assert!(
        errors.contains("Another objective has this code."),
        "{outcome:?}"
    );
    house.ends().await;
}

#[tokio::test]
async fn an_edit_is_made_once() {
    let mut house = House::new().await;
    house.person("ana").opens("/okr edit PAY-1.2").await;
    let edit = [
        ("To", "5500"),
        ("Why does the aim change", "the market shrank"),
    ];
    let outcomes = house.person("ana").submits_twice(&edit).await;
    all_say(&outcomes, "PAY-1.2 Weekly active payers is saved.");
    let said = reads(&mut house, "/okr PAY-1.2").await;
    assert_eq!(said.matches("the market shrank").count(), 1, "{said}");

    house.person("ana").opens("/okr edit PAY-1").await;
    let edit = [
        ("What shall be true?", "Paying is fun"),
        ("Teams", " PAYMENTS "),
    ];
    let outcomes = house.person("ana").submits_twice(&edit).await;
    all_say(&outcomes, "PAY-1 Paying is fun is saved.");
    house.ends().await;
}

#[tokio::test]
async fn an_objective_is_closed_once_and_a_key_result_retired_once() {
    let mut house = House::new().await;
    house.person("ana").opens("/okr retire PAY-1.2").await;
    let why = [("Why does the aim change", "nobody  pays weekly")];
    let outcomes = house.person("ana").submits_twice(&why).await;
    all_say(&outcomes, "PAY-1.2 Weekly active payers is retired: ");

    house.person("ana").opens("/okr close PAY-1").await;
    let ending = [
        ("How much of it", "0.7"),
        ("The one root cause", "waited"),
        ("Why?", " the bank was late "),
        ("What becomes of it?", "keep"),
    ];
    let outcomes = house.person("ana").submits_twice(&ending).await;
    all_say(&outcomes, "is closed with a score of 0.7");
    house.ends().await;
}

#[tokio::test]
async fn a_reading_is_recorded_once() {
    let mut house = House::new().await;
    house.person("ana").opens("/okr update PAY-1.2").await;
    let reading = [
        ("What does it read now?", "5200"),
        ("What there is", "campaign"),
    ];
    let outcomes = house.person("ana").submits_twice(&reading).await;
    all_say(&outcomes, "Recorded for week 47: PAY-1.2");
    house.ends().await;
}

#[tokio::test]
async fn an_iteration_its_result_and_its_next_slice_are_told_once() {
    let mut house = House::new().await;
    house.person("ana").opens("/iteration new").await;
    let outcomes = house.person("ana").submits_twice(&FIRST).await;
    all_say(&outcomes, "Begun as #1");
    house
        .person("ana")
        .answers_with("/iteration 1", "What came of it?")
        .await;
    let result = [
        ("#1 Insights by e-mail", "11%"),
        ("Seen by", "64"),
        ("What follows?", "next-stage"),
    ];
    let outcomes = house.person("ana").submits_twice(&result).await;
    all_say(&outcomes, "New iteration");
    let outcomes = house.person("ana").submits_twice(&[]).await;
    all_say(&outcomes, "Begun as #2");
    let said = house.person("ana").types("/iteration").await;
    assert!(!said.contains("#3"), "{said}");
    house.ends().await;
}

#[tokio::test]
async fn a_check_in_with_a_result_is_one() {
    let mut house = house_with_one().await;
    house.walks_to("2026-11-26T14:01:00Z").await;
    house.person("ana").presses("Check in").await;
    let answer = [
        ("Fires", "30"),
        ("PAY-1.2 ", "5200"),
        ("#1 Insights by e-mail", "11%"),
        ("Seen by", "64"),
        ("Do you need something?", "A week of a database engineer"),
    ];
    let outcomes = house.person("ana").submits_twice(&answer).await;
    assert_eq!(both(&outcomes), ["\"\"", "\"\""], "{outcomes:?}");
    let said = house.person("ana").types("/iteration 1").await;
    assert!(said.contains("11% against at least 8%"), "{said}");
    house.ends().await;
}

/// Sent once more from a window that was open all the time, one's own word is no other's.
#[tokio::test]
async fn ones_own_other_window_is_nobody_else() {
    let mut house = house_with_one().await;
    let open = house
        .person("ana")
        .answers_with("/iteration 1", "What came of it?")
        .await;
    house
        .person("ana")
        .answers_with("/iteration 1", "What came of it?")
        .await;
    let first = [("#1 Insights by e-mail", "11%"), ("Seen by", "64")];
    house.person("ana").submits(&first).await;
    let second = [("#1 Insights by e-mail", "5%"), ("Seen by", "64")];
    let outcome = house.person("ana").forces(&open, &second).await;
    let said = outcome.body.to_string();
    assert!(
        said.contains("refuted") && !said.contains("meanwhile"),
        "{said}"
    );

    let open = house.person("ana").opens("/okr edit PAY-1.2").await;
    house.person("ana").opens("/okr edit PAY-1.2").await;
    let metric = [("What is measured?", "Payers in a week")];
    house.person("ana").submits(&metric).await;
    let weight = [("Weight", "2")];
    let outcome = house.person("ana").forces(&open, &weight).await;
    let said = outcome.body.to_string();
    assert!(
        said.contains("PAY-1 Paying is the easy part was changed after you opened this form"),
        "{said}"
    );
    assert!(!said.contains("Somebody else"), "{said}");
    house.ends().await;
}
