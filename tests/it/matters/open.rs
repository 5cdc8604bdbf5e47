//! `/checkin open`: all of it for leaders, the team's for whoever speaks for it, a refusal for everybody else.

use crate::house::{House, led_by_two};

const WEEK_47: &str = "2026-11-19T14:01:00Z";
const DIGEST_47: &str = "2026-11-20T15:01:00Z";

async fn with_all_three() -> House {
    let mut house = House::with(&led_by_two()).await;
    house.walks_to(WEEK_47).await;
    let needs = [
        ("Do you need", "A week of a database engineer"),
        ("By when", "2026-12-04"),
    ];
    house.person("ana").checks_in(&needs).await;
    house
        .person("ines")
        .checks_in(&[("Do you need", "A quieter room")])
        .await;
    house.walks_to(DIGEST_47).await;
    house
        .person("mara")
        .presses_below("Payments", "Ask the team")
        .await;
    house
        .person("mara")
        .submits(&[("What do you want", "Is it the vault?")])
        .await;
    house
        .person("omar")
        .presses_below("Payments", "Record a decision")
        .await;
    let decision = [
        ("What was decided", "Two more on checkout"),
        ("Which number", "PAY-1.2 Weekly active payers"),
        ("Until when", "2026-12-11"),
    ];
    house.person("omar").submits(&decision).await;
    house
}

#[tokio::test]
async fn leaders_see_all_of_it_and_leads_what_is_theirs() {
    let mut house = with_all_three().await;
    let all = house.person("mara").types("/checkin open").await;
    insta::assert_snapshot!(all, @r"
    Four things are open between teams and leadership.
    Payments' request to Mara, one day old, needed by 4 December: “A week of a database engineer”.
    Platform's request to Mara, one day old: “A quieter room”.
    Mara's question to Payments, new today: “Is it the vault?”
    Omar's decision for Payments, until 11 December: “Two more on checkout”; PAY-1.2 Weekly active payers should move.
    ");
    let own = house.person("ben").types("/checkin open").await;
    insta::assert_snapshot!(own, @r"
    Three things are open between teams and leadership.
    Payments' request to Mara, one day old, needed by 4 December: “A week of a database engineer”.
    Mara's question to Payments, new today: “Is it the vault?”
    Omar's decision for Payments, until 11 December: “Two more on checkout”; PAY-1.2 Weekly active payers should move.
    ");
    for nobody in ["ines", "nora"] {
        let said = house.person(nobody).types("/checkin open").await;
        assert_eq!(
            said,
            "Leaders and those who lead a team see what lies open between the two: Mara Lindqvist and Omar Haddad."
        );
    }
    house.ends().await;
}

#[tokio::test]
async fn what_was_settled_stands_behind_what_is_open() {
    let mut house = with_all_three().await;
    house.walks_to("2026-11-23T09:00:00Z").await;
    let mut mara = house.person("mara");
    mara.presses_beside("/checkin open", "quieter", "Answer")
        .await;
    mara.submits(&[("Your answer", "The small one")]).await;
    let mut ana = house.person("ana");
    let said = ana
        .presses_beside("/checkin open", "database", "Withdraw")
        .await;
    assert_eq!(said.ephemeral.unwrap()["text"], "The request is withdrawn.");
    // The check-in's form asks for what was withdrawn no more, so an edit does not bring it back.
    house.person("ana").presses("Edit").await;
    house.person("ana").submits(&[("Fires", "46")]).await;
    let again = house.person("mara").types("/checkin open").await;
    insta::assert_snapshot!(again, @r"
    Two things are open between teams and leadership.
    Mara's question to Payments, three days old: “Is it the vault?”
    Omar's decision for Payments, until 11 December: “Two more on checkout”; PAY-1.2 Weekly active payers should move.
    Settled of late
    Payments' request to Mara: “A week of a database engineer”. The team withdrew it today.
    Platform's request to Mara: “A quieter room”. Mara answered today: “The small one”.
    ");
    house.ends().await;
}

#[tokio::test]
async fn a_long_list_has_pages() {
    let mut house = with_all_three().await;
    for number in 0..9 {
        let minute = format!("2026-11-20T16:0{number}:00Z");
        house.walks_to(&minute).await;
        house
            .person("mara")
            .presses_below("Payments", "Ask the team")
            .await;
        let text = format!("Question number {number}?");
        house
            .person("mara")
            .submits(&[("What do you want", &text)])
            .await;
    }
    let first = house.person("mara").types("/checkin open").await;
    assert!(
        first.contains("13 things are open between teams and leadership. Page 1 of 2."),
        "{first}"
    );
    let outcome = house
        .person("mara")
        .presses_beside("/checkin open", "Next page", "Next page")
        .await;
    let second = outcome.ephemeral.unwrap()["text"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(second.contains("Page 2 of 2."), "{second}");
    assert!(second.contains("Question number 8?"), "{second}");
    let same = house.person("mara").types("/checkin open 2").await;
    assert_eq!(same, second);
    assert_eq!(house.person("mara").types("/checkin open 99").await, second);
    house.ends().await;
}

#[tokio::test]
async fn what_was_open_of_a_team_that_is_gone_is_closed() {
    let mut house = with_all_three().await;
    let company = led_by_two();
    let (people, rest) = company.split_once("[teams.payments]").unwrap();
    let (_, rest) = rest.split_once("[teams.platform]").unwrap();
    let (platform, _) = rest.split_once("[objectives.PAY-1]").unwrap();
    house
        .imports(&format!("{people}[teams.platform]{platform}"))
        .await;
    let open = house.person("mara").types("/checkin open").await;
    assert_eq!(
        open.matches("Closed: payments is no longer a team here.")
            .count(),
        3,
        "{open}"
    );
    assert!(open.contains("One thing is open"), "{open}");
    house.walks_to("2026-11-27T15:01:00Z").await;
    let head = house.thread().head();
    assert!(!head.contains("database"), "{head}");
    assert!(head.contains("“A quieter room”"), "{head}");
    house.ends().await;
}

#[tokio::test]
async fn start_and_now_still_open_the_check_in() {
    let mut house = House::with(&led_by_two()).await;
    house.walks_to(WEEK_47).await;
    for word in ["start", "now"] {
        let form = house.person("ana").opens(&format!("/checkin {word}")).await;
        assert_eq!(form["title"]["text"], "Week 47");
    }
    house.ends().await;
}
