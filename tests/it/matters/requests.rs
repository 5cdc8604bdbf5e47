//! What a team needs stays in leadership's sight until it is answered, and the answer reaches the team.

use crate::house::{House, led_by_two, page, says};

const WEEK_47: &str = "2026-11-19T14:01:00Z";
const DIGEST_47: &str = "2026-11-20T15:01:00Z";
const WEEK_48: &str = "2026-11-26T14:01:00Z";
const DIGEST_48: &str = "2026-11-27T15:01:00Z";
const ENGINEER: &str = "A week of a database engineer";

async fn asked() -> House {
    let mut house = House::with(&led_by_two()).await;
    house.walks_to(WEEK_47).await;
    house
}

/// The line of the newest head that says what waits.
fn waiting(house: &House) -> String {
    let head = house.thread().head();
    let line = head.lines().find(|line| line.contains("Waiting for you"));
    line.unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_request_has_an_owner_an_age_and_an_answer_that_reaches_the_team() {
    let mut house = asked().await;
    let needs = [
        ("Do you need something", ENGINEER),
        ("Who can decide", "Mara Lindqvist"),
        ("By when", "2026-12-04"),
    ];
    house.person("ana").checks_in(&needs).await;
    let receipt = house.person("ana").ask();
    let said = "Needs: “A week of a database engineer”, from Mara, by 4 December.";
    assert!(receipt.contains(said), "{receipt}");

    house.walks_to(DIGEST_47).await;
    assert_eq!(
        waiting(&house),
        "• Waiting for you: Payments needs “A week of a database engineer” from Mara by 4 December."
    );
    assert!(house.reply("Payments").contains(said));

    // A week later nobody had to type it again, and it has an age.
    house.walks_to(WEEK_48).await;
    let form = says(&house.person("ana").presses("Check in").await);
    let open = "Needed since 19 November: “A week of a database engineer”, with Mara.";
    assert!(form.contains(open), "{form}");
    house.person("ana").submits(&[("Fires", "20")]).await;
    house.walks_to(DIGEST_48).await;
    assert_eq!(
        waiting(&house),
        "• Waiting for you: Payments' request to Mara is eight days old, needed by Friday 4 December: “A week of a database engineer”."
    );
    let aged = "Needs: “A week of a database engineer”, from Mara, by 4 December; eight days old.";
    assert!(
        house.reply("Payments").contains(aged),
        "{}",
        house.reply("Payments")
    );

    // The answer is told at once where it can be, and by the next ask.
    house.walks_to("2026-11-30T09:00:00Z").await;
    let mut mara = house.person("mara");
    mara.presses_beside("/checkin open", ENGINEER, "Answer")
        .await;
    let outcome = mara.submits(&[("Your answer", "From Monday: Ines.")]).await;
    assert_eq!(
        page(&outcome),
        "Said. Payments' next check-in has it, and so has the digest."
    );
    assert_eq!(waiting(&house), "");
    let replied = "Mara answered on 30 November: “From Monday: Ines.” The request was “A week of a database engineer”.";
    assert!(
        house.reply("Payments").contains(replied),
        "{}",
        house.reply("Payments")
    );
    house.walks_to("2026-12-03T14:01:00Z").await;
    let ask = house.person("ana").last();
    let heard = "Mara answered on Monday: “From Monday: Ines.” The request was “A week of a database engineer”.";
    assert!(ask.contains(heard), "{ask}");
    house.walks_to("2026-12-10T14:01:00Z").await;
    let ask = house.person("ana").last();
    assert!(!ask.contains("From Monday"), "{ask}");
    house.ends().await;
}

#[tokio::test]
async fn nobody_chosen_is_the_first_leader_and_the_receipt_says_whose_it_is() {
    let mut house = asked().await;
    let outcome = house
        .person("ana")
        .checks_in(&[("Do you need", "A desk")])
        .await;
    assert_eq!(outcome.errors, None);
    let receipt = house.person("ana").ask();
    assert!(receipt.contains("Needs: “A desk”, from Mara."), "{receipt}");
    house.ends().await;
}

#[tokio::test]
async fn editing_the_check_in_edits_its_request_and_clearing_it_withdraws_it() {
    let mut house = asked().await;
    house
        .person("ana")
        .checks_in(&[("Do you need", ENGINEER)])
        .await;
    let form = house.person("ana").presses("Edit").await;
    assert!(form.to_string().contains(ENGINEER), "{form}");
    house
        .person("ana")
        .submits(&[("Do you need", "Two weeks of one")])
        .await;
    // Another window still shows the first text, and sends it once more after the second: the later one stands.
    let open = house.person("mara").types("/checkin open").await;
    assert!(open.contains("“Two weeks of one”"), "{open}");
    assert!(!open.contains(ENGINEER), "{open}");
    assert!(open.contains("One thing is open"), "{open}");
    house.person("ana").presses("Add a sentence").await;
    house.person("ana").submits(&[("Do you need", "")]).await;
    let open = house.person("mara").types("/checkin open").await;
    assert!(open.contains("The team withdrew it today."), "{open}");
    let receipt = house.person("ana").ask();
    assert!(!receipt.contains("Needs"), "{receipt}");
    // Written again it is open again, and is one.
    house.person("ana").presses("Add a sentence").await;
    house
        .person("ana")
        .submits(&[("Do you need", "Two weeks of one")])
        .await;
    let open = house.person("mara").types("/checkin open").await;
    assert!(!open.contains("withdrew"), "{open}");
    house.ends().await;
}

#[tokio::test]
async fn a_submission_that_comes_twice_makes_one_request() {
    let mut house = asked().await;
    let form = house.person("ana").presses("Check in").await;
    let needs = [("Do you need", ENGINEER)];
    house.person("ana").submits(&needs).await;
    house.person("ana").forces(&form, &needs).await;
    let open = house.person("mara").types("/checkin open").await;
    assert_eq!(open.matches(ENGINEER).count(), 1, "{open}");
    house.ends().await;
}

#[tokio::test]
async fn a_request_is_declined_with_a_reason_and_by_no_other_way() {
    let mut house = asked().await;
    house
        .person("ana")
        .checks_in(&[("Do you need", ENGINEER)])
        .await;
    let mut omar = house.person("omar");
    let form = omar
        .presses_beside("/checkin open", ENGINEER, "Decline")
        .await;
    let form = form.view.unwrap();
    let outcome = omar.forces(&form, &[("Why not", " ")]).await;
    let errors = outcome.errors.unwrap();
    let said: Vec<_> = errors.values().collect();
    assert_eq!(
        said,
        ["A reason, please: the team reads it instead of an answer."]
    );
    omar.submits(&[("Why not", "Nobody is free before January")])
        .await;
    // Ana has answered in this round: her receipt says it at once.
    let receipt = house.person("ana").ask();
    let said = "Omar declined on 19 November: “Nobody is free before January”. The request was “A week of a database engineer”.";
    assert!(receipt.contains(said), "{receipt}");
    // What was declined is not asked for again; what she needs now is something else.
    let form = house.person("ana").presses("Edit").await;
    assert!(!form.to_string().contains(ENGINEER), "{form}");
    house
        .person("ana")
        .submits(&[("Do you need", "Half a week of one")])
        .await;
    let open = house.person("mara").types("/checkin open").await;
    assert!(open.contains("“Half a week of one”"), "{open}");
    assert!(open.contains("Omar declined today"), "{open}");
    house.ends().await;
}

#[tokio::test]
async fn an_open_ask_of_the_team_hears_of_the_answer_at_once() {
    let mut house = asked().await;
    house
        .person("ana")
        .checks_in(&[("Do you need", ENGINEER)])
        .await;
    house.walks_to(WEEK_48).await;
    let before = house.person("ana").last();
    let mut mara = house.person("mara");
    mara.presses_beside("/checkin open", ENGINEER, "Answer")
        .await;
    mara.submits(&[("Your answer", "Yes, from Monday.")]).await;
    let ask = house.person("ana").last();
    assert_ne!(before, ask);
    assert!(
        ask.contains("Mara answered today: “Yes, from Monday.”"),
        "{ask}"
    );
    assert!(ask.starts_with("Payments: your week 48"), "{ask}");
    house.ends().await;
}

#[tokio::test]
async fn two_leaders_who_answer_read_the_first_answer() {
    let mut house = asked().await;
    house
        .person("ana")
        .checks_in(&[("Do you need", ENGINEER)])
        .await;
    house
        .person("mara")
        .presses_beside("/checkin open", ENGINEER, "Answer")
        .await;
    house
        .person("omar")
        .presses_beside("/checkin open", ENGINEER, "Decline")
        .await;
    house
        .person("mara")
        .submits(&[("Your answer", "Yes")])
        .await;
    let outcome = house
        .person("omar")
        .submits(&[("Why not", "No room")])
        .await;
    let page = page(&outcome);
    assert!(page.starts_with("Mara answered it today: “Yes”."), "{page}");
    assert!(
        page.contains("No room"),
        "what he typed is not lost: {page}"
    );
    let receipt = house.person("ana").ask();
    assert!(receipt.contains("Mara answered"), "{receipt}");
    assert!(!receipt.contains("No room"), "{receipt}");
    house.ends().await;
}

#[tokio::test]
async fn an_answer_that_is_sent_twice_is_said_once() {
    let mut house = asked().await;
    house
        .person("ana")
        .checks_in(&[("Do you need", ENGINEER)])
        .await;
    let mut mara = house.person("mara");
    mara.presses_beside("/checkin open", ENGINEER, "Answer")
        .await;
    for sent in mara.submits_twice(&[("Your answer", "Yes")]).await {
        let said = sent.body["view"]["blocks"].to_string();
        assert!(
            said.contains("Said. Payments' next check-in has it"),
            "{said}"
        );
    }
    house.ends().await;
}

#[tokio::test]
async fn a_request_is_handed_over_to_another_leader() {
    let mut house = asked().await;
    house
        .person("ana")
        .checks_in(&[("Do you need", ENGINEER)])
        .await;
    let mut mara = house.person("mara");
    let form = mara
        .presses_beside("/checkin open", ENGINEER, "Hand over")
        .await;
    let form = form.view.unwrap().to_string();
    assert!(
        form.contains("Omar Haddad") && !form.contains("\"Mara Lindqvist\""),
        "{form}"
    );
    let outcome = mara.submits(&[("Who decides", "Omar Haddad")]).await;
    assert_eq!(page(&outcome), "Handed over: it is with Omar Haddad now.");
    let receipt = house.person("ana").ask();
    assert!(receipt.contains("from Omar"), "{receipt}");
    // Omar leads no more: it goes to whoever is declared first.
    let mara_alone = led_by_two().replacen(", \"omar\"]", "]", 1);
    house.imports(&mara_alone).await;
    let open = house.person("mara").types("/checkin open").await;
    assert!(open.contains("Payments' request to Mara"), "{open}");
    house.ends().await;
}

#[tokio::test]
async fn every_mistake_about_a_request_stands_beside_its_field() {
    let mut house = asked().await;
    let form = house.person("ana").presses("Check in").await;
    let said = |outcome: slack_sandbox::ActOutcome| {
        let errors = outcome.errors.unwrap_or_default();
        let errors: Vec<(String, String)> = errors
            .into_iter()
            .map(|(field, said)| (field, said.as_str().unwrap().to_owned()))
            .collect();
        errors
    };
    let outcome = house
        .person("ana")
        .forces(&form, &[("By when", "2026-12-04")])
        .await;
    let nothing = "What do you need? Or clear who can decide and by when.";
    assert_eq!(said(outcome), [("need".to_owned(), nothing.to_owned())]);
    let late = [("Do you need", ENGINEER), ("By when", "2026-11-18")];
    let outcome = house.person("ana").forces(&form, &late).await;
    let over = "That day is over: please choose a later one.";
    assert_eq!(said(outcome), [("need_by".to_owned(), over.to_owned())]);
    let open = house.person("mara").types("/checkin open").await;
    assert!(
        open.starts_with("Nothing that you may see is open"),
        "{open}"
    );
    house.ends().await;
}

#[tokio::test]
async fn where_everyone_answers_a_member_hears_of_their_own_request() {
    let mut house = House::with(&led_by_two()).await;
    house.walks_to(WEEK_47).await;
    house
        .person("ines")
        .checks_in(&[("Do you need", "A quieter room")])
        .await;
    let receipt = house.person("ines").ask();
    assert!(
        receipt.contains("Needs: “A quieter room”, from Mara."),
        "{receipt}"
    );
    let mut mara = house.person("mara");
    mara.presses_beside("/checkin open", "A quieter room", "Answer")
        .await;
    mara.submits(&[("Your answer", "The small one")]).await;
    house.walks_to(WEEK_48).await;
    for (person, hears) in [("ines", true), ("jonas", true), ("farid", false)] {
        let ask = house.person(person).last();
        assert_eq!(ask.contains("“The small one”"), hears, "{person}: {ask}");
    }
    house.ends().await;
}
