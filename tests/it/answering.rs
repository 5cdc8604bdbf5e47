//! Answering: mistakes beside their fields, revisions, double submissions, commands, and who may do what.

use crate::house::House;

async fn thursday() -> House {
    let mut house = House::new().await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    house
}

fn errors(outcome: &slack_sandbox::ActOutcome) -> Vec<(String, String)> {
    let errors = outcome.errors.clone().unwrap_or_default();
    errors
        .into_iter()
        .map(|(block, said)| (block, said.as_str().unwrap_or_default().to_owned()))
        .collect()
}

#[tokio::test]
async fn five_too_many_is_said_beside_the_last_field_and_nothing_typed_is_lost() {
    let mut house = thursday().await;
    house.person("ana").presses("Check in").await;
    let outcome = house
        .person("ana")
        .submits(&[("Fires", "70"), ("Tune-ups", "35"), ("Anything", "kept")])
        .await;
    let said = errors(&outcome);
    assert_eq!(said.len(), 1);
    assert_eq!(said[0].1, "Adds up to 105: 5 too many.");
    assert!(said[0].0.contains("tune-ups"), "{}", said[0].0);
    let outcome = house.person("ana").submits(&[("Tune-ups", "30")]).await;
    assert!(outcome.errors.is_none());
    assert!(house.person("ana").ask().contains("kept"));
    house.ends().await;
}

#[tokio::test]
async fn every_mistake_is_said_beside_its_own_field() {
    let mut house = thursday().await;
    let form = house.person("ana").presses("Check in").await;
    let wrong = [
        ("Fires", "12.5"),
        ("PAY-1.1", "many"),
        ("PAY-1.2: will", "11"),
    ];
    let outcome = house.person("ana").forces(&form, &wrong).await;
    let mut said: Vec<String> = errors(&outcome).into_iter().map(|(_, said)| said).collect();
    said.sort();
    assert_eq!(
        said,
        [
            "A number, please, like 4400 or 4,400.",
            "A whole number from 0 to 100, please.",
            "Confidence goes from 0 to 10, in whole numbers."
        ]
    );
    house.ends().await;
}

#[tokio::test]
async fn an_edit_replaces_the_answer_and_keeps_the_revision() {
    let mut house = thursday().await;
    house.person("ana").presses("Check in").await;
    house
        .person("ana")
        .submits(&[("Fires", "40"), ("PAY-1.2", "4400")])
        .await;
    let form = house.person("ana").presses("Edit").await;
    let filled = serde_json::to_string(&form).unwrap();
    assert!(filled.contains("\"4,400\""), "{filled}");
    house.person("ana").submits(&[("Fires", "20")]).await;
    assert!(
        house.person("ana").ask().contains("In all: 20% fires"),
        "{}",
        house.person("ana").ask()
    );
    let app = &house.running().app;
    let asks = app
        .store
        .asks(&app.workspace, "2026-W47".parse().unwrap())
        .await
        .unwrap();
    let ana = asks
        .iter()
        .find(|ask| ask.team.as_str() == "payments")
        .unwrap();
    assert_eq!(
        app.store
            .revisions(&app.workspace, &ana.id)
            .await
            .unwrap()
            .len(),
        2
    );
    house.ends().await;
}

#[tokio::test]
async fn a_submission_that_arrives_twice_is_one_answer() {
    let mut house = thursday().await;
    let form = house.person("ana").presses("Check in").await;
    house
        .person("ana")
        .submits(&[("Fires", "40"), ("PAY-1.2", "4400")])
        .await;
    house
        .person("ana")
        .forces(&form, &[("Fires", "40"), ("PAY-1.2", "4400")])
        .await;
    let app = &house.running().app;
    let asks = app
        .store
        .asks(&app.workspace, "2026-W47".parse().unwrap())
        .await
        .unwrap();
    let ana = asks
        .iter()
        .find(|ask| ask.team.as_str() == "payments")
        .unwrap();
    assert_eq!(
        app.store
            .revisions(&app.workspace, &ana.id)
            .await
            .unwrap()
            .len(),
        1
    );
    assert_eq!(house.person("ana").messages().len(), 1);
    house.ends().await;
}

#[tokio::test]
async fn a_sentence_can_be_added_without_touching_the_numbers() {
    let mut house = thursday().await;
    house.person("ana").presses("Check in").await;
    house
        .person("ana")
        .submits(&[("Fires", "40"), ("PAY-1.2", "4400")])
        .await;
    house.person("ana").presses("Add a sentence").await;
    let hostile = "<!channel> *bold* <https://example.com|click> & @here";
    house
        .person("ana")
        .submits(&[("Anything leadership should know?", hostile)])
        .await;
    let receipt = house.person("ana").ask();
    assert!(receipt.contains("In all: 40% fires"), "{receipt}");
    assert!(receipt.contains("4,400"), "{receipt}");
    assert!(!receipt.contains("<!channel>"), "{receipt}");
    house.walks_to("2026-11-20T15:01:00Z").await;
    let thread = house.thread();
    for message in &thread.messages {
        assert!(!message.text.contains("<!"), "{}", message.text);
        let blocks = serde_json::to_string(&message.blocks).unwrap();
        assert!(
            !blocks.contains("\"mrkdwn\""),
            "typed text never becomes markup: {blocks}"
        );
    }
    house.ends().await;
}

#[tokio::test]
async fn totals_of_everyone_are_shown_once_three_have_answered() {
    let mut house = thursday().await;
    for (at, handle) in ["jonas", "ines", "farid"].into_iter().enumerate() {
        house.person(handle).presses("Check in").await;
        house
            .person(handle)
            .submits(&[("Fires", "10"), ("Tune-ups", "60")])
            .await;
        if at == 1 {
            house.walks_to("2026-11-20T15:01:00Z").await;
            let reply = house.thread().replies("Platform").remove(0);
            assert!(
                reply.contains("Two of three answered; totals are shown once three have."),
                "{reply}"
            );
            assert!(!reply.contains('%'), "{reply}");
        }
    }
    house.walks_to("2026-11-20T15:02:00Z").await;
    let reply = house.thread().replies("Platform").remove(0);
    assert!(
        reply.contains("Platform (platform; 3 of 3 people)"),
        "{reply}"
    );
    assert!(reply.contains("60% tune-ups"), "{reply}");
    house.ends().await;
}

#[tokio::test]
async fn commands_answer_everybody_in_private() {
    let mut house = House::new().await;
    let said = house.person("ana").types("/checkin").await;
    assert_eq!(
        said,
        "Nothing is open. The next check-in comes on Thursday 19 November at 15:00."
    );
    assert!(
        house
            .person("ana")
            .types("/okr")
            .await
            .contains("PAY-1.2 Weekly active payers: no reading yet; from 3,900, aim 6,000.")
    );
    assert!(
        house
            .person("ana")
            .types("/okr nonsense")
            .await
            .contains("There is no /okr nonsense.")
    );
    assert!(
        house
            .person("ana")
            .types("/checkin help")
            .await
            .contains("/checkin opens your check-in")
    );
    assert!(
        house
            .person("gus")
            .types("/okr")
            .await
            .contains("guests and people from other companies cannot use it")
    );
    let said = house.person("nora").types("/checkin").await;
    assert_eq!(
        said,
        "You are in no team that Headway asks. Omar Haddad can add you to one."
    );
    house.walks_to("2026-11-19T14:01:00Z").await;
    let form = house.person("ana").opens("/checkin").await;
    assert_eq!(form["title"]["text"], "Week 47");
    house.ends().await;
}

#[tokio::test]
async fn a_receipt_says_what_was_read_by_a_command_after_it() {
    let mut house = House::new().await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    house.person("ana").presses("Check in").await;
    house
        .person("ana")
        .submits(&[("Fires", "40"), ("PAY-1.2 ", "4,800")])
        .await;
    let before = house.person("ana").ask();
    assert!(before.contains("4,800"), "{before}");
    house.person("ana").types("/okr update PAY-1.2 4,900").await;
    house.settles().await;
    let after = house.person("ana").ask();
    assert!(
        after.contains("4,900") && !after.contains("4,800"),
        "{after}"
    );
    house.ends().await;
}
