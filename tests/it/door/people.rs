//! People at the door: two devices, impatient fingers, other people's buttons, hostile text.

use serde_json::{Value, json};
use slack_sandbox::Act;

use super::letter::Letter;
use super::team;
use crate::house::{House, Person};

/// How many revisions an answer of a team in week 47 has; none where nobody answered.
async fn revisions(house: &House, team: &str) -> Vec<usize> {
    let app = &house.running().app;
    let asks = app.store.asks(&app.workspace, "2026-W47".parse().unwrap());
    let mut found = Vec::new();
    for ask in asks.await.unwrap() {
        if ask.team.as_str() == team {
            let revisions = app.store.revisions(&app.workspace, &ask.id).await;
            found.push(revisions.unwrap().len());
        }
    }
    found
}

async fn thursday() -> House {
    let mut house = House::new().await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    house
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_devices_that_send_at_once_are_one_answer_that_says_what_one_of_them_said() {
    let mut house = thursday().await;
    let first = house.person("ana").presses("Check in").await;
    let second = house.person("ana").presses("Check in").await;
    let send = |view: &Value, fires: &str| {
        let blocks = view["blocks"].as_array().unwrap();
        Person::submission(
            view["id"].as_str().unwrap(),
            blocks,
            &[("Fires", fires)],
            true,
        )
    };
    let (ana, sandbox) = (house.person("ana").user, house.sandbox.clone());
    let (one, other) = tokio::join!(
        sandbox.act(&ana, send(&first, "40")),
        sandbox.act(&ana, send(&second, "20"))
    );
    for outcome in [one.unwrap(), other.unwrap()] {
        assert_eq!((outcome.status, outcome.errors), (Some(200), None));
    }
    house.settles().await;
    let receipt = house.person("ana").ask();
    let said = |fires: &str| receipt.contains(&format!("In all: {fires}% fires"));
    assert!(said("40") != said("20"), "{receipt}");
    assert_eq!(revisions(&house, "payments").await, [2]);
    assert_eq!(house.person("ana").messages().len(), 1);
    house.ends().await;
}

/// Presses a button twice before Headway has changed its message; both are acknowledged.
async fn double_click(house: &mut House, handle: &str, label: &str) {
    let press: Act = house.person(handle).press(label);
    let (user, sandbox) = (house.person(handle).user, house.sandbox.clone());
    let (one, other) = tokio::join!(sandbox.act(&user, press.clone()), sandbox.act(&user, press));
    assert_eq!(one.unwrap().status, Some(200), "{label}");
    assert_eq!(other.unwrap().status, Some(200), "{label}");
    house.settles().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_double_click_does_what_one_click_does() {
    let mut house = thursday().await;
    house.person("ana").presses("Check in").await;
    house
        .person("ana")
        .submits(&[("Fires", "45"), ("PAY-1.1", "71"), ("PAY-1.2", "4400")])
        .await;
    assert_eq!(revisions(&house, "payments").await, [1]);
    house.walks_to("2026-11-26T14:01:00Z").await;
    double_click(&mut house, "ana", "Away this week").await;
    assert!(
        house
            .person("ana")
            .last()
            .contains("is asked in your place")
    );
    house.walks_to("2026-11-26T14:02:00Z").await;
    assert_eq!(
        house.person("ben").messages().len(),
        1,
        "one deputy, asked once"
    );
    double_click(&mut house, "ana", "I'm here after all").await;
    assert!(house.person("ana").last().contains("your week 48"));
    double_click(&mut house, "ana", "Check in").await;
    double_click(&mut house, "ana", "Same split as last week").await;
    assert!(
        house
            .person("ana")
            .last()
            .contains("were the key results measured")
    );
    double_click(&mut house, "ana", "Enter values").await;
    double_click(&mut house, "ana", "Measured, unchanged").await;
    let receipt = house.person("ana").last();
    assert!(receipt.contains("Payments, week 48: recorded"), "{receipt}");
    assert!(
        !receipt.contains("were the key results measured"),
        "{receipt}"
    );
    double_click(&mut house, "ana", "Edit").await;
    double_click(&mut house, "ana", "Add a sentence").await;
    assert_eq!(house.person("ana").messages().len(), 2);
    house.ends().await;
}

#[tokio::test]
async fn somebody_elses_button_and_form_change_nothing() {
    let mut house = thursday().await;
    let team = team(&house).await;
    let app = house.running().app.clone();
    let asks = app
        .store
        .asks(&app.workspace, "2026-W47".parse().unwrap())
        .await;
    let asks = asks.unwrap();
    let ask = asks.iter().find(|ask| ask.team.as_str() == "payments");
    let ask = ask.unwrap().id.as_str();
    let ben = house.person("ben").user;
    for action in [
        "checkin.open",
        "checkin.same_split",
        "checkin.away",
        "checkin.back_again",
        "checkin.not_measured",
        "checkin.measured_unchanged",
        "checkin.enter_values",
        "checkin.add_sentence",
    ] {
        let press = json!({"type": "block_actions", "team": {"id": team}, "user": {"id": ben},
            "trigger_id": "1.2.3", "actions": [{"action_id": action, "value": ask}]});
        let (status, _) = Letter::interaction(&house, &press).send(&house).await;
        assert_eq!(status, 200, "{action}");
    }
    let metadata = json!({"ask": ask, "opened": 1_795_096_800}).to_string();
    let submission = json!({"type": "view_submission", "team": {"id": team}, "user": {"id": ben},
        "view": {"callback_id": "checkin.form", "private_metadata": metadata,
            "state": {"values": {"share:fires": {"answer": {"value": "45"}},
                "note": {"answer": {"value": "my own words"}}}}}});
    let (status, page) = Letter::interaction(&house, &submission).send(&house).await;
    assert_eq!(status, 200);
    assert!(page.contains("asked of somebody else"), "{page}");
    assert!(page.contains("my own words"), "{page}");
    house.settles().await;
    assert!(house.person("ana").ask().contains("your week 47"));
    assert_eq!(revisions(&house, "payments").await, [0]);
    house.ends().await;
}

#[tokio::test]
async fn hostile_text_is_kept_shown_and_never_obeyed() {
    let mut house = thursday().await;
    let hostile = [
        "<!channel> <!here> <@U0000> <https://example.com|click> & &lt;",
        "*bold* _it_ ~st~ `code` ```block``` > quote :tada:",
        "'; DROP TABLE check_in; -- \" \\ {{x}} ${y} %s %00 \u{0}",
        "\u{202e}right to left\u{202c} \u{200b} e\u{301}\u{301}\u{301} 👩‍👩‍👧‍👦 \u{feff}",
    ];
    let mut form = house.person("ana").presses("Check in").await;
    for text in hostile {
        let fields = [
            ("Fires", "45"),
            ("Anything leadership", text),
            ("What does the team need", text),
        ];
        let labels = form["blocks"].to_string();
        let fields: Vec<_> = fields
            .into_iter()
            .filter(|(label, _)| labels.contains(label))
            .collect();
        assert!(fields.len() > 1, "{labels}");
        let outcome = house.person("ana").forces(&form, &fields).await;
        assert_eq!(outcome.errors, None, "{text}");
        form = house.person("ana").presses("Edit").await;
        let filled = form.to_string();
        // A mark that would turn the text around it goes; what was written stays.
        assert!(!filled.contains('\u{202e}'), "{filled}");
        let first_word = text
            .trim_start_matches('\u{202e}')
            .split(' ')
            .next()
            .unwrap();
        assert!(filled.contains(first_word), "{first_word} in {filled}");
    }
    for text in hostile {
        for command in ["/okr", "/checkin"] {
            let said = house
                .person("ana")
                .types(&format!("{command} {text}"))
                .await;
            assert!(!said.contains("<!"), "{said}");
            assert!(!said.is_empty(), "{command} {text}");
        }
    }
    house.walks_to("2026-11-20T15:01:00Z").await;
    for message in house.thread().messages {
        assert!(!message.text.contains("<!"), "{}", message.text);
    }
    assert_eq!(house.thread().messages.len(), 3);
    house.ends().await;
}
