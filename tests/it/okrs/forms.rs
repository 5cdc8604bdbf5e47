//! Objectives and key results, as they are made, changed and closed in forms.

use headway::domain::id::ObjectiveCode;
use slack_sandbox::ActOutcome;

use crate::house::{COMPANY, House};

/// The page or the form that took the place of the one that was sent.
fn shown(outcome: &ActOutcome) -> String {
    outcome.body["view"].to_string()
}

/// What is said beside fields.
fn errors(outcome: &ActOutcome) -> String {
    outcome.body["errors"].to_string()
}

#[tokio::test]
async fn an_objective_is_made_with_its_first_key_result_and_closed_and_opened_again() {
    let mut house = House::new().await;
    house.person("ana").opens("/okr new").await;
    let mut ana = house.person("ana");
    let outcome = ana
        .submits(&[
            ("What shall be true?", "Nobody waits for a refund"),
            ("Teams", "Paymnts, Payments, Plattform"),
        ])
        .await;
    assert!(
        errors(&outcome).contains("There is no team “Paymnts” and no team “Plattform”. Did you mean Payments and Platform?"),
        "{}",
        errors(&outcome)
    );
    let outcome = ana
        .submits(&[
            ("What shall be true?", "Nobody waits for a refund"),
            ("Teams", "Payments, Platform"),
        ])
        .await;
    assert!(
        shown(&outcome).contains("PAY-2 Nobody waits for a refund is saved."),
        "{}",
        shown(&outcome)
    );
    let launch = [
        ("What is measured?", "Launch the refund page"),
        ("In what?", "duration"),
        ("From", "3d"),
        ("To", "4h"),
    ];
    let outcome = ana.submits(&launch).await;
    assert!(
        errors(&outcome).contains("Reads like output (“Launch”)"),
        "{}",
        errors(&outcome)
    );
    // Numbers of what is only done or not are not dropped without a word.
    let outcome = ana
        .submits(&[
            ("What is measured?", "Refunds are paid at once"),
            ("How is it meant?", "done"),
            ("From", "3d"),
        ])
        .await;
    let said = errors(&outcome);
    assert!(
        said.contains("What is done or not done has no numbers"),
        "{said}"
    );
    let outcome = ana
        .submits(&[
            (
                "What is measured?",
                "Reduce the time until a refund arrives",
            ),
            ("In what?", "duration"),
            ("How is it meant?", ""),
            ("From", "4h"),
            ("To", "3d"),
        ])
        .await;
    let said = errors(&outcome);
    assert!(
        said.contains("“Reduce” says one way, and the numbers go up"),
        "{said}"
    );
    let outcome = ana
        .submits(&[
            ("What is measured?", "Time until a refund arrives"),
            ("In what?", "duration"),
            ("From", "3d"),
            ("To", "4h"),
        ])
        .await;
    assert!(
        shown(&outcome).contains("PAY-2.1 Time until a refund arrives is saved."),
        "{}",
        shown(&outcome)
    );
    let said = ana.types("/okr update PAY-2.1 1d 8h 6").await;
    assert!(said.contains("1d 8h, aim 4h (59% of the way"), "{said}");

    let said = ana.types("/okr close PAY-2 0.6 waited keep").await;
    assert!(said.starts_with("It was committed, and ends below 1.0: please say why, in quotation marks. Nothing is closed."), "{said}");
    let said = ana
        .types("/okr close PAY-2 0.6 waited keep \"the bank\"")
        .await;
    assert!(said.starts_with("PAY-2 Nobody waits for a refund is closed with a score of 0.6 (it waited for others: “the bank”) by Ana Ruiz on 16 November; keep."), "{said}");
    let said = ana.types("/okr update PAY-2.1 5h").await;
    assert_eq!(
        said,
        "PAY-2 is closed: nothing is recorded. /okr reopen PAY-2 opens it again."
    );
    for change in [
        "edit PAY-2",
        "new PAY-2",
        "retire PAY-2.1 \"enough\"",
        "close PAY-2 1.0",
    ] {
        let said = ana.types(&format!("/okr {change}")).await;
        assert!(said.contains("/okr reopen PAY-2 opens it again."), "{said}");
    }
    let said = ana.types("/okr reopen PAY-2").await;
    assert_eq!(said, "PAY-2 Nobody waits for a refund is open again.");
    // The file does not know it, and leaves it alone.
    house.imports(COMPANY).await;
    assert!(
        house
            .person("jonas")
            .types("/okr")
            .await
            .contains("PAY-2.1 Time until a refund arrives")
    );
    house.ends().await;
}

#[tokio::test]
async fn no_guest_is_let_in_by_being_named() {
    let mut house = House::new().await;
    let gus = house.person("gus").user;
    house.person("ana").opens("/okr edit PAY-1").await;
    let named = [("The one accountable person", gus.as_str())];
    let outcome = house.person("ana").submits(&named).await;
    let said = errors(&outcome);
    assert!(
        said.contains("Only people of the workspace can be named here: no guests"),
        "{said}"
    );
    let refused = house.person("gus").types("/okr all").await;
    assert!(!refused.contains("PAY-1"), "{refused}");
    house.walks_to("2026-11-19T14:01:00Z").await;
    let bot = house.person("ana").messages()[0].user.clone();
    house.person("ana").opens("/okr edit PAY-1").await;
    let named = [("Counterpart in engineering", bot.as_str())];
    let outcome = house.person("ana").submits(&named).await;
    assert!(errors(&outcome).contains("no bots"), "{outcome:?}");
    house.ends().await;
}

#[tokio::test]
async fn a_new_aim_needs_a_reason_and_marks_the_history() {
    let mut house = House::new().await;
    house
        .person("ana")
        .types("/okr update PAY-1.2 4800 7")
        .await;
    house.person("mara").opens("/okr edit pay-1.2").await;
    let mut mara = house.person("mara");
    let outcome = mara.submits(&[("To", "5000")]).await;
    assert!(
        errors(&outcome).contains("The aim changes: please say why."),
        "{}",
        errors(&outcome)
    );
    let outcome = mara
        .submits(&[
            ("To", "5000"),
            ("Why does the aim change", "the market halved"),
        ])
        .await;
    assert!(
        shown(&outcome).contains("PAY-1.2 Weekly active payers is saved."),
        "{}",
        shown(&outcome)
    );
    let said = mara.types("/okr PAY-1.2").await;
    assert!(said.contains("Until 16 November the aim was 6,000 (from 3,900; weight 1, straight curve): “the market halved”, Mara Lindqvist."), "{said}");
    mara.opens("/okr edit pay-1.2").await;
    let outcome = mara.submits(&[("In what?", "percent")]).await;
    assert!(
        errors(&outcome).contains("Its readings count something else"),
        "{}",
        errors(&outcome)
    );
    house.ends().await;
}

#[tokio::test]
async fn the_second_of_two_who_edit_at_once_sees_the_first_and_keeps_what_was_typed() {
    let mut house = House::new().await;
    house.person("ana").opens("/okr edit PAY-1").await;
    house.person("mara").opens("/okr edit PAY-1").await;
    let outcome = house
        .person("mara")
        .submits(&[("What shall be true?", "Paying is fun")])
        .await;
    assert!(
        shown(&outcome).contains("PAY-1 Paying is fun is saved."),
        "{}",
        shown(&outcome)
    );
    let outcome = house
        .person("ana")
        .submits(&[("What shall be true?", "Paying is quick")])
        .await;
    let again = shown(&outcome);
    assert!(
        again.contains("PAY-1 Paying is fun was changed after you opened this form"),
        "{again}"
    );
    assert!(
        again.contains("title Paying is fun → Paying is quick"),
        "{again}"
    );
    assert!(
        again.contains("\"initial_value\":\"Paying is quick\""),
        "{again}"
    );
    let title = |house: &House| {
        let app = house.running().app.clone();
        async move {
            let org = app.organisation().await.unwrap();
            org.objective(&ObjectiveCode::new("PAY-1"))
                .unwrap()
                .title
                .clone()
        }
    };
    assert_eq!(title(&house).await, "Paying is fun");
    let outcome = house.person("ana").submits(&[]).await;
    assert!(shown(&outcome).contains("is saved."), "{}", shown(&outcome));
    assert_eq!(title(&house).await, "Paying is quick");
    house.ends().await;
}

#[tokio::test]
async fn an_objective_is_made_for_teams_by_who_leads_one_of_them_or_an_admin() {
    let mut house = House::new().await;
    let new = [
        ("What shall be true?", "Deploying is dull"),
        ("Code", "PLA-1"),
        ("Teams", "Platform"),
    ];
    house.person("ana").opens("/okr new").await;
    let outcome = house.person("ana").submits(&new).await;
    assert!(
        errors(&outcome).contains(
            "You neither lead one of these teams nor answer for one of their objectives: Jonas Weber (Platform) or an \
             admin can do it."
        ),
        "{outcome:?}"
    );
    // Said before anything is typed to whoever may make none at all.
    let said = house.person("ines").types("/okr new").await;
    assert!(
        said.starts_with("Objectives are made by the leads"),
        "{said}"
    );
    house.person("omar").opens("/okr new").await;
    let outcome = house.person("omar").submits(&new).await;
    assert!(
        shown(&outcome).contains("PLA-1 Deploying is dull is saved."),
        "{outcome:?}"
    );
    house.person("ana").opens("/okr edit PAY-1").await;
    let outcome = house.person("ana").submits(&[("Teams", "Platform")]).await;
    assert!(
        errors(&outcome).contains("Jonas Weber (Platform)"),
        "{outcome:?}"
    );
    let outcome = house
        .person("ana")
        .submits(&[("Teams", "Payments, Platform")])
        .await;
    assert!(shown(&outcome).contains("is saved."), "{outcome:?}");
    house.ends().await;
}
