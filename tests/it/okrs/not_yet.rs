//! A key result that was just made: nobody has measured it, and nobody need have.

use crate::house::House;

#[tokio::test]
async fn what_was_just_made_is_neither_green_nor_stale() {
    let mut house = House::new().await;
    let told = |said: &str| said.lines().next().unwrap_or_default().to_owned();
    let stale = house.person("mara").types("/okr stale").await;
    assert!(
        told(&stale).starts_with("0 key results without a reading for too long, of"),
        "{stale}"
    );
    let risk = house.person("mara").types("/okr at risk").await;
    assert!(told(&risk).starts_with("0 key results"), "{risk}");
    let all = house.person("mara").types("/okr all").await;
    assert!(all.contains("expected today: not measured yet."), "{all}");
    assert!(!all.contains("on track"), "{all}");

    house.walks_to("2026-11-20T15:01:00Z").await;
    let head = house.thread().head();
    assert!(
        head.contains("Results: no key result is measured yet."),
        "{head}"
    );
    // A week is missed, and three days more.
    house.walks_to("2026-12-03T09:00:00Z").await;
    let stale = house.person("mara").types("/okr stale").await;
    assert!(!told(&stale).starts_with("0 key results"), "{stale}");
    assert!(stale.contains("aim 6,000: stale."), "{stale}");
    house.walks_to("2026-12-04T15:01:00Z").await;
    let thread = house.thread().messages;
    assert!(
        thread.iter().any(|it| it.text.contains("(none yet)")),
        "{thread:?}"
    );
    house.ends().await;
}

#[tokio::test]
async fn a_reply_says_what_the_head_announced_and_what_today_would_say() {
    let mut house = House::new().await;
    // On track are 90% of the line: 4,928 on 20 November, 5,071 on the 27th; 85% of it are clearly behind.
    for (week, payers) in [("16", "4,940"), ("23", "5,040")] {
        house.walks_to(&format!("2026-11-{week}T09:00:00Z")).await;
        let update = format!("/okr update PAY-1.2 {payers} 8");
        house.person("ana").types(&update).await;
    }
    house.walks_to("2026-11-27T15:01:00Z").await;
    let replies = house.thread().replies("Payments");
    let said = replies.join("\n");
    assert!(
        said.contains("on track; today alone it would be at risk."),
        "{said}"
    );
    house.ends().await;
}
