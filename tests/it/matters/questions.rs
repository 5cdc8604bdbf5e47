//! What leadership asks stands in the lead's next check-in and is answered in the next digest.

use crate::house::{House, led_by_two, page, says};

const WEEK_47: &str = "2026-11-19T14:01:00Z";
const DIGEST_47: &str = "2026-11-20T15:01:00Z";
const WEEK_48: &str = "2026-11-26T14:01:00Z";
const DIGEST_48: &str = "2026-11-27T15:01:00Z";
const WHY: &str = "Is the card-vault migration the reason fires nearly doubled?";

/// Mara has asked Payments on the Friday of week 47.
async fn asked() -> House {
    let mut house = digested(&led_by_two()).await;
    house
        .person("mara")
        .presses_below("Payments", "Ask the team")
        .await;
    let outcome = house
        .person("mara")
        .submits(&[("What do you want", WHY)])
        .await;
    let said = "Asked. Payments' channel reads it now; it stands in the lead's next check-in until it is answered.";
    assert_eq!(page(&outcome), said);
    house
}

async fn digested(company: &str) -> House {
    let mut house = House::with(company).await;
    house.walks_to(WEEK_47).await;
    house.person("ana").checks_in(&[("Fires", "45")]).await;
    house.walks_to(DIGEST_47).await;
    house
}

#[tokio::test]
async fn a_question_is_asked_in_the_channel_the_ask_and_the_form_and_answered_in_the_digest() {
    let mut house = asked().await;
    let posted = house.team_channel().pop().unwrap();
    insta::assert_snapshot!(posted.text.split("https").next().unwrap(), @r"
    Mara asks the team, about week 47 (16–22 November):
    “Is the card-vault migration the reason fires nearly doubled?”
    Ana's next check-in has a field for the answer; the digest then shows both.
    What it is about: 
    ");
    let reply = house
        .thread()
        .messages
        .iter()
        .position(|it| it.text.starts_with("Payments"));
    let reply = &house.thread().messages[reply.unwrap()];
    let ts = reply.ts.to_string().replace('.', "");
    assert!(posted.text.contains(&ts), "{} leads to {ts}", posted.text);
    assert!(
        serde_json::to_string(&posted.blocks)
            .unwrap()
            .contains("\"link\"")
    );

    house.walks_to(WEEK_48).await;
    let ask = house.person("ana").last();
    let line = format!("Mara asked on Friday: “{WHY}”");
    assert!(ask.contains(&line), "{ask}");
    let form = says(&house.person("ana").presses("Check in").await);
    assert!(form.contains("From Friday"), "{form}");
    assert!(form.contains(&line), "{form}");
    let answer = "Yes, mostly. It is done; we expect fires to fall from Monday.";
    house
        .person("ana")
        .submits(&[("Your answer to Mara", answer)])
        .await;
    let both = format!("Mara asked: “{WHY}” To Mara: “{answer}”");
    let receipt = house.person("ana").last();
    assert!(receipt.contains(&both), "{receipt}");
    house.walks_to(DIGEST_48).await;
    assert!(
        house.reply("Payments").contains(&both),
        "{}",
        house.reply("Payments")
    );
    assert!(!house.thread().head().contains("With the teams"));
    // It is answered: the next ask does not ask it again.
    house.walks_to("2026-12-03T14:01:00Z").await;
    let ask = house.person("ana").last();
    assert!(!ask.contains("card-vault"), "{ask}");
    house.ends().await;
}

#[tokio::test]
async fn an_answer_may_be_changed_and_taken_back_by_its_check_in() {
    let mut house = asked().await;
    house.walks_to(WEEK_48).await;
    house
        .person("ana")
        .checks_in(&[("Your answer to Mara", "Yes")])
        .await;
    let form = house.person("ana").presses("Edit").await;
    assert!(
        form.to_string().contains("\"initial_value\":\"Yes\""),
        "{form}"
    );
    house
        .person("ana")
        .submits(&[("Your answer to Mara", "Mostly")])
        .await;
    assert!(house.person("ana").last().contains("To Mara: “Mostly”"));
    house.person("ana").presses("Edit").await;
    house
        .person("ana")
        .submits(&[("Your answer to Mara", "")])
        .await;
    let receipt = house.person("ana").last();
    assert!(!receipt.contains("To Mara"), "{receipt}");
    let open = house.person("mara").types("/checkin open").await;
    assert!(
        open.contains("Mara's question to Payments, six days old"),
        "{open}"
    );
    house.ends().await;
}

#[tokio::test]
async fn an_unanswered_question_ages_and_blames_nobody() {
    let mut house = asked().await;
    house.walks_to(WEEK_48).await;
    house.person("ana").checks_in(&[("Fires", "20")]).await;
    house.walks_to(DIGEST_48).await;
    let head = house.thread().head();
    let said = "With the teams: a question to Payments, seven days old.";
    assert!(head.contains(said), "{head}");
    let said = format!("Mara's question is with the team, seven days old: “{WHY}”");
    assert!(
        house.reply("Payments").contains(&said),
        "{}",
        house.reply("Payments")
    );
    house.ends().await;
}

#[tokio::test]
async fn only_leaders_ask_and_a_refusal_says_who_can() {
    let mut house = digested(&led_by_two()).await;
    for label in ["Ask the team", "Record a decision"] {
        let view = house.person("ben").presses_below("Payments", label).await;
        let said = says(&view);
        assert!(
            said.ends_with(": Mara Lindqvist and Omar Haddad."),
            "{said}"
        );
        assert!(view["submit"].is_null(), "{view}");
    }
    house.ends().await;
}

#[tokio::test]
async fn a_form_that_is_sent_twice_asks_once() {
    let mut house = digested(&led_by_two()).await;
    house
        .person("mara")
        .presses_below("Payments", "Ask the team")
        .await;
    let question = [("What do you want", WHY)];
    house.person("mara").submits_twice(&question).await;
    let posted = house.team_channel();
    let asked = posted.iter().filter(|it| it.text.contains(WHY)).count();
    assert_eq!(asked, 1, "{posted:?}");
    house.ends().await;
}

#[tokio::test]
async fn without_a_link_the_question_says_the_same() {
    let mut house = digested(&led_by_two()).await;
    house.sandbox.faults().add(no_links());
    house
        .person("mara")
        .presses_below("Payments", "Ask the team")
        .await;
    house
        .person("mara")
        .submits(&[("What do you want", WHY)])
        .await;
    let posted = house.team_channel().pop().unwrap().text;
    assert!(posted.contains(WHY), "{posted}");
    assert!(!posted.contains("http"), "{posted}");
    house.ends().await;
}

fn no_links() -> slack_sandbox::FaultRule {
    slack_sandbox::FaultRule::new(
        "chat.getPermalink",
        slack_sandbox::Fault::Error("message_not_found".to_owned()),
    )
}

#[tokio::test]
async fn a_withdrawn_question_is_asked_no_more_and_its_post_says_so() {
    let mut house = asked().await;
    let outcome = house
        .person("omar")
        .presses_beside("/checkin open", "card-vault", "Withdraw")
        .await;
    assert!(
        outcome.ephemeral.unwrap()["text"]
            .as_str()
            .unwrap()
            .contains("withdrawn")
    );
    let posted = house.team_channel().pop().unwrap().text;
    assert!(
        posted.contains("Omar withdrew the question on 20 November."),
        "{posted}"
    );
    house.walks_to(WEEK_48).await;
    let ask = house.person("ana").last();
    assert!(!ask.contains("card-vault"), "{ask}");
    house.ends().await;
}

#[tokio::test]
async fn an_answer_to_what_was_withdrawn_meanwhile_is_shown_and_not_lost() {
    let mut house = asked().await;
    house.walks_to(WEEK_48).await;
    house.person("ana").presses("Check in").await;
    house
        .person("mara")
        .presses_beside("/checkin open", "card-vault", "Withdraw")
        .await;
    let outcome = house
        .person("ana")
        .submits(&[("Your answer to Mara", "Yes, mostly")])
        .await;
    let said = page(&outcome);
    let saved = "All else of your answer is saved.";
    assert_eq!(said.matches("saved").count(), 1, "{said}");
    assert!(said.starts_with(saved), "{said}");
    assert!(said.contains("Yes, mostly"), "{said}");
    assert!(house.person("ana").last().contains("recorded"));
    house.ends().await;
}

#[tokio::test]
async fn where_everyone_answers_the_lead_alone_is_asked() {
    let mut house = House::with(&led_by_two()).await;
    house.walks_to(WEEK_47).await;
    for person in ["jonas", "ines", "farid"] {
        house.person(person).checks_in(&[("Fires", "45")]).await;
    }
    house.walks_to(DIGEST_47).await;
    house
        .person("mara")
        .presses_below("Platform", "Ask the team")
        .await;
    let outcome = house
        .person("mara")
        .submits(&[("What do you want", "Why so many fires?")])
        .await;
    let said = "Asked. It stands in the next check-in of Platform's lead until it is answered.";
    assert_eq!(page(&outcome), said);
    house.walks_to(WEEK_48).await;
    for (person, asked) in [("jonas", true), ("ines", false), ("farid", false)] {
        let ask = house.person(person).last();
        assert_eq!(ask.contains("Why so many fires?"), asked, "{person}: {ask}");
    }
    house
        .person("jonas")
        .checks_in(&[("Your answer to Mara", "A flaky deploy")])
        .await;
    let receipt = house.person("jonas").last();
    assert!(receipt.contains("To Mara: “A flaky deploy”"), "{receipt}");
    house.ends().await;
}

#[tokio::test]
async fn a_lead_answers_without_a_check_in() {
    let mut house = asked().await;
    house.walks_to("2026-11-25T09:00:00Z").await;
    let mut ana = house.person("ana");
    ana.presses_beside("/checkin open", "card-vault", "Answer")
        .await;
    let outcome = ana.submits(&[("Your answer", "Yes, mostly.")]).await;
    assert_eq!(
        page(&outcome),
        "Answered. The digest shows it to Mara beside the question."
    );
    house.walks_to(DIGEST_48).await;
    assert!(house.reply("Payments").contains("To Mara: “Yes, mostly.”"));
    house.ends().await;
}

#[tokio::test]
async fn two_leaders_who_ask_the_same_ask_it_once() {
    let mut house = asked().await;
    let posted = house.team_channel().len();
    for leader in ["omar", "mara"] {
        house
            .person(leader)
            .presses_below("Payments", "Ask the team")
            .await;
        let outcome = house
            .person(leader)
            .submits(&[("What do you want", "Who covers December?")])
            .await;
        let said = page(&outcome);
        match leader {
            "omar" => assert!(said.starts_with("Asked."), "{said}"),
            _ => assert_eq!(
                said,
                "Already asked by Omar today, in the same words: the team is asked once."
            ),
        }
    }
    house.walks_to("2026-11-20T15:05:00Z").await;
    assert_eq!(house.team_channel().len(), posted + 1);
    let open = house.person("mara").types("/checkin open").await;
    assert_eq!(open.matches("Who covers December?").count(), 1, "{open}");
    house.ends().await;
}

#[tokio::test]
async fn a_team_without_a_reply_is_asked_from_the_list() {
    let mut house = House::with(&led_by_two()).await;
    house.walks_to(WEEK_47).await;
    let mut mara = house.person("mara");
    let early = mara.presses_in_the_list("Ask a team").await;
    let said = says(&early);
    assert!(said.contains("No digest is out yet"), "{said}");
    house.walks_to(DIGEST_47).await;
    let mut mara = house.person("mara");
    let form = mara.presses_in_the_list("Ask a team").await;
    assert!(says(&form).contains("Which team?"), "{form}");
    let next = mara
        .submits(&[("Which team", "Platform")])
        .await
        .view
        .unwrap();
    assert!(
        says(&next).contains("in the lead's next check-in"),
        "{next}"
    );
    let outcome = mara.submits(&[("What do you want", "Why so quiet?")]).await;
    assert!(page(&outcome).starts_with("Asked."), "{outcome:?}");
    let form = mara.presses_in_the_list("Record a decision").await;
    assert!(says(&form).contains("Which team?"), "{form}");
    let next = mara
        .submits(&[("Which team", "Platform")])
        .await
        .view
        .unwrap();
    assert!(says(&next).contains("The elective share"), "{next}");
    house.walks_to(WEEK_48).await;
    let ask = house.person("jonas").last();
    assert!(ask.contains("Why so quiet?"), "{ask}");
    let open = house.person("ana").types("/checkin open").await;
    assert!(!open.contains("Why so quiet?"), "{open}");
    house.ends().await;
}
