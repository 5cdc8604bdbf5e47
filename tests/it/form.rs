//! The form: who sees what, many key results over pages, and a category that goes while it is open.

use slack_sandbox::ActOutcome;

use crate::house::{COMPANY, House};

fn blocks(view: &serde_json::Value) -> usize {
    view["blocks"].as_array().unwrap().len()
}

/// So many key results more, all of Ana's.
fn with_key_results(count: usize) -> String {
    let mut company = COMPANY.to_owned();
    for number in 10..10 + count {
        company.push_str(&format!(
            "\n[objectives.PAY-1.key_results.\"PAY-1.{number}\"]\nmetric = \"Metric {number}\"\nunit = \"number\"\nbaseline = 0\ntarget = 100\nowner = \"ana\"\n"
        ));
    }
    company
}

async fn thursday(company: &str) -> House {
    let mut house = House::with(company).await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    house
}

fn title(outcome: &ActOutcome) -> String {
    serde_json::to_string(&outcome.view).unwrap()
}

#[tokio::test]
async fn six_categories_and_nine_key_results_stay_under_sixty_blocks() {
    let mut house = thursday(&with_key_results(7)).await;
    let form = house.person("ana").presses("Check in").await;
    let text = form.to_string();
    assert!(text.contains("PAY-1.16"), "{text}");
    assert!(blocks(&form) < 60, "{}", blocks(&form));
    house.ends().await;
}

#[tokio::test]
async fn the_form_says_who_will_see_what() {
    let mut house = thursday(COMPANY).await;
    let form = house.person("ana").presses("Check in").await.to_string();
    let alone = "Leadership sees this under the team's name, notes word for word.";
    assert!(form.contains(alone), "{form}");
    let channel = COMPANY.replace(
        "[teams.payments]",
        "[teams.payments]\nchannel = \"leadership\"",
    );
    house.imports(&channel).await;
    let form = house.person("ana").presses("Check in").await.to_string();
    let both =
        "Leadership and your team's channel see this under the team's name, notes word for word.";
    assert!(form.contains(both), "{form}");
    let quiet = channel.replace("[teams.payments]", "[teams.payments]\ntell_channel = false");
    house.imports(&quiet).await;
    let form = house.person("ana").presses("Check in").await.to_string();
    assert!(form.contains(alone), "{form}");
    house.ends().await;
}

#[tokio::test]
async fn eighty_key_results_come_in_pages_and_a_page_that_was_sent_is_kept() {
    let mut house = thursday(&with_key_results(78)).await;
    let first = house.person("ana").presses("Check in").await;
    assert!(blocks(&first) <= 100 && first.to_string().contains("Save and go on"));
    let fields = [("Fires", "40"), ("PAY-1.1 ", "72"), ("PAY-1.10 ", "11")];
    let outcome = house.person("ana").submits(&fields).await;
    assert!(outcome.errors.is_none());
    let second = title(&outcome);
    assert!(
        second.contains("Page 2 of 3") && second.contains("PAY-1.45"),
        "{second}"
    );
    // The receipt is there already: closing the form now loses nothing.
    let receipt = house.person("ana").ask();
    assert!(
        receipt.contains("40% fires") && receipt.contains("PAY-1.10"),
        "{receipt}"
    );
    let third = house.person("ana").submits(&[("PAY-1.45 ", "45")]).await;
    assert!(title(&third).contains("Page 3 of 3"));
    let note = [("PAY-1.87 ", "87"), ("Anything", "all of it")];
    let done = house.person("ana").submits(&note).await;
    assert!(done.errors.is_none());
    let app = &house.running().app;
    let week = "2026-W47".parse().unwrap();
    let answers = app.store.check_ins(&app.workspace, week).await.unwrap();
    assert_eq!(answers.len(), 1);
    assert_eq!(answers[0].note.as_deref(), Some("all of it"));
    let codes: Vec<&str> = answers[0]
        .readings
        .iter()
        .map(|it| it.key_result.as_str())
        .collect();
    assert_eq!(codes, ["PAY-1.1", "PAY-1.10", "PAY-1.45", "PAY-1.87"]);
    house.ends().await;
}

/// A company that asks for support, and the same when it does no longer.
pub fn with_and_without_support() -> (String, String) {
    const CATEGORIES: &str = r#"
[categories.fires]
name = "Fires"
elective = false
purpose = "run"

[categories.support]
name = "Support"
elective = false
purpose = "run"

[categories.existing]
name = "Existing features"
elective = true
purpose = "innovation"
"#;
    let before = COMPANY
        .replace(
            "split = { fires = 20, security = 10, support = 5, new = 15, existing = 35, tune-ups = 15 }",
            "split = { fires = 35, existing = 65 }",
        )
        .replace("\n[people.mara]", &format!("{CATEGORIES}\n[people.mara]"));
    let support = CATEGORIES.find("[categories.support]").unwrap();
    let existing = CATEGORIES.find("[categories.existing]").unwrap();
    let after = before.replace(&CATEGORIES[support..existing], "");
    (before, after)
}

#[tokio::test]
async fn a_category_that_is_retired_while_the_form_is_open_keeps_its_share_until_it_is_placed() {
    let (before, after) = with_and_without_support();
    let mut house = thursday(&before).await;
    house.person("ana").presses("Check in").await;
    house.imports(&after).await;
    let outcome = house
        .person("ana")
        .submits(&[("Fires", "30"), ("Support", "15")])
        .await;
    assert!(outcome.errors.is_none(), "{:?}", outcome.errors);
    let form = title(&outcome);
    assert!(
        form.contains("Support is no longer asked for; 15% stand there."),
        "{form}"
    );
    // Closed as it is, the answer stands, by the marks that it had.
    let receipt = house.person("ana").ask();
    assert!(
        receipt.contains("Payments spent 45% on non-elective work"),
        "{receipt}"
    );
    assert!(
        receipt.contains("No longer asked for: 15% under Support."),
        "{receipt}"
    );
    // Placed, it is gone from there.
    let outcome = house.person("ana").submits(&[("Fires", "45")]).await;
    assert!(outcome.errors.is_none());
    let receipt = house.person("ana").ask();
    assert!(
        receipt.contains("In all: 45% fires, 55% existing features"),
        "{receipt}"
    );
    assert!(!receipt.contains("No longer asked for"), "{receipt}");
    house.ends().await;
}

#[tokio::test]
async fn what_is_no_percent_is_said_beside_its_field() {
    let mut house = thursday(COMPANY).await;
    let form = house.person("ana").presses("Check in").await;
    for wrong in [
        "-1",
        "-0",
        "101",
        "12,5",
        "12.5",
        "1e2",
        "１２",
        "ten",
        "9999999999999999",
    ] {
        let outcome = house
            .person("ana")
            .forces(&form, &[("Security", wrong)])
            .await;
        let errors = outcome.errors.unwrap_or_default();
        let said: Vec<_> = errors.iter().collect();
        assert_eq!(said.len(), 1, "{wrong}: {said:?}");
        assert!(said[0].0.contains("security"), "{wrong}: {said:?}");
        assert_eq!(
            said[0].1, "A whole number from 0 to 100, please.",
            "{wrong}"
        );
    }
    let outcome = house
        .person("ana")
        .forces(&form, &[("Security", "  7 ")])
        .await;
    assert!(outcome.errors.is_none());
    assert!(house.person("ana").ask().contains("7% security"));
    house.ends().await;
}
