//! What a form and a result's words say of iterations that were told, and of the number that they should move.

use super::{FIRST, house_with_one, shown};
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
    let told = [("Six: readers", "11%"), ("Fires", "40")];
    let outcome = house.person("ana").submits(&told).await;
    assert!(outcome.errors.is_none(), "{outcome:?}");
    let said = house.person("ana").types("/iteration 6").await;
    assert!(said.contains("11%"), "{said}");
    house.ends().await;
}
