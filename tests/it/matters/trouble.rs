//! What goes wrong around requests, questions and decisions: hostile text, too much of it, forms that grow.

use slack_sandbox::{Fault, FaultRule, Message};

use crate::house::{House, led_by_two, says};

const WEEK_47: &str = "2026-11-19T14:01:00Z";
const DIGEST_47: &str = "2026-11-20T15:01:00Z";
const WEEK_48: &str = "2026-11-26T14:01:00Z";
const HOSTILE: &str = "<!channel> *not* bold & <@U0HACK> :fire: https://evil.example \u{202e}txt";

/// A digest with a reply of Payments.
async fn answered(house: &mut House) {
    house.walks_to("2026-11-19T14:01:00Z").await;
    house.person("ana").checks_in(&[("Fires", "45")]).await;
    house.walks_to(DIGEST_47).await;
}

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
    answered(&mut house).await;
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

/// Whatever strikes a post, the question stands in its channel once, and what the number did in its thread once.
#[tokio::test]
async fn a_fault_at_any_post_makes_no_second_one_and_loses_none() {
    let faults = [
        Fault::RateLimited,
        Fault::Http500,
        Fault::CutBefore,
        Fault::CutAfter,
        Fault::LateCommit,
        Fault::InternalErrorAfter,
        Fault::Html,
    ];
    for fault in faults {
        for channel in ["team-payments", "leadership"] {
            let when = format!("{fault:?} in {channel}");
            let mut house = House::with(&led_by_two()).await;
            answered(&mut house).await;
            let rule = FaultRule::new("chat.postMessage", fault.clone())
                .in_channel(&house.channel(channel))
                .seconds(100.0);
            house.sandbox.faults().add(rule);
            for (label, fields) in [
                (
                    "Ask the team",
                    [("What do you want", "Is it the vault?")].as_slice(),
                ),
                (
                    "Record a decision",
                    &[
                        ("What was decided", "Two more"),
                        ("Until when", "2026-11-23"),
                    ],
                ),
            ] {
                house.person("mara").presses_below("Payments", label).await;
                house.person("mara").submits(fields).await;
            }
            house.walks_to("2026-11-23T08:20:00Z").await;
            assert!(house.sandbox.faults().waiting().is_empty(), "{when}");
            let with = |messages: Vec<Message>, text: &str| {
                messages.iter().filter(|it| it.text.contains(text)).count()
            };
            let asked = with(house.team_channel(), "Is it the vault?");
            assert_eq!(asked, 1, "{when}");
            assert_eq!(with(house.thread().messages, "Two more"), 1, "{when}");
            house.ends().await;
        }
    }
}

#[tokio::test]
async fn of_many_requests_a_few_are_named_and_the_rest_counted() {
    let mut house = House::with(&led_by_two()).await;
    house.walks_to(WEEK_47).await;
    let needs = [
        ("ana", "A week of a database engineer"),
        ("jonas", "A faster build"),
        ("ines", "A quieter room"),
        ("farid", "A second screen"),
    ];
    for (person, need) in needs {
        house
            .person(person)
            .checks_in(&[("Do you need", need)])
            .await;
    }
    house.walks_to(WEEK_48).await;
    house
        .person("ines")
        .checks_in(&[("Do you need", "A third screen")])
        .await;
    house.walks_to("2026-11-27T15:01:00Z").await;
    let head = house.thread().head();
    let line = head.lines().find(|line| line.contains("Waiting for you"));
    let line = line.unwrap_or_default();
    assert!(line.starts_with("• Waiting for you: Payments' request to Mara is eight days old: “A week of a database engineer”; Platform's request"), "{line}");
    assert!(
        line.ends_with("; two more, the oldest eight days old."),
        "{line}"
    );
    house.ends().await;
}

#[tokio::test]
async fn a_deputy_answers_the_question_while_the_lead_is_away() {
    let mut house = House::with(&led_by_two()).await;
    answered(&mut house).await;
    house
        .person("mara")
        .presses_below("Payments", "Ask the team")
        .await;
    house
        .person("mara")
        .submits(&[("What do you want", "Is it the vault?")])
        .await;
    house.walks_to(WEEK_48).await;
    house.person("ana").presses_only("Away this week").await;
    house.walks_to("2026-11-26T14:05:00Z").await;
    let ask = house.person("ben").last();
    assert!(
        ask.contains("Mara asked on Friday: “Is it the vault?”"),
        "{ask}"
    );
    house
        .person("ben")
        .checks_in(&[("Your answer to Mara", "Yes")])
        .await;
    let receipt = house.person("ben").last();
    assert!(receipt.contains("To Mara: “Yes”"), "{receipt}");
    house.ends().await;
}
