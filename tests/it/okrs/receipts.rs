//! A receipt says what leadership will read, also after somebody else has measured, retired or closed something.

use crate::house::{COMPANY, House};

/// Payments' PAY-1, which Platform shares and of which Jonas measures a key result.
async fn shared() -> House {
    let company = COMPANY
        .replace(
            "accountable = \"mara\"\nteams = [\"payments\"]",
            "accountable = \"mara\"\nteams = [\"payments\", \"platform\"]",
        )
        .replace(
            "baseline = 3900\ntarget = 6000\nowner = \"ana\"",
            "baseline = 3900\ntarget = 6000\nowner = \"jonas\"",
        );
    let mut house = House::with(&company).await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    house.person("ana").presses("Check in").await;
    let fields = [("Fires", "40"), ("PAY-1.1 ", "71")];
    let outcome = house.person("ana").submits(&fields).await;
    assert_eq!(outcome.errors, None);
    house
}

async fn says(house: &mut House, label: &str, value: &str) {
    house.person("jonas").presses(label).await;
    let outcome = house
        .person("jonas")
        .submits(&[("Fires", "30"), ("PAY-1.2 ", value)])
        .await;
    assert_eq!(outcome.errors, None);
    house.settles().await;
}

#[tokio::test]
async fn a_receipt_says_what_another_answer_read_after_it() {
    let mut house = shared().await;
    assert!(!house.person("ana").ask().contains("4,800"));
    says(&mut house, "Check in", "4,800").await;
    let receipt = house.person("ana").ask();
    assert!(receipt.contains("4,800"), "{receipt}");
    says(&mut house, "Edit", "4,900").await;
    let receipt = house.person("ana").ask();
    let reads = receipt.contains("4,900") && !receipt.contains("4,800");
    assert!(reads, "{receipt}");
    house.ends().await;
}

#[tokio::test]
async fn a_receipt_says_no_more_of_what_was_retired_or_closed() {
    let mut house = shared().await;
    assert!(house.person("jonas").ask().contains("PAY-1.2"));
    house
        .person("mara")
        .types("/okr retire PAY-1.1 \"nobody measures it\"")
        .await;
    house.settles().await;
    let receipt = house.person("ana").ask();
    let gone = receipt.contains("PAY-1.2") && !receipt.contains("PAY-1.1");
    assert!(gone, "{receipt}");
    house.person("mara").types("/okr reopen PAY-1.1").await;
    house.settles().await;
    let receipt = house.person("ana").ask();
    assert!(receipt.contains("PAY-1.1"), "{receipt}");
    house
        .person("mara")
        .types("/okr close PAY-1 0.6 waited keep \"the bank\"")
        .await;
    house.settles().await;
    // Nobody is asked for it any more; what was read of it this week is still told.
    let ask = house.person("jonas").ask();
    assert!(!ask.contains("PAY-1"), "{ask}");
    house.ends().await;
}

#[tokio::test]
async fn a_digest_that_is_out_says_no_more_of_what_was_retired() {
    let mut house = shared().await;
    house.walks_to("2026-11-20T15:02:00Z").await;
    assert!(house.thread().replies("Payments")[0].contains("PAY-1.1"));
    house
        .person("mara")
        .types("/okr retire PAY-1.1 \"nobody measures it\"")
        .await;
    house.walks_to("2026-11-20T15:10:00Z").await;
    let reply = house.thread().replies("Payments").remove(0);
    assert!(!reply.contains("PAY-1.1"), "{reply}");
    let receipt = house.person("ana").ask();
    assert!(!receipt.contains("PAY-1.1"), "{receipt}");
    house.ends().await;
}
