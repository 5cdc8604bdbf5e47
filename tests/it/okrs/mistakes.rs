//! Slips of the finger behind `/okr`: what was probably meant is offered, and a mistake is nobody else's to read.

use slack_sandbox::{Act, ActOutcome};

use crate::house::{COMPANY, House};

fn errors(outcome: &ActOutcome) -> String {
    outcome.body["errors"].to_string()
}

#[tokio::test]
async fn a_slip_in_a_command_is_answered_with_the_whole_command() {
    let mut house = House::new().await;
    let mut ana = house.person("ana");
    for (typed, meant) in [
        ("uptade PAY-1.2 5000", "/okr update PAY-1.2 5000"),
        (
            "udpate PAY-1.2 5000 7 \"3 more\"",
            "/okr update PAY-1.2 5000 7 \"3 more\"",
        ),
        ("edti PAY-1", "/okr edit PAY-1"),
        ("clsoe PAY-1 0.7", "/okr close PAY-1 0.7"),
        ("PAY-1 edti", "/okr edit PAY-1"),
        ("PAY-1.1 73", "/okr update PAY-1.1 73"),
        ("pay-1.2 €5,000 7", "/okr update pay-1.2 €5,000 7"),
    ] {
        let said = ana.types(&format!("/okr {typed}")).await;
        let right = format!(
            "There is no /okr {}. Did you mean {meant}?",
            typed.replace('"', "")
        );
        assert_eq!(said, right, "{typed}");
    }
    // One press does it.
    let form = ana.answers_with("/okr edti PAY-1", "/okr edit PAY-1").await;
    assert!(form.to_string().contains("What shall be true?"), "{form}");
    // A number alone is whatever ends so.
    let said = ana.reads("/okr 1.2").await;
    assert!(said.contains("PAY-1.2 Weekly active payers"), "{said}");
    let said = ana.types("/okr update 1.2 5000").await;
    assert!(said.starts_with("Recorded"), "{said}");
    let said = ana.types("/okr 1").await;
    assert!(
        said.contains("1 may be PAY-1 and PAY-1.1. Which one?"),
        "{said}"
    );
    house.ends().await;
}

/// Somebody pastes a page behind a command.
#[tokio::test]
async fn what_is_too_long_is_said_back_in_part() {
    let mut house = House::new().await;
    let long = "x".repeat(3000);
    for typed in [
        "/okr {}",
        "/okr {}-1.2",
        "/okr team {}",
        "/okr @{}",
        "/okr edit {}",
        "/okr update {}",
        "/okr retire {}",
        "/okr reopen {}",
        "/okr close {}",
        "/okr uptade PAY-1.2 5000 {}",
        "/okr PAY-1.2 5000 {}",
        "/checkin {}",
        "/checkin split {}",
        "/checkin target {}",
        "/checkin review {}",
        "/iteration {}",
        "/iteration team {}",
    ] {
        let said = house.person("ana").types(&typed.replace("{}", &long)).await;
        assert!(said.contains("xx…"), "{typed}: {said}");
        assert!(!said.contains(&long[..81]), "{typed}: {said}");
    }
    house.ends().await;
}

#[tokio::test]
async fn a_mistake_is_never_shared() {
    let mut house = House::new().await;
    let leadership = house.channel("leadership");
    for typed in [
        "/okr nonsense share",
        "/okr PAX-9 share",
        "/okr team nobody share",
        "/okr @nobody share",
        "/okr update PAY-1.2 many share",
        "/okr update PAX-1.2 5 share",
        "/okr close PAY-1 9 share",
        "/okr reopen PAY-1 share",
        "/okr edit PAX-1 share",
        "/checkin review nonsense share",
        "/checkin split nonsense share",
    ] {
        let (command, text) = typed.split_once(' ').unwrap();
        let slash = Act::Slash {
            command: command.to_owned(),
            text: text.to_owned(),
            channel: Some(leadership.clone()),
        };
        let outcome = house.person("ana").act(slash, None).await;
        assert!(outcome.ephemeral.is_some(), "{typed}: {outcome:?}");
    }
    assert_eq!(house.thread().messages.len(), 0);
    house.ends().await;
}

#[tokio::test]
async fn a_code_that_a_command_would_hide_is_refused() {
    let mut house = House::new().await;
    for code in ["help-1", "ALL-12", "Edit-1", "STALE-3", "SHARE-2"] {
        house.person("ana").opens("/okr new").await;
        let title = ("What shall be true?", "Nobody waits");
        let outcome = house.person("ana").submits(&[("Code", code), title]).await;
        let said = errors(&outcome);
        assert!(said.contains("begins like a command"), "{code}: {said}");
    }
    // Nor one that is a team's or a person's name.
    for code in ["PAYMENTS", "ANA", "PAY1", "PAY-", "-1", "PAY-X"] {
        house.person("ana").opens("/okr new").await;
        let title = ("What shall be true?", "Nobody waits");
        let outcome = house.person("ana").submits(&[("Code", code), title]).await;
        let said = errors(&outcome);
        assert!(said.contains("a hyphen and a number"), "{code}: {said}");
    }
    house.ends().await;
}

#[tokio::test]
async fn what_is_not_retired_is_not_brought_back_and_what_is_goes_to_its_place() {
    let mut house = House::with(COMPANY).await;
    let mut ana = house.person("ana");
    ana.types("/okr retire PAY-1.1 \"nobody looks\"").await;
    let said = ana.types("/okr reopen PAY-1.1").await;
    assert!(said.contains("PAY-1.1"), "{said}");
    let said = ana.types("/okr reopen PAY-1.1").await;
    assert_eq!(
        said,
        "PAY-1.1 Successful first payments is not retired, and its objective is open: nothing is changed."
    );
    let said = ana.types("/okr").await;
    let at = |code: &str| said.find(code).unwrap();
    assert!(at("• PAY-1.1") < at("• PAY-1.2"), "{said}");
    house.ends().await;
}

#[tokio::test]
async fn a_history_that_is_cut_says_so() {
    let mut house = House::new().await;
    for value in [4420, 4430, 4440, 4450, 4460, 4470, 4480, 4490] {
        let update = format!("/okr update PAY-1.2 {value}");
        house.person("ana").types(&update).await;
    }
    let said = house.person("ana").reads("/okr PAY-1.2").await;
    assert!(
        said.contains("Revised 7 times, the last five: week 47: 4,440 → 4,450"),
        "{said}"
    );
    house.ends().await;
}
