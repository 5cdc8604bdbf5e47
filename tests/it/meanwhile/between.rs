//! What may happen between the opening of a form and its sending: others close, retire, take back; an import, a
//! restart, a quarter's end.

use slack_sandbox::{Fault, FaultRule};

use super::{THURSDAY, reads, shown};
use crate::form::with_and_without_support;
use crate::house::{COMPANY, House};
use crate::iterations::FIRST;

const ENDING: [(&str, &str); 4] = [
    ("How much of it", "0.7"),
    ("The one root cause", "waited"),
    ("Why?", "the <!channel> bank was *late*"),
    ("What becomes of it?", "keep"),
];

#[tokio::test]
async fn the_second_who_closes_reads_how_the_first_did_and_keeps_what_was_typed() {
    let mut house = House::new().await;
    house.person("ana").opens("/okr close PAY-1").await;
    house
        .person("mara")
        .types("/okr close PAY-1 0.4 wrong-bet drop \"nobody pays\"")
        .await;
    let outcome = house.person("ana").submits(&ENDING).await;
    let said = shown(&outcome);
    for part in [
        "is closed with a score of 0.4",
        "by Mara Lindqvist on 16 November",
        "yours is not recorded",
        "/okr reopen PAY-1",
        "score 0.7",
        "it waited for others",
        "keep",
        "the <!channel> bank was *late*",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert!(!said.contains("\"mrkdwn\""), "{said}");
    let said = house
        .person("ana")
        .types("/okr close PAY-1 0.7 waited keep \"the bank\"")
        .await;
    assert!(
        said.contains("a score of 0.4") && said.contains("Nothing is changed"),
        "{said}"
    );
    house.ends().await;
}

#[tokio::test]
async fn what_was_edited_meanwhile_does_not_lose_an_ending() {
    let mut house = House::new().await;
    house.person("ana").opens("/okr close PAY-1").await;
    house.person("mara").opens("/okr edit PAY-1").await;
    let title = [("What shall be true?", "Paying is fun")];
    house.person("mara").submits(&title).await;
    let outcome = house.person("ana").submits(&ENDING).await;
    let said = shown(&outcome);
    assert!(
        said.contains("PAY-1 Paying is fun was changed after you opened this form"),
        "{said}"
    );
    assert!(said.contains("the <!channel> bank was *late*"), "{said}");
    let outcome = house.person("ana").submits(&[]).await;
    assert!(
        shown(&outcome).contains("is closed with a score of 0.7"),
        "{outcome:?}"
    );
    house.ends().await;
}

#[tokio::test]
async fn the_second_who_retires_or_edits_reads_who_retired_it() {
    let mut house = House::new().await;
    house.person("ana").opens("/okr retire PAY-1.2").await;
    house.person("omar").opens("/okr edit PAY-1.2").await;
    house
        .person("mara")
        .types("/okr retire PAY-1.2 nobody measures it")
        .await;
    let why = [("Why does the aim change", "it moved")];
    let outcome = house.person("ana").submits(&why).await;
    let said = shown(&outcome);
    let by = "PAY-1.2 Weekly active payers: Retired on 16 November by Mara Lindqvist: “nobody measures it”.";
    assert!(said.contains(by) && said.contains("it moved"), "{said}");
    let metric = [("What is measured?", "Payers in a week")];
    let outcome = house.person("omar").submits(&metric).await;
    let said = shown(&outcome);
    assert!(
        said.contains(by) && said.contains("Payers in a week"),
        "{said}"
    );
    house.ends().await;
}

#[tokio::test]
async fn what_somebody_took_back_holds_nobody_up() {
    let mut house = House::new().await;
    house.person("ben").types("/okr update PAY-1.2 5200").await;
    house.person("ana").opens("/okr update PAY-1.2").await;
    house.person("ben").types("/okr update PAY-1.2 5400").await;
    house.person("ben").types("/okr update PAY-1.2 5200").await;
    let reading = [("What does it read now?", "5300")];
    let outcome = house.person("ana").submits(&reading).await;
    assert!(shown(&outcome).contains("Recorded for"), "{outcome:?}");

    house.walks_to(THURSDAY).await;
    house.person("ana").presses("Check in").await;
    house.person("ben").types("/okr update PAY-1.2 5400").await;
    house.person("ben").types("/okr update PAY-1.2 5300").await;
    let answer = [("Fires", "30"), ("PAY-1.2 ", "5500")];
    let outcome = house.person("ana").submits(&answer).await;
    assert_eq!(outcome.body, "", "{outcome:?}");

    house.person("ana").opens("/okr edit PAY-1.1").await;
    for metric in ["First payments", "Successful first payments"] {
        house.person("mara").opens("/okr edit PAY-1.1").await;
        let metric = [("What is measured?", metric)];
        house.person("mara").submits(&metric).await;
    }
    let weight = [("Weight", "2"), ("Why does the aim change", "it matters")];
    let outcome = house.person("ana").submits(&weight).await;
    assert!(shown(&outcome).contains("is saved."), "{outcome:?}");
    house.ends().await;
}

#[tokio::test]
async fn three_in_turn_each_read_the_last_word() {
    let mut house = House::new().await;
    for who in ["ana", "ben", "omar"] {
        house.person(who).opens("/okr update PAY-1.2").await;
    }
    let outcome = house
        .person("ana")
        .submits(&[("What does it read now?", "5100")])
        .await;
    assert!(shown(&outcome).contains("Recorded for"), "{outcome:?}");
    let outcome = house
        .person("ben")
        .submits(&[("What does it read now?", "5200")])
        .await;
    assert!(
        shown(&outcome).contains("Ana Ruiz recorded 5,100"),
        "{outcome:?}"
    );
    house.person("ben").submits(&[]).await;
    let outcome = house
        .person("omar")
        .submits(&[("What does it read now?", "5300")])
        .await;
    let said = shown(&outcome);
    assert!(said.contains("Ben Okafor recorded 5,200"), "{said}");
    assert!(!said.contains("5,100"), "{said}");
    house.person("omar").submits(&[]).await;
    let said = reads(&mut house, "/okr PAY-1.2").await;
    assert!(said.contains("5,300 of 6,000"), "{said}");
    house.ends().await;
}

#[tokio::test]
async fn an_import_in_between_is_no_person_and_overwrites_nothing_unseen() {
    let mut house = House::new().await;
    house.person("ana").opens("/okr edit PAY-1.2").await;
    let other = COMPANY.replace(
        "target = 6000\nowner = \"ana\"",
        "target = 5500\nreason = \"the market shrank\"\nowner = \"ben\"",
    );
    assert_ne!(other, COMPANY);
    house.imports(&other).await;
    let metric = [("What is measured?", "Payers in a week")];
    let outcome = house.person("ana").submits(&metric).await;
    let said = shown(&outcome);
    for part in [
        "was changed after you opened this form",
        "where it is to go is now “5,500”",
        "who measures it is now Ben Okafor",
        "\"initial_value\":\"5,500\"",
        "\"initial_value\":\"Payers in a week\"",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    house.restarts().await;
    let outcome = house.person("ana").submits(&[]).await;
    assert!(shown(&outcome).contains("is saved."), "{outcome:?}");
    let said = reads(&mut house, "/okr PAY-1.2").await;
    assert!(
        said.contains("Payers in a week") && said.contains("owner Ben Okafor"),
        "{said}"
    );
    house.ends().await;
}

#[tokio::test]
async fn a_restart_in_between_loses_nothing_that_was_seen() {
    let mut house = House::new().await;
    house.walks_to(THURSDAY).await;
    house.person("ana").presses("Check in").await;
    house.person("ben").types("/okr update PAY-1.2 5400").await;
    house.restarts().await;
    let answer = [("Fires", "30"), ("PAY-1.2 ", "5200")];
    let outcome = house.person("ana").submits(&answer).await;
    assert!(
        shown(&outcome).contains("Ben Okafor recorded 5,400"),
        "{outcome:?}"
    );
    house.restarts().await;
    let outcome = house.person("ana").submits(&[]).await;
    assert_eq!(outcome.body, "", "{outcome:?}");
    house.ends().await;
}

#[tokio::test]
async fn a_share_without_a_line_is_placed_on_the_page_on_which_a_reading_met_another() {
    let (before, after) = with_and_without_support();
    let mut house = House::with(&before).await;
    house.walks_to(THURSDAY).await;
    house.person("ana").presses("Check in").await;
    house.imports(&after).await;
    house.person("ben").types("/okr update PAY-1.2 5400").await;
    let answer = [("Fires", "30"), ("Support", "15"), ("PAY-1.2 ", "5200")];
    let outcome = house.person("ana").submits(&answer).await;
    let said = shown(&outcome);
    for part in [
        "Ben Okafor recorded 5,400",
        "Support is no longer asked for; 15% stand there.",
        "All else of your answer is saved.",
        "\"initial_value\":\"5200\"",
        "\"initial_value\":\"30\"",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let receipt = house.person("ana").ask();
    assert!(receipt.contains("15% under Support"), "{receipt}");
    let outcome = house.person("ana").submits(&[("Fires", "45")]).await;
    assert_eq!(outcome.body, "", "{outcome:?}");
    let receipt = house.person("ana").ask();
    assert!(
        receipt.contains("In all: 45% fires, 55% existing features"),
        "{receipt}"
    );
    let said = reads(&mut house, "/okr PAY-1.2").await;
    assert!(said.contains("5,200 of 6,000"), "{said}");
    house.ends().await;
}

#[tokio::test]
async fn an_objective_that_names_somebody_whom_an_import_dropped_can_be_edited() {
    let named = COMPANY.replace(
        "metric = \"Weekly active payers\"\nunit = \"number\"\nbaseline = 3900\ntarget = 6000\nowner = \"ana\"",
        "metric = \"Weekly active payers\"\nunit = \"number\"\nbaseline = 3900\ntarget = 6000\nowner = \"nora@example.com\"",
    );
    assert_ne!(named, COMPANY);
    let mut house = House::with(&named).await;
    let mut mara = house.person("mara");
    mara.types("/okr retire PAY-1.2 nobody measures it").await;
    // The file knows Nora no more; what she measured comes back with her name.
    house.imports(COMPANY).await;
    house.person("mara").types("/okr reopen PAY-1.2").await;
    // And Slack cannot say just now who she is: who was named before is not asked about again.
    let silent = FaultRule::new("users.info", Fault::Http500);
    house.sandbox.faults().add(silent.times(100));
    house.person("mara").opens("/okr edit PAY-1.2").await;
    let metric = [("What is measured?", "Payers in a week")];
    let outcome = house.person("mara").submits(&metric).await;
    assert!(
        shown(&outcome).contains("PAY-1.2 Payers in a week is saved."),
        "{outcome:?}"
    );
    house.person("mara").opens("/okr edit PAY-1.2").await;
    let gus = house.person("gus").user;
    let other = [("Who measures it?", gus.as_str())];
    let outcome = house.person("mara").submits(&other).await;
    let errors = outcome.body["errors"].to_string();
    assert!(
        errors.contains("Only people of the workspace can be named here"),
        "{outcome:?}"
    );
    house.ends().await;
}

#[tokio::test]
async fn a_slice_begun_over_a_quarter_s_end_keeps_what_was_typed() {
    let mut house = House::new().await;
    house.walks_to("2026-12-31T22:00:00Z").await;
    house.person("ana").opens("/iteration new").await;
    house.walks_to("2027-01-01T08:00:00Z").await;
    // Nothing of the new quarter can be aimed at yet.
    let outcome = house.person("ana").submits(&FIRST).await;
    let said = shown(&outcome);
    for part in [
        "PAY-1.2 Weekly active payers is not open any more, or of another quarter.",
        "We believe payers will come back",
        "readers who click",
        "at least 8%",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert!(!said.contains("\"input\""), "{said}");
    house.ends().await;
}

#[tokio::test]
async fn a_slice_whose_key_result_was_retired_meanwhile_chooses_another() {
    let mut house = House::new().await;
    house.person("ana").opens("/iteration new").await;
    house
        .person("mara")
        .types("/okr retire PAY-1.2 nobody measures it")
        .await;
    let outcome = house.person("ana").submits(&FIRST).await;
    let said = shown(&outcome);
    for part in [
        "PAY-1.2 Weekly active payers is not open any more, or of another quarter.",
        "\"initial_value\":\"Send fifty of them an e-mail\"",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let other = [("Which key result", "PAY-1.1")];
    let outcome = house.person("ana").submits(&other).await;
    assert!(shown(&outcome).contains("Begun as #1"), "{outcome:?}");
    house.ends().await;
}

#[tokio::test]
async fn a_reading_typed_over_midnight_belongs_to_the_week_it_is_sent_in() {
    let mut house = House::new().await;
    house.walks_to("2026-11-22T22:00:00Z").await;
    house.person("ana").opens("/okr update PAY-1.2").await;
    house.walks_to("2026-11-23T08:00:00Z").await;
    house.person("ben").types("/okr update PAY-1.2 5400").await;
    let reading = [("What does it read now?", "5300")];
    let outcome = house.person("ana").submits(&reading).await;
    assert!(
        shown(&outcome).contains("Ben Okafor recorded 5,400"),
        "{outcome:?}"
    );
    let outcome = house.person("ana").submits(&[]).await;
    assert!(
        shown(&outcome).contains("Recorded for week 48 instead of 5,400"),
        "{outcome:?}"
    );
    house.ends().await;
}
