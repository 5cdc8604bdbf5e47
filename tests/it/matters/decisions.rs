//! What leadership decides is told in the team's next ask, and on its day Headway says what the number did.

use crate::house::{House, led_by_two, page, says};

const WEEK_47: &str = "2026-11-19T14:01:00Z";
const DIGEST_47: &str = "2026-11-20T15:01:00Z";
const WEEK_48: &str = "2026-11-26T14:01:00Z";
const DIGEST_48: &str = "2026-11-27T15:01:00Z";

async fn digested() -> House {
    let mut house = House::with(&led_by_two()).await;
    house.walks_to(WEEK_47).await;
    let week = [("Fires", "45"), ("PAY-1.2", "4420")];
    house.person("ana").checks_in(&week).await;
    house.walks_to(DIGEST_47).await;
    house
}

async fn decides(house: &mut House, number: &str, until: &str) -> String {
    house
        .person("mara")
        .presses_below("Payments", "Record a decision")
        .await;
    let decision = [
        ("What was decided", "Two more on checkout"),
        ("Which number", number),
        ("What gives way", "the new editor"),
        ("Until when", until),
    ];
    page(&house.person("mara").submits(&decision).await)
}

#[tokio::test]
async fn a_decision_is_told_on_its_day_and_not_asked_about_after_it() {
    let mut house = digested().await;
    let said = decides(&mut house, "PAY-1.2 Weekly active payers", "2026-11-25").await;
    assert_eq!(
        said,
        "Recorded. Payments' next check-in says so; on its day the thread says what the number did."
    );

    let before = house.thread().messages.len();
    house.walks_to("2026-11-25T07:59:00Z").await;
    assert_eq!(house.thread().messages.len(), before);
    house.walks_to("2026-11-25T08:01:00Z").await;
    let thread = house.thread();
    assert_eq!(thread.messages.len(), before + 1);
    let told = thread.messages.last().unwrap();
    assert_eq!(
        told.text,
        "Payments: decided on 20 November, until 25 November: “Two more on checkout”. PAY-1.2 Weekly active payers was at 4,420 then; there is no number since.\nWhat gave way: “the new editor”."
    );
    assert_eq!(told.thread_ts, Some(thread.messages[0].ts));

    house.walks_to(WEEK_48).await;
    let ask = house.person("ana").last();
    assert!(!ask.contains("checkout"), "its day is over: {ask}");
    house.person("ana").checks_in(&[("PAY-1.2", "4800")]).await;
    house.walks_to(DIGEST_48).await;
    let reply = house.reply("Payments");
    let did = "Decided on 20 November, until 25 November: “Two more on checkout”. PAY-1.2 Weekly active payers was at 4,420 then; there is no number since.";
    assert!(reply.contains(did), "{reply}");
    house.walks_to("2026-12-03T14:01:00Z").await;
    let ask = house.person("ana").last();
    assert!(!ask.contains("checkout"), "{ask}");
    house.ends().await;
}

#[tokio::test]
async fn a_correction_moves_no_number_and_all_who_tell_it_agree() {
    let mut house = digested().await;
    decides(&mut house, "The elective share", "2026-11-26").await;
    house.person("ana").presses("Edit").await;
    house.person("ana").submits(&[("Fires", "30")]).await;
    let open = house.person("mara").types("/checkin open").await;
    let then = "the elective share should move, 70% then;";
    assert!(open.contains(then), "{open}");
    house.walks_to("2026-11-26T08:01:00Z").await;
    let corrected = "The elective share was at 70% then; there is no number since.";
    let told = house.thread().messages.pop().unwrap().text;
    assert!(told.contains(corrected), "{told}");
    house.walks_to(DIGEST_48).await;
    let reply = house.reply("Payments");
    assert!(reply.contains(corrected), "{reply}");
    let review = house
        .person("mara")
        .types("/checkin review decisions")
        .await;
    assert!(review.contains(corrected), "{review}");
    house.ends().await;
}

#[tokio::test]
async fn a_digest_later_on_the_day_says_the_number_that_its_thread_said() {
    let mut house = digested().await;
    decides(&mut house, "PAY-1.2 Weekly active payers", "2026-12-04").await;
    house.walks_to(WEEK_48).await;
    house.person("ana").checks_in(&[("PAY-1.2", "4800")]).await;
    // Week 49 is answered before its decision's day, and its digest comes after nine of that day.
    house.walks_to("2026-12-03T14:01:00Z").await;
    house.person("ana").checks_in(&[("PAY-1.2", "5100")]).await;
    house.walks_to("2026-12-04T08:01:00Z").await;
    let did = "PAY-1.2 Weekly active payers was at 4,420 then and is at 4,800 now.";
    let told = house.thread().messages.pop().unwrap().text;
    assert!(told.contains(did), "{told}");
    house.walks_to("2026-12-04T15:01:00Z").await;
    let reply = house.reply("Payments");
    assert!(reply.contains(did), "{reply}");
    let review = house
        .person("mara")
        .types("/checkin review decisions")
        .await;
    let went = "PAY-1.2 Weekly active payers went from 4,420 to 4,800.";
    assert!(review.contains(went), "{review}");
    house.ends().await;
}

#[tokio::test]
async fn after_downtime_a_decision_is_told_once() {
    let mut house = digested().await;
    decides(&mut house, "The elective share", "2026-11-24").await;
    house.jumps_to("2026-11-25T10:00:00Z").await;
    house.restarts().await;
    house.walks_to("2026-11-25T10:05:00Z").await;
    let thread = house.thread();
    let mut told = thread
        .messages
        .iter()
        .filter(|it| it.text.contains("checkout"));
    let text = &told.next().expect("it is told").text;
    assert!(
        text.contains("The elective share was at 55% then; there is no number since."),
        "{text}"
    );
    assert!(told.next().is_none());
    house.ends().await;
}

#[tokio::test]
async fn a_number_that_is_gone_is_said_to_be_gone() {
    let mut house = digested().await;
    decides(&mut house, "PAY-1.2 Weekly active payers", "2026-11-25").await;
    let company = led_by_two();
    let (without, _) = company
        .split_once("[objectives.PAY-1.key_results.\"PAY-1.2\"]")
        .unwrap();
    house.imports(without).await;
    house.walks_to("2026-11-25T08:01:00Z").await;
    let told = house.thread().messages.pop().unwrap().text;
    assert!(
        told.contains("PAY-1.2 is no longer one of the team's key results."),
        "{told}"
    );
    house.ends().await;
}

#[tokio::test]
async fn a_withdrawn_decision_is_told_no_more() {
    let mut house = digested().await;
    decides(&mut house, "PAY-1.2 Weekly active payers", "2026-11-25").await;
    house
        .person("omar")
        .presses_beside("/checkin open", "checkout", "Withdraw")
        .await;
    let before = house.thread().messages.len();
    house.walks_to(WEEK_48).await;
    assert_eq!(house.thread().messages.len(), before);
    let ask = house.person("ana").last();
    assert!(!ask.contains("checkout"), "{ask}");
    house.ends().await;
}

#[tokio::test]
async fn every_mistake_of_a_decision_stands_beside_its_field() {
    let mut house = digested().await;
    let form = house
        .person("mara")
        .presses_below("Payments", "Record a decision")
        .await;
    let numbers = says(&form);
    for number in ["PAY-1.1 Successful first payments", "The elective share"] {
        assert!(numbers.contains(number), "{numbers}");
    }
    let wrong = [("What was decided", " "), ("Until when", "2026-11-20")];
    let outcome = house.person("mara").forces(&form, &wrong).await;
    let errors = outcome.errors.unwrap();
    assert_eq!(errors["matters:what"], "A sentence, please.");
    assert_eq!(errors["matters:until"], "A day after today, please.");
    house.ends().await;
}

#[tokio::test]
async fn a_form_that_is_sent_twice_decides_once() {
    let mut house = digested().await;
    house
        .person("mara")
        .presses_below("Payments", "Record a decision")
        .await;
    let decision = [
        ("What was decided", "Two more"),
        ("Until when", "2026-11-25"),
    ];
    house.person("mara").submits_twice(&decision).await;
    let open = house.person("omar").types("/checkin open").await;
    assert_eq!(open.matches("“Two more”").count(), 1, "{open}");
    house.walks_to("2026-11-25T08:01:00Z").await;
    let told = house.thread().messages.pop().unwrap().text;
    assert!(
        told.ends_with("“Two more”. No number was to move."),
        "{told}"
    );
    house.ends().await;
}

#[tokio::test]
async fn the_next_ask_tells_of_a_decision_whose_day_is_ahead() {
    let mut house = digested().await;
    decides(&mut house, "PAY-1.2 Weekly active payers", "2026-12-11").await;
    house.walks_to(WEEK_48).await;
    let ask = house.person("ana").last();
    let heard = "Mara decided on Friday, until 11 December: “Two more on checkout”; PAY-1.2 Weekly active payers should move; gives way: “the new editor”.";
    assert!(ask.contains(heard), "{ask}");
    house.walks_to("2026-12-03T14:01:00Z").await;
    let ask = house.person("ana").last();
    assert!(!ask.contains("checkout"), "{ask}");
    house.ends().await;
}
