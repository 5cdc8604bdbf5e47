//! The form of a target when another quarter is chosen in it.

use serde_json::{Map, Value};
use slack_sandbox::{Act, Until};

use super::{agrees, filled, read, said, tuesday};
use crate::house::House;

/// Chooses a quarter in the open form, with these fields typed before: label and text.
async fn chooses(house: &mut House, quarter: &str, typed: &[(&str, &str)]) -> Value {
    let mut ana = house.person("ana");
    let view = ana.house.sandbox.view_of(&ana.user).expect("a form");
    let values: Map<String, Value> = typed
        .iter()
        .map(|(label, text)| ((*label).to_owned(), Value::from(*text)))
        .collect();
    let press = Act::Press {
        channel: None,
        ts: None,
        view_id: Some(view.id),
        block_id: None,
        action_id: None,
        label: Some("For which quarter?".to_owned()),
        value: Some(Value::from(quarter)),
        values,
    };
    let outcome = ana.act(press, Some(Until::View)).await;
    outcome.view.expect("the form, filled anew")
}

/// Payments agreed 40% non-elective for the next quarter.
async fn next_is_agreed() -> House {
    let mut house = tuesday().await;
    house.person("ana").opens("/checkin target").await;
    let mut fields = filled(&house);
    fields.push(("For which quarter?", "2027-Q1".to_owned()));
    let outcome = agrees(&mut house, "ana", &fields).await;
    assert_eq!(said(&outcome), [""; 0]);
    house
}

/// What stands in the field of this label, as it is filled.
fn stands(view: &Value, label: &str) -> String {
    let mut blocks = view["blocks"].as_array().unwrap().iter();
    let block = blocks.find(|block| block["label"]["text"] == label);
    let element = &block.unwrap_or_else(|| panic!("no {label}: {view}"))["element"];
    let filled = element["initial_value"].as_str();
    filled.unwrap_or_default().to_owned()
}

#[tokio::test]
async fn what_nobody_typed_follows_the_quarter_that_is_chosen() {
    let mut house = next_is_agreed().await;
    let form = house.person("ana").opens("/checkin target").await;
    assert_eq!(stands(&form, "Fires"), "20");
    let form = chooses(&mut house, "2027-Q1", &[]).await;
    assert!(
        read(&form).contains("Agreed for 2027-Q1: 40% non-elective ± 10: 25% fires"),
        "{}",
        read(&form)
    );
    assert_eq!(stands(&form, "Fires"), "25");
    assert_eq!(
        stands(&form, "Why this mix?"),
        "an application team in a launch year"
    );
    // What is sent untouched says what is agreed for that quarter, not what is for this one.
    let outcome = house.person("ana").submits(&[]).await;
    let page = outcome.body["view"].to_string();
    assert!(page.contains("agreed already"), "{page}");
    // And back again.
    house.person("ana").opens("/checkin target").await;
    chooses(&mut house, "2027-Q1", &[]).await;
    let form = chooses(&mut house, "2026-Q4", &[]).await;
    assert_eq!(stands(&form, "Fires"), "20");
    // Nothing said why then; and a mistake stands beside its field.
    assert_eq!(stands(&form, "Why this mix?"), "");
    let mut fields = filled(&house);
    fields[0].1 = "21".to_owned();
    fields[1].1 = String::new();
    let outcome = agrees(&mut house, "ana", &fields).await;
    let wrong = said(&outcome);
    assert!(wrong.concat().contains("Adds up to"), "{wrong:?}");
    house.ends().await;
}

#[tokio::test]
async fn what_somebody_typed_stays_and_what_holds_is_said() {
    let mut house = next_is_agreed().await;
    house.person("ana").opens("/checkin target").await;
    let typed = [("Fires", "30"), ("Why does it change?", "<!here> *so*")];
    let form = chooses(&mut house, "2027-Q1", &typed).await;
    let shown = read(&form);
    for said in [
        "Agreed for 2027-Q1: 40% non-elective",
        "What you changed stays as you typed it.",
    ] {
        assert!(shown.contains(said), "{said}: {shown}");
    }
    assert_eq!(stands(&form, "Tune-ups"), "10");
    assert_eq!(stands(&form, "Fires"), "30");
    let form = chooses(&mut house, "2027-Q2", &[]).await;
    let shown = read(&form);
    assert!(
        shown.contains("Nothing is agreed for 2027-Q2 yet; the fields stay as they are."),
        "{shown}"
    );
    assert_eq!(stands(&form, "Fires"), "30");
    assert_eq!(stands(&form, "Why does it change?"), "<!here> *so*");
    house.ends().await;
}
