//! What goes wrong around requests, questions and decisions: hostile text, too much of it, forms that grow.

use crate::house::{House, led_by_two, says};

const WEEK_47: &str = "2026-11-19T14:01:00Z";
const DIGEST_47: &str = "2026-11-20T15:01:00Z";
const WEEK_48: &str = "2026-11-26T14:01:00Z";
const HOSTILE: &str = "<!channel> *not* bold & <@U0HACK> :fire: https://evil.example \u{202e}txt";

#[tokio::test]
async fn text_that_somebody_typed_stays_text_everywhere() {
    let mut house = House::with(&led_by_two()).await;
    house.walks_to(WEEK_47).await;
    house
        .person("ana")
        .checks_in(&[("Do you need", HOSTILE)])
        .await;
    house.walks_to(DIGEST_47).await;
    house
        .person("mara")
        .presses_below("Payments", "Ask the team")
        .await;
    house
        .person("mara")
        .submits(&[("What do you want", HOSTILE)])
        .await;
    house
        .person("mara")
        .presses_below("Payments", "Record a decision")
        .await;
    let decision = [
        ("What was decided", HOSTILE),
        ("What gives way", HOSTILE),
        ("Until when", "2026-11-25"),
    ];
    house.person("mara").submits(&decision).await;
    let mut mara = house.person("mara");
    mara.presses_beside("/checkin open", "evil.example", "Answer")
        .await;
    mara.submits(&[("Your answer", HOSTILE)]).await;
    house.walks_to(WEEK_48).await;
    let form = house.person("ana").presses("Check in").await;
    assert!(says(&form).contains("<!channel>"), "as it was typed");
    house
        .person("ana")
        .submits(&[("Your answer to Mara", HOSTILE)])
        .await;
    house.walks_to("2026-11-27T15:01:00Z").await;

    let mut messages = house.thread().messages;
    messages.extend(house.team_channel());
    messages.extend(house.person("ana").messages());
    let hostile = messages
        .iter()
        .filter(|it| it.text.contains("evil.example"));
    assert!(hostile.clone().count() >= 5);
    for message in hostile {
        let blocks = serde_json::to_string(&message.blocks).unwrap();
        assert!(!blocks.contains("\"mrkdwn\""), "{blocks}");
        assert!(!blocks.contains("\"url\":\"https://evil"), "{blocks}");
        assert!(!message.text.contains('\u{202e}'), "{}", message.text);
    }
    house.ends().await;
}

#[tokio::test]
async fn the_form_stays_small_whatever_lies_open() {
    let mut house = House::with(&led_by_two()).await;
    house.walks_to(WEEK_47).await;
    house
        .person("ana")
        .checks_in(&[("Do you need", "A desk")])
        .await;
    house.walks_to(DIGEST_47).await;
    for number in 0..7 {
        house
            .person("mara")
            .presses_below("Payments", "Ask the team")
            .await;
        let long = format!("{number}: {}", "why ".repeat(240));
        house
            .person("mara")
            .submits(&[("What do you want", &long)])
            .await;
    }
    house.walks_to(WEEK_48).await;
    let form = house.person("ana").presses("Check in").await;
    let blocks = form["blocks"].as_array().unwrap().len();
    assert!(blocks < 60, "{blocks} blocks");
    let said = says(&form);
    assert!(
        said.contains("3 questions more: type /checkin open."),
        "{said}"
    );
    let ask = house.person("ana").last();
    assert!(ask.contains("6: why"), "{ask}");
    house.ends().await;
}

#[tokio::test]
async fn a_question_that_is_too_long_is_refused_and_stays() {
    let mut house = House::with(&led_by_two()).await;
    house.walks_to(DIGEST_47).await;
    let form = house
        .person("mara")
        .presses_below("Payments", "Ask the team")
        .await;
    let long = "x".repeat(1001);
    let outcome = house
        .person("mara")
        .forces(&form, &[("What do you want", &long)])
        .await;
    let errors = outcome.errors.unwrap();
    assert_eq!(
        errors["matters:question"],
        "Too long: 1000 characters at most, please."
    );
    house.ends().await;
}
