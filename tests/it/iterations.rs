//! Iterations: begun, measured, decided, followed by the next stage; and who may.

mod gates;
mod private;
mod stand_in;
mod together;
mod told;
mod typed;

use serde_json::Value;
use slack_sandbox::ActOutcome;

use crate::house::House;

pub const FIRST: [(&str, &str); 9] = [
    ("Feature", "Insights"),
    ("This slice", "Insights by e-mail"),
    ("Which key result", "PAY-1.2"),
    (
        "Hypothesis",
        "We believe payers will come back when they see what they spend.",
    ),
    ("The cheapest test", "Send fifty of them an e-mail"),
    ("What is measured", "readers who click"),
    ("What decides", "at least 8%"),
    ("Seen by how many", "50"),
    ("In a sentence", "Payers know what they spend"),
];

/// What a page or a form says in its first block.
fn says(view: &Value) -> String {
    view["blocks"][0].to_string()
}

fn shown(outcome: &ActOutcome) -> String {
    outcome.view.as_ref().map(says).unwrap_or_default()
}

pub(crate) async fn house_with_one() -> House {
    let mut house = House::new().await;
    house.person("ana").opens("/iteration new").await;
    let outcome = house.person("ana").submits(&FIRST).await;
    let begun = "Begun as #1: “Insights by e-mail”. What decides: readers who click, at least 8% (once 50 have seen it). \
                 The check-in of the week of";
    assert!(shown(&outcome).contains(begun), "{outcome:?}");
    house
}

#[tokio::test]
async fn a_slice_is_begun_measured_and_goes_on_to_its_next_stage() {
    let mut house = house_with_one().await;
    let said = house.person("ana").types("/iteration").await;
    insta::assert_snapshot!(said, @r"
    Iterations of Payments: 1 sketch.
    Running
    • #1 Insights by e-mail (sketch, for PAY-1.2): readers who click, at least 8% (once 50 have seen it); measure by 23 November.
    ");

    house.walks_to("2026-11-23T09:00:00Z").await;
    let said = house.person("ben").types("/iteration payments").await;
    assert!(said.contains("Due this week"), "{said}");

    let form = house
        .person("ana")
        .answers_with("/iteration", "What came of #1?")
        .await;
    assert!(form.to_string().contains("at least 8%"), "{form}");
    let told = [
        ("#1 Insights by e-mail", "11%"),
        ("Seen by", "64"),
        ("You hoped", "Mostly"),
        ("What follows?", "next-stage"),
    ];
    let outcome = house.person("ana").submits(&told).await;
    let next = outcome.view.expect("the following slice's form");
    assert_eq!(next["title"]["text"], "New iteration");
    assert!(next.to_string().contains("Send fifty of them an e-mail"));

    let said = house.person("ana").types("/iteration").await;
    assert!(
        said.contains("Validated, waiting for the next stage"),
        "{said}"
    );
    let outcome = house.person("ana").submits(&[]).await;
    assert!(shown(&outcome).contains("Begun as #2"), "{outcome:?}");
    let said = house.person("ana").types("/iteration").await;
    insta::assert_snapshot!(said, @r"
    Iterations of Payments: 1 sketch and 1 MVP; 1 of 1 validated; 7 days from start to result, as a rule.
    Running
    • #2 Insights by e-mail (MVP, for PAY-1.2): readers who click, at least 8% (once 50 have seen it); measure by 30 November.
    Decided
    • #1 Insights by e-mail (sketch, for PAY-1.2): 11% against at least 8%: validated after 7 days; decided: on to the next stage, MVP.
    ");
    house.ends().await;
}

#[tokio::test]
async fn every_mistake_stands_beside_its_field_and_nothing_is_lost() {
    let mut house = House::new().await;
    house.person("ana").opens("/iteration new").await;
    let wrong: Vec<(&str, &str)> = FIRST
        .into_iter()
        .map(|(label, text)| match label {
            "What decides" => (label, "lots"),
            "Seen by how many" => (label, "few"),
            _ => (label, text),
        })
        .collect();
    let outcome = house.person("ana").submits(&wrong).await;
    let mut said: Vec<String> = outcome
        .errors
        .unwrap_or_default()
        .into_iter()
        .map(|(_, said)| said.as_str().unwrap().to_owned())
        .collect();
    said.sort();
    assert_eq!(
        said,
        [
            "A number with its side, please, like “at least 8%”.",
            "A whole number of people, please, like 50."
        ]
    );
    let outcome = house
        .person("ana")
        .submits(&[("What decides", "at least 5.400")])
        .await;
    let said = serde_json::to_string(&outcome.errors).unwrap();
    assert!(said.contains("Is that 5,400 or 5.4?"), "{said}");
    let outcome = house
        .person("ana")
        .submits(&[("What decides", "8%"), ("Seen by", "50")])
        .await;
    assert!(shown(&outcome).contains("Begun as #1"), "{outcome:?}");
    house.ends().await;
}

#[tokio::test]
async fn what_is_not_measured_is_inconclusive_and_can_be_corrected() {
    let mut house = house_with_one().await;
    house
        .person("ana")
        .answers_with("/iteration 1", "What came of it?")
        .await;
    let outcome = house
        .person("ana")
        .submits(&[("What follows?", "stop")])
        .await;
    assert!(shown(&outcome).contains("inconclusive"), "{outcome:?}");
    house
        .person("ana")
        .answers_with("/iteration #1", "Correct or decide")
        .await;
    let told = [("#1 Insights by e-mail", "5%"), ("Seen by", "200")];
    let outcome = house.person("ana").submits(&told).await;
    assert!(shown(&outcome).contains("refuted"), "{outcome:?}");
    let said = house.person("ana").types("/iteration 1").await;
    assert!(
        said.contains("refuted on its first day; decided: stop"),
        "{said}"
    );
    house.ends().await;
}

#[tokio::test]
async fn other_teams_read_and_do_not_tell() {
    let mut house = house_with_one().await;
    let form = house
        .person("jonas")
        .answers_with("/iteration 1", "What came of it?")
        .await;
    assert!(
        says(&form)
            .contains("Only people of Payments and Headway's admins can begin its iterations"),
        "{form}"
    );
    let said = house.person("gus").types("/iteration").await;
    assert!(said.contains("guest"), "{said}");
    let said = house.person("jonas").types("/iteration 17").await;
    assert!(said.contains("There is no iteration #17"), "{said}");
    let said = house.person("jonas").types("/iteration colours").await;
    assert!(said.starts_with("There is no /iteration colours"), "{said}");
    let said = house.person("jonas").types("/iteration pyaments").await;
    assert!(said.contains("Did you mean Payments?"), "{said}");
    house.ends().await;
}

#[tokio::test]
async fn what_people_typed_never_becomes_markup() {
    let mut house = House::new().await;
    house.person("ana").opens("/iteration new").await;
    let hostile = FIRST.map(|(label, text)| match label {
        "This slice" => (label, "<!channel> *bold* <https://evil.example|here>"),
        _ => (label, text),
    });
    house.person("ana").submits(&hostile).await;
    let said = house.person("ana").types("/iteration").await;
    assert!(!said.contains("<!channel>"), "{said}");
    house.ends().await;
}

#[tokio::test]
async fn the_check_in_asks_what_came_of_what_is_due() {
    let mut house = house_with_one().await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    let form = house.person("ana").presses("Check in").await;
    assert!(!form.to_string().contains("Due for measurement"), "{form}");
    house.person("ana").submits(&[("Fires", "40")]).await;

    house.walks_to("2026-11-26T14:01:00Z").await;
    let ask = house.person("ana").last();
    assert!(
        ask.contains(
            "Due for measurement: #1 “Insights by e-mail” (readers who click, at least 8%"
        ),
        "{ask}"
    );
    house.person("ana").presses("Check in").await;
    let wrong = [("#1 Insights by e-mail", "lots"), ("Fires", "30")];
    let outcome = house.person("ana").submits(&wrong).await;
    let said = serde_json::to_string(&outcome.errors).unwrap();
    assert!(said.contains("A number, please, like 11%"), "{said}");
    let told = [
        ("#1 Insights by e-mail", "11%"),
        ("Seen by", "64"),
        ("What follows?", "change"),
    ];
    let outcome = house.person("ana").submits(&told).await;
    assert!(outcome.errors.is_none(), "{outcome:?}");
    let said = house.person("ana").types("/iteration 1").await;
    assert!(
        said.contains("validated after 10 days; decided: change it"),
        "{said}"
    );

    let form = house.person("ana").presses("Edit").await;
    assert!(form.to_string().contains("11%"), "{form}");
    assert!(form.to_string().contains("the smallest thing"), "{form}");
    house.ends().await;
}

#[tokio::test]
async fn what_nobody_typed_stays_untold() {
    let mut house = house_with_one().await;
    house.walks_to("2026-11-26T14:01:00Z").await;
    house.person("ana").presses("Check in").await;
    house.person("ana").submits(&[("Fires", "30")]).await;
    house.walks_to("2026-11-30T09:00:00Z").await;
    let said = house.person("ana").types("/iteration").await;
    assert!(said.contains("Past its measure-by date"), "{said}");
    assert!(!said.contains("inconclusive"), "{said}");
    house.ends().await;
}

#[tokio::test]
async fn friday_tells_what_came_of_iterations() {
    let mut house = house_with_one().await;
    house.walks_to("2026-11-26T14:01:00Z").await;
    house.person("ana").presses("Check in").await;
    let told = [
        ("#1 Insights by e-mail", "11%"),
        ("Seen by", "64"),
        ("What follows?", "next-stage"),
    ];
    house.person("ana").submits(&told).await;
    let receipt = house.person("ana").last();
    assert!(
        receipt.contains("“Insights by e-mail”: readers who click, 11% (64 saw it); the threshold was at least 8%: validated."),
        "{receipt}"
    );
    house.walks_to("2026-11-27T15:01:00Z").await;
    let texts = house
        .thread()
        .messages
        .into_iter()
        .map(|message| message.text);
    let thread: Vec<String> = texts.collect();
    let newest = |what: &str| thread.iter().any(|text| text.contains(what));
    assert!(
        newest("Iterations: one validated. One validated slice waits for its next stage."),
        "{thread:?}"
    );
    assert!(
        newest("Validated and waiting for its next stage: “Insights by e-mail”."),
        "{thread:?}"
    );
    house.ends().await;
}

#[tokio::test]
async fn where_the_time_went_stands_beside_what_moved() {
    let mut house = house_with_one().await;
    for (thursday, payers) in [
        ("2026-11-19T14:01:00Z", "4,420"),
        ("2026-11-26T14:01:00Z", "4,800"),
    ] {
        house.walks_to(thursday).await;
        house.person("ana").presses("Check in").await;
        let answer = [("Fires", "40"), ("Tune-ups", "10"), ("PAY-1.2 ", payers)];
        house.person("ana").submits(&answer).await;
    }
    house.person("ana").presses("Edit").await;
    let told = [("#1 Insights by e-mail", "11%"), ("Seen by", "64")];
    house.person("ana").submits(&told).await;
    house.walks_to("2026-11-27T15:01:00Z").await;
    let beside = "Weeks 45 to 48: 50% of Payments' time went into existing features; PAY-1.2 moved from 4,420 to 4,800; one iteration was measured and was validated.";
    let said = house.person("mara").asks("/okr PAY-1.2").await;
    assert!(said["text"].as_str().unwrap().contains(beside), "{said}");
    let said = house.person("mara").types("/okr team payments").await;
    assert!(said.contains(beside), "{said}");
    house.ends().await;
}

#[tokio::test]
async fn where_nothing_runs_the_smallest_thing_is_named_and_begun() {
    let mut house = House::new().await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    house.person("ana").presses("Check in").await;
    let answer = [
        ("Fires", "40"),
        ("What is the smallest", "A page with one number"),
    ];
    house.person("ana").submits(&answer).await;
    let receipt = house.person("ana").ask();
    assert!(
        receipt.contains("Next, to ship and measure: “A page with one number”"),
        "{receipt}"
    );
    let form = house.person("ana").presses("Begin the iteration").await;
    assert!(
        form.to_string().contains("A page with one number"),
        "{form}"
    );
    let named = FIRST
        .into_iter()
        .filter(|(label, _)| *label != "This slice");
    let named: Vec<_> = named.collect();
    let outcome = house.person("ana").submits(&named).await;
    assert!(
        shown(&outcome).contains("Begun as #1: “A page with one number”"),
        "{outcome:?}"
    );
    let form = house.person("jonas").opens("/checkin").await;
    assert!(!form.to_string().contains("the smallest thing"), "{form}");
    house.ends().await;
}

#[tokio::test]
async fn what_is_past_its_date_is_said_beside_that_nothing_else_runs() {
    let mut house = house_with_one().await;
    house.jumps_to("2026-11-25T09:00:00Z").await;
    house.jumps_to("2026-12-02T09:00:00Z").await;
    let said = house.person("ana").types("/iteration").await;
    assert!(
        said.contains("Nothing else is running; one is past its measure-by date"),
        "{said}"
    );
    house.ends().await;
}

#[tokio::test]
async fn a_day_of_another_year_is_said_with_it() {
    let mut house = House::new().await;
    house.person("ana").opens("/iteration new").await;
    let far: Vec<(&str, &str)> = FIRST
        .into_iter()
        .chain([("Measure by", "2030-01-01")])
        .collect();
    let outcome = house.person("ana").submits(&far).await;
    assert!(
        shown(&outcome)
            .contains("The check-in of the week of 1 January 2030 asks what came of it."),
        "{outcome:?}"
    );
    let said = house.person("ana").types("/iteration").await;
    assert!(said.contains("measure by 1 January 2030"), "{said}");
    house.ends().await;
}

#[tokio::test]
async fn in_a_new_quarter_it_is_said_where_the_key_results_are() {
    let mut house = House::new().await;
    house.jumps_to("2027-01-05T09:00:00Z").await;
    let page = house.person("ana").opens("/iteration new").await;
    let said = says(&page);
    assert!(
        said.contains("your teams have none in 2027-Q1. Make an objective of 2027-Q1 with /okr new. Or let one go on: \
            PAY-1 of 2026-Q4 is still open, and /okr edit PAY-1 can give it the new quarter."),
        "{said}"
    );
    house.ends().await;
}
