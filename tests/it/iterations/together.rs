//! Two people and one iteration, and a digest that is out.

use slack_sandbox::ActOutcome;

use super::{FIRST, house_with_one, shown};
use crate::house::House;

fn view(outcome: &ActOutcome) -> String {
    outcome.body["view"].to_string()
}

fn head_of_48(house: &House) -> String {
    let messages = house.thread().messages;
    let head = messages.iter().find(|it| it.text.starts_with("Week 48:"));
    head.expect("the digest of week 48").text.clone()
}

#[tokio::test]
async fn the_second_of_two_who_tell_at_once_sees_the_first_and_keeps_what_was_typed() {
    let mut house = house_with_one().await;
    for who in ["ana", "ben"] {
        house
            .person(who)
            .answers_with("/iteration 1", "What came of it?")
            .await;
    }
    let first = [("#1 Insights by e-mail", "11%"), ("Seen by", "64")];
    let outcome = house.person("ben").submits(&first).await;
    assert!(shown(&outcome).contains("validated"), "{outcome:?}");
    let second = [
        ("#1 Insights by e-mail", "5%"),
        ("Seen by", "64"),
        ("You hoped", "Not <!here> at all"),
        ("What follows?", "stop"),
    ];
    let outcome = house.person("ana").submits(&second).await;
    let again = view(&outcome);
    assert!(
        again.contains("Ben Okafor recorded its result meanwhile.")
            && again.contains("11% (64 saw it)"),
        "{again}"
    );
    for kept in ["\"5%\"", "Not <!here> at all", "\"stop\""] {
        assert!(again.contains(kept), "{kept}: {again}");
    }
    let said = house.person("ana").types("/iteration 1").await;
    assert!(said.contains("11% against at least 8%"), "{said}");
    let outcome = house.person("ana").submits(&[]).await;
    assert!(shown(&outcome).contains("refuted"), "{outcome:?}");
    let said = house.person("ben").types("/iteration 1").await;
    assert!(said.contains("5% against at least 8%"), "{said}");
    house.ends().await;
}

/// What the second did not touch follows what the first told, and is said.
#[tokio::test]
async fn what_the_second_left_alone_is_as_the_first_left_it() {
    let mut house = house_with_one().await;
    for who in ["ana", "ben"] {
        house
            .person(who)
            .answers_with("/iteration 1", "What came of it?")
            .await;
    }
    let first = [
        ("#1 Insights by e-mail", "11%"),
        ("Seen by", "64"),
        ("You hoped", "Ana: yes, three told us"),
        ("What follows?", "change"),
    ];
    house.person("ana").submits(&first).await;
    let second = [("#1 Insights by e-mail", "10%")];
    let outcome = house.person("ben").submits(&second).await;
    let again = view(&outcome);
    for said in [
        "Ana Ruiz recorded its result meanwhile.",
        "Was it so? “Ana: yes, three told us”. Decided: change it and try again.",
        "the rest is Ana Ruiz's now",
        "\"10%\"",
        "\"Ana: yes, three told us\"",
        "\"64\"",
    ] {
        assert!(again.contains(said), "{said}: {again}");
    }
    let outcome = house.person("ben").submits(&[]).await;
    let said = shown(&outcome);
    assert!(
        said.contains("10% (64 saw it)") && said.contains("Decided: change it"),
        "{said}"
    );
    let said = house.person("ana").types("/iteration 1").await;
    assert!(said.contains("Ana: yes, three told us"), "{said}");
    house.ends().await;
}

#[tokio::test]
async fn to_go_on_against_the_evidence_needs_a_reason() {
    let mut house = house_with_one().await;
    house
        .person("ana")
        .answers_with("/iteration 1", "What came of it?")
        .await;
    let told = [
        ("#1 Insights by e-mail", "5%"),
        ("Seen by", "64"),
        ("What follows?", "next-stage"),
    ];
    let outcome = house.person("ana").submits(&told).await;
    let said = serde_json::to_string(&outcome.errors).unwrap();
    assert!(
        said.contains("That is refuted: to go on all the same, say why"),
        "{said}"
    );
    let why = [("You hoped", "Those who click stay for long")];
    let outcome = house.person("ana").submits(&why).await;
    let next = outcome.view.expect("the following slice's form");
    assert_eq!(next["title"]["text"], "New iteration");
    let said = house.person("ana").types("/iteration 1").await;
    assert!(
        said.contains("decided: on to the next stage, MVP, though refuted"),
        "{said}"
    );
    house.ends().await;
}

#[tokio::test]
async fn a_check_in_does_not_overwrite_what_somebody_else_told_meanwhile() {
    let mut house = house_with_one().await;
    house.walks_to("2026-11-26T14:01:00Z").await;
    house.person("ana").presses("Check in").await;
    house.walks_to("2026-11-26T14:05:00Z").await;
    house
        .person("ben")
        .answers_with("/iteration 1", "What came of it?")
        .await;
    house
        .person("ben")
        .submits(&[("#1 Insights by e-mail", "11%"), ("Seen by", "64")])
        .await;
    assert!(
        !house.person("ana").last().contains("Due for measurement"),
        "{}",
        house.person("ana").last()
    );
    // Ana's form was open all the time.
    let told = [
        ("Fires", "30"),
        ("#1 Insights by e-mail", "5%"),
        ("Seen by", "80"),
    ];
    let outcome = house.person("ana").submits(&told).await;
    let again = view(&outcome);
    assert!(
        again.contains("#1 Insights by e-mail: Ben Okafor recorded its result meanwhile."),
        "{again}"
    );
    assert!(again.contains("\"5%\""), "{again}");
    assert!(
        house.person("ana").last().contains("Fires took 30%"),
        "the split is saved: {}",
        house.person("ana").last()
    );
    let said = house.person("ana").types("/iteration 1").await;
    assert!(said.contains("11% against"), "{said}");
    house.person("ana").submits(&[]).await;
    let said = house.person("ana").types("/iteration 1").await;
    assert!(said.contains("5% against"), "{said}");
    house.ends().await;
}

/// What Ana left empty in her check-in is as Ben told it, and is said.
#[tokio::test]
async fn a_check_in_empties_nothing_that_somebody_else_told_meanwhile() {
    let mut house = house_with_one().await;
    house.walks_to("2026-11-26T14:01:00Z").await;
    house.person("ana").presses("Check in").await;
    house
        .person("ben")
        .answers_with("/iteration 1", "What came of it?")
        .await;
    let first = [
        ("#1 Insights by e-mail", "11%"),
        ("Seen by", "64"),
        ("You hoped", "Ben: yes, three told us"),
        ("What follows?", "change"),
    ];
    house.person("ben").submits(&first).await;
    let second = [("Fires", "30"), ("#1 Insights by e-mail", "10%")];
    let outcome = house.person("ana").submits(&second).await;
    let again = view(&outcome);
    for said in [
        "#1 Insights by e-mail: Ben Okafor recorded its result meanwhile.",
        "Was it so? “Ben: yes, three told us”. Decided: change it and try again.",
        "the rest is Ben Okafor's now",
        "\"10%\"",
        "\"Ben: yes, three told us\"",
        "\"64\"",
    ] {
        assert!(again.contains(said), "{said}: {again}");
    }
    let outcome = house.person("ana").submits(&[("Seen by", "two")]).await;
    let errors = format!("{:?}", outcome.errors);
    assert!(errors.contains("A whole number of people"), "{errors}");
    let outcome = house.person("ana").submits(&[("Seen by", "70")]).await;
    assert_eq!(outcome.body, "", "{outcome:?}");
    let said = house.person("ben").types("/iteration 1").await;
    for told in [
        "10% against at least 8%: validated",
        "Ben: yes, three told us",
        "change it and try again",
    ] {
        assert!(said.contains(told), "{told}: {said}");
    }
    house.ends().await;
}

/// Two that Ana measures; Ben tells both in the second in which she opened her form.
#[tokio::test]
async fn every_result_that_met_another_is_shown_again() {
    let mut house = house_with_one().await;
    house.person("ana").opens("/iteration new").await;
    let second = FIRST.map(|(label, text)| match label {
        "This slice" => (label, "Insights on paper"),
        _ => (label, text),
    });
    house.person("ana").submits(&second).await;
    house.walks_to("2026-11-26T14:01:00Z").await;
    house.person("ana").presses("Check in").await;
    for (number, title, value) in [
        ("1", "#1 Insights by e-mail", "11%"),
        ("2", "#2 Insights on paper", "12%"),
    ] {
        house
            .person("ben")
            .answers_with(&format!("/iteration {number}"), "What came of it?")
            .await;
        let told = [(title, value), ("Seen by", "64")];
        house.person("ben").submits(&told).await;
    }
    let told = [
        ("Fires", "30"),
        ("#1 Insights by e-mail", "5%"),
        ("#2 Insights on paper", "6%"),
    ];
    let outcome = house.person("ana").submits(&told).await;
    let again = view(&outcome);
    for said in [
        "#1 Insights by e-mail: Ben Okafor recorded its result meanwhile.",
        "#2 Insights on paper: Ben Okafor recorded its result meanwhile.",
        "\"5%\"",
        "\"6%\"",
        "All else of your answer is saved.",
    ] {
        assert!(again.contains(said), "{said}: {again}");
    }
    let said = house.person("ana").types("/iteration 2").await;
    assert!(said.contains("12% against"), "{said}");
    house.person("ana").submits(&[]).await;
    for (number, value) in [
        ("1", "5% against at least 8%: refuted"),
        ("2", "6% against at least 8%: refuted"),
    ] {
        let said = house
            .person("ana")
            .types(&format!("/iteration {number}"))
            .await;
        assert!(said.contains(value), "{said}");
    }
    house.ends().await;
}

/// Ana changes another line of her answer; the result that she told before is corrected by Ben meanwhile.
#[tokio::test]
async fn a_result_that_was_left_as_it_was_takes_nothing_back() {
    let mut house = house_with_one().await;
    house.walks_to("2026-11-26T14:01:00Z").await;
    house.person("ana").presses("Check in").await;
    let told = [
        ("Fires", "30"),
        ("#1 Insights by e-mail", "5%"),
        ("Seen by", "64"),
    ];
    house.person("ana").submits(&told).await;
    house.person("ana").presses("Edit").await;
    house
        .person("ben")
        .answers_with("/iteration 1", "Correct or decide")
        .await;
    house
        .person("ben")
        .submits(&[("#1 Insights by e-mail", "11%")])
        .await;
    let outcome = house.person("ana").submits(&[("Fires", "35")]).await;
    assert_eq!(outcome.body, "", "{outcome:?}");
    let said = house.person("ana").types("/iteration 1").await;
    assert!(said.contains("11% against"), "{said}");
    house.ends().await;
}

#[tokio::test]
async fn a_result_told_after_the_digest_edits_it() {
    let mut house = house_with_one().await;
    house.walks_to("2026-11-27T15:01:00Z").await;
    let told = |house: &House| {
        house
            .thread()
            .messages
            .iter()
            .any(|it| it.text.contains("Insights"))
    };
    assert!(!told(&house), "{:?}", house.thread().messages);
    house.walks_to("2026-11-28T09:00:00Z").await;
    house
        .person("ben")
        .answers_with("/iteration 1", "What came of it?")
        .await;
    house
        .person("ben")
        .submits(&[
            ("#1 Insights by e-mail", "11%"),
            ("Seen by", "64"),
            ("What follows?", "next-stage"),
        ])
        .await;
    let thread = house.thread();
    let head = head_of_48(&house);
    assert!(head.contains("Iterations: one validated."), "{head}");
    assert!(told(&house), "{:?}", thread.messages);
    let count = house.thread().messages.len();
    // The next slice, begun at once, takes it from those that wait.
    assert!(head.contains("waits for its next stage"), "{head}");
    house.person("ben").submits(&[]).await;
    let head = head_of_48(&house);
    assert!(!head.contains("waits for its next stage"), "{head}");
    assert_eq!(
        house.thread().messages.len(),
        count,
        "nothing is posted again"
    );
    house.ends().await;
}

#[tokio::test]
async fn a_late_answer_is_told_in_its_own_weeks_digest() {
    let mut house = house_with_one().await;
    house.walks_to("2026-11-30T09:00:00Z").await;
    house.person("ana").presses("Check in").await;
    house
        .person("ana")
        .submits(&[
            ("Fires", "30"),
            ("#1 Insights by e-mail", "11%"),
            ("Seen by", "64"),
        ])
        .await;
    let head = head_of_48(&house);
    assert!(head.contains("Iterations: one validated."), "{head}");
    house.ends().await;
}

/// Ana and Ben both press for the next slice; who sends second sees the first, and may begin another on purpose.
#[tokio::test]
async fn the_second_who_begins_the_next_slice_sees_the_first() {
    let mut house = house_with_one().await;
    house
        .person("ben")
        .answers_with("/iteration 1", "What came of it?")
        .await;
    let told = [
        ("#1 Insights by e-mail", "11%"),
        ("Seen by", "64"),
        ("What follows?", "next-stage"),
    ];
    house.person("ben").submits(&told).await;
    house
        .person("ana")
        .answers_with("/iteration 1", "Next slice")
        .await;
    let outcome = house.person("ben").submits(&[]).await;
    assert!(shown(&outcome).contains("Begun as #2"), "{outcome:?}");
    let mine = [("This slice", "<!channel> *Insights* on paper")];
    let outcome = house.person("ana").submits(&mine).await;
    let again = view(&outcome);
    assert!(
        again.contains("Ben Okafor began #2 from this one already:"),
        "{again}"
    );
    assert!(again.contains("<!channel> *Insights* on paper"), "{again}");
    let outcome = house.person("ana").submits(&[]).await;
    assert!(shown(&outcome).contains("Begun as #3"), "{outcome:?}");
    let said = house.person("ana").types("/iteration 4").await;
    assert!(said.contains("There is no iteration #4"), "{said}");
    house.ends().await;
}
