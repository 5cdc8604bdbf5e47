//! What a form and a result's words say of iterations that were told, and of the number that they should move.

use super::{FIRST, house_with_one, says, shown};
use crate::house::House;

/// Ana begins another slice of this name.
async fn begins(house: &mut House, slice: &str) {
    house.person("ana").opens("/iteration new").await;
    let fields = FIRST.map(|(label, text)| match label {
        "This slice" => (label, slice),
        _ => (label, text),
    });
    let outcome = house.person("ana").submits(&fields).await;
    assert!(shown(&outcome).contains("Begun as"), "{outcome:?}");
}

#[tokio::test]
async fn what_was_told_this_week_does_not_crowd_out_what_is_due() {
    let mut house = house_with_one().await;
    for slice in ["Two", "Three", "Four", "Five", "Six"] {
        begins(&mut house, slice).await;
    }
    house.walks_to("2026-11-26T14:01:00Z").await;
    for number in 1..=5 {
        house
            .person("ana")
            .answers_with(&format!("/iteration {number}"), "What came of it?")
            .await;
        let told = [("Seen by", "64"), ("What follows?", "stop")];
        house.person("ana").submits(&told).await;
    }
    let form = house.person("ana").presses("Check in").await.to_string();
    let at = |what: &str| {
        form.find(what)
            .unwrap_or_else(|| panic!("no {what}: {form}"))
    };
    assert!(at("Due for measurement") < at("Six: readers who click"));
    assert!(at("Six: readers who click") < at("Told this week"));
    assert!(at("Told this week") < at("Insights by e-mail: readers who click"));
    let more = "Also told this week: #4 and #5. Type /iteration to correct them.";
    assert!(form.contains(more), "{form}");
    let told = [("#6 Six: readers", "11%"), ("Fires", "40")];
    let outcome = house.person("ana").submits(&told).await;
    assert!(outcome.errors.is_none(), "{outcome:?}");
    let said = house.person("ana").types("/iteration 6").await;
    assert!(said.contains("11%"), "{said}");
    house.ends().await;
}

/// What the form of #1's result says of its key result.
async fn moved(house: &mut House) -> String {
    let form = house
        .person("ana")
        .answers_with("/iteration 1", "What came of it?")
        .await;
    says(&form)
}

#[tokio::test]
async fn a_result_stands_beside_the_number_that_stood_when_it_began() {
    let mut house = House::new().await;
    house.person("ana").types("/okr update PAY-1.2 4,290").await;
    begins(&mut house, "Insights by e-mail").await;
    let form = moved(&mut house).await;
    assert!(form.contains("4,290 when it began, 4,290 now."), "{form}");
    // The same week is read again after it began.
    house.walks_to("2026-11-19T14:01:00Z").await;
    house.person("ana").types("/okr update PAY-1.2 4,800").await;
    let form = moved(&mut house).await;
    assert!(form.contains("4,290 when it began, 4,800 now."), "{form}");
    house.ends().await;
}

#[tokio::test]
async fn where_nothing_had_been_read_no_number_stands_for_the_beginning() {
    let mut house = house_with_one().await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    house.person("ana").types("/okr update PAY-1.2 4,800").await;
    let form = moved(&mut house).await;
    assert!(
        form.contains("no reading when it began, 4,800 now."),
        "{form}"
    );
    house.ends().await;
}

#[tokio::test]
async fn what_has_no_button_in_the_ledger_is_named() {
    let mut house = house_with_one().await;
    for number in 2..=12 {
        begins(&mut house, &format!("Slice {number}")).await;
    }
    let said = house.person("ana").asks("/okr PAY-1.2").await.to_string();
    assert!(
        said.contains("Iterations that aimed at it: twelve, no result yet."),
        "{said}"
    );
    house.jumps_to("2026-11-24T09:00:00Z").await;
    let said = house.person("ana").is_told("/iteration").await.to_string();
    assert!(said.contains("What came of #10?"), "{said}");
    assert!(!said.contains("What came of #11?"), "{said}");
    assert!(
        said.contains("And two more: type /iteration #11."),
        "{said}"
    );
    house.ends().await;
}
