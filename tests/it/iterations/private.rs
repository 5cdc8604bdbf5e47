//! An iteration that aims at a private objective's key result is read by its own people alone.

use super::{FIRST, shown};
use crate::house::{COMPANY, House};

#[tokio::test]
async fn it_is_in_no_digest_and_only_its_people_read_it() {
    let private = COMPANY.replace(
        "title = \"Paying is the easy part\"",
        "title = \"Paying is the easy part\"\nprivate = true",
    );
    let mut house = House::with(&private).await;
    house.person("ana").opens("/iteration new").await;
    let outcome = house.person("ana").submits(&FIRST).await;
    assert!(shown(&outcome).contains("Begun as #1"), "{outcome:?}");
    for reader in ["ana", "ben", "mara", "omar"] {
        let said = house.person(reader).types("/iteration payments").await;
        assert!(said.contains("for PAY-1.2"), "{reader}: {said}");
    }
    for typed in ["/iteration payments", "/iteration 1", "/iteration #1"] {
        let said = house.person("farid").types(typed).await;
        assert!(
            !said.contains("PAY-1") && !said.contains("Insights"),
            "{typed}: {said}"
        );
    }
    house.walks_to("2026-11-26T14:01:00Z").await;
    house.person("ana").presses("Check in").await;
    let told = [
        ("Fires", "40"),
        ("#1 Insights by e-mail", "11%"),
        ("Seen by", "64"),
        ("What follows?", "next-stage"),
    ];
    house.person("ana").submits(&told).await;
    house.walks_to("2026-11-27T15:01:00Z").await;
    let messages = house.thread().messages;
    let thread: String = messages.iter().map(|it| it.text.clone()).collect();
    assert!(
        thread.contains("Week 48") && !thread.contains("Insights") && !thread.contains("validated"),
        "{thread}"
    );
    let said = house.person("farid").types("/okr team payments").await;
    assert!(!said.contains("validated"), "{said}");
    // Once the file declares it no more, it is still its people's.
    let at = COMPANY.find("[objectives.PAY-1]").unwrap();
    house.imports(&COMPANY[..at]).await;
    for (reader, reads) in [("ben", true), ("omar", true), ("farid", false)] {
        let said = house.person(reader).types("/iteration 1").await;
        assert_eq!(said.contains("Insights"), reads, "{reader}: {said}");
    }
    house.ends().await;
}

#[tokio::test]
async fn only_an_open_key_result_of_ones_own_can_be_aimed_at() {
    let mut house = House::new().await;
    let form = house.person("ana").opens("/iteration new").await;
    house
        .person("mara")
        .types("/okr close PAY-1 0.6 waited keep \"the bank\"")
        .await;
    let outcome = house.person("ana").forces(&form, &FIRST).await;
    let said = outcome.body["view"].to_string();
    assert!(
        said.contains("PAY-1.2 Weekly active payers is not open any more"),
        "{said}"
    );
    assert!(said.contains("Send fifty of them an e-mail"), "{said}");
    let said = house.person("ana").types("/iteration").await;
    assert!(!said.contains("#1"), "{said}");
    house.ends().await;
}
