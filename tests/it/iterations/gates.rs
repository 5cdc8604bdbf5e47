//! The gates of an iteration at scale: ticked one by one, and by whom.

use serde_json::{Value, json};
use slack_sandbox::{Act, ActOutcome};

use super::{FIRST, says, shown};
use crate::house::House;

const GATES: &str = "Before scaling: what is ready?";

/// Ana begins #1 at scale, with no gate ticked.
async fn house_at_scale() -> House {
    let mut house = House::new().await;
    house.person("ana").opens("/iteration new").await;
    let fields = FIRST.into_iter().chain([("Stage", "scale")]);
    let fields: Vec<_> = fields.collect();
    let outcome = house.person("ana").submits(&fields).await;
    assert!(shown(&outcome).contains("Begun as #1"), "{outcome:?}");
    house
}

async fn opens_the_gates(house: &mut House, who: &str) -> Value {
    house
        .person(who)
        .answers_with("/iteration 1", "Tick the gates")
        .await
}

/// Somebody sends a form with these gates ticked, and no other.
async fn ticks(house: &mut House, who: &str, form: &Value, gates: &[&str]) -> ActOutcome {
    let submit = Act::Submit {
        view_id: form["id"].as_str().unwrap().to_owned(),
        values: [(GATES.to_owned(), json!(gates))].into_iter().collect(),
        force: false,
    };
    house.person(who).act(submit, None).await
}

#[tokio::test]
async fn gates_are_ticked_one_by_one_by_whoever_works_in_the_team() {
    let mut house = house_at_scale().await;
    let said = house.person("ana").types("/iteration 1").await;
    assert!(
        said.contains("; still to tick: quality, operations and support."),
        "{said}"
    );
    // Both look at three open gates.
    let anas = opens_the_gates(&mut house, "ana").await;
    let bens = opens_the_gates(&mut house, "ben").await;
    let outcome = ticks(&mut house, "ana", &anas, &["quality"]).await;
    assert!(
        shown(&outcome).contains("Ticked: quality; still to tick: operations and support."),
        "{outcome:?}"
    );
    let outcome = ticks(&mut house, "ben", &bens, &["support"]).await;
    assert!(
        shown(&outcome).contains("Ticked: quality and support; still to tick: operations."),
        "{outcome:?}"
    );
    let said = house.person("ana").types("/iteration").await;
    assert!(
        said.contains("; ticked: quality and support; still to tick: operations."),
        "{said}"
    );
    // A tick can be taken back; what stands is in the form.
    let form = opens_the_gates(&mut house, "ana").await;
    let boxes = form["blocks"].to_string();
    assert!(boxes.contains("initial_options"), "{boxes}");
    ticks(&mut house, "ana", &form, &["operations", "support"]).await;
    let said = house.person("ana").types("/iteration 1").await;
    assert!(
        said.contains("; ticked: operations and support; still to tick: quality."),
        "{said}"
    );
    let form = opens_the_gates(&mut house, "ana").await;
    ticks(
        &mut house,
        "ana",
        &form,
        &["quality", "operations", "support"],
    )
    .await;
    let said = house.person("ana").types("/iteration 1").await;
    assert!(said.contains("; all gates ticked."), "{said}");
    let page = opens_the_gates(&mut house, "jonas").await;
    assert!(says(&page).contains("Only people of Payments"), "{page}");
    house.ends().await;
}

#[tokio::test]
async fn what_goes_on_with_open_gates_says_so() {
    let mut house = house_at_scale().await;
    let form = opens_the_gates(&mut house, "ana").await;
    ticks(&mut house, "ana", &form, &["quality"]).await;
    let late = opens_the_gates(&mut house, "ben").await;
    house
        .person("ana")
        .answers_with("/iteration 1", "What came of it?")
        .await;
    let told = [
        ("#1 Insights by e-mail", "11%"),
        ("Seen by", "64"),
        ("What follows?", "next-stage"),
    ];
    let outcome = house.person("ana").submits(&told).await;
    assert!(
        shown(&outcome)
            .contains("#1 went on with gates that were never ticked: operations and support."),
        "{outcome:?}"
    );
    let outcome = ticks(&mut house, "ben", &late, &["operations"]).await;
    assert!(shown(&outcome).contains("is decided"), "{outcome:?}");
    let said = house
        .person("ana")
        .is_told("/iteration 1")
        .await
        .to_string();
    assert!(
        said.contains("; ticked: quality; never ticked: operations and support."),
        "{said}"
    );
    assert!(!said.contains("Tick the gates"), "{said}");
    house.ends().await;
}
