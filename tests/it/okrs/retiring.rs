//! A key result that is retired: with a reason, with its history, and back again.

use slack_sandbox::ActOutcome;

use crate::house::{COMPANY, House};

fn shown(outcome: &ActOutcome) -> String {
    outcome.body["view"].to_string()
}

fn errors(outcome: &ActOutcome) -> String {
    outcome.body["errors"].to_string()
}

#[tokio::test]
async fn a_key_result_is_retired_by_its_form_with_a_reason_and_keeps_its_history() {
    let mut house = House::new().await;
    house
        .person("ana")
        .types("/okr update PAY-1.2 4800 7 \"campaign started\"")
        .await;
    let mut ana = house.person("ana");
    ana.opens("/okr edit PAY-1.2").await;
    let outcome = ana.submits(&[("What becomes of it?", "retire")]).await;
    assert!(
        errors(&outcome).contains("It is to be retired: please say why."),
        "{outcome:?}"
    );
    let outcome = ana
        .submits(&[
            ("What becomes of it?", "retire"),
            (
                "Why does the aim change",
                "nobody *trusts* the <!channel> count",
            ),
        ])
        .await;
    assert!(
        shown(&outcome).contains("PAY-1.2 Weekly active payers is retired: "),
        "{outcome:?}"
    );
    let said = ana.types("/okr").await;
    assert!(
        !said.contains("• PAY-1.2") && said.contains("PAY-1.1"),
        "{said}"
    );
    let said = ana.types("/okr PAY-1").await;
    assert!(
        said.contains(
            "PAY-1.2 Weekly active payers: Retired on 16 November by Ana Ruiz: “nobody *trusts*"
        ),
        "{said}"
    );
    let said = ana.types("/okr pay 1.2").await;
    assert!(
        said.contains("4,800 of 6,000") && said.contains("campaign started"),
        "{said}"
    );
    assert!(said.contains("Retired on 16 November"), "{said}");
    for typed in [
        "/okr update PAY-1.2 5000",
        "/okr edit PAY-1.2",
        "/okr retire PAY-1.2 again",
    ] {
        let said = ana.types(typed).await;
        assert!(said.contains("Retired on 16 November"), "{typed}: {said}");
        assert!(said.ends_with("Nothing is changed."), "{typed}: {said}");
    }
    // Far from it, the year is said.
    house.jumps_to("2027-08-02T09:00:00Z").await;
    let said = house.person("ana").types("/okr PAY-1.2").await;
    assert!(said.contains("Retired on 16 November 2026"), "{said}");
    assert!(
        said.contains("(4,950) then, Monday 16 November 2026."),
        "{said}"
    );
    house.ends().await;
}

#[tokio::test]
async fn what_is_retired_is_not_asked_for_and_comes_back_as_it_was() {
    let mut house = House::new().await;
    let said = house
        .person("mara")
        .types("/okr retire pay-1.2 nobody measures it")
        .await;
    assert_eq!(
        said,
        "PAY-1.2 Weekly active payers is retired: “nobody measures it”. It is asked for and counted no more; its \
         history stays, and /okr reopen PAY-1.2 brings it back."
    );
    // The file still names it, and an import leaves it as it is.
    house.imports(COMPANY).await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    assert!(!house.person("ana").ask().contains("PAY-1.2"));
    let said = house.person("farid").types("/okr reopen PAY-1.2").await;
    assert!(said.starts_with("You cannot change PAY-1;"), "{said}");
    let said = house.person("mara").types("/okr reopen PAY-1.2").await;
    assert_eq!(
        said,
        "PAY-1.2 Weekly active payers is back, with its history, and is asked for again."
    );
    let said = house.person("mara").types("/okr reopen PAY-1.2").await;
    assert_eq!(
        said,
        "PAY-1.2 Weekly active payers is not retired, and its objective is open: nothing is changed."
    );
    let said = house.person("ana").types("/okr").await;
    assert!(said.contains("• PAY-1.2 Weekly active payers"), "{said}");
    house.ends().await;
}

#[tokio::test]
async fn what_comes_back_is_not_stale_at_once() {
    let mut house = House::new().await;
    house
        .person("ana")
        .types("/okr update PAY-1.2 5,900 9")
        .await;
    house
        .person("mara")
        .types("/okr retire PAY-1.2 nobody measures it")
        .await;
    house.walks_to("2026-12-10T09:00:00Z").await;
    house.person("mara").types("/okr reopen PAY-1.2").await;
    let stale = house.person("mara").types("/okr stale").await;
    assert!(
        stale.contains("PAY-1.1") && !stale.contains("PAY-1.2"),
        "{stale}"
    );
    // A week is missed, and three days more.
    house.walks_to("2026-12-24T09:00:00Z").await;
    let stale = house.person("mara").types("/okr stale").await;
    assert!(stale.contains("PAY-1.2"), "{stale}");
    house.ends().await;
}

#[tokio::test]
async fn retiring_without_a_reason_opens_the_form_and_an_objective_is_closed_instead() {
    let mut house = House::new().await;
    let form = house.person("ana").opens("/okr remove PAY-1.1").await;
    assert!(
        form.to_string()
            .contains("retire it: asked for no more, history kept"),
        "{form}"
    );
    let outcome = house.person("ana").submits(&[]).await;
    assert!(
        errors(&outcome).contains("please say why"),
        "never by accident: {outcome:?}"
    );
    let said = house.person("ana").types("/okr retire PAY-1 done").await;
    assert_eq!(
        said,
        "Key results are retired; an objective is closed: /okr close PAY-1."
    );
    let said = house
        .person("ben")
        .types("/okr retire PAY-1.1 because")
        .await;
    assert!(said.starts_with("You cannot change PAY-1;"), "{said}");
    house.ends().await;
}

#[tokio::test]
async fn a_code_is_never_used_twice() {
    let mut house = House::new().await;
    house
        .person("ana")
        .types("/okr update PAY-1.2 4800 7")
        .await;
    // The file no longer names it.
    let at = COMPANY
        .find("[objectives.PAY-1.key_results.\"PAY-1.2\"]")
        .unwrap();
    house.imports(&COMPANY[..at]).await;
    house.person("ana").opens("/okr new PAY-1").await;
    let outcome = house
        .person("ana")
        .submits(&[
            ("What is measured?", "Refunds that arrive within a day"),
            ("In what?", "percent"),
            ("From", "40%"),
            ("To", "90%"),
        ])
        .await;
    assert!(
        shown(&outcome).contains("PAY-1.3 Refunds that arrive within a day is saved."),
        "{outcome:?}"
    );
    house.ends().await;
}
